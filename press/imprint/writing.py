"""pikepdf's objects -> Written: their bytes, the numbers of other objects left open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pikepdf

from press.imprint.records import Box, Naming, Written

Name = Callable[[pikepdf.Object], str]
"""What an indirect object is called until it has a number."""


def written(thing: object, name: Name, *, inside: bool = False) -> Written:
    """An object, written; what it refers to is named. A stream's /Length is left out."""
    pieces: list[bytes | str | Box | Naming] = []
    _write(thing, name, pieces, inside)
    return joined(pieces)


def entries(things: Mapping[str, object], name: Name) -> Written:
    """The entries of a dictionary, written, without its brackets."""
    pieces: list[bytes | str | Box | Naming] = []
    for key, value in things.items():
        pieces.append(_key(key))
        pieces += written(value, name, inside=True)
    return joined(pieces)


def in_place(thing: object) -> bytes:
    """An object as it stands in its own file, the numbers of others in it."""
    pieces = written(thing, lambda other: str(other.objgen[0]))
    return b"".join(piece if isinstance(piece, bytes) else str(piece).encode() for piece in pieces)


def joined(pieces: Iterable[bytes | str | Box | Naming]) -> Written:
    """Neighbouring bytes put together."""
    whole: list[bytes | str | Box | Naming] = []
    for piece in pieces:
        if whole and isinstance(piece, bytes) and isinstance(whole[-1], bytes):
            whole[-1] += piece
        else:
            whole.append(piece)
    return tuple(whole)


def _write(thing: object, name: Name, out: list[bytes | str | Box | Naming], inside: bool) -> None:
    if inside and isinstance(thing, pikepdf.Object) and thing.is_indirect:
        out.append(name(thing))
        out.append(b" 0 R")
    elif isinstance(thing, pikepdf.Stream | pikepdf.Dictionary):
        is_stream = isinstance(thing, pikepdf.Stream)
        out.append(b"" if is_stream else b"<<")
        for key in sorted(thing.keys()):
            if is_stream and key == "/Length":
                continue
            out.append(_key(key))
            _write(thing[key], name, out, True)
        out.append(b"" if is_stream else b">>")
    elif isinstance(thing, pikepdf.Array):
        out.append(b"[")
        for part in thing:
            _write(part, name, out, True)
            out.append(b" ")
        out.append(b"]")
    elif isinstance(thing, pikepdf.Object):
        out.append(thing.unparse())
    else:
        out.append(_plain(thing))


def _key(name: str) -> bytes:
    """The key of a dictionary, its signs escaped (ISO 32000-1, 7.3.5)."""
    return pikepdf.Name(name).unparse() + b" "


def _plain(value: object) -> bytes:
    """A value that pikepdf gives as Python's own."""
    if value is None:
        return b"null"
    if isinstance(value, bool):
        return b"true" if value else b"false"
    return str(value).encode("ascii")
