"""A task, then loads of its jobs -> what came of them: a process of its own for each task.

A worker of a cluster has threads, and a process with threads cannot be forked safely. So
it starts this one, which has none and does each job in a child, with the limits and causes
that a build on one machine has. It ends with whoever started it, when its pipe ends.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO

from press.cache import ObjectCache, digest_of
from press.cache.plain import pack as sealed
from press.errors import PressError
from press.installed import PACKAGE
from press.scratch import scratch
from press.workers.isolated import warm_for
from press.workers.pool import at_work
from press.workers.queue import Cause, JobResult, Queue
from press.workers.task import Task, unpack

_SIZE = struct.Struct("!q")
_TO_END = 5.0
"""Seconds in which a process may take its leave."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What a job gave, as it is read at home: sealed with the digest of the job's message.

    `kept` is what was kept meanwhile, by its key.
    """

    value: bytes
    kept: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a job, by the number that it has at home."""

    index: int
    packed: Packed | None
    cause: Cause
    words: str


class ProcessEndedError(Exception):
    """The process is gone; somebody else may try again."""


class PipedProcess:
    """A process that begins with nothing, as whoever started it sees it: it says what it is asked.

    `serve` names the function that it runs, as `module:function`.
    """

    def __init__(self, serve: str) -> None:
        path = [str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
        module, _, function = serve.partition(":")
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", f"from {module} import {function}; {function}()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
        )
        assert self.process.stdin and self.process.stdout
        self.tasks, self.results = self.process.stdin, self.process.stdout

    def tell(self, content: bytes) -> None:
        """Ask something of it; ProcessEndedError if it is gone."""
        try:
            say(self.tasks, content)
        except (BrokenPipeError, ValueError):  # it is gone; it was closed
            raise ProcessEndedError("a workshop ended") from None

    def hear(self) -> bytes:
        """What it says next; PressError if it met one, ProcessEndedError if it is gone."""
        message = hear(self.results)
        if message is None:
            raise ProcessEndedError(f"a workshop ended: {self.process.wait()}")
        said: bytes | PressError = pickle.loads(message)
        if isinstance(said, PressError):
            raise said
        return said

    def end(self) -> None:
        """Let it end, which it does when it has done what it is doing; but not for ever."""
        with suppress(BrokenPipeError):
            self.tasks.close()  # results stay open: another thread may be reading them
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_TO_END)
        self.process.kill()
        self.process.wait()


class TaskProcess(PipedProcess):
    """A process that has a task; it does one load of its jobs at a time."""

    def __init__(self, packed: bytes) -> None:
        super().__init__("press.workers.process:serve")
        self.tell(packed)

    def make(self, load: bytes) -> bytes:
        """Have jobs done; gives `Answer`s as `remote` reads them."""
        self.tell(load)
        return self.hear()


def serve() -> None:
    """The life of the process: its task, then jobs until there are no more."""
    tasks, results = pipes()
    packed = hear(tasks)
    if packed is None:
        return
    with scratch() as folder, scratch(f"task-{digest_of(packed)[:16]}") as shelf:
        task = unpack(packed, Path(folder))
        objects = _Kept(Path(shelf), task.objects.below)
        work = partial(_done, replace(task, objects=objects), objects.kept)
        warm_for(task.variants, task.library)
        queue = _Loads(tasks, results)
        with suppress(BrokenPipeError):
            while not queue.ended:
                try:
                    for _ in at_work(queue, work, processes=1, limits=task.limits):
                        pass
                except PressError as error:
                    queue.refuse(error)


class _Kept(ObjectCache):
    """A folder of things, for all processes of a task, that remembers what this one kept in it."""

    def __init__(self, output: Path, below: str) -> None:
        super().__init__(output, below)
        self.kept: dict[str, bytes] = {}

    def keep(self, key: str, thing: object) -> bool:
        self.kept[key] = sealed(key, thing)
        return super().keep(key, thing)


def _done(task: Task, kept: dict[str, bytes], message: bytes) -> Packed:
    kept.clear()
    make, job = pickle.loads(message)
    return Packed(sealed(digest_of(message), make(task, job)), dict(kept))


class _Loads(Queue[Packed]):
    """Jobs that come in loads: when one is done, what came of it is said and the next is heard."""

    def __init__(self, tasks: IO[bytes], results: IO[bytes]) -> None:
        super().__init__(0, lambda index: index)
        self.tasks, self.results, self.ended = tasks, results, False
        self.name, self.jobs, self.answers = "", dict[int, bytes](), list[Answer]()

    def next(self, after: int | None = None) -> int | None:
        following = super().next(after)
        if following is not None:
            return following
        if self.jobs:
            self._say(sealed(self.name, tuple(self.answers)))
        load = hear(self.tasks)
        if load is None:
            self.ended = True
            return None
        self.name, self.jobs = digest_of(load), dict(pickle.loads(load))
        self.more(self.jobs)
        return super().next()

    def message(self, index: int) -> bytes:
        return self.jobs[index]

    def came(self, outcome: JobResult[Packed]) -> None:
        super().came(outcome)
        self.answers.append(Answer(outcome.index, outcome.value, outcome.cause, outcome.words))

    def refuse(self, error: PressError) -> None:
        """Say that nothing can come of this load."""
        while super().next() is not None:
            pass
        self._say(error)

    def _say(self, what: bytes | PressError) -> None:
        say(self.results, pickle.dumps(what))
        self.jobs, self.answers = {}, []


def pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Where a process that was started here is told, and where it answers."""
    tasks, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no result
    return tasks, results


def say(pipe: IO[bytes], content: bytes) -> None:
    """Say one message."""
    pipe.write(_SIZE.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def hear(pipe: IO[bytes]) -> bytes | None:
    """One message; None when there will be no more."""
    head = pipe.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    (size,) = _SIZE.unpack(head)
    content: bytes = pipe.read(size)
    return content if len(content) == size else None
