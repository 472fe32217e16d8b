"""Jobs -> what each is imprinted from, a family in one layout after the other, or why it is not.

Practices whose brands agree in what moves text are a family (`families`), for which shells
and furniture are made (`imprint_parts`). Whatever does not go this way is rendered as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from press.build.families import LayoutFamily, family_of
from press.build.imprint_parts import BuildContext, ImprintParts, TextKey, Texts
from press.build.imprint_shells import ShellOrder
from press.build.jobs import Job
from press.build.stages import Stage
from press.imprint import Furniture, Refused, Shell, misfit
from press.model import Practice, Variant


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
    are held at a time.
    """
    groups = groups_of(jobs)
    texts: Texts = {}
    for group in groups:
        furniture, shells = parts_of(group.values())
        context.work(Stage.FURNITURE, furniture, 0)
        context.work(Stage.SHELLS, shells, 0)
    for group in groups:
        yield _planned(ImprintParts(group, context), texts)


def groups_of(jobs: Mapping[int, Job]) -> list[dict[int, Job]]:
    """Jobs by their number, those together that share furniture."""
    groups: dict[_Group, dict[int, Job]] = {}
    for number, job in jobs.items():
        groups.setdefault(_Group.of(job.variant), {})[number] = job
    return [*groups.values()]


def parts_of(jobs: Iterable[Job]) -> tuple[int, int]:
    """How many sets of furniture and how many shells jobs of a group take, as far as is known."""
    variants = [job.variant for job in jobs]
    texts = {TextKey.of(variant.publication) for variant in variants}
    return len({variant.practice.id for variant in variants}), len(texts)


def _planned(parts: ImprintParts, known: Texts) -> dict[int, ImprintJob | Refused]:
    """The jobs of a group."""
    texts = parts.texts(known)
    furniture = parts.furniture(texts)
    orders = {number: _ordered(number, parts, texts, furniture) for number in parts.jobs}
    first: dict[str, ShellOrder] = {}
    for order in orders.values():
        if isinstance(order, ShellOrder):
            first.setdefault(order.key, order)
    parts.context.work(Stage.SHELLS, len(first) - parts_of(parts.jobs.values())[1], 0)
    shells = parts.shells(first)
    return {
        number: order
        if isinstance(order, Refused)
        else _fitted(job, furniture[job.variant.practice.id], shells[order.key])
        for (number, job), order in zip(parts.jobs.items(), orders.values(), strict=True)
    }


def _ordered(
    number: int, parts: ImprintParts, texts: Texts, furniture: Mapping[str, Furniture | Refused]
) -> ShellOrder | Refused:
    """The shell that a job asks for, if both its text and its practice can have one."""
    variant = parts.jobs[number].variant
    text, furnished = texts[TextKey.of(variant.publication)], furniture[variant.practice.id]
    if isinstance(text, Refused):
        return text
    if isinstance(furnished, Refused):
        return furnished
    return parts.order(number, furnished, text)


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
