"""QR codes: what they say, how they are drawn, and that a PDF can hold them as they are."""

from __future__ import annotations

import io
from typing import Any, NamedTuple

import pytest
import segno
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from press.merge.references import qr_code


class Read(NamedTuple):
    """What a telephone reads in a code."""

    text: str
    level: str
    version: int


def read(code: bytes) -> Read:
    with Image.open(io.BytesIO(code)) as picture:
        (found,) = zxingcpp.read_barcodes(picture)
    extra: Any = found.extra
    return Read(found.text, found.ec_level, int(extra["Version"]))


def test_a_code_is_the_same_every_time_and_says_the_address() -> None:
    assert qr_code("https://x.example/a") == qr_code("https://x.example/a")
    assert qr_code("https://x.example/a") != qr_code("https://x.example/b")
    assert read(qr_code("https://x.example/a")) == ("https://x.example/a", "M", 2)


@given(st.text("abcxyzABC0123456789-./#%?=~_", min_size=1, max_size=120))
def test_a_code_is_no_larger_than_another_maker_would_draw_it(path: str) -> None:
    """The same standard, made by segno: as many modules or fewer, and read as it was written."""
    address = f"https://x.example/{path}"
    other = segno.make(address, error="m", micro=False, boost_error=False)
    found = read(qr_code(address))
    assert found[:2] == (address, "M")
    assert found.version <= int(other.version)


@pytest.mark.parametrize("name", ["é", "müller", "ж", "їжак", "عربي", "中文", "ቋንቋ", "é-ж", "😀"])
def test_an_address_in_other_letters_is_written_in_the_usual_bytes(name: str) -> None:
    """They are those of another maker's code."""
    address = f"https://x.example/{name}"
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False, boost_error=False).save(drawn, "png", scale=6)
    assert read(qr_code(address)).text == address
    assert said(qr_code(address)) == said(drawn.getvalue())


def said(code: bytes) -> bytes:
    with Image.open(io.BytesIO(code)) as picture:
        (found,) = zxingcpp.read_barcodes(picture.convert("L"))
    return found.bytes
