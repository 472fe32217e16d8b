"""Large print: the same words as in the normal print, 18 points large."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pypdfium2
import pytest
from bound import LARGE, ROOT, made, sizes
from printed import Printed, Tag

pytestmark = pytest.mark.slow

KINDS = ("H1", "H2", "H3", "H4", "P", "LI", "TR", "Caption", "Figure")
OURS = ["slapen", "wandelen"]
DUTCH = sorted(path.stem for path in (ROOT / "sources/leaflets/nl").glob("*.md"))
BOTH = [*OURS, *DUTCH]


@pytest.fixture(params=BOTH)
def files(request: pytest.FixtureRequest) -> tuple[bytes, bytes]:
    """A leaflet in normal and in large print."""
    slug = request.param
    if slug in OURS:
        return made(slug, "a4").pdf, made(slug, LARGE).pdf
    output: Path = request.getfixturevalue("sample") / "output"
    normal = next(output.glob(f"*/nl/{slug}.a4.pdf"))
    return normal.read_bytes(), normal.with_name(f"{slug}.{LARGE}.pdf").read_bytes()


def parts(pdf: bytes) -> list[tuple[str, str]]:
    """What a reader meets, part by part: headings, paragraphs, items, rows, pictures.

    Furniture is left out: the picture in the masthead, which large print has no room for,
    and the head of a table that is said again on the next page. What follows each other in
    one kind is one part, since a paragraph that two pages share is tagged as two.
    """
    printed = Printed(pdf)
    tags = printed.tags.all(*KINDS)
    first = next(n for n, tag in enumerate(tags) if tag.kind == "H2")
    furniture = {id(tag) for tag in tags[:first] if tag.kind == "Figure" or not tag.text}
    heads: set[str] = set()
    found = []
    for tag in tags:
        again = tag.kind == "TR" and tag.all("TH") and _words(tag) in heads
        if id(tag) not in furniture and not again:
            found.append((tag.kind, _words(tag)))
        if tag.kind == "TR":
            heads.add(_words(tag))
    kinds = groupby(found, key=lambda part: part[0])
    return [(kind, "".join(words for _, words in run)) for kind, run in kinds]


def _words(tag: Tag) -> str:
    """What a part says, whatever its lines are; of a picture what it is said to show."""
    # A hyphen at the end of a line is read back as another sign than one within it.
    return tag.alt if tag.kind == "Figure" else re.sub(r"[\s\x02\ufffe-]", "", tag.said)


def test_the_words_are_those_of_the_normal_print_part_by_part(files: tuple[bytes, bytes]) -> None:
    normal, large = files
    assert parts(large) == parts(normal)
    assert len(parts(large)) > 10


def test_the_text_is_18_points_or_more(files: tuple[bytes, bytes]) -> None:
    """Small print at the end, captions and tables have 16, as UKAAF G003 allows."""
    _, large = files
    letters = [(size, sign) for size, sign in sizes(large) if sign.isalpha()]
    assert min(size for size, _ in letters) >= 14  # the running foot
    of_18 = "".join(sign for size, sign in letters if size >= 18)
    body = [_letters(tag.said) for tag in _body(Printed(large))]
    assert len(body) > 3
    assert [said for said in body if said not in of_18] == []


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalpha())


def _body(printed: Printed) -> list[Tag]:
    """The paragraphs and list items between the title and the small print."""
    tags = printed.tags.all("H2", "H3", "P", "LI")
    ends = ("Goed om te weten", "Bronnen", "Noten", "Folder")
    last = next(n for n, tag in enumerate(tags) if tag.text.startswith(ends))
    return [tag for tag in tags[1:last] if tag.kind in ("P", "LI") and not tag.all("Caption")]


def _runs(pdf: bytes) -> list[tuple[float, str]]:
    """Letters that follow each other in one size."""
    found = groupby(sizes(pdf), key=lambda letter: letter[0])
    return [(size, "".join(sign for _, sign in run).strip()) for size, run in found]


def test_no_word_is_split(files: tuple[bytes, bytes]) -> None:
    """No line ends in a hyphen, unless a writer's own hyphen stands there."""
    normal, large = files
    written = re.sub(r"\s", "", Printed(normal).text)
    for line, following in _lines(large):
        assert not line.endswith(("\u00ad", "\u2010", "\ufffe"))
        if line.endswith("-"):
            assert line.split()[-1] + following.split()[0] in written


def _lines(pdf: bytes) -> list[tuple[str, str]]:
    """Each line with the one after it."""
    with pypdfium2.PdfDocument(pdf) as opened:
        lines = [
            line for page in opened for line in page.get_textpage().get_text_range().splitlines()
        ]
    lines = [line for line in lines if line.strip()]
    return list(zip(lines, [*lines[1:], "."], strict=True))


def test_page_numbers_are_as_large_as_the_text() -> None:
    large = made("slapen", LARGE).pdf
    assert [words for size, words in _runs(large) if size == 18 and "van 3" in words] == [
        "1 van 3Belangrijk",
        "2 van 3",
        "3 van 3",
    ]


def test_what_stands_in_the_margin_elsewhere_stands_in_the_text() -> None:
    """One column: no two pieces of running text side by side."""
    large = made("slapen", LARGE).pdf
    with pypdfium2.PdfDocument(large) as opened:
        page = opened[0].get_textpage()
        starts = []
        for words in ("Overdag bewegen", "Wat helpt?"):
            found = page.search(words).get_next()
            assert found
            starts.append(page.get_charbox(found[0])[0])
    assert starts == pytest.approx([19.5 / 25.4 * 72] * 2, abs=2.5)


def test_a_practice_cannot_make_it_smaller() -> None:
    """The brand says 12 points; the layout does not listen."""
    document = made("slapen", LARGE)
    assert document.variant.practice.brand.base_size == 12
    letters = [size for size, sign in sizes(document.pdf) if sign.isalpha()]
    assert max(set(letters), key=letters.count) == 18
