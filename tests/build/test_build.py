"""Building: nothing is made twice, what changed is made again, a run can be killed."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import Run

from press import build, pipeline
from press.cache import Digests
from press.cache.records import open_cache

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SLAPEN, WANDELEN = "nl/slapen.a4.pdf", "nl/wandelen.a4.pdf"


@pytest.fixture
def made(built: Path, tmp_path: Path) -> Path:
    """A copy of the built house, as if it had been built there."""
    return shutil.copytree(built, tmp_path / "made", symlinks=True)


def to_do(house: Path, options: pipeline.OutputOptions | None = None) -> dict[str, str]:
    """What a build would make, and why."""
    project = build.load(house)
    with open_cache(house / "output") as known:
        inputs = build.Inputs(project, known.digests, options or pipeline.OutputOptions())
        steps = build.build_plan(build.plan(project, build.Order()), inputs, known, force=False)
        return {step.variant.path: step.reason for step in steps.todo}


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(house: Path) -> None:
        file = house / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    return change


def own_layouts(house: Path) -> Path:
    return shutil.copytree(ROOT / "layouts", house / "layouts", dirs_exist_ok=True)


# --- what is made again -----------------------------------------------------------------


def test_nothing_is_to_be_done_after_a_build(made: Path) -> None:
    assert to_do(made) == {}


PATHS = [
    "brug/en/sleeping.a4.pdf",
    *(f"{practice}/{path}" for practice in ("brug", "molen") for path in (SLAPEN, WANDELEN)),
]


@pytest.mark.parametrize(
    ("path", "again"),
    [
        ("sources/practices/molen/practice.yaml", "^molen/"),
        ("sources/leaflets/nl/wandelen.md", "/wandelen"),
        ("sources/leaflets/en/sleeping.md", "/sleeping"),
    ],
)
def test_a_change_makes_again_what_it_is_in_and_no_more(made: Path, path: str, again: str) -> None:
    file = made / path
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("\n---\n", "\n# said\n---\n", 1) if "leaflets" in path else text + "\n#\n"
    )
    done = to_do(made)
    assert {name for name in PATHS if re.search(again, name)} == set(done)
    assert all(path in reason for reason in done.values())


def test_a_finish_makes_only_what_it_changes(made: Path) -> None:
    assert to_do(made, pipeline.OutputOptions(marks=True)) == {}
    assert sorted(to_do(made, pipeline.OutputOptions(attach_source=True))) == PATHS


def test_other_versions_of_press_and_libraries_make_everything_again(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("press.build.inputs.versions", lambda digests: {"pango": "2"})
    done = to_do(made)
    assert sorted(done) == PATHS
    assert done[PATHS[0]].startswith("the press changed: ")


def test_a_file_that_somebody_changed_or_removed_is_made_again(made: Path) -> None:
    output = made / "output"
    (output / "brug" / SLAPEN).unlink()
    changed = output / "brug" / WANDELEN
    stat = changed.stat()
    changed.write_bytes(changed.read_bytes()[:-1] + b"X")
    os.utime(changed, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert to_do(made) == {
        f"brug/{SLAPEN}": "its file is gone",
        f"brug/{WANDELEN}": "somebody changed its file",
    }


def test_a_file_that_was_only_touched_is_not_made_again(made: Path) -> None:
    (made / "output/brug" / SLAPEN).touch()
    assert to_do(made) == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        edit("sources/leaflets/nl/slapen.md", "title: Beter slapen", "title: Goed slapen"),
        edit("sources/leaflets/nl/slapen.md", "picture_alt:", "picture_alt: Nu"),
        edit("sources/house.yaml", "https://", "https://www."),
        edit("sources/practices/molen/practice.yaml", "phone:", "phone: 0"),
        lambda house: _each(house / "sources/passages", lambda t: t + "\nEn nog iets.\n"),
        lambda house: _each(house / "sources/images", lambda t: t.replace('r="12"', 'r="11"')),
        lambda house: _each(
            house / "sources/practices",
            lambda t: t.replace("fill=", "stroke='#000000' fill="),
            "svg",
        ),
        lambda house: _each(own_layouts(house) / "a4", lambda t: t.replace("33pt", "32pt"), "css"),
        lambda house: _each(
            own_layouts(house) / "base/words", lambda t: re.sub("(sources: )", r"\1De ", t), "yaml"
        ),
        lambda house: _each(
            own_layouts(house) / "base/icons",
            lambda t: t.replace("<path", "<path stroke='#000000'"),
        ),
    ],
)
def test_what_differs_from_a_clean_build_is_what_is_made_again(
    made: Path, tmp_path: Path, run: Run, change: Callable[[Path], None]
) -> None:
    """Each kind of input is changed; what is left alone must be what a clean build gives."""
    before = bytes_of(made)
    change(made)
    clean = tmp_path / "clean"
    shutil.copytree(made, clean, ignore=shutil.ignore_patterns("output"))
    again = set(to_do(made))
    run("build", root=made)
    run("build", root=clean)
    after = bytes_of(clean)
    assert bytes_of(made) == after != before
    assert {path for path in after if after[path] != before.get(path)} <= again


def _each(folder: Path, change: Callable[[str], str], suffix: str = "*") -> None:
    for path in folder.rglob(f"*.{suffix}"):
        path.write_text(change(path.read_text("utf-8")), "utf-8")


def bytes_of(house: Path) -> dict[str, str]:
    output = house / "output"
    return {
        path.relative_to(output).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in output.rglob("*.pdf")
    }


# --- digests of files -------------------------------------------------------------------


def test_a_file_changed_in_the_step_of_the_clock_does_not_pass(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("one")
    stat = path.stat()
    early, late = (Digests({}, stat.st_mtime_ns + seconds * 10**9) for seconds in (1, 9))
    first = early.of(str(path)), late.of(str(path))
    assert first[0] == first[1]
    seen = {name: (*row[:5], "told") for name, row in early.seen.items()}
    assert (
        Digests(seen, early.clock).of(str(path)) == first[0]
    )  # read within a second: not believed
    seen = {name: (*row[:5], "told") for name, row in late.seen.items()}
    assert Digests(seen, late.clock).of(str(path)) == "told"
    path.write_text("two")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert Digests(seen, late.clock).of(str(path)) != "told"


# --- a build that is killed, stopped or run twice ---------------------------------------


def test_half_a_record_is_passed_over_and_leftovers_are_swept(made: Path, run: Run) -> None:
    records = made / "output/.press/records"
    text = records.read_text()
    records.write_text(text[: text.rstrip().rindex("\n") + 30])
    (made / "output/brug/nl/.slapen.part").write_text("half")
    assert len(to_do(made)) == 1
    ran = run("build", root=made)
    assert (ran.code, ran.summary) == (0, "1 written, 4 up to date, 0 with findings")
    assert not list((made / "output").rglob("*.part"))
    assert to_do(made) == {}


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
    build = [sys.executable, "-m", "leaflet", "--root", str(house), "build"]
    process = subprocess.Popen(build, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    records = house / "output/.press/records"
    while not records.exists() or ".pdf" not in records.read_text():
        time.sleep(0.01)
    process.send_signal(how)
    told = process.communicate()[0]
    if how == signal.SIGINT:
        assert process.returncode == 1
        assert "the same command goes on from here" in told
    left = len(to_do(house))
    assert 0 < left < 17
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.startswith(f"{left} written, {17 - left} up to date")
    assert to_do(house) == {}


# --- in parallel ------------------------------------------------------------------------


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


# --- what is told -----------------------------------------------------------------------


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
    assert len((made / "output/.press/records").read_text().splitlines()) < 250
    with open_cache(made / "output") as known:
        assert sorted(known.records) == PATHS
