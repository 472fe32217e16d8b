"""A file and what the house knows -> the files of a draft, all words of them accounted for."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from press.importing.leaflets import shaping
from press.importing.leaflets.account import Unaccounted, not_given, unaccounted
from press.importing.leaflets.decoding import Taken
from press.importing.leaflets.head import head_of, language_of, to_write
from press.importing.leaflets.kinds import read
from press.importing.leaflets.offers import Offer, Own, applied, offers_in, with_values
from press.importing.leaflets.pictures import Pictures
from press.importing.leaflets.record import Block, Document, NotReadError, Remark
from press.importing.leaflets.report import Account, as_json, as_markdown
from press.importing.leaflets.writing import Line, write
from press.merge.account import words_in
from press.merge.prose import read_prose
from press.merge.text import Text, convert
from press.model import Content, Finding, Leaflet, Origin, Words, is_identifier
from press.model.languages import without_marks
from press.proofread import Lists, proofread
from press.reading.content import load_leaflet

_OFFERED = ("T010", "T020", "T021", "T022")
_VALUES = re.compile(r"\{\{practice(?:\.\w+)+\}\}")


@dataclass(frozen=True)
class Desk:
    """What drafting needs of the house and of whoever asks."""

    words: Mapping[str, Words]
    lists: Mapping[str, Lists]
    owns: tuple[Own, ...]
    names: tuple[str, ...]
    today: date
    language: str = ""
    changes: str = ""
    apply: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What came of a file: a draft, its files by their paths in `sources`; None where it failed."""

    slug: str
    language: str
    title: str = ""
    files: Mapping[str, bytes] | None = None
    findings: tuple[Finding, ...] = ()
    words: int = 0
    left_out: int = 0
    offers: int = 0
    to_mend: int = 0


def draft(path: Path, desk: Desk) -> Draft:
    """Make a draft of a file, or say why there is none."""
    name = str(path)
    try:
        taken = read(path, desk.changes)
    except NotReadError as error:
        return _failed(path, "S100", error.why, error.hint)
    except OSError as error:
        return _failed(path, "S100", f"the file cannot be read: {error.strerror}", "")
    if taken.document.changes and not desk.changes:
        findings = tuple(_undecided(each, name) for each in taken.document.changes[:20])
        return Draft(slug_of(path), desk.language, findings=findings)
    with tempfile.TemporaryDirectory() as folder:
        return _Drafting(path, desk, taken, Path(folder)).draft()


def slug_of(path: Path) -> str:
    """The name that a leaflet gets from that of its file."""
    plain = without_marks(path.stem.replace("ß", "ss")).lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].strip("-")
    return slug if is_identifier(slug) else f"leaflet-{slug}".strip("-")[:64]


def _failed(path: Path, code: str, why: str, hint: str) -> Draft:
    return Draft(
        slug_of(path), "", findings=(Finding(code, "error", why, Origin(str(path)), hint),)
    )


def _undecided(change: Remark, name: str) -> Finding:
    said = " ".join(change.words.split())
    said = said if len(said) <= 60 else f"{said[:59]}…"
    message = f"{change.kind} at {change.place}, not decided: '{said}'"
    return Finding(
        "S101", "error", message, Origin(name), "say --changes accept or --changes reject"
    )


class _Drafting:
    """Makes one draft."""

    def __init__(self, path: Path, desk: Desk, taken: Taken, folder: Path) -> None:
        self.path, self.desk, self.taken, self.folder = path, desk, taken, folder
        self.document: Document = taken.document
        words = (f.text for part in taken.counted.values() for f in part)
        self.language = desk.language or language_of(words, taken.document.known, desk.words)
        self.slug = slug_of(path)
        self.name = f"sources/leaflets/{self.language}/{self.slug}.md"
        self.remarks: list[Remark] = list(self.document.remarks)
        self.pictures = Pictures(self.slug, folder, to_write(self.language).alt)
        self.to_fill_in: list[str] = []

    def draft(self) -> Draft:
        title, blocks, offers = self._shaped()
        lines = write(blocks, self._notes())
        head, missing = head_of(title, self.document.known, self.desk.today, self.language)
        self.to_fill_in += missing
        body = [line for line in lines if not line.title]
        text = "\n".join([*head, *(line.text for line in body)]) + "\n"
        leaflet, converted, findings = self._read_back(text)
        if leaflet is None or converted is None or converted.first is None:
            origin = Origin(str(self.path))
            said = tuple(replace(each, origin=origin) for each in findings)
            return Draft(self.slug, self.language, findings=said)
        failed = self._account(title, lines, len(head), converted)
        if failed:
            return self._not_accounted(failed)
        found = [self._offered(offer, body, len(head)) for offer in offers]
        found += self._proofread(leaflet, converted)
        return self._done(title, text, found, findings)

    def _shaped(self) -> tuple[str, list[Block], list[Offer]]:
        """The blocks of the leaflet and its title; what could still be made of them."""
        blocks = shaping.cleaned(self.document.blocks, self.remarks)
        blocks = shaping.without_lost_notes(blocks, self.document.notes, self.remarks)
        blocks, told = shaping.lists_by_hand(blocks)
        self.remarks += told
        blocks = shaping.captioned(self.pictures.remade(blocks))
        title, blocks, where = shaping.titled(blocks, self.document.known, self.path.stem)
        self.to_fill_in.append(f"title: is it '{title}'? It is from {where}.")
        offers = offers_in(blocks)
        if self.desk.apply:
            blocks, offers, told = applied(blocks, offers)
            self.remarks += told
            blocks, told = with_values(blocks, self.desk.owns)
            self.remarks += told
        self.remarks += self.pictures.remarks
        return title, shaping.levelled(blocks), offers

    def _notes(self) -> Mapping[str, Block]:
        notes = self.document.notes
        cleaned = shaping.cleaned(list(notes.values()), self.remarks)
        return dict(zip(notes, cleaned, strict=True))

    def _read_back(self, text: str) -> tuple[Leaflet | None, Text | None, tuple[Finding, ...]]:
        """The leaflet as the press reads it, and what it has to say."""
        written = self.folder / f"{self.slug}.md"
        written.write_text(text, encoding="utf-8")
        leaflet, findings = load_leaflet(written, self.name, self.language)
        if leaflet is None:
            return None, None, tuple(findings)
        images = dict.fromkeys(self.pictures.made, written)
        words = self.desk.words.get(self.language) or self.desk.words["en"]
        converted = convert(leaflet, Content((), {}, images), words)
        errors = [each for each in (*findings, *converted.findings) if each.severity == "error"]
        return leaflet, converted, tuple(errors)

    # --- the account ---

    def _account(
        self, title: str, lines: Sequence[Line], head: int, text: Text
    ) -> Unaccounted | None:
        """Hold what was counted in the file against the leaflet, as it is read, and the report."""
        said = self._said(lines, head, text)
        if self.document.through:
            got = [word for part in said.values() for word in part]
            got += [w for each in self.remarks if each.left_out for w in words_in(each.words)]
            kind = f"words that {self.document.through} did not give"
            counted = (fragment for part in self.taken.counted.values() for fragment in part)
            for words, place in not_given(counted, got):
                self.remarks.append(Remark(kind, place, "left out", words, True))
            return None
        left: dict[str, list[str]] = {}
        for each in sorted((r for r in self.remarks if r.left_out), key=lambda r: r.at):
            left.setdefault(each.part, []).append(each.words)
        return unaccounted(self.taken.counted, said, left)

    def _said(self, lines: Sequence[Line], head: int, text: Text) -> dict[str, list[str]]:
        """The words of each part as the press reads them in the leaflet."""
        said: dict[str, list[str]] = {}
        number = head
        for line in lines:
            if line.title:
                said.setdefault(line.part, []).append(line.title)
                continue
            number += 1
            where = f"{self.name}:{number}"
            words = text.said.get(where) or words_in(
                _VALUES.sub(" ", text.with_values.get(where, ""))
            )
            made = words_in(line.made)
            said.setdefault(line.part, []).extend(words[len(made) :])
        return said

    def _not_accounted(self, failed: Unaccounted) -> Draft:
        what = (
            "is in neither the leaflet nor the report"
            if not failed.invented
            else "is not in the file"
        )
        place = f" ({failed.place})" if failed.place else ""
        return _failed(
            self.path,
            "S102",
            f"'{failed.word}'{place} {what}",
            "report it with the file; nothing is written",
        )

    # --- offers ---

    def _offered(self, offer: Offer, body: Sequence[Line], head: int) -> Finding:
        at = offer.at
        rows = [number for number, line in enumerate(body, head + 1) if line.at == at]
        write = offer.write.replace("\n", " ⏎ ")
        return Finding(
            "S104", "warning", offer.seen, Origin(self.name, next(iter(rows), 0)), f"write {write}"
        )

    def _proofread(self, leaflet: Leaflet, text: Text) -> list[Finding]:
        if text.first is None:
            return []
        prose = read_prose(text.first, text.lines)
        proof = proofread(
            leaflet, prose, self.desk.lists, today=self.desk.today, names=self.desk.names
        )
        return [each for each in proof.findings if each.code in _OFFERED]

    def _done(
        self, title: str, text: str, offers: Sequence[Finding], errors: tuple[Finding, ...]
    ) -> Draft:
        words = sum(map(len, self.taken.counted.values()))
        here = sum(len(words_in(each.words)) for each in self.remarks if each.left_out)
        account = Account(
            file=self.path.name,
            leaflet=self.name,
            words=words,
            remarks=tuple(sorted(self.remarks, key=lambda each: each.at)),
            offers=tuple(offers),
            findings=errors,
            pictures=tuple(f"sources/images/{name}" for name in self.pictures.made),
            to_fill_in=tuple(self.to_fill_in),
            here=here,
        )
        beside = f"leaflets/{self.language}/imported/{self.slug}"
        files = {f"images/{name}": data for name, data in self.pictures.made.items()}
        files |= {
            f"{beside}.json": as_json(account).encode(),
            f"{beside}.md": as_markdown(account).encode(),
            self.name.removeprefix("sources/"): text.encode(),
        }
        return Draft(
            self.slug, self.language, title, files, errors, words, here, len(offers), len(errors)
        )
