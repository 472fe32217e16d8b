"""Jobs -> what came of them, each in a child process that may hang or die alone.

A pool of the standard library loses every job that waits when one of its processes
dies. Here the parent starts each child by fork, so that it begins with everything
loaded; hands it one job at a time; and watches its time and memory from outside,
since the engine swallows signals and errors. What a child costs is its own job.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import resource
import select
import selectors
import signal
import struct
import sys
import tempfile
import traceback
from collections.abc import Callable, Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Never, NoReturn, TypeVar

from press.choices import Limits as Limits
from press.errors import PressError
from press.scratch import scratch
from press.workers.procfs import in_memory, own_time, wants_a_core
from press.workers.queue import JobResult as JobResult
from press.workers.queue import Queue
from press.workers.queue import in_order as in_order

T = TypeVar("T")

_LOOK = 0.05
"""Seconds between two looks at the children."""
_LARGEST_FILE = 100_000_000
"""Bytes of a file that a child may write: the engine writes fonts down before it uses them."""
_SIZE = struct.Struct("!q")
_GARBAGE = 50_000
"""Things that a child has made since it last looked for those that nobody holds: some 10 MB."""
_DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG (prctl(2)); elsewhere a closed pipe says it later


LIMITS = Limits()


def in_children(
    count: int,
    work: Callable[[int], T],
    *,
    processes: int,
    limits: Limits,
    alike: Callable[[int], Hashable] = lambda index: index,
) -> Iterator[JobResult[T]]:
    """Do jobs 0 to count-1 in so many children; give each as it is done.

    Where a job took too much, those `alike` it are spared, unless one of them was done.
    The process that calls may have no threads: a fork copies only the one that calls.
    """
    if count:
        yield from at_work(
            Queue[T](count, alike),
            lambda message: work(int(message)),
            processes=processes,
            limits=limits,
        )


def at_work(
    queue: Queue[T], work: Callable[[bytes], T], *, processes: int, limits: Limits
) -> Iterator[JobResult[T]]:
    """Do the jobs of a queue; a child is told of one by its message alone."""
    children: list[_Child] = []
    gc.freeze()  # what is loaded stays shared with the children, untouched by their collectors
    with scratch() as folder, selectors.DefaultSelector() as ready:
        try:
            while len(children) < max(1, processes) and (index := queue.next()) is not None:
                children.append(_start(work, limits, children, ready, folder))
                children[-1].give(index, queue.message(index))
            while children:
                told = {key.data for key, _ in ready.select(_LOOK)}
                for child in list(children):
                    outcome: JobResult[T] | None = child.read() if child in told else None
                    outcome = outcome or child.over(limits)
                    if outcome is None:
                        continue
                    queue.came(outcome)
                    following = queue.next(child.index)
                    if outcome.cause or child.worn(limits) or following is None:
                        child.end(ready)
                        children.remove(child)
                        if following is not None:
                            child = _start(work, limits, children, ready, folder)
                            children.append(child)
                    if following is not None:
                        child.give(following, queue.message(following))
                    yield outcome
                    yield from queue.spared()
        finally:
            for child in children:
                child.end(None)
            gc.unfreeze()


@dataclass(eq=False)
class _Child:
    """A running child as its parent sees it."""

    pid: int
    tasks: int
    """Where jobs are written to it."""
    results: int
    """Where its results are read."""
    index: int = -1
    born: int = 0
    """Bytes that it began with."""
    since: tuple[float, float] = (0.0, 0.0)
    """When its job began: `own_time` of it then."""
    done: int = 0
    heard: bytearray = field(default_factory=bytearray)

    def give(self, index: int, message: bytes) -> None:
        self.index, self.since = index, own_time(self.pid)
        with suppress(BrokenPipeError):  # it has just died: reading from it says so
            _send(self.tasks, _SIZE.pack(len(message)) + message)

    def read(self) -> JobResult[Any] | None:
        """What it has said, if that is whole; why it is gone, if it is."""
        some = os.read(self.results, 1 << 20)
        if not some:
            return JobResult(self.index, None, "died", self._obituary())
        self.heard += some
        if len(self.heard) < _SIZE.size:
            return None
        (size,) = _SIZE.unpack_from(self.heard)
        if len(self.heard) < _SIZE.size + size:
            return None
        kind, value = pickle.loads(bytes(self.heard[_SIZE.size :]))
        self.heard.clear()
        self.done += 1
        if kind == "refused":
            raise value
        if kind == "mistake":
            return JobResult(self.index, None, "mistake", value)
        return JobResult(self.index, value)

    def over(self, limits: Limits) -> JobResult[Never] | None:
        """Whether it takes more than it may."""
        passed, ran = (now - then for now, then in zip(own_time(self.pid), self.since, strict=True))
        late = passed > limits.seconds and (ran > limits.seconds or not wants_a_core(self.pid))
        if late and not select.select([self.results], [], [], 0)[0]:  # it may just have ended
            return JobResult(self.index, None, "time", f"more than {limits.seconds:g} s")
        if self.weight() > limits.memory:
            return JobResult(
                self.index, None, "memory", f"more than {limits.memory // 1_000_000} MB"
            )
        return None

    def worn(self, limits: Limits) -> bool:
        return self.done >= limits.documents or self.weight() > limits.weight

    def weight(self) -> int:
        """Bytes that it has in memory beyond those."""
        return max(0, in_memory(self.pid)[0] - self.born)

    def end(self, ready: selectors.BaseSelector | None) -> None:
        """Stop it at once: it holds nothing that is not here."""
        if ready:
            ready.unregister(self.results)
        os.close(self.tasks)
        os.close(self.results)
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)

    def _obituary(self) -> str:
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        if os.WIFSIGNALED(status):
            return signal.Signals(os.WTERMSIG(status)).name
        return f"exit code {os.waitstatus_to_exitcode(status)}"


def _start(
    work: Callable[[bytes], object],
    limits: Limits,
    others: list[_Child],
    ready: selectors.BaseSelector,
    scratch: str,
) -> _Child:
    """Fork a child; its temporary files go with the run's `scratch`."""
    from_parent, tasks = os.pipe()
    results, to_parent = os.pipe()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    # An interrupt that comes while Python tidies up after a fork is lost (logging's hooks).
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    pid = os.fork()
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    if not pid:
        # A pipe ends only when nobody holds its other end, so a child keeps but its own.
        for handle in (
            tasks,
            results,
            *(pipe for c in others for pipe in (c.tasks, c.results)),
        ):
            os.close(handle)
        tempfile.tempdir = scratch  # a child that is killed clears nothing away
        _live(work, limits, from_parent, to_parent)
    os.close(from_parent)
    os.close(to_parent)
    child = _Child(pid, tasks, results, born=in_memory("self")[0])
    ready.register(results, selectors.EVENT_READ, child)
    return child


def _live(work: Callable[[bytes], object], limits: Limits, tasks: int, results: int) -> NoReturn:
    """The life of a child: a job, its result, the next; then an end without ceremony."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _bound(limits)
        gc.disable()  # between documents is early enough
        told = os.fdopen(tasks, "rb")
        while len(head := told.read(_SIZE.size)) == _SIZE.size:
            outcome = _do(work, told.read(*_SIZE.unpack(head)))
            answer = pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL)
            _send(results, _SIZE.pack(len(answer)) + answer)
            if gc.get_count()[0] > _GARBAGE:  # to look for it takes longer than a small job
                gc.collect()
        code = 0
    finally:
        os._exit(code)


def _do(work: Callable[[bytes], object], message: bytes) -> tuple[str, object]:
    try:
        return "done", work(message)
    except PressError as error:
        return "refused", error
    except Exception:
        return "mistake", traceback.format_exc()


def _bound(limits: Limits) -> None:
    """A wall behind the watch: what is asked for at one blow, and the death of the parent."""
    wall = in_memory("self")[1] + 2 * limits.memory + (1 << 30)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (wall, wall))
    end_with_parent(signal.SIGKILL)


def end_with_parent(by: signal.Signals) -> None:
    """Have this process sent a signal when the one that started it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, by)


def _send(handle: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]
