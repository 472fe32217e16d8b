"""Jobs of a task -> what came of each, wherever they are done: the one interface for all places."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias, TypeVar

from press.workers.pool import in_children
from press.workers.queue import JobResult
from press.workers.task import Task

J = TypeVar("J")
T = TypeVar("T")

Make: TypeAlias = Callable[[Task, J], T]
"""A function of a module, which does one kind of job. What it gives is what it says it gives:
by its annotation that is read, where it comes from elsewhere."""


class Carrier(Protocol):
    """Does jobs in processes that may hang or die alone, of this machine or of others."""

    @property
    def ahead(self) -> int:
        """How much is asked of it before what comes of the first is taken."""

    def __call__(
        self,
        make: Make[J, T],
        jobs: Sequence[J],
        *,
        together: int = 1,
        alike: Callable[[int], Hashable] = lambda index: index,
    ) -> Iterator[JobResult[T]]:
        """Do each, and give them as they are done, however they arrive.

        As many as go `together` take about half a second. Where a job took too much, those
        `alike` it are spared.
        """


@dataclass(frozen=True, slots=True)
class Here:
    """Does jobs in children of this process, with what it has in memory."""

    task: Task
    processes: int
    ahead: int = 0

    def __call__(
        self,
        make: Make[J, T],
        jobs: Sequence[J],
        *,
        together: int = 1,
        alike: Callable[[int], Hashable] = lambda index: index,
    ) -> Iterator[JobResult[T]]:
        """As `Carrier` says; each child takes a job as soon as it is free."""
        return in_children(
            len(jobs),
            lambda index: make(self.task, jobs[index]),
            processes=self.processes,
            limits=self.task.limits,
            alike=alike,
        )
