"""Leaflets -> the words that their readers get, and a digest of these.

What counts is every word, alternative text and picture in its order, with passages and
exercises; white space, layouts and practices do not. A digest is remembered by what the text
is made from, so that a house of a thousand leaflets does not convert them at each build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from press.cache import FOLDER, Digests, digest_of, seen_of, versions
from press.cache.plain import StrangeError, pack, unpack
from press.files import put
from press.merge.as_read import PICTURE, lines_as_read
from press.model import Leaflet, Library, Origin
from press.workers.isolated import READING, cores
from press.workers.pool import in_children

_NAME = "texts"
_SHOWN = 32
"""Signs of a picture's digest that stand in a text."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """The words of a leaflet, a block a line."""

    lines: tuple[str, ...]

    @property
    def data(self) -> bytes:
        """As it is kept: the digest is that of this file, as `sha256sum` gives it."""
        return ("\n".join(self.lines) + "\n").encode()

    @property
    def digest(self) -> str:
        return digest_of(self.data)


@dataclass(frozen=True, slots=True)
class _Known:
    """A digest that was worked out, and the pictures that it holds for."""

    digest: str
    pictures: Mapping[str, str]


class Texts:
    """The words of a house's leaflets, worked out in children, as everything of writers is."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._path = library.house.output / FOLDER / _NAME
        self._files = Digests(seen_of(library.house.output), 0)
        self._press = ""

    def digests(self, leaflets: Iterable[Leaflet]) -> dict[Origin, str]:
        """The digest of each leaflet's words, by its place; without those that cannot be read."""
        wanted = {leaflet.origin: leaflet for leaflet in leaflets}
        if not wanted:
            return {}
        known = _remembered(self._path)
        keys = {origin: self._key(leaflet) for origin, leaflet in wanted.items()}
        fresh = [
            origin
            for origin, key in keys.items()
            if key not in known or not self._holds(known[key])
        ]
        for origin, lines in self._converted([wanted[origin] for origin in fresh]).items():
            text, pictures = self._with_digests(lines)
            known[keys[origin]] = _Known(text.digest, pictures)
        if fresh:
            used = {key: known[key] for key in keys.values() if key in known}
            _remember(self._path, used)
        return {origin: known[key].digest for origin, key in keys.items() if key in known}

    def read(self, leaflets: Sequence[Leaflet]) -> dict[Origin, ReadText]:
        """The words of each leaflet, by its place; without those that cannot be read."""
        return {
            origin: self._with_digests(lines)[0]
            for origin, lines in self._converted(leaflets).items()
        }

    def _converted(self, leaflets: Sequence[Leaflet]) -> dict[Origin, tuple[str, ...]]:
        content, words = self.library.content, self.library.words
        todo = [leaflet for leaflet in leaflets if leaflet.language in words]

        def work(index: int) -> tuple[str, ...] | None:
            return lines_as_read(todo[index], content, words[todo[index].language])

        processes = min(cores(), 1 + len(todo) // 8)
        arrived = in_children(len(todo), work, processes=processes, limits=READING)
        return {todo[each.index].origin: each.value for each in arrived if each.value}

    def _with_digests(self, lines: Iterable[str]) -> tuple[ReadText, dict[str, str]]:
        """Lines with the digest of each picture in the place of its name."""
        pictures: dict[str, str] = {}

        def named(place: re.Match[str]) -> str:
            name = place[1].replace("%20", " ")
            pictures[name] = self._picture(name)
            return f"[picture {pictures[name]}"

        return ReadText(tuple(PICTURE.sub(named, line) for line in lines)), pictures

    def _picture(self, name: str) -> str:
        path = self.library.content.images.get(name)
        return self._files.of(str(path))[:_SHOWN] if path else "gone"

    def _holds(self, known: _Known) -> bool:
        return all(self._picture(name) == digest for name, digest in known.pictures.items())

    def _key(self, leaflet: Leaflet) -> str:
        """A digest of what a text is made from, without its pictures."""
        if not self._press:
            made_by = json.dumps(versions(self._files), sort_keys=True)
            words = {name: each.model_dump_json() for name, each in self.library.words.items()}
            self._press = digest_of(json.dumps([made_by, words]).encode())
        passages = {
            file: passage.text
            for (language, file), passage in self.library.content.passages.items()
            if language == leaflet.language
        }
        made_from, todo = [self._press, leaflet.language, leaflet.written], [leaflet.body]
        while todo:
            text = todo.pop()
            for file in sorted(file for file in passages if file in text):
                todo.append(passages.pop(file))
                made_from += [file, todo[-1]]
        return digest_of(json.dumps(made_from).encode())


def _remembered(path: Path) -> dict[str, _Known]:
    """What an earlier run worked out; nothing of what is damaged."""
    with suppress(OSError, StrangeError):
        return dict(unpack(_NAME, Mapping[str, _Known], path.read_bytes()))
    return {}


def _remember(path: Path, known: Mapping[str, _Known]) -> None:
    """Note down what is in use; where that cannot be, the next run works it out again."""
    with suppress(OSError):
        put(path, pack(_NAME, known))
