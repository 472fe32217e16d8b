"""How many jobs -> the next to be done, one after the other; what came of each.

Where a job took too much time or memory, those that are like it are spared: a text that hangs
is paid for once, and not for every practice and layout.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Cause = Literal["", "time", "memory", "died", "mistake"]
"""Why there is no result: too slow, too large, gone by itself, a mistake of the press."""


@dataclass(frozen=True, slots=True)
class JobResult(Generic[T_co]):
    """What came of one job: its value, or the cause why there is none, in words."""

    index: int
    value: T_co | None
    cause: Cause = ""
    words: str = ""
    spared: bool = False
    """It was not begun: one that is like it was lost to this cause."""


class Queue(Generic[T]):
    """The numbers of the jobs that wait; those that are like one that took too much are spared."""

    def __init__(self, count: int, alike: Callable[[int], Hashable]) -> None:
        self._waiting, self._alike = deque(range(count)), alike
        self._done: set[Hashable] = set()
        self._too_much: dict[Hashable, JobResult[T]] = {}
        self._spared: list[JobResult[T]] = []

    def message(self, index: int) -> bytes:
        """What is told to whoever does this job."""
        return b"%d" % index

    def came(self, outcome: JobResult[T]) -> None:
        """Learn what came of a job."""
        key = self._alike(outcome.index)
        if not outcome.cause:
            self._done.add(key)
        elif outcome.cause in ("time", "memory") and key not in self._done:
            self._too_much[key] = outcome

    def next(self) -> int | None:
        """The next job that is to be done."""
        while self._waiting:
            index = self._waiting.popleft()
            like = self._too_much.get(self._alike(index))
            if like is None:
                return index
            self._spared.append(replace(like, index=index, spared=True))
        return None

    def more(self, indexes: Iterable[int]) -> None:
        """These are to be done as well."""
        self._waiting.extend(indexes)

    def again(self, indexes: Iterable[int]) -> None:
        """These were not done: they are the next."""
        self._waiting.extendleft(reversed([*indexes]))

    def spared(self) -> list[JobResult[T]]:
        """Those that were passed over since this was asked."""
        spared, self._spared = self._spared, []
        return spared


def in_order(arrived: Iterable[tuple[int, T]]) -> Iterator[T]:
    """What comes with numbers from 0 on, however they arrive, in the order of the numbers."""
    waiting: dict[int, T] = {}
    following = 0
    for index, value in arrived:
        waiting[index] = value
        while following in waiting:
            yield waiting.pop(following)
            following += 1
