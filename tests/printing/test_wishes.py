"""What is wished of a printer that can more or less -> what it is asked, or a sentence why not."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from press.printing.jobs import PrintJob
from press.printing.printer import Can, Lack, Wishes, job_attributes
from press.printing.sides import Paper, Sides
from press.printing.words import say

A4 = Paper("two-sided-long-edge", 210, 297, 2)
REFUSED = PrintJob("1", "brug", "ipp://x/", "t", "nl", 0, state="refused", about="sides")
ABLE = {
    "sides-supported": ("one-sided", "two-sided-long-edge", "two-sided-short-edge"),
    "media-supported": ("na_letter_8.5x11in", "iso_a4_210x297mm", "custom_x_210x297mm"),
    "print-scaling-supported": ("auto", "none"),
    "print-color-mode-supported": ("color", "monochrome"),
    "copies-supported": (1, 20),
    "document-format-supported": ("application/pdf",),
    "media-source-supported": ("tray-1", "tray-2"),
}


def refusals(wishes: Wishes, paper: Paper = A4, **said: tuple[object, ...]) -> list[str]:
    can = Can(ABLE | {name.replace("_", "-"): value for name, value in said.items()})
    return [each.lack for each in job_attributes(can, paper, paper.sides, wishes)[1]]


def test_a_job_says_sides_paper_copies_colour_and_true_size() -> None:
    job, lacking = job_attributes(Can(ABLE), A4, A4.sides, Wishes(3))
    assert lacking == []
    assert job == {
        "sides": "two-sided-long-edge",
        "print-scaling": "none",
        "copies": 3,
        "print-color-mode": "color",
        "media": "iso_a4_210x297mm",
    }


def test_a_tray_is_named_with_the_size_of_the_paper_and_never_beside_its_name() -> None:
    job, _ = job_attributes(Can(ABLE), A4, A4.sides, Wishes(tray="tray-2"))
    size = {"x-dimension": 21000, "y-dimension": 29700}
    assert job["media-col"] == {"media-size": size, "media-source": "tray-2"}
    assert "media" not in job


def test_what_a_printer_has_no_word_for_is_not_asked() -> None:
    old = {"media-supported": ("iso_a4_210x297mm",)}
    job, lacking = job_attributes(Can(old), A4, "one-sided", Wishes())
    assert lacking == []
    assert job == {"copies": 1, "media": "iso_a4_210x297mm"}


def test_what_a_printer_lacks_is_named() -> None:
    assert refusals(Wishes(copies=21)) == ["copies"]
    assert refusals(Wishes(tray="tray-9")) == ["tray"]
    assert refusals(Wishes(grey=True), print_color_mode_supported=("color",)) == ["grey"]
    assert refusals(Wishes(), document_format_supported=("image/urf",)) == ["pdf"]
    assert refusals(Wishes(), Paper("one-sided", 250, 353, 1)) == ["paper"]


@pytest.mark.parametrize(
    ("has", "wished", "asked"),
    [
        (("one-sided", "two-sided-long-edge"), "two-sided-short-edge", "two-sided-long-edge"),
        (("one-sided", "two-sided-short-edge"), "two-sided-long-edge", "two-sided-short-edge"),
        (("one-sided",), "two-sided-long-edge", "one-sided"),
        ((), "two-sided-short-edge", "one-sided"),
    ],
)
def test_a_printer_that_turns_the_other_way_is_asked_for_that(
    has: tuple[str, ...], wished: Sides, asked: Sides
) -> None:
    assert Can({"sides-supported": has}).fulfils(wished) == asked


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_lack_has_a_sentence_that_names_what_there_is(language: str) -> None:
    said = {lack: say(replace(REFUSED, why=lack), language) for lack in get_args(Lack)}
    assert len(set(said.values())) == len(said)
    assert all(sentence.count(".") >= 2 and "{" not in sentence for sentence in said.values())
    assert said["refuses"].endswith({"nl": "dubbelzijdig.", "en": "both sides."}[language])
