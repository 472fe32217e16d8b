"""What stands in a paragraph of a Word file -> Pieces; fields, changes, links and notes are told.

What is not known here is gone into: no words stand in an element that nobody looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace

from press.importing.leaflets.gathering import Fate, Gathering
from press.importing.leaflets.package import Element, Package, child, inside, local, value
from press.importing.leaflets.record import Mark, Piece, Remark
from press.importing.leaflets.word_styles import Lists, Styles

CHANGES = {
    "ins": ("tracked insertion", "reject"),
    "moveTo": ("tracked move, to here", "reject"),
    "cellIns": ("tracked insertion", "reject"),
    "del": ("tracked deletion", "accept"),
    "moveFrom": ("tracked move, from here", "accept"),
    "cellDel": ("tracked deletion", "accept"),
}
"""Of each tracked change what it is, and under which choice its words fall away."""
SILENT = frozenset(
    {"pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx"}
)
CONTENTS = Fate("list of contents", "left out: a booklet makes its own")
_MARKS: Mapping[str, Mark] = {"b": "bold", "i": "italic"}
_RAISED: Mapping[str, frozenset[Mark]] = {
    "superscript": frozenset({"sup"}),
    "subscript": frozenset({"sub"}),
}
_SAID = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "\u2011"}
_TOC = re.compile(r"\s*(?:TOC|INDEX|TOA)\b")
_SYMBOLS = {"F0A8": "☐", "F06F": "☐", "F071": "☐", "F0FE": "☒", "F0FC": "✓", "F0E0": "→"}
"""Signs of the typeface Wingdings that have one of their own elsewhere."""
FOLLOWED = ("https://", "http://", "mailto:", "tel:")
_PLAIN = re.compile(r"(?:auto|windowtext|([0-3][0-9a-f]){3})\Z", re.I)
_STRUCK = Fate("struck-out text", "left out: on paper it would hold")
_HIDDEN = Fate("hidden text", "left out: nobody saw it")
_FIELD = Fate("field", "what it showed stays as text")


@dataclass(slots=True)
class _Field:
    """A field whose end has not come: whether its result has begun, and what it is told to do."""

    told: str = ""
    begun: bool = False


class RunReader:
    """Reads runs; `floats` are drawings that are met on the way, for whoever reads paragraphs."""

    def __init__(self, package: Package, main: str, changes: str) -> None:
        self.package, self.changes = package, changes
        self.related = package.related(main)
        self.styles = Styles(package.xml(self.part_of("styles")))
        self.lists = Lists.of(package, self.part_of("numbering"))
        self.gathering = Gathering(main)
        self.floats: list[tuple[Element, tuple[Fate, ...]]] = []
        self.noted: set[str] = set()
        self.commented: dict[str, str] = {}
        self.languages: Counter[str] = Counter()
        self.bookmarks: set[str] = set()
        self.style = ""
        self._fields: list[_Field] = []
        self._href = ""

    def part_of(self, kind: str) -> str:
        """The part of a kind that the text refers to; '' where there is none."""
        found = (e.target for e in self.related.values() if e.type == kind and not e.outside)
        return next(found, "")

    def pieces_in(self, element: Element) -> list[Piece]:
        """What an element of running text says."""
        return [piece for each in element for piece in self._inline(each)]

    def _inline(self, each: Element) -> list[Piece]:
        match local(each):
            case "r":
                return self._run(each)
            case "hyperlink":
                return self._linked(each, self._link(each))
            case "fldSimple":
                self._told(value(each, "instr"))
                self._fields.append(_Field(value(each, "instr"), begun=True))
                pieces = self._linked(each, self._href)
                self._fields.pop()
                return pieces
            case "sdt":
                with self.control(each):
                    return self.pieces_in(each)
            case "oMath":
                self.gathering.tell("equation", "its letters stand as text", words_of(each))
                return self.pieces_in(each)
            case "AlternateContent":
                return self.pieces_in(choice(each))
            case name if name in CHANGES:
                with self.change(each, name):
                    return self.pieces_in(each)
            case name if name in SILENT:
                return []
            case _:
                return self._said(each)

    def _linked(self, element: Element, href: str) -> list[Piece]:
        was, self._href = self._href, href
        pieces = self.pieces_in(element)
        self._href = was
        return pieces

    def _run(self, run: Element) -> list[Piece]:
        properties = child(run, "rPr")
        where = (properties, value(child(properties, "rStyle"))), (None, self.style)
        said = words_of(run)
        self.languages[value(child(properties, "lang"))] += len(said)
        marks = {mark for name, mark in _MARKS.items() if self.styles.is_on(name, *where)}
        marks |= _RAISED.get(value(child(properties, "vertAlign")), frozenset())
        fate = None
        if self.styles.is_on("vanish", *where):
            fate = _HIDDEN
        elif self.styles.is_on("strike", where[0]) or self.styles.is_on("dstrike", where[0]):
            fate = _STRUCK
        elif said.strip() and not self.gathering.fates:
            self._looks(properties, said)
        with self.gathering.fate(*fate) if fate else nullcontext():
            return [
                replace(piece, marks=frozenset(marks))
                for each in run
                for piece in self._inline(each)
            ]

    def _looks(self, properties: Element | None, said: str) -> None:
        colour, light = value(child(properties, "color")), value(child(properties, "highlight"))
        fill = value(child(properties, "shd"), "fill")
        if colour and not _PLAIN.match(colour) and not self._href:
            self.gathering.tell("coloured text", "stands there in the text's own colour", said)
        if light not in ("", "none") or fill.lower() not in ("", "auto", "ffffff"):
            self.gathering.tell("highlighted text", "stands there without it", said)
        if child(properties, "rPrChange") is not None:
            self.gathering.tell("tracked change of looks", "taken as it looks now", said)

    def _said(self, each: Element) -> list[Piece]:
        """What an element in a run says."""
        match local(each):
            case "t" | "delText":
                return self._text(each.text or "")
            case "instrText" | "delInstrText":
                self._told(each.text or "")
                if self._fields:
                    self._fields[-1].told += each.text or ""
            case "fldChar":
                self._field(value(each, "fldCharType"))
            case "br":
                return self._text("\n" if value(each, "type") in ("", "textWrapping") else " ")
            case name if name in _SAID:
                return self._text(_SAID[name])
            case "sym":
                return self._symbol(each)
            case "footnoteReference" | "endnoteReference" as name:
                return self._reference(("n" if name[0] == "f" else "e") + value(each, "id"))
            case "drawing" | "pict" | "object":
                self.floats.append((each, tuple(self.gathering.fates)))
            case "commentRangeStart" | "commentReference":
                self.commented.setdefault(value(each, "id"), self.gathering.place)
            case "bookmarkStart":
                self.bookmark(each)
            case _:
                return self.pieces_in(each)
        return []

    def _text(self, text: str) -> list[Piece]:
        if any(not field.begun for field in self._fields):
            self._told(text)
            return []
        contents = any(_TOC.match(field.told) for field in self._fields)
        with self.gathering.fate(*CONTENTS) if contents else nullcontext():
            return list(self.gathering.say(Piece(text, href=self._target())))

    def _target(self) -> str:
        """Where a link leads, be it one that is a field."""
        told = [re.match(r'\s*HYPERLINK\s+"([^"\s<>]+)"', field.told) for field in self._fields]
        found = next((match[1] for match in told if match), "")
        return found if found.startswith(FOLLOWED) else self._href

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].begun = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _told(self, words: str) -> None:
        """What a field is told to do: no words of the text."""
        fates = self.gathering.fates
        self.gathering.leave_out(words, fates[0] if fates else _FIELD)

    def _symbol(self, each: Element) -> list[Piece]:
        code = value(each, "char").upper()
        if sign := _SYMBOLS.get(code):
            return self._text(sign)
        about = f"{value(each, 'font')} {code}"
        self.gathering.tell("sign of a typeface of signs", "left out", about=about)
        return []

    def _reference(self, name: str) -> list[Piece]:
        pieces = list(self.gathering.say(Piece(note=name)))
        self.noted |= {name} if pieces else set()
        return pieces

    def bookmark(self, each: Element) -> None:
        """Tell of a place that something may refer to."""
        name = value(each, "name")
        if name and not name.startswith("_"):
            became = "left out: write '## Heading {#name}' where something refers to it"
            self.gathering.tell("bookmark", became, about=name)

    def _link(self, each: Element) -> str:
        """Where a link leads; '' where paper cannot follow it."""
        found, anchor = self.related.get(value(each, "id")), value(each, "anchor")
        href = found.target if found and found.outside else ""
        if href.startswith(FOLLOWED) and not re.search(r"[\s<>]", href):
            return href
        said, became = words_of(each), "its words stay, without the link"
        if said.strip() and not self.gathering.fates:
            within = anchor in self.bookmarks and not href
            kind = "link within the file" if within else "link that leads nowhere"
            self.gathering.tell(kind, became, said, href or anchor)
        return ""

    # --- what holds for all that stands in an element ---

    @contextmanager
    def change(self, each: Element, name: str, what: str = "") -> Iterator[None]:
        """A tracked change: what it comes to under the choice that was made."""
        (kind, out_under), gathering = CHANGES[name], self.gathering
        words, author = what or words_of(each), value(each, "author")
        if not self.changes:
            place, at = gathering.place, gathering.at
            gathering.changes.append(
                Remark(kind, place, "not decided", words, False, gathering.part, at, author)
            )
        if self.changes == out_under and not what:
            with gathering.fate(kind, f"left out ({self.changes}ed)", author):
                yield
            return
        if self.changes:
            stays = "the paragraphs stay apart" if what else "stands in the leaflet"
            gathering.tell(kind, f"{stays} ({self.changes}ed)", words, author)
        yield

    def control(self, each: Element) -> AbstractContextManager[None]:
        """A content control: its contents list or hint falls away, else what it holds stays."""
        properties = child(each, "sdtPr")
        if "ontents" in value(child(properties, "docPartObj", "docPartGallery")):
            return self.gathering.fate(*CONTENTS)
        if child(properties, "showingPlcHdr") is not None:
            return self.gathering.fate("hint of a form", "left out: nobody had filled it in")
        return nullcontext()


def words_of(element: Element) -> str:
    """The text in an element, whatever became of it."""
    return "".join(each.text or "" for each in element.iter() if local(each) in ("t", "delText"))


def choice(alternatives: Element) -> Element:
    """What a program of today shows of contents that are there twice (part 3, 10.2.1)."""
    return next(
        (e for e in alternatives if local(e) == "Choice"),
        next(iter(inside(alternatives)), alternatives),
    )
