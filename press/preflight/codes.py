"""QR codes: read from the image of the page, as a telephone would, and judged (D7).

Nothing is taken from what the press meant to print: the code that is read is compared
with what the page says beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import cast

import zxingcpp
from PIL.Image import Image

from press.model import Finding, Severity
from press.preflight.page_data import Box, Code, File, PageData, page_numbers
from press.units import MM

_SMALL, _LARGE = 10 * MM, 70 * MM
"""From what to what size a square picture is taken for a code."""
_LEAST = {"A5": 20, "other": 25}
"""mm, without the quiet zone; with it this small, and a telephone at hand may fail."""
_LEAST_QUIET = 3.5
"""Modules: four, less what a pixel of the image may hide (ISO/IEC 18004, 9.1)."""
_MOST_ADDRESS = 50
_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/[^\s,;]*)?")


Area = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""


def looks_like_code(box: Box, alt: str) -> bool:
    """Whether a picture may be a QR code: it is called one, or it is square and of the size."""
    width, height = box[2] - box[0], box[3] - box[1]
    if re.search(r"\bQR\b", alt):
        return True
    return _SMALL < width < _LARGE and abs(width - height) < 0.02 * width


def read_code(image: Image, page: int, box: Box, alt: str, scale: float) -> Code | None:
    """Read the code in a grey image of a box and a little around it, `scale` pixels a pt.

    A picture that is not called a code and cannot be read is none.
    """
    found = zxingcpp.read_barcodes(
        image,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        try_invert=False,
        try_rotate=False,
    )
    if not found:
        return Code(page, box, alt) if re.search(r"\bQR\b", alt) else None
    code = found[0]
    modules = 17 + 4 * int(cast("dict[str, str]", code.extra)["Version"])
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    symbol = (min(across), min(down), max(across), max(down))
    quiet = _quiet(image, symbol, (symbol[2] - symbol[0]) / modules)
    side = (symbol[2] - symbol[0]) * (1 + 8 / modules) / scale
    dark = (symbol[2] - symbol[0]) / scale
    return Code(page, _around(box, side), alt, code.text, str(code.ec_level), quiet, dark)


def _around(box: Box, side: float) -> Box:
    """A square of that side in the middle of a box: the picture may be wider than the code."""
    across, up = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return across - side / 2, up - side / 2, across + side / 2, up + side / 2


def _quiet(image: Image, symbol: Area, module: float) -> float:
    """How far it is light on all four sides of a symbol, in modules, four at most.

    The corners are left out: readers do without, and a designer may round them.
    """
    dark = image.point(lambda level: 255 if level < 128 else 0)
    left, top, right, bottom = symbol
    for step in range(8, 0, -1):
        room = round(step * module / 2) - 1  # a pixel on the edge may be either
        sides = (
            (left - room, top, left - 1, bottom),
            (right + 2, top, right + room, bottom),
            (left, top - room, right, top - 1),
            (left, bottom + 2, right, bottom + room),
        )
        if not any(dark.crop(side).getbbox() for side in sides):
            return step / 2
    return 0


def codes_can_be_read(file: File) -> Iterator[Finding]:
    """P034: a telephone reads every code: large enough, with room around it."""
    found: dict[tuple[Severity, str, str], list[int]] = defaultdict(list)
    for page in file.pages:
        for code in page.codes:
            if problem := _problem(code, page):
                found[problem].append(page.number)
    for (severity, says, hint), numbers in found.items():
        yield file.layout("P034", severity, f"the QR code on {page_numbers(numbers)} {says}", hint)


def _problem(code: Code, page: PageData) -> tuple[Severity, str, str] | None:
    if code.address is None:
        return "error", "cannot be read", "print it dark on light, with nothing over it, and larger"
    short_side = min(page.trim[2] - page.trim[0], page.trim[3] - page.trim[1])
    least = _LEAST["A5" if short_side < 150 * MM else "other"]
    side = (code.box[2] - code.box[0]) / MM
    if side < least - 0.3:
        says = f"is {side:.0f} mm wide with its quiet zone, at least {least} mm without"
        return "error", says, "make it larger"
    if code.quiet < _LEAST_QUIET:
        hint = "keep words, lines and colour away from it, and its own margin white"
        return "error", f"has {code.quiet:.1f} modules of white around it, at least 4", hint
    if code.level == "L":
        return "error", "has the lowest error correction, L", "make it with level M"
    if code.dark / MM < least - 0.3:
        says = f"is {code.dark / MM:.0f} mm wide without its quiet zone, at least {least} mm"
        return "warning", says, "make it larger"
    return None


def codes_lead_where_the_page_says(file: File) -> Iterator[Finding]:
    """P035: the address in a code is the one that the page says, and prints for who types it.

    Of what is in hand, which a code names with its version, the start of the website will do.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for page in file.pages:
        said = {_plain(link) for link in page.links}
        printed = _plain("".join(run.text for run in page.runs))
        for code in page.codes:
            if code.address is None:
                continue
            place, _, version = code.address.partition("#")  # a page says what changed since
            address = _plain(place)
            named = {_plain(word) for word in _ADDRESS.findall(code.alt)}
            where = f"the QR code on page {page.number} leads to {code.address}"
            if address not in (named or said) and (named or address not in printed):
                told = (
                    f"but is said to lead to {min(named)}" if named else "which nothing there says"
                )
                found["make the code of the address that is meant"].append(f"{where}, {told}")
            elif not any(part in printed for part in _from_start(address, below=bool(version))):
                hint = "print the address beside it, for who has no telephone at hand"
                found[hint].append(f"{where}, which is not printed there")
    for hint, messages in found.items():
        more = f" (and {len(messages) - 1} more)" if len(messages) > 1 else ""
        yield file.layout("P035", "error", messages[0] + more, hint)


def _from_start(address: str, *, below: bool) -> Iterator[str]:
    """An address, and where what is `below` others is found from: the addresses above it."""
    yield address
    while below and "/" in address:
        address = address.rpartition("/")[0]
        yield address


def addresses_are_short(file: File) -> Iterator[Finding]:
    """P036: an address that a reader may have to type has at most 50 characters."""
    codes = [code for page in file.pages for code in page.codes if code.address]
    long = [code for code in codes if len(_plain(code.address or "")) > _MOST_ADDRESS]
    if long:
        longest = max((_plain(code.address or "") for code in long), key=len)
        where = page_numbers([code.page for code in long])
        message = f"an address of {len(longest)} characters on {where}: {longest}; at most 50"
        yield file.text("P036", "warning", message, "give the leaflet a 'short' name in its head")


def _plain(address: str) -> str:
    """An address as a reader sees it: without https:// and without signs that split it."""
    plain = re.sub(r"[\s\u00ad\u200b]", "", address).lower().replace("\u2010", "-")
    return re.sub(r"^https?://", "", plain).removeprefix("www.").rstrip("/")
