"""Brand files of every form: each is taken, or refused where and why. Posit's package agrees."""

from __future__ import annotations

from typing import Any

import pytest
from brand_grammar import FONT, LOGOS, MISTAKES, brand_file
from brand_yml import Brand as PositsBrand
from PIL import Image
from practice_folders import FAMILIES, LOGO, Folder
from pydantic import ValidationError
from small_fonts import make_variable_font

from press.colour.derive import parse
from press.model import Finding, House, Practice
from press.reading.practices import load_practice

pytestmark = pytest.mark.slow

FILES = 500
FEW = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    folder = Folder(tmp_path_factory.mktemp("brands"))
    for name in LOGOS:
        path = folder.practice / name
        path.parent.mkdir(exist_ok=True)
        if path.suffix == ".svg":
            path.write_text(LOGO)
        else:
            Image.new("RGB", (60, 20), "#e07020").save(path)
    make_variable_font("Huisletter", 300, 800).save(folder.practice / FONT)
    return folder


def load(folder: Folder, brand: str) -> tuple[Practice | None, list[Finding]]:
    (folder.practice / "_brand.yml").write_text(brand, encoding="utf-8")
    house = House(folder.root, (), ())
    return load_practice(folder.practice, "debrug", FAMILIES, house)


def judge(folder: Folder, seed: int) -> bool:
    """Whether a file is taken: one without a mistake must be, a mistake is told at its line."""
    written = brand_file(seed)
    practice, findings = load(folder, written.text)
    errors = [finding for finding in findings if finding.severity == "error"]
    assert bool(practice) != bool(errors), (written.text, list(map(str, findings)))
    if not written.mistake:
        assert practice, (written.text, list(map(str, findings)))
        return True
    lines = written.text.splitlines()
    places = {at for at, line in enumerate(lines, 1) if written.mistake in line}
    told = {finding.origin.line for finding in findings if finding.severity != "info"}
    assert places & told, (written.text, list(map(str, findings)))
    assert all(finding.origin.path == "debrug/_brand.yml" and finding.message for finding in errors)
    return practice is not None


def test_a_brand_file_is_taken_or_refused_where_it_is_wrong(folder: Folder) -> None:
    taken = [judge(folder, seed) for seed in range(FEW)]
    assert 0 < taken.count(False) < taken.count(True)


@pytest.mark.whole
def test_500_brand_files_are_taken_or_refused_where_they_are_wrong(folder: Folder) -> None:
    taken = [judge(folder, seed) for seed in range(FEW, FILES)]
    assert taken.count(False) > len(MISTAKES)


def test_what_posits_package_takes_is_taken_with_the_same_colours(folder: Folder) -> None:
    for seed in range(FEW):
        written = brand_file(seed, right=True, posits=True)
        theirs = PositsBrand.from_yaml_str(written.text)
        practice, findings = load(folder, written.text)
        assert practice, (written.text, list(map(str, findings)))
        colours: Any = theirs.color
        for name in ("primary", "secondary"):
            if said := getattr(colours, name, None):
                assert practice.brand.colours[name] == parse(said), written.text
        base: Any = getattr(theirs.typography, "base", None)
        if base and base.family in FAMILIES:
            assert practice.brand.base_family == base.family


def test_what_posits_package_refuses_is_told(folder: Folder) -> None:
    refused = 0
    for seed in range(1, 2 * FEW, 2):
        written = brand_file(seed, posits=True)
        try:
            PositsBrand.from_yaml_str(written.text)
        except (ValidationError, ValueError):
            _, findings = load(folder, written.text)
            assert [each for each in findings if each.severity != "info"], written.text
            refused += 1
    assert refused > 10
