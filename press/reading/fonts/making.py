"""A variable or compressed font file -> plain font files of fixed weights, made once.

The engine reads compressed files anew in each process, ten times slower than plain ones,
and sets a variable font in one weight only. So the weights that are needed are made when
the font is loaded, and kept under the digest of what they are made of. The same font
gives the same bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from press.files import write_at
from press.model import FontFace
from press.reading.fonts.opening import FontFacts

_KEPT = ".press/fonts"
"""Below the output folder, with the rest of what can be made anew."""
_WHOLE = 0xB1B0AFBA
"""The sum of a font file, its own `checkSumAdjustment` included (OpenType, 'head')."""


def plain_faces(
    face: FontFace, facts: FontFacts, weights: Iterable[int], output: Path
) -> tuple[FontFace, ...]:
    """The face as files that the engine takes: itself, or one made for each of these weights.

    Weights that a variable font does not reach come to the nearest that it does. OSError if
    `output` cannot be written; other errors if the font is broken.
    """
    if facts.is_plain:
        return (face,)
    if facts.weights is None:
        return (replace(face, path=_kept(face.path, facts, None, output)),)
    least, most = facts.weights
    reached = sorted({min(max(weight, least), most) for weight in weights})
    return tuple(
        replace(face, weight=str(weight), path=_kept(face.path, facts, weight, output))
        for weight in reached
    )


def tidy_fonts(output: Path, used: Iterable[Path]) -> None:
    """Remove what was made of fonts that nobody has any more, or has otherwise now."""
    kept = {path.name for path in used}
    for path in (output / _KEPT).glob("*.?tf"):
        if path.name not in kept and path.is_file() and not path.is_symlink():
            with suppress(OSError):
                path.unlink()


def _kept(path: Path, facts: FontFacts, weight: int | None, output: Path) -> Path:
    """The plain file of a font and weight, made unless it is there whole."""
    data = path.read_bytes()
    ending = "otf" if _is_cff(data) else "ttf"
    name = f"{sha256(data).hexdigest()[:32]}-{weight or 'as-it-is'}.{ending}"
    kept = output / _KEPT / name
    if not (kept.is_file() and _is_whole(kept.read_bytes())):
        write_at(output, f"{_KEPT}/{name}", _made(data, facts, weight))
    return kept


def _made(data: bytes, facts: FontFacts, weight: int | None) -> bytes:
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    with TTFont(BytesIO(data), recalcTimestamp=False) as font:
        if facts.axes is not None:
            at = dict(facts.axes)
            if weight is not None:
                at["wght"] = float(weight)
            instantiateVariableFont(font, at, inplace=True)
        font.flavor = None
        out = BytesIO()
        font.save(out)
    return out.getvalue()


def _is_cff(data: bytes) -> bool:
    """Whether a font's outlines are PostScript's: the sign comes first, or after a packer's."""
    return (data[4:8] if data[:4] in (b"wOFF", b"wOF2") else data[:4]) == b"OTTO"


def _is_whole(data: bytes) -> bool:
    """Whether nothing is missing in a font file that we wrote, nor was changed in it."""
    if not data or len(data) % 4:
        return False
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data)
    return sum(words) & 0xFFFFFFFF == _WHOLE
