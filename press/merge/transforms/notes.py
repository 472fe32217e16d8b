"""Notes: taken off the end of a text, numbered through all texts of a publication, listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import bidirectional

from lxml.html import HtmlElement
from lxml.html.builder import E

from press.merge.account import MADE
from press.merge.shaped import Shaped
from press.merge.transforms.links import readable
from press.merge.tree import row_of
from press.model import Leaflet, Source
from press.model.languages import direction_of

_LONG = 50
"""Characters of an address that nobody types: of a longer one only the site is printed."""


def take_notes(root: HtmlElement, shaped: Shaped) -> None:
    """Take the notes off the end; Markdown's numbers are not in the text's order."""
    for holder in list(root.iter("x-notes")):
        for note in holder.iter("x-note"):
            message = f"a note refers to the note '{note.get('name')}'"
            hint = "say it in the text, or put both into one note"
            shaped.error("S045", message, row_of(note), hint)
        for text in holder.iter("x-text"):
            shaped.written[text.get("name", "")] = text
        holder.drop_tree()
    for note in list(root.iter("x-note")):
        shaped.cited.setdefault(note.get("name", ""), row_of(note))
        note.tag = "sup"
        note.set(MADE, "")
        link = E.a({"class": "footnote-ref", "x-note": note.attrib.pop("name")})
        note.append(link)
    for name, text in shaped.written.items():
        if name not in shaped.cited and str(text.text_content()).strip():
            message = f"nothing refers to the note '{name}', so it is not printed"
            hint = f"write [^{name}] where it belongs, or take it out"
            shaped.error("S045", message, row_of(text), hint)


def hold_notes(root: HtmlElement) -> None:
    """A note's number stays on the line of the word before it: a word joiner (U+2060) holds it.

    Two in a row have a comma between them: 1,3 and not 13.

    An element around both, kept on one line, makes WeasyPrint break the lines before it early.
    """
    for link in list(root.find_class("footnote-ref")):
        note = link.getparent()
        before, above = note.getprevious(), note.getparent()
        if before is None:
            above.text = f"{above.text or ''}\u2060"
            continue
        if not before.tail and before.find("a[@x-note]") is not None:
            note.text = ",\u2060"
        before.tail = f"{before.tail or ''}\u2060"


@dataclass(frozen=True, slots=True)
class NoteList:
    """`numbers` gives each leaflet's notes their numbers; `sources` and `notes` are list items.

    A source that several leaflets name stands there once. Sources that no text
    refers to come last, without a number.
    """

    numbers: tuple[Mapping[str, int], ...]
    sources: tuple[HtmlElement, ...]
    notes: tuple[HtmlElement, ...]


def collect(
    leaflets: Sequence[Leaflet],
    texts: Sequence[tuple[Sequence[str], Mapping[str, HtmlElement]]],
    written: Callable[[str], str] = str,
) -> NoteList:
    """Number the notes of all texts as they are read; `texts` are what each cites and has.

    Items of the list show their number as it is `written`.
    """
    numbers: list[dict[str, int]] = []
    of_source: dict[tuple[str, ...], int] = {}
    sources, notes, uncited = [], [], []
    last = 0
    for leaflet, (cited, own) in zip(leaflets, texts, strict=True):
        known = {source.id: source for source in leaflet.sources}
        mine: dict[str, int] = {}
        for identifier in cited:
            if source := known.get(identifier):
                key = _same(source)
                if key not in of_source:
                    last += 1
                    of_source[key] = last
                    sources.append(_item(source, last, _is_turned(leaflet, source)))
                mine[identifier] = of_source[key]
            elif identifier in own:
                last += 1
                mine[identifier] = last
                notes.append(_note(own[identifier], last))
        numbers.append(mine)
        uncited += [source for source in leaflet.sources if source.id not in mine]
    rest = {_same(source): source for source in uncited if _same(source) not in of_source}
    sources += [_item(each, None, _is_turned(leaflets[0], each)) for each in rest.values()]
    for item in (*sources, *notes):
        if place := item.get("value"):
            item.set("data-number", written(place))
    return NoteList(tuple(numbers), tuple(sources), tuple(notes))


def number(
    root: HtmlElement, numbers: Mapping[str, int], written: Callable[[str], str] = str
) -> None:
    """Put the numbers in their places, each as it is `written`."""
    for link in root.find_class("footnote-ref"):
        place = numbers.get(link.attrib.pop("x-note"), 0)
        link.set("href", f"#note-{place}")
        link.text = written(str(place))


def _same(source: Source) -> tuple[str, ...]:
    """What makes two sources one."""
    return (source.doi,) if source.doi else (source.text, str(source.year), source.url or "")


def _note(text: HtmlElement, place: int) -> HtmlElement:
    """A writer's note as an item of the list."""
    text.tag = "li"
    text.attrib.pop("name")
    text.set("id", f"note-{place}")
    text.set("value", str(place))
    return text


def _is_turned(leaflet: Leaflet, source: Source) -> bool:
    """Whether a source is read from left to right in a leaflet that is not."""
    ways = (bidirectional(sign) for sign in source.text)
    return (
        direction_of(leaflet.language) == "rtl"
        and next((way for way in ways if way in ("L", "R", "AL")), "") == "L"
    )


def _item(source: Source, place: int | None, is_turned: bool) -> HtmlElement:
    """One source: what it is, the year, the address where it can be read.

    One that `is_turned` is of one piece, or its address would come before its last words.

    The words have an element of their own: before one that does not fit on its line,
    WeasyPrint breaks the line of a text that has none far too early.
    """
    text = source.text if not source.year else f"{source.text.rstrip('.')}. {source.year}."
    item = E.li(E.span(text, {"lang": source.language} if source.language else {}))
    if place:
        item.set("id", f"note-{place}")
        item.set("value", str(place))
    else:
        item.set("class", "not-cited")
    if address := (f"https://doi.org/{source.doi}" if source.doi else source.url):
        shown = f"doi:{source.doi}" if source.doi else readable(address)
        item[0].tail = " "
        shown = shown if len(shown) <= _LONG else shown.split("/")[0]
        item.append(E.a(shown.replace("-", "-\u2060"), href=address))
    if is_turned:
        item[:] = [E.span(*item, dir="ltr")]
    return item
