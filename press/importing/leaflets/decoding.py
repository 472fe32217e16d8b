"""A file to be taken over, and its bytes -> text."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import NamedTuple

from press.importing.leaflets.counted import Counted
from press.importing.leaflets.record import Document, NotReadError


class Source(NamedTuple):
    """A file to be taken over: its bytes, where it lies, and who decided on tracked changes."""

    content: bytes
    path: Path
    changes: str


class Taken(NamedTuple):
    """What was read, and what was counted."""

    document: Document
    counted: Counted


_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)""", re.I)


def decoded(content: bytes) -> str:
    """Bytes as text: by their mark, by what a page says of itself, as UTF-8, else as Windows."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _lines(content.decode(name, "replace"))
    said = _CHARSET.search(content[:2000])
    for name in ((said[1].decode(),) if said else ()) + ("utf-8", "cp1252", "latin-1"):
        try:
            text = content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" in text:
            raise NotReadError("this is no text", "save it as text in UTF-8")
        return _lines(text)
    raise NotReadError("this is no text", "save it as text in UTF-8")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
