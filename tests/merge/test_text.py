"""From Markdown to the parts of a leaflet: `text/<name>.md` becomes `text/<name>.html`.

After a change that is meant, `pytest tests/merge/test_text.py --rewrite` writes the expected
texts anew: read their differences before you keep them.
"""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path

import pytest
from conftest import HOUSE
from hypothesis import given
from hypothesis import strategies as some
from lxml.html import HtmlElement

from press.merge.text import Text, convert
from press.merge.transforms.filling import fill
from press.merge.transforms.flow import flags_apart, in_column
from press.merge.transforms.typesetting import balanced
from press.merge.tree import holding, write_inside
from press.model import Leaflet
from press.reading.content import load_content
from press.reading.house import open_house
from press.reading.layouts import load_words

TEXTS = Path(__file__).parents[1] / "golden/text"
CONTENT = load_content(open_house(HOUSE)[0])[0]
WORDS = load_words(open_house(HOUSE)[0])[0]
FOR_PEOPLE = [
    (r"<x-call></x-call>", "{call}"),
    (r'<x-card slug="(.*?)" place="(?:(row)|margin)"></x-card>', r"{card \1 \2}"),
    (r' x-note="(.*?)">', r">{note \1}"),
    (r'<x-value name="(.*?)"></x-value>', r"{\1}"),
    (r' data-made=""| data-line="[^"]*"', ""),
    (r"(?<=[\"#])slapen--", ""),
]
"""What stands for the elements that the press fills in later."""


def leaflet(body: str, slug: str = "slapen", language: str = "nl") -> Leaflet:
    """A leaflet of the small house with another text."""
    known = CONTENT.leaflet(slug, language)
    assert known
    return known.model_copy(update={"body": body})


def converted(body: str, language: str = "nl") -> Text:
    return convert(leaflet(body), CONTENT, WORDS[language])


def findings(body: str) -> list[str]:
    """What is wrong in a text, its lines counted from 1."""
    text = leaflet(body).model_copy(update={"body_line": 1})
    wrong = convert(text, CONTENT, WORDS["nl"]).findings
    return [str(finding).removeprefix("sources/leaflets/nl/slapen.md:") for finding in wrong]


def html(root: HtmlElement) -> str:
    """A tree as HTML, what is filled in later in braces."""
    written = write_inside(root)
    for pattern, words in FOR_PEOPLE:
        written = re.sub(pattern, words, written)
    return written


def readable(text: Text) -> str:
    """A converted text as it is kept, then what comes at the end."""
    pieces = [html(text.root).strip()]
    if text.closing:
        closing = "".join(html(holding([part])) for part in text.closing)
        pieces.append(f"<!-- at the end -->\n{closing}")
    notes = [
        f"{name}: {html(note).strip()}" for name, note in text.written.items() if name != "boek"
    ]
    if notes:
        pieces.append("<!-- notes -->\n" + "\n".join(notes))
    if text.findings:
        found = "\n".join(re.sub(r"^[^:]*:", "", str(one)) for one in text.findings)
        pieces.append(f"<!-- findings -->\n{found}")
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(pieces)) + "\n"


# --- the order of a text ----------------------------------------------------------------

LINES = "De alinea waar dit naast staat."


def test_in_one_column_what_stands_in_the_margin_follows_its_paragraph() -> None:
    root = converted((TEXTS / "margin.md").read_text(encoding="utf-8")).root
    beside, column = html(root), html(in_column(root))
    assert beside.index("term") < beside.index(LINES)
    assert column.index(LINES) < column.index("Slijtage is normaal.")
    assert sorted(column.split()) == sorted(beside.split())


def test_a_card_comes_first_behind_its_paragraph_and_never_before_its_table() -> None:
    """What the paragraph introduces is not parted from it."""
    body = f"!!! key\n    Rust roest.\n\n{LINES} [Wandelen](wandelen) helpt."
    table = "\n\n| a | b |\n| --- | --- |\n| c | d |\n"
    column = html(in_column(converted(f"{body}{table}").root))
    order = [column.index(word) for word in (LINES, "</table>", "card-place", "Rust roest.")]
    assert order == sorted(order)


def test_red_flags_apart_have_a_box_for_each_group_and_the_first_the_telephone() -> None:
    first = "!!! red-flags\n    Bel nu:\n\n    - U valt flauw."
    two = converted(f"{first}\n\n    Bel vandaag:\n\n    - U bent ziek.").root
    apart = html(flags_apart(two))
    assert re.findall('class="part-title">(.*?)<', apart) == ["Bel meteen", "Bel vandaag"]
    assert apart.count("{call}") == 1 and apart.count("<li>") == 2
    assert re.findall('class="part red-flags(.*?)"', apart) == ["", " today"]
    one = converted(first).root
    assert html(flags_apart(one)) == html(one)


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("3. drie\n4. vier", 'style="counter-reset: item 2"'),
        ("\n".join(f"{n}. punt" for n in range(1, 11)), 'class="two-figures"'),
        ("9. negen\n10. tien", 'class="two-figures"'),
        ("99. negen\n100. honderd", 'class="many-figures"'),
    ],
)
def test_a_list_goes_on_at_its_number_and_makes_room_for_two_figures(
    text: str, set_as: str
) -> None:
    assert set_as in html(converted(text).root)
    assert "style=" not in html(converted("1. een\n2. twee").root)


@pytest.mark.parametrize(
    ("asked", "mm"), [("om ____ uur", 20), ("op ______ dus", 35), (f"of {'_' * 20} of", 44)]
)
def test_a_blank_is_as_long_as_an_old_hand_needs(asked: str, mm: int) -> None:
    assert f'style="width: {mm}.0mm"' in html(converted(asked).root)


def test_the_last_blank_of_a_short_question_runs_to_the_edge() -> None:
    assert 'class="to-edge"' in html(converted("Ik heb pijn sinds ____").root)
    assert "to-edge" not in html(converted("Van ____ tot ____").root)
    assert "to-edge" not in html(converted("Per dag ____ keer").root)


@pytest.mark.parametrize(
    ("title", "language", "set_as"),
    [
        ("Pijn onder in de rug", "nl", "Pijn onder in~de~rug"),
        ("Pain in the lower back", "en", "Pain in the~lower~back"),
        ("Exercises for low back pain", "en", "Exercises for low~back~pain"),
        ("Leven met een buikwandbreuk", "nl", "Leven met een buikwandbreuk"),
        ("Wandelen en rust", "nl", "Wandelen en~rust"),
    ],
)
def test_a_title_holds_together_what_belongs_together(
    title: str, language: str, set_as: str
) -> None:
    held = balanced(title, together=WORDS[language].together)
    assert held.replace("\u00a0", "~") == set_as


# --- what Markdown becomes --------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(path.stem for path in TEXTS.glob("*.md")))
def test_a_text_becomes_what_is_expected(name: str, request: pytest.FixtureRequest) -> None:
    body = (TEXTS / f"{name}.md").read_text(encoding="utf-8")
    text = convert(leaflet(body).model_copy(update={"body_line": 1}), CONTENT, WORDS["nl"])
    expected = TEXTS / f"{name}.html"
    if request.config.getoption("--rewrite"):
        expected.write_text(readable(text), encoding="utf-8")
    assert readable(text) == expected.read_text(encoding="utf-8")


def test_no_expectation_is_left_of_a_text_that_is_gone() -> None:
    assert {path.stem for path in TEXTS.glob("*.html")} == {p.stem for p in TEXTS.glob("*.md")}


def test_parts_are_titled_in_the_language_of_the_text() -> None:
    english = convert(leaflet("!!! key\n    Wear is normal.\n"), CONTENT, WORDS["en"])
    assert '<p class="part-title">Important</p>' in html(english.root)


def test_every_part_that_has_words_is_made() -> None:
    for kind in WORDS["nl"].parts:
        assert converted(f"!!! {kind}\n    Tekst.\n").findings == ()


def filled(body: str, value: str) -> str:
    text = converted(body)
    root = deepcopy(text.root)
    fill(root, dict.fromkeys(text.values, value))
    return html(root).strip()


def test_values_are_put_in_escaped() -> None:
    assert filled("{{ practice.name }}", '<b class="x">&amp;\'</b>') == (
        '<p>&lt;b class="x"&gt;&amp;amp;\'&lt;/b&gt;</p>'
    )


def test_a_number_to_dial_has_digits_only_and_no_trunk_zero() -> None:
    linked = "[{{ practice.phone }}](tel:{{ practice.phone }})"
    assert '<a href="tel:+3112345">+31 (0)123 - 45</a>' in filled(linked, "+31 (0)123 - 45")


# --- mistakes ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            "a\n\n![Een maan](mon.svg)",
            "3: error: there is no picture 'mon.svg' in sources/images"
            " (did you mean 'moon.svg'?) [S043]",
        ),
        (
            "![](moon.svg)",
            "1: error: the picture 'moon.svg' has no alternative text"
            " (write it between the square brackets: ![what it shows](…)) [S013]",
        ),
        (
            "a\n[b](wandeln)",
            "2: error: there is no leaflet 'wandeln' in this language (nl)"
            " (did you mean 'wandelen'?) [S044]",
        ),
        (
            "[b](sleeping)",
            "1: error: there is no leaflet 'sleeping' in this language (nl)"
            " (known are slapen, wandelen) [S044]",
        ),
        ("a\n\n[b](#c)", "3: error: there is no place '#c' in this text [S044]"),
        (
            "# Kop",
            "1: error: the heading 'Kop' has a level that cannot stand here"
            " (begin with '##'; below it comes '###', then '####') [S054]",
        ),
        (
            "## Een\n\n#### Te diep\n\n### Twee",
            "3: error: the heading 'Te diep' has a level that cannot stand here"
            " (begin with '##'; below it comes '###', then '####') [S054]",
        ),
        (
            "a\n\nb[^bok]",
            "3: error: there is no source or footnote 'bok' (did you mean 'boek'?) [S045]",
        ),
        (
            "!!! tipp\n    a",
            "1: error: there is no part 'tipp' (did you mean 'tip'?) [S047]",
        ),
        (
            'a\n\n{% include "bel.md" %}',
            "3: error: there is no passage 'bel.md' in sources/passages/nl"
            " (did you mean 'bel-ons.md'?) [S040]",
        ),
        (
            "a\n{{ practice.fone }}",
            "2: error: there is no value 'practice.fone' (did you mean 'practice.phone'?) [S042]",
        ),
        (
            "{{ phone }}",
            "1: error: there is no value 'phone' (did you mean 'practice.phone'?) [S042]",
        ),
    ],
)
def test_a_mistake_in_a_text_is_told_at_its_line(body: str, says: str) -> None:
    assert findings(body) == [says]


@pytest.mark.parametrize(
    "target",
    [
        "http://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "../slapen.md",
        "nl/slapen",
        "//example.org/x",
    ],
)
def test_a_link_that_paper_and_mail_cannot_follow_is_named(target: str) -> None:
    assert findings(f"a\n\n[b]({target})") == [
        f"3: error: a link to '{target}' is not possible on paper or in a mailed file"
        " (link to a leaflet, or to an address with https, mailto or tel) [S046]"
    ]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("{{ practice.phone | upper }}", "a template expression"),
        ("{{ practice['phone'] }}", "a template expression"),
        ("{{ ''.__class__ }}", "a template expression"),
        ("{{ 7 * 7 }}", "a template expression"),
        ("{% set a = 1 %}", "a template command"),
        ("{% for a in b %}{% endfor %}", "a template command"),
        ("{% include practice.name %}", "a template command"),
        ("{{ " + "(" * 3000, "a template expression that cannot be read"),
        ("{{ " + "9" * 5000 + " }}", "a template expression"),
        ("{% if", "a template command"),
        ("{{", "a template expression that cannot be read"),
        ("Wat {# niemand leest #}.", "a template command"),
    ],
)
def test_a_text_runs_nothing(body: str, what: str) -> None:
    assert findings(f"a\n\n{body}") == [
        f"3: error: {what} (a text may hold {{{{ practice.phone }}}} and the like,"
        ' and {% include "…" %} lines) [S041]'
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5000,
        ">" * 300 + " a",
        "\n".join("    " * depth + "- a" for depth in range(60)),
        "\n".join("    " * depth + "!!! tip" for depth in range(60)),
    ],
    ids=["boxes", "quotations", "lists", "parts"],
)
def test_a_text_that_is_nested_too_deep_is_refused(body: str) -> None:
    assert findings(body) == [
        "1: error: lists, quotations or other blocks stand too deep inside each other [S018]"
    ]


def test_markdown_that_its_library_cannot_read_is_a_finding() -> None:
    assert findings("a\n\n[^]:") == [
        "1: error: this cannot be read as Markdown"
        " (is there a '[^' or a ':' that has lost its other half?) [S018]"
    ]


def test_a_passage_that_includes_itself_is_a_finding() -> None:
    passage = CONTENT.passages["nl", "bel-ons.md"]
    looped = type(passage)('Kijk:\n\n{% include "bel-ons.md" %}\n', passage.origin)
    content = type(CONTENT)(CONTENT.leaflets, {("nl", "bel-ons.md"): looped}, CONTENT.images)
    text = convert(leaflet('{% include "bel-ons.md" %}'), content, WORDS["nl"])
    assert [str(finding) for finding in text.findings] == [
        "sources/passages/nl/bel-ons.md:3: error:"
        " the passage 'bel-ons.md' includes itself: bel-ons.md → bel-ons.md [S040]"
    ]


def test_a_mistake_in_a_passage_is_told_at_the_passage() -> None:
    passage = CONTENT.passages["nl", "bel-ons.md"]
    wrong = type(passage)("Zie [x](weg).\n\nEn {{ practice.fon }}.", passage.origin)
    content = type(CONTENT)(CONTENT.leaflets, {("nl", "bel-ons.md"): wrong}, CONTENT.images)
    text = convert(leaflet('Eerst.\n\n{% include "bel-ons.md" %}'), content, WORDS["nl"])
    assert sorted(str(finding.origin) for finding in text.findings) == [
        "sources/passages/nl/bel-ons.md:1",
        "sources/passages/nl/bel-ons.md:3",
    ]


# --- any text at all --------------------------------------------------------------------

_PRINTABLE = some.characters(exclude_categories=("Cc", "Co", "Cs", "Zl", "Zp"))
# fmt: off
_MARKUP = some.sampled_from([
    "\n", "\n\n", "    ", "!!! tip", '"', "- ", "1. ", "> ", "| a | b |", "| --- | --- |", "[", "]",
    "(slapen)", "(#a)", "![a](moon.svg)", "[^boek]", "[^1]", "[^1]: ", "<b>", "</div>", "<p ",
    "{{ practice.phone }}", "{% include", "{#", "{: .a }", "____", "✅", "**", "_", "`", "\\",
    "&#7;", "&#xe100;", "&lt;", "!!! exercise", "!!! read-also", ": a", "# ", "## ", "---",
])
# fmt: on


@given(some.text(_PRINTABLE, max_size=80) | some.lists(_MARKUP, max_size=14).map("".join))
def test_any_text_is_converted_or_its_mistakes_have_a_line(body: str) -> None:
    wrong = convert(leaflet(body), CONTENT, WORDS["nl"]).findings
    last = leaflet(body).body_line + body.count("\n")
    for finding in wrong:
        assert 1 <= finding.origin.line <= last
        assert len(str(finding).splitlines()) == 1


@given(some.text("<>\"'&=/ abp:()[]!\n", max_size=60))
def test_no_text_brings_an_element_or_attribute_of_its_own(body: str) -> None:
    text = converted(f'<p title="{body}">\n\n{body}\n\n[a]({body}) ![b]({body} "{body}")')
    page = html(text.root)
    known = r"(?:class|id|src|alt|href|title|scope|start|align|lang|dir|x-slug|x-href)"
    value = r"""(?:"[^"]*"|'[^']*')"""
    assert re.fullmatch(rf"(?:[^<>]|</?[a-z][a-z0-9]*(?: {known}={value})*>)*", page), page
