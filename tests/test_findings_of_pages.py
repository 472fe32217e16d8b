"""What is said of pages is what docs/findings.md shows: a mistake of each kind, laid out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
import test_findings
from fitted import LINE, PICTURE, TIP, box, print_on
from pages_of_the_house import manuscript, rendered, with_body
from provoked_pages import PAGES, told

from press import build
from press.model import Finding

pytestmark = pytest.mark.slow
PARAGRAPH = "Regel. " * 12 + "\n\n"
SIGNS = "## Wanneer belt u meteen?\n\n!!! red-flags\n" + "    - U valt af.\n" * 14
HEADING = "## Wat u kunt doen bij langdurige rugpijnklachten nu\n\n"
CARDS = {
    "P012": (LINE * 40, "kaart"),
    "P013": (box(10) + LINE * 2, "kaart"),
    "P014": (LINE * 9 + "## Wie kan u helpen?\n\n" + PICTURE, "hoog"),
    "P015": (TIP + "    Regel in een vak.\n\n" * 13, "kaart"),
    "P016": (LINE * 5 + TIP + "    Regel in een vak.\n\n" * 6, "kaart"),
    "P017": (LINE * 2, "weggevallen"),
    "P018": (LINE * 9 + PARAGRAPH + LINE * 5, "kaart"),
    "P019": (HEADING + LINE, "smal"),
    "P042": (box(10) + PICTURE + "## Kop\n\n" + LINE, "los"),
    "P043": (LINE + SIGNS, "kaart"),
}
"""By code: a text, and the card of ten lines that it is laid out on."""
WRITTEN = {
    "P001": '<img src="https://example.org/x.png" alt="x">',
    "P002": '<a href="#nergens">x</a>',
    "P003": "<p>\u2602</p>",
    "P005": '<a href="notes.html">x</a>',
    "P011": f"<p>{'Arbeidsongeschiktheidsverzekering' * 4}</p>",
}
"""By code: what a template writes on a page of the small house."""
STYLES = {"P004": "p { colour: red }", "P006": "html { font-size: 1e30px }"}
_MADE = {*PAGES, *CARDS, *WRITTEN, *STYLES, "P010", "P030", "P038"}


def laid_out(project: build.Project) -> Iterator[Finding]:
    for body, card in CARDS.values():
        yield from print_on(project, body, card).findings
    for html in WRITTEN.values():
        yield from with_body(html).findings
    before = manuscript("wandelen")
    for css in STYLES.values():
        yield from rendered(styles=(*before.styles, ("layouts/ons/layout.css", css))).findings
    long = re.sub(r"(<h1[^>]*>).*?</h1>", rf"\1{'Leven met pijn ' * 20}</h1>", before.html)
    yield from rendered(html=long).findings  # P010


@pytest.fixture(scope="module")
def found(project: build.Project) -> dict[str, set[tuple[str, str]]]:
    """By code: how severe, and in what words."""
    by_code: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for each in laid_out(project):
        said = f"{each.message} ({each.hint})" if each.hint else each.message
        by_code[each.code].add((each.severity, said))
    for line in told():
        severity, _, said = line.partition(": ")
        by_code[said[-5:-1]].add((severity, said[:-7]))
    return by_code


@pytest.mark.parametrize("code", sorted(_MADE))
def test_a_page_is_told_as_the_documentation_says(
    code: str, found: dict[str, set[tuple[str, str]]]
) -> None:
    _, severities, example = test_findings.ROWS[code].groups()
    assert {test_findings.SEVERITIES[each] for each, _ in found[code]} <= {*severities.split()}
    forms = {test_findings.form_of(said) for _, said in found[code]}
    assert test_findings.form_of(example) in forms, found[code]


def test_no_page_is_told_in_words_that_only_a_programmer_knows(
    found: dict[str, set[tuple[str, str]]],
) -> None:
    said = [each for ones in found.values() for _, each in ones]
    assert [each for each in said if test_findings.PROGRAMMERS.search(each)] == []
