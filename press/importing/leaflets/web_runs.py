"""Running text of a page -> Pieces; links, pictures and what is left out are told."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from urllib.parse import unquote

from lxml.html import HtmlElement

from press.importing.leaflets.gathering import Fate, Gathering
from press.importing.leaflets.record import Block, Image, Mark, Piece
from press.importing.leaflets.web_parts import aside, data_of, lies_in, main_of
from press.importing.leaflets.word_runs import FOLLOWED

Beside = Callable[[str], bytes]
"""The bytes of a file beside the page, by its relative address; nothing where there is none."""

BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main menu nav noscript
    ol p pre section summary table tbody td tfoot th thead title tr ul
    """.split()  # noqa: SIM905
)
"""Elements that stand by themselves."""
_MARKS: Mapping[str, Mark] = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em", "cite", "dfn"), "italic"),
    "sup": "sup",
    "sub": "sub",
}
_STRUCK = Fate("struck-out text", "left out: on paper it would hold")
_HIDDEN = Fate("hidden text", "left out: nobody saw it")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_COLOURED = re.compile(r"(?<![\w-])(color|background(?:-color)?)\s*:\s*([^;]+)", re.I)
_OUTSIDE = Fate("text outside the main text", "left out")


def note_name(name: str) -> str:
    """The name of a note by that of its place in a page."""
    return "n" + re.sub(r"[^a-z0-9]+", "-", name.lower().removeprefix("fn").lstrip(":"))


class PageRuns:
    """Reads what runs on in a page; `pieces` are those of the paragraph that is being read."""

    def __init__(self, root: HtmlElement, beside: Beside, whole: bool) -> None:
        self.gathering, self.beside = Gathering(), beside
        self.main = root if whole else main_of(root)
        self.whole = whole
        self.pieces: list[Piece] = []
        self.kind: dict[str, object] = {"kind": "text"}
        self.lists: list[list[int]] = []
        self.marks: frozenset[Mark] = frozenset()
        self.href = ""
        self.ids = {
            each.get("id") or each.get("name")
            for each in root.iter()
            if each.get("id") or each.get("name")
        }
        self.around = set(self.main.iterancestors())

    @abstractmethod
    def block(self, element: HtmlElement) -> None:
        """Read an element that stands by itself."""

    @abstractmethod
    def flush(self) -> None:
        """End the paragraph that is being read."""

    def inline(self, element: HtmlElement) -> None:
        tag = str(element.tag) if isinstance(element.tag, str) else ""
        if not tag or tag in ("script", "style", "template"):
            return
        marks, href = self.marks, self.href
        with self.fate(element, tag):
            if tag == "br":
                self._say("\n")
            elif tag == "img":
                self._picture(element)
            elif tag == "a" and self.whole and "footnote-ref" in (element.get("class") or ""):
                note = note_name((element.get("href") or "")[1:])
                self.pieces += self.gathering.say(Piece(note=note))
                fate = Fate("number of a note", "left out: the leaflet numbers its notes")
                self.gathering.leave_out(element.text_content(), fate)
                return
            elif tag == "a" and "footnote-back" in (element.get("class") or ""):
                return
            elif tag == "a":
                self.href = self._link(element)
            elif tag in _MARKS:
                self.marks = marks | {_MARKS[tag]}
            self._looks(element, tag)
            self.text(element, element.text)
            for each in element:
                block = isinstance(each.tag, str) and each.tag in BLOCKS
                self.block(each) if block else self.inline(each)
                self.text(element, each.tail)
        self.marks, self.href = marks, href

    def text(self, element: HtmlElement, text: str | None) -> None:
        if text:
            keeps = element.tag == "pre"
            self._say(text if keeps else re.sub(r"[ \t\r\n\f]+", " ", text), element)

    def _say(self, text: str, element: HtmlElement | None = None) -> None:
        if element is not None and not self.pieces and text.strip():
            self.place(element)
        outside = element in self.around and element is not self.main
        with self.gathering.fate(*_OUTSIDE) if outside else nullcontext():
            self.pieces += self.gathering.say(Piece(text, marks=self.marks, href=self.href))

    def place(self, element: HtmlElement) -> str:
        under = f" under '{self.gathering.heading}'" if self.gathering.heading else ""
        self.gathering.place = f"line {element.sourceline}{under}"
        return self.gathering.place

    def _looks(self, element: HtmlElement, tag: str) -> None:
        if self.gathering.fates:
            return
        style = dict(_COLOURED.findall(element.get("style") or ""))
        said = element.text_content()
        if tag == "mark" or any(name.lower().startswith("back") for name in style):
            self.gathering.tell("highlighted text", "stands there without it", said)
        elif (tag == "font" and element.get("color")) or style:
            self.gathering.tell("coloured text", "stands there in the text's own colour", said)

    def _link(self, element: HtmlElement) -> str:
        href = (element.get("href") or "").strip()
        if href.startswith(FOLLOWED) and not re.search(r"[\s<>]", href):
            return href
        if href and not self.gathering.fates:
            within = href.startswith("#") and unquote(href[1:]) in self.ids
            kind = "link within the file" if within else "link that leads nowhere"
            became = "its words stay, without the link"
            self.gathering.tell(kind, became, element.text_content(), href[:200])
        return ""

    def _picture(self, element: HtmlElement) -> None:
        gathering, alt = self.gathering, " ".join((element.get("alt") or "").split())
        source = element.get("src") or ""
        self.place(element)
        if gathering.fates:
            gathering.leave_out(f" {alt} ", gathering.fates[0])
            return
        data = data_of(source) if source.startswith("data:") else self.beside(unquote(source))
        if not data:
            shown = source if len(source) < 100 else f"{source[:99]}…"
            fate = Fate(
                "picture that is not beside the page", "left out: nothing is fetched", shown
            )
            gathering.leave_out(alt, fate, apart=True)
            return
        kind = self.kind
        self.flush()
        self.kind = kind
        gathering.at += 1
        image = Image(data, alt)
        gathering.blocks.append(
            Block("picture", (), gathering.place, "", gathering.at, image=image)
        )

    def fate(self, element: HtmlElement, tag: str) -> AbstractContextManager[None]:
        """What is left out of a page, and why."""
        style = element.get("style") or ""
        if element.get("hidden") is not None or _UNSEEN.search(style):
            return self.gathering.fate(*_HIDDEN)
        if tag in ("del", "s", "strike") or "line-through" in style:
            return self.gathering.fate(*_STRUCK)
        if element is self.main or element in self.around:
            return nullcontext()
        inside = lies_in(element, self.main)
        if kind := aside(element, tag, inside=inside, whole=self.whole):
            return self.gathering.fate(kind, "left out")
        return nullcontext() if inside else self.gathering.fate(*_OUTSIDE)
