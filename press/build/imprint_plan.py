"""Variants -> which of them are laid out once for all practices, and their imprints.

Practices whose brands agree in what moves text are a family. Of a family each publication
is laid out once, as a shell, for each way in which the practices' furniture falls (it is as
high or higher, in common letters or others); each practice's furniture once a layout. The
rest is imprinting, which is quick. Whatever does not go this way is rendered as ever.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

from press.build.project import Project
from press.cache import ObjectCache, digest_of
from press.colour.separations import TOKENS, Separation, names_of, separations_of
from press.errors import PressError
from press.imprint import (
    Furniture,
    PracticeMarks,
    Shell,
    Spaces,
    imprint,
    misfit,
    open_shell,
    spaces_of,
    take_furniture,
)
from press.imprint.records import (
    Annotation,
    Element,
    Opening,
    ShellPage,
    Slot,
)
from press.merge import merge_furniture, merge_shell, reads_practice, targets_of
from press.merge.slots import NAME, WEBSITE, other_letters, shape
from press.model import Finding, Library, Origin, Page, Practice, Variant, has_errors
from press.pipeline import OutputOptions, Result, finished
from press.render import render
from press.workers.pool import Limits, in_children

T = TypeVar("T")

LEAST = 2
"""Practices of a family from which imprinting is worth its while."""
CLASSES: Mapping[tuple[str, str], type] = {
    (kind.__module__, kind.__qualname__): kind
    for kind in (
        Annotation,
        Element,
        Finding,
        Furniture,
        Opening,
        Origin,
        Page,
        Shell,
        ShellPage,
        Slot,
        frozenset,
    )
}
"""What a shelf may hold."""

LayoutFamily: TypeAlias = "tuple[Any, ...]"
_TextId: TypeAlias = "tuple[str, str, bool]"
_Texts: TypeAlias = "dict[_TextId, tuple[str, ...] | str]"
"""What each publication refers to, or why it cannot be laid out for all."""


def family_of(practice: Practice) -> LayoutFamily:
    """What of a practice's brand moves text: typefaces, sizes, forms."""
    brand = practice.brand
    own = practice.id if brand.faces else ""
    return (
        brand.base_family,
        brand.heading_family,
        brand.heading_weight,
        brand.base_size,
        tuple(sorted(brand.choices.items())),
        own,
    )


class LayoutFamilies:
    """How many practices of a house are of a kind."""

    def __init__(self, project: Project) -> None:
        self.sizes = Counter(family_of(practice) for practice in project.practices)

    def refuse(self, variant: Variant, options: OutputOptions) -> str:
        """Why a variant is rendered; nothing if it is to be imprinted."""
        if not options.imprint:
            return "--no-imprint"
        if self.sizes[family_of(variant.practice)] < LEAST:
            return "no other practice has its typefaces and forms"
        return ""


@dataclass(frozen=True, slots=True)
class ImprintJob:
    """What a variant is imprinted from."""

    variant: Variant
    shell: Shell
    furniture: Furniture


@dataclass(frozen=True, slots=True)
class BuildContext:
    """What the variants of one group have in common, and what makes their parts."""

    library: Library
    options: OutputOptions
    objects: ObjectCache
    processes: int
    limits: Limits


def plates(
    variants: Sequence[Variant], digests: Sequence[Mapping[str, str]], context: BuildContext
) -> Iterator[Iterator[tuple[int, ImprintJob | str]]]:
    """For each variant by its index what it is imprinted from, or why it cannot be.

    `digests` are those of each variant's parts. They come in groups, one after the other,
    so that only one group's shells and furniture are held at a time.
    """
    groups: dict[tuple[Any, ...], list[int]] = {}
    for index, variant in enumerate(variants):
        language = variant.publication.language
        place = (language, variant.layout.name, variant.medium, variant.standard)
        groups.setdefault((*place, family_of(variant.practice)), []).append(index)
    texts: _Texts = {}
    for group in groups.values():
        yield _Group(variants, digests, group, context, texts).plates()


class _Group:
    """Variants of one family in one layout, medium and language."""

    def __init__(
        self,
        variants: Sequence[Variant],
        digests: Sequence[Mapping[str, str]],
        group: Sequence[int],
        context: BuildContext,
        texts: _Texts,
    ) -> None:
        self.variants, self.digests, self.group, self.context = variants, digests, group, context
        self.texts = texts

    def plates(self) -> Iterator[tuple[int, ImprintJob | str]]:
        texts = self._texts()
        furnitures = self._furnitures(texts)
        wanted: dict[str, tuple[int, Furniture, str]] = {}
        keys: dict[int, str] = {}
        refused: dict[int, str] = {}
        for index in self.group:
            variant = self.variants[index]
            text = texts[_text_of(variant)]
            own = furnitures.get(variant.practice.id, "it could not be read")
            if isinstance(text, str):
                refused[index] = text
            elif isinstance(own, str):
                refused[index] = own
            else:
                letters = other_letters(variant.practice, variant.publication.language)
                keys[index] = self._key_of_shell(index, own, text, letters)
                wanted.setdefault(keys[index], (index, own, letters))
        shells = self._made({key: key for key in wanted}, lambda key: self._shell(*wanted[key]))
        for index in self.group:
            if index in refused:
                yield index, refused[index]
                continue
            variant = self.variants[index]
            made, own = shells[keys[index]], furnitures[variant.practice.id]
            if isinstance(made, str) or isinstance(own, str):
                yield index, made if isinstance(made, str) else str(own)
            else:
                why = misfit(made, own) or _unwritable(variant.practice)
                yield index, why or ImprintJob(variant, made, own)

    # --- what texts say ---

    def _texts(self) -> _Texts:
        """The leaflets that each publication refers to, or why it cannot be a shell."""
        library = self.context.library
        first: dict[_TextId, Variant] = {}
        for index in self.group:
            first.setdefault(_text_of(self.variants[index]), self.variants[index])

        def read(key: _TextId) -> tuple[str, ...] | str:
            publication = first[key].publication
            named = reads_practice(publication, library)
            return (
                f"its text names the practice's {named}"
                if named
                else targets_of(publication, library)
            )

        unread = [key for key in first if key not in self.texts]
        self.texts |= self._in_children(unread, read)
        return {key: self.texts[key] for key in first}

    # --- furniture ---

    def _furnitures(self, texts: _Texts) -> Mapping[str, Furniture | str]:
        """The furniture of each practice, or why it has none that can be taken out."""
        named = (text for text in texts.values() if not isinstance(text, str))
        targets = tuple(sorted({slug for text in named for slug in text}))
        first: dict[str, int] = {}
        for index in self.group:
            first.setdefault(self.variants[index].practice.id, index)
        keys = {
            practice: self._key({"the text": "", "slots": self._addresses(targets)}, index)
            for practice, index in first.items()
        }
        return self._made(keys, lambda practice: self._furniture(first[practice], targets))

    def _furniture(self, index: int, targets: tuple[str, ...]) -> Furniture | str:
        variant, library = self.variants[index], self.context.library
        folded = variant.layout.binding == "folded"
        # A folded layout has no page for each leaflet that is referred to: a file for each.
        parts = [(slug,) for slug in targets] if folded and targets else [targets]
        made: list[Furniture] = []
        for part in parts:
            manuscript = merge_furniture(variant, library, part)
            if has_errors(manuscript.findings):
                return "its furniture has mistakes"
            document = render(manuscript, what="furniture")
            said = {*manuscript.findings, *document.findings}
            # What is said of the layout is said of the shell too; the rest would get lost.
            if any(finding.origin != variant.layout.origin for finding in said):
                return "there is something to say of its furniture"
            if not document.pages or has_errors(said):
                return "its furniture has mistakes"
            first = sum(len(each.pictures) for each in made)
            made.append(take_furniture(document, names_of(variant), first))
        slots = {key: slot for each in reversed(made) for key, slot in each.slots.items()}
        pictures = {name: said for each in made for name, said in each.pictures.items()}
        states = tuple(piece for each in made for piece in each.states)
        return replace(made[0], slots=slots, pictures=pictures, states=states)

    def _addresses(self, targets: tuple[str, ...]) -> str:
        content = self.context.library.content
        language = self.variants[self.group[0]].publication.language
        found = [content.leaflet(slug, language) for slug in targets]
        return repr([(leaflet.slug, leaflet.address_path) for leaflet in found if leaflet])

    # --- shells ---

    def _key_of_shell(self, index: int, own: Furniture, text: tuple[str, ...], letters: str) -> str:
        """What a shell for this variant is made from: the practice only by what moves text."""
        practice = self.variants[index].practice
        falls = [
            (key, slot.height)
            for key, slot in sorted(own.slots.items())
            if key[0].split(":")[0] != "code"
            and (not key[0].startswith("address:") or key[0].split(":")[1] in text)
        ]
        moved = repr((family_of(practice), shape(practice), letters, falls))
        return self._key({"the practice": moved}, index)

    def _shell(self, index: int, own: Furniture, letters: str) -> Shell | str:
        variant = self.variants[index]
        heights = {key[0]: slot.height for key, slot in own.slots.items()}
        made = self._shell_of(variant, heights, letters)
        if isinstance(made, str):
            return made
        # A slot may stand in places of different width: then this one's was not known before.
        right = {
            opening.slot[0]: own.slots[opening.slot].height
            for opening in made.openings
            if opening.slot in own.slots
        }
        if all(abs(heights[name] - height) < 0.01 for name, height in right.items()):
            return made
        return self._shell_of(variant, heights | right, letters)

    def _shell_of(
        self, variant: Variant, heights: Mapping[str, float], letters: str
    ) -> Shell | str:
        library, blank_pages = self.context.library, 0
        while True:
            manuscript = merge_shell(
                variant, library, heights=heights, letters=letters, blank_pages=blank_pages
            )
            if self.context.options.attach_source:
                manuscript = replace(manuscript, attached=variant.publication.leaflets)
            if has_errors(manuscript.findings):
                return "it has mistakes"
            document = render(manuscript, what="shell")
            missing = -len(document.pages) % 4
            if variant.layout.binding != "stitched" or blank_pages or not missing:
                break
            blank_pages = missing
        said = [*manuscript.findings, *document.findings]
        if not document.pages or has_errors(said):
            return "it has mistakes"
        document = replace(document, findings=tuple(said))
        return open_shell(document, TOKENS, (NAME, WEBSITE))

    # --- how ---

    def _key(self, other: Mapping[str, str], index: int) -> str:
        parts = {**self.digests[index], **other}
        return digest_of("\n".join(f"{name} {said}" for name, said in parts.items()).encode())

    def _made(self, keys: Mapping[str, str], make: Callable[[str], T | str]) -> dict[str, T | str]:
        """Each thing from the shelf, or else made in a child and put there."""
        objects = self.context.objects
        found: dict[str, T | str] = {}
        for name, key in keys.items():
            if (thing := objects.take(key)) is not None:
                found[name] = thing
        for name, made in self._in_children([n for n in keys if n not in found], make).items():
            found[name] = made
            if not isinstance(made, str):
                objects.keep(keys[name], made)
        return found

    def _in_children(self, names: list[Any], make: Callable[[Any], T | str]) -> dict[Any, T | str]:
        """What is made of each name in a child; a child that is lost leaves words."""
        if not names:
            return {}

        def work(index: int) -> T | str:
            try:
                return make(names[index])
            except PressError as error:
                return str(error)

        made: dict[Any, T | str] = {}
        processes, limits = self.context.processes, self.context.limits
        for outcome in in_children(len(names), work, processes=processes, limits=limits):
            lost = "the process that laid it out was lost"
            made[names[outcome.index]] = lost if outcome.value is None else outcome.value
        return made


def imprint_variant(job: ImprintJob, library: Library, options: OutputOptions) -> Result:
    """The variant of a plate, imprinted and finished."""
    practice = job.variant.practice
    separations = separations_of(job.variant)
    marks = PracticeMarks(
        _spaces(tuple(separations.items())),
        (NAME, practice.name),
        (WEBSITE, (practice.website or "").rstrip("/")),
    )
    document = imprint(job.variant, job.shell, job.furniture, marks)
    return finished(document, (), library, options)


@lru_cache(maxsize=1024)
def _spaces(separations: tuple[tuple[str, Separation], ...]) -> Spaces:
    """A brand's colours as colour spaces; its files follow one another."""
    return spaces_of(dict(separations))


def _text_of(variant: Variant) -> _TextId:
    publication = variant.publication
    return publication.language, publication.slug, publication.is_booklet


def _unwritable(practice: Practice) -> str:
    """What of a practice a link cannot hold as it is."""
    website = practice.website or ""
    plain = website.isascii() and not set(website) & set("()\\")
    return "" if plain else "its website has signs that a link writes otherwise"
