"""Jobs of one family -> the shells and furniture that they are imprinted from.

Of a family each publication is laid out once, as a shell, for each way in which the
practices' furniture falls (it is as high or higher, in common letters or others); each
practice's furniture once a layout. What was made is kept by what it was made from.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from press.build.families import family_of
from press.build.imprint_furniture import (
    NEEDS_ENGINE,
    FurnitureOrder,
    cast_furniture,
    lay_furniture,
    or_refused,
)
from press.build.imprint_shells import ShellOrder, lay_shell
from press.build.inputs import PartName
from press.build.jobs import Job
from press.build.stages import Stage
from press.cache import digest_of
from press.imprint import Furniture, Refused, Shell
from press.merge import cards_of, reads_practice, targets_of
from press.merge.slots import other_letters, shape
from press.model import Origin, Publication
from press.model.slots import OF_LEAFLET, SlotKind
from press.workers import Carrier, Here, Task
from press.workers.carrier import Make

_FEW = 2
"""Sets of furniture for which the engine is loaded only if need be."""
_SETS = 4
"""Sets of furniture that go together to another machine: a mould takes those that are alike."""

J = TypeVar("J")
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

Later: TypeAlias = "Callable[[], dict[K, T | Refused]]"
"""Things by their names that were asked for: taken when they are needed, in the turn of asking."""
Texts: TypeAlias = "dict[TextKey, Referring | Refused]"
"""What each publication refers to, or why it cannot be laid out for all."""


@dataclass(frozen=True, slots=True)
class Referring:
    """The leaflets that a publication refers to, and those with a card in it: where it stands."""

    targets: tuple[str, ...]
    cards: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class BuildContext:
    """What makes the parts of all imprints, and where: the task's variants have the jobs' numbers.

    `carry` takes jobs to where there is an engine, `here` does them on this machine.
    """

    task: Task
    here: Here
    carry: Carrier
    stage: Callable[[Stage], None] = lambda _: None
    work: Callable[[Stage, int, int], None] = lambda *_: None
    """Told of a stage how many more things are to be done in it, and how many are done."""
    slow: set[Origin] = field(default_factory=set)
    """Publications whose shell took too much once: none is tried again."""


@dataclass(frozen=True, slots=True)
class TextKey:
    """Which publication it is."""

    language: str
    slug: str
    is_booklet: bool

    @classmethod
    def of(cls, publication: Publication) -> TextKey:
        return cls(publication.language, publication.slug, publication.is_booklet)


@or_refused
def read_text(task: Task, number: int) -> Referring | Refused:
    """What a variant's publication refers to, or why all cannot share its shell."""
    publication = task.variants[number].publication
    if named := reads_practice(publication, task.library):
        return Refused(f"its text names the practice's {named}")
    return Referring(targets_of(publication, task.library), cards_of(publication, task.library))


class ImprintParts:
    """What jobs of one family in one layout, medium and language are imprinted from."""

    def __init__(self, jobs: Mapping[int, Job], context: BuildContext) -> None:
        self.jobs, self.context, self.library = jobs, context, context.task.library

    # --- what texts say ---

    def texts(self, known: Texts) -> Texts:
        """What each publication refers to; those not `known` are read."""
        first: dict[TextKey, int] = {}
        for number, job in self.jobs.items():
            first.setdefault(TextKey.of(job.variant.publication), number)
        orders = {key: number for key, number in first.items() if key not in known}
        known |= self._asked(self.context.here, read_text, orders)()
        return {key: known[key] for key in first}

    # --- furniture ---

    def furniture(self, texts: Texts) -> Later[str, Furniture]:
        """The furniture of each practice by its name, or why none can be taken out."""
        named = (text for text in texts.values() if not isinstance(text, Refused))
        targets = tuple(sorted({slug for text in named for slug in text.targets}))
        first: dict[str, int] = {}
        for number, job in self.jobs.items():
            first.setdefault(job.variant.practice.id, number)
        any_job = next(iter(self.jobs.values()))
        addresses = self._addresses(any_job, targets)
        keys = {
            name: _key(self.jobs[number], {PartName.TEXT: addresses})
            for name, number in first.items()
        }
        made_from = _key(any_job, dict.fromkeys((PartName.PRACTICE, PartName.TEXT), ""))
        orders = {name: FurnitureOrder(n, targets, made_from) for name, n in first.items()}
        return self._made(Stage.FURNITURE, Furniture, keys, lambda names: self._set(orders, names))

    def _set(
        self, orders: Mapping[str, FurnitureOrder], names: Sequence[str]
    ) -> Later[str, Furniture]:
        """Furniture that is not kept.

        Where it is only a few, they are first tried without the engine, which takes longer to
        load than they take.
        """
        left, made = {name: orders[name] for name in names}, {}
        if len(left) <= _FEW:
            tried = self._asked(self.context.here, cast_furniture, left)()
            made = {name: one for name, one in tried.items() if one != NEEDS_ENGINE}
            left = {name: order for name, order in left.items() if name not in made}
        self.context.work(Stage.FURNITURE, 0, len(made))
        carry, stage = self.context.carry, Stage.FURNITURE
        rest = self._asked(carry, lay_furniture, left, stage=stage, together=_SETS)
        return lambda: made | rest()

    def _addresses(self, job: Job, targets: tuple[str, ...]) -> str:
        """What of the texts stands in furniture: the addresses of leaflets."""
        language = job.variant.publication.language
        found = [self.library.content.leaflet(slug, language) for slug in targets]
        return repr([(leaflet.slug, leaflet.address_path) for leaflet in found if leaflet])

    # --- shells ---

    def order(self, number: int, furniture: Furniture, text: Referring) -> ShellOrder:
        """What a shell for a job's variant is made for and from."""
        job = self.jobs[number]
        practice = job.variant.practice
        letters = other_letters(practice, job.variant.publication.language)
        slots = {look: slot.height for look, slot in furniture.slots.items()}
        heights = [
            (look, height)
            for look, height in sorted(slots.items(), key=lambda item: item[0])
            if look.key.kind is not SlotKind.CODE
            and (look.key.kind not in OF_LEAFLET or (look.key.slug, look.key.place) in text.cards)
        ]
        family = family_of(practice, job.variant.layout)
        moved = repr((family, shape(practice), letters, heights))
        key = _key(job, {PartName.PRACTICE: moved})
        return ShellOrder(number, slots, letters, key)

    def shells(self, orders: Mapping[str, ShellOrder]) -> Later[str, Shell]:
        """The shell of each order, both by its key, or why there is none."""

        def origin(key: str) -> Origin:
            return self.jobs[orders[key].number].variant.publication.origin

        def laid_out(keys: Sequence[str]) -> Later[str, Shell]:
            wanted = {key: orders[key] for key in keys}
            return self._asked(self.context.carry, lay_shell, wanted, origin, stage=Stage.SHELLS)

        return self._made(Stage.SHELLS, Shell, {key: key for key in orders}, laid_out)

    # --- how ---

    def _made(
        self,
        stage: Stage,
        kind: type[T],
        keys: Mapping[str, str],
        make: Callable[[Sequence[str]], Later[str, T]],
    ) -> Later[str, T]:
        """Each thing by its name: kept under its key, or else made and kept."""
        objects = self.context.task.objects
        kept = ((name, objects.take(key, kind)) for name, key in keys.items())
        found: dict[str, T | Refused] = {name: thing for name, thing in kept if thing is not None}
        self.context.work(stage, 0, len(found))
        later = make([name for name in keys if name not in found])

        def made() -> dict[str, T | Refused]:
            new = later()
            for name, thing in new.items():
                if not isinstance(thing, Refused):
                    objects.keep(keys[name], thing)
            return found | new

        return made

    def _asked(
        self,
        carry: Carrier,
        make: Make[J, T | Refused],
        orders: Mapping[K, J],
        text_of: Callable[[K], Origin | None] = lambda _: None,
        *,
        stage: Stage | None = None,
        together: int = 1,
    ) -> Later[K, T]:
        """What is made of each order; one whose process is lost leaves words.

        Of a text that took too much once nothing more is tried.
        """
        lost, slow = Refused("the process that laid it out was lost"), self.context.slow
        names = [name for name in orders if text_of(name) not in slow]
        if names and stage:
            self.context.stage(stage)
        arriving = carry(
            make,
            [orders[name] for name in names],
            together=together,
            alike=lambda index: text_of(names[index]) or names[index],
        )

        def made() -> dict[K, T | Refused]:
            all_made: dict[K, T | Refused] = dict.fromkeys(orders, lost)
            for outcome in arriving:
                name = names[outcome.index]
                if stage:
                    self.context.work(stage, 0, 1)
                if outcome.value is not None:
                    all_made[name] = outcome.value
                if outcome.cause in ("time", "memory") and (text := text_of(name)):
                    slow.add(text)
            return all_made

        return made


def _key(job: Job, instead: Mapping[PartName, str]) -> str:
    """A digest of what a job is made from, of some parts only what counts."""
    digests = {name: digest for name, (_, digest) in job.parts.items()} | dict(instead)
    return digest_of("\n".join(f"{name} {digest}" for name, digest in digests.items()).encode())
