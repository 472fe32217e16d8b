"""Pictures: what a logo may be, what is cleaned away, and what is refused in which words."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zlib import crc32

import pytest
from conftest import Run, Write
from logos import FONT
from PIL import Image, ImageChops
from profiles import ADOBE, P3, PROPHOTO, ink_profile, matrix_profile

from press.model import FontFace
from press.reading.pictures import Picture, read_picture, recolour, sketch_picture

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


# --- drawings ---------------------------------------------------------------------------


def test_a_drawing_keeps_its_shapes_and_its_size(tmp_path: Path) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="45mm" height="14mm">{SHAPE}</svg>'
    picture = read(tmp_path, svg)
    assert (picture.width, picture.height, picture.unit) == (45, 14, "mm")
    assert picture.data.decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="45mm" height="14mm"'
        f' viewBox="0 0 170.07874 52.9133858">{DRAWN}</svg>'
    )


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
    assert text[text.index(">") + 1 :] == f"{DRAWN}</svg>"


def test_a_style_becomes_attributes(tmp_path: Path) -> None:
    style = "fill:#2e3436; stroke : url('#sea') red;stroke-width:2px;font-family:Arial"
    assert drawn(tmp_path, f'<path d="M0 0h4" fill="red" style="{style}"/>') == (
        '<path d="M0 0L4 0" fill="#2e3436"/>'
        '<path d="M0 0L4 0" fill="none" stroke="#ff0000" stroke-width="2"/>'
    )


@pytest.mark.parametrize(
    ("rules", "fill"),
    [
        ("path{fill:red}", "#ff0000"),
        ("path{fill:red} .a{fill:lime}", "#00ff00"),
        (".a{fill:lime} path{fill:red}", "#00ff00"),
        ("#one{fill:blue} g .a.b{fill:lime}", "#0000ff"),
        ("g > .a{fill:lime} svg > path{fill:red}", "#00ff00"),
        (".a{fill:lime} .b{fill:red}", "#ff0000"),
        (".a{fill:lime!important} #one{fill:red}", "#00ff00"),
        ("path[class~=b]{fill:hsl(0 100% 50%)}", "#ff0000"),
        ("g{fill:lime}", "#008f95"),
        ("g{fill:lime} path{fill:inherit}", "#00ff00"),
        ("svg{--c:#ff0} path{fill:var(--c, red)}", "#ffff00"),
        ("@media (prefers-color-scheme: dark){path{fill:white}} .c, .b{fill:red;}", "#ff0000"),
        ("/* .a */ <!-- .b{fill:lime} --> .z{fill:red}", "#00ff00"),
    ],
)
def test_a_style_sheet_is_read_with_its_cascade(tmp_path: Path, rules: str, fill: str) -> None:
    shape = SHAPE.replace("<path", '<path id="one" class="a b"')
    written = drawn(tmp_path, f"<style>{rules.replace('<', '&lt;')}</style><g>{shape}</g>")
    assert written == DRAWN.replace("#008f95", fill)


def test_a_gradient_is_written_with_all_that_it_refers_to(tmp_path: Path) -> None:
    gradient = (
        '<linearGradient id="a"><stop offset="50%" stop-color="rgb(0, 143, 149)"/>'
        '<stop offset="1" stop-opacity=".5"/></linearGradient>'
        '<linearGradient id="b" href="#a" gradientUnits="userSpaceOnUse" x1="10" x2="30"/>'
        '<rect width="40" height="20" fill="url(#b)"/>'
    )
    written = drawn(tmp_path, gradient)
    assert written.startswith(
        '<linearGradient id="n0" gradientUnits="userSpaceOnUse" x1="0" x2="20" y1="0" y2="0">'
        '<stop offset="0.5" stop-color="#008f95"/>'
    )
    assert written.endswith(
        '<path d="M-10 0L30 0L30 20L-10 20Z" fill="url(#n0)" transform="matrix(1 0 0 1 10 0)"/>'
    )


def test_what_is_clipped_stays_as_it_is(tmp_path: Path) -> None:
    clip = '<clipPath id="a"><rect width="{}" height="20"/></clipPath>'
    group = f'<g clip-path="url(#a)">{SHAPE}</g>'
    assert drawn(tmp_path, clip.format(40) + group) == DRAWN  # the whole frame, as Figma does
    assert drawn(tmp_path, clip.format(9) + group) == (
        '<clipPath id="n0"><path d="M0 0L9 0L9 20L0 20Z"/></clipPath>'
        f'<g clip-path="url(#n0)">{DRAWN}</g>'
    )


def test_clones_are_drawn_each_for_itself(tmp_path: Path) -> None:
    clones = '<defs><path id="a" d="M0 0h4v2z"/></defs><use href="#a"/><use href="#a" x="9"/>'
    assert drawn(tmp_path, clones) == (
        '<path d="M0 0L4 0L4 2Z" fill="#000000"/><path d="M9 0L13 0L13 2Z" fill="#000000"/>'
    )


def test_a_text_becomes_outlines_in_a_typeface_that_is_there(tmp_path: Path) -> None:
    text = '<text y="15" font-family="Roboto, nunito" font-weight="bold">Ik</text>'
    path = tmp_path / "logo.svg"
    path.write_text(DRAWING.format(text))
    face = FontFace("Nunito", "800", "normal", "x.ttf", FONT)
    picture, findings = read_picture(path, "logo.svg", [face])
    assert picture, findings
    assert picture.data.count(b"<path") == 1
    assert b"text" not in picture.data
    other = FontFace("Vollkorn", "700", "normal", "x.ttf", FONT)
    assert [str(one) for one in read_picture(path, "logo.svg", [other])[1]] == [
        "logo.svg:2: error: <text> is set in 'Roboto', which is not here"
        " (convert the text to paths, or give the practice this typeface) [S034]"
    ]
    path.write_text(DRAWING.format(text.replace("Ik", "\u4e2d")))
    assert [str(one) for one in read_picture(path, "logo.svg", [face])[1]] == [
        "logo.svg:2: error: the typeface of <text> has no sign for '\u4e2d'"
        " (convert the text to paths, or give the practice this typeface) [S034]"
    ]


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
            "<style>@import url(http://x.example/a.css); .a{fill:red}</style>",
            "logo.svg:2: error: <style> has '@import', which is not read"
            " (put all that is shown into one file) [S034]",
        ),
        (
            "<style>\n.a{fill:red}\n.b{fill:url(//x.example/a.svg#b)}</style>",
            "logo.svg:4: error: a style's 'fill' refers to something outside the drawing"
            " (put all that is shown into one file) [S035]",
        ),
        (
            f"<style>{'g ' * 20}path{{fill:red}}</style>{SHAPE}",
            "logo.svg:2: error: <style> has a selector that is not read:"
            " 'g g g g g g g g g g g g g g g g g g g g ' (use classes, and fewer) [S035]",
        ),
        (
            f'<g id="a">{SHAPE}\n<use href="#a"/></g>',
            "logo.svg:3: error: <use> shows what it stands in itself (export it anew) [S035]",
        ),
        (
            f'<g id="n0">{SHAPE}</g>'
            + "".join(
                f'<g id="n{n}">' + f'<use href="#n{n - 1}"/>' * 10 + "</g>" for n in range(1, 8)
            ),
            "logo.svg:2: error: the drawing comes to more than 6000 elements, clones counted"
            " (simplify it in the drawing program) [S032]",
        ),
        (
            '<use href="other.svg#a"/>',
            "logo.svg:2: error: <use> refers to something outside the drawing with 'href'"
            " (put all that is shown into one file) [S035]",
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
            '<g clip-path="circle(5px)"><path d="M0 0h1"/></g>',
            "logo.svg:2: error: 'clip-path' of <g> is 'circle(5px)', which is not supported"
            " (release the mask in the drawing program and export it again) [S035]",
        ),
        (
            '<clipPath id="a" clip-path="url(#a)"><path d="M0 0h9v9z"/></clipPath>'
            '<path clip-path="url(#a)" d="M0 0h1"/>',
            "logo.svg:2: error: <clipPath> is used within itself (export it anew) [S035]",
        ),
        (
            '<mask id="a"><path fill="#777" d="M0 0h9v9z"/></mask>\n'
            '<path mask="url(#a)" d="M0 0h9v9z"/>',
            "logo.svg:2: error: a <mask> holds more than plain shapes in white and black"
            " (release the mask in the drawing program and export it again) [S035]",
        ),
        (
            '<path style="filter:url(#a)" d="M0 0h1"/>',
            "logo.svg:2: error: <path> has 'filter', which is not supported"
            " (remove shadows and other effects) [S035]",
        ),
        (
            '<pattern id="a"/><path fill="url(#a)" d="M0 0h1"/>',
            "logo.svg:2: error: <path> is filled with a <pattern>"
            " (draw it with shapes, or use a PNG or JPEG instead of the SVG) [S034]",
        ),
        (
            '<path fill="bleu" d="M0 0h1"/>',
            "logo.svg:2: error: 'fill' of <path> cannot be 'bleu' [S035]",
        ),
        (
            '<rect width="3furlongs" height="9"/>',
            "logo.svg:2: error: 'width' of <rect> cannot be '3furlongs' [S035]",
        ),
        (
            '<path d="M0 0h1" fill="url(http://x.example/a.svg#b)"/>',
            "logo.svg:2: error: 'fill' of <path> cannot be 'url(http://x.example/a.svg#b)' [S035]",
        ),
        (
            '<path d="M0 0h1" style="fill:url(data:x)"/>',
            "logo.svg:2: error: a style's 'fill' refers to something outside the drawing"
            " (put all that is shown into one file) [S035]",
        ),
        (
            '<path d="M0 0h1" style="transform:spin(3deg)"/>',
            "logo.svg:2: error: 'transform' of <path> cannot be 'spin(3deg)' [S035]",
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
    _, findings = reading(tmp_path, DRAWING.format("<flowRoot/>\n<image/>\n<g onclick='x'/>"))
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
        for value in ("1" * 200_000, "rotate(1) " * 20_000, "var(--" * 30_000):
            tag = "polygon" if name == "points" else "path"
            attribute = f'{name}="{value}!"'
            shape = (
                f'<{tag} stroke="red" {"" if name == "d" else "d=" + repr("M0 0h9")} {attribute}/>'
            )
            _, findings = reading(tmp_path, DRAWING.format(shape.replace("'", '"')))
            codes = [finding[-6:] for finding in findings]
            assert codes == ["[S035]"] or (name == "style" and not codes)


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
        "logo.jpg: warning: the picture is in CMYK, the colours of a print shop; they may come"
        " out differently (save it in RGB or with its profile, or take the SVG of it) [S038]"
    ]


@pytest.mark.parametrize(
    ("primaries", "gamma", "given", "seen"),
    [
        # By the definitions of the spaces: Adobe RGB (1998) 4.3, SMPTE EG 432-1, ISO 22028-2.
        (ADOBE, 2.2, (100, 200, 100), (0, 202, 91)),
        (P3, 2.2, (255, 128, 0), (255, 122, 0)),
        (PROPHOTO, 1.8, (128, 128, 128), (147, 147, 147)),
    ],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_profile_is_carried_out(
    tmp_path: Path,
    primaries: Sequence[tuple[float, ...]],
    gamma: float,
    given: tuple[int, ...],
    seen: tuple[int, ...],
    kind: str,
) -> None:
    out = BytesIO()
    Image.new("RGB", (16, 16), given).save(
        out, kind, icc_profile=matrix_profile(primaries, gamma), quality=100
    )
    picture = read(tmp_path, out.getvalue(), "photo")
    image = Image.open(BytesIO(picture.data)).convert("RGB")
    assert image.getpixel((8, 8)) == pytest.approx(seen, abs=5)
    assert "icc_profile" not in image.info


def test_cmyk_with_its_profile_is_taken_without_a_word(tmp_path: Path) -> None:
    out = BytesIO()
    Image.new("CMYK", (16, 16), (255, 0, 0, 0)).save(
        out, "JPEG", icc_profile=ink_profile({0: (55, -37, -50)}), quality=100
    )
    picture = read(tmp_path, out.getvalue(), "photo")  # cyan as ISO 12647-2 prints it
    pixel = Image.open(BytesIO(picture.data)).getpixel((8, 8))
    assert pixel == pytest.approx((0, 147, 221), abs=16)


def test_a_profile_that_is_none_does_no_harm(tmp_path: Path) -> None:
    for kind in ("PNG", "JPEG", "WEBP"):
        picture = read(tmp_path, photograph(kind, icc_profile=b"no profile" * 20), "photo")
        assert b"no profile" not in picture.data


def test_two_pictures_in_one_of_a_camera_are_the_first(tmp_path: Path) -> None:
    out = BytesIO()
    first, second = (Image.new("RGB", (16, 12), colour) for colour in ("#c00", "#00c"))
    first.save(out, "MPO", save_all=True, append_images=[second])
    picture = read(tmp_path, out.getvalue(), "photo.jpg")
    assert picture.mime == "image/jpeg"
    pixel = Image.open(BytesIO(picture.data)).getpixel((8, 6))
    assert pixel == pytest.approx((204, 0, 0), abs=30)


def test_a_picture_of_a_telephone_is_read_where_it_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heif = pytest.importorskip("pillow_heif")
    path = tmp_path / "photo.jpg"
    heif.from_pillow(Image.new("RGB", (64, 48), "#c00")).save(path, quality=90, format="HEIF")
    picture, findings = read_picture(path, "photo.jpg")
    assert picture, findings
    assert (picture.mime, picture.width, picture.height) == ("image/jpeg", 64, 48)


def test_a_large_photograph_comes_down_to_a_page(tmp_path: Path) -> None:
    for kind, size in (("JPEG", (8000, 6000)), ("PNG", (5000, 3000))):
        data = photograph(kind, size=size)
        picture = read(tmp_path, data, "photo")
        assert (picture.width, picture.height) == (3600, 3600 * size[1] / size[0])
    noise = Image.effect_noise((4000, 3000), 120).convert("RGB")
    out = BytesIO()
    noise.save(out, "JPEG", quality=98)
    assert len(out.getvalue()) > 10_000_000
    assert read(tmp_path, out.getvalue(), "photo").width == 3600


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "an EPS drawing"),
        (photograph("TIFF"), "a TIFF picture"),
        (photograph("GIF"), "a GIF picture"),
        (photograph("BMP"), "a BMP picture"),
        (b"%PDF-1.7\n", "a PDF file"),
        (b"\x1f\x8b\x08\0", "a compressed file"),
        (b"\0\0\0\x1cftypisom", "a film"),
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


def test_a_picture_of_a_telephone_that_cannot_be_read_is_told_how_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs = [(4, b"ftypheic", "a HEIC picture")]
    monkeypatch.setattr("press.reading.pictures._SIGNS", signs)
    assert refusal(tmp_path, b"\0\0\0\x1cftypheic", "photo.jpg") == (
        "photo.jpg: error: this is a HEIC picture, which cannot be printed from"
        " (share it from the telephone as JPEG ('most compatible')) [S031]"
    )


def test_a_picture_of_too_many_pixels_is_not_decoded(tmp_path: Path) -> None:
    hint = "(make it smaller; 3600 pixels are enough for a page) [S032]"
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


@pytest.mark.slow
def test_a_photograph_of_12_million_pixels_weighs_little_on_a_page(
    house: Path, write: Write, run: Run
) -> None:
    """It is as sharp as its place asks for, and no sharper."""
    picture_of_everything((4000, 3000)).save(house / "sources/images/foto.jpg", quality=92)
    write("## Kop\n\nTekst.", slug="kaal")
    write("## Kop\n\n![Een foto.](foto.jpg)\n\nTekst.", slug="foto")
    assert run("build", "kaal", "foto", "--practice", "brug").code == 0
    without, with_it = (house / f"output/brug/nl/{slug}.a4.pdf" for slug in ("kaal", "foto"))
    assert 50_000 < with_it.stat().st_size - without.stat().st_size < 400_000


def picture_of_everything(size: tuple[int, int]) -> Image.Image:
    """Detail of every size, as scenes have it, and the noise of a camera."""
    channels = []
    for _ in range(3):
        channel = Image.new("L", size, 128)
        for octave in range(10, -1, -1):
            small = max(2, size[0] >> octave), max(2, size[1] >> octave)
            detail = Image.effect_noise(small, 45 * 0.78 ** (10 - octave)).resize(size)
            channel = ImageChops.add(channel, detail, 1, -128)
        channels.append(channel)
    return Image.merge("RGB", channels)
