"""Child processes: one that hangs, dies or grows costs its own job, whatever the others do."""

from __future__ import annotations

import mmap
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from conftest import ROOT

from press.errors import UsageError
from press.workers.pool import JobResult, Limits, in_children

pytestmark = pytest.mark.slow

QUICK = Limits(seconds=0.4, memory=400_000_000)


def ten(
    odd: Callable[[], object], *, limits: Limits = QUICK, processes: int = 2
) -> dict[int, JobResult[object]]:
    """Ten jobs of which the fourth does something odd."""

    def work(index: int) -> int:
        if index == 3:
            odd()
        return index * index

    return {
        outcome.index: outcome
        for outcome in in_children(10, work, processes=processes, limits=limits)
    }


def grow() -> None:
    kept = []
    while True:
        kept.append(os.urandom(1 << 24))


def spin(seconds: float = 60) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def die(code: int) -> Callable[[], object]:
    return lambda: os._exit(code)


@pytest.mark.parametrize(
    ("odd", "cause", "words"),
    [
        (lambda: time.sleep(60), "time", "more than 0.4 s"),
        (spin, "time", "more than 0.4 s"),
        (grow, "memory", "more than 400 MB"),
        (die(9), "died", "exit code 9"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "died", "SIGKILL"),
        (lambda: os.kill(os.getpid(), signal.SIGSTOP), "time", "more than 0.4 s"),
    ],
)
def test_a_child_that_goes_wrong_costs_its_own_job(
    odd: Callable[[], object], cause: str, words: str
) -> None:
    limits = Limits(seconds=20, memory=QUICK.memory) if cause == "memory" else QUICK
    outcome = ten(odd, limits=limits)
    assert (outcome[3].value, outcome[3].cause, outcome[3].words) == (None, cause, words)
    assert {n: c.value for n, c in outcome.items() if n != 3} == {
        n: n * n for n in range(10) if n != 3
    }


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="the system does not say")
def test_a_child_that_waits_for_a_core_is_not_too_slow() -> None:
    """Six want one core for 0.2 s each: each takes a second by the clock, and may take 0.6."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        limits = Limits(seconds=0.6)
        outcome = list(in_children(6, lambda _: spin(0.2), processes=6, limits=limits))
    finally:
        os.sched_setaffinity(0, cores)
    assert [each.cause for each in outcome] == [""] * 6


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="the system does not say")
def test_a_child_on_a_machine_that_is_taken_off_its_cores_is_not_too_slow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The clock goes ten times as fast as the cores, as where other machines have them."""
    clock = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: 10 * clock())
    assert ten(lambda: spin(0.2))[3].cause == ""
    assert ten(spin)[3].cause == "time"
    assert ten(lambda: time.sleep(60))[3].cause == "time"


def test_a_mistake_comes_with_its_traceback_and_the_child_goes_on() -> None:
    outcome = ten(lambda: {"other": 1}["key"])
    assert (outcome[3].cause, outcome[3].words.splitlines()[-1]) == ("mistake", "KeyError: 'key'")
    assert len(outcome) == 10


def test_what_a_user_can_mend_stops_everything() -> None:
    def refuse() -> None:
        raise UsageError("no")

    with pytest.raises(UsageError, match="no"):
        ten(refuse)


@pytest.mark.parametrize("processes", [1, 2, 30])
def test_every_job_is_done_once_by_however_many_children(processes: int) -> None:
    assert sorted(ten(lambda: 0, processes=processes)) == list(range(10))


def test_a_large_result_arrives_whole() -> None:
    outcome = list(
        in_children(3, lambda index: bytes([index]) * 5_000_000, processes=2, limits=QUICK)
    )
    assert sorted((c.index, len(c.value or b"")) for c in outcome) == [
        (0, 5_000_000),
        (1, 5_000_000),
        (2, 5_000_000),
    ]


def test_children_are_replaced_before_they_grow() -> None:
    few = Limits(documents=2)
    pids = [
        outcome.value for outcome in in_children(8, lambda _: os.getpid(), processes=1, limits=few)
    ]
    assert len(set(pids)) == 4
    kept: list[mmap.mmap] = []

    def keep(_: int) -> int:  # of its own: bytes could find room in what the parent has freed
        kept.append(mmap.mmap(-1, 20_000_000, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS))
        kept[-1].write(bytes(20_000_000))
        return os.getpid()

    heavy = Limits(weight=10_000_000)
    assert len({c.value for c in in_children(4, keep, processes=1, limits=heavy)}) == 4


def test_what_a_child_shares_with_a_large_parent_is_not_counted() -> None:
    large = os.urandom(60_000_000)
    small = Limits(memory=50_000_000, weight=50_000_000)
    outcome = list(in_children(4, lambda _: len(large) and os.getpid(), processes=1, limits=small))
    assert [each.cause for each in outcome] == ["", "", "", ""]
    assert len({each.value for each in outcome}) == 1


def test_no_child_is_left_when_the_work_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    forked: list[int] = []
    fork = os.fork

    def noted() -> int:
        forked.append(fork())
        return forked[-1]

    monkeypatch.setattr(os, "fork", noted)
    work = in_children(
        9, lambda index: time.sleep(0 if index == 0 else 60), processes=3, limits=Limits()
    )
    next(work)
    start = time.monotonic()
    assert isinstance(work, Generator)
    work.close()
    assert time.monotonic() - start < 30
    assert len(forked) == 3
    for pid in forked:  # the test's own process may have others
        with pytest.raises(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


@pytest.mark.slow
def test_the_engine_starts_no_thread_so_that_a_fork_is_whole() -> None:
    """Pango can look for fonts in a thread of its own; children must be forked before that."""
    from conftest import HOUSE

    from press import build
    from press.merge import sheets_of
    from press.render import warm

    project = build.load(HOUSE)
    before = len(list(Path("/proc/self/task").iterdir()))
    warm(sheets_of(variant, project.library) for variant in build.plan(project, build.Order()))
    assert len(list(Path("/proc/self/task").iterdir())) == before


def test_an_interrupt_is_heard_that_comes_just_after_a_fork() -> None:
    """What Python runs then has its errors ignored, an interrupt like any other."""
    code = """
import os, signal
from press.workers.pool import LIMITS, in_children
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's '&' has it ignored
os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGINT))
try:
    list(in_children(1, lambda index: index, processes=1, limits=LIMITS))
except KeyboardInterrupt:
    print("heard")
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("heard\n", "")


def test_what_is_like_a_job_that_took_too_long_is_spared() -> None:
    """Jobs 0 to 5 are of text 0 or 1 in turn; those of text 0 hang."""
    came = list(
        in_children(
            12,
            lambda index: time.sleep(60) if index % 2 == 0 else index,
            processes=1,
            limits=Limits(seconds=1),
            alike=lambda index: index % 2,
        )
    )
    assert sorted(each.index for each in came) == list(range(12))
    lost = [each for each in came if each.cause]
    assert [each.index for each in lost] == [0, 2, 4, 6, 8, 10]
    assert [each.spared for each in lost] == [False, True, True, True, True, True]
    assert {(each.cause, each.words) for each in lost} == {("time", "more than 1 s")}


def test_what_was_done_once_is_not_spared_when_one_like_it_takes_too_long() -> None:
    came = in_children(
        4,
        lambda index: time.sleep(60) if index == 1 else index,
        processes=1,
        limits=Limits(seconds=1),
        alike=lambda _: "text",
    )
    assert {each.index: each.cause for each in came} == {0: "", 1: "time", 2: "", 3: ""}
