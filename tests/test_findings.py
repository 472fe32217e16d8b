"""docs/findings.md has every code that the press can say, and no other."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import provoked
import pytest
from conftest import HOUSE

from press import build
from press.build.proofs import proofread_all
from press.importing.practices import enrol
from press.installed import INSTALLED
from press.mail.recipients import read_recipients
from press.merge import merge
from press.merge.letter import write_letter
from press.model import Finding
from press.proofread.proof import OTHERS

ROOT = Path(__file__).parents[1]
ROWS = {
    row[1]: row
    for row in re.finditer(
        r"^\| ([STPD]\d{3}) \| ([EWI ]+) \| .+ \| `+ ?(.+?) ?`+ \|$",
        (ROOT / "docs/findings.md").read_text("utf-8"),
        re.M,
    )
}
ROWS_THAT_MAY_BE_ALLOWED = {code for code in ROWS if code[0] in "SP"}
OF_WORDS = [code for code in ROWS if code[0] == "T"]
PROGRAMMERS = re.compile(
    r"NoneType|Traceback|\w+Error\b|object at 0x|<class|press\.\w+|__\w+__|\bNone\b|\bdict\b"
)
MADE = ("D001", "D006")
SEVERITIES = {"error": "E", "warning": "W", "info": "I"}


def test_every_code_stands_in_the_documentation_and_the_other_way_round() -> None:
    code = re.compile(r'"([STPD]\d{3})"')
    said = {
        found
        for path in (ROOT / "press").rglob("*.py")
        for found in code.findall(path.read_text("utf-8"))
    }
    assert said == set(ROWS)


def test_an_allow_may_name_every_code_of_sources_and_pages_and_no_other() -> None:
    assert OTHERS == ROWS_THAT_MAY_BE_ALLOWED


def test_what_is_said_of_the_worst_leaflet_is_what_the_documentation_shows() -> None:
    told = (ROOT / "tests/golden/proofread/everything.txt").read_text("utf-8")
    for code in set(re.findall(r"\[(T\d{3})\]$", told, re.M)):
        _, severity, example = ROWS[code].groups()
        lines = re.findall(rf"\S+ (\w+): (.+) \[{code}\]$", told, re.M)
        assert (severity, example) in [(SEVERITIES[said], message) for said, message in lines]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """All that is said of a house in which nearly every source has a mistake."""
    house = shutil.copytree(HOUSE, tmp_path_factory.mktemp("provoked") / "house")
    provoked.lay(house)
    project = build.load(house)
    assert project.troubles == ()
    proofs, findings = proofread_all(project, build.Order(), date(2026, 11, 30))
    findings += tuple(one for _, proof in proofs for one in proof.findings)
    for practice, layout in provoked.MERGED:
        order = build.Order(("wandelen",), (practice,), (layout,))
        (variant,) = build.plan(project, order)
        findings += merge(variant, project.library).findings
    return [*project.findings, *findings, *of_lists(house), *of_letters(project, house)]


def of_lists(house: Path) -> Iterator[Finding]:
    """What is said of lists, and of a file that cannot be taken over."""
    for code, text in provoked.LISTS.items():
        path = house / f"{code}.csv"
        path.write_text(text, encoding="utf-8")
        yield from enrol(house, path, "nl").findings if code[0] == "S" else ()
        yield from read_recipients(path, path.name)[1] if code[0] == "D" else ()


def of_letters(project: build.Project, house: Path) -> Iterator[Finding]:
    """What is said of a language without a letter, and of a letter that cannot be filled in."""
    words = (INSTALLED / "layouts/mail/words/nl.yaml").read_text("utf-8")
    (house / "layouts/mail/words").mkdir(parents=True)
    (house / "layouts/mail/words/nl.yaml").write_text(words.replace("{phone}", "{telephone}", 1))
    practice = next(each for each in project.practices if each.id == "brug")
    said: dict[str, object] = {"count": 1, "attached": True, "since": None, "megabytes": "1"}
    for language in ("nl", "fy"):
        yield from write_letter("message", practice, project.house, [language], said)[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    "code", [*provoked.TEXTS, *provoked.OTHERS, *provoked.LISTS, *OF_WORDS, *MADE]
)
def test_a_mistake_is_told_as_the_documentation_says(code: str, found: list[Finding]) -> None:
    """With its severity, and in the words of the example, but for names and numbers."""
    _, severities, example = ROWS[code].groups()
    own = [each for each in found if each.code == code]
    assert {SEVERITIES[each.severity] for each in own} <= {*severities.split()}
    said = {f"{each.message} ({each.hint})" if each.hint else each.message for each in own}
    assert form_of(example) in {form_of(each) for each in said}, said


def form_of(said: str) -> str:
    """A message without what differs from one mistake of a kind to the next."""
    said = said.replace("\\", "")
    said = re.sub(r" \((?:did you mean|known are|choose) [^)]*\)", "", said)
    said = re.sub(r"leaflet (\w+) \S+", r"leaflet \1 …", said)
    said = re.sub(r"[\w.-]+/[\w./-]+|[\w-]+\.svg", "…", said)
    said = re.sub(r"(?<!\w)'[^']*'(?!\w)|light ground|dark ground", "…", said)
    return re.sub(r"#[0-9a-f]{6}|\d+(?:[.,]\d+)?", "0", said)


def test_no_code_is_unprovoked() -> None:
    """What stands in no row of `provoked`, a test of its own provokes: pages, mail, builds."""
    tests = Path(__file__).parent
    files = [path for ending in ("py", "toml", "txt") for path in tests.rglob(f"*.{ending}")]
    said = "\n".join(
        path.read_text("utf-8")
        for path in files
        if path.name not in ("provoked.py", Path(__file__).name)
    )
    told = set(re.findall(r"\b[STPD]\d{3}\b", said))
    assert {*ROWS} - {*provoked.TEXTS, *provoked.OTHERS, *provoked.LISTS} - told == set()


@pytest.mark.slow
def test_no_message_has_words_that_only_a_programmer_knows(found: list[Finding]) -> None:
    assert [str(each) for each in found if PROGRAMMERS.search(str(each))] == []
