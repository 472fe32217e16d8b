"""What floats beside a text in Word -> blocks and remarks; what a file says of itself -> Known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING

from press.importing.leaflets.gathering import Fate, Gathering
from press.importing.leaflets.package import Element, Package, child, inside, local, value
from press.importing.leaflets.record import Block, Image, Known, Piece
from press.importing.leaflets.word_runs import choice

if TYPE_CHECKING:
    from press.importing.leaflets.word import WordReader

_ALT = Fate("alternative text of what is left out", "left out")
_DRAWN = re.compile(r"word/(?:diagrams/data|charts/chart)[^/]*\.xml\Z")
_SAYING = ("t", "v")
"""Elements that hold the words of charts and diagrams (DrawingML)."""


def floating(reader: WordReader, drawing: Element, fates: tuple[Fate, ...]) -> None:
    """Read what stands in a drawing: after the paragraph that it is anchored in."""
    gathering = reader.gathering
    with ExitStack() as held:
        was, gathering.fates = gathering.fates, list(fates)
        held.callback(lambda: setattr(gathering, "fates", was))
        if reader.in_note and not fates:
            held.enter_context(gathering.fate("drawing in a note", "left out"))
        _Drawing(reader, drawing).read()


class _Drawing:
    """A drawing, an old picture or an object: its alternative text and what it shows."""

    def __init__(self, reader: WordReader, root: Element) -> None:
        self.reader, self.root = reader, root
        self.alt, self.taken, self.seen = "", False, False
        self.is_object = any(local(each) == "OLEObject" for each in root.iter())
        self.decorative = any(
            local(each) == "decorative" and value(each) in ("1", "true") for each in root.iter()
        )

    def read(self) -> None:
        gathering = self.reader.gathering
        for each in _shown(self.root):
            match local(each):
                case "docPr" | "shape" | "rect":
                    self._alternative(each)
                case "blip" | "imagedata":
                    self._picture(value(each, "embed") or value(each, "id"), value(each, "link"))
                case "txbxContent":
                    self.seen = True
                    self._flush()
                    if not gathering.fates:
                        gathering.tell("text box", "stands below the paragraph it was beside")
                    self.reader.blocks(each)
                case "textpath":
                    fate = Fate("letters drawn as a picture", "left out")
                    self._leave_out(value(each, "string"), fate)
                    self.seen = True
                case "chart" | "relIds":
                    self.seen = True
                    gathering.tell("chart or diagram", "left out; its words stand below")
        self._flush()
        if not self.seen:
            gathering.tell("drawn shape", "left out: draw it anew as SVG if it says something")

    def _alternative(self, each: Element) -> None:
        """The alternative text; a title beside it is left out."""
        self._flush()
        said = [value(each, name) for name in ("descr", "alt", "title") if value(each, name)]
        self.alt, self.taken = said[0] if said else "", False
        if len(said) > 1:
            self._flush()
            self._leave_out(said[1], _ALT)

    def _flush(self) -> None:
        """Leave out an alternative text that no picture took."""
        if self.alt and not self.taken:
            self._leave_out(self.alt, _ALT)
        self.alt = ""

    def _leave_out(self, words: str, fate: Fate) -> None:
        gathering = self.reader.gathering
        gathering.leave_out(f"{words}\n", gathering.fates[0] if gathering.fates else fate)

    def _picture(self, name: str, link: str) -> None:
        reader, gathering = self.reader, self.reader.gathering
        found = reader.related.get(name or link)
        self.seen = True
        if gathering.fates:
            gathering.tell("picture", f"left out with the {gathering.fates[0].kind}")
            return
        if found is None:
            return
        data = b"" if found.outside else reader.package.bytes(found.target)
        if self.decorative:
            gathering.tell("picture that is mere decoration", "left out")
        elif self.is_object:
            gathering.tell("object of another program (OLE)", "left out, and never opened")
        elif not data:
            about = found.target if found.outside else ""
            gathering.tell("picture outside the file", "left out: nothing is fetched", about=about)
        else:
            gathering.at += 1
            image = Image(data, " ".join(self.alt.split()))
            self.taken = True
            gathering.blocks.append(
                Block("picture", (), gathering.place, gathering.part, gathering.at, image=image)
            )
            self.alt = ""


def _shown(element: Element) -> Iterator[Element]:
    """The elements of a drawing in their order, but those of a text box, and of an older form."""
    for each in [choice(element)] if local(element) == "AlternateContent" else element:
        yield each
        if local(each) != "txbxContent":
            yield from _shown(each)


def drawn_words(package: Package, gathering: Gathering) -> None:
    """Leave out the words of charts and diagrams."""
    for name in sorted(filter(_DRAWN.match, package.names)):
        root = package.xml(name)
        fate = Fate("words of a chart or diagram", "left out")
        with gathering.other_part(name, name):
            for each in root.iter() if root is not None else ():
                if local(each) in _SAYING and each.text:
                    gathering.leave_out(f"{each.text}\n", fate)


def note_pieces(blocks: list[Block]) -> tuple[Piece, ...]:
    """The paragraphs of a note in one, a line each; cells of a table too."""
    pieces: list[Piece] = []
    for block in blocks:
        held = [b for row in block.rows for cell in row for b in cell.blocks] or [block]
        for each in held:
            pieces += [Piece("\n")] if pieces else []
            pieces += each.pieces
    if pieces and pieces[0].text:
        first = pieces[0]
        pieces[0] = Piece(first.text.lstrip(), first.at, first.marks, first.href)
    return tuple(pieces)


def known_of(reader: WordReader) -> Known:
    """What the file says of itself (OPC, 11)."""
    package = reader.package
    core = next((e.target for e in package.related("").values() if "core-prop" in e.type), "")
    said = {local(e): " ".join((e.text or "").split()) for e in inside(package.xml(core))}
    day = re.match(r"\d{4}-\d\d-\d\d", said.get("modified") or said.get("created") or "")
    reader.languages.pop("", None)
    usual = package.xml(reader.part_of("styles"))
    of_styles = child(usual, "docDefaults", "rPrDefault", "rPr", "lang")
    language = next(iter(reader.languages.most_common(1)), ("", 0))[0]
    return Known(
        said.get("title", ""),
        said.get("description") or said.get("subject", ""),
        said.get("creator", ""),
        language or value(of_styles) or said.get("language", ""),
        day_of(day[0]) if day else None,
        tuple(filter(None, (w.strip() for w in re.split("[,;]", said.get("keywords", ""))))),
    )


def day_of(written: str) -> date | None:
    """A day as year-month-day; None for one that there is not."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
