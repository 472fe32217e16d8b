"""Records -> bytes with a digest -> the same records, or nothing: the one reader of `.press`.

Nothing that lies on the disk is believed. Each piece has the digest of its name and its
bytes in front, so that what was damaged, cut short or laid in another's place is noticed;
and what fits its digest is taken apart field by field, as the annotations of the records
say. What is strange is not known, and is made anew.

The form is JSON: a record is a list of its class's name and its fields in their order, a
mapping an object or pairs. Bytes stand behind the text, in it where they begin and how many
they are.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import Enum
from functools import cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

Value: TypeAlias = Any
"""Whatever JSON gives, and what is made of it."""
Kind: TypeAlias = Any
"""A class, or another annotation."""
Read: TypeAlias = "Callable[[Value, memoryview], Value]"
"""Makes what it should be of a value, bytes from those that stand behind the text."""

_NOTHING = memoryview(b"")
_MOST = 1 << 63
"""No size, time, inode or number of an object is as large."""


class StrangeError(ValueError):
    """It is not what the press wrote."""


def pack(name: str, thing: object) -> bytes:
    """Write records and bytes; `name` is the place where they are kept."""
    blob = bytearray()
    text = _json(thing, blob)
    body = b"%d\n%b%b" % (len(text), text, bytes(blob))
    return _seal(name, body) + b"\n" + body


def is_sealed(name: str, content: bytes) -> bool:
    """Whether these bytes are what `pack` wrote under this name, whatever they hold."""
    seal, _, body = content.partition(b"\n")
    return seal == _seal(name, body)


def unpack(name: str, kind: Kind, content: bytes) -> Value:
    """What `pack` wrote under this name, if it is of this kind; else StrangeError."""
    seal, _, body = content.partition(b"\n")
    if seal != _seal(name, body):
        raise StrangeError("its digest is another")
    size, _, rest = body.partition(b"\n")
    try:
        end = int(size)
        return _reader(kind)(_parsed(rest[:end]), memoryview(rest)[end:])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise StrangeError(str(error)) from error


def line_of(record: object) -> bytes:
    """A record on a line of its own, without bytes in it."""
    text = _json(record, bytearray())
    return b"%b %b\n" % (_seal("", text)[:16], text)


def read_line(kind: Kind, line: bytes) -> Value:
    """The record on a line, if it is of this kind; else StrangeError."""
    seal, _, text = line.rstrip(b"\n").partition(b" ")
    if seal != _seal("", text)[:16]:
        raise StrangeError("its digest is another")
    try:
        return _reader(kind)(_parsed(text), _NOTHING)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise StrangeError(str(error)) from error


def _seal(name: str, body: bytes) -> bytes:
    digest = sha256(name.encode() + b"\0")
    digest.update(body)
    return digest.hexdigest().encode()


def _parsed(text: bytes) -> Value:
    try:
        return json.loads(text.decode())
    except RecursionError:
        raise StrangeError("it is too deep") from None


# --- writing ---


def _json(thing: object, blob: bytearray) -> bytes:
    return json.dumps(_plain(thing, blob), ensure_ascii=False, separators=(",", ":")).encode()


def _plain(thing: object, blob: bytearray) -> object:
    kind: Kind = type(thing)
    if kind in _SIMPLE:
        return thing
    if isinstance(thing, bytes):
        blob += thing
        return [len(blob) - len(thing), len(thing)]
    if isinstance(thing, tuple | list):
        return [_plain(each, blob) for each in thing]
    if isinstance(thing, Enum):
        return thing.value
    if isinstance(thing, str | int | float):
        return thing
    if isinstance(thing, frozenset):
        return [_plain(each, blob) for each in sorted(thing)]
    if isinstance(thing, Mapping):
        if all(type(key) is str for key in thing):
            return {key: _plain(value, blob) for key, value in thing.items()}
        return [[_plain(key, blob), _plain(each, blob)] for key, each in thing.items()]
    return [kind.__name__, *(_plain(getattr(thing, name), blob) for name in _names(kind))]


@cache
def _names(kind: Kind) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


# --- reading: a function for each annotation, made once ---


@cache
def _reader(kind: Kind) -> Read:
    """What reads a value of this kind; StrangeError, KeyError, TypeError or ValueError if none."""
    inner = get_args(kind)
    origin: Kind = get_origin(kind)
    if origin is None:
        return _of_class(kind)
    if origin is Literal:
        return _one_of(inner)
    readers = [_reader(each) for each in inner if each is not ...]
    if origin in (Union, UnionType):
        return _any_of(readers)
    if origin is tuple:
        return _many(readers[0], tuple) if inner[-1] is ... else _fixed(readers)
    if origin is frozenset:
        return _many(readers[0], frozenset)
    return _texts if readers == [_text, _text] else _mapping(*readers)


def _of_class(kind: Kind) -> Read:
    if kind is bytes:
        return _bytes
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if issubclass(kind, Enum):
        return lambda value, blob: kind(value)
    return _record(kind)


def _record(kind: Kind) -> Read:
    hints = get_type_hints(kind)
    readers = [_reader(hints[each.name]) for each in fields(kind)]
    name, count = kind.__name__, len(readers) + 1

    def read(value: Value, blob: memoryview) -> Value:
        if type(value) is not list or len(value) != count or value[0] != name:
            raise StrangeError(f"it is no {name}")
        return kind(*[one(each, blob) for one, each in zip(readers, value[1:], strict=True)])

    return read


def _many(read: Read, made: Kind) -> Read:
    def read_all(value: Value, blob: memoryview) -> Value:
        if type(value) is not list:
            raise StrangeError("it is no list")
        return made([read(each, blob) for each in value])

    return read_all


def _fixed(readers: list[Read]) -> Read:
    def read(value: Value, blob: memoryview) -> Value:
        if type(value) is not list:
            raise StrangeError("it is no list")
        return tuple([one(each, blob) for one, each in zip(readers, value, strict=True)])

    return read


def _mapping(of_key: Read, of_value: Read) -> Read:
    def read(value: Value, blob: memoryview) -> Value:
        if type(value) is dict:
            value = value.items()
        elif type(value) is not list:
            raise StrangeError("it is no mapping")
        return {of_key(key, blob): of_value(each, blob) for key, each in value}

    return read


def _texts(value: Value, blob: memoryview) -> Value:
    """A mapping of texts, checked all at once: each record has one."""
    if type(value) is list and {*map(type, value)} <= {list}:
        value = dict(value)
    if type(value) is not dict or not {*map(type, value), *map(type, value.values())} <= {str}:
        raise StrangeError("it is no mapping of texts")
    if not "".join((*value, *value.values())).isascii():
        return {_text(key, blob): _text(each, blob) for key, each in value.items()}
    return dict(zip(map(sys.intern, value), map(sys.intern, value.values()), strict=True))


def _any_of(readers: list[Read]) -> Read:
    has_text = _text in readers

    def read(value: Value, blob: memoryview) -> Value:
        if has_text and type(value) is str:
            return _text(value, blob)
        for one in readers:
            try:
                return one(value, blob)
            except StrangeError:
                continue
        raise StrangeError("it is of no kind that can stand here")

    return read


def _one_of(known: tuple[Value, ...]) -> Read:
    def read(value: Value, blob: memoryview) -> Value:
        if type(value) is not str or value not in known:
            raise StrangeError("it is none of the words that can stand here")
        return value

    return read


def _text(value: Value, blob: memoryview) -> str:
    if type(value) is not str:
        raise StrangeError("it is no text")
    if not value.isascii():
        value.encode()  # half a character cannot be written
    return sys.intern(value)  # what thousands of records say alike is kept once


def _whole(value: Value, blob: memoryview) -> int:
    if type(value) is not int or not -_MOST < value < _MOST:
        raise StrangeError("it is no whole number")
    return value


def _number(value: Value, blob: memoryview) -> float:
    if type(value) not in (int, float) or not math.isfinite(value) or abs(value) >= _MOST:
        raise StrangeError("it is no number")
    return value  # type: ignore[no-any-return]


def _yes_or_no(value: Value, blob: memoryview) -> bool:
    if type(value) is not bool:
        raise StrangeError("it is neither yes nor no")
    return value


def _none(value: Value, blob: memoryview) -> None:
    if value is not None:
        raise StrangeError("there should be nothing")


def _bytes(value: Value, blob: memoryview) -> bytes:
    if type(value) is not list or len(value) != 2:
        raise StrangeError("it is no place of bytes")
    start, size = value
    if type(start) is not int or type(size) is not int:
        raise StrangeError("it is no place of bytes")
    if not 0 <= start <= start + size <= len(blob):
        raise StrangeError("its bytes are not there")
    return bytes(blob[start : start + size])


_SIMPLE: Mapping[Kind, Read] = {
    str: _text,
    int: _whole,
    float: _number,
    bool: _yes_or_no,
    NoneType: _none,
}
