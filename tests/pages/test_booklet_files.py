"""The file of a booklet: what is wrong in it is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from bound import BOOKLET, variant
from conftest import Run

from press import build

pytestmark = pytest.mark.slow

HEAD = """\
title: Samen
summary: Voor wie dit leest.
version: "1.0"
published: 2026-01-05
reviewed: 2026-01-05
review_due: 2028-01-05
"""
PATH = "sources/booklets/nl/samen.yaml"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (
            HEAD + "leaflets:\n  - slapen\n  - wandelem\n",
            f"{PATH}:9: error: there is no leaflet 'wandelem' in this language (nl)"
            " (did you mean 'wandelen'?) [S044]",
        ),
        (
            HEAD + "leaflets:\n  - slapen\n  - sleeping\n",
            f"{PATH}:9: error: there is no leaflet 'sleeping' in this language (nl)"
            " (known are slapen, wandelen) [S044]",
        ),
        (
            HEAD + "leaflets:\n  - slapen\n  - wandelen\n  - slapen\n",
            f"{PATH}:10: error: the leaflet 'slapen' stands here twice [S004]",
        ),
        (
            HEAD + "leaflets: [slapen]\n",
            f"{PATH}:7: error: 'leaflets' has too few entries: 1, and at least 2 are needed [S008]",
        ),
        (
            HEAD + "leaflets: [slapen, wandelen]\nsubtitel: x\n",
            f"{PATH}:8: error: unknown key 'subtitel' (did you mean 'subtitle'?) [S002]",
        ),
        (HEAD, f"{PATH}:1: error: 'leaflets' is missing (add 'leaflets:') [S006]"),
        (
            HEAD + "leaflets: [slapen, wandelen]\npicture: mon.svg\npicture_alt: De maan.\n",
            f"{PATH}:8: error: there is no picture 'mon.svg' in sources/images"
            " (did you mean 'moon.svg'?) [S043]",
        ),
        (
            HEAD + "leaflets: [slapen, wandelen]\npicture: moon.svg\n",
            f"{PATH}:8: error: the picture has no alternative text"
            " (say in 'picture_alt' what it shows) [S013]",
        ),
        (
            HEAD.replace("2028", "2025") + "leaflets: [slapen, wandelen]\n",
            f"{PATH}:6: error: 'review_due' is not after 'reviewed' [S007]",
        ),
    ],
    ids=["unknown", "language", "twice", "one", "key", "none", "picture", "alt", "dates"],
)
def test_a_mistake_in_the_file_of_a_booklet_is_told_with_its_line(
    run: Run, house: Path, written: str, says: str
) -> None:
    path = house / PATH
    path.parent.mkdir(parents=True)
    path.write_text(written)
    ran = run("build", "samen", "--layout", BOOKLET, "--practice", "brug")
    assert (ran.code, ran.errors) == (1, [says])
    assert not list(house.glob("output/**/*.pdf"))


def test_a_broken_leaflet_leaves_its_booklet_out_and_nothing_else(house: Path) -> None:
    path = house / PATH
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + "leaflets: [slapen, wandelen]\n")
    leaflet = house / "sources/leaflets/nl/slapen.md"
    leaflet.write_text(leaflet.read_text().replace("picture_alt:", "# picture_alt:"))
    project = build.load(house)
    errors = [finding for finding in project.findings if finding.severity == "error"]
    assert [str(finding.origin) for finding in errors] == ["sources/leaflets/nl/slapen.md:11"]
    assert {each.slug for each in project.publications} == {"sleeping", "wandelen"}


@pytest.mark.slow
def test_a_title_that_does_not_fit_the_cover_is_told_at_the_booklet(run: Run, house: Path) -> None:
    path = house / PATH
    path.parent.mkdir(parents=True)
    long = HEAD.replace("title: Samen", f"title: {'Samen ' * 25}")
    path.write_text(long + "leaflets: [slapen, wandelen]\n")
    ran = run("build", "samen", "--layout", BOOKLET, "--practice", "brug")
    assert ran.code == 1
    assert len(ran.errors) == 1
    assert ran.errors[0].startswith(f"{PATH}:1: error: the title on page 1 is ")


def test_a_booklet_and_a_leaflet_may_have_one_name() -> None:
    assert variant("samen", BOOKLET).path == "brug/nl/booklets/samen.a5-booklet.pdf"
    assert variant("ademen", BOOKLET).path == "brug/nl/ademen.a5-booklet.pdf"
