"""Jobs -> what each is imprinted from, a family in one layout after the other, or why it is not.

Practices whose brands agree in what moves text are a family (`families`), for which shells
and furniture are made (`imprint_parts`). Whatever does not go this way is rendered as ever.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from press.build.families import LayoutFamily, family_of
from press.build.imprint_parts import BuildContext, ImprintParts, Later, TextKey, Texts
from press.build.imprint_shells import ShellOrder
from press.build.jobs import Job
from press.build.stages import Stage
from press.imprint import Furniture, Refused, Shell, misfit
from press.merge.slots import other_letters, shape
from press.model import Practice, Variant

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ImprintJob:
    """A job, and what its variant is imprinted from."""

    job: Job
    shell: Shell
    furniture: Furniture

    @property
    def variant(self) -> Variant:
        return self.job.variant


@dataclass(frozen=True, slots=True)
class _Group:
    """What variants that share furniture have in common."""

    language: str
    layout: str
    medium: str
    standard: str
    family: LayoutFamily

    @classmethod
    def of(cls, variant: Variant) -> _Group:
        family = family_of(variant.practice, variant.layout)
        language, layout = variant.publication.language, variant.layout.name
        return cls(language, layout, variant.medium, variant.standard, family)


def imprint_jobs(
    jobs: Mapping[int, Job], context: BuildContext
) -> Iterator[Mapping[int, ImprintJob | Refused]]:
    """For each job by its number what it is imprinted from, or why it cannot be.

    They come in groups, one after the other, so that only one group's shells and furniture
    are held at a time; and those of two more where others make them while one is imprinted.
    """
    groups = groups_of(jobs)
    texts: Texts = {}
    expected = _Expected(context, [parts_of(group.values()) for group in groups])
    begun = (_Begun.of(group, context, texts) for group in groups)
    ahead = context.carry.ahead
    ordered = (expected.came(each.ordered()) for each in _ahead(begun, ahead))
    for each in _ahead(ordered, ahead):
        yield each.planned()


class _Expected:
    """What groups are expected to take, told to whoever waits.

    Of shells those that came are held against those expected: so many more or fewer are likely
    to be asked for by the groups that follow.
    """

    def __init__(self, context: BuildContext, parts: Sequence[tuple[int, int]]) -> None:
        self.context, self.expected = context, [shells for _, shells in parts]
        self.told, self.came_to = sum(self.expected), list[int]()
        context.work(Stage.FURNITURE, sum(furniture for furniture, _ in parts), 0)
        context.work(Stage.SHELLS, self.told, 0)

    def came(self, group: _Ordered) -> _Ordered:
        """Learn how many shells the next group takes."""
        orders = group.orders.values()
        self.came_to.append(len({each.key for each in orders if isinstance(each, ShellOrder)}))
        known = len(self.came_to)
        ratio = sum(self.came_to) / max(1, sum(self.expected[:known]))
        now = sum(self.came_to) + round(ratio * sum(self.expected[known:]))
        self.context.work(Stage.SHELLS, now - self.told, 0)
        self.told = now
        return group


def _ahead(things: Iterable[T], by: int) -> Iterator[T]:
    """Things, so many taken before each is given: those after it are asked for meanwhile."""
    held: deque[T] = deque()
    for thing in things:
        held.append(thing)
        if len(held) > by:
            yield held.popleft()
    yield from held


def groups_of(jobs: Mapping[int, Job]) -> list[dict[int, Job]]:
    """Jobs by their number, those together that share furniture."""
    groups: dict[_Group, dict[int, Job]] = {}
    for number, job in jobs.items():
        groups.setdefault(_Group.of(job.variant), {})[number] = job
    return [*groups.values()]


def parts_of(jobs: Iterable[Job]) -> tuple[int, int]:
    """How many sets of furniture and how many shells jobs of a group take, as far as is known.

    Shells are their own for each text, for each of the pictures on its front, and for practices
    that have and lack the same, in the same letters; how high their furniture is, is not known.
    """
    kinds: dict[str, object] = {}
    shells = set()
    for job in jobs:
        practice, publication = job.variant.practice, job.variant.publication
        if practice.id not in kinds:
            kinds[practice.id] = shape(practice), other_letters(practice, publication.language)
        head = publication.head
        shells.add((TextKey.of(publication), head.picture, kinds[practice.id]))
    return len(kinds), len(shells)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A group whose furniture was asked for."""

    parts: ImprintParts
    texts: Texts
    furniture: Later[str, Furniture]

    @classmethod
    def of(cls, group: Mapping[int, Job], context: BuildContext, known: Texts) -> _Begun:
        """Ask for the furniture of a group."""
        parts = ImprintParts(group, context)
        texts = parts.texts(known)
        return cls(parts, texts, parts.furniture(texts))

    def ordered(self) -> _Ordered:
        """Take the furniture, and ask for the shells that this takes."""
        parts, furniture = self.parts, self.furniture()
        orders = {number: self._order(number, furniture) for number in parts.jobs}
        first: dict[str, ShellOrder] = {}
        for order in orders.values():
            if isinstance(order, ShellOrder):
                first.setdefault(order.key, order)
        return _Ordered(parts.jobs, furniture, orders, parts.shells(first))

    def _order(
        self, number: int, furniture: Mapping[str, Furniture | Refused]
    ) -> ShellOrder | Refused:
        """The shell that a job asks for, if both its text and its practice can have one."""
        variant = self.parts.jobs[number].variant
        text = self.texts[TextKey.of(variant.publication)]
        furnished = furniture[variant.practice.id]
        if isinstance(text, Refused):
            return text
        if isinstance(furnished, Refused):
            return furnished
        return self.parts.order(number, furnished, text)


@dataclass(frozen=True, slots=True)
class _Ordered:
    """A group whose shells were asked for."""

    jobs: Mapping[int, Job]
    furniture: Mapping[str, Furniture | Refused]
    orders: Mapping[int, ShellOrder | Refused]
    shells: Later[str, Shell]

    def planned(self) -> dict[int, ImprintJob | Refused]:
        """Take the shells: what each job is imprinted from."""
        shells = self.shells()
        return {
            number: order
            if isinstance(order, Refused)
            else _fitted(job, self.furniture[job.variant.practice.id], shells[order.key])
            for (number, job), order in zip(self.jobs.items(), self.orders.values(), strict=True)
        }


def _fitted(
    job: Job, furnished: Furniture | Refused, shell: Shell | Refused
) -> ImprintJob | Refused:
    if isinstance(furnished, Refused):
        return furnished
    if isinstance(shell, Refused):
        return shell
    return (
        misfit(shell, furnished)
        or _unwritable(job.variant.practice)
        or ImprintJob(job, shell, furnished)
    )


def _unwritable(practice: Practice) -> Refused | None:
    """What of a practice a link cannot hold as it is."""
    website = practice.website or ""
    plain = website.isascii() and not set(website) & set("()\\")
    return None if plain else Refused("its website has signs that a link writes otherwise")
