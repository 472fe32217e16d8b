"""Catalogue, what was typed -> Entries, the best first: by title, keyword, code, one mistake.

Every word that was typed must be met by a word of the leaflet: the same, its beginning, a
part of it (Dutch and German join words), or one that a single slip of the keys makes of it:
a sign too many, too few, another, or two swapped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract_iter

from press.desk.records import Catalogue, Entry, Gone
from press.model.languages import without_marks

_SAME, _BEGINS, _WITHIN, _SLIP, _SLIP_BEGINS = 1.0, 0.8, 0.6, 0.5, 0.4
"""How well a word is met."""
_LEAST_SLIP = 4
"""Letters of a word in which a slip is allowed: of shorter ones another word comes of it."""
_LEAST_WITHIN = 3
_TITLE, _KEYWORD, _SUMMARY = 3.0, 2.0, 1.0
"""What a word is worth by where it stands; a code is worth as much as a keyword."""
_WORD = re.compile(r"\w+(?:[.\-]\w+)*")


def folded(text: str) -> str:
    """A text without capitals and accents, as people type it in a hurry."""
    return without_marks(text.casefold())


class Index:
    """The words of a catalogue, and where each of them stands."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.entries: tuple[Entry | Gone, ...] = (*catalogue.entries, *catalogue.gone)
        self.places: dict[str, dict[int, float]] = {}
        for number, entry in enumerate(self.entries):
            for text, worth in _texts(entry):
                for word in _words(text):
                    standing = self.places.setdefault(word, {})
                    standing[number] = max(worth, standing.get(number, 0))
        self.words = list(self.places)

    def find(self, typed: str, used: Callable[[str], float]) -> list[Entry | Gone]:
        """Those that meet every word, the best first; if none does, those that meet most.

        `used` says how much a leaflet is used: it decides between equals, and the order
        of all where nothing is typed.
        """
        asked = _WORD.findall(folded(typed[:200]))[:12]
        found: dict[int, list[float]] = {}
        for word in asked:
            best: dict[int, float] = {}
            for match, how in self._met(word).items():
                for number, worth in self.places[match].items():
                    best[number] = max(best.get(number, 0), worth * how)
            for number, score in best.items():
                found.setdefault(number, []).append(score)
        if asked:
            most = max(map(len, found.values()), default=0)
            met = {number: sum(each) for number, each in found.items() if len(each) == most}
        else:
            met = dict.fromkeys(range(len(self.entries)), 0.0)
        return sorted(
            (self.entries[number] for number in met),
            key=_order(met, self.entries, used),
        )

    def _met(self, word: str) -> dict[str, float]:
        """The words of the catalogue that meet a typed one, and how well."""
        met: dict[str, float] = {}
        if len(word) >= _LEAST_SLIP:
            for length in range(len(word) - 1, len(word) + 2):
                heads = [each[:length] for each in self.words]
                for _, _, at in extract_iter(word, heads, scorer=OSA.distance, score_cutoff=1):
                    whole = self.words[at]
                    how = _SLIP if OSA.distance(word, whole) <= 1 else _SLIP_BEGINS
                    met[whole] = max(met.get(whole, 0), how)
        for each in self.words:
            if word in each:
                if each == word:
                    met[each] = _SAME
                elif each.startswith(word):
                    met[each] = _BEGINS
                elif len(word) >= _LEAST_WITHIN:
                    met[each] = _WITHIN
        return met


def _order(
    met: Mapping[int, float], entries: tuple[Entry | Gone, ...], used: Callable[[str], float]
) -> Callable[[Entry | Gone], tuple[float, float, str, str]]:
    scores = {entries[number].name: score for number, score in met.items()}

    def key(entry: Entry | Gone) -> tuple[float, float, str, str]:
        title = entry.slug if isinstance(entry, Gone) else folded(entry.title)
        score = scores[entry.name] - isinstance(entry, Gone) * 0.01
        return -round(score, 1), -used(entry.name), title, entry.name

    return key


def _texts(entry: Entry | Gone) -> Iterable[tuple[str, float]]:
    """What a leaflet can be found by, and what that is worth."""
    if isinstance(entry, Gone):
        return [(entry.slug.replace("-", " "), _TITLE)]
    return [
        (entry.title, _TITLE),
        (entry.slug.replace("-", " "), _KEYWORD),
        *((each, _KEYWORD) for each in entry.keywords),
        *((code, _KEYWORD) for _, code in entry.codes),
        (entry.summary, _SUMMARY),
    ]


def _words(text: str) -> set[str]:
    """The words of a text; one that is joined by a hyphen whole and in parts."""
    whole = _WORD.findall(folded(text))
    return {*whole, *(part for word in whole for part in word.split("-"))} - {""}


# --- codes: exact before parent, never a guess ---

SYSTEMS = {
    "2.16.840.1.113883.2.4.4.31.1": ("icpc", "icpc-1"),
    "2.16.840.1.113883.6.139": ("icpc", "icpc-2"),
    "2.16.840.1.113883.6.3": ("icd-10", "icd10"),
    "2.16.840.1.113883.6.90": ("icd-10-cm",),
    "2.16.840.1.113883.6.96": ("snomed", "snomed-ct", "sct"),
}
"""The identifiers of code systems (HL7), and what heads of leaflets call these."""


def by_code(
    catalogue: Catalogue, code: str, system: str, language: str, today: date
) -> list[tuple[Entry, str]]:
    """The leaflets that may go out for a code, with the code of each: exact ones, then parents'.

    ICPC and ICD write a narrower code behind the wider one (L03 and L03.01, M54 and M54.5);
    of no other system is it guessed what is above a code. Nothing for a system not known.
    """
    names = SYSTEMS.get(system.removeprefix("urn:oid:"), ())
    wanted = [code.strip().upper()]
    if names and names[0].startswith("ic") and "." in wanted[0]:
        head, _, rest = wanted[0].partition(".")
        wanted += [f"{head}.{rest[:length]}" for length in range(len(rest) - 1, 0, -1)] + [head]
    able = [
        entry
        for entry in catalogue.entries
        if not entry.held and not entry.is_overdue(today) and language in ("", entry.language)
        if not entry.is_besides
    ]
    found: dict[str, tuple[Entry, str]] = {}
    for each in filter(None, wanted):
        for entry in able:
            if any(name.lower() in names and own.upper() == each for name, own in entry.codes):
                found.setdefault(entry.name, (entry, each))
    return list(found.values())
