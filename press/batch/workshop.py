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
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from press.batch.apart import warm_for
from press.batch.bundle import Task, unpack
from press.batch.children import Came, in_children
from press.batch.line import Answer, answer
from press.errors import PressError
from press.installed import PACKAGE

_SIZE = struct.Struct("!q")
_START = "from press.batch.workshop import serve; serve()"


class WorkshopError(Exception):
    """The process is gone; somebody else may try again."""


class Workshop:
    """The process as whoever started it sees it; it makes one thing at a time."""

    def __init__(self, parcel: bytes) -> None:
        path = [str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
        )
        assert self.process.stdin and self.process.stdout
        self.jobs, self.results = self.process.stdin, self.process.stdout
        self._tell(parcel)

    def make(self, numbers: Sequence[int]) -> list[Came[Answer]]:
        """Have the variants of these numbers made."""
        self._tell(pickle.dumps(tuple(numbers)))
        said = _hear(self.results)
        if said is None:
            raise WorkshopError(f"a workshop ended: {self.process.wait()}")
        what: list[Came[Answer]] | PressError = pickle.loads(said)
        if isinstance(what, PressError):
            raise what
        return what

    def close(self) -> None:
        """Let it end, which it does when it has made what it is making."""
        with suppress(BrokenPipeError):
            self.jobs.close()  # results stay open: another thread may be reading them

    def _tell(self, content: bytes) -> None:
        try:
            _say(self.jobs, content)
        except (BrokenPipeError, ValueError):  # it is gone; it was closed
            raise WorkshopError("a workshop ended") from None


def serve() -> None:
    """The life of the process: its task, then numbers until there are no more."""
    jobs, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no result
    with tempfile.TemporaryDirectory(prefix="leaflet-press-") as folder:
        parcel = _hear(jobs)
        if parcel is None:
            return
        task = unpack(parcel, Path(folder))
        warm_for(task.variants, task.stock)
        while (said := _hear(jobs)) is not None:
            try:
                _say(results, pickle.dumps(_made(task, pickle.loads(said))))
            except BrokenPipeError:
                return


def _made(task: Task, numbers: Sequence[int]) -> list[Came[Answer]] | PressError:
    def work(at: int) -> Answer:
        return answer(task.variants[numbers[at]], task.stock, task.finish)

    try:
        came = list(in_children(len(numbers), work, jobs=1, limits=task.limits))
    except PressError as error:
        return error
    return [replace(each, index=numbers[each.index]) for each in came]


def _say(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(_SIZE.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def _hear(pipe: IO[Any]) -> bytes | None:
    """One message; None when there will be no more."""
    head = pipe.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    (size,) = _SIZE.unpack(head)
    content: bytes = pipe.read(size)
    return content if len(content) == size else None
