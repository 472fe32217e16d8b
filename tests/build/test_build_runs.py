"""Runs of a build: stopped, side by side, with children that die."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import Run
from made_house import PATHS, ROOT, SLAPEN, WANDELEN, bytes_of, to_do

from press import build, pipeline
from press.cache import open_cache

pytestmark = pytest.mark.slow


def test_half_a_record_is_passed_over_and_leftovers_are_swept(made: Path, run: Run) -> None:
    records = made / "output/.press/practices/molen"
    text = records.read_text()
    records.write_text(text[: text.rindex('["Record"') + 30])
    (made / "output/brug/nl/.leaflet-slapen.part").write_text("half")
    ran = run("build", root=made)
    assert "1 record could not be read and is made anew" in ran.output
    assert (ran.code, ran.summary) == (0, "1 written, 4 up to date, 0 with findings")
    assert not list((made / "output").rglob("*.part"))
    assert to_do(made) == {}


def test_a_build_with_nothing_to_make_sweeps_what_dead_runs_left(
    made: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    dead = tmp_path / f"leaflet-press-{os.getuid()}/dead"
    dead.mkdir(parents=True)
    (made / "sources/leaflets/nl/slapen.md").touch()  # so that it does not stop at the door
    ran = run("build", root=made)
    assert ran.summary == "0 written, 5 up to date, 0 with findings"
    assert not dead.exists()


def test_one_build_at_a_time_writes_to_an_output_folder(made: Path, run: Run) -> None:
    with open_cache(made / "output"):
        ran = run("build", "--force", root=made)
    assert ran.code == 2
    assert ran.errors[0].endswith("wait for it")


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_build_that_is_stopped_goes_on_where_it_was(house: Path, how: int) -> None:
    for number in range(6):
        source = house / "sources/practices/molen"
        shutil.copytree(source, source.with_name(f"molen-{number}"))
    text = (house / "sources/leaflets/nl/slapen.md").read_text("utf-8")
    for number in range(4):  # for one of its kind each is laid out by itself, and takes a while
        other = text.replace("T-01", f"T-1{number}").replace("short: slaap", f"short: s{number}")
        (house / f"sources/leaflets/nl/slapen-{number}.md").write_text(other, "utf-8")
    files = 17 + 4 * 8
    build = [sys.executable, "-m", "leaflet", "--root", str(house), "build"]
    process = subprocess.Popen(build, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    records = house / "output/.press/practices"
    while not any(".pdf" in each.read_text() for each in records.glob("*")):
        time.sleep(0.01)
    process.send_signal(how)
    told = process.communicate()[0]
    if how == signal.SIGINT:
        assert process.returncode == 1
        assert "the same command goes on from here" in told
    left = len(to_do(house))
    assert 0 < left < files
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True)
    assert f"\n{left} written, {files - left} up to date" in done.stdout
    assert to_do(house) == {}


@pytest.mark.slow
def test_bytes_and_order_are_the_same_with_any_number_of_children(run: Run, house: Path) -> None:
    told, files = [], []
    for processes in ("1", "3"):
        ran = run("build", "--force", "--explain", "--jobs", processes)
        told.append([line for line in ran.output.splitlines() if line.startswith("brug")])
        files.append(bytes_of(house))
    assert told[0] == told[1]
    assert files[0] == files[1]


def test_results_come_in_their_order_however_the_children_finish(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = pipeline.produce
    project = build.load(house)
    variants = build.plan(project, build.Order())
    arrived: list[str] = []

    def produce(variant, library, options):  # type: ignore[no-untyped-def]
        while variant.path == first and len(list((house / "output").rglob("*.pdf"))) < 4:
            time.sleep(0.01)  # the first waits until the others are on the disk
        return plain(variant, library, options)

    monkeypatch.setattr("press.pipeline.produce", produce)
    with open_cache(house / "output") as known:
        inputs = build.Inputs(project, known.digests, pipeline.OutputOptions())
        todo = build.build_plan(variants, inputs, known, force=False).todo
        first = todo[0].variant.path
        results = build.build(
            todo,
            project,
            known,
            pipeline.OutputOptions(),
            processes=2,
            arrived=lambda m: arrived.append(m.path),
        )
        given = [made.path for made in results]
    assert arrived[-1] == first
    assert given == [step.variant.path for step in todo]


def test_a_variant_whose_process_dies_is_named_and_the_rest_arrive(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = pipeline.produce

    def produce(variant, library, options):  # type: ignore[no-untyped-def]
        if variant.path == f"molen/{SLAPEN}":
            os._exit(9)
        return plain(variant, library, options)

    monkeypatch.setattr("press.pipeline.produce", produce)
    ran = run("build", "--language", "nl")
    assert (ran.code, ran.summary) == (1, "3 written, 1 not written, 1 with findings")
    assert ran.errors == [
        "sources/leaflets/nl/slapen.md:1: error: the process that made molen/nl/slapen.a4.pdf"
        " ended: exit code 9 (try again; report it if it stays) [D022]"
    ]


def test_a_second_build_says_what_the_first_said_without_loading_the_press(
    house: Path, run: Run
) -> None:
    practice = house / "sources/practices/brug/practice.yaml"
    practice.write_text(practice.read_text().replace("en: Parking is free.", ""))
    first = run("build", "--practice", "brug")
    second = run("build", "--practice", "brug")
    assert second.errors == first.errors != []
    assert second.summary == "0 written, 3 up to date, 0 with findings"
    look = (
        f"import pathlib, sys, press.cache as m; print(m.look(pathlib.Path({str(house)!r}), 'x'))"
    )
    code = f"{look}; assert not {{'pydantic', 'jinja2', 'press.model'}} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def test_the_manifest_says_what_every_file_is(built: Path) -> None:
    files = json.loads((built / "output/manifest.json").read_text())["files"]
    assert [row["path"] for row in files] == PATHS
    for row in files:
        pdf = (built / "output" / row["path"]).read_bytes()
        assert (row["size"], row["sha256"]) == (len(pdf), sha256(pdf).hexdigest())
    assert {"publication", "practice", "layout", "medium", "language"} < set(files[0])
    assert (files[0]["version"], files[0]["review_due"]) == ("1.2", "2028-02-05")
    own = json.loads((built / "output/molen/index.json").read_text())["files"]
    assert own == [row for row in files if row["practice"] == "molen"]


def test_files_that_nobody_claims_are_listed_and_removed_when_asked(made: Path, run: Run) -> None:
    shutil.rmtree(made / "sources/practices/molen")
    (made / "sources/leaflets/en/sleeping.md").write_text("broken")
    note = "no variant claims molen/nl/slapen.a4.pdf (--prune removes it)"
    assert note in run("build", root=made).output
    mine = made / "output/molen/nl/mine.pdf"
    mine.write_text("not the press's")
    ran = run("build", "--prune", root=made)
    assert "removed molen/nl/slapen.a4.pdf" in ran.output
    kept = ["brug/en/sleeping.a4.pdf", f"brug/{SLAPEN}", f"brug/{WANDELEN}"]
    assert sorted(bytes_of(made)) == [*kept, "molen/nl/mine.pdf"]


def test_a_program_gets_an_event_a_line(run: Run) -> None:
    ran = run("build", "wandelen", "--json")
    events = [json.loads(line) for line in ran.output.splitlines()]
    assert [event["event"] for event in events] == ["start", "file", "file", "end"]
    assert {event["path"] for event in events[1:3]} == {f"brug/{WANDELEN}", f"molen/{WANDELEN}"}


def test_memory_keeps_no_more_lines_than_it_needs(made: Path) -> None:
    for _ in range(60):
        with open_cache(made / "output") as known:
            for record in known.records.values():
                (made / "output" / record.path).touch()
                assert known.stands(record)
    texts = (made / "output/.press/practices").iterdir()
    assert sum(len(text.read_text().splitlines()) for text in texts) < 250
    with open_cache(made / "output") as known:
        assert sorted(known.records) == PATHS
