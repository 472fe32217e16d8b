"""What a shell is saved as: no stream ends in a carriage return, whatever is in it."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from press.imprint.shell import _saved


def rows(is_right: Callable[[bytes], bool]) -> bytes:
    """Rows of one byte, each with its kind before it as in a PNG: the first ones that are right."""
    every = (b"\0a\0%c\0%c" % (one, two) for one in range(256) for two in (13, 65))
    return next(content for content in every if is_right(content))


def ends_badly(content: bytes) -> bool:
    return zlib.compress(content).endswith(b"\r")


FLAT = rows(lambda content: ends_badly(content) and not content.endswith(b"\r"))
BOTH = rows(lambda content: ends_badly(content) and content.endswith(b"\r"))
PARMS = Dictionary(Predictor=15, Columns=1)


@pytest.mark.parametrize(
    ("data", "more"),
    [
        (b"% said\r", {}),
        (BOTH, {}),
        (zlib.compress(FLAT), {"Filter": Name.FlateDecode}),
        (zlib.compress(BOTH), {"Filter": Name.FlateDecode}),
        (zlib.compress(FLAT), {"Filter": Name.FlateDecode, "DecodeParms": PARMS}),
        (zlib.compress(FLAT), {"Filter": Array([Name.FlateDecode])}),
        (
            zlib.compress(FLAT),
            {"Filter": Array([Name.FlateDecode]), "DecodeParms": Array([PARMS])},
        ),
    ],
    ids=["plain", "plain, both", "deflated", "deflated, both", "a picture", "a list", "lists"],
)
def test_no_stream_of_a_shell_ends_in_a_carriage_return(
    data: bytes, more: dict[str, pikepdf.Object]
) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    stream = pdf.pages[0].Contents = pdf.make_stream(data, **more)
    said = stream.read_bytes()
    saved = _saved(pdf)
    assert b"\r\nendstream" not in saved
    with pikepdf.open(BytesIO(saved)) as again:
        assert again.pages[0].Contents.read_bytes() == said
        assert again.check_pdf_syntax() == []
