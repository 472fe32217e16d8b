"""Files -> records, variants -> what is asked of them: each in a process that may die alone.

A hostile source costs itself: its child is stopped at a limit, and the finding names both.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from press.batch.children import LIMITS, Came, Limits, in_children, in_order
from press.batch.line import Finish, Result, produce
from press.errors import PressError
from press.merge import sheets_of
from press.model import Finding, House, Origin, Stock, Variant
from press.reading import Load
from press.render import warm

T = TypeVar("T")

READING = Limits(seconds=20.0)
"""What reading one source may take: the largest takes a second."""
_A_CHILD = 8
"""Files that are read sooner than another child is started."""


@dataclass(frozen=True, slots=True)
class Apart(Generic[T]):
    """What was asked of a variant; None if its process was lost, which the findings tell.

    `trouble` is the traceback of a mistake of ours.
    """

    variant: Variant
    value: T | None
    findings: tuple[Finding, ...] = ()
    trouble: str = ""


def run_apart(
    variants: Sequence[Variant],
    stock: Stock,
    take: Callable[[Result], T],
    *,
    jobs: int = 0,
    limits: Limits = LIMITS,
) -> Iterator[Apart[T]]:
    """Run the line over each variant in children; give what `take` makes there of each result."""
    warm_for(variants, stock)

    def work(index: int) -> T:
        return take(produce(variants[index], stock, Finish()))

    def taken() -> Iterator[tuple[int, Apart[T]]]:
        for came in in_children(len(variants), work, jobs=jobs or cores(), limits=limits):
            variant = variants[came.index]
            if came.cause:
                origin = variant.publication.origin
                finding = lost(came, variant.path, origin)
                trouble = came.words if came.cause == "mistake" else ""
                yield came.index, Apart(variant, None, (finding,), trouble)
            else:
                yield came.index, Apart(variant, came.value)

    return in_order(taken())


def warm_for(variants: Iterable[Variant], stock: Stock) -> None:
    """Load what the children begin with: the engine, and the sheets of each layout and medium."""
    first: dict[tuple[str, str], Variant] = {}
    for variant in variants:
        if not variant.practice.brand.faces:  # typefaces of the house only
            first.setdefault((variant.layout.name, variant.media), variant)
    warm(sheets_of(variant, stock) for variant in first.values())


class Readers:
    """Has the files of a house read in children; `troubles` are tracebacks of mistakes of ours."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.troubles: list[str] = []

    def __call__(
        self, load: Load[T], paths: Sequence[Path]
    ) -> Iterable[tuple[T | None, list[Finding]]]:
        def work(index: int) -> tuple[T | None, list[Finding]]:
            return load(paths[index])

        def taken() -> Iterator[tuple[int, tuple[T | None, list[Finding]]]]:
            jobs = min(cores(), 1 + len(paths) // _A_CHILD)
            for came in in_children(len(paths), work, jobs=jobs, limits=READING):
                yield came.index, came.value or self._lost(came, paths[came.index])

        return in_order(taken())

    def _lost(self, came: Came[Any], path: Path) -> tuple[None, list[Finding]]:
        if came.cause == "mistake":
            self.troubles.append(came.words)
        name = path.relative_to(self.house.root).as_posix()
        return None, [lost(came, "reading this", Origin(name), by_option=False)]


def alone(work: Callable[[], T]) -> T:
    """Do one thing in a child, and give what it gives; what goes wrong there is an error."""
    (came,) = in_children(1, lambda _: work(), jobs=1, limits=LIMITS)
    if came.cause or came.value is None:
        raise PressError(f"this took {came.words}" if came.cause != "mistake" else came.words)
    return came.value


def lost(came: Came[Any], what: str, origin: Origin, *, by_option: bool = True) -> Finding:
    """Why a child was lost and what with it; limits may be raised `by_option` or not at all."""
    match came.cause:
        case "time":
            hint = "raise --time-limit, or simplify it" if by_option else "simplify it"
            return Finding("D020", "error", f"{what} took {came.words}", origin, hint)
        case "memory":
            message = f"{what} took {came.words} of memory"
            hint = "raise --memory-limit, or use smaller pictures" if by_option else "simplify it"
            return Finding("D021", "error", message, origin, hint)
        case "mistake":
            message = f"{what} ran into a mistake of the press: {came.words.splitlines()[-1]}"
            return Finding("D023", "error", message, origin, "report it with what stands above")
        case _:
            made = f"that made {what}" if "/" in what else what
            message = f"the process {made} ended: {came.words}"
            return Finding("D022", "error", message, origin, "try again; report it if it stays")


def cores() -> int:
    return os.cpu_count() or 1
