"""The texts of a publication -> one list of sources and notes, numbered through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import html as lxml_html
from lxml.html.builder import E

from press.merge.links import readable
from press.merge.shaped import NOTE, NOTE_END
from press.merge.text import Text
from press.model import Leaflet, Source

_MARK = re.compile(f'class="footnote-ref"([^>]*)>{NOTE}([^{NOTE_END}]*){NOTE_END}')
_LONG = 50
"""Characters of an address that nobody types: of a longer one only the site is printed."""


@dataclass(frozen=True, slots=True)
class NoteList:
    """`numbers` gives each leaflet's notes their numbers; `sources` and `notes` are list items.

    A source that several leaflets name stands there once. Sources that no text
    refers to come last, without a number.
    """

    numbers: tuple[dict[str, int], ...]
    sources: str
    notes: str


def collect(leaflets: Sequence[Leaflet], texts: Sequence[Text]) -> NoteList:
    """Number the notes of all texts in the order of reading."""
    numbers: list[dict[str, int]] = []
    of_source: dict[tuple[str, ...], int] = {}
    sources, notes, uncited = [], [], []
    last = 0
    for leaflet, text in zip(leaflets, texts, strict=True):
        known = {source.id: source for source in leaflet.sources}
        mine: dict[str, int] = {}
        for identifier in text.notes.cited:
            if source := known.get(identifier):
                key = _same(source)
                if key not in of_source:
                    last += 1
                    of_source[key] = last
                    sources.append(_item(source, last))
                mine[identifier] = of_source[key]
            elif identifier in text.notes.written:
                last += 1
                mine[identifier] = last
                html = text.notes.written[identifier]
                notes.append(f'<li id="note-{last}" value="{last}">{html}</li>')
        numbers.append(mine)
        uncited += [source for source in leaflet.sources if source.id not in mine]
    rest = {_same(source): source for source in uncited if _same(source) not in of_source}
    sources += [_item(source, None) for source in rest.values()]
    return NoteList(tuple(numbers), "".join(sources), "".join(notes))


def number(html: str, numbers: dict[str, int]) -> str:
    """Put the numbers in the place of their marks."""

    def link(mark: re.Match[str]) -> str:
        place = numbers.get(mark[2], 0)
        return f'class="footnote-ref" href="#note-{place}"{mark[1]}>{place}'

    return _MARK.sub(link, html)


def _same(source: Source) -> tuple[str, ...]:
    """What makes two sources one."""
    return (source.doi,) if source.doi else (source.text, str(source.year), source.url or "")


def _item(source: Source, place: int | None) -> str:
    """One source: what it is, the year, the address where it can be read.

    The words have an element of their own: before one that does not fit on its line,
    WeasyPrint breaks the line of a text that has none far too early.
    """
    text = source.text if not source.year else f"{source.text.rstrip('.')}. {source.year}."
    item = E.li(E.span(text))
    if place:
        item.set("id", f"note-{place}")
        item.set("value", str(place))
    else:
        item.set("class", "not-cited")
    if address := (f"https://doi.org/{source.doi}" if source.doi else source.url):
        shown = f"doi:{source.doi}" if source.doi else readable(address)
        item[0].tail = " "
        item.append(E.a(shown if len(shown) <= _LONG else shown.split("/")[0], href=address))
    return str(lxml_html.tostring(item, encoding="unicode"))
