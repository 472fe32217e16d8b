"""Project, Order -> Variants: what is to be made, in a fixed order."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from press.build.asked import in_its_languages
from press.build.fronts import fronts_for, with_fronts
from press.build.project import Project
from press.build.side_by_side import must_be_in_both, names_of, side_by_side
from press.choices import Order
from press.errors import UsageError
from press.model import (
    OUTPUTS,
    Layout,
    Medium,
    Practice,
    Publication,
    Standard,
    Variant,
    names_in,
    standard_for,
)
from press.reading import did_you_mean

Form: TypeAlias = "tuple[Layout, Medium, Standard]"
"""How a publication is made."""

SHEET = "exercise-sheet"
"""The layout of a patient's own sheet."""


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A publication with its front, and how it is made; shared by practices that want it so."""

    publication: Publication
    forms: tuple[Form, ...]

    def variants(self, practice: Practice) -> tuple[Variant, ...]:
        """It in each of its forms, for a practice."""
        return tuple(
            Variant(self.publication, practice, layout, medium, layout.format, standard)
            for layout, medium, standard in self.forms
        )


@dataclass(frozen=True, slots=True)
class PracticePlan:
    """What is to be made for a practice."""

    practice: Practice
    made: tuple[Made, ...]

    def __len__(self) -> int:
        """How many files that comes to."""
        return sum(len(each.forms) for each in self.made)

    def variants(self) -> tuple[Variant, ...]:
        """Each of these files, in a fixed order."""
        return tuple(one for each in self.made for one in each.variants(self.practice))


def plan(project: Project, order: Order) -> tuple[Variant, ...]:
    """Every variant that is asked for and that its practice wants, in a fixed order."""
    return tuple(one for each in plans_of(project, order) for one in each.variants())


def plans_of(project: Project, order: Order) -> tuple[PracticePlan, ...]:
    """The same practice by practice, of each that has any."""
    must_be_known(project, order)
    planner = _Planner(project, in_its_languages(project, order))
    chosen = (each for each in project.practices if is_chosen(each.id, order.practices))
    return tuple(filter(len, map(planner.of, chosen)))


class _Planner:
    """Plans practices; what several want alike is found once."""

    def __init__(self, project: Project, order: Order) -> None:
        self.project, self.order = project, order
        known = project.library.words
        self._there = tuple(each for each in project.publications if each.language in known)
        self._pairs: dict[tuple[str, ...], tuple[Publication, ...]] = {}
        self._known: dict[object, Made] = {}

    def of(self, practice: Practice) -> PracticePlan:
        wanted = {*practice.publications}
        made = (
            self._made(each, practice)
            for each in self._publications(practice)
            if not wanted or names_of(each) & wanted
        )
        return PracticePlan(practice, tuple(each for each in made if each.forms))

    def _made(self, publication: Publication, practice: Practice) -> Made:
        # The publications are held here, so that none has the number of another.
        key = (id(publication), practice.layouts, fronts_for(publication, practice))
        if key not in self._known:
            asked = is_asked(publication, self.order)
            forms = tuple(self._forms(publication, practice)) if asked else ()
            self._known[key] = Made(with_fronts(publication, practice), forms)
        return self._known[key]

    def _forms(self, publication: Publication, practice: Practice) -> Iterator[Form]:
        order = self.order
        asked = _layouts(self.project, publication, practice, order)
        for layout in self.project.layouts:
            if layout.format != order.format or not _fits(publication, layout, asked):
                continue
            for medium in layout.media:
                if (
                    is_chosen(medium, order.media or ("screen",))
                    and layout.format in OUTPUTS[medium]
                ):
                    yield layout, medium, standard_for(medium, layout.format, order.standard)

    def _publications(self, practice: Practice) -> Iterator[Publication]:
        """What a practice hands out, in its languages; in two of them side by side if these are
        asked for, or where it prints so.
        """
        spoken, both = practice.languages, self.order.side_by_side
        if both:
            if set(spoken) & set(both):
                yield from self._both(both)
            return
        yield from (each for each in self._there if each.language in spoken)
        for wish in practice.bilingual:
            for each in self._both(wish.languages):
                if not wish.publications or names_of(each) & {*wish.publications}:
                    yield each

    def _both(self, languages: tuple[str, ...]) -> tuple[Publication, ...]:
        if languages not in self._pairs:
            self._pairs[languages] = side_by_side(self._there, languages)
        return self._pairs[languages]


def must_be_known(project: Project, order: Order) -> None:
    """Refuse a choice that fits nothing."""
    broken = names_in(project.findings)
    there = {publication.slug for publication in project.publications}
    for slug in {slug for _, slug in project.library.content.withdrawn} - there:
        if slug in order.publications:
            raise UsageError(f"'{slug}' is withdrawn")
    for kind, asked, known in (
        ("publication", order.publications, {p.slug for p in project.publications}),
        ("practice", order.practices, {p.id for p in project.practices}),
        ("layout", order.layouts, {layout.name for layout in project.layouts}),
        ("language", order.languages, {p.language for p in project.publications}),
    ):
        _must_exist(kind, asked, known, broken)
    if order.side_by_side:
        must_be_in_both(project.publications, order.side_by_side, order.publications)
    formats = {each.format for each in project.layouts if each.name in order.layouts}
    if formats and order.format not in formats:
        other = "leaflet site" if formats == {"html"} else f"--format {min(formats)}"
        raise UsageError(f"'{order.layouts[0]}' is no layout for {order.format}: use {other}")


def is_asked(publication: Publication, order: Order) -> bool:
    """Whether the order names this publication and its language, or leaves them open."""
    return _any_chosen(names_of(publication), order.publications) and all(
        is_chosen(language, order.languages) for language in publication.languages
    )


def is_chosen(name: str, choices: tuple[str, ...]) -> bool:
    """Whether a name is among those that are chosen; without a choice all are."""
    return not choices or name in choices


def _any_chosen(names: Collection[str], choices: tuple[str, ...]) -> bool:
    return not choices or any(name in choices for name in names)


def _layouts(
    project: Project, publication: Publication, practice: Practice, order: Order
) -> tuple[str, ...]:
    """The layouts that are asked for, else those that the practice takes its leaflets in.

    A patient's own sheet is made in one: who wants it in large print says so.
    """
    if order.layouts or order.format != "pdf":
        return order.layouts
    if publication.is_sheet:
        return (SHEET,)
    if not practice.layouts:
        return ()
    others = {
        layout.name
        for layout in project.layouts
        if ("bilingual" in layout.takes) != publication.is_bilingual
    }
    return tuple(name for name in practice.layouts if name not in others)


def _fits(publication: Publication, layout: Layout, asked: tuple[str, ...]) -> bool:
    """Whether a publication is made in a layout: asked for by name, or made unasked."""
    if publication.kind not in layout.takes:
        return False
    if asked:
        return layout.name in asked
    meant = not publication.is_booklet and layout.name in publication.leaflets[0].layouts
    return meant or publication.kind in layout.unasked


def _must_exist(kind: str, asked: tuple[str, ...], known: set[str], broken: set[str]) -> None:
    for name in asked:
        if name not in known | broken:
            hint = did_you_mean(name, sorted(known))
            raise UsageError(f"there is no {kind} '{name}'" + (f" ({hint})" if hint else ""))
