"""leaflet check: the words of each leaflet once, and the table of how they read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from checked import finding, proofs
from conftest import HOUSE, Run, Write

from press.report import LeafletReport, draw_up, table
from press.workers import isolated

pytestmark = pytest.mark.usefixtures("fixed_day")
BOUND = Path(__file__).parents[1] / "bound_house"


def slugs(house: Path = HOUSE, /, **order: Any) -> list[str]:
    return [leaflet.slug for leaflet, _ in proofs(house, **order)]


@pytest.mark.slow
def test_each_leaflet_is_proofread_once_however_many_practices_hand_it_out() -> None:
    assert slugs() == ["sleeping", "slapen", "wandelen"]


@pytest.mark.slow
def test_choices_narrow_what_is_proofread() -> None:
    assert slugs(publications=("slapen",)) == ["slapen"]
    assert slugs(languages=("en",)) == ["sleeping"]
    assert slugs(practices=("molen",)) == ["slapen", "wandelen"]


@pytest.mark.slow
def test_of_a_booklet_its_leaflets_are_proofread() -> None:
    assert len(slugs(BOUND, publications=("samen",))) > 1


@pytest.mark.slow
def test_a_leaflet_that_no_practice_hands_out_yet_is_proofread(run: Run, house: Path) -> None:
    for path in (house / "sources/practices").glob("*/practice.yaml"):
        path.write_text(path.read_text("utf-8") + "\npublications: [slapen]\n", "utf-8")
    assert run("check", "wandelen", "--words-only").summary == "1 checked, 1 with findings"


@pytest.mark.slow
def test_the_names_of_all_practices_are_looked_for(run: Run, write: Write) -> None:
    write("Kom naar Praktijk De Molen.\n")
    told = run("check", "proef", "--words-only", "--practice", "brug").errors
    assert any(line.endswith("[T022]") for line in told)


@pytest.mark.slow
def test_a_mistake_in_the_lists_of_the_house_is_told(run: Run, house: Path) -> None:
    folder = house / "sources/language/nl"
    folder.mkdir(parents=True)
    (folder / "hardwords.yaml").write_text("words: {}\n")
    ran = run("check", "slapen", "--words-only")
    assert ran.code == 1
    assert any(line.endswith("(did you mean 'hard-words'?) [S019]") for line in ran.errors)


@pytest.mark.parametrize("chosen", [(), ("--practice", "molen"), ("--layout", "a4")])
@pytest.mark.parametrize(
    ("line", "mistakes"),
    [
        ("titel: Proef", {"S002"}),
        ("title: Top 10 # proef\nkleur: rood", {"S067", "S002"}),
        ("title: Proef\ntitle: Twee\nkleur: rood", {"S004", "S002"}),
        ("title: Pijn: wat nu", {"S001"}),
    ],
)
@pytest.mark.slow
def test_the_text_is_judged_although_its_head_has_mistakes(
    run: Run, write: Write, line: str, mistakes: set[str], chosen: tuple[str, ...]
) -> None:
    path = write("Zie [daar](#weg). Een injectie.[^nhg]\n")
    path.write_text(path.read_text().replace("title: Proef", line))
    ran = run("check", "proef", "--words-only", "--all", *chosen)
    codes = {told.rpartition("[")[2][:4] for told in ran.errors if "proef.md" in told}
    assert mistakes | {"S044", "S045", "T010"} <= codes
    assert ran.summary.startswith("nothing could be checked, ") and "errors" in ran.summary


@pytest.mark.slow
def test_a_language_that_nobody_has_words_in_is_a_finding(run: Run, house: Path) -> None:
    practice = house / "sources/practices/molen/practice.yaml"
    written = practice.read_text("utf-8").replace("languages: [nl]", "languages: [fy]")
    practice.write_text(written, "utf-8")
    ran = run("build", "--practice", "molen")
    assert ran.code == 1
    assert any("no words in the language 'fy'" in line for line in ran.errors)


@pytest.mark.slow
def test_a_warning_about_the_words_leaves_the_exit_code_alone(run: Run) -> None:
    ran = run("check", "slapen", "--words-only")
    assert any(": warning: " in line for line in ran.errors)
    assert (ran.code, ran.summary) == (0, "1 checked, 1 with findings")


@pytest.mark.slow
def test_an_error_in_the_words_shows_in_the_exit_code(run: Run) -> None:
    assert run("check", "wandelen", "--words-only").code == 1


@pytest.mark.slow
def test_words_only_lays_no_page_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "produce", None)
    assert run("check", "--words-only").summary == "3 checked, 3 with findings"


@pytest.mark.slow
def test_check_looks_at_the_pages_too(run: Run, house: Path) -> None:
    ran = run("check", "slapen", "--practice", "molen", "--layout", "a4")
    assert (ran.code, ran.summary) == (0, "1 checked, 1 with findings")
    assert not (house / "output").exists()


@pytest.mark.slow
def test_a_table_says_how_each_leaflet_reads(run: Run) -> None:
    lines = run("check", "slapen", "sleeping", "--words-only").output.splitlines()
    assert lines[1:6] == [
        "en, Flesch Reading Ease  words  sentences  mean  index  meaning    review due  E  W  S",
        "sleeping                    11          2   5.5   93.6  very easy  2028-02-05  2  2  0",
        "",
        "nl, Flesch-Douma         words  sentences  mean  index  meaning    review due  E  W  S",
        "slapen                      40          7   5.7   91.8  very easy  2028-02-05  0  2  0",
    ]


@pytest.mark.slow
def test_the_table_stays_within_a_hundred_columns() -> None:
    leaflet, proof = proofs()[0]
    long = leaflet.model_copy(update={"slug": "a" * 32 + "b" * 32})
    reading = replace(proof.reading, words=12345, value=-169.3, meaning="very difficult")
    told = table(
        [LeafletReport(long, reading, (), ()), LeafletReport(leaflet, proof.reading, (), ())]
    )
    assert max(map(len, told.splitlines())) <= 100
    assert "aaa…bbb" in told


@pytest.mark.slow
def test_a_text_without_sentences_has_no_index() -> None:
    leaflet, proof = proofs()[0]
    reading = replace(proof.reading, value=None, meaning="no sentences")
    assert "  no sentences  " in table([LeafletReport(leaflet, reading, (), ())])


def test_a_house_without_leaflets_has_no_table(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty/sources").mkdir(parents=True)
    ran = run("check", root=tmp_path / "empty")
    assert (ran.code, ran.summary) == (0, "0 checked, 0 with findings")
    assert len(ran.output.splitlines()) == 1


@pytest.mark.slow
def test_a_finding_in_a_leaflets_own_file_counts_for_it() -> None:
    sheets = draw_up(proofs(), [finding("P013"), finding("P013", "layouts/a4/layout.css")], [])
    with_it = {sheet.leaflet.slug: "P013" in {f.code for f in sheet.findings} for sheet in sheets}
    assert with_it == {"sleeping": False, "slapen": True, "wandelen": False}
