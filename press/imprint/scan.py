"""A page's content -> what it draws, and in which glyphs and colours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

import pikepdf

from press.colour.derive import amounts, hex_of
from press.colour.inks import converted
from press.imprint.update import stored

_MCID = re.compile(rb"/MCID (\d+)")
_SHOWN = re.compile(rb"/([^\s/]+) [\d.-]+ Tf|(?<!<)<([0-9a-f]+)>")
_SETS = re.compile(rb" (rg|RG)\b")
_RGB = re.compile(rb"(?<![\d.-])\d*\.?\d+ \d*\.?\d+ \d*\.?\d+\Z")
_LONGEST = 64
"""Bytes before an operator in which its three numbers stand."""
_DRAWN = re.compile(rb"/([^\s/]+) Do\b")
_LINE = re.compile(rb"(1 0 0 -1 )(\S+) (\S+) Tm")
_PLACED = re.compile(rb"\s(?:cm|re|m|l|c|v|y|Do)\s")
_STATE = re.compile(rb"/([^\s/]+) gs\b")
_MAPPED = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")

Code: TypeAlias = "tuple[int, bytes, int]"
"""A glyph's code, what it says in UTF-16, and a digest of what it draws (`press.render.codes`)."""


def mcids(content: bytes) -> list[int]:
    """The numbers of its marked content, in the order of the content."""
    return [int(number) for number in _MCID.findall(content)]


def parted(content: bytes) -> tuple[bytes, ...]:
    """The same in pieces, without the numbers of its marked content."""
    pieces = _MCID.split(content)[::2]
    return (*(piece + b"/MCID " for piece in pieces[:-1]), pieces[-1])


def own_names(content: bytes, prefix: str) -> bytes:
    """The same with names of its own for what it draws with, typefaces and colours aside."""
    prefixed = prefix.encode("ascii")
    return _STATE.sub(rb"/%s\1 gs" % prefixed, _DRAWN.sub(rb"/%s\1 Do" % prefixed, content))


def shown(content: bytes) -> Mapping[str, frozenset[int]]:
    """The codes that are shown, by the name of their typeface."""
    used: dict[str, set[int]] = {}
    font = ""
    for match in _SHOWN.finditer(content):
        if match[1]:
            font = match[1].decode("ascii")
        elif match[2]:
            said = match[2]
            codes = {int(said[at : at + 4], 16) for at in range(0, len(said), 4)}
            used.setdefault(font, set()).update(codes)
    return {name: frozenset(codes) for name, codes in used.items()}


def codes_of(font: pikepdf.Object) -> frozenset[Code]:
    """What a typeface's codes mean: the same number may mean something else in another file."""
    drawn = font.get("/LeafletCodes", pikepdf.Dictionary())
    return frozenset(
        (int(code, 16), said, int(drawn.get(f"/{code.decode()}", 0)))
        for code, said in _MAPPED.findall(font.ToUnicode.read_bytes())
    )


def words(content: bytes) -> list[bytes]:
    """The glyphs that are shown, in their order."""
    return [match[2] for match in _SHOWN.finditer(content) if match[2]]


def with_named_colours(
    content: bytes, names: Mapping[bytes, bytes], *, inks: bool = False
) -> bytes:
    """Colours of these values (`r g b`) set as the named colour spaces of the brand.

    With `inks` all other colours are converted to process inks.
    """

    pieces, done = list[bytes](), 0
    for sets in _SETS.finditer(content):
        colour = _RGB.search(content, max(done, sets.start() - _LONGEST), sets.start())
        if not colour:
            continue
        name, fills = names.get(colour[0]), sets[1] == b"rg"
        if name is not None:
            now = (b"/%s cs 0 scn" if fills else b"/%s CS 0 SCN") % name
        elif inks:
            red, green, blue = (round(255 * float(amount)) for amount in colour[0].split())
            process = b" ".join(map(number, converted(hex_of(red, green, blue))))
            now = process + (b" k" if fills else b" K")
        else:
            continue
        pieces += content[done : colour.start()], now
        done = sets.end()
    return b"".join((*pieces, content[done:]))


def is_text(content: bytes) -> bool:
    """Whether it is nothing but lines of text, each of which says where it stands."""
    return not _PLACED.search(content)


def text_moved(content: bytes, across: float, down: float) -> bytes:
    """Lines of text, moved by so many px; a matrix would round otherwise than the engine does."""

    def line(match: re.Match[bytes]) -> bytes:
        return b"%s%s %s Tm" % (
            match[1],
            number(float(match[2]) + across),
            number(float(match[3]) + down),
        )

    return _LINE.sub(line, content)


def operands(names: Mapping[str, str]) -> Mapping[bytes, bytes]:
    """Names of colours by what the engine writes before `rg`, from names by `#rrggbb`."""
    return {
        b" ".join(map(number, amounts(colour))): name.encode() for colour, name in names.items()
    }


def number(value: float) -> bytes:
    """A number as the engine writes it: at most six decimals, no zeros at the end."""
    return f"{value:.6f}".rstrip("0").rstrip(".").encode("ascii")


def drawn_names(content: bytes) -> set[str]:
    return {name.decode("ascii") for name in _DRAWN.findall(content)}


def is_content(stream: pikepdf.Object) -> bool:
    """Whether a stream holds operators: a page's content, a form or a pattern."""
    kind, subtype = stream.get("/Type"), stream.get("/Subtype")
    return (
        subtype == "/Form"
        or kind == "/Pattern"
        or (kind is None and subtype is None and "/Length1" not in stream and "/N" not in stream)
    )


def put(stream: pikepdf.Object, content: bytes) -> None:
    """Give a stream this content, deflated."""
    packed = stored(content, exactly=False)
    stream.write(packed.data, filter=pikepdf.Name.FlateDecode)
