"""The sample leaflet in every language beside every other: blocks, figures, versions."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import pytest
from conftest import ROOT, SHORT

from press import build
from press.build.side_by_side import side_by_side
from press.merge import merge
from press.merge.side_by_side import MergingBilingual
from press.model import Variant

pytestmark = pytest.mark.slow

LANGUAGES = sorted(
    path.parent.name
    for path in ROOT.glob("sources/leaflets/*/*.md")
    if path.stem == SHORT or f"translation_of: {SHORT}" in path.read_text("utf-8")
)


@cache
def project() -> build.Project:
    return build.load(ROOT)


def variant(one: str, other: str) -> Variant:
    (both,) = [
        each
        for each in side_by_side(project().publications, (one, other))
        if SHORT in {leaflet.translation_of or leaflet.slug for leaflet in each.leaflets}
    ]
    practice = next(each for each in project().practices if each.id == "lindehof")
    layout = next(each for each in project().layouts if each.name == "a4-bilingual")
    return Variant(both, practice, layout)


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "nl"])
def test_each_language_stands_beside_dutch(language: str) -> None:
    made = merge(variant("nl", language), project().library)
    assert {finding.code for finding in made.findings} <= {"S029"}
    assert made.html


def test_any_two_languages_say_the_same_block_by_block() -> None:
    assert len(LANGUAGES) > 2
    told = [
        str(finding)
        for pair in combinations(LANGUAGES, 2)
        for finding in MergingBilingual(variant(*pair), project().library, 0).differences()
    ]
    assert told == []
