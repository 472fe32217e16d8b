"""Folders -> a call once something in them has changed and it is quiet again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

_QUIET = 40
"""Milliseconds without a change after which a save is over; editors write a file in several."""
_AT_MOST = 300
"""Milliseconds after which it is told although it is not quiet."""


async def watch(folders: Sequence[Path], changed: Callable[[], None], stop: asyncio.Event) -> None:
    """Call `changed` whenever files of these folders have, until `stop`."""
    from watchfiles import DefaultFilter, awatch

    class Sources(DefaultFilter):
        """What an editor keeps beside a file is no source."""

        ignore_entity_patterns = (
            *DefaultFilter.ignore_entity_patterns,
            r"\.part$",
            r"^4913$",  # vim tries whether it may write
            r"^\.#",
        )

    there = [folder for folder in folders if folder.is_dir()]
    async for _ in awatch(
        *there, watch_filter=Sources(), debounce=_AT_MOST, step=_QUIET, stop_event=stop
    ):
        changed()
