"""Elements -> the words by which a reader lists them: bookmarks, links, the title of a file.

Signs that only say where a line may break do not belong there, nor do the numbers of notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from press.render.boxes import LaidOut, element_of, walk

UNSAID = str.maketrans(dict.fromkeys("\u00ad\u200b\u2060\ufeff"))
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_NOTE = "footnote-ref"
"""The class of a link to a note; what it says is a number."""


def classes_of(element: Element | None) -> set[str]:
    """An element's classes."""
    return set(element.get("class", "").split()) if element is not None else set()


def label_of(element: Element) -> str:
    """What an element says in one line, a picture by what is said for it."""
    return plain("".join(_texts(element)))


def plain(text: str) -> str:
    """A text in one line, without signs that are not seen."""
    return " ".join(text.translate(UNSAID).split())


def leads_on(element: Element) -> bool:
    """Whether what follows belongs to it: to a heading, to "You may notice:"."""
    return element.tag in HEADINGS or label_of(element).endswith(":")


def is_note(element: Element) -> bool:
    return _NOTE in classes_of(element)


def _texts(element: Element) -> Iterator[str]:
    yield element.get("alt", "") if element.tag == "img" else element.text or ""
    for child in element:
        if not is_note(child):
            yield " " if child.tag == "br" else ""
            yield from _texts(child)
        yield child.tail or ""


def name_plainly(laid_out: LaidOut) -> None:
    """Give bookmarks and the title of a document their words as they are read."""
    title = laid_out.metadata.title
    laid_out.metadata.title = title and plain(title)
    for page in laid_out.pages:
        headings = [
            label_of(element)
            for box in walk(page._page_box)
            if getattr(box, "bookmark_label", "")
            and box.style["bookmark_level"] != "none"
            and (element := element_of(box)) is not None
        ]
        if len(headings) != len(page.bookmarks):  # CSS made one of something else
            headings = [plain(label) for _, label, *_ in page.bookmarks]
        page.bookmarks[:] = [
            (level, label, place, state)
            for (level, _, place, state), label in zip(page.bookmarks, headings, strict=True)
        ]
