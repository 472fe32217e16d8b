"""Variant -> everything that it is made from, as one digest and as named parts.

A part is a table of names and digests, mostly of files; its own digest stands for
it. Where it cannot be known without making the file what is used, the part holds
more rather than less: a name that occurs in a text counts as used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from html import unescape
from pathlib import Path
from typing import TypeAlias
from unicodedata import normalize
from urllib.parse import unquote

from press.build.families import LayoutFamilies
from press.build.plan import Made, PracticePlan
from press.build.project import Project
from press.cache import Digests, digest_of, inventory, versions
from press.imprint import Refused
from press.model import Layout, Leaflet, Practice, Publication, Variant, names_in
from press.model.languages import parents_of
from press.pipeline import OutputOptions

Part: TypeAlias = "Mapping[str, str]"
"""Digests by name: of files, records or versions."""


class PartName(StrEnum):
    """The parts of what a file is made from, as a person would call them."""

    PRESS = "the press"
    TYPEFACES = "the typefaces of the house"
    WEBSITE = "the website of the house"
    WORDS = "the words of the furniture"
    LAYOUT = "the layout"
    TEXT = "the text"
    PRACTICE = "the practice"
    FINISH = "the finish"


Parts: TypeAlias = "Mapping[PartName, tuple[Part, str]]"
"""Every part with its digest."""


class Inputs:
    """What the variants of a house are made from; each part is put together once."""

    def __init__(self, project: Project, digests: Digests, options: OutputOptions) -> None:
        self.library, self.digests, self.options = project.library, digests, options
        self._families = LayoutFamilies(project)
        self._refusals: dict[object, Refused | None] = {}
        self._claimed = _what_may_be(project)
        self._alike: dict[tuple[Made, frozenset[str]], str] = {}
        house = project.house
        self._layouts = inventory(_numbered("layouts", house.layouts), digests)
        fonts = inventory(_numbered("fonts", house.fonts), digests)
        self._images = {name: str(path) for name, path in self.library.content.images.items()}
        self._known: dict[str, tuple[Part, str]] = {}
        self._keep("press", lambda: versions(digests))
        self._keep("fonts", lambda: fonts)
        self._keep("house", lambda: {"website": house.website or "", "digits": repr(house.digits)})

    def of(self, variant: Variant) -> Parts:
        """Every part of a variant with its digest."""
        publication, layout, practice = variant.publication, variant.layout, variant.practice
        spoken, folder = publication.folder, practice.origin.path.rpartition("/")[0]
        heads = (publication.head, *publication.leaflets)
        fronts = [head.picture for head in heads if head.pictures]
        text = f"text {spoken} {publication.slug} {publication.origin} {fronts}"
        return {
            PartName.PRESS: self._known["press"],
            PartName.TYPEFACES: self._known["fonts"],
            PartName.WEBSITE: self._known["house"],
            PartName.WORDS: self._keep(
                f"words {spoken}",
                lambda: {
                    name: digest
                    for language in publication.languages
                    for name, digest in self._of_words(language).items()
                },
            ),
            PartName.LAYOUT: self._keep(f"layout {layout.name}", lambda: self._of_layout(layout)),
            PartName.TEXT: self._keep(text, lambda: self._of_publication(publication)),
            PartName.PRACTICE: self._keep(folder, lambda: self._of_practice(folder, practice)),
            PartName.FINISH: self._finish_of(variant),
        }

    def wanted(self, plan: PracticePlan) -> str:
        """One digest of all that the files of a practice are made from, and of their paths."""
        practice = plan.practice
        folder = practice.origin.path.rpartition("/")[0]
        _, own = self._keep(folder, lambda: self._of_practice(folder, practice))
        alone = self._families.alone(practice)
        besides = [self._besides(each, practice, alone) for each in plan.made]
        return digest_of("\n".join([own, self._claimed, *besides]).encode())

    def _besides(self, made: Made, practice: Practice, alone: frozenset[str]) -> str:
        """Paths of files below their practice's folder, what they are made from but the practice.

        `alone` is in which layouts nobody else is of its family: there files are rendered.
        """
        key = made, alone
        if key not in self._alike:
            self._alike[key] = "\n".join(
                f"{variant.path.partition('/')[2]} "
                + whole({**self.of(variant), PartName.PRACTICE: ({}, "")})
                for variant in made.variants(practice)
            )
        return self._alike[key]

    def _keep(self, key: str, make: Callable[[], Part]) -> tuple[Part, str]:
        if key not in self._known:
            part = make()
            lines = [f"{name}\0{digest}" for name, digest in sorted(part.items())]
            self._known[key] = part, digest_of("\n".join(lines).encode())
        return self._known[key]

    # --- parts ---

    def _of_words(self, language: str) -> Part:
        """The words of a language, and of those that it is a kind of."""
        endings = tuple(f"/base/words/{each}.yaml" for each in (language, *parents_of(language)))
        return {
            name: digest for name, digest in self._layouts.items() if name.lower().endswith(endings)
        }

    def _of_layout(self, layout: Layout) -> Part:
        """Its folder, what layouts share, and each folder and picture that these name."""
        folders: set[str] = set()
        part: dict[str, str] = {}
        todo = {"base", layout.name}
        folders_there = {name.split("/")[1] for name in self._layouts}
        while todo:
            folder = todo.pop()
            folders.add(folder)
            for name, digest in self._layouts.items():
                _, inside, *rest = name.split("/")
                if inside != folder or rest[:1] == ["words"]:
                    continue
                part[name] = digest
                if name.endswith((".html", ".yaml")):
                    text = self._read(name)
                    todo |= {other for other in folders_there - folders if f"{other}/" in text}
                    part |= self._pictures(text)
        return part

    def _of_practice(self, name: str, practice: Practice) -> Part:
        root = self.library.house.root
        return inventory({name: practice.folder}, self.digests, inside=root)

    def _read(self, name: str) -> str:
        label, _, inside = name.partition("/")
        number = int(label.removeprefix("layouts"))
        path = self.library.house.layouts[-1 - number] / inside.partition(" -> ")[0]
        return path.read_text(encoding="utf-8", errors="replace")

    def _of_publication(self, publication: Publication) -> Part:
        """Its leaflets and head, and what is in them."""
        part = {leaflet.origin.path: _of_record(leaflet) for leaflet in publication.leaflets}
        for leaflet in publication.leaflets:  # its own code leads there
            at_address = str(self._languages_at(leaflet))
            part[f"the address of {leaflet.origin.path}"] = digest_of(at_address.encode())
        if publication.is_booklet:
            part[publication.origin.path] = digest_of(publication.head.model_dump_json().encode())
        if publication.held:
            part["what makes it a concept"] = digest_of(publication.held.encode())
        fronts = [publication.head.picture, *(each.picture for each in publication.leaflets)]
        part |= self._pictures("\n".join(filter(None, fronts)))
        for language in publication.languages:
            leaflets = [each for each in publication.leaflets if each.language == language]
            key = f"texts {language} {[each.origin.path for each in leaflets]}"
            part |= self._keep(key, partial(self._of_texts, leaflets, language))[0]
        return part

    def _of_texts(self, leaflets: Sequence[Leaflet], language: str) -> Part:
        """The passages and pictures in leaflets of a language, and what they refer to."""
        content = self.library.content
        inside = {leaflet.slug for leaflet in leaflets}
        texts = [leaflet.body for leaflet in leaflets]
        part: dict[str, str] = {}
        passages = {
            file: passage for (lang, file), passage in content.passages.items() if lang == language
        }
        todo = list(texts)
        while todo:
            text = todo.pop()
            for file in [file for file in passages if file in text]:
                passage = passages.pop(file)
                part[passage.origin.path] = digest_of(passage.text.encode())
                texts.append(passage.text)
                todo.append(passage.text)
        whole = "\n".join(texts)
        part.update(self._pictures(whole))
        for (where, slug), instead in content.withdrawn.items():
            if where == language and slug in whole:
                part[f"the withdrawal of {slug}"] = digest_of(instead.encode())
                whole += f"\n{content.current(slug, language)}"
        for other in content.leaflets:
            if other.language == language and other.slug not in inside and other.slug in whole:
                same = self._languages_at(other)
                named = f"{other.title}\0{other.summary}\0{other.address_path}\0{same}"
                part[f"the name of {other.origin.path}"] = digest_of(named.encode())
        return part

    def _languages_at(self, leaflet: Leaflet) -> list[str]:
        """The languages of leaflets at the address of this one."""
        path, leaflets = leaflet.address_path, self.library.content.leaflets
        return [each.language for each in leaflets if each.address_path == path]

    def _pictures(self, text: str) -> Part:
        """Each picture of the house whose name occurs in a text, however it is written there."""
        # No number of a sign has more digits; Python refuses to read one of thousands.
        shorter = re.sub(r"&#[0-9]{9,}", "", text)
        text = normalize("NFC", text + unquote(text) + unescape(shorter))
        return {
            f"sources/images/{name}": self.digests.of(path)
            for name, path in self._images.items()
            if name in text
        }

    def refusal(self, variant: Variant) -> Refused | None:
        """Why a variant is rendered; nothing if it is to be imprinted."""
        held, practice = bool(variant.publication.held), variant.practice.id
        key = (held, practice, variant.layout.name, variant.format)
        if key not in self._refusals:
            self._refusals[key] = self._families.refusal(variant, self.options)
        return self._refusals[key]

    def _finish_of(self, variant: Variant) -> tuple[Part, str]:
        how = "rendered" if self.refusal(variant) else "imprinted"
        key = f"finish {variant.medium} {variant.standard} {how}"
        if key in self._known:
            return self._known[key]
        part = {
            "medium": variant.medium,
            "standard": variant.standard,
            "marks": str(self.options.marks and variant.medium == "prepress"),
            "attached source": str(self.options.attach_source),
            "how": how,
        }
        return self._keep(key, lambda: part)


def _what_may_be(project: Project) -> str:
    """By what files are claimed that were made by other orders, or are not to be any more."""
    layouts = [(each.name, each.format, each.takes, each.media) for each in project.layouts]
    there = [(each.slug, each.folder, each.kind) for each in project.publications]
    broken = names_in(finding for finding in project.findings if finding.severity == "error")
    return repr((layouts, there, sorted(broken), sorted(project.library.content.withdrawn)))


def whole(parts: Parts) -> str:
    """One digest of all parts."""
    return digest_of("\n".join(f"{name} {digest}" for name, (_, digest) in parts.items()).encode())


def difference(old: Part | None, new: Part) -> str:
    """What in a part is not as it was, by name: the first, and how many more."""
    if old is None:
        return ""
    names = [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{_as_called(names[0])}{more}" if names else ""


def _as_called(name: str) -> str:
    """A file as a person would call it, who knows of no numbers of folders."""
    return re.sub(r"^(layouts|fonts)\d+/", r"\1/", name)


def _of_record(leaflet: Leaflet) -> str:
    return digest_of(leaflet.model_dump_json().encode())


def _numbered(label: str, folders: tuple[Path, ...]) -> dict[str, Path]:
    """The folders by name, the press's own as 0: nothing of it is new where a house begins one."""
    last = len(folders) - 1
    return {f"{label}{last - number}": folder for number, folder in enumerate(folders)}
