"""When the next message may go, and which time is believed. Arithmetic only.

A computer's clock can be set back an hour or ahead a month, and both have been seen in the
field. So waiting is counted on the steady clock, which nobody sets, and what cannot be undone
(expiring a message, forgetting who got it) happens by a time that two looks agree on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path

EXPIRY = 48 * 3600
"""Seconds after which a message that could not be sent has failed."""
_WAITS = (60, 5 * 60, 15 * 60, 3600, 4 * 3600)
_APART = 3600
"""Seconds that must lie between two looks at the clock for the later to be believed."""
DRIFT = 300
"""Seconds by which the two clocks may part without one of them having been set."""


class Urgency(IntEnum):
    """Which message goes first. A recall also goes as fast as the server takes it."""

    LIST = 0
    DESK = 1
    RECALL = 2


@dataclass(frozen=True, slots=True)
class Clock:
    """The time in seconds since 1970, the steady clock in seconds, and a way to let both pass.

    `boot` names the run of the machine that the steady clock counts from.
    """

    now: Callable[[], float]
    steady: Callable[[], float]
    sleep: Callable[[float], None]
    boot: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """A look at both clocks, and the time that was believed then."""

    now: float
    steady: float
    boot: str
    believed: float


def system_clock() -> Clock:
    """This machine's clocks."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:  # not Linux: the steady clock starts anew, which is noticed
        boot = ""
    return Clock(time.time, time.monotonic, time.sleep, boot)


def look(clock: Clock, last: Look | None) -> Look:
    """Look at the clocks again; what is believed never runs ahead of what two looks agree on.

    On one run of the machine the steady clock says how much time passed. After another start
    only the clock that people set can say it: then the last look is believed, and this one
    when the next confirms it.
    """
    seen = Look(clock.now(), clock.steady(), clock.boot, clock.now())
    if last is None:
        return seen
    passed, moved = seen.steady - last.steady, seen.now - last.now
    if seen.boot != last.boot or passed < 0:
        confirmed = max(last.believed, last.now) if moved >= _APART else last.believed
        return replace(seen, believed=min(confirmed, seen.now))
    if abs(moved - passed) > DRIFT:  # it was set
        return replace(seen, believed=min(last.believed + passed, seen.now))
    if passed >= _APART or last.believed >= last.now:
        return seen
    return replace(last, believed=min(last.believed + passed, seen.now))


def wait_before_try(tries: int) -> int:
    """Seconds from the end of try number `tries` to the next: a minute, then ever longer."""
    return _WAITS[min(max(tries, 1), len(_WAITS)) - 1]


def wait_before_first(last: float | None, rate: int, now: float) -> float:
    """Seconds until an account that another run sent from at `last` may send again.

    Spread evenly: no minute holds more than `rate` messages. A last sending in the future,
    by a clock set back, counts as one of now.
    """
    return 0.0 if last is None else min(max(min(last, now) + 60 / rate - now, 0.0), 60 / rate)
