"""Orders on standard input -> news on standard output: a process that renders, and may die.

The window starts it, kills it when it takes too long, and starts another: so a bad leaflet
costs nobody else. It ends by itself when it has grown, and when the window is gone. What it
knows is a `Room`: the window's, or the one that an editor talks to (`press.lsp.room`).
"""

from __future__ import annotations

import asyncio
import os
import pickle
import resource
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from press.installed import PACKAGE
from press.preview.apart import SIZE, STOP, heard, say

Asked = TypeVar("Asked", contravariant=True)
Told = TypeVar("Told", covariant=True)
_START = "from press.preview.renderer import live; live()"
_PATIENCE = 60.0
"""Seconds for which a renderer may say nothing: what `leaflet build` gives a file."""
_MEMORY = 1 << 31
"""Bytes that it may ask for."""
_GROWN = 80_000_000
"""Bytes by which it may grow before it makes room for another."""
_WARM = 3
"""Orders after which it has all that it keeps: the engine, sheets, typefaces."""


class Room(Protocol[Asked, Told]):
    """What the process keeps, loaded and warm; one is made of a house's folder."""

    def answers(self, order: Asked, today: date) -> Iterator[Told]:
        """What there is to say."""


class LostError(Exception):
    """The renderer has died or was stopped; says why in a word: time, died."""


class Renderer(Generic[Asked, Told]):
    """The process as the window sees it; it is started when it is first asked."""

    def __init__(
        self, root: Path, today: Callable[[], date], room: Callable[[Path], Room[Asked, Told]]
    ) -> None:
        self.root, self.today = root.resolve(), today
        self._room = f"{room.__module__}:{room.__qualname__}"
        self._process: Process | None = None

    async def ask(self, order: Asked) -> AsyncIterator[Told]:
        """What it says to an order, as it comes; LostError if it does not come to an end.

        One that had ended by itself is replaced, and asked again.
        """
        had_one, heard = self._process is not None, False
        try:
            async for news in self._asked(order):
                heard = True
                yield news
        except LostError as error:
            if heard or not had_one or str(error) != "died":
                raise
            async for news in self._asked(order):
                yield news

    async def _asked(self, order: Asked) -> AsyncIterator[Told]:
        process = await self._running()
        assert process.stdin and process.stdout
        message = pickle.dumps((order, self.today()))
        try:
            process.stdin.write(SIZE.pack(len(message)) + message)
            await process.stdin.drain()
            while True:
                async with asyncio.timeout(_PATIENCE):
                    (size,) = SIZE.unpack(await process.stdout.readexactly(SIZE.size))
                    news: Told | None = pickle.loads(await process.stdout.readexactly(size))
                if news is None:
                    return
                yield news
        except TimeoutError:
            await self.close()
            raise LostError("time") from None
        except (OSError, asyncio.IncompleteReadError):
            await self.close()
            raise LostError("died") from None

    def stop(self) -> None:
        """Let it give up what it does apart, and end its answer; else nothing."""
        if self._process and self._process.stdin:
            self._process.stdin.write(STOP)

    async def close(self) -> None:
        """End the process and its children at once: they hold nothing that is not in files."""
        if self._process:
            if self._process.returncode is None:
                with suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            await self._process.wait()
            self._process = None

    async def _running(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            paths = [str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-c", _START, str(self.root), self._room),
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
                stdin=PIPE,
                stdout=PIPE,
                start_new_session=True,  # Ctrl-C is for the window; its children are of it
                limit=1 << 20,
            )
        return self._process


def live() -> None:
    """The life of the process: an order, its news, the next, until nobody asks any more."""
    said = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no news
    module, _, name = sys.argv[2].partition(":")
    kind = getattr(import_module(module), name)

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # Its own children have a limit of their own, which may be higher.
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, hard))
    room, sizes = kind(Path(sys.argv[1])), list[int]()
    while (message := heard(0)) is not None:
        if not message:
            continue  # what was to be given up had come to its end
        order, today = pickle.loads(message)
        for news in room.answers(order, today):
            say(said, news)
        say(said, None)
        sizes = [*sizes[:_WARM], _in_memory()]
        if len(sizes) > _WARM and sizes[-1] - sizes[-2] > _GROWN:
            return


def _in_memory() -> int:
    """Bytes of this process in memory; 0 where the system does not say."""
    try:
        inside = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError):
        return 0
    return inside * resource.getpagesize()
