"""Jobs -> what each is imprinted from, by family and layout, or why it is not.

Practices whose brands agree in what moves text are a family (`families`), for which shells
and furniture are made (`imprint_parts`). Whatever does not go this way is rendered as ever.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from press.build.families import LayoutFamily, family_of
from press.build.imprint_parts import BuildContext, ImprintParts, Later, Owner
from press.build.imprint_shelf import Shelved
from press.build.imprint_shells import ShellOrder
from press.build.imprint_texts import TextKey, Texts
from press.build.jobs import Job
from press.build.stages import Stage
from press.imprint import Furniture, Refused, Shell
from press.merge.slots import other_letters, shape
from press.model import Practice, Variant

T = TypeVar("T")

_TOGETHER = 500
"""Jobs of groups that are begun together."""


@dataclass(frozen=True, slots=True)
class ImprintJob:
    """A job, and what its variant is imprinted from."""

    job: Job
    shell: Shell | Shelved
    furniture: Furniture | Shelved

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

    They come a large group or some small ones at a time, and their files are made before the
    parts of the next are; where others make parts, those of two times more are asked for.
    """
    batches = list(_batches(groups_of(jobs)))
    texts: Texts = {}
    expected = _Expected(context, [parts_of_all(batch) for batch in batches])
    begun = (_Begun.of(batch, context, texts) for batch in batches)
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

    def came(self, groups: _Ordered) -> _Ordered:
        """Learn how many shells the next groups take."""
        orders = groups.orders.values()
        self.came_to.append(len({each.key for each in orders if isinstance(each, ShellOrder)}))
        known = len(self.came_to)
        ratio = sum(self.came_to) / max(1, sum(self.expected[:known]))
        now = sum(self.came_to) + round(ratio * sum(self.expected[known:]))
        self.context.work(Stage.SHELLS, now - self.told, 0)
        self.told = now
        return groups


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


def _batches(groups: Iterable[Mapping[int, Job]]) -> Iterator[list[Mapping[int, Job]]]:
    """Groups, small ones together: what makes their parts is then begun once."""
    batch: list[Mapping[int, Job]] = []
    for group in groups:
        if batch and sum(map(len, batch)) + len(group) > _TOGETHER:
            yield batch
            batch = []
        batch.append(group)
    if batch:
        yield batch


def parts_of_all(groups: Iterable[Mapping[int, Job]]) -> tuple[int, int]:
    """How many sets of furniture and how many shells groups take, as far as is known."""
    furniture, shells = zip(*(parts_of(group.values()) for group in groups), strict=True)
    return sum(furniture), sum(shells)


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
    """Groups whose furniture was asked for."""

    parts: ImprintParts
    texts: Texts
    furniture: Later[Owner, Furniture | Shelved]

    @classmethod
    def of(cls, groups: Sequence[Mapping[int, Job]], context: BuildContext, texts: Texts) -> _Begun:
        """Ask for the furniture of groups; `texts` are those that are known, and become more."""
        parts = ImprintParts(groups, context)
        parts.texts(texts)
        return cls(parts, texts, parts.furniture(texts))

    def ordered(self) -> _Ordered:
        """Take the furniture, and ask for the shells that this takes."""
        parts, furniture = self.parts, self.furniture()
        orders = {number: self._order(number, furniture) for number in parts.jobs}
        first: dict[str, ShellOrder] = {}
        for order in orders.values():
            if isinstance(order, ShellOrder):
                first.setdefault(order.key, order)
        return _Ordered(parts, furniture, orders, parts.shells(first))

    def _order(
        self, number: int, furniture: Mapping[Owner, Furniture | Shelved | Refused]
    ) -> ShellOrder | Refused:
        """The shell that a job asks for, if both its text and its practice can have one."""
        variant = self.parts.jobs[number].variant
        text = self.texts[TextKey.of(variant.publication)]
        furnished = furniture[self.parts.owner(number)]
        if isinstance(text, Refused):
            return text
        if text.names:
            return Refused(f"its text names the practice's {text.names}")
        if isinstance(furnished, Refused):
            return furnished
        return self.parts.order(number, furnished, text)


@dataclass(frozen=True, slots=True)
class _Ordered:
    """Groups whose shells were asked for."""

    parts: ImprintParts
    furniture: Mapping[Owner, Furniture | Shelved | Refused]
    orders: Mapping[int, ShellOrder | Refused]
    shells: Later[str, Shell | Shelved]

    def planned(self) -> dict[int, ImprintJob | Refused]:
        """Take the shells: what each job is imprinted from."""
        shells, parts = self.shells(), self.parts
        return {
            number: order
            if isinstance(order, Refused)
            else _fitted(parts.jobs[number], self.furniture[parts.owner(number)], shells[order.key])
            for number, order in self.orders.items()
        }


def _fitted(
    job: Job, furnished: Furniture | Shelved | Refused, shell: Shell | Shelved | Refused
) -> ImprintJob | Refused:
    if isinstance(furnished, Refused):
        return furnished
    if isinstance(shell, Refused):
        return shell
    return _unwritable(job.variant.practice) or ImprintJob(job, shell, furnished)


def _unwritable(practice: Practice) -> Refused | None:
    """What of a practice a link cannot hold as it is."""
    website = practice.website or ""
    plain = website.isascii() and not set(website) & set("()\\")
    return None if plain else Refused("its website has signs that a link writes otherwise")
