"""Large print: the same words as in the normal print, 18 points large."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from pathlib import Path

import pypdfium2
import pytest
from bound import LARGE, ROOT, made, sizes
from conftest import FEW
from printed import Printed, Tag

pytestmark = pytest.mark.slow

KINDS = ("H1", "H2", "H3", "H4", "P", "LI", "TR", "Caption", "Figure")
OURS = ["slapen", "wandelen"]
DUTCH = sorted(path.stem for path in (ROOT / "sources/leaflets/nl").glob("*.md"))
FEW_DUTCH = [slug for slug in DUTCH if any(slug in handed_out for handed_out in FEW.values())]
"""Those of which the sample has files; the whole run looks at all."""


@pytest.fixture(
    params=[
        *(OURS + FEW_DUTCH),
        *(pytest.param(each, marks=pytest.mark.whole) for each in DUTCH if each not in FEW_DUTCH),
    ]
)
def files(request: pytest.FixtureRequest) -> tuple[bytes, bytes]:
    """A leaflet in normal and in large print."""
    slug = request.param
    if slug in OURS:
        return made(slug, "a4").pdf, made(slug, LARGE).pdf
    house = "sample" if slug in FEW_DUTCH else "whole_sample"
    output: Path = request.getfixturevalue(house) / "output"
    normal = next(output.glob(f"*/nl/{slug}.a4.pdf"))
    return normal.read_bytes(), normal.with_name(f"{slug}.{LARGE}.pdf").read_bytes()


def words(pdf: bytes) -> Counter[str]:
    """Every word of the text and of what pictures are said to show.

    The head of a table that is said again on the next page counts once.
    """
    heads: set[str] = set()
    found: Counter[str] = Counter()
    for tag in Printed(pdf).tags.all(*KINDS):
        said = re.sub(r"[\x02\ufffe\u00ad\u2010]\s*", "", tag.said)
        if tag.kind == "TR" and tag.all("TH"):
            if said in heads:
                continue
            heads.add(said)
        # A hyphen at the end of a line is read back as another sign than one within it.
        found.update(re.findall(r"\w+", (tag.alt or said).replace("-", "")))
    return found


def test_no_word_of_the_normal_print_is_missing_and_none_is_new(
    files: tuple[bytes, bytes],
) -> None:
    """But the telephone of the red flags, which each of their boxes has, and its own furniture."""
    normal, large = (words(pdf) for pdf in files)
    picture = Counter(re.findall(r"\w+", _masthead_picture(files[0])))
    lines = Counter(["Mijn", "aantekeningen"])  # where a page has room left
    other = Counter(["grote"])  # the other format, which normal print speaks of
    assert normal - large - picture - lines - other == Counter()
    own = "Grote letter gewone Mijn aantekeningen Avond nacht en weekend huisartsenpost"
    new = {word for word in large - normal if not word.isdecimal()}
    assert new <= set(own.split())
    assert len(large) > 20


def _masthead_picture(pdf: bytes) -> str:
    """What the picture in the masthead is said to show: large print has no room for it."""
    tags = Printed(pdf).tags.all(*KINDS)
    first = next(n for n, tag in enumerate(tags) if tag.kind == "H2")
    return " ".join(tag.alt or "" for tag in tags[:first] if tag.kind == "Figure")


def test_the_text_is_18_points_or_more_but_for_warning_signs(files: tuple[bytes, bytes]) -> None:
    """Warning signs have 16.5, so that both boxes share a page; small print at the end, captions
    and tables have 16, as UKAAF G003 allows.
    """
    _, large = files
    letters = [(size, sign) for size, sign in sizes(large) if sign.isalpha()]
    assert min(size for size, _ in letters) >= 14  # the running foot
    warnings = Counter(sign for size, sign in letters if size == 16.5)
    assert 0 < warnings.total() < len(letters) / 3
    large_enough = "".join(sign for size, sign in letters if size >= 16.5)
    body = [_letters(tag.said) for tag in _body(Printed(large))]
    assert len(body) > 3
    assert [said for said in body if said not in large_enough] == []


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
        "1 van 3Lees ook",
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
    assert min(letters) == 16
    assert max(set(letters) - {16}, key=letters.count) == 18
