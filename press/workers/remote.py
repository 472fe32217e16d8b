"""Jobs -> what came of them, through any `concurrent.futures.Executor`.

What a task takes travels as bytes, once to each worker (`task`); jobs are small, and go in
loads. What comes back is read by the reader of `.press`: not believed, but for its seal.
"""

from __future__ import annotations

import pickle
import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeAlias

from press.cache import Digests, digest_of, inventory, versions
from press.cache.plain import StrangeError, unpack
from press.errors import ClusterError, PressError, UsageError
from press.installed import INSTALLED, PACKAGE
from press.workers.process import Answer, Packed, ProcessEndedError, TaskProcess
from press.workers.queue import JobResult, Queue

Versions: TypeAlias = "Mapping[str, str]"
TaskParts: TypeAlias = "tuple[Any, str, Versions]"
"""The first three arguments of `make`; a cluster may hold the first."""

_LOOK = 1.0
"""Seconds without a result after which we ask how many workers are left, or have come."""
_TURNS = 4
"""Loads that each thread of a cluster is to have at least, so that all end at about one time."""
PATIENCE = 120.0
"""Seconds in which a worker that is gone may come back."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Jobs of one kind as messages; `alike` says by a number which are like each other."""

    jobs: Sequence[bytes]
    alike: Sequence[int]
    together: int


class JobQueue(Queue[Packed]):
    """Jobs of one asking after the other, numbered through; another thread may ask for more."""

    def __init__(self) -> None:
        super().__init__(0, lambda index: self._kinds[index])
        self.jobs, self._kinds, self._together = list[bytes](), list[tuple[int, int]](), list[int]()
        self._asked: SimpleQueue[Asking | None] = SimpleQueue()
        self.news: Future[None] = Future()
        self.left, self.closed = 0, False

    def ask(self, asking: Asking | None) -> None:
        """Ask for more; None when there is no more to ask for."""
        self._asked.put(asking)
        news = self.news
        if not news.done():
            news.set_result(None)

    def take(self, threads: int) -> None:
        """Take in what was asked for, in loads so that so many threads end at about one time."""
        self.news = Future()
        while not self._asked.empty():
            asking = self._asked.get()
            if asking is None:
                self.closed = True
                continue
            first, count = len(self.jobs), len(asking.jobs)
            together = max(1, min(asking.together, count // (max(1, threads) * _TURNS)))
            self.jobs += asking.jobs
            self._kinds += [(first, each) for each in asking.alike]
            self._together += [together] * count
            self.more(range(first, first + count))
            self.left += count

    def load(self) -> list[int]:
        """The next that go together; none if all are done or on their way."""
        load: list[int] = []
        while (index := self.next(load[-1] if load else None)) is not None:
            if load and self._kinds[index][0] != self._kinds[load[0]][0]:
                self.again([index])
                break
            load.append(index)
            if len(load) == self._together[index]:
                break
        return load


def through(
    executor: Executor,
    queue: JobQueue,
    task: TaskParts,
    *,
    threads: Callable[[], int],
    patience: float = PATIENCE,
) -> Iterator[JobResult[Packed]]:
    """Do the jobs of a queue by any executor, until it is closed; give each as it arrives.

    No more than two loads for each of its `threads` are submitted and not done. What the
    executor gives up goes back to the queue, nothing more is submitted, and so it ends.
    ClusterError when it has no threads for so many seconds.
    """
    running: dict[Future[bytes], tuple[list[int], bytes]] = {}
    given_up = False

    def submit(most: int) -> None:
        nonlocal given_up
        while not given_up and len(running) < most and (load := queue.load()):
            message = pickle.dumps([(index, queue.jobs[index]) for index in load])
            try:
                future = executor.submit(make, *task, message)
            except Exception:  # whatever a client says that has lost its connection
                given_up = True
                queue.again(load)
            else:
                running[future] = load, message

    try:
        at_once, seen = 2 * threads(), time.monotonic()
        while True:
            if queue.news.done():
                queue.take(at_once // 2)
            submit(at_once)
            yield from _counted(queue.spared(), queue)
            if not running and (given_up or (queue.closed and not queue.left)):
                return
            what: list[Future[Any]] = [*running, *([] if given_up else [queue.news])]
            busy = bool(running or queue.left)
            wait(what, timeout=_LOOK if busy else None, return_when=FIRST_COMPLETED)
            done = [future for future in running if future.done()]
            if busy and not done:
                at_once = 2 * threads()
            if done or at_once or not busy:
                seen = time.monotonic()
            elif time.monotonic() - seen >= patience:
                raise ClusterError("no worker of the cluster is left")
            for future in done:
                load, message = running.pop(future)
                if future.cancelled():
                    given_up = True
                    queue.again(load)
                    continue
                outcomes = [*_came(future, load, message)]
                for outcome in outcomes:
                    queue.came(outcome)
                submit(at_once)
                yield from _counted(outcomes, queue)
    finally:
        for future in running:
            future.cancel()


def _counted(outcomes: Sequence[JobResult[Packed]], queue: JobQueue) -> Sequence[JobResult[Packed]]:
    queue.left -= len(outcomes)
    return outcomes


def _came(
    future: Future[bytes], load: Sequence[int], message: bytes
) -> Iterator[JobResult[Packed]]:
    """What came of the jobs of one load."""
    error = future.exception()
    if isinstance(error, PressError):
        raise error
    answers: tuple[Answer, ...] = ()
    words = str(error) or type(error).__name__ if error else "a worker left it out"
    if not error:
        try:
            answers = unpack(digest_of(message), tuple[Answer, ...], future.result())
        except StrangeError as strange:
            words = f"a worker sent what the press did not write: {strange}"
    told = {answer.index: answer for answer in answers}
    for index in load:
        answer = told.get(index) or Answer(index, None, "died", words)
        yield JobResult(index, answer.packed, answer.cause, answer.words)


# --- what a worker does -----------------------------------------------------------------

_processes: dict[str, list[TaskProcess]] = {}
"""The processes of this worker that have a task, by its digest."""
_idle: dict[str, list[TaskProcess]] = {}
"""Those of them that have nothing to do."""


def make(packed: bytes, digest: str, expected: Versions, load: bytes) -> bytes:
    """Do a load of jobs of a task, in a process that has it unpacked."""
    idle = _idle.get(digest)
    process = idle.pop() if idle else _begun(packed, digest, expected)
    try:
        answer = process.make(load)
    except ProcessEndedError:
        process.end()
        raise
    _idle.setdefault(digest, []).append(process)
    return answer


def prepare(packed: bytes, digest: str, expected: Versions) -> None:
    """Begin a process before it is needed; those of other tasks that have nothing to do end."""
    for other in [*_idle]:
        if other != digest:
            close(other)
    _idle.setdefault(digest, []).append(_begun(packed, digest, expected))


def _begun(packed: bytes, digest: str, expected: Versions) -> TaskProcess:
    if unlike := difference(expected, tools()):
        raise UsageError(f"a worker on {platform.node()} would make other files: {unlike}")
    process = TaskProcess(packed)
    _processes.setdefault(digest, []).append(process)
    return process


def close(digest: str) -> None:
    """End all processes of this worker that have this task, whatever they do."""
    _idle.pop(digest, None)
    for process in _processes.pop(digest, []):
        process.end()


def tools() -> Versions:
    """Whatever makes a file besides the house: versions, the press's own code and furniture."""
    digests = Digests({}, 0)
    folders = {"code": PACKAGE, "layouts": INSTALLED / "layouts", "fonts": INSTALLED / "fonts"}
    return {
        **versions(digests),
        "machine": platform.machine(),
        **{f"the press's {name}": _digest(name, folders[name], digests) for name in folders},
    }


def _digest(name: str, folder: Path, digests: Digests) -> str:
    files = inventory({name: folder}, digests)
    lines = [
        f"{file} {digest}"
        for file, digest in files.items()
        if name != "code" or file.endswith(".py")
    ]
    return digest_of("\n".join(lines).encode())[:16]


def difference(here: Versions, there: Versions) -> str:
    """What differs between two machines, in words; nothing if nothing does."""
    return ", ".join(
        f"{name} {there.get(name, 'is missing')} instead of {here.get(name, 'none')}"
        for name in sorted({*here, *there})
        if here.get(name) != there.get(name)
    )
