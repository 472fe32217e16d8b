"""What fails for one cause is said once and begun by nobody; what is pruned is what was chosen."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from conftest import Run, Write

from press.workers import isolated

pytestmark = pytest.mark.slow


def many_practices(house: Path, number: int) -> None:
    for count in range(number):
        shutil.copytree(house / "sources/practices/brug", house / f"sources/practices/p{count}")


def test_many_variants_of_a_text_that_cannot_be_printed_cost_no_time(
    house: Path, write: Write, run: Run
) -> None:
    many_practices(house, 190)
    write("Lees [dit](bestaat-niet).\n")
    run("list", "practices")
    reading = _work()
    run("list", "practices")
    reading = _work() - reading
    before = _work()
    ran = run("build", "proef", "--media", "screen", "--media", "print")
    took = _work() - before - reading
    assert ran.code == 1
    assert ran.summary.startswith("0 written, 384 not written"), ran.output
    told = [line for line in ran.errors if "S044" in line]
    assert len(told) == 1
    assert took < 2, took


def _work() -> float:
    """Seconds that this process and its children have worked: others on the machine count not."""
    return sum(os.times()[:4])


def test_others_are_made_though_one_text_cannot_be(
    house: Path, write: Write, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolated, "_MANY", 1)
    write("Lees [dit](bestaat-niet).\n")
    ran = run("build", "proef", "wandelen", "--practice", "molen", "--explain")
    assert ran.summary == "1 written, 1 not written, 1 with findings"
    assert "molen/nl/proef.a4.pdf: not begun: there are mistakes in its text" in ran.output


def test_what_is_chosen_next_is_made_beside_what_is_there(run: Run) -> None:
    for slug in ("slapen", "wandelen"):
        ran = run("build", slug, "--practice", "molen", "--layout", "a4")
        assert (ran.code, ran.summary) == (0, "1 written, 0 with findings")


def test_what_could_not_be_read_is_counted_in_the_summary(house: Path, run: Run) -> None:
    practice = house / "sources/practices/molen/practice.yaml"
    practice.write_text(practice.read_text().replace("email:", "emial:") + "telefoon: x\n")
    ran = run("build", "slapen", "--layout", "a4")
    assert ran.code == 1
    assert ran.summary.endswith("0 with findings, 2 errors in what was not made")


@pytest.mark.parametrize("words_only", [(), ("--words-only",)])
@pytest.mark.parametrize("body", ["Lees [dit](bestaat-niet).\n", "\x07\n"])
def test_0_checked_never_stands_under_an_error(
    house: Path, write: Write, run: Run, body: str, words_only: tuple[str, ...]
) -> None:
    write(body)
    for path in house.glob("sources/leaflets/*/*.md"):
        if path.stem != "proef":
            path.unlink()
    ran = run("check", *words_only)
    if any(": error: " in line for line in ran.errors):
        assert "0 checked" not in ran.output
        assert ran.code == 1


def test_pruning_with_a_choice_prunes_within_it(house: Path, run: Run) -> None:
    run("build", "--language", "nl")
    shutil.rmtree(house / "sources/practices/molen")
    (house / "sources/leaflets/nl/wandelen.md").rename(house / "sources/leaflets/nl/lopen.md")
    slapen = house / "sources/leaflets/nl/slapen.md"
    slapen.write_text(slapen.read_text().replace("(wandelen)", "(lopen)"))
    ran = run("build", "--practice", "brug", "--prune")
    assert "removed brug/nl/wandelen.a4.pdf" in ran.output
    assert "molen" not in ran.output
    assert sorted(path.name for path in (house / "output/molen/nl").iterdir()) == [
        "slapen.a4.pdf",
        "wandelen.a4.pdf",
    ]
    ran = run("build", "--prune")
    assert ran.output.count("removed molen/") == 2
    assert not (house / "output/molen").exists()
