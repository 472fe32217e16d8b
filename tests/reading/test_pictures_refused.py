"""Drawings that are refused: at which line, in which words."""

from __future__ import annotations

from pathlib import Path

import pytest
from read_pictures import DRAWING, SHAPE, reading, refusal


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
        (
            "<g/>",
            "logo.svg: error: there is nothing to see in the drawing (export it anew) [S036]",
        ),
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
@pytest.mark.slow
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


@pytest.mark.slow
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
