"""Ends of streams: none is a carriage return, which validators take for half of the line's end."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import page
import pikepdf
import pymupdf
import pypdfium2
import pytest
import zxingcpp
from merging import PROJECT, variant

from press.merge import merge
from press.merge.references import qr_code
from press.render import engine, render
from press.render.shaping import _picture
from press.render.standards import whole_streams


def websites() -> Iterator[str]:
    """So long that a code leads there and not to a leaflet's own page."""
    chance = random.Random(3)
    while True:
        yield f"https://{''.join(chance.choices('abcdefghij', k=38))}.example"


def ends_badly(address: str) -> bool:
    """Whether the pixels of an address's code end so, as the engine writes them too."""
    png = qr_code(address)
    at = png.index(b"IDAT")
    return png[at + 3 + int.from_bytes(png[at - 4 : at], "big")] == ord("\r")


@pytest.mark.parametrize("compress", [False, True])
@pytest.mark.parametrize("extra", [{}, {"Filter": "/FlateDecode"}], ids=["plain", "filtered"])
def test_no_stream_is_written_so(compress: bool, extra: dict[str, Any]) -> None:
    engine.weasyprint()
    import pydyf

    with whole_streams():
        for number in range(600):
            said = b"%d\r" % number
            written = pydyf.Stream([said], extra, compress and not extra).data
            assert not written.endswith(b"\r\nendstream")
            size = int(written.partition(b"/Length ")[2].split(b">")[0].split(b"/")[0])
            content = written.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
            assert len(content) == size


@pytest.mark.slow
def test_a_code_that_ends_so_is_read_as_it_was_written() -> None:
    website = next(filter(ends_badly, websites()))
    known = variant("wandelen")
    practice = known.practice.model_copy(update={"website": website})
    manuscript = merge(replace(known, practice=practice), PROJECT.library)
    pdf = render(manuscript).pdf
    assert b"\r\nendstream" not in pdf
    for profile in ("ua1", "3u"):
        assert not page.validate_pdf_bytes(pdf, profile=profile).failures
    with pikepdf.open(BytesIO(pdf)) as file:
        assert file.check_pdf_syntax() == []
        codes = [each.read_raw_bytes() for each in file.objects if is_code(each)]
        assert any(code.endswith(b"\r\n") for code in codes)
    cast = _picture(qr_code(website))
    assert cast and cast.data in codes
    seen = [pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()]
    with pymupdf.open(stream=pdf) as opened:  # type: ignore[no-untyped-call]
        seen.append(opened[0].get_pixmap(dpi=216).pil_image())
    for picture in seen:
        assert website in {code.text for code in zxingcpp.read_barcodes(picture)}


def is_code(thing: Any) -> bool:
    return (
        isinstance(thing, pikepdf.Stream)
        and thing.get("/Predictor") is None
        and (thing.get("/Subtype") == "/Image" and thing.get("/ColorSpace") == "/DeviceGray")
    )
