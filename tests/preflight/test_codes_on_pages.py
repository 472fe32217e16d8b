"""Preflight of QR codes: what a telephone reads, and what stands beside it."""

from __future__ import annotations

import base64
import io
from typing import Any

import pytest
import segno
from PIL import Image
from preflighted import (
    TEXT,
    address_of,
    codes,
    said,
)

pytestmark = pytest.mark.slow


def code(
    address: str = "https://linde.example/rug",
    *,
    alt: str = "QR-code naar linde.example/rug",
    beside: str = "linde.example/rug",
    width: float = 34.6,
    border: int = 4,
    level: str = "m",
    css: str = "",
    **colours: str,
) -> str:
    out = io.BytesIO()
    made = segno.make(address, error=level, micro=False, boost_error=False)
    made.save(out, kind="png", scale=8, border=border, **colours)
    url = f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
    shown = f"<img alt='{alt}' src='{url}' style='width: {width}mm; {css}'>"
    return f"{TEXT}<p>{shown}</p><p>{beside}</p>"


def test_a_code_that_leads_where_the_page_says_is_right() -> None:
    assert said(code()) == []
    assert said(code(width=27), "@page { size: A5; margin: 15mm }") == []


def test_a_drawn_code_is_read_as_well() -> None:
    drawn = segno.make("https://linde.example/rug", error="m", micro=False).svg_inline(scale=4)
    titled = drawn.replace("><path", "><title>QR-code naar linde.example/oud</title><path", 1)
    assert codes(f"{TEXT}<p>{titled}</p><p>linde.example/oud</p>") == {"P035"}


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"width": 20}, "is 20 mm wide with its quiet zone, at least 25 mm without"),
        ({"border": 1}, "has 1.0 modules of white around it, at least 4"),
        ({"level": "l"}, "has the lowest error correction, L"),
        ({"dark": "#fff", "light": "#000"}, "cannot be read"),
        ({"css": "opacity: 0.05"}, "cannot be read"),
    ],
)
def test_a_code_that_a_telephone_may_not_read_is_an_error(how: Any, says: str) -> None:
    # A code with a narrow border has words close by on two sides.
    page = code(**how)
    if "border" in how:
        page = page.replace("<img", "<div style='background: #00565a'><img").replace(
            "/></p>", "</div>"
        )
    [line] = [line for line in said(page) if "P034" in line]
    assert line.startswith(f"error: the QR code on page 1 {says}")


def test_a_code_that_is_large_enough_only_with_its_quiet_zone_is_a_warning() -> None:
    """25 mm on A4 and 20 mm on A5 are those of the code itself."""
    for width, page in ((30, ""), (24, "@page { size: A5; margin: 15mm }")):
        [line] = said(code(width=width), page)
        assert line.startswith("warning: the QR code on page 1 is ")
        assert "without its quiet zone, at least" in line and "[P034]" in line


def test_words_on_a_code_are_seen() -> None:
    over = (
        f"<p style='position: absolute; top: {{}}mm; font: 900 60pt/0.3 Source'>{'MMMM ' * 9}</p>"
    )
    page = f"<div style='position: relative'>{code()}{over}</div>"
    assert "P034" not in codes(page.format(120))
    assert "P034" in codes(page.format(50))


def test_a_code_that_leads_elsewhere_is_an_error() -> None:
    assert said(code("https://linde.example/oud")) == [
        "error: the QR code on page 1 leads to https://linde.example/oud, but is said to lead to"
        " linde.example/rug (make the code of the address that is meant) [P035]"
    ]


def test_the_address_of_a_code_stands_beside_it() -> None:
    [line] = said(code(beside="Kijk verder"))
    assert "leads to https://linde.example/rug, which is not printed there" in line


def test_of_what_is_in_hand_the_start_of_the_website_stands_beside_the_code() -> None:
    """Its code has its version, of which a reader who types need not know."""
    own = "https://linde.example/folders/rug#v1.0"
    alt = "QR-code naar linde.example/folders/rug"
    assert said(code(own, alt=alt, beside="linde.example/folders")) == []
    assert codes(code(own, alt=alt, beside="eik.example")) == {"P035"}
    assert codes(code(own.partition("#")[0], alt=alt, beside="linde.example")) == {"P035"}
    assert codes(code(own, beside="linde.example")) == {"P035"}  # said to lead elsewhere


def test_an_address_over_two_lines_is_found() -> None:
    assert said(code(beside="www.linde<wbr>.example/<br>rug/")) == []


def test_a_code_without_alternative_text_leads_where_a_link_does() -> None:
    link = "<a href='https://linde.example/rug'>linde.example/rug</a>"
    assert said(code(alt="Scan mij", beside=link)) == []
    [line] = said(code("https://linde.example/oud", alt="Scan mij", beside=link))
    assert "leads to https://linde.example/oud, which nothing there says" in line


def test_a_square_picture_is_no_code() -> None:
    noise = Image.effect_noise((400, 400), 80)
    square = f"<img alt='Een foto' src='{address_of(noise)}' style='width: 30mm'>"
    assert said(f"{TEXT}<p>{square}</p>") == []


def test_a_long_address_is_pointed_at() -> None:
    path = "folders/oefeningen-bij-lage-rugklachten-voor-thuis"
    long = f"linde.example/{path}"
    [line] = said(code(f"https://{long}", alt=f"QR-code naar {long}", beside=long, width=40))
    assert line.startswith(f"warning: an address of {len(long)} characters on page 1: {long}")
    assert line.endswith("[P036]")
