"""From right to left each page is the mirror of the same from left to right, box by box."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import ROOT, SHORT
from mirrored import unlike

from press import build
from press.model import Medium, Variant

pytestmark = pytest.mark.slow

LOOKS = ("lindehof", "vanbentum", "notenboom")
"""A practice for each form of the masthead."""


@pytest.fixture(scope="module")
def project() -> build.Project:
    return build.load(ROOT)


def variant(project: build.Project, practice: str, layout: str) -> Variant:
    """The shortest leaflet in a layout, be it made for that or not."""
    order = build.Order(publications=(SHORT,), practices=(practice,), languages=("nl",))
    [like] = [each for each in project.layouts if each.name == layout]
    return replace(build.plan(project, order)[0], layout=like)


@pytest.mark.parametrize(("practice", "layout"), [("lindehof", "trifold"), ("notenboom", "a4")])
def test_a_page_is_mirrored(project: build.Project, practice: str, layout: str) -> None:
    assert unlike(variant(project, practice, layout), project.library) == []


@pytest.mark.whole
@pytest.mark.parametrize("medium", ["screen", "prepress"])
@pytest.mark.parametrize("practice", LOOKS)
@pytest.mark.parametrize(
    "layout", ["a4", "a4-large-print", "a5-booklet", "exercise-sheet", "trifold"]
)
def test_every_layout_is_mirrored_in_every_form(
    project: build.Project, practice: str, layout: str, medium: Medium
) -> None:
    made = replace(variant(project, practice, layout), medium=medium)
    assert unlike(made, project.library) == []
