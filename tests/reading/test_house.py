"""The house: where sources, layouts and fonts are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import HOUSE

from press.errors import HouseError
from press.installed import INSTALLED
from press.reading.house import open_house


def test_a_house_is_a_folder_with_sources() -> None:
    house, findings = open_house(HOUSE)
    assert findings == []
    assert (house.root, house.sources) == (HOUSE, HOUSE / "sources")
    assert house.output == HOUSE / "output"
    assert house.website == "https://folders.example"


def test_another_folder_is_not_a_house(tmp_path: Path) -> None:
    with pytest.raises(HouseError, match="is not a house: it has no folder 'sources'"):
        open_house(tmp_path)


def test_what_a_house_lacks_is_taken_from_the_installed_press(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    house = open_house(tmp_path)[0]
    assert house.layouts == (INSTALLED / "layouts",)
    assert house.fonts == (INSTALLED / "fonts",)


def test_a_house_of_its_own_layouts_and_fonts_comes_before_the_installed_press(
    tmp_path: Path,
) -> None:
    for folder in ("sources", "layouts", "fonts"):
        (tmp_path / folder).mkdir()
    house = open_house(tmp_path)[0]
    assert house.layouts == (tmp_path / "layouts", INSTALLED / "layouts")
    assert house.fonts == (tmp_path / "fonts", INSTALLED / "fonts")


def test_the_press_itself_is_a_house_that_is_looked_through_once() -> None:
    house = open_house(INSTALLED)[0]
    assert house.layouts == (INSTALLED / "layouts",)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (
            "website: http://x.example",
            "'website' is not right: 'http://x.example' (begin with https://) [S008]",
        ),
        ("web: https://x.example", "unknown key 'web' (did you mean 'website'?) [S002]"),
        ("- x", "expected 'key: value' lines [S005]"),
    ],
)
def test_a_mistake_in_the_settings_of_a_house_leaves_it_without(
    tmp_path: Path, settings: str, says: str
) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/house.yaml").write_text(settings)
    house, findings = open_house(tmp_path)
    assert house.website is None
    assert [str(finding) for finding in findings] == [f"sources/house.yaml:1: error: {says}"]
