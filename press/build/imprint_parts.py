"""Jobs of one family -> the shells and furniture that they are imprinted from.

Of a family each publication is laid out once, as a shell, for each way in which the
practices' furniture falls (it is as high or higher, in common letters or others); each
practice's furniture once a layout. What was made is kept by what it was made from.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

from press.build.families import family_of
from press.build.imprint_furniture import NEEDS_ENGINE, FurnitureParts
from press.build.inputs import PartName
from press.build.jobs import Job
from press.build.stages import Stage
from press.cache import ObjectCache, digest_of
from press.colour.separations import TOKENS
from press.errors import PressError
from press.imprint import Furniture, Refused, Shell, open_shell
from press.merge import merge_shell, reads_practice, targets_of
from press.merge.slots import other_letters, shape
from press.model import Library, Manuscript, Origin, Publication, Said, Variant, has_errors
from press.model.slots import NAME, OF_LEAFLET, WEBSITE, SlotKey, SlotKind
from press.pipeline import OutputOptions, reads_as_written
from press.render import render
from press.workers.pool import Limits, in_children

_FEW = 2
"""Sets of furniture for which the engine is loaded only if need be."""

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

Texts: TypeAlias = "dict[TextKey, tuple[str, ...] | Refused]"
"""The leaflets that each publication refers to, or why it cannot be laid out for all."""


@dataclass(frozen=True, slots=True)
class BuildContext:
    """What makes the parts of all imprints: from what, how, and within which limits."""

    library: Library
    options: OutputOptions
    objects: ObjectCache
    processes: int
    limits: Limits
    stage: Callable[[Stage], None] = lambda _: None
    work: Callable[[Stage, int, int], None] = lambda *_: None
    """Told of a stage how many more things are to be done in it, and how many are done."""
    slow: set[Origin] = field(default_factory=set)
    """Publications whose shell took too much once: none is tried again."""
    to_check: bool = False
    """Parts keep their words, and are refused where they read otherwise."""


@dataclass(frozen=True, slots=True)
class TextKey:
    """Which publication it is."""

    language: str
    slug: str
    is_booklet: bool

    @classmethod
    def of(cls, publication: Publication) -> TextKey:
        return cls(publication.language, publication.slug, publication.is_booklet)


@dataclass(frozen=True, slots=True)
class ShellOrder:
    """A variant that a shell is made for; `letters` are what its practice writes besides the usual.

    `key` is the digest of all that the shell is made from: the practice counts only by what
    moves text.
    """

    variant: Variant
    furniture: Furniture
    letters: str
    key: str


class ImprintParts:
    """What jobs of one family in one layout, medium and language are imprinted from."""

    def __init__(self, jobs: Sequence[Job], context: BuildContext) -> None:
        self.jobs, self.context, self.library = jobs, context, context.library

    # --- what texts say ---

    def texts(self, known: Texts) -> Texts:
        """Of each publication the leaflets that it refers to; those not `known` are read."""
        first = {TextKey.of(job.variant.publication): job.variant for job in self.jobs}

        def read(key: TextKey) -> tuple[str, ...] | Refused:
            publication = first[key].publication
            if named := reads_practice(publication, self.library):
                return Refused(f"its text names the practice's {named}")
            return targets_of(publication, self.library)

        known |= self._in_children([key for key in first if key not in known], read)
        return {key: known[key] for key in first}

    # --- furniture ---

    def furniture(self, texts: Texts) -> Mapping[str, Furniture | Refused]:
        """The furniture of each practice by its name, or why none can be taken out."""
        named = (text for text in texts.values() if not isinstance(text, Refused))
        targets = tuple(sorted({slug for text in named for slug in text}))
        first: dict[str, Job] = {}
        for job in self.jobs:
            first.setdefault(job.variant.practice.id, job)
        addresses = self._addresses(targets)
        keys = {name: _key(job, {PartName.TEXT: addresses}) for name, job in first.items()}
        counts = (PartName.PRACTICE, PartName.TEXT)
        made_from = _key(self.jobs[0], dict.fromkeys(counts, ""))
        to_check = self.context.to_check
        parts = FurnitureParts(self.library, self.context.objects, made_from, to_check)
        return self._made(
            *(Stage.FURNITURE, Furniture, keys),
            lambda name: parts.of(first[name].variant, targets),
            without=lambda name: parts.of(first[name].variant, targets, lay_out=False),
        )

    def _addresses(self, targets: tuple[str, ...]) -> str:
        """What of the texts stands in furniture: the addresses of leaflets."""
        language = self.jobs[0].variant.publication.language
        found = [self.library.content.leaflet(slug, language) for slug in targets]
        return repr([(leaflet.slug, leaflet.address_path) for leaflet in found if leaflet])

    # --- shells ---

    def order(self, job: Job, furniture: Furniture, text: tuple[str, ...]) -> ShellOrder:
        """What a shell for a job's variant is made for and from; `text` is what that refers to."""
        practice = job.variant.practice
        letters = other_letters(practice, job.variant.publication.language)
        heights = [
            (look, slot.height)
            for look, slot in sorted(furniture.slots.items(), key=lambda item: item[0])
            if look.key.kind is not SlotKind.CODE
            and (look.key.kind not in OF_LEAFLET or look.key.slug in text)
        ]
        family = family_of(practice, job.variant.layout)
        moved = repr((family, shape(practice), letters, heights))
        key = _key(job, {PartName.PRACTICE: moved})
        return ShellOrder(job.variant, furniture, letters, key)

    def shells(self, orders: Mapping[str, ShellOrder]) -> Mapping[str, Shell | Refused]:
        """The shell of each order, both by its key, or why there is none."""
        return self._made(
            *(Stage.SHELLS, Shell, {key: key for key in orders}),
            lambda key: self._shell(orders[key]),
            lambda key: orders[key].variant.publication.origin,
        )

    def _shell(self, order: ShellOrder) -> Shell | Refused:
        slots = order.furniture.slots
        heights: dict[SlotKey, float] = {}
        for look, slot in slots.items():  # the least first: what a place takes is known then
            heights[look.key] = min(slot.height, heights.get(look.key, slot.height))
        made = self._shell_of(order, heights)
        if isinstance(made, Refused):
            return made
        # A slot may stand in places of different width: then this one's was not known before.
        right = {
            opening.slot.key: slots[opening.slot].height
            for opening in made.openings
            if opening.slot in slots
        }
        if all(abs(heights[key] - height) < 0.01 for key, height in right.items()):
            return made
        return self._shell_of(order, heights | right)

    def _shell_of(self, order: ShellOrder, heights: Mapping[SlotKey, float]) -> Shell | Refused:
        variant, blank_pages = order.variant, 0
        while True:
            manuscript = self._manuscript(order, heights, blank_pages)
            if has_errors(manuscript.findings):
                return Refused("it has mistakes")
            document = render(manuscript, what="shell")
            missing = -len(document.pages) % 4
            if variant.layout.binding != "stitched" or blank_pages or not missing:
                break
            blank_pages = missing
        findings = (*manuscript.findings, *document.findings)
        if not document.pages or has_errors(findings):
            return Refused("it has mistakes")
        to_check, families = self.context.to_check, manuscript.families
        if to_check and not reads_as_written(document, by_two=False):  # letters lie beside pages
            return Refused("it reads otherwise")
        said = document.said if to_check else Said()
        document = replace(document, findings=findings, families=families, said=said)
        return open_shell(document, TOKENS, (NAME, WEBSITE))

    def _manuscript(
        self, order: ShellOrder, heights: Mapping[SlotKey, float], blank_pages: int
    ) -> Manuscript:
        made = merge_shell(
            order.variant,
            self.library,
            heights=heights,
            letters=order.letters,
            blank_pages=blank_pages,
        )
        attached = self.context.options.attach_source
        return replace(made, attached=order.variant.publication.leaflets if attached else ())

    # --- how ---

    def _made(
        self,
        stage: Stage,
        kind: type[T],
        keys: Mapping[str, str],
        make: Callable[[str], T | Refused],
        text_of: Callable[[str], Origin | None] = lambda _: None,
        without: Callable[[str], T | Refused] | None = None,
    ) -> dict[str, T | Refused]:
        """Each thing by its name: kept under its key, or else made in a child and kept.

        Where it is only a few, they are first tried `without` the engine, which takes longer
        to load than they take.
        """
        objects = self.context.objects
        kept = ((name, objects.take(key, kind)) for name, key in keys.items())
        found: dict[str, T | Refused] = {name: thing for name, thing in kept if thing is not None}
        left = [name for name in keys if name not in found]
        made: dict[str, T | Refused] = {}
        if without and len(left) <= _FEW:
            tried = self._in_children(left, without)
            made = {name: one for name, one in tried.items() if one != NEEDS_ENGINE}
            left = [name for name in left if name not in made]
        self.context.work(stage, 0, len(found) + len(made))
        if left:
            self.context.stage(stage)
        made |= self._in_children(left, make, text_of, stage)
        for name, new in made.items():
            if not isinstance(new, Refused):
                objects.keep(keys[name], new)
        return found | made

    def _in_children(
        self,
        names: Sequence[K],
        make: Callable[[K], T | Refused],
        text_of: Callable[[K], Origin | None] = lambda _: None,
        stage: Stage | None = None,
    ) -> dict[K, T | Refused]:
        """What is made of each name in a child; a child that is lost leaves words.

        Of a text that took too much once nothing more is tried.
        """
        lost = Refused("the process that laid it out was lost")
        made: dict[K, T | Refused] = {
            name: lost for name in names if text_of(name) in self.context.slow
        }
        names = [name for name in names if name not in made]
        if not names:
            return made

        def work(index: int) -> T | Refused:
            try:
                return make(names[index])
            except PressError as error:
                return Refused(str(error))

        processes, limits = self.context.processes, self.context.limits
        for outcome in in_children(
            len(names),
            work,
            processes=processes,
            limits=limits,
            alike=lambda index: text_of(names[index]) or names[index],
        ):
            name = names[outcome.index]
            if stage:
                self.context.work(stage, 0, 1)
            made[name] = lost if outcome.value is None else outcome.value
            if outcome.cause in ("time", "memory") and (text := text_of(name)):
                self.context.slow.add(text)
        return made


def _key(job: Job, instead: Mapping[PartName, str]) -> str:
    """A digest of what a job is made from, of some parts only what counts."""
    digests = {name: digest for name, (_, digest) in job.parts.items()} | dict(instead)
    return digest_of("\n".join(f"{name} {digest}" for name, digest in digests.items()).encode())
