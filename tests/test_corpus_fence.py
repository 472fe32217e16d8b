"""The fence around the corpus: nothing from outside is seen, asked or left lying."""

from __future__ import annotations

from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pikepdf
import pytest
from corpus_house import (
    ENTRIES,
    SECRET,
    Outcome,
    lay_out,
    links_of,
    press,
    text_of,
)

pytestmark = pytest.mark.slow


OTHERS = {f"molen/nl/{slug}.a4.pdf" for slug in ("slapen", "wandelen")}


def test_no_mistake_of_the_press_and_nothing_is_left_lying(outcome: Outcome) -> None:
    assert [line for line in outcome.told if "Traceback" in line or "[D023]" in line] == []
    assert list(outcome.output.rglob("*.part")) == []
    assert outcome.left == []


def test_the_other_leaflets_are_built(outcome: Outcome) -> None:
    for path in OTHERS:
        assert "De Molen" in text_of(outcome.output / path)


def test_nobody_was_asked(outcome: Outcome) -> None:
    assert outcome.asked == []


def test_no_file_from_outside_the_house_is_seen(outcome: Outcome) -> None:
    seen = partial(str.__contains__, "\n".join(outcome.told))
    assert not seen(SECRET)
    for path in outcome.output.rglob("*"):
        if path.is_file() and not path.is_symlink():
            assert SECRET.encode() not in path.read_bytes(), path
        if path.suffix == ".pdf":
            assert SECRET not in text_of(path), path
            assert SECRET.encode() not in streams_of(path), path


def streams_of(path: Path) -> bytes:
    """Every stream of a file, decoded, and every word of its structure."""
    with pikepdf.open(path) as pdf:
        parts = [
            each.read_bytes() if isinstance(each, pikepdf.Stream) else str(each).encode()
            for each in pdf.objects
        ]
    return b"\n".join(parts)


def test_links_lead_to_web_mail_and_telephone_only(outcome: Outcome) -> None:
    for path in outcome.output.rglob("*.pdf"):
        strange = [to for to in links_of(path) if not to.startswith(("https:", "mailto:", "tel:"))]
        assert strange == [], path


def test_there_are_as_many_entries_as_were_asked_for() -> None:
    assert len(ENTRIES) >= 60
    assert len({entry.name for entry in ENTRIES.values()}) == len(ENTRIES)


@pytest.mark.whole
@pytest.mark.parametrize("command", ["check", "proof", "list variants"])
def test_other_commands_come_to_their_end_as_well(
    command: str, canary: ThreadingHTTPServer, tmp_path: Path
) -> None:
    """They know no limits but their own, so what takes its time stays out."""
    house = lay_out(tmp_path, set(ENTRIES) - {"layout/memory", "layout/endless"}, canary)
    told = press(house, tmp_path / "scratch", *command.split())
    assert [line for line in told if "Traceback" in line or "[D02" in line] == []
    assert canary.asked == []  # type: ignore[attr-defined]
