"""Sheets -> a sheet by which pages have no end, on which everything has its own height.

What floats beside the text pushes nothing on them (`floats_apart`): which notes stand above
one another, and what has to clear them, differs with the page that they come to stand on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from press.render.boxes import replaced

ENDLESS = 100_000
"""mm."""
_UNITS = {"mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pt": 4 / 3, "px": 1.0}


@dataclass(frozen=True, slots=True)
class Endless:
    """A sheet by which pages have no end, and the height that they have, in px, by name."""

    css: str
    heights: dict[str, float]


def endless(sheets: list[Any]) -> Endless | None:
    """Make pages endless; nothing where a size is not known before it is laid out."""
    sizes: dict[str, Any] = {"": None}
    for sheet in sheets:
        for _, selectors, declarations in sheet.page_rules:
            size = next((value for name, value, _ in declarations if name == "size"), None)
            for _, margin_box, selector in selectors:
                if margin_box is None:
                    name = selector.name or ""
                    sizes[name] = size or sizes.get(name)
    heights, rules = {}, []
    for name, size in sizes.items():
        size = size or sizes[""]
        if size is None or any(getattr(side, "unit", None) not in _UNITS for side in size):
            if name:
                return None
            continue
        width, height = size
        heights[name] = height.value * _UNITS[height.unit]
        long = f"{width.value}{width.unit} {ENDLESS}mm"
        rules.append(f"@page {name} {{ size: {long} !important }}")
    rules.append(".room { display: none !important }")
    # One more page, for the height of those that follow the first.
    rules.append('body::after { content: ""; display: block; break-before: page }')
    return Endless("\n".join(rules), heights)


@contextmanager
def floats_apart() -> Iterator[None]:
    """Let what floats beside its column push nothing: neither text nor what floats after it."""
    from weasyprint.layout import block

    plain = block.float_layout

    def lay_out(context: Any, box: Any, around: Any, *rest: Any, **more: Any) -> Any:
        box, resume_at = plain(context, box, around, *rest, **more)
        left, right = around.content_box_x(), around.content_box_x() + around.width
        start = box.border_box_x()
        if start >= right - 1 or start + box.border_width() <= left + 1:
            context.excluded_shapes.pop()
            box.stands_beside = True
        return box, resume_at

    with replaced(block, float_layout=lay_out):
        yield
