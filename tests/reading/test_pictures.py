"""Pictures: what a logo may be, what is cleaned away, and what is refused in which words."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zlib import crc32

import pytest
from PIL import Image

from press.reading.pictures import Picture, check_picture, read_picture, recolour

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">\n{}\n</svg>'
SHAPE = '<path d="M0 0h40v20z" fill="#008f95"/>'


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
    assert check_picture(path, name) == findings
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


# --- drawings ---------------------------------------------------------------------------


def test_a_drawing_keeps_its_shapes_and_its_size(tmp_path: Path) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="45mm" height="14mm">{SHAPE}</svg>'
    picture = read(tmp_path, svg)
    assert (picture.width, picture.height, picture.unit) == (45, 14, "mm")
    assert picture.data.decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="45mm" height="14mm"'
        ' viewBox="0 0 170.078740 52.9133858"><path d="M0 0h40v20z" fill="#008f95"></path></svg>'
    ).replace("170.078740", "170.07874")


@pytest.mark.parametrize(
    ("size", "mm"),
    [
        ('viewBox="0 0 96 48"', (25.4, 12.7)),
        ('width="2in" viewBox="0 0 96 48"', (50.8, 25.4)),
        ('height="1cm" viewBox="0,0,96,48"', (20, 10)),
        ('width="100%" height="100%" viewBox="0 0 96 48"', (25.4, 12.7)),
        ('width="96" height="48px"', (25.4, 12.7)),
    ],
)
def test_the_size_comes_from_what_the_drawing_says(
    tmp_path: Path, size: str, mm: tuple[float, float]
) -> None:
    picture = read(tmp_path, f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{SHAPE}</svg>')
    assert (picture.width, picture.height) == pytest.approx(mm)


def test_what_drawing_programs_leave_for_themselves_is_dropped(tmp_path: Path) -> None:
    svg = f"""<?xml version="1.0"?>
<!-- Generator: Adobe Illustrator -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"
  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
     xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" viewBox="0 0 9 9" xml:space="preserve"
     class="logo" data-name="Layer 1" style="enable-background:new 0 0 9 9;">
  <metadata><rdf:RDF><text>by whom</text></rdf:RDF></metadata>
  <inkscape:grid><script>run()</script></inkscape:grid>
  <g inkscape:label="hidden" style="display:none"><text>draft</text></g>
  <g class="st0" inkscape:label="Layer 1">{SHAPE}</g>
</svg>"""
    text = read(tmp_path, svg).data.decode()
    assert text[text.index(">") + 1 :] == (
        '<g><path d="M0 0h40v20z" fill="#008f95"></path></g></svg>'
    )


def test_a_style_becomes_attributes(tmp_path: Path) -> None:
    style = "fill:#2e3436; stroke : url('#sea') ;stroke-width:2px;font-family:Arial;-inkscape-x:1"
    assert drawn(tmp_path, f'<path d="M0 0h4" fill="red" style="{style}"/>') == (
        '<path d="M0 0h4" fill="#2e3436" stroke="url(#sea)" stroke-width="2px"></path>'
    )


def test_gradients_stay(tmp_path: Path) -> None:
    gradient = (
        '<defs><linearGradient id="sea" gradientUnits="userSpaceOnUse" x1="0" x2="40">'
        '<stop offset="50%" stop-color="rgb(0, 143, 149)"></stop></linearGradient></defs>'
        '<rect width="40" height="20" fill="url(#sea)"></rect>'
    )
    assert drawn(tmp_path, gradient) == gradient


def test_a_drawing_of_the_house_takes_the_colours_of_the_brand(tmp_path: Path) -> None:
    paths = (
        '<path d="M0 0h1" stroke="var(--ink, #10332a)"/>'
        '<path d="M0 0h1" fill="var(--tint,#bfdcc6)"/>'
    )
    svg = read(tmp_path, DRAWING.format(paths)).data
    text = recolour(svg, {"ink": "#005559"}).decode()
    assert 'stroke="#005559"' in text
    assert 'fill="#bfdcc6"' in text


@pytest.mark.parametrize(
    ("inside", "finding"),
    [
        (
            f"{SHAPE}\n<text>Lindehof</text>\n<text>again</text>",
            "logo.svg:3: error: <text> cannot be used in a picture"
            " (convert the text to paths: fonts in a drawing are not known here) [S034]",
        ),
        (
            "<style>@import url(http://x.example/a.css); .a{fill:red}</style>",
            "logo.svg:2: error: <style> cannot be used in a picture"
            " (export the SVG with presentation attributes instead of CSS) [S034]",
        ),
        (
            '<g id="a"/>\n<use href="#a"/>',
            "logo.svg:3: error: <use> cannot be used in a picture"
            " (expand symbols and clones in the drawing program and export it again) [S034]",
        ),
        (
            '<image href="http://x.example/a.png"/>',
            "logo.svg:2: error: <image> cannot be used in a picture"
            " (draw it with shapes, or use a PNG or JPEG instead of the SVG) [S034]",
        ),
        (
            "<script>run()</script>",
            "logo.svg:2: error: <script> cannot be used in a picture"
            " (take an SVG without programs and animation) [S034]",
        ),
        (
            "<foreignObject><p>hello</p></foreignObject>",
            "logo.svg:2: error: <foreignObject> cannot be used in a picture"
            " (save it as plain SVG, without data of the drawing program) [S034]",
        ),
        (
            '<path d="M0 0h1" onload="run()"/>',
            "logo.svg:2: error: <path> runs a program with 'onload'"
            " (take an SVG without programs and animation) [S035]",
        ),
        (
            '<g clip-path="url(#a)"><path d="M0 0h1"/></g>',
            "logo.svg:2: error: <g> has 'clip-path', which is not supported"
            " (release the mask in the drawing program and export it again) [S035]",
        ),
        (
            '<path d="M0 0h1" fill="url(http://x.example/a.svg#b)"/>',
            "logo.svg:2: error: 'fill' of <path> cannot be 'url(http://x.example/a.svg#b)' [S035]",
        ),
        (
            '<path d="M0 0h1" style="fill:url(data:x)"/>',
            "logo.svg:2: error: 'fill' of <path> cannot be 'url(data:x)' [S035]",
        ),
        (
            '<path d="M0 0h1" style="transform:rotate(3deg)"/>',
            "logo.svg:2: error: 'style' of <path> sets 'transform'"
            " (export the SVG with presentation attributes instead of CSS) [S035]",
        ),
        (
            '<linearGradient xmlns:x="http://www.w3.org/1999/xlink" id="b" x:href="#a"/>',
            "logo.svg:2: error: <linearGradient> refers to something with 'href'"
            " (save it as plain SVG, with links and clones expanded) [S035]",
        ),
        (
            '<path d="M0 0h1e30"/>',
            "logo.svg:2: error: 'd' of <path> cannot be 'M0 0h1e30' [S035]",
        ),
        ("<g/>", "logo.svg: error: there is nothing to see in the drawing [S036]"),
        (
            "<path/>" * 3_000,
            "logo.svg:2: error: the drawing has more than 3000 elements"
            " (simplify it in the drawing program) [S032]",
        ),
        (
            "<g>" * 40 + "</g>" * 40,
            "logo.svg:2: error: the drawing has groups in groups, more than 32 deep [S032]",
        ),
        (
            "<path>",
            "logo.svg:3: error: this is not well-formed SVG: mismatched tag"
            " (export it anew) [S033]",
        ),
    ],
)
def test_a_drawing_is_refused_at_the_line_with_a_way_out(
    tmp_path: Path, inside: str, finding: str
) -> None:
    assert refusal(tmp_path, DRAWING.format(inside)) == finding


def test_every_mistake_of_a_drawing_is_said_at_once(tmp_path: Path) -> None:
    _, findings = reading(tmp_path, DRAWING.format("<text/>\n<image/>\n<g onclick='x'/>"))
    assert [finding.split(":")[1] for finding in findings] == ["2", "3", "4"]


def test_a_drawing_may_not_declare_entities(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>\n' + DRAWING.format("&b;")
    outside = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n' + DRAWING.format("&a;")
    for svg in (bomb, outside):
        assert refusal(tmp_path, svg).endswith(
            "error: the drawing declares words of its own (DTD, entities)"
            " (save it as plain SVG, without a DTD and entities) [S033]"
        )


def test_a_drawing_in_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    svg = '<?xml version="1.0" encoding="utf-88"?>' + DRAWING.format(SHAPE)
    assert "unknown encoding" in refusal(tmp_path, svg)


def test_a_web_page_is_not_a_drawing(tmp_path: Path) -> None:
    assert refusal(tmp_path, "<html><body>404</body></html>") == (
        "logo.svg:1: error: this is <html>, not an SVG drawing [S033]"
    )


def test_a_drawing_without_a_size_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, f'<svg xmlns="http://www.w3.org/2000/svg">{SHAPE}</svg>') == (
        "logo.svg: error: the drawing does not say how large it is"
        " (export it with 'viewBox', or with width and height) [S036]"
    )


def test_a_drawing_that_is_too_large_is_not_parsed(tmp_path: Path) -> None:
    assert refusal(tmp_path, DRAWING.format(SHAPE + " " * 300_000)) == (
        "logo.svg: error: the picture is larger than 300 kB (simplify the drawing) [S032]"
    )


def test_long_values_take_no_long_time(tmp_path: Path) -> None:
    for name in ("stroke-width", "d", "stroke-dasharray", "transform", "fill", "points", "style"):
        for value in ("1" * 200_000, "rotate(1) " * 20_000):
            attribute = f'{name}="{value}!"' if name != "d" else f'd="{value}!"'
            _, findings = reading(tmp_path, DRAWING.format(f"<rect {attribute}/>"))
            codes = [finding[-6:] for finding in findings]
            assert codes == ([] if name == "style" else ["[S035]"])  # a style without a colon


# --- photographs ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "mode", "mime"),
    [
        ("PNG", "RGB", "image/png"),
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("PNG", "1", "image/png"),
        ("PNG", "I;16", "image/png"),
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
        ("WEBP", "RGB", "image/jpeg"),
        ("WEBP", "RGBA", "image/png"),
    ],
)
def test_a_photograph_is_encoded_anew(tmp_path: Path, kind: str, mode: str, mime: str) -> None:
    picture = read(tmp_path, photograph(kind, mode), "photo")
    assert (picture.mime, picture.width, picture.height, picture.unit) == (mime, 6, 4, "px")
    again = Image.open(BytesIO(picture.data))
    assert again.has_transparency_data == (mode == "RGBA")


def test_metadata_and_what_hides_behind_the_end_are_dropped(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    for kind in ("PNG", "JPEG", "WEBP"):
        data = photograph(kind, exif=exif.tobytes()) + b"secret tail"
        assert b"secret" in data
        assert b"secret" not in read(tmp_path, data, "photo").data


def test_a_photograph_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the camera on its side
    picture = read(tmp_path, photograph("JPEG", size=(60, 40), exif=exif.tobytes()), "photo")
    assert (picture.width, picture.height) == (40, 60)


def test_what_a_camera_wrote_wrongly_beside_a_picture_does_no_harm(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "x"
    broken = exif.tobytes().replace(b"\x01\x0e\0\x02", b"\x01\x0e\0\x09")  # a text as a number
    picture = read(tmp_path, photograph("JPEG", size=(60, 40), exif=broken), "photo")
    assert {picture.width, picture.height} == {40, 60}


def test_a_logo_from_a_print_shop_is_taken_with_a_warning(tmp_path: Path) -> None:
    picture, findings = reading(tmp_path, photograph("JPEG", "CMYK"), "logo.jpg")
    assert picture
    assert Image.open(BytesIO(picture.data)).mode == "RGB"
    assert findings == [
        "logo.jpg: warning: the picture is in CMYK, the colours of a print shop;"
        " they may come out differently (save it in RGB, or take the SVG of it) [S038]"
    ]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "an EPS drawing"),
        (photograph("TIFF"), "a TIFF picture"),
        (photograph("GIF"), "a GIF picture"),
        (photograph("BMP"), "a BMP picture"),
        (b"%PDF-1.7\n", "a PDF file"),
        (b"\x1f\x8b\x08\0", "a compressed file"),
        (b"\0\0\0\x1cftypheic", "a HEIC picture"),
        (b"hello", "a file of an unknown kind"),
        (b"", "an empty file"),
    ],
)
def test_what_a_file_is_its_bytes_say_and_not_its_name(
    tmp_path: Path, content: bytes, what: str
) -> None:
    assert refusal(tmp_path, content, "logo.png") == (
        f"logo.png: error: this is {what}, which cannot be printed from"
        " (save it as SVG or PNG, a photograph as JPEG) [S031]"
    )


def test_a_picture_of_too_many_pixels_is_not_decoded(tmp_path: Path) -> None:
    hint = "(make it smaller; 2000 pixels are wide enough for a page) [S032]"
    millions = {
        36: f"the picture has 36 million pixels; at most 25 are read {hint}",
        900: f"the picture has far too many pixels; at most 25 million {hint}",
    }
    for million, finding in millions.items():
        side = int((million * 1_000_000) ** 0.5)
        data = photograph("PNG", "1", (8, 8))
        # Only the size in the head is that large: IHDR's width, height and checksum.
        head = b"IHDR" + side.to_bytes(4, "big") * 2 + data[24:29]
        data = data[:12] + head + crc32(head).to_bytes(4, "big") + data[33:]
        assert refusal(tmp_path, data, "logo.png") == f"logo.png: error: {finding}"


def test_a_picture_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    for kind in ("PNG", "JPEG", "WEBP"):
        noise = Image.effect_noise((64, 64), 90)
        out = BytesIO()
        noise.save(out, kind)
        assert refusal(tmp_path, out.getvalue()[:-400], "photo") == (
            "photo: error: the picture is damaged or cut short (save or copy it anew) [S037]"
        )


def test_a_picture_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    picture, findings = read_picture(tmp_path / "none.svg", "none.svg")
    assert picture is None
    assert [str(finding) for finding in findings] == [
        "none.svg: error: the picture cannot be read: No such file or directory [S030]"
    ]
