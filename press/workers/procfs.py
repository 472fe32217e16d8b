"""A process -> its time and memory, as Linux tells them of each in a file of its own (proc(5)).

Where a system does not say, time is the clock's and memory is nothing.
"""

from __future__ import annotations

import resource
import time
from pathlib import Path


def own_time(pid: int) -> tuple[float, float]:
    """Seconds that have passed for a process, and seconds of those in which it ran.

    None pass while it wants a core and gets none. So a machine that is busy with other work
    makes nothing fail, and what sleeps for ever is noticed. schedstat gives both, in ns
    (proc(5), Linux's Documentation/scheduler/sched-stats); where there is none all count.
    """
    now = time.monotonic()
    try:
        ran, waited, _ = Path(f"/proc/{pid}/schedstat").read_text().split()
        return now - int(waited) / 1e9, int(ran) / 1e9
    except (OSError, ValueError):
        return now, now


def wants_a_core(pid: int) -> bool:
    """Whether a process would go on now if it were let.

    Then only what it ran says how long it has taken: a machine that is itself one of many
    on another is taken off its cores, and no process is told that it waited.
    """
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "R"
    except (OSError, IndexError):
        return False


def in_memory(pid: int | str) -> tuple[int, int]:
    """Bytes of a process in memory that are no file's, and all that it has been promised.

    The first come along whole in a fork, the second are what RLIMIT_DATA counts. Nothing
    where the system does not say (proc(5), statm).
    """
    try:
        _, inside, of_files, _, _, promised, _ = Path(f"/proc/{pid}/statm").read_text().split()
    except (OSError, ValueError):
        return 0, 0
    page = resource.getpagesize()
    return (int(inside) - int(of_files)) * page, int(promised) * page
