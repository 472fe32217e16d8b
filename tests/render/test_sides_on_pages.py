"""A finished file in two languages: levels, order of reading, languages, pages."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from conforming import PROFILES, failures
from conftest import HOUSE
from two_languages import ARABIC, DUTCH, ENGLISH, plan_of, write_both

from press import pipeline
from press.model import Document

pytestmark = pytest.mark.slow


def made(folder: Path, dutch: str, other: str, language: str) -> Document:
    """A file in Dutch and another language."""
    house = shutil.copytree(HOUSE, folder / "house")
    write_both(house, dutch, other, language=language)
    result = pipeline.produce(*plan_of(house, "nl", language), pipeline.OutputOptions())
    assert result.document, result.findings
    return result.document


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Of several pages: a list that is longer than one."""
    steps = [f"- Stap {n}: doe dit en daarna dat, elke dag.\n" for n in range(50)]
    dutch = DUTCH.replace("- Drink water.\n", "".join(steps))
    other = ENGLISH.replace("- Drink water.\n", "".join(steps).replace("Stap", "Step"))
    return made(tmp_path_factory.mktemp("english"), dutch, other, "en")


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return made(tmp_path_factory.mktemp("arabic"), DUTCH, ARABIC, "ar")


def level_of(pdf: bytes, said: str) -> tuple[int, int]:
    """Page and baseline of the first line that says this, to the nearest pt."""
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        text = page.get_textpage()
        if found := text.search(said).get_next():
            return number, round(text.get_charbox(found[0], loose=True)[1])
    raise AssertionError(said)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wat doet u?", "What do you do?"),
        ("Neem om", "Take 1.5"),
        ("Wandel elke", "Walk every"),
        ("Na 2 dagen", "After 2 days"),
        ("Wanneer belt u?", "When do you call?"),
        ("U wordt niet", "You do not wake"),
    ],
)
def test_a_pair_begins_at_one_height(english: Document, one: str, other: str) -> None:
    assert level_of(english.pdf, one) == level_of(english.pdf, other)


def test_a_pair_longer_than_a_page_goes_on_with_every_word(english: Document) -> None:
    assert level_of(english.pdf, "Slaap")[0] < level_of(english.pdf, "Stap 49")[0]
    assert [finding for finding in english.findings if finding.severity != "info"] == []
    examined = pipeline.examine(pipeline.Result(english.variant, english, ()))
    assert {finding.code for finding in examined.findings} <= {"P016"}


def test_each_section_is_read_in_one_language_and_then_in_the_other(english: Document) -> None:
    read = " ".join(word for word, _ in english.said.words)
    order = ["Wat doet", "Wandel", "Stap 49", "What do", "Walk", "Wanneer belt", "When do"]
    assert sorted(order, key=read.index) == order


def spoken(node: pikepdf.Object, around: str = "") -> Iterator[tuple[str, str]]:
    """The kind of each structure element and its language."""
    if isinstance(node, pikepdf.Dictionary) and "/S" in node:
        around = str(node.get("/Lang", around))
        yield str(node.S), around
    below = node.get("/K") if isinstance(node, pikepdf.Dictionary) else node
    for kid in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(kid, pikepdf.Dictionary):
            yield from spoken(kid, around)


def test_every_block_says_its_language(arabic: Document) -> None:
    with pikepdf.open(io.BytesIO(arabic.pdf)) as pdf:
        found = list(spoken(pdf.Root.StructTreeRoot.K[0], str(pdf.Root.Lang)))
    for kind in ("/H1", "/H2", "/L", "/Figure"):
        languages = [language for each, language in found if each == kind]
        assert languages.count("ar") == languages.count("nl") - (kind == "/Figure") * 2


@pytest.mark.parametrize("profile", PROFILES)
def test_a_validator_has_nothing_against_it(arabic: Document, profile: str) -> None:
    assert failures(arabic.pdf, profile) == []
