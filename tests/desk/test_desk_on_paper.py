"""Paper from the desk: what is chosen comes out of a printer, and a name is kept nowhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from desks import Visitor, on_disk, opened_desk
from printed import Printed
from printers import TestPrinter, a_printer, bus

pytestmark = pytest.mark.slow

NAME = "Mevrouw Zwaluwstaart"


@pytest.fixture(scope="module")
def printer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestPrinter]:
    with bus() as found, a_printer(found, "-2", folder=tmp_path_factory.mktemp("got")) as one:
        yield one


@pytest.fixture(scope="module")
def house(built: Path, printer: TestPrinter, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paper") / "house"
    shutil.copytree(built, folder, symlinks=True)
    shutil.copytree(ROOT / "sources/exercises", folder / "sources/exercises")
    shutil.copytree(ROOT / "sources/images", folder / "sources/images", dirs_exist_ok=True)
    with (folder / "sources/practices/brug/practice.yaml").open("a") as file:
        file.write(f"printer: {{uri: {printer.uri}}}\n")
    return folder


def test_what_is_chosen_is_printed_counted_and_told(house: Path, printer: TestPrinter) -> None:
    with opened_desk(house) as address:
        desk = Visitor(address)
        both = [("item", "nl/slapen.a4"), ("item", "nl/wandelen.a4"), ("copies", "2")]
        foreign = [*both, ("printer", "ipp://192.0.2.1/ipp/print")]
        assert desk.post("/brug/print", foreign).code == 409
        told = desk.post("/brug/print", [*both, ("printer", printer.uri)])
        assert "/brug/printed?job=" in told.address
        assert told.text.count("The printer has the job.") + told.text.count("Printed.") == 2
        assert desk.get(told.address.partition("/brug")[2].replace("/", "/molen/", 1)).code == 404
        sheet = [("language", "nl"), ("exercise", "bridge"), ("name", NAME), ("print", "1")]
        made = desk.post("/brug/exercises", [*sheet, ("printer", printer.uri)])
        assert "rint" in made.text and NAME not in made.text
    texts = [Printed(each.pdf).text for each in printer.sent]
    assert ["Beter slapen" in texts[0], "wandelen" in texts[1], NAME in texts[2]] == [True] * 3
    said = printer.sent[2].attributes
    assert [said[name] for name in ("media", "sides", "copies")] == [
        *("iso_a4_210x297mm", "one-sided", "1")
    ]
    assert on_disk(house.parent, NAME) == []
    rows = (house / "archive/handed-out.jsonl").read_text().splitlines()
    assert [row for row in rows if '"printed"' not in row] == []
    assert len([row for row in rows if '"number":2' in row]) == 2
