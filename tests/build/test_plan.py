"""Batch: what is planned, in which order it is made, and how it comes to stand in its file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import HOUSE, Write

from press import build, model, pipeline
from press.errors import UsageError
from press.model import Finding, Origin, Variant

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PROJECT = build.load(HOUSE)


def paths(project: build.Project = PROJECT, **chosen: Any) -> list[str]:
    """Where the files of an order go."""
    return [variant.path for variant in build.plan(project, build.Order(**chosen))]


# --- the plan ---------------------------------------------------------------------------


def test_everything_is_made_for_every_practice_in_a_fixed_order() -> None:
    assert paths() == [
        "brug/en/sleeping.a4.pdf",
        "brug/nl/slapen.a4.pdf",
        "brug/nl/wandelen.a4.pdf",
        "molen/nl/slapen.a4.pdf",
        "molen/nl/wandelen.a4.pdf",
    ]


@pytest.mark.parametrize(
    ("chosen", "made"),
    [
        ({"practices": ("molen",)}, ["molen/nl/slapen.a4.pdf", "molen/nl/wandelen.a4.pdf"]),
        ({"languages": ("en",)}, ["brug/en/sleeping.a4.pdf"]),
        ({"publications": ("slapen",)}, ["brug/nl/slapen.a4.pdf", "molen/nl/slapen.a4.pdf"]),
        (
            {"publications": ("slapen", "sleeping"), "practices": ("molen",)},
            ["molen/nl/slapen.a4.pdf"],
        ),
        ({"languages": ("en",), "practices": ("molen",)}, []),
    ],
)
def test_a_choice_narrows_the_plan(chosen: dict[str, Any], made: list[str]) -> None:
    assert paths(**chosen) == made


def test_a_practice_gets_the_publications_and_layouts_that_it_wants() -> None:
    brug, molen = PROJECT.practices
    picky = replace(
        PROJECT,
        practices=(
            brug.model_copy(update={"publications": ("wandelen",)}),
            molen.model_copy(update={"layouts": ("trifold",), "languages": ("en",)}),
        ),
    )
    assert [path for path in paths(picky) if "a4" in path] == ["brug/nl/wandelen.a4.pdf"]
    assert paths(picky, layouts=("a4",), practices=("molen",)) == ["molen/en/sleeping.a4.pdf"]


def test_what_a_practice_asks_for_must_be_there(house: Path) -> None:
    path = house / "sources/practices/molen/practice.yaml"
    text = path.read_text().replace("layouts: [a4]", "layouts: [a44]\npublications: [slappen]")
    path.write_text(text)
    found = [each for each in build.load(house).findings if each.severity != "info"]
    assert [str(finding) for finding in found] == [
        "sources/practices/molen/practice.yaml:8: error: there is no layout 'a44'"
        " (did you mean 'a4'?) [S056]",
        "sources/practices/molen/practice.yaml:9: error: there is no publication 'slappen'"
        " (did you mean 'slapen'?) [S056]",
    ]


def test_each_medium_has_a_file_of_its_own() -> None:
    layouts = tuple(
        layout.model_copy(update={"media": ("screen", "print")}) for layout in PROJECT.layouts
    )
    project = replace(PROJECT, layouts=layouts)
    order = {"publications": ("sleeping",)}
    assert paths(project, **order) == ["brug/en/sleeping.a4.pdf"]
    assert paths(project, **order, media=("print", "screen")) == [
        "brug/en/sleeping.a4.pdf",
        "brug/en/sleeping.a4.print.pdf",
    ]


def test_no_two_variants_go_to_one_file() -> None:
    project = build.load(ROOT)
    order = build.Order(
        layouts=tuple(layout.name for layout in project.layouts),
        media=("screen", "print", "prepress"),
    )
    everything = [variant.path for variant in build.plan(project, order)]
    assert len(everything) > 50
    assert len({path.casefold() for path in everything}) == len(everything)


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        ({"publications": ("slappen",)}, r"no publication 'slappen' \(did you mean 'slapen'\?\)"),
        ({"practices": ("Brug",)}, r"no practice 'Brug' \(did you mean 'brug'\?\)"),
        ({"layouts": ("nope",)}, r"no layout 'nope'"),
        ({"languages": ("fr",)}, r"no language 'fr' \(known are en, nl\)"),
    ],
)
def test_a_choice_that_fits_nothing_is_wrong_usage(chosen: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=f"there is {says}"):
        paths(**chosen)


def test_what_is_there_but_broken_is_not_unknown(house: Path, write: Write) -> None:
    write("Tekst.", head="titel: x\n")
    (house / "sources/practices/molen/practice.yaml").write_text("naam: x\n")
    project = build.load(house)
    assert paths(project, publications=("proef",)) == []
    assert paths(project, practices=("molen",)) == []


def test_a_leaflet_with_a_mistake_in_its_head_is_not_made_but_others_can_refer_to_it(
    house: Path,
) -> None:
    path = house / "sources/leaflets/nl/slapen.md"
    path.write_text(path.read_text().replace("picture_alt:", "# picture_alt:"))
    project = build.load(house)
    found = [each for each in project.findings if each.severity != "info"]
    assert [str(finding.origin) for finding in found] == ["sources/leaflets/nl/slapen.md:11"]
    variants = build.plan(project, build.Order(practices=("molen",)))
    results = [pipeline.produce(each, project.library) for each in variants]
    assert [(result.variant.path, result.failed) for result in results] == [
        ("molen/nl/wandelen.a4.pdf", False)
    ]


# --- the line ---------------------------------------------------------------------------


def variant() -> Variant:
    return build.plan(PROJECT, build.Order(("wandelen",), ("molen",)))[0]


def test_a_result_has_a_document_or_errors() -> None:
    broken = replace(PROJECT.library, content=replace(PROJECT.library.content, leaflets=()))
    good, bad = (pipeline.produce(variant(), library) for library in (PROJECT.library, broken))
    assert good.document and not model.has_errors(good.findings)
    assert bad.failed and model.has_errors(bad.findings)


def test_findings_are_told_once_and_by_place() -> None:
    def finding(path: str, line: int, code: str = "S001") -> Finding:
        return Finding(code, "error", "x", Origin(path, line))

    one, two, three = finding("a", 2), finding("a", 10), finding("b", 1)
    assert model.sort_findings([three, two, one, two]) == (one, two, three)


# --- same input, same bytes -------------------------------------------------------------


@pytest.mark.slow
def test_the_same_house_gives_the_same_bytes_everywhere(built: Path, tmp_path: Path) -> None:
    """Another process, folder, time zone, language of the machine and seed of hashes."""
    other = shutil.copytree(HOUSE, tmp_path / "an other" / "hüis")
    elsewhere = {
        "PATH": os.environ["PATH"],
        "PYTHONHASHSEED": "4242",
        "TZ": "Pacific/Chatham",
        "LC_ALL": "C",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "SOURCE_DATE_EPOCH": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "leaflet", "build"],
        cwd=other,
        env=elsewhere,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    files = [path.relative_to(other) for path in sorted((other / "output").rglob("*.pdf"))]
    assert len(files) == 5
    assert all((other / file).read_bytes() == (built / file).read_bytes() for file in files)


def test_a_leaflet_is_the_same_whatever_was_made_before_it(built: Path) -> None:
    variants = build.plan(PROJECT, build.Order())
    for variant in reversed(variants):
        result = pipeline.produce(variant, PROJECT.library)
        assert result.document
        assert result.document.pdf == (built / "output" / result.variant.path).read_bytes()


def test_a_language_without_words_is_one_finding_and_nothing_is_printed_in_it(house: Path) -> None:
    text = (house / "sources/leaflets/en/sleeping.md").read_text()
    for name in ("sliepe", "kuier"):
        path = house / f"sources/leaflets/fy/{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.replace("short: ", f"short: {name}-"))
    of_nobody = [one for one in build.load(house).findings if one.code == "S017"]
    assert [(one.severity, one.origin.path) for one in of_nobody] == [
        ("warning", "sources/leaflets/fy/kuier.md")
    ]
    for practice in ("brug", "molen"):
        path = house / f"sources/practices/{practice}/practice.yaml"
        path.write_text(path.read_text().replace("languages: [", "languages: [fy, "))
    project = build.load(house)
    assert [str(one) for one in project.findings if one.code == "S017"] == [
        "sources/practices/brug/practice.yaml:13: error: the press has no words in the language"
        " 'fy' (add layouts/base/words/fy.yaml: docs/languages.md says how) [S017]"
    ]
    assert build.plan(project, build.Order(publications=("sliepe",))) == ()


def test_a_region_is_printed_with_the_words_of_its_language_and_another_script_is_told(
    house: Path,
) -> None:
    practice = house / "sources/practices/brug/practice.yaml"
    text = practice.read_text()
    practice.write_text(text.replace("languages: [", "languages: [nl-BE, zh-hant, "))
    path = house / "sources/leaflets/nl-be/sliepe.md"
    path.parent.mkdir()
    path.write_text((house / "sources/leaflets/nl/wandelen.md").read_text())
    project = build.load(house)
    assert [one.message for one in project.findings if one.code in ("S017", "S029", "S121")] == [
        "'hours' is not given in 'zh-hant'",
        "'out_of_hours.name' is not given in 'zh-hant'",
        "the words around texts in 'zh-hant' are those of 'zh', in another script",
        "'facts.parking' is not given in 'zh-hant'",
    ]
    assert [each.path for each in build.plan(project, build.Order(publications=("sliepe",)))][
        :1
    ] == ["brug/nl-be/sliepe.a4.pdf"]
