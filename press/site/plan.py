"""Project, Practice -> SitePlan: which page stands at which address, and where old ones lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from press.build import Project
from press.build.fronts import with_fronts
from press.governance.addresses import Addresses
from press.governance.withdrawal import why_of
from press.model import Exercise, Leaflet, Origin, Practice, Publication, Signature


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a site: `path` is its folder below the root, with a slash at its end."""

    path: str
    publication: Publication
    exercise: Exercise | None = None

    @property
    def leaflet(self) -> Leaflet:
        return self.publication.leaflets[0]

    @property
    def title(self) -> str:
        return self.publication.title

    @property
    def summary(self) -> str:
        return self.leaflet.summary

    @property
    def language(self) -> str:
        return self.publication.language

    @property
    def original(self) -> tuple[bool, str]:
        """By what a page and its translations are known: whether of an exercise, and the name."""
        name = self.leaflet.translation_of or self.leaflet.slug
        return self.exercise is not None, name

    @property
    def root(self) -> str:
        return "../" * self.path.count("/")


@dataclass(frozen=True, slots=True)
class Gone:
    """An address of paper that has no leaflet of its own, and what to read instead.

    `word` is what its page says, of the words of the furniture; `moved` is that the leaflet
    itself has another address now.
    """

    path: str
    language: str
    word: str
    why: str = ""
    instead: Page | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """What the sites of a house are planned from, besides their practice.

    `references` are the leaflets that each usable one refers to, by place; `versions` what
    changed since earlier versions, `signed` who signed for today's words; `exercises` are
    publications.
    """

    project: Project
    addresses: Addresses
    references: Mapping[Origin, tuple[str, ...]]
    exercises: tuple[Page, ...]
    changes: Mapping[Origin, tuple[tuple[str, tuple[str, ...]], ...]]
    signed: Mapping[Origin, tuple[Signature, ...]]


@dataclass(frozen=True, slots=True)
class SitePlan:
    """The pages of one practice's site, in the order of their paths."""

    practice: Practice
    pages: tuple[Page, ...]
    exercises: tuple[Page, ...]
    gone: tuple[Gone, ...]

    def links(self, language: str) -> dict[str, str]:
        """Where each leaflet of a language stands, by its name."""
        return {page.leaflet.slug: page.path for page in self.pages if page.language == language}

    def translations(self) -> dict[tuple[bool, str], dict[str, str]]:
        """Where pages of the same stand by language, by what they are of: exercise or leaflet."""
        found: dict[tuple[bool, str], dict[str, str]] = {}
        for page in (*self.pages, *self.exercises):
            found.setdefault(page.original, {})[page.language] = page.path
        return found


def languages_of(practice: Practice, project: Project) -> tuple[str, ...]:
    """The languages of a practice that the press has words in: those of its site."""
    return tuple(each for each in practice.languages if each in project.library.words)


def plan_site(practice: Practice, shared: Shared) -> SitePlan:
    """Plan the site of a practice: what it hands out and what that refers to."""
    content, languages = shared.project.library.content, languages_of(practice, shared.project)
    whole = {
        (each.language, each.slug): each
        for each in shared.project.publications
        if each.kind == "leaflet" and each.language in languages
    }
    wanted: dict[tuple[str, str], Publication] = {}
    todo = [
        (each.language, leaflet.slug)
        for each in shared.project.publications
        if each.language in languages
        and (not practice.publications or each.slug in practice.publications)
        for leaflet in each.leaflets
    ]
    while todo:
        key = todo.pop()
        publication = whole.get(key)
        if key in wanted or publication is None or publication.held:
            continue
        wanted[key] = publication
        named = shared.references.get(publication.leaflets[0].origin, ())
        todo += [(key[0], content.current(slug, key[0])) for slug in named]
    pages = [
        Page(
            f"{content.path_of(each.leaflets[0], practice.languages)}/", with_fronts(each, practice)
        )
        for each in wanted.values()
    ]
    pages.sort(key=lambda page: page.path)
    exercises = tuple(_exercises(practice, pages, shared))
    return SitePlan(practice, tuple(pages), exercises, tuple(_gone(practice, pages, shared)))


def _exercises(practice: Practice, pages: list[Page], shared: Shared) -> Iterable[Page]:
    """The exercises of a site: all, or those of the leaflets that the practice chose."""
    texts = {
        language: "\n".join(page.leaflet.body for page in pages if page.language == language)
        for language in practice.languages
    }
    for page in shared.exercises:
        text = texts.get(page.language)
        chosen = not practice.publications or f"exercises/{page.leaflet.slug}" in (text or "")
        if text and chosen:
            yield page


def _gone(practice: Practice, pages: list[Page], shared: Shared) -> Iterable[Gone]:
    """Addresses that were published, or are referred to, and have no page of their own."""
    project, content = shared.project, shared.project.library.content
    taken, languages = {page.path for page in pages}, languages_of(practice, project)
    by_slug = {(page.language, page.leaflet.slug): page for page in pages}
    old = {(language, each.leaflet) for (language, _), each in shared.addresses.known.items()}
    todo = [(language, address) for language, address in shared.addresses.known]
    todo += [key for key in content.withdrawn if key not in old]
    held = [each.leaflets[0] for each in project.publications if each.held and not each.is_booklet]
    todo += [(each.language, each.address_path) for each in held]
    for language, address in sorted(set(todo)):
        path = f"{address}/"
        if language not in languages or path in taken:
            continue
        taken.add(path)
        known = shared.addresses.known.get((language, address))
        now = shared.addresses.leaflet_at(language, address, content) if known else None
        slug = known.leaflet if known else address
        instead = by_slug.get((language, now.slug)) if now else None
        if (language, slug) in content.withdrawn:
            said = why_of(project.house, language, slug)
            current = content.current(slug, language)
            why = said.why if said else ""
            yield Gone(path, language, "web_withdrawn", why, by_slug.get((language, current)))
        elif instead:
            yield Gone(path, language, "web_moved", instead=instead, moved=True)
        else:
            yield Gone(path, language, "web_not_yet")
