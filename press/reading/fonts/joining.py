"""The parts in which a font is given out on the web -> one font.

What is cut up by the letters (`latin`, `latin-ext`) is one font again, so that a word stands in
one file.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from io import BytesIO


def joined_font(parts: Sequence[bytes]) -> bytes:
    """Join WOFF or TrueType files of one design as TrueType; errors of any kind if broken.

    A letter that several have is the first one's.
    """
    from fontTools.merge import Merger, Options
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    fonts = [TTFont(BytesIO(part), recalcTimestamp=False) for part in parts]
    plain = []
    for font in fonts:
        font.flavor = None
        out = BytesIO()
        font.save(out)
        plain.append(BytesIO(out.getvalue()))
    if len(plain) == 1:
        return plain[0].getvalue()
    merged = Merger(options=Options(drop_tables=["DSIG", "vmtx", "vhea", "MATH"])).merge(plain)
    merged.recalcTimestamp = False
    merged["head"].modified = fonts[0]["head"].modified
    merged["head"].created = fonts[0]["head"].created
    out = BytesIO()
    merged.save(out)
    return out.getvalue()
