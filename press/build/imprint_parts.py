"""Jobs, group by group -> the shells and furniture that they are imprinted from.

A group is of one family in one layout, medium and language. Of a family each publication is
laid out once, as a shell, for each way in which the practices' furniture falls (it is as high
or higher, in common letters or others); each practice's furniture once a layout. What was made
is kept by what it was made from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from press.build.families import family_of
from press.build.imprint_furniture import (
    NEEDS_ENGINE,
    FurnitureOrder,
    cast_furniture,
    lay_furniture,
)
from press.build.imprint_shelf import Shelved, find_furniture, find_shell, heights_of, shelved
from press.build.imprint_shells import ShellOrder, lay_shell
from press.build.imprint_texts import Referring, TextKey, Texts, read_text
from press.build.inputs import PartName
from press.build.jobs import Job
from press.build.stages import Stage
from press.cache import ObjectCache, digest_of
from press.imprint import Furniture, Refused, Shell
from press.merge.slots import other_letters, shape
from press.model import Origin
from press.model.slots import OF_LEAFLET, SlotKind
from press.workers import Carrier, Here, Task
from press.workers.carrier import Make

_FEW = 8
"""Sets of furniture of a group for which the engine is loaded only if need be."""
_NOT_OF_TEXTS = {*PartName} - {PartName.PRESS, PartName.WORDS, PartName.TEXT}
"""Parts of a file that say nothing of what its text refers to."""
_SETS = 4
"""Sets of furniture that go together to another machine: a mould takes those that are alike."""
_SHELLS = 2
"""Shells that go so: one of a text takes its breaks from the one before."""

J = TypeVar("J")
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
P = TypeVar("P", Shell, Furniture)
Q = TypeVar("Q", ShellOrder, FurnitureOrder)

Later: TypeAlias = "Callable[[], dict[K, T | Refused]]"
"""Things by their names that were asked for: taken when they are needed, in the turn of asking."""
_Lay: TypeAlias = "Make[Q, P | Shelved | Refused]"
"""Makes a part of an order, and puts it on the shelf where that is this machine's."""
Owner: TypeAlias = "tuple[int, str]"
"""Whose furniture it is: the number of a group, and the name of a practice."""


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


class ImprintParts:
    """What the jobs of some groups are imprinted from."""

    def __init__(self, groups: Sequence[Mapping[int, Job]], context: BuildContext) -> None:
        self.groups, self.context, self.library = groups, context, context.task.library
        self.jobs = {number: job for group in groups for number, job in group.items()}
        self._group = {number: at for at, group in enumerate(groups) for number in group}

    def owner(self, number: int) -> Owner:
        """Whose furniture a job takes."""
        return self._group[number], self.jobs[number].variant.practice.id

    # --- what texts say ---

    def texts(self, known: Texts) -> None:
        """Learn what each publication refers to that is not known."""
        first: dict[TextKey, int] = {}
        for number, job in self.jobs.items():
            first.setdefault(TextKey.of(job.variant.publication), number)
        orders = {text: number for text, number in first.items() if text not in known}
        objects, keys = self.context.task.objects, dict[TextKey, str]()
        for text, number in orders.items():
            key = keys[text] = _key(self.jobs[number], dict.fromkeys(_NOT_OF_TEXTS, ""))
            if kept := objects.take(key, Referring):
                known[text] = kept
        left = {text: number for text, number in orders.items() if text not in known}
        for text, read in self._asked(self.context.here, read_text, left)().items():
            known[text] = read
            if isinstance(read, Referring):
                objects.keep(keys[text], read)

    # --- furniture ---

    def furniture(self, texts: Texts) -> Later[Owner, Furniture | Shelved]:
        """The furniture of each owner, or why none can be taken out."""
        keys: dict[Owner, str] = {}
        orders: dict[Owner, FurnitureOrder] = {}
        for group in self.groups:
            publications = {TextKey.of(job.variant.publication) for job in group.values()}
            named = (texts[each] for each in publications)
            found = {slug for text in named if isinstance(text, Referring) for slug in text.targets}
            targets = tuple(sorted(found))
            any_job = next(iter(group.values()))
            addresses = self._addresses(any_job, targets)
            made_from = _key(any_job, dict.fromkeys((PartName.PRACTICE, PartName.TEXT), ""))
            for number, job in group.items():
                owner = self.owner(number)
                if owner not in keys:
                    key = keys[owner] = _key(job, {PartName.TEXT: addresses})
                    orders[owner] = FurnitureOrder(number, targets, made_from, key)
        return self._shelved(
            Stage.FURNITURE, find_furniture, keys, lambda names: self._set(orders, names)
        )

    def _set(
        self, orders: Mapping[Owner, FurnitureOrder], names: Sequence[Owner]
    ) -> Later[Owner, Furniture | Shelved]:
        """Furniture that is not kept.

        Where it is only a few of a group, they are first tried without the engine, which takes
        longer to load than they take.
        """
        many = {at for at, count in Counter(at for at, _ in names).items() if count > _FEW}
        few = {name: orders[name] for name in names if name[0] not in many}
        here = self.context.here
        set_anew: _Lay[FurnitureOrder, Furniture] = self._keeping(here, cast_furniture)
        tried = self._asked(here, set_anew, few)()
        made = {name: one for name, one in tried.items() if one != NEEDS_ENGINE}
        left = {name: orders[name] for name in names if name not in made}
        self.context.work(Stage.FURNITURE, 0, len(made))
        carry, stage = self.context.carry, Stage.FURNITURE
        lay: _Lay[FurnitureOrder, Furniture] = self._keeping(carry, lay_furniture)
        rest = self._asked(carry, lay, left, stage=stage, together=_SETS)
        return lambda: made | rest()

    def _addresses(self, job: Job, targets: tuple[str, ...]) -> str:
        """What of the texts stands in furniture: the addresses of leaflets."""
        language = job.variant.publication.language
        found = [self.library.content.leaflet(slug, language) for slug in targets]
        return repr([(leaflet.slug, leaflet.address_path) for leaflet in found if leaflet])

    # --- shells ---

    def order(self, number: int, furniture: Furniture | Shelved, text: Referring) -> ShellOrder:
        """What a shell for a job's variant is made for and from."""
        job = self.jobs[number]
        practice = job.variant.practice
        letters = other_letters(practice, job.variant.publication.language)
        slots = heights_of(furniture)
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

    def shells(self, orders: Mapping[str, ShellOrder]) -> Later[str, Shell | Shelved]:
        """The shell of each order, both by its key, or why there is none."""

        def origin(key: str) -> Origin:
            return self.jobs[orders[key].number].variant.publication.origin

        def laid_out(keys: Sequence[str]) -> Later[str, Shell | Shelved]:
            wanted, carry = {key: orders[key] for key in keys}, self.context.carry
            lay: _Lay[ShellOrder, Shell] = self._keeping(carry, lay_shell)
            return self._asked(carry, lay, wanted, origin, stage=Stage.SHELLS, together=_SHELLS)

        return self._shelved(Stage.SHELLS, find_shell, {key: key for key in orders}, laid_out)

    # --- how ---

    def _shelved(
        self,
        stage: Stage,
        find: Callable[[ObjectCache, str], Shelved | None],
        keys: Mapping[K, str],
        make: Callable[[Sequence[K]], Later[K, P | Shelved]],
    ) -> Later[K, P | Shelved]:
        """Each by its name: what is on the shelf under its key, or else made and put there."""
        objects = self.context.task.objects
        kept = {name: find(objects, key) for name, key in keys.items()}
        found: dict[K, P | Shelved | Refused] = {name: one for name, one in kept.items() if one}
        self.context.work(stage, 0, len(found))
        later = make([name for name in keys if name not in found])

        def made() -> dict[K, P | Shelved | Refused]:
            new = later()
            for name, one in new.items():  # what was made elsewhere is not there yet
                if not isinstance(one, Refused | Shelved):
                    new[name] = shelved(objects, keys[name], one)
            return found | new

        return made

    def _keeping(self, carry: Carrier, make: Make[Q, P | Refused]) -> _Lay[Q, P]:
        """The same; on this machine what is made goes on the shelf where it is made."""
        if carry is not self.context.here:
            return make

        def made(task: Task, order: Q) -> P | Shelved | Refused:
            one = make(task, order)
            return one if isinstance(one, Refused) else shelved(task.objects, order.key, one)

        return made

    def _asked(
        self,
        carry: Carrier,
        make: Make[J, T],
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
