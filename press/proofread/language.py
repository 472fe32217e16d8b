"""lists/<language>/*.yaml and the house's own -> Lists: what the rules know of a language.

A house adds to a list in sources/language/<language>/, in a file of the same name
and form; what it writes there comes before ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from press.model import Finding, House, OneLine, Origin, Written
from press.model.languages import parents_of
from press.model.values import WordCount
from press.proofread.words import WORD, Dots
from press.reading import did_you_mean, lies_inside, read_file, validate

_OURS = Path(__file__).resolve().parent / "lists"


class HardWords(Written):
    """hard-words.yaml: words that few people use, each with one that all do.

    `endings` may follow a word; `leave` are words and phrases that nobody minds here.
    """

    endings: tuple[OneLine, ...] = ()
    words: Mapping[OneLine, OneLine] = {}
    leave: tuple[OneLine, ...] = ()

    @cached_property
    def forms(self) -> Mapping[str, str]:
        """Each form that a word may have, in lower case, with the word; "" for one to leave."""
        forms = {
            f"{word.lower()}{ending}": word
            for word in self.words
            for ending in ("", *(() if " " in word else self.endings))
        }
        # A form that is itself in the list keeps its own replacement.
        forms |= {word.lower(): word for word in self.words}
        forms |= {
            f"{word.lower()}{ending}": "" for word in self.leave for ending in ("", *self.endings)
        }
        return forms

    @cached_property
    def openers(self) -> frozenset[str]:
        """The first words of phrases."""
        found = (WORD.findall(form) for form in self.forms)
        return frozenset(words[0] for words in found if len(words) > 1)


class Signals(Written):
    """Words by which a sentence explains another word, by where they stand."""

    anywhere: tuple[OneLine, ...] = ()
    behind: tuple[OneLine, ...] = ()
    next: tuple[OneLine, ...] = ()


class Terms(HardWords):
    """terms.yaml: medical words, each with an explanation to offer."""

    signals: Signals = Signals()


class Abbreviations(Written):
    """abbreviations.yaml.

    `known` need no explanation, `meanings` are offered for others; `dotted` are words
    cut short, with what they stand for; `titles` stand before a name; `closing` are
    those with a dot that may end a sentence.
    """

    known: tuple[OneLine, ...] = ()
    meanings: Mapping[OneLine, OneLine] = {}
    dotted: Mapping[OneLine, OneLine] = {}
    titles: tuple[OneLine, ...] = ()
    closing: tuple[OneLine, ...] = ()

    @cached_property
    def dots(self) -> Dots:
        """What the sentence splitter must know of them."""
        closing = frozenset(word.lower() for word in self.closing)
        inside = frozenset(word.lower() for word in (*self.dotted, *self.titles))
        return Dots(inside - closing, closing)

    @cached_property
    def cut_short(self) -> Mapping[str, str]:
        """The dotted words in lower case, with what they stand for."""
        return {short.lower(): means for short, means in self.dotted.items()}


class Address(Written):
    """address.yaml: each form of address with its words."""

    forms: Mapping[OneLine, tuple[OneLine, ...]] = {}


class Sections(Written):
    """sections.yaml: for each section that a leaflet has, words of which its heading has one."""

    what: tuple[OneLine, ...] = ()
    causes: tuple[OneLine, ...] = ()
    self_help: tuple[OneLine, ...] = ()
    practice: tuple[OneLine, ...] = ()
    contact: tuple[OneLine, ...] = ()
    questions: tuple[OneLine, ...] = ()


class Contact(Written):
    """contact.yaml: telephone numbers that are the same for every practice, such as 0900-8844."""

    numbers: tuple[OneLine, ...] = ()


class Limits(Written):
    """limits.yaml: how many words things may have, where not as many as in Dutch.

    A sentence, `long` before it is a warning and `too_long` before it is an error, `mean` in
    the mean; a `paragraph`; a `section` without a heading.
    """

    long: WordCount = 15
    too_long: WordCount = 20
    mean: WordCount = 12
    paragraph: WordCount = 60
    section: WordCount = 150


_File = HardWords | Terms | Abbreviations | Address | Sections | Contact | Limits
_Kind = TypeVar("_Kind", bound=_File)
_Part = TypeVar("_Part", bound=Written)

FILES: Mapping[str, type[_File]] = {
    "hard-words": HardWords,
    "terms": Terms,
    "abbreviations": Abbreviations,
    "address": Address,
    "sections": Sections,
    "contact": Contact,
    "limits": Limits,
}
"""The lists that a language can have, by the name of their file."""
NEEDED = frozenset(FILES) - {"limits"}
"""Those without which rules keep silent."""


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists of one language by the name of their file; what is missing is left out."""

    language: str
    files: Mapping[str, _File] = field(default_factory=dict)

    def get(self, kind: type[_Kind]) -> _Kind | None:
        """The list of this kind, if the language has one."""
        return next((file for file in self.files.values() if type(file) is kind), None)

    @property
    def limits(self) -> Limits:
        """How long sentences may be."""
        return self.get(Limits) or Limits()

    @property
    def dots(self) -> Dots:
        """The words with a dot; none where the language has no such list."""
        abbreviations = self.get(Abbreviations)
        return abbreviations.dots if abbreviations else Dots()


def lists_of(language: str, lists: Mapping[str, Lists]) -> Lists:
    """The lists of a language, with those that only the one has which it is a kind of."""
    both: dict[str, _File] = {}
    for name in (*reversed(parents_of(language)), language):
        for kind, file in (lists[name].files if name in lists else {}).items():
            both[kind] = _added(both[kind], file) if kind in both else file
    return Lists(language, both)


def load_lists(house: House) -> tuple[Mapping[str, Lists], list[Finding]]:
    """Load the lists of every language: the press's own, and the house's added to them."""
    findings: list[Finding] = []
    found: dict[str, dict[str, _File]] = {}
    for folder in (_OURS, house.sources / "language"):
        for path in sorted(folder.glob("*/*.yaml")):
            name = house.name_of(path, _OURS.parents[2])
            if not (lies_inside(path, house.root) or lies_inside(path, _OURS)):
                message = "this is a link to a place outside the house"
                findings.append(Finding("S014", "error", message, Origin(name), "copy it here"))
                continue
            file, more = _read(path, name)
            findings += more
            if file:
                files = found.setdefault(path.parent.name, {})
                files[path.stem] = _added(files[path.stem], file) if path.stem in files else file
    return {language: Lists(language, files) for language, files in found.items()}, findings


def _read(path: Path, name: str) -> tuple[_File | None, list[Finding]]:
    """Read one list; its file name says which."""
    if path.stem not in FILES:
        message = f"there is no list '{path.stem}'"
        hint = did_you_mean(path.stem, list(FILES))
        return None, [Finding("S019", "error", message, Origin(name), hint)]
    yaml, findings = read_file(path, name)
    file: _File | None = None
    if yaml:
        file, more = validate(FILES[path.stem], yaml)
        findings += more
    return file, findings


def _added(ours: _Part, theirs: _Part) -> _Part:
    """Two lists of a kind as one; of two entries for a word the second holds."""
    both: dict[str, Any] = {}
    for name in type(ours).model_fields:
        mine, other = getattr(ours, name), getattr(theirs, name)
        match mine:
            case tuple():
                both[name] = mine + other
            case Mapping():
                both[name] = {**mine, **other}
            case _:
                both[name] = _added(mine, other)
    return type(ours)(**both)
