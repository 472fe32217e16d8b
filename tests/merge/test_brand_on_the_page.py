"""A brand on the page: its properties, families and choices."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import HOUSE
from merging import PROJECT, variant

from press import build
from press.merge import merge
from press.merge.brand import choices_of, families_of, font_faces, root_style
from press.model import Brand, FontFace, Origin


def brand() -> Brand:
    return variant().practice.brand


def test_a_brand_reaches_the_page_as_custom_properties() -> None:
    style = root_style(brand(), PROJECT.library.words["nl"], PROJECT.library.faces)
    said = dict(part.split(": ", 1) for part in style.split("; "))
    assert said["--primary"] == "#1f3a5f"
    assert said["--secondary"] == "#e0b36a"
    assert said["--base-family"].startswith("'Atkinson Hyperlegible Next', 'Source Sans 3'")
    assert said["--page-of"] == "'van'"


@pytest.mark.parametrize(
    ("family", "size", "set_in"),
    [
        ("Atkinson Hyperlegible Next", 12, "12pt"),  # x-heights: 0.496 em
        ("Source Sans 3", 12, "12pt"),  # 0.486
        ("Noto Sans", 13, "13pt"),  # 0.536: never under the nominal size
        ("Vollkorn", 12, "12.732pt"),  # 0.458
        ("Vollkorn", 13, "13.793pt"),
    ],
)
def test_a_typeface_with_a_low_x_is_set_larger(family: str, size: float, set_in: str) -> None:
    look = replace(brand(), base_family=family, base_size=size)
    style = root_style(look, PROJECT.library.words["nl"], PROJECT.library.faces)
    assert dict(part.split(": ", 1) for part in style.split("; "))["--base-size"] == set_in


@pytest.mark.parametrize(
    ("size", "more", "shape"),
    [
        ('width="40mm" height="20mm"', "", "wide"),
        ('width="20mm" height="40mm"', "", "tall"),
        ('width="20mm" height="22mm"', "", "even"),
        ('width="20mm" height="40mm"', ' preserveAspectRatio="xMidYMid slice"', "cropped"),
    ],
)
@pytest.mark.slow
def test_a_picture_says_how_it_stands_in_a_frame(
    size: str, more: str, shape: str, tmp_path: Path
) -> None:
    root = shutil.copytree(HOUSE, tmp_path / "house")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 9 9"{more}>'
    (root / "sources/images/moon.svg").write_text(f'{svg}<path d="M0 0h9v9z"/></svg>')
    project = build.load(root)
    page = merge(variant(project=project), project.library)
    assert f'data-shape="{shape}"' in page.html


def test_a_brand_may_print_in_its_own_families_and_the_fallbacks() -> None:
    assert families_of(brand(), PROJECT.library.faces) == {
        "Atkinson Hyperlegible Next",
        "Nunito",
        "Noto Sans",
        "Noto Sans Arabic",
        "Noto Sans Hebrew",
        "Noto Sans Ethiopic",
        "Noto Sans SC",
        "Source Sans 3",
    }


def test_a_choice_is_the_brands_or_else_the_first_that_the_layout_offers() -> None:
    layout = variant().layout.model_copy(
        update={"offers": {"masthead": ("field", "band"), "corners": ("round", "square")}}
    )
    chosen = replace(brand(), choices={"masthead": "band", "unheard": "of"})
    assert choices_of(layout, chosen, Origin("x")) == ({"masthead": "band", "corners": "round"}, [])


@pytest.mark.parametrize(
    ("choice", "hint"),
    [("bnd", "did you mean 'band'?"), ("xyz", "choose field or band")],
)
def test_a_choice_that_the_layout_does_not_offer_is_a_finding(choice: str, hint: str) -> None:
    layout = variant().layout.model_copy(update={"offers": {"masthead": ("field", "band")}})
    chosen, findings = choices_of(
        layout, replace(brand(), choices={"masthead": choice}), Origin("practice.yaml", 1)
    )
    assert chosen == {"masthead": "field"}
    assert [str(finding) for finding in findings] == [
        f"practice.yaml:1: error: the layout 'a4' has no masthead '{choice}' ({hint}) [S016]"
    ]


def test_a_family_name_cannot_end_its_css_string() -> None:
    name = "x'; } * { background: url(https://remote.example) } </style> \\ \n"
    face = FontFace(name, "400", "normal", "fonts/x.ttf", Path("x.ttf"))
    style = root_style(replace(brand(), base_family=name), PROJECT.library.words["nl"], ())
    for css in (font_faces((face,)), style):
        assert "url(https" not in re.sub(r"'[^']*'", "", css)
        assert "</style>" not in css
        assert "\n" not in css
