"""A house -> a call once something that is read has changed and it is quiet again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

_QUIET = 12
"""Milliseconds without a change after which a save is over; editors write a file in several."""
_AT_MOST = 300
"""Milliseconds after which it is told although it is not quiet."""
_SLOWLY = 100
"""Milliseconds between two looks at which folders there are."""
_COPIED = 0.5
"""Seconds after which a new folder is looked at again: of what was put into it before the
system was asked to watch it nothing is told."""


class _Sources(DefaultFilter):
    """What an editor keeps beside a file is no source."""

    ignore_entity_patterns = (
        *DefaultFilter.ignore_entity_patterns,
        r"\.part$",
        r"^4913$",  # vim tries whether it may write
        r"^\.#",
    )


async def watch(
    root: Path,
    names: Sequence[str],
    besides: Sequence[Path],
    changed: Callable[[], None],
    stop: asyncio.Event,
) -> None:
    """Call `changed` whenever something in these folders has, below `root` or `besides`.

    One of `root` that is made later is watched from then on. It ends with `stop`.
    """
    others = asyncio.Event()

    def folders() -> list[Path]:
        return [folder for name in names if (folder := root / name).is_dir()]

    async def around() -> None:
        there = folders()
        async for _ in awatch(root, recursive=False, step=_SLOWLY, stop_event=stop):
            if folders() != there:
                there = folders()
                others.set()
                changed()
        others.set()

    async def inside() -> None:
        while not stop.is_set():
            others.clear()
            async for changes in awatch(
                *folders(),
                *besides,
                watch_filter=_Sources(),
                debounce=_AT_MOST,
                step=_QUIET,
                stop_event=others,
            ):
                changed()
                if any(how == Change.added and Path(path).is_dir() for how, path in changes):
                    asyncio.get_running_loop().call_later(_COPIED, changed)

    await asyncio.gather(around(), inside())
