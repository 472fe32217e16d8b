"""Read a picture as the press does: what is left of it, or the one finding about it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from press.reading.pictures import Picture, read_picture, sketch_picture

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">\n{}\n</svg>'

SHAPE = '<path d="M0 0h40v20z" fill="#008f95"/>'

DRAWN = '<path d="M0 0L40 0L40 20Z" fill="#008f95"/>'


def read(tmp_path: Path, content: str | bytes, name: str = "logo.svg") -> Picture:
    """Read a picture that is right."""
    picture, findings = reading(tmp_path, content, name)
    assert picture, findings
    return picture


def reading(
    tmp_path: Path, content: str | bytes, name: str = "logo.svg"
) -> tuple[Picture | None, list[str]]:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    picture, findings = read_picture(path, name)
    assert sketch_picture(path, name)[1] == findings
    return picture, [str(finding) for finding in findings]


def drawn(tmp_path: Path, inside: str) -> str:
    """What is left of the inside of a drawing."""
    text = read(tmp_path, DRAWING.format(inside)).data.decode()
    return text[text.index(">") + 1 : -len("</svg>")]


def refusal(tmp_path: Path, content: str | bytes, name: str = "logo.svg") -> str:
    """The one finding about a picture that is refused."""
    picture, findings = reading(tmp_path, content, name)
    assert picture is None
    assert len(findings) == 1, findings
    return findings[0]


def photograph(
    kind: str, mode: str = "RGB", size: tuple[int, int] = (6, 4), **options: object
) -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()
