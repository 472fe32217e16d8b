"""The line as a whole: what one stage tells another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import HOUSE

from press import build, pipeline

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def result() -> pipeline.Result:
    project = build.load(HOUSE)
    [variant] = build.plan(project, build.Order(("slapen",), ("molen",)))
    return pipeline.produce(variant, project.library, pipeline.OutputOptions())


def codes(result: pipeline.Result) -> set[str]:
    return {finding.code for finding in pipeline.examine(result).findings}


def test_preflight_is_told_which_typefaces_may_be_in_a_file(result: pipeline.Result) -> None:
    document = result.document
    assert document
    assert document.families >= set(document.fonts) > set()
    assert "P030" not in codes(result)
    others = replace(document, families=document.families - {document.fonts[0]})
    assert "P030" in codes(replace(result, document=others))
