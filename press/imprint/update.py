"""A file and some objects -> the file with an incremental update that holds them.

ISO 32000-1, 7.5.6: the bytes of the file stay as they are; behind them come objects, new
ones and ones that take the place of those with their number, and a cross-reference
stream (7.5.8) whose /Prev is the one before. What is no stream goes into one compressed
object stream (7.5.7).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

_PLAIN, _COMPRESSED = 1, 2
"""Kinds of entries of a cross-reference stream (table 18)."""
_LITTLE = 4096
"""Bytes that fit the small window (2 to the power of 12)."""
_ENTRY = struct.Struct(">BIH")


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream object: its dictionary without /Length and the brackets, and its data as stored."""

    dictionary: bytes
    data: bytes


@dataclass(frozen=True, slots=True)
class Trailer:
    """What the cross-reference says of the whole file.

    `size` is one more than the highest number in the file so far, `previous` where its
    last cross-reference begins, `identifiers` its permanent and its new one (14.4).
    """

    size: int
    previous: int
    root: int
    info: int
    identifiers: tuple[bytes, bytes]


def updated(file: bytes, objects: Mapping[int, bytes | Stream], trailer: Trailer) -> bytes:
    """The file followed by these objects, by number: a new one's is `size` or higher."""
    plain = {number: thing for number, thing in objects.items() if isinstance(thing, bytes)}
    bundle = max(trailer.size, *(number + 1 for number in objects))
    table = bundle + 1
    parts = [file] if file.endswith(b"\n") else [file, b"\n"]
    offset = sum(map(len, parts))
    entries: dict[int, bytes] = {}
    streams = {number: thing for number, thing in objects.items() if isinstance(thing, Stream)}
    streams[bundle] = _bundled(plain)
    for index, number in enumerate(plain):
        entries[number] = _ENTRY.pack(_COMPRESSED, bundle, index)
    for number, stream in streams.items():
        entries[number] = _ENTRY.pack(_PLAIN, offset, 0)
        thing = _written(number, stream)
        parts.append(thing)
        offset += len(thing)
    entries[table] = _ENTRY.pack(_PLAIN, offset, 0)
    first, second = trailer.identifiers
    dictionary = (
        b"/Type/XRef/W[1 4 2]/Index[%s]/Size %d/Prev %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]"
        % (
            _index(sorted(entries)),
            table + 1,
            trailer.previous,
            trailer.root,
            trailer.info,
            first.hex().encode(),
            second.hex().encode(),
        )
    )
    rows = b"".join(entries[number] for number in sorted(entries))
    parts.append(_written(table, _stream(dictionary, rows)))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % offset)
    return b"".join(parts)


def stored(data: bytes, *, exactly: bool = True) -> Stream:
    """Data as a stream holds it: deflated, unless its last byte would be a carriage return.

    Before `endstream` stands an end of line that is not data (7.3.8.1); validators take a
    carriage return there for half of it. Where the data need not be there `exactly`, as
    white space at its end means nothing, a space more makes another last byte: it comes
    of the sum of all bytes (RFC 1950, 2.2).
    """
    packed = _deflated(data)
    if not packed.endswith(b"\r"):
        return Stream(b"/Filter/FlateDecode", packed)
    return Stream(b"", data) if exactly else stored(data + b" ")


def _deflated(data: bytes) -> bytes:
    """Deflated; of little data with a small window, which takes a seventh of the time to set up."""
    if len(data) > _LITTLE:
        return zlib.compress(data, 6)
    deflater = zlib.compressobj(6, zlib.DEFLATED, 12, 5)
    return deflater.compress(data) + deflater.flush()


def _bundled(objects: Mapping[int, bytes]) -> Stream:
    """An object stream: numbers and offsets, then the objects."""
    heads, bodies, offset = [], [], 0
    for number, thing in objects.items():
        heads.append(b"%d %d" % (number, offset))
        bodies.append(thing)
        offset += len(thing) + 1
    head = b" ".join(heads) + b"\n"
    data = head + b"\n".join(bodies)
    return _stream(b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head)), data, exactly=False)


def _stream(dictionary: bytes, data: bytes, *, exactly: bool = True) -> Stream:
    packed = stored(data, exactly=exactly)
    return Stream(dictionary + packed.dictionary, packed.data)


def _written(number: int, stream: Stream) -> bytes:
    return b"%d 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        number,
        stream.dictionary,
        len(stream.data),
        stream.data,
    )


def _index(numbers: list[int]) -> bytes:
    """Runs of numbers as pairs of the first and how many."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == sum(runs[-1]):
            runs[-1][1] += 1
        else:
            runs.append([number, 1])
    return b" ".join(b"%d %d" % (first, count) for first, count in runs)
