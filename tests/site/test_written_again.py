"""Sites: what is written again when something changed, and what is not."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import Run, Write
from site_pages import SLAPEN, change, files, packed, page, pick, times

__all__ = ["packed"]
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("packed")]


def test_nothing_is_written_when_nothing_changed(house: Path, run: Run) -> None:
    run("site")
    before = times(house)
    assert ", 0 files written" in run("site").output
    (house / "output/.press/site").unlink()
    assert times(house) == before


def test_one_number_rewrites_the_pages_of_its_practice_alone(house: Path, run: Run) -> None:
    run("site")
    before = times(house)
    change(house / "sources/practices/molen/practice.yaml", "98 76 54", "98 76 55")
    run("site")
    now = times(house)
    changed = {path for path in now if now[path] != before.get(path)}
    assert changed
    assert {path.split("/")[0] for path in changed} == {"molen"}
    assert all(path.endswith(".html") or "/files/search/" in path for path in changed)


def test_a_site_has_the_same_bytes_elsewhere(house: Path, run: Run, tmp_path: Path) -> None:
    run("site")
    other = shutil.copytree(house, tmp_path / "elsewhere" / "deeper")
    shutil.rmtree(other / "output")
    run("site", "--jobs", "1", root=other)
    assert files(other) == files(house)
    assert files(other, "molen") == files(house, "molen")


def test_a_page_that_is_gone_is_taken_away_and_a_stranger_s_file_is_not(
    house: Path, run: Run, write: Write
) -> None:
    path = write("Tekst.\n", head="status: draft\n")
    run("site", "--practice", "brug")
    own = house / "output/site/brug/proef/eigen.txt"
    own.write_text("x")
    path.unlink()
    run("site", "--practice", "brug")
    assert not own.with_name("index.html").exists()
    assert own.exists()


def test_the_site_of_a_practice_that_is_gone_goes_and_of_one_that_is_broken_stays(
    house: Path, run: Run
) -> None:
    run("site")
    molen, brug = (house / "output/site" / name for name in ("molen", "brug"))
    (brug / "own.txt").write_text("mine")
    yaml = house / "sources/practices/molen/practice.yaml"
    kept = yaml.read_text("utf-8")
    yaml.write_text("name: [", "utf-8")
    run("site")
    assert (molen / "index.html").exists()
    yaml.write_text(kept, "utf-8")
    shutil.rmtree(house / "sources/practices/brug")
    assert run("site", "--practice", "molen").code == 0
    assert (brug / "index.html").exists()
    told = "removed output/site/brug, whose practice is gone: other files are left"
    assert told in run("site").errors
    assert [path.name for path in brug.rglob("*")] == ["own.txt"]
    assert told not in run("site").errors


def test_a_text_is_read_once_whatever_changes_around_it(
    house: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("site")
    first = (house / "output/site/brug/slaap/index.html").read_text("utf-8")
    yaml = house / "sources/practices/brug/practice.yaml"
    yaml.write_text(yaml.read_text("utf-8").replace("11 22 33", "11 22 44"), "utf-8")
    monkeypatch.setattr("press.merge.text._convert", None)  # who converts a text now breaks off
    assert run("site").code == 0
    second = (house / "output/site/brug/slaap/index.html").read_text("utf-8")
    assert ("11 22 44" in second, "11 22 33" in second) == (True, False)
    assert len(second) == len(first)


def test_a_text_that_changed_is_read_again(house: Path, run: Run) -> None:
    run("site")
    text = house / "sources/leaflets/nl/slapen.md"
    text.write_text(text.read_text("utf-8") + "\nNog een zin.\n", "utf-8")
    run("site")
    assert "Nog een zin." in (house / "output/site/brug/slaap/index.html").read_text("utf-8")


def test_a_page_that_somebody_changed_is_made_again(house: Path, run: Run) -> None:
    run("site")
    path = house / "output/site/brug/slaap/index.html"
    good = path.read_bytes()
    path.write_text("x")
    run("site")
    assert path.read_bytes() == good


def test_files_that_are_up_to_date_are_offered(house: Path, run: Run) -> None:
    run("build", "slapen", "--practice", "brug")
    run("site")
    shown = page(house, "slaap")
    link = pick(shown, "//a[@type='application/pdf']/@href")
    assert link == ["../files/pdf/nl/slapen.a4.pdf"]
    offered = house / "output/site/brug/files/pdf/nl/slapen.a4.pdf"
    assert offered.read_bytes() == (house / "output/brug/nl/slapen.a4.pdf").read_bytes()
    change(house / SLAPEN, "Overdag", "Iedere dag")
    run("site")
    assert not pick(page(house, "slaap"), "//a[@type='application/pdf']")


def test_a_practice_that_there_is_not_is_wrong_usage(run: Run) -> None:
    ran = run("site", "--practice", "burg")
    assert ran.code == 2
    assert re.search(r"no practice 'burg' \(did you mean 'brug'\?\)", ran.errors[-1])


def test_a_language_without_words_has_no_pages(house: Path, run: Run) -> None:
    frisian = house / "sources/leaflets/fy/sliepe.md"
    frisian.parent.mkdir()
    text = (house / "sources/leaflets/en/sleeping.md").read_text("utf-8")
    frisian.write_text(re.sub("translation_of.*\n", "", text), "utf-8")
    change(house / "sources/practices/brug/practice.yaml", "[nl, en]", "[nl, fy]")
    change(house / "sources/practices/molen/practice.yaml", "[nl]", "[fy]")
    ran = run("site")
    assert ran.code == 1
    assert all("[S" in line for line in ran.errors)
    assert not (house / "output/site/brug/sliepe").exists()
    assert not (house / "output/site/molen").exists()


def test_a_site_is_written_through_no_link(house: Path, run: Run, tmp_path: Path) -> None:
    (house / "output/site").mkdir(parents=True)
    (house / "output/site/brug").symlink_to(tmp_path)
    ran = run("site")
    assert ran.code == 1
    assert any("output/site/brug: error: cannot be written" in line for line in ran.errors)
    assert not [*tmp_path.glob("*.html")]
    assert (house / "output/site/molen/index.html").exists()
