"""Jobs through an executor: each comes once, and what a lost worker or a strange one costs."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from clusters import task_of

from press import pipeline
from press.build.run import rendered
from press.cache import digest_of
from press.cache.plain import pack as sealed
from press.cache.plain import unpack
from press.errors import ClusterError
from press.workers import remote
from press.workers.process import Answer, Packed
from press.workers.queue import JobResult
from press.workers.remote import Asking, JobQueue, through, tools
from press.workers.task import pack

TASK: Any = (b"", "", {})


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for somebody to ask is asked soon."""
    monkeypatch.setattr(remote, "_LOOK", 0.02)


class Slow(Executor):
    """Does nothing until it is asked for as much as it takes; then the last load comes first."""

    def __init__(self, answer: Callable[[Sequence[int]], list[Answer]]) -> None:
        self.answer, self.largest = answer, 0
        self.waiting: list[tuple[Future[Any], bytes]] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, args[-1]))
        self.largest = max(self.largest, len(self.waiting))
        return future

    def threads(self) -> int:
        """Who asks this has nothing else to do: what waits is done now."""
        while self.waiting:
            future, message = self.waiting.pop()
            try:
                answers = self.answer([number for number, _ in pickle.loads(message)])
                future.set_result(sealed(digest_of(message), tuple(answers)))
            except Exception as error:
                future.set_exception(error)
        return 1


def done(numbers: Sequence[int]) -> list[Answer]:
    return [Answer(number, Packed(b"file %d" % number, {}), "", "") for number in numbers]


def of(count: int, together: int = 1, alike: Sequence[int] | None = None) -> JobQueue:
    """A queue of one asking."""
    queue = JobQueue()
    queue.ask(Asking([b"job"] * count, alike or range(count), together))
    queue.ask(None)
    return queue


def came(
    executor: Slow, count: int, together: int = 1, alike: Sequence[int] | None = None
) -> list[JobResult[Packed]]:
    queue = of(count, together, alike)
    outcomes = list(through(executor, queue, TASK, threads=executor.threads))
    assert queue.left == count - len(outcomes)
    return outcomes


@pytest.mark.parametrize("together", [1, 3, 9])
def test_each_comes_once_and_no_more_than_two_loads_are_on_their_way(together: int) -> None:
    executor = Slow(done)
    outcomes = came(executor, 8, together)
    assert sorted((each.index, each.value) for each in outcomes if each.value) == [
        (number, Packed(b"file %d" % number, {})) for number in range(8)
    ]
    assert executor.largest == 2


def test_a_load_that_keeps_failing_costs_its_own_jobs() -> None:
    def fails(numbers: Sequence[int]) -> list[Answer]:
        if 2 in numbers:
            raise RuntimeError("the worker died four times")
        return done(numbers)

    outcomes = came(Slow(fails), 9, together=2)
    assert {each.index: each.words for each in outcomes if each.cause} == {
        2: "the worker died four times",
        3: "the worker died four times",
    }


def test_what_is_like_a_job_that_took_too_long_is_spared() -> None:
    outcomes = came(
        Slow(lambda numbers: [Answer(number, None, "time", "60 s") for number in numbers]),
        6,
        alike=[0, 0, 0, 0, 0, 1],
    )
    assert sorted(each.index for each in outcomes) == [0, 1, 2, 3, 4, 5]
    assert len([each for each in outcomes if each.spared]) >= 2


def test_an_answer_that_lacks_a_job_or_is_to_another_load_is_not_believed() -> None:
    outcomes = came(Slow(lambda numbers: done(numbers)[1:]), 8, together=2)
    assert {each.index: each.words for each in outcomes if each.cause} == dict.fromkeys(
        (0, 2, 4, 6), "a worker left it out"
    )

    class Other(Slow):
        def threads(self) -> int:
            for future, _ in self.waiting:
                future.set_result(sealed("of another load", tuple(done([0]))))
            return 1

    (outcome,) = came(Other(done), 1)
    assert (outcome.value, outcome.cause) == (None, "died")
    assert outcome.words == "a worker sent what the press did not write: its digest is another"


def test_what_is_given_up_goes_back_to_the_queue() -> None:
    class Lost(Slow):
        def threads(self) -> int:
            for future, _ in self.waiting[-1:]:
                future.cancel()
                future.set_running_or_notify_cancel()
            self.waiting = self.waiting[:-1]
            return super().threads()

    queue = of(6)
    lost = Lost(done)
    first = list(through(lost, queue, TASK, threads=lost.threads))
    assert queue.left == 6 - len(first) > 0
    found = Slow(done)
    second = list(through(found, queue, TASK, threads=found.threads))
    assert sorted(each.index for each in [*first, *second]) == [0, 1, 2, 3, 4, 5]


def test_what_is_asked_for_while_others_are_done_is_begun_at_once() -> None:
    queue, executor = JobQueue(), Slow(done)
    queue.ask(Asking([b"first"] * 2, range(2), 1))
    outcomes = through(executor, queue, TASK, threads=executor.threads)
    assert next(outcomes).index in (0, 1)
    queue.ask(Asking([b"second"] * 4, [0] * 4, 1))
    queue.ask(None)
    assert len([*outcomes]) == 5
    assert executor.largest == 2


def test_when_no_worker_is_left_the_build_breaks_off() -> None:
    threads = iter([1, 0, 0, 0])
    queue = of(3)
    never = through(Slow(done), queue, TASK, threads=lambda: next(threads), patience=0)
    with pytest.raises(ClusterError, match="no worker of the cluster is left"):
        list(never)


@pytest.mark.slow
def test_a_pool_of_processes_makes_the_very_bytes(house: Path) -> None:
    task = task_of(house, "molen")
    outgoing = pack(task)
    jobs = [pickle.dumps((rendered, number)) for number in (1, 0)]
    queue = JobQueue()
    queue.ask(Asking(jobs, range(2), 2))
    queue.ask(None)
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        parts = (outgoing, digest_of(outgoing), tools())
        outcomes = list(through(pool, queue, parts, threads=lambda: 1))
    assert len(outcomes) == 2
    for each in outcomes:
        assert each.value, each.words
        name = digest_of(jobs[each.index])
        made = unpack(name, pipeline.RemoteResult, each.value.value)
        here = pipeline.answer(task.variants[1 - each.index], task.library, task.options)
        assert made == here
