"""The pages that people read: short, current, in step in two languages, and with no dead link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
IN_DUTCH = sorted(path.name for path in DOCS.glob("nl/*.md"))
ROLES = [DOCS / name for name in ("receptionist.md", "practice.md", "writer.md", "designer.md")]
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "sources/README.md", "layouts/*.md", "drawings/*.md")
    for path in ROOT.glob(pattern)
)
_WORDS, _README = 950, (80, 100)
"""Read in five minutes; lines of README, and signs in one that is no table."""


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def shape(text: str) -> list[str]:
    """What two versions of a page share: headings, rows, items, commands, pictures, links."""
    return [
        found[1]
        for line in text.splitlines()
        for pattern in (
            r"^(#+|\||-|\d\.)(?= )",
            r"(?:^ {4}|`)(leaflet [^`\n\"]+)",
            r"pictures/([\w-]+)",
            r"\]\([^)#]*?([\w-]+\.md)",
        )
        for found in re.finditer(pattern, line)
    ]


@pytest.mark.parametrize("name", IN_DUTCH)
def test_a_page_says_the_same_in_dutch_and_english(name: str) -> None:
    assert shape(text_of(DOCS / "nl" / name)) == shape(text_of(DOCS / name))
    assert f"](nl/{name})" in text_of(DOCS / name)
    assert f"](../{name})" in text_of(DOCS / "nl" / name)


def test_who_is_at_the_desk_writes_or_runs_a_practice_reads_dutch() -> None:
    assert {"receptionist.md", "practice.md", "writer.md"} <= {*IN_DUTCH}


@pytest.mark.parametrize("path", [*ROLES, *DOCS.glob("nl/*.md")], ids=lambda path: str(path))
def test_a_page_for_a_role_is_read_in_five_minutes(path: Path) -> None:
    assert len(text_of(path).split()) <= _WORDS


def test_readme_stays_short() -> None:
    lines = text_of(ROOT / "README.md").splitlines()
    assert len(lines) <= _README[0]
    assert [line for line in lines if len(line) > _README[1] and line[0] != "|"] == []


def anchors(text: str) -> set[str]:
    """The places of a page that a link may name, as GitHub forms them of its headings."""
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_link_of_a_page_is_dead(path: Path) -> None:
    text = re.sub(r"^```.+?^```|^ {4}.*?$|`[^`\n]*`", "", text_of(path), flags=re.M | re.S)
    for target, place in re.findall(r"\]\(([^)\s#]*)(?:#([^)\s]*))?\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        to = (path.parent / target).resolve() if target else path
        assert to.exists(), f"{path.name}: {target}"
        assert not place or place in anchors(text_of(to)), f"{path.name}: {target}#{place}"


@pytest.mark.parametrize(
    ("page", "language"), [("receptionist.md", "en"), ("nl/receptionist.md", "nl")]
)
def test_what_the_desk_says_stands_as_it_says_it(page: str, language: str) -> None:
    """Names of buttons and fields, in italics; its messages, in the first column of a table."""
    from press.printing.words import words_of

    desk = yaml.safe_load((ROOT / f"press/desk/words/{language}.yaml").read_text("utf-8"))
    printing = words_of(language)
    said = [*desk.values(), *printing["states"].values(), *printing["why"].values()]
    text = text_of(DOCS / page)
    shown = [*re.findall(r"(?<!\*)\*([^*\[\]\n]+)\*(?!\*)", text)]
    shown += re.findall(r"^\| ([A-Z][^|`]+?) \|", text, re.M)
    assert len(shown) > 30
    assert [each for each in shown if not any(one.startswith(each) for one in said)] == []


_SAME = {
    "booklet": "form_booklet",
    "folding leaflet": "form_folded",
    "large print": "large",
    "exercise sheet": "sheet",
    "leaflet desk": "desk",
    "practice": "practice",
    "concept, not ready": "concept",
    "out of date": "overdue",
    "withdrawn, taken back": "withdrawn",
    "leaflet": "found",
    "layout, size": "layout",
}
"""By the English word of the glossary: where the desk says it."""


@pytest.mark.parametrize(("language", "column"), [("en", 0), ("nl", 1)])
def test_the_desk_uses_the_words_of_the_glossary(language: str, column: int) -> None:
    desk = yaml.safe_load((ROOT / f"press/desk/words/{language}.yaml").read_text("utf-8"))
    row = re.compile(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \| [^|]+ \|$", re.M)
    rows = row.findall(text_of(DOCS / "glossary.md"))
    words = {row[0]: row[column].split(", ") for row in rows}
    for word, key in _SAME.items():
        said = str(desk[key]).lower()
        assert any(said in (one, f"{one}s") for one in words[word]), (word, said)
