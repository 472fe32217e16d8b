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
from pathlib import Path
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
PATIENCE = 120.0
"""Seconds in which a worker that is gone may come back."""


class JobQueue(Queue[Packed]):
    """Jobs as messages, in loads of as many as go `together`."""

    def __init__(self, jobs: Sequence[bytes], alike: Sequence[int], together: int) -> None:
        super().__init__(len(jobs), alike.__getitem__)
        self.jobs, self.together, self.left = jobs, together, len(jobs)

    def load(self) -> list[int]:
        """The next that go together; none if all are done or on their way."""
        load: list[int] = []
        while len(load) < self.together and (index := self.next()) is not None:
            load.append(index)
        return load


def through(
    executor: Executor,
    queue: JobQueue,
    task: TaskParts,
    *,
    threads: Callable[[], int],
    patience: float = PATIENCE,
) -> Iterator[JobResult[Packed]]:
    """Do the jobs of a queue by any executor; give each as it arrives.

    No more than two loads for each of its `threads` are submitted and not done. What the
    executor gives up goes back to the queue, and nothing more is submitted. ClusterError when
    it has no threads for so many seconds.
    """
    running: dict[Future[bytes], tuple[list[int], bytes]] = {}
    given_up = False

    def submit(most: int) -> None:
        while not given_up and len(running) < most and (load := queue.load()):
            message = pickle.dumps([(index, queue.jobs[index]) for index in load])
            future = executor.submit(make, *task, message)
            running[future] = load, message

    try:
        at_once, seen = 2 * threads(), time.monotonic()
        submit(at_once)
        while running:
            done, _ = wait(running, timeout=_LOOK, return_when=FIRST_COMPLETED)
            if not done:
                at_once = 2 * threads()
                submit(at_once)
            if done or at_once:
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
                arrived = [*outcomes, *queue.spared()]
                queue.left -= len(arrived)
                yield from arrived
    finally:
        for future in running:
            future.cancel()


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
