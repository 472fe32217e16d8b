"""Numbers of variants -> what came of them, through any `concurrent.futures.Executor`.

What making takes travels as bytes, once to each worker (`bundle`); a job is a few numbers,
its result their files as bytes. Whoever called writes and remembers.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from pathlib import Path
from threading import get_ident
from typing import Any

from press.cache import Digests, digest_of, inventory, versions
from press.errors import PressError, UsageError
from press.installed import INSTALLED, PACKAGE
from press.pipeline import RemoteResult
from press.workers.pool import JobResult
from press.workers.process import TaskProcess, TaskProcessError

Versions = Mapping[str, str]

_LOOK = 1.0
"""Seconds without a result after which we ask whether any worker is left."""
_PATIENCE = 30.0
"""Seconds in which a worker that is gone may come back."""


def through(
    executor: Executor,
    loads: Sequence[Sequence[int]],
    given: tuple[Any, str, Versions],
    *,
    at_once: int,
    alive: Callable[[], bool] = lambda: True,
    patience: float = _PATIENCE,
) -> Iterator[JobResult[RemoteResult]]:
    """Make variants by any executor, a load of numbers a job; give each as it arrives.

    `given` are the first three arguments of `make`. No more than `at_once` jobs are
    submitted and not done. When nobody is `alive` for so many seconds, what is left is lost.
    """
    waiting = iter(loads)
    running: dict[Future[list[JobResult[RemoteResult]]], Sequence[int]] = {}

    def submit() -> None:
        if (load := next(waiting, None)) is not None:
            running[executor.submit(make, *given, tuple(load))] = load

    try:
        for _ in range(at_once):
            submit()
        seen = time.monotonic()
        while running:
            done, _ = wait(running, timeout=_LOOK, return_when=FIRST_COMPLETED)
            if done or alive():
                seen = time.monotonic()
            elif time.monotonic() - seen >= patience:
                left = [number for load in (*running.values(), *waiting) for number in load]
                yield from _lost(left, "no worker is left")
                return
            for future in done:
                load = running.pop(future)
                submit()
                yield from _came(future, load)
    finally:
        for future in running:
            future.cancel()


def _came(
    future: Future[list[JobResult[RemoteResult]]], load: Sequence[int]
) -> Iterator[JobResult[RemoteResult]]:
    """What came of the variants of one job."""
    if future.cancelled():
        yield from _lost(load, "the cluster gave it up")
        return
    error = future.exception()
    if isinstance(error, PressError):
        raise error
    if error:
        yield from _lost(load, str(error) or type(error).__name__)
    else:
        yield from future.result()


def _lost(load: Sequence[int], words: str) -> Iterator[JobResult[RemoteResult]]:
    return (JobResult(number, None, "died", words) for number in load)


# --- what a worker does -----------------------------------------------------------------

_open: dict[int, tuple[str, TaskProcess]] = {}
"""The workshop of each thread, and the digest of what it has."""


def make(
    packed: bytes, digest: str, expected: Versions, numbers: Sequence[int]
) -> list[JobResult[RemoteResult]]:
    """Make variants of a task, in a process of this thread's own that has it unpacked."""
    thread = get_ident()
    held, workshop = _open.get(thread, ("", None))
    if workshop is None or held != digest:
        if workshop:
            workshop.close()
        if unlike := difference(expected, tools()):
            raise UsageError(f"a worker on {platform.node()} would make other files: {unlike}")
        workshop = TaskProcess(packed)
        _open[thread] = digest, workshop
    try:
        return workshop.make(numbers)
    except TaskProcessError:
        _open.pop(thread, None)
        workshop.close()
        raise


def close(digest: str) -> None:
    """Close every workshop of this process that has this task."""
    for thread, (held, workshop) in list(_open.items()):
        if held == digest:
            _open.pop(thread, None)
            workshop.close()


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
