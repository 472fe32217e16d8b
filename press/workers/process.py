"""A task, then numbers -> what came of those variants: a process of its own for each task.

A worker of a cluster has threads, and a process with threads cannot be forked safely. So
it starts this one, which has none and makes each variant in a child, with the limits and
causes that a build on one machine has. It ends with whoever started it, when its pipe ends.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO

from press.errors import PressError
from press.installed import PACKAGE
from press.pipeline import RemoteResult, answer
from press.workers.isolated import warm_for
from press.workers.pool import JobResult, in_children
from press.workers.scratch import scratch
from press.workers.task import Task, unpack

_SIZE = struct.Struct("!q")
_START = "from press.workers.process import serve; serve()"


class TaskProcessError(Exception):
    """The process is gone; somebody else may try again."""


class TaskProcess:
    """The process as whoever started it sees it; it makes one thing at a time."""

    def __init__(self, packed: bytes) -> None:
        path = [str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
        )
        assert self.process.stdin and self.process.stdout
        self.tasks, self.results = self.process.stdin, self.process.stdout
        self._tell(packed)

    def make(self, numbers: Sequence[int]) -> list[JobResult[RemoteResult]]:
        """Have the variants of these numbers made."""
        self._tell(pickle.dumps(tuple(numbers)))
        message = _hear(self.results)
        if message is None:
            raise TaskProcessError(f"a workshop ended: {self.process.wait()}")
        what: list[JobResult[RemoteResult]] | PressError = pickle.loads(message)
        if isinstance(what, PressError):
            raise what
        return what

    def close(self) -> None:
        """Let it end, which it does when it has made what it is making."""
        with suppress(BrokenPipeError):
            self.tasks.close()  # results stay open: another thread may be reading them

    def _tell(self, content: bytes) -> None:
        try:
            _say(self.tasks, content)
        except (BrokenPipeError, ValueError):  # it is gone; it was closed
            raise TaskProcessError("a workshop ended") from None


def serve() -> None:
    """The life of the process: its task, then numbers until there are no more."""
    tasks, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no result
    with scratch() as folder:
        packed = _hear(tasks)
        if packed is None:
            return
        task = unpack(packed, Path(folder))
        warm_for(task.variants, task.library)
        while (message := _hear(tasks)) is not None:
            try:
                _say(results, pickle.dumps(_made(task, pickle.loads(message))))
            except BrokenPipeError:
                return


def _made(task: Task, numbers: Sequence[int]) -> list[JobResult[RemoteResult]] | PressError:
    def work(at: int) -> RemoteResult:
        return answer(task.variants[numbers[at]], task.library, task.options)

    try:
        outcome = list(in_children(len(numbers), work, processes=1, limits=task.limits))
    except PressError as error:
        return error
    return [replace(each, index=numbers[each.index]) for each in outcome]


def _say(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(_SIZE.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def _hear(pipe: IO[bytes]) -> bytes | None:
    """One message; None when there will be no more."""
    head = pipe.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    (size,) = _SIZE.unpack(head)
    content: bytes = pipe.read(size)
    return content if len(content) == size else None
