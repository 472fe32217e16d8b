"""Ask -> Found: texts as they are edited, checked in a house that is kept loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from press import build
from press.build import Project
from press.errors import PressError
from press.lsp.marks import marks_of
from press.lsp.names import names_of
from press.lsp.places import language_of
from press.lsp.records import Ask, Found, Mark
from press.model import Finding, Leaflet, Origin, Passage, sort_findings
from press.preview.room import Kept, words_of
from press.proofread import Lists, load_lists
from press.reading import MOST_MARKDOWN, as_edited, read_text
from press.reading.content import read_leaflet

_PASSAGES = "sources/passages/"


class Room:
    """A loaded house. A text that is being written is read anew alone; now and then all is."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._read: dict[tuple[str, str], tuple[object, object]] = {}
        self._project: Project | None = None
        self._lists: Mapping[str, Lists] = {}
        self._besides: dict[str, tuple[Finding, ...]] = {}
        """What is wrong in a file that only the whole house tells."""

    def answers(self, ask: Ask, today: date) -> Iterator[Found]:
        """What is found in the text that was changed, or in all that are open."""
        texts = {
            self.root / name: text.encode("utf-8", "replace") for name, text in ask.edited.items()
        }
        with as_edited(texts):
            try:
                found, names = self._at_once(ask, today), None
                if found is None:
                    found, names = self._whole(ask, today), names_of(self._loaded())
            except PressError as error:
                place = Finding("D023", "error", str(error), Origin("sources"))
                found, names = dict.fromkeys(ask.edited, (place,)), None
        yield Found(dict(_marked(found, ask)), names)

    def _loaded(self) -> Project:
        assert self._project
        return self._project

    def _at_once(self, ask: Ask, today: date) -> dict[str, tuple[Finding, ...]] | None:
        """What is wrong in a text, as far as it tells by itself; None if it takes the house."""
        if not self._project or ask.at_once not in self._besides:
            return None
        found = self._own(ask.at_once, self._project, today)
        if found is None:
            return None
        return {ask.at_once: sort_findings([*found, *self._besides[ask.at_once]])}

    def _own(self, name: str, project: Project, today: date) -> list[Finding] | None:
        """What a leaflet, or a passage where the first leaflet has it, tells by itself."""
        path, content = self.root / name, project.library.content
        found: list[Finding] = []
        texts: list[Leaflet] = []
        every = (*content.leaflets, *content.with_bad_head)
        if old := next((each for each in every if each.origin.path == name), None):
            leaflet, found = read_leaflet(path, name)
            leaflets = [leaflet if each is old else each for each in content.leaflets]
            content = replace(content, leaflets=tuple(filter(None, leaflets)))
            texts = [leaflet] if leaflet else []
        elif name.startswith(_PASSAGES) and path.exists():
            text, found = read_text(path, name, MOST_MARKDOWN)
            key = language_of(name), path.name
            passages = {**content.passages, key: Passage(text or "", Origin(name, 1))}
            content = replace(content, passages=passages)
            texts = [each for each in every if each.language == key[0] and path.name in each.body]
        else:
            return None
        library, names = replace(project.library, content=content), _names(project)
        words = words_of(texts[:1], library, self._lists, today, names)
        return [each for each in (*found, *words) if each.origin.path == name]

    def _whole(self, ask: Ask, today: date) -> dict[str, tuple[Finding, ...]]:
        """What is wrong in all texts that are open, the house read again."""
        project = build.load(self.root, readers_of=lambda house: Kept(house, self._read))
        self._lists, in_lists = load_lists(project.house)
        self._project = project
        found = {}
        for name in ask.edited:
            of_house = [each for each in (*project.findings, *in_lists) if each.origin.path == name]
            own = self._own(name, project, today)
            self._besides[name] = tuple(each for each in of_house if each not in (own or ()))
            found[name] = sort_findings([*(own or ()), *self._besides[name]])
        return found


def _names(project: Project) -> tuple[str, ...]:
    return tuple(practice.name for practice in project.practices)


def _marked(
    found: Mapping[str, Iterable[Finding]], ask: Ask
) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    for name, findings in found.items():
        yield name, marks_of(ask.edited[name], name, findings)
