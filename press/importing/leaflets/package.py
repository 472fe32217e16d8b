"""The bytes of an Office file -> its parts, under limits: nothing is fetched, run or expanded."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from press.importing.leaflets.record import NotReadError

_MOST_PARTS = 3_000
_MOST_PART, _MOST_ALL = 40_000_000, 150_000_000
"""Bytes of a part, and of all that are read, unpacked."""
OLE = b"\xd0\xcf\x11\xe0"
"""How a file of Word before 2007 begins, and one with a password."""
Element = etree._Element


class Related(NamedTuple):
    """What a part refers to: the kind of relation, its target, whether that lies outside."""

    type: str
    target: str
    outside: bool


class Package:
    """A ZIP file of parts that refer to each other (ECMA-376, part 2)."""

    def __init__(self, content: bytes) -> None:
        if content.startswith(OLE):
            hint = "open it in Word or LibreOffice, and save it as .docx without a password"
            raise NotReadError("this is an old Word file, or one with a password", hint)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            names = [info.filename for info in self._zip.infolist()]
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise NotReadError(
                "the file is damaged, or is no Office file", "save it anew"
            ) from error
        if len(names) > _MOST_PARTS or len(set(names)) < len(names):
            raise NotReadError("the file is packed as no Office program does it", "save it anew")
        self.names = frozenset(names)
        self._read = 0
        self._kept: dict[str, Element | None] = {}

    def bytes(self, name: str) -> bytes:
        """What a part holds; nothing for one that is not there."""
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as part:
                content = part.read(_MOST_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            OSError,
            NotImplementedError,
        ) as error:
            raise NotReadError(f"its part {name} is damaged or locked", "save it anew") from error
        self._read += len(content)
        if len(content) > _MOST_PART or self._read > _MOST_ALL:
            raise NotReadError(
                "it grows too large when it is unpacked", "make the pictures smaller"
            )
        return content

    def xml(self, name: str) -> Element | None:
        """The tree of a part; None for one that is not there."""
        if name not in self._kept:
            content = self.bytes(name)
            self._kept[name] = parsed(content, name) if content else None
        return self._kept[name]

    def related(self, part: str) -> Mapping[str, Related]:
        """What a part refers to, by the names that it uses; '' is the package itself."""
        folder, _, name = part.rpartition("/")
        tree = self.xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        found: dict[str, Related] = {}
        for each in tree if tree is not None else ():
            if not isinstance(each.tag, str):
                continue
            target, outside = each.get("Target") or "", each.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target)))[1:]
            kind = (each.get("Type") or "").rpartition("/")[2]
            found[each.get("Id") or ""] = Related(kind, target, outside)
        return found


def parsed(content: bytes, name: str) -> Element:
    """A part's tree: no entity is expanded, and one that declares any is refused (OPC, 8.1.4)."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        tree = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotReadError(f"its part {name} is damaged: {error}", "save it anew") from error
    if getattr(tree.getroottree().docinfo, "doctype", ""):
        raise NotReadError(f"its part {name} declares entities", "save it anew")
    return tree


def local(element: Element) -> str:
    """The name of an element without its namespace: files of both standards use different ones."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Element | None, name: str = "val") -> str:
    """An attribute by its local name; '' where it is not."""
    if element is None:
        return ""
    return next((str(v) for key, v in element.items() if str(key).rpartition("}")[2] == name), "")


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, and its first of the next name, and so on."""
    for name in path:
        element = (
            next((each for each in element if local(each) == name), None)
            if (element is not None)
            else None
        )
    return element


def inside(element: Element | None) -> list[Element]:
    """The children of an element; none where it is not there."""
    return [] if element is None else list(element)
