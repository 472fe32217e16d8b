"""Files -> records, variants -> what is asked of them: each in a process that may die alone.

A hostile source costs itself: its child is stopped at a limit, and the finding names both.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from press.errors import PressError
from press.merge import sheets_of, text_findings
from press.model import Finding, House, Library, Origin, Variant, has_errors
from press.pipeline import PLAIN, OutputOptions, Result, produce
from press.reading import Load, ReadAs
from press.render import warm
from press.scratch import stay_in_scratch
from press.workers.pool import LIMITS, JobResult, Limits, in_children, in_order
from press.workers.readings import Readings

T = TypeVar("T")

READING = Limits(seconds=20.0)
"""What reading one source may take: the largest takes a second."""
_MANY = 4
"""Variants of one text from which on it is read before any of them is begun."""
_A_CHILD = 8
"""Files that are read sooner than another child is started."""


@dataclass(frozen=True, slots=True)
class IsolatedResult(Generic[T]):
    """What was asked of a variant; None if its process was lost, which the findings tell.

    `trouble` is the traceback of a mistake of ours.
    """

    variant: Variant
    value: T | None
    findings: tuple[Finding, ...] = ()
    trouble: str = ""


def run_isolated(
    variants: Sequence[Variant],
    library: Library,
    take: Callable[[Result], T],
    *,
    options: OutputOptions = PLAIN,
    processes: int = 0,
    limits: Limits = LIMITS,
) -> Iterator[IsolatedResult[T]]:
    """Run the line over each variant in children; give what `take` makes there of each result."""
    processes = processes or cores()
    unusable = unusable_texts(variants, library, processes=processes)
    wanted = [at for at, each in enumerate(variants) if each.publication.origin not in unusable]
    warm_for([variants[at] for at in wanted], library)

    def work(number: int) -> T:
        return take(produce(variants[wanted[number]], library, options))

    def taken() -> Iterator[tuple[int, IsolatedResult[T]]]:
        for at, variant in enumerate(variants):
            if findings := unusable.get(variant.publication.origin):
                yield at, IsolatedResult(variant, None, findings)
        for outcome in in_children(
            len(wanted),
            work,
            processes=processes,
            limits=limits,
            alike=lambda number: variants[wanted[number]].publication.origin,
        ):
            at = wanted[outcome.index]
            variant = variants[at]
            if outcome.cause:
                origin = variant.publication.origin
                finding = lost(outcome, variant.path, origin)
                trouble = outcome.words if outcome.cause == "mistake" else ""
                yield at, IsolatedResult(variant, None, (finding,), trouble)
            else:
                yield at, IsolatedResult(variant, outcome.value)

    return in_order(taken())


def unusable_texts(
    variants: Sequence[Variant], library: Library, *, processes: int
) -> dict[Origin, tuple[Finding, ...]]:
    """Publications whose texts nobody can be printed, by their place, and what is wrong in them.

    Asked once for all their variants, where there are many; what goes wrong otherwise each
    variant meets by itself.
    """
    count = Counter(variant.publication.origin for variant in variants)
    many = {
        each.publication.origin: each.publication
        for each in variants
        if count[each.publication.origin] >= _MANY
    }
    todo = list(many.values())
    if not todo:
        return {}

    def read(index: int) -> tuple[Finding, ...]:
        return text_findings(todo[index], library)

    arrived = in_children(len(todo), read, processes=min(processes, len(todo)), limits=READING)
    return {
        todo[each.index].origin: each.value
        for each in arrived
        if each.value and has_errors(each.value)
    }


def warm_for(variants: Iterable[Variant], library: Library) -> None:
    """Load what the children begin with: the engine, and the sheets of each layout and medium."""
    first: dict[tuple[str, str], Variant] = {}
    for variant in variants:
        if not variant.practice.brand.faces:  # typefaces of the house only
            first.setdefault((variant.layout.name, variant.medium), variant)
    stay_in_scratch()  # the engine unpacks fonts
    warm(sheets_of(variant, library) for variant in first.values())


class Readers:
    """Has the files of a house read in children, those that were not read before.

    `troubles` are tracebacks of mistakes of ours.
    """

    def __init__(self, house: House) -> None:
        self.house = house
        self.readings = Readings(house.output)
        self.troubles: list[str] = []

    def __call__(
        self, load: Load[T], paths: Sequence[Path], how: ReadAs[T] | None = None
    ) -> Iterable[tuple[T | None, list[Finding]]]:
        keys = [self.readings.key(path, how) if how else "" for path in paths]
        kept: list[tuple[T | None, list[Finding]] | None] = [None] * len(paths)
        if how:
            kept = [*map(partial(self.readings.take, how=how), keys, paths)]
        left = [at for at, answer in enumerate(kept) if answer is None]

        if how and left:
            how.before()

        def work(number: int) -> tuple[T | None, list[Finding]]:
            return load(paths[left[number]])

        def taken() -> Iterator[tuple[int, tuple[T | None, list[Finding]]]]:
            yield from ((at, answer) for at, answer in enumerate(kept) if answer is not None)
            processes = min(cores(), 1 + len(left) // _A_CHILD)
            for outcome in in_children(len(left), work, processes=processes, limits=READING):
                at = left[outcome.index]
                read = outcome.value or self._lost(outcome, paths[at])
                if how:
                    self.readings.keep(keys[at], paths[at], how, read)
                yield at, read

        return in_order(taken())

    def whole(self, load: Callable[[House], T], *folders: Path) -> T:
        """What a house loads from these folders, which is no writer's."""
        return load(self.house)

    def _lost(self, outcome: JobResult[object], path: Path) -> tuple[None, list[Finding]]:
        if outcome.cause == "mistake":
            self.troubles.append(outcome.words)
        name = path.relative_to(self.house.root).as_posix()
        return None, [lost(outcome, "reading this", Origin(name), by_option=False)]


def alone(work: Callable[[], T]) -> T:
    """Do one thing in a child, and give what it gives; what goes wrong there is an error."""
    (outcome,) = in_children(1, lambda _: work(), processes=1, limits=LIMITS)
    if outcome.cause or outcome.value is None:
        raise PressError(
            f"this took {outcome.words}" if outcome.cause != "mistake" else outcome.words
        )
    return outcome.value


def lost(
    outcome: JobResult[object], what: str, origin: Origin, *, by_option: bool = True
) -> Finding:
    """Why a child was lost and what with it; limits may be raised `by_option` or not at all."""
    took = (
        f"{what} is not made: another file of its text took" if outcome.spared else f"{what} took"
    )
    match outcome.cause:
        case "time":
            hint = "raise --time-limit, or simplify it" if by_option else "simplify it"
            return Finding("D020", "error", f"{took} {outcome.words}", origin, hint)
        case "memory":
            message = f"{took} {outcome.words} of memory"
            hint = "raise --memory-limit, or use smaller pictures" if by_option else "simplify it"
            return Finding("D021", "error", message, origin, hint)
        case "mistake":
            hint = f"report it with what stands above, and this: {outcome.words.splitlines()[-1]}"
            return Finding("D023", "error", f"{what} met a mistake of the press", origin, hint)
        case _:
            made = f"that made {what}" if "/" in what else what
            message = f"the process {made} ended: {outcome.words}"
            return Finding("D022", "error", message, origin, "try again; report it if it stays")


def cores() -> int:
    return os.cpu_count() or 1
