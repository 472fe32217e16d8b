"""What was current on a day, from a record that outlives output; and the same bytes again."""

from __future__ import annotations

import json
import shutil
import time
from datetime import date
from pathlib import Path

import pytest
from conftest import Run, Write, invoke

from press import build
from press.governance.handed_out import Handed
from press.governance.handed_out import note as note_handed
from press.governance.issued import Event, IssuedFile, note
from press.mail.outbox import open_outbox
from press.mail.outbox.ledger import NewMessage

FILE = IssuedFile(path="brug/nl/slapen.a4.pdf", leaflet="nl/slapen", version="1.0", sha256="ab")


def event(day: str, what: str, **said: object) -> Event:
    return Event.model_validate({"on": day, "what": what, **said})


@pytest.fixture
def told(house: Path) -> None:
    """A record of a year."""
    note(
        build.load(house).house,
        [
            event("2026-01-05", "published", leaflet="nl/slapen", version="1.0", digest="a" * 64),
            event("2026-01-07", "delivered", practice="brug", files=[FILE.model_dump()]),
            event("2026-02-01", "published", leaflet="nl/slapen", version="1.1", digest="b" * 64),
            event("2026-03-01", "withdrawn", leaflet="nl/slapen", why="De dosis klopt niet."),
        ],
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-01-04", ["Nothing was published or delivered until 2026-01-04."]),
        ("2026-01-05", ["nl/slapen  1.0  since 2026-01-05  words aaaaaaaaaaaa"]),
        (
            "2026-02-10",
            [
                "nl/slapen  1.1  since 2026-02-01  words bbbbbbbbbbbb",
                "  brug: brug/nl/slapen.a4.pdf, version 1.0, 2026-01-07, sha256 ab",
            ],
        ),
        (
            "2026-03-02",
            [
                "nl/slapen  withdrawn on 2026-03-01: De dosis klopt niet.",
                "  brug: brug/nl/slapen.a4.pdf, version 1.0, 2026-01-07, sha256 ab",
            ],
        ),
    ],
)
@pytest.mark.slow
def test_the_record_says_what_was_current_and_who_had_what(
    house: Path, told: None, run: Run, day: str, said: list[str]
) -> None:
    shutil.rmtree(house / "output", ignore_errors=True)
    ran = run("issued", "--on", day)
    assert (ran.code, ran.output.splitlines()) == (0, said)


def test_one_practice_and_one_leaflet_can_be_asked_for(house: Path, told: None, run: Run) -> None:
    assert "brug" not in run("issued", "--on", "2026-02-10", "--practice", "molen").output
    assert run("issued", "--on", "2026-02-10", "wandelen").output.startswith("Nothing of 'wand")
    assert run("issued", "slapen", "--on", "2026-02-10").output.count("\n") == 2


def test_mails_are_counted_by_version(house: Path, told: None, run: Run) -> None:
    now = 1_770_000_000.0  # 2026-02-02
    with open_outbox(house, now) as outbox:
        rows = [
            NewMessage(
                outbox.fingerprints(f"a{n}@x.example", "x"),
                *(f"<{n}@x>", "date", "house", "from@x.example", "brug", "1", "c", "f"),
                address=f"a{n}@x.example",
                leaflets="nl/slapen 1.0" if n else "nl/slapen 1.1, nl/wandelen 1.0",
            )
            for n in range(3)
        ]
        outbox.ledger.queue(rows, [("c", b"x")], now)
        while claimed := outbox.ledger.claim("house", now):
            outbox.ledger.settle(claimed, "sent", "")
    assert run("issued", "slapen", "--on", "2026-02-10").output.splitlines()[-1] in (
        "  brug: mailed 2 of 1.0, 1 of 1.1",
        "  brug: mailed 1 of 1.1, 2 of 1.0",
    )
    assert "mailed" not in run("issued", "slapen", "--on", "2026-02-01").output


@pytest.mark.slow
def test_a_record_of_ten_thousand_lines_answers_in_under_a_second(house: Path, run: Run) -> None:
    files = [FILE.model_dump() | {"path": f"{n}.pdf"} for n in range(10)]
    rows = [event("2026-01-07", "delivered", practice=f"p{n}", files=files) for n in range(9_000)]
    rows += [
        event("2026-01-05", "published", leaflet=f"nl/l{n}", version="1.0") for n in range(1_000)
    ]
    note(build.load(house).house, rows)
    begun = time.process_time()
    ran = run("issued", "--on", "2026-03-02", "--practice", "p17")
    assert time.process_time() - begun < 1
    assert ran.output.count("nl/slapen.a4") + ran.output.count("p17: ") == 10


@pytest.mark.slow
def test_a_house_that_is_laid_out_again_makes_the_same_bytes(
    house: Path, write: Write, run: Run, tmp_path: Path
) -> None:
    write("## Bewegen\n\nDurf te bewegen.\n\n![Een maan](moon.svg)\n")
    shutil.copytree(Path(__file__).parents[2] / "layouts/a4", house / "layouts/eigen")
    settings = house / "layouts/eigen/layout.yaml"
    settings.write_text(settings.read_text().replace("a4/layout.css", "eigen/layout.css"))
    run("publish", "proef")
    made = ("build", "proef", "--practice", "molen", "--layout", "eigen")
    run(*made)
    before = (house / "output/molen/nl/proef.eigen.pdf").read_bytes()
    for path in (house / "sources").rglob("*.md"):
        path.write_text(path.read_text().replace("te bewegen", "NIET te bewegen"))
    shutil.rmtree(house / "layouts")
    shutil.rmtree(house / "output")
    then = tmp_path / "then"
    ran = run("issued", "--on", date.today().isoformat(), "--restore", str(then))
    assert ran.code == 0
    assert invoke("--root", str(then), *made).code == 0
    assert (then / "output/molen/nl/proef.eigen.pdf").read_bytes() == before
    assert run("issued", "--on", "2020-01-01", "--restore", str(tmp_path / "no")).code == 2
    assert run("issued", "--restore", str(then)).code == 2, "it is not empty"


@pytest.mark.slow
def test_what_a_desk_handed_out_is_told_by_version_and_with_the_report(
    house: Path, run: Run
) -> None:
    day = date(2026, 3, 1)
    rows = [
        ("1.1", "printed", 3),
        ("1.2", "opened", 1),
        ("1.2", "printed", 2),
        ("1.2", "mailed", 9),
    ]
    common = {"on": day, "practice": "brug", "leaflet": "nl/slapen", "language": "nl"}
    handed = [
        Handed.model_validate(
            {**common, "layout": "a4", "version": version, "how": how, "number": number}
        )
        for version, how, number in rows
    ]
    note_handed(build.load(house).house, handed)
    with (house / "archive/handed-out.jsonl").open("a") as file:
        file.write('{"on": "2026-03-01", "practice": "bru')  # the disk was full
    run("publish", "slapen")
    assert "  brug: handed out at the desk 3 of 1.1, 3 of 1.2" in run("issued").output.splitlines()
    assert "handed out" not in run("issued", "--on", "2026-02-28").output
    told = json.loads(run("check", "slapen", "--words-only", "--json").output)
    (given,) = told["given_out"]
    assert given["practices"][0]["handed_out"] == {"1.1": 3, "1.2": 3}
