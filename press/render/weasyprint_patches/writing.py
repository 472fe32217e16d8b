"""Drawings and the file, read and written with fewer steps."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

_TWO = re.compile(r"([^ \n]*) ([^ \n]*)(?: |$)")


def draw_paths() -> None:
    """Read a drawing's numbers as numbers before asking for their units."""
    # The package has functions of the same names as these modules.
    path: Any = import_module("weasyprint.svg.path")
    utils = import_module("weasyprint.svg.utils")
    plain_point, plain_size = path.point, utils.size

    def point(svg: Any, string: str, font_size: float) -> Any:
        if match := _TWO.match(string):
            try:
                return float(match[1]), float(match[2]), string[match.end() :]
            except ValueError:
                pass
        return plain_point(svg, string, font_size)

    def size(string: Any, font_size: Any = None, percentage_reference: Any = None) -> Any:
        try:
            return float(string)
        except (ValueError, TypeError):
            return plain_size(string, font_size, percentage_reference)

    path.point = point
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint.svg") and vars(module).get("size") is plain_size:
            vars(module)["size"] = size


def write_once() -> None:
    """Turn each object into bytes once; the engine does it again for the file's identifier."""
    import pydyf

    plain = pydyf.PDF.write

    def write(file: Any, *arguments: Any, **more: Any) -> None:
        kinds = (pydyf.Dictionary, pydyf.Stream)
        known: dict[int, tuple[Any, bytes]] = {}
        before = {kind: kind.data for kind in kinds}

        def once(kind: Any) -> property:
            make: Callable[[Any], bytes] = before[kind].fget

            def data(thing: Any) -> bytes:
                if thing.number is None:  # inside another: it is asked for no more
                    return make(thing)
                if id(thing) not in known:
                    known[id(thing)] = thing, make(thing)
                return known[id(thing)][1]

            return property(data)

        for kind in kinds:
            kind.data = once(kind)
        try:
            plain(file, *arguments, **more)
        finally:
            for kind, data in before.items():
                kind.data = data

    pydyf.PDF.write = write
