"""How many jobs -> the next to be done, one after the other; what came of each.

Where a job took too much time or memory, those that are like it are spared: a text that hangs
is paid for once, and not for every practice and layout.
"""

from __future__ import annotations

from collections import Counter, deque
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
    """The numbers of the jobs that wait; those that are like one that took too much are spared.

    Whoever has done a job does those that are alike too, since it does them in less; others help
    when nothing else is left.
    """

    def __init__(self, count: int, alike: Callable[[int], Hashable]) -> None:
        self._alike = alike
        self._waiting: dict[Hashable, deque[int]] = {}
        self._in_work = Counter[Hashable]()
        self._done: set[Hashable] = set()
        self._too_much: dict[Hashable, JobResult[T]] = {}
        self._spared: list[JobResult[T]] = []
        self.more(range(count))

    def message(self, index: int) -> bytes:
        """What is told to whoever does this job."""
        return b"%d" % index

    def came(self, outcome: JobResult[T]) -> None:
        """Learn what came of a job."""
        kind = self._left(outcome.index)
        if not outcome.cause:
            self._done.add(kind)
        elif outcome.cause in ("time", "memory") and kind not in self._done:
            self._too_much[kind] = outcome

    def next(self, after: int | None = None) -> int | None:
        """The next job that is to be done, by one who has done the one `after` which it comes."""
        while self._waiting:
            kind = self._kind(after)
            index = self._waiting[kind].popleft()
            if not self._waiting[kind]:
                del self._waiting[kind]
            like = self._too_much.get(kind)
            if like is None:
                self._in_work[kind] += 1
                return index
            self._spared.append(replace(like, index=index, spared=True))
        return None

    def _kind(self, after: int | None) -> Hashable:
        if after is not None and (same := self._alike(after)) in self._waiting:
            return same
        first = next(iter(self._waiting))
        return next((kind for kind in self._waiting if kind not in self._in_work), first)

    def more(self, indexes: Iterable[int]) -> None:
        """These are to be done as well."""
        for index in indexes:
            self._waiting.setdefault(self._alike(index), deque()).append(index)

    def again(self, indexes: Iterable[int]) -> None:
        """These were not done: they are the next."""
        first: dict[Hashable, deque[int]] = {}
        for index in indexes:
            first.setdefault(self._left(index), deque()).append(index)
        for kind, again in first.items():
            again.extend(self._waiting.pop(kind, ()))
        self._waiting = first | self._waiting

    def _left(self, index: int) -> Hashable:
        """Note that nobody works at a job any more; its kind."""
        kind = self._alike(index)
        self._in_work[kind] -= 1
        if self._in_work[kind] <= 0:
            del self._in_work[kind]
        return kind

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
