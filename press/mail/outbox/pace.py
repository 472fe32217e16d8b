"""When the next message may go, and when a message is tried again. Arithmetic only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

EXPIRY = 48 * 3600
"""Seconds after which a message that could not be sent has failed."""
_WAITS = (60, 5 * 60, 15 * 60, 3600, 4 * 3600)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time in seconds since 1970, and a way to let it pass."""

    now: Callable[[], float]
    sleep: Callable[[float], None]


def wait_before_try(tries: int) -> int:
    """Seconds from the end of try number `tries` to the next: a minute, then ever longer."""
    return _WAITS[min(max(tries, 1), len(_WAITS)) - 1]


def next_moment(last: float | None, rate: int, now: float) -> float:
    """When an account that sent at `last` may send again, at `rate` messages a minute.

    Spread evenly: no minute holds more than `rate`, whoever sent the others. A last
    sending in the future, by a clock set back, counts as one of now.
    """
    return now if last is None else min(last, now) + 60 / rate
