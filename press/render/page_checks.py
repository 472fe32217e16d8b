"""Laid-out boxes -> Findings: WeasyPrint clips and overlaps silently, this looks.

Reads the engine's private box tree. A layout marks what has a fixed size with
`data-fits="name"`: its content must end inside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias
from xml.etree.ElementTree import Element

from press.model import Finding, Manuscript, Origin, Variant
from press.model.slots import SLOT
from press.render.boxes import (
    Box,
    LaidOut,
    attribute,
    children,
    element_of,
    kind,
    pages_of,
    source_of,
    text_in,
    walk,
    words,
)
from press.render.places import place_of
from press.units import MM, PX

What: TypeAlias = Literal["leaflet", "shell", "furniture"]
"""What is laid out: a leaflet, one with open slots, or what stands in slots and nothing else."""

_TOLERANCE = 1.0
"""CSS px: what rounding may cost."""
_SEEN = ("InlineReplacedBox", "BlockReplacedBox", "TableRowBox")
"""Boxes that are seen, whether there are words in them or not."""


def audit(laid_out: LaidOut, manuscript: Manuscript, what: What = "leaflet") -> list[Finding]:
    """Find furniture that its text does not fit, and text that leaves its page.

    In a shell, what is in slots is left out: it is not what will stand there. In furniture
    only what is in slots, or right around one, counts.
    """
    findings = []
    for number, root in enumerate(pages_of(laid_out), 1):
        too_small: set[Box] = set()
        leave = is_slot if what == "shell" else _never
        for box, in_slot in _placed(root, leave):
            if (fits := attribute(box, "data-fits")) and (
                what == "leaflet" or (in_slot or _is_around_slot(box)) == (what == "furniture")
            ):
                excess, text = _excess(box, leave)
                if excess > _TOLERANCE:
                    too_small.add(box)
                    if fits == "title":
                        fits = _title_or_summary(box, text)
                    findings.append(_does_not_fit(fits, excess, text, number, manuscript))
        over, text = _furthest_out(root, too_small, leave)
        if over > _TOLERANCE:
            findings.append(_over_the_edge(text, over, number, manuscript))
    # What is too small has been said; what it pushed off the page needs no word of its own.
    if findings or what == "furniture":
        return findings
    return [_cut_off(name, manuscript) for name in _lost(laid_out, what)]


def _does_not_fit(
    name: str, excess: float, text: str, page: int, manuscript: Manuscript
) -> Finding:
    variant = manuscript.variant
    if name in ("title", "summary"):
        origin = _head_line(text, name, variant)
    elif "panel" in name and name != "contact panel":
        place = place_of(text, manuscript)
        origin = variant.publication.origin if place == variant.practice.origin else place
    else:
        origin = variant.practice.origin
    article = "" if name.startswith("panel") else "the "
    message = f"{article}{name} on page {page} is {excess * PX / MM:.1f} mm too small for '{text}'"
    return Finding("P010", "error", message, origin, "shorten the text")


def _title_or_summary(box: Box, text: str) -> str:
    """Which of the two is to be shortened: that which runs out, or else the taller one."""
    heights = {"title": 0.0, "summary": 0.0}
    for part in walk(box):
        which = "summary" if attribute(part, "class") == "lead" else "title"
        heading = source_of(part) if part.element_tag in ("h1", "h2") else None
        if heading is not None and text in " ".join(heading.itertext()):
            return which
        if part.element_tag in ("h1", "h2", "p") and hasattr(part, "height"):
            heights[which] = max(heights[which], part.height)
    return max(heights, key=lambda which: heights[which])


def _head_line(text: str, key: str, variant: Variant) -> Origin:
    """Where a title or summary stands: in a booklet its own, or that of one of its leaflets."""
    words = " ".join(text.split())
    for leaflet in variant.publication.leaflets if variant.publication.is_booklet else ():
        if words in " ".join(leaflet.title.split()) or words in " ".join(leaflet.summary.split()):
            return Origin(leaflet.origin.path, leaflet.lines.get(key, 1))
    return variant.named_at(key)


def _over_the_edge(text: str, over: float, page: int, manuscript: Manuscript) -> Finding:
    longest = max(text.split(), key=len)
    message = f"'{text.strip()[:40]}' on page {page} runs {over * PX / MM:.1f} mm over the edge"
    hint = "shorten the longest word, or put it on a line of its own"
    return Finding("P011", "error", message, place_of(longest, manuscript), hint)


def _cut_off(name: str, manuscript: Manuscript) -> Finding:
    message = f"'{name}' is cut off: part of it is on no page"
    origin = manuscript.variant.layout.sheet
    hint = "give it room in the layout: the engine drops what does not fit above the foot"
    return Finding("P017", "error", message, origin, hint)


def _lost(laid_out: LaidOut, what: What) -> Iterator[str]:
    """Find furniture that is nowhere, and text of which a part is nowhere.

    Of a box out of the flow, and of what follows in it, the engine drops what does not
    fit above the foot of the page, if no page comes after it.
    """
    shown: Counter[Element] = Counter()
    for page in pages_of(laid_out):
        for box in walk(page):
            if box.element_tag and (element := element_of(box)) is not None:
                shown[element] += _signs(text_in(box))
    root = next(element for element in shown if element.tag == "html")
    slots = root.iterfind(f".//*[@{SLOT}]") if what == "shell" else ()
    in_slots = {element for slot in slots for element in slot.iter()}
    for element in root.iter():
        if element in in_slots:
            continue
        written = _signs(element.text) + sum(_signs(child.tail) for child in element)
        if element in shown and shown[element] < written:
            yield " ".join("".join(element.itertext()).split())[:40]
        elif element not in shown and (name := element.get("data-fits") or element.get(SLOT)):
            yield name


def _signs(text: str | None) -> int:
    """How many signs are seen of a text."""
    return len("".join((text or "").replace("\u00ad", "").split()))


def is_slot(box: Box) -> bool:
    return bool(attribute(box, SLOT))


def _never(_: Box) -> bool:
    return False


def _is_around_slot(box: Box) -> bool:
    """Whether a slot stands right in a box."""
    element = source_of(box)
    if element is not None and any(child.get(SLOT) for child in element):
        return True
    return any(map(is_slot, children(box)))


def _placed(
    box: Box, leave: Callable[[Box], bool], in_slot: bool = False
) -> Iterator[tuple[Box, bool]]:
    """As `walk`, each with whether it is a slot or stands in one, however deep."""
    in_slot = in_slot or is_slot(box)
    yield box, in_slot
    for child in children(box):
        if not leave(child):
            yield from _placed(child, leave, in_slot)


def _excess(box: Box, leave: Callable[[Box], bool]) -> tuple[float, str]:
    """How far what is in a box reaches below or right of it, in px, and what reaches furthest."""
    bottom = box.content_box_y() + box.height
    right = box.content_box_x() + box.width
    furthest = [(y - bottom, said) for y, said in _bottoms(box, leave)]
    for text in walk(box, leave):
        if said := words(text):
            furthest.append((text.position_x + text.width - right, said))
    return max(furthest, default=(0.0, ""))


def _bottoms(box: Box, leave: Callable[[Box], bool]) -> Iterator[tuple[float, str]]:
    """How far down each line, picture, row and line to write on reaches, and what it says."""
    for part in walk(box, leave):
        for slot in filter(leave, children(part)):
            yield slot.position_y + slot.margin_height(), "____"
        if kind(part) == "LineBox" and part.element_tag:
            # A line that holds a block speaks for none of the lines in it.
            for text in walk(part, _is_block):
                if said := words(text):
                    yield part.position_y + part.height, said
        elif kind(part) in _SEEN and (element := source_of(part)) is not None:
            said = " ".join((element.get("alt") or "".join(element.itertext())).split())
            yield part.position_y + part.margin_height(), said[:40] or "____"
        elif attribute(part, "class") == "writing-line":
            yield part.position_y + part.border_height(), "____"


def _is_block(box: Box) -> bool:
    return kind(box) == "InlineBlockBox"


def _furthest_out(page: Box, known: set[Box], leave: Callable[[Box], bool]) -> tuple[float, str]:
    """How far a text runs over the edge of its page, in px, and that text.

    What is in a box that is known to be too small is left out.
    """
    boxes = walk(page, lambda box: box in known or leave(box))
    out = [(_over_edge(box, page), text_in(box)) for box in boxes if words(box)]
    return max(out, default=(0.0, ""))


def _over_edge(box: Box, page: Box) -> float:
    right = page.margin_width()
    bottom = page.margin_height()
    furthest: float = max(
        -box.position_x,
        -box.position_y,
        box.position_x + box.width - right,
        box.position_y + box.height - bottom,
    )
    return furthest
