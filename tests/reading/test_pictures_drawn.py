"""Drawings: what is kept of them, and how what programs write is flattened."""

from __future__ import annotations

from pathlib import Path

import pytest
from logo_parts import FONT
from read_pictures import DRAWING, DRAWN, SHAPE, drawn, read

from press.model import FontFace
from press.reading.pictures import read_picture, recolour, sketch_picture
from press.reading.pictures.drawing import clean_drawing


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


def test_the_logo_that_many_clinics_bring_is_cleaned_once_and_each_is_told_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleaned = list[str]()

    def counted(data, name, *rest):  # type: ignore[no-untyped-def]
        cleaned.append(name)
        return clean_drawing(data, name, *rest)

    monkeypatch.setattr("press.reading.pictures.clean_drawing", counted)
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 97 43">'
    for clinic in ("north", "south"):
        (tmp_path / f"{clinic}.svg").write_text(f"{head}{SHAPE}</svg>")
        (tmp_path / f"{clinic}-bad.svg").write_text(f"{head}<image/>{SHAPE}</svg>")
    north, south = (sketch_picture(tmp_path / f"{name}.svg", name) for name in ("north", "south"))
    assert north[0] and south[0] and north[0].tobytes() == south[0].tobytes()
    assert len(cleaned) == 1
    for name in ("north-bad", "south-bad"):
        image, findings = sketch_picture(tmp_path / f"{name}.svg", name)
        assert image is None and [each.origin.path for each in findings] == [name]
