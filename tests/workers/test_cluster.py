"""A cluster at work: what travels, what comes back, what a lost worker costs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from conftest import HOUSE, Run

from press import build, pipeline, workers
from press.cache import digest_of
from press.workers.pool import JobResult
from press.workers.remote import through, tools
from press.workers.task import pack, unpack

ROOT = Path(__file__).parents[2]


def task_of(house: Path, *practices: str) -> workers.Task:
    project = build.load(house)
    variants = build.plan(project, build.Order(practices=practices))
    return workers.Task(
        variants, project.library, pipeline.OutputOptions(imprint=False), workers.Limits()
    )


ACCOUNT = """
mail:
  host: smtp.example.org
  from: secret-sender@example.org
  user: secret-user
  password_file: secret-password
"""


def test_no_account_and_nothing_of_a_patient_goes_along(house: Path) -> None:
    for file in ("sources/house.yaml", "sources/practices/molen/practice.yaml"):
        with (house / file).open("a") as told:
            told.write(ACCOUNT)
    for name in (
        "secret-password",
        "sources/secret-password",
        "sources/list.csv",
        "sources/practices/molen/list.csv",
        "sources/practices/molen/secret-password",
        "outbox/secret.json",
        "output/secret.pdf",
        "output/.press/secret",
    ):
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / name).write_text("secret-patient@example.org")
    task = task_of(house)
    assert task.library.house.mail
    assert any(variant.practice.mail for variant in task.variants)
    sent = zlib.decompress(pack(task))
    assert b"Praktijk" in sent
    assert b"secret" not in sent
    assert b"smtp.example.org" not in sent
    assert os.fsencode(house) not in sent


def test_what_travels_is_all_that_a_variant_names(house: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "layouts/a4", house / "layouts/own")
    task = unpack(pack(task_of(house, "brug")), tmp_path / "there")
    there = tmp_path / "there"
    assert sorted(path.relative_to(there).as_posix() for path in there.rglob("*.*")) == [
        "layouts/own/inner.css",
        "layouts/own/layout.css",
        "layouts/own/layout.html",
        "layouts/own/layout.yaml",
        "sources/images/moon.svg",
        "sources/practices/brug/logo.svg",
    ]
    assert task.library.house.layouts == (there / "layouts", ROOT / "layouts")
    assert {variant.practice.folder for variant in task.variants} == {
        there / "sources/practices/brug"
    }


class Slow(Executor):
    """Does nothing until it is asked for more than `most`; then the last job comes first."""

    def __init__(self, most: int, results: Any) -> None:
        self.most, self.results, self.largest = most, results, 0
        self.waiting: list[tuple[Future[Any], Sequence[int]]] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, args[-1]))
        self.largest = max(self.largest, len(self.waiting))
        if len(self.waiting) == self.most:
            self.answer()
        return future

    def answer(self) -> None:
        while self.waiting:
            future, load = self.waiting.pop()
            try:
                future.set_result(self.results(load))
            except Exception as error:
                future.set_exception(error)


def made(load: Sequence[int]) -> list[JobResult[str]]:
    return [JobResult(number, f"file {number}") for number in load]


def test_each_comes_once_and_no_more_than_asked_for_are_on_their_way() -> None:
    executor = Slow(2, made)
    loads = [range(0, 3), range(3, 6), range(6, 7), range(7, 8)]
    outcome: list[JobResult[Any]] = list(through(executor, loads, (b"", "", {}), at_once=2))
    assert sorted((each.index, each.value) for each in outcome) == [
        (number, f"file {number}") for number in range(8)
    ]
    assert executor.largest == 2


def test_a_job_that_keeps_failing_costs_its_own_variants() -> None:
    def fails(load: Sequence[int]) -> list[JobResult[str]]:
        if 2 in load:
            raise RuntimeError("the worker died four times")
        return made(load)

    outcome = through(Slow(3, fails), [[0, 1], [2, 3], [4]], (b"", "", {}), at_once=3)
    assert {each.index: each.words for each in outcome if each.cause == "died"} == {
        2: "the worker died four times",
        3: "the worker died four times",
    }


def test_when_no_worker_is_left_what_is_left_is_named() -> None:
    loads = [[0], [1], [2]]
    never = through(Slow(9, made), loads, (b"", "", {}), at_once=2, alive=lambda: False, patience=0)
    assert [(each.index, each.cause, each.words) for each in never] == [
        (number, "died", "no worker is left") for number in range(3)
    ]


@pytest.mark.slow
def test_a_pool_of_processes_makes_the_very_bytes(house: Path) -> None:
    task = task_of(house, "molen")
    outgoing = pack(task)
    given = (outgoing, digest_of(outgoing), tools())
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        outcome = list(through(pool, [[0], [1]], given, at_once=2))
    for each in outcome:
        document = pipeline.produce(task.variants[each.index], task.library, task.options).document
        assert document and each.value
        assert (each.value.pdf, each.value.pages) == (document.pdf, len(document.pages))
    assert len(outcome) == 2


BUILD = ["--layout=a4", "--media=screen", "--media=print", "--media=prepress"]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers on this machine: the address, and the workers' processes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    told = tmp_path / "scheduler.json"
    here = ["--host", "127.0.0.1", "--no-dashboard"]

    def start(kind: str, *arguments: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *here, *arguments]
        log = (tmp_path / f"{kind}.log").open("ab")
        process = subprocess.Popen(
            [str(word) for word in command],
            env=environment,
            cwd=tmp_path,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        stack.callback(log.close)
        stack.callback(process.wait)
        stack.callback(process.kill)
        return process

    with ExitStack() as stack:
        scheduler = start("scheduler", "--port", 0, "--scheduler-file", told)
        each = ("--scheduler-file", told, "--no-nanny", "--nthreads", 1)
        workers = [start("worker", *each, "--local-directory", tmp_path / n) for n in "ab"]
        while not told.exists() or not told.read_text():
            assert scheduler.poll() is None, (tmp_path / "scheduler.log").read_text()
            time.sleep(0.05)
        yield json.loads(told.read_text())["address"], workers


@pytest.mark.slow
def test_a_worker_that_is_killed_half_way_costs_nothing(
    tmp_path: Path, house: Path, run: Run, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    there = shutil.copytree(HOUSE, tmp_path / "there")
    command = [sys.executable, str(ROOT / "leaflet.py"), "--root", str(there), "build", *BUILD]
    build = subprocess.Popen(
        [*command, "--dask", address, "--json", "--explain"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert build.stdout
    told = []
    for line in build.stdout:
        told.append(json.loads(line))
        if told[-1].get("done") == 4:
            workers[0].kill()
    assert build.wait() == 0
    written = [each["path"] for each in told if each["event"] == "file"]
    assert len(set(written)) == len(written) == 15
    notes = [each["text"] for each in told if each["event"] == "note"]
    assert f"{written[0]}: rendered: on a cluster" in notes

    local = run("build", *BUILD, "--no-imprint")
    assert (local.code, local.summary) == (0, "15 written, 0 with findings")
    assert bytes_in(there) == bytes_in(house)
    again = run("build", *BUILD, "--no-imprint", root=there)
    assert again.summary == "0 written, 15 up to date, 0 with findings"


def bytes_in(house: Path) -> dict[str, str]:
    """The digest of each file in the output folder, manifest and indexes as well."""
    output = house / "output"
    return {
        path.relative_to(output).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in output.rglob("*.*")
        if path.is_file() and ".press" not in path.parts
    }
