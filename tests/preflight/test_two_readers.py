"""The words of a finished file as two readers take them out: P045."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from preflighted import HEAD, document_of, pdf_of

from press.preflight import finished, poppler, words
from press.preflight.page_data import File

pytestmark = pytest.mark.slow

TEXT = "<p>Neem 500 mg, niet meer<sup>1</sup>.</p><p>Bel 112 bij koorts.</p>"


@pytest.fixture(scope="module")
def file() -> File:
    return finished.read(document_of(pdf_of(TEXT, "", HEAD)))


def differences(file: File) -> list[str]:
    return [finding.message for finding in words.readers_agree(file)]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is missing")
def test_poppler_reads_every_word_of_a_page(file: File) -> None:
    assert file.other and "112" in file.other[0]
    assert differences(file) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("Bel 112", "Bel"), ("500 mg", "500mg"), ("koorts", "ko orts"), ("niet ", "niet niet ")],
)
def test_a_word_that_the_other_reads_otherwise_is_an_error(
    file: File, before: str, after: str
) -> None:
    (page,) = file.other or (" ".join("".join(run.text for run in file.runs).split()),)
    assert before in page
    (message,) = differences(replace(file, other=(page.replace(before, after),)))
    assert message.endswith("in Poppler")
    assert "page 1" in message


def test_a_page_that_the_other_does_not_read_is_an_error(file: File) -> None:
    assert differences(replace(file, other=("",)))
    assert differences(replace(file, other=(*(file.other or ("",)), "Bel 112")))


def test_without_the_other_reader_nothing_is_compared(
    file: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert poppler.read(file.document.pdf) == ()
    assert differences(replace(file, other=())) == []


def test_a_file_that_poppler_cannot_read_has_no_words() -> None:
    assert poppler.read(b"%PDF-1.7 nothing") in [(), ("",)]
