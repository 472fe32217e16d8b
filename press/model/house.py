"""All that was loaded from the folders of a house, before anything is made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from press.model.brand import FontFace
from press.model.findings import Origin
from press.model.layouts import Words
from press.model.practices import Account, Digits
from press.model.texts import Exercise, Leaflet


@dataclass(frozen=True, slots=True)
class House:
    """The folders that a run works on, in order of preference: the house's own come first."""

    root: Path
    layouts: tuple[Path, ...]
    fonts: tuple[Path, ...]
    website: str | None = None
    name: str | None = None
    mail: Account | None = None
    mail_hosts: tuple[str, ...] = ()
    approve: tuple[str, ...] = ()
    """Roles that must have signed a text before it goes out."""
    owners: Mapping[str, str] = field(default_factory=dict)
    """Who is reminded of reviews: an address by role."""
    operator: str = ""
    """The address of who runs the house: where reports of runs go."""
    digits: Digits | None = None
    """In which digits the press writes for practices that do not say."""
    strict: bool = False
    """Whether a typeface that is not here is an error."""

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    @property
    def sources(self) -> Path:
        return self.root / "sources"

    @property
    def output(self) -> Path:
        return self.root / "output"

    def name_of(self, path: Path, *roots: Path) -> str:
        """What findings call a file: its path in the house, or in a folder of the press.

        Folders of the press are those that hold its layouts, and these `roots`; where one
        lies in another, the inner one counts.
        """
        text = path.as_posix()  # of thousands of files pathlib would take a moment
        homes = (self.root, *(folder.parent for folder in self.layouts), *roots)
        inside = [f"{home.as_posix().rstrip('/')}/" for home in homes]
        home = max((each for each in inside if f"{text}/".startswith(each)), key=len)
        return text[len(home) :] or "."


@dataclass(frozen=True, slots=True)
class Passage:
    """Wording shared by leaflets: Markdown, and where it begins."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Content:
    """All that writers made: leaflets, passages by (language, file name), pictures by path."""

    leaflets: tuple[Leaflet, ...]
    passages: Mapping[tuple[str, str], Passage]
    images: Mapping[str, Path]
    exercises: tuple[Exercise, ...] = ()
    unread: frozenset[tuple[str, str]] = frozenset()
    """Leaflets that are there and cannot be read, by language and name."""
    with_bad_head: tuple[Leaflet, ...] = ()
    """Those of them of which only the head cannot be read."""
    withdrawn: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Leaflets that were taken back, by language and name: what takes the place of each, or ''."""

    def current(self, slug: str, language: str) -> str:
        """The name of what takes the place of a leaflet, or its own."""
        passed: set[str] = set()
        while slug not in passed and (instead := self.withdrawn.get((language, slug))):
            passed.add(slug)
            slug = instead
        return slug

    def path_of(self, leaflet: Leaflet, languages: Sequence[str]) -> str:
        """What follows the website in a leaflet's address, for a practice of these languages.

        Where a language named earlier has a leaflet at the same address, its own comes first.
        """
        path, language = leaflet.address_path, leaflet.language
        before = languages[: languages.index(language)] if language in languages else languages
        if (*before, language) != (language,) and any(
            each.address_path == path and each.language in before for each in self.leaflets
        ):
            return f"{language}/{path}"
        return path

    def leaflet(self, slug: str, language: str) -> Leaflet | None:
        """The leaflet of that name in that language, if there is one."""
        for leaflet in self.leaflets:
            if leaflet.slug == slug and leaflet.language == language:
                return leaflet
        return None


@dataclass(frozen=True, slots=True)
class Since:
    """The words of a leaflet as they were, and the list of what changed, a line a change."""

    words: tuple[str, ...]
    listed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """All that variants are made from, besides their practice and layout."""

    house: House
    content: Content
    words: Mapping[str, Words]
    faces: tuple[FontFace, ...]
    since: Mapping[Origin, Since] = field(default_factory=dict)
    """What leaflets said before, where their pages are to show what changed."""
