"""Files of the corpus that are better made than kept: bombs, pictures, fonts, folders."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from zlib import compress, crc32

from fontTools.ttLib import TTFont
from PIL import Image

ROOT = Path(__file__).parents[2]
FONT = ROOT / "fonts/source-sans-3/SourceSans3-Regular.ttf"


def repeated(path: Path, head: str, piece: str, times: int, tail: str = "") -> None:
    """A text of one piece, over and over."""
    path.write_text(head + piece * times + tail, encoding="utf-8")


def png(path: Path, width: int, height: int) -> None:
    """A PNG of one bit a pixel, all white, of a few kB however large."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + crc32(name + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x01\0\0\0\0"
    rows = compress(b"\0" * ((width + 7) // 8 + 1) * height, 9)
    signature = b"\x89PNG\r\n\x1a\n"
    path.write_bytes(signature + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def picture(path: Path, kind: str, tail: str = "") -> None:
    """A small picture of a kind, whatever its name says."""
    out = BytesIO()
    Image.new("RGB", (8, 8), "#008f95").save(out, kind)
    path.write_bytes(out.getvalue() + tail.encode())


def bytes_of(path: Path, hexadecimal: str, times: int = 1) -> None:
    path.write_bytes(bytes.fromhex(hexadecimal) * times)


def sparse(path: Path, size: int) -> None:
    """A file of so many bytes that takes none on the disk."""
    with path.open("wb") as file:
        file.truncate(size)


def pipe(path: Path) -> None:
    """A file that never ends when it is read."""
    os.mkfifo(path)


def use_bomb(path: Path, levels: int) -> None:
    """An SVG that draws ten times what draws ten times …"""
    groups = "".join(
        f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, levels)
    )
    shape = '<rect id="g0" width="1" height="1"/>'
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n{shape}{groups}</svg>'
    )


def font(path: Path, permission: int = 0) -> None:
    """A font whose licence says so about putting it into a file (OpenType, OS/2 fsType)."""
    with TTFont(FONT) as made:
        made["OS/2"].fsType = permission
        made.save(path)


def cut_font(path: Path, size: int) -> None:
    """The first bytes of a font."""
    path.write_bytes(FONT.read_bytes()[:size])


def deep(path: Path, levels: int) -> None:
    """Folders in folders."""
    for _ in range(levels):
        path = path / "d"
    path.mkdir(parents=True)


def latin_1(path: Path) -> None:
    """A file whose name is not UTF-8."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Path(os.fsdecode(os.fsencode(path.parent) + b"/caf\xe9.svg")).write_text("<svg/>")
