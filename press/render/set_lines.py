"""Laid-out furniture -> how its lines are set: where they stand, how long they may be, in what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from press.model.set_lines import SetLine, SetText, Setting
from press.render.boxes import Box, LaidOut, children, kind, pages_of, text_in, walk
from press.render.slots import slot_of
from press.render.text_layer import TextFace

_USUAL = {
    "font_language_override": "normal",
    "font_variant_caps": "normal",
    "font_variation_settings": "normal",
    "letter_spacing": "normal",
    "word_spacing": 0,
    "text_decoration_line": "none",
    "direction": "ltr",
    "visibility": "visible",
}
"""What a style says where HarfBuzz alone sets its text as the engine does."""
_NEAR = 1e-6


def set_lines(
    laid_out: LaidOut, faces: Mapping[Box, TextFace], resources: Mapping[str, bytes | Path]
) -> tuple[SetLine, ...]:
    """The lines in the slots of laid-out furniture; `faces` are the typefaces of its texts."""
    names = {_digest(path, path.stat().st_mtime_ns): name for name, path in _fonts(resources)}
    setting = _Settings(faces, names)
    blocks = count()
    return tuple(
        line
        for number, page in enumerate(pages_of(laid_out))
        for slot in _slots(page)
        for line in _lines(slot, (number, slot), blocks, setting, sound=True)
    )


def _fonts(resources: Mapping[str, bytes | Path]) -> Iterator[tuple[str, Path]]:
    for name, path in sorted(resources.items()):
        if isinstance(path, Path) and path.suffix.lower() in (".ttf", ".otf"):
            yield name, path


@lru_cache(maxsize=256)
def _digest(path: Path, _changed: int) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _slots(box: Box) -> Iterator[Box]:
    """The slots in a box. The width of each is the layout's: another would fit no shell."""
    for child in children(box):
        if kind(child) == "MarginBox" or slot_of(child):
            yield child
        else:
            yield from _slots(child)


def _is_sound(box: Box, child: Box, sound: bool) -> bool:
    """Whether the width of a box in this one follows from the layout, whatever it says."""
    style = child.style
    width, unit = style["width"], getattr(style["width"], "unit", "")
    if kind(child) not in ("BlockBox", "BlockReplacedBox") or kind(box) in ("FlexBox", "GridBox"):
        return False
    if width != "auto":
        return sound or unit not in ("%", "")
    if style["position"] in ("absolute", "fixed"):
        return sound and "auto" not in (style["left"], style["right"])
    return sound and style["float"] == "none"


def _lines(
    box: Box,
    place: tuple[int, Box],
    blocks: Iterator[int],
    setting: _Settings,
    *,
    sound: bool,
    room: float = 0.0,
) -> Iterator[SetLine]:
    """The lines in a box, those of one block by its number; `room` is that of one in a line."""
    number, slot = place
    inside, block = children(box), next(blocks)
    lines = [each for each in inside if kind(each) == "LineBox"]
    floats = any(each.style["float"] != "none" for each in walk(slot) if each is not slot)
    for child in inside:
        if kind(child) != "LineBox":
            inner = _is_sound(box, child, sound)
            yield from _lines(child, place, blocks, setting, sound=inner)
            continue
        align = _align(child, last=child is lines[-1])
        known = sound and not floats and _stands(child, box, align)
        long = (room or box.width) if known else 0.0
        texts = tuple(setting.text(each) for each in _texts(child))
        corner = slot.border_box_x(), slot.border_box_y()
        yield SetLine(number, *corner, block, long if _is_plain(child) else 0.0, align, texts)
        for each in walk(child, lambda inner: kind(inner) == "LineBox"):
            if kind(each) == "InlineBlockBox":
                alone = align == "left" and _is_alone(each, child)
                left = long - each.margin_width() + each.width if alone else 0.0
                yield from _lines(each, place, blocks, setting, sound=left > 0, room=left)


def _is_alone(box: Box, line: Box) -> bool:
    """Whether a box in a line is all that is in it, as wide as what it says, and bare."""
    around = children(line)
    while len(around) == 1 and around[0] is not box:
        around = children(around[0]) if kind(around[0]) == "InlineBox" else []
    alone = len(around) == 1 and not _is_dressed(box) and box.style["width"] == "auto"
    return alone and line.style["direction"] == "ltr"


def _align(line: Box, last: bool) -> str:
    """On which side a line stands; nothing if its words are spread."""
    align = line.style["text_align_all"]
    if last and line.style["text_align_last"] != "auto":
        align = line.style["text_align_last"]
    left_first = line.style["direction"] == "ltr"
    if align == "justify":
        return "" if not last else ("left" if left_first else "right")
    sides = {"start": "left" if left_first else "right", "end": "right" if left_first else "left"}
    return str(sides.get(align, align))


def _stands(line: Box, block: Box, align: str) -> bool:
    """Whether a line stands where it would if there were nothing else in its block."""
    spare = block.width - line.width
    away = {"left": 0.0, "center": spare / 2, "right": spare}.get(align)
    return away is not None and abs(line.position_x - block.content_box_x() - away) < _NEAR


def _is_plain(line: Box) -> bool:
    """Whether nothing but text is in a line, and one direction."""
    style = line.style
    inside = {kind(each) for each in walk(line)} - {"LineBox", "InlineBox", "TextBox"}
    hyphens = style["hyphens"] == "auto" and style["lang"]
    indent = getattr(style["text_indent"], "value", 0)
    return not inside and not hyphens and not indent


def _texts(box: Box) -> Iterator[tuple[Box, bool]]:
    """The texts of a line, and whether nothing is drawn around them."""
    waiting = [(each, True) for each in reversed(children(box))]
    while waiting:
        each, bare = waiting.pop()
        if kind(each) == "TextBox":
            yield each, bare
        elif kind(each) == "InlineBox":
            bare = bare and not _is_dressed(each)
            waiting += [(inner, bare) for inner in reversed(children(each))]


def _is_dressed(box: Box) -> bool:
    edges = (getattr(box, f"border_{side}_width") for side in ("top", "right", "bottom", "left"))
    return box.background is not None or any(edges)


class _Settings:
    """How texts are set, as far as HarfBuzz sets them alike."""

    def __init__(self, faces: Mapping[Box, TextFace], names: Mapping[str, str]) -> None:
        self.faces, self.names = faces, names

    def text(self, of: tuple[Box, bool]) -> SetText:
        box, bare = of
        down = box.position_y + box.baseline  # type: ignore[attr-defined]
        setting = self._setting(box) if bare else None
        return SetText(text_in(box), box.position_x, down, box.width, setting)

    def _setting(self, box: Box) -> Setting | None:
        from weasyprint.text.fonts import font_features

        found, style = self.faces.get(box), box.style
        if found is None or any(style[name] != usual for name, usual in _USUAL.items()):
            return None
        face, size, digest = found
        name = self.names.get(digest)
        if name is None or face.variations or face.index or not style["lang"]:  # type: ignore[attr-defined]
            return None
        kinds = ("position", "caps", "numeric", "alternates", "east_asian")
        features: Mapping[str, Any] = font_features(
            style["font_kerning"],
            style["font_variant_ligatures"],
            *(style[f"font_variant_{each}"] for each in kinds),
            style["font_feature_settings"],
        )
        leads = style["font_family"][0] == face.family
        return Setting(face.hash, size, name, tuple(sorted(features.items())), style["lang"], leads)
