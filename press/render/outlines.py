"""Work out the outlines of a drawing once: the logo and the figures come in every leaflet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

Outline = tuple[bytes, tuple[Any, ...]]
"""What a path writes into a page, and the corners at which markers would be drawn."""


@contextmanager
def remembered_outlines() -> Iterator[None]:
    """While a file is written, read no path again that was read before in this process.

    The engine reads a path's data point by point, which takes 6 to 12 ms for a logo with
    its letters as outlines. What it writes depends on nothing but the data and the size of
    type; colours, widths and places are set around it.
    """
    from weasyprint.svg import TAGS

    plain = TAGS["path"]

    def path(svg: Any, node: Any, font_size: float) -> None:
        data = node.get("d", "")
        if "%" in data:  # no path has it; the engine may take it for a share of the drawing
            plain(svg, node, font_size)
            return
        written, corners = _outline(data, font_size)
        svg.stream.stream.append(written)
        node.vertices.extend(corners)

    TAGS["path"] = path
    try:
        yield
    finally:
        TAGS["path"] = plain


@lru_cache(maxsize=4096)
def _outline(data: str, font_size: float) -> Outline:
    import pydyf
    from weasyprint.svg.path import path
    from weasyprint.svg.utils import PointError, size

    def point(x: Any, y: Any, font_size: float) -> tuple[float, float]:
        return size(x, font_size), size(y, font_size)

    svg = SimpleNamespace(stream=pydyf.Stream(), point=point)
    node = SimpleNamespace(get={"d": data}.get, vertices=[])
    with suppress(PointError):  # as the engine does: drawn as far as it can be read
        path(svg, node, font_size)
    return b"\n".join(svg.stream.stream), tuple(node.vertices)
