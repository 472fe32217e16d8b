"""Seconds of the processor that this process and all below it have used (proc(5), stat)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def processor_time() -> float:
    """The time of this process, its descendants, and those of them that have ended."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            said = path.read_text().rpartition(")")[2].split()
            parents[int(path.parent.name)] = int(said[1])
            ticks[int(path.parent.name)] = sum(map(int, said[11:15]))
    return sum(ticks[each] for each in ticks if _is_below(each, parents)) / _TICK


def _is_below(process: int, parents: dict[int, int]) -> bool:
    while process and process != os.getpid():
        process = parents.get(process, 0)
    return bool(process)
