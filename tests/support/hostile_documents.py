"""Files that are hostile or broken: what makes each of them."""

from __future__ import annotations

import zipfile
from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from word_files import repacked, word_file
from word_xml import picture

SECRET = "geheim-dat-niemand-mag-lezen"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NAMES = (
    f'{W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Make = Callable[[Path], Path]


def body(inner: str, head: str = "", **parts: bytes) -> Make:
    """A Word file whose text is so much XML; `head` stands before it."""

    def make(folder: Path) -> Path:
        xml = f"{head}<w:document {_NAMES}><w:body>{inner}</w:body></w:document>"
        named = {
            name.replace("__", "/").replace("_xml", ".xml"): data for name, data in parts.items()
        }
        return repacked(word_file(folder / "x.docx"), {"word/document.xml": xml.encode(), **named})

    return make


def p(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def parts(**changes: bytes | None) -> Make:
    def make(folder: Path) -> Path:
        named = {
            name.replace("__", "/").replace("_xml", ".xml"): data for name, data in changes.items()
        }
        return repacked(word_file(folder / "x.docx", "picture_with_alt"), named)

    return make


def raw(name: str, content: bytes | str) -> Make:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def related(inner: str, *relations: tuple[str, str, str]) -> Make:
    """A text with relations of its own: kind, target, how."""
    rows = "".join(
        f'<Relationship Id="rX{n}" Type="{_OFFICE}/{kind}" Target="{target}" {mode}/>'
        for n, (kind, target, mode) in enumerate(relations)
    )
    rels = f'<Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'.encode()

    def make(folder: Path) -> Path:
        path = body(inner)(folder)
        return repacked(path, {"word/_rels/document.xml.rels": rels})

    return make


def shown(name: str) -> str:
    """A picture of a relation."""
    return p("Voor.") + (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="Een plaatje"/>'
        f'<a:blip r:embed="{name}"/></wp:inline></w:drawing></w:r></w:p>'
    )


def secret_beside(name: str, text: str) -> Make:
    """A file with another outside its folder, and a link to that beside it."""

    def make(folder: Path) -> Path:
        (folder.parent / "secret.png").write_bytes(picture())
        (folder.parent / "secret.txt").write_text(SECRET)
        (folder / "link.png").symlink_to(folder.parent / "secret.png")
        return raw(name, text.format(secret=folder.parent / "secret.png"))(folder)

    return make


def zipped(name: str, files: Mapping[str, bytes]) -> Make:
    """A file that is a zip of these."""

    def make(folder: Path) -> Path:
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as packed:
            for inside, content in files.items():
                packed.writestr(inside, content)
        return folder / name

    return make


def twice(folder: Path) -> Path:
    """Two parts of one name: programs do not agree on which counts."""
    path = word_file(folder / "x.docx")
    with zipfile.ZipFile(path, "a") as packed, pytest.warns(UserWarning):
        packed.writestr("word/document.xml", b"<a/>")
    return path


def locked(folder: Path) -> Path:
    """A part that says of itself that it has a password."""
    path = word_file(folder / "x.docx")
    content = bytearray(path.read_bytes())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    path.write_bytes(bytes(content))
    return path


def png(width: int, height: int) -> bytes:
    """A picture that says it is so large."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
BOX = "<w:p><w:r><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox>"
BOX += "</w:pict></w:r></w:p>"
TABLE = "<w:tbl><w:tr><w:tc>{}<w:p/></w:tc></w:tr></w:tbl>"


def nested(form: str, times: int) -> str:
    inner = p("diep")
    for _ in range(times):
        inner = form.format(inner)
    return inner


def data_picture(content: bytes, mime: str = "image/png") -> str:
    return f'<p>Voor.</p><img alt="x" src="data:{mime};base64,{b64encode(content).decode()}">'


BEGIN, MIDDLE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
