"""The sample leaflet in every language and layout: each of its words is read back from the file."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from conforming import PROFILES, failures, verapdf
from conftest import ROOT, SHORT
from printed import Printed
from read_back import READERS, glyphs_that_are_none, missing, mupdf, poppler, spoken, written

from press import build
from press.build.side_by_side import side_by_side
from press.choices import OutputOptions
from press.model import Publication, Variant
from press.pipeline import produce

pytestmark = pytest.mark.slow

SPEAKS_ALL = "mueller"
LAYOUTS = ("a4", "a4-large-print", "trifold", "a5-booklet")
BOTH = ("a4-bilingual", "a4-facing")
TWO = (("a4", "ar"), ("trifold", "zh"), ("a4-bilingual", "ar"))
WRONG = {"P010", "P011", "P013", "P014", "P015", "P017", "P043", "P045"}
"""Too small a place, an overlap, a last page with the panel alone, what is torn or misread."""
_VOWELS = re.compile("[\u064b-\u0655\u200c]")
"""Marks of Arabic, and the non-joiner: some readers put them in other places."""


@pytest.fixture(scope="module")
def project() -> build.Project:
    return build.load(ROOT)


def original(publication: Publication) -> str:
    leaflet = publication.leaflets[0]
    return leaflet.translation_of or leaflet.slug


def sample(project: build.Project, layout: str, language: str) -> Variant:
    """The sample leaflet in a language, or beside the Dutch, for a practice that speaks all."""
    both = layout in BOTH
    known = side_by_side(project.publications, ("nl", language)) if both else project.publications
    [found] = [
        each
        for each in known
        if each.kind != "booklet"
        and original(each) == SHORT
        and (both or each.language == language)
    ]
    [practice] = [each for each in project.practices if each.id == SPEAKS_ALL]
    [like] = [each for each in project.layouts if each.name == layout]
    return Variant(found, practice, like)


def assert_read_back(project: build.Project, layout: str, language: str) -> bytes:
    """Every word is in the tags, in its own language, and in each reader's text; the file."""
    variant = sample(project, layout, language)
    made = produce(variant, project.library, OutputOptions())
    assert made.document, made.findings
    assert {each.code for each in made.findings} & WRONG == set(), made.findings
    pdf = made.document.pdf
    blocks = list(written(variant.publication, project.library))
    wanted: dict[str, Counter[str]] = {}
    for spoken_in, said in blocks:
        wanted.setdefault(spoken_in, Counter()).update(said)
    assert sum(wanted[language].values()) > 250
    tags = spoken(Printed(pdf))
    lost = {each: missing(words, tags.get(each, "")) for each, words in wanted.items()}
    assert {each: gone for each, gone in lost.items() if gone} == {}, (layout, language)
    everything = sum(wanted.values(), Counter[str]())
    bare: Counter[str] = Counter()
    for word, often in everything.items():
        bare[_VOWELS.sub("", word)] += often
    for read in READERS:
        text = read(pdf)
        if read in (mupdf, poppler):
            assert missing(bare, _VOWELS.sub("", text)) == Counter(), (read.__name__, language)
        else:
            assert missing(everything, text) == Counter(), (read.__name__, layout, language)
    assert glyphs_that_are_none(pdf) == 0
    assert [failures(pdf, profile) for profile in PROFILES] == [[], []]
    return pdf


@pytest.mark.parametrize(("layout", "language"), TWO)
def test_every_word_is_read_back(project: build.Project, layout: str, language: str) -> None:
    assert_read_back(project, layout, language)


def test_a_word_that_is_not_there_is_found_missing(project: build.Project) -> None:
    """A test of the tests: another language's words are not in the file."""
    pdf = assert_read_back(project, "a4", "zh")
    turkish = sample(project, "a4", "tr").publication
    said = (words for _, words in written(turkish, project.library))
    assert missing(Counter(word for each in said for word in each), READERS[0](pdf))


@pytest.mark.whole
@pytest.mark.parametrize("layout", [*LAYOUTS, *BOTH])
def test_every_word_of_every_language_is(
    project: build.Project, layout: str, tmp_path: Path
) -> None:
    """In all of them, by all readers; and veraPDF agrees that each file is what it says."""
    languages = sorted(each.language for each in project.publications if original(each) == SHORT)
    assert len(languages) == 13
    for language in languages:
        if layout not in BOTH or language != "nl":
            pdf = assert_read_back(project, layout, language)
            (tmp_path / f"{language}.pdf").write_bytes(pdf)
    files = [str(path) for path in sorted(tmp_path.glob("*.pdf"))]
    assert verapdf(*files) == {file: {"3u": "PASS", "ua1": "PASS"} for file in files}
