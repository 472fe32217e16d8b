"""What is taken over from a Word file: every word, or it is named."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
import word_xml
from conftest import Run
from taken_over import text_of, told
from word_files import FEATURES, TRACKED, word_file
from word_xml import picture

from press.importing.leaflets import Desk
from press.importing.leaflets.account import unaccounted
from press.importing.leaflets.counted import count_word, fragments
from press.importing.leaflets.drafting import draft
from press.importing.leaflets.gathering import Gathering
from press.importing.leaflets.record import Piece

CHANGES = ("accept", "reject")
NAMES = list(FEATURES)
DECIDED = [
    *((name, "accept") for name in NAMES),
    *((name, "reject") for name in NAMES if name in TRACKED),
    *(
        pytest.param(name, "reject", marks=pytest.mark.whole)
        for name in NAMES
        if name not in TRACKED
    ),
]
"""Features, and what is done with changes: where there are none, the whole run asks too."""
FURTHER = 9
"""How far on in the row the feature stands that each meets; in the whole run each meets all."""


@pytest.mark.parametrize(("feature", "changes"), DECIDED)
@pytest.mark.slow
def test_every_word_of_a_word_file_is_accounted_for(
    feature: str, changes: str, desk: Desk, tmp_path: Path
) -> None:
    made = draft(word_file(tmp_path / "folder.docx", feature), replace(desk, changes=changes))
    assert made.findings == ()
    assert made.words == sum(map(len, count_word((tmp_path / "folder.docx").read_bytes()).values()))


@pytest.mark.slow
@pytest.mark.parametrize(
    "steps",
    [
        FURTHER,
        *(
            pytest.param(steps, marks=pytest.mark.whole)
            for steps in range(1, len(NAMES) // 2 + 1)
            if steps != FURTHER
        ),
    ],
)
def test_so_is_every_word_where_two_features_meet(steps: int, desk: Desk, tmp_path: Path) -> None:
    failed = []
    for one, other in zip(NAMES, NAMES[steps:] + NAMES[:steps], strict=True):
        path = word_file(tmp_path / "folder.docx", one, other)
        made = draft(path, replace(desk, apply=True))
        failed += [(one, other, each.message) for each in made.findings]
    assert not failed


@pytest.mark.slow
def test_a_word_that_a_reader_loses_makes_the_import_fail_with_its_place(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say = Gathering.say

    def forgetful(self: Gathering, piece: Piece) -> tuple[Piece, ...]:
        return () if "paracetamol" in piece.text else say(self, piece)

    monkeypatch.setattr(Gathering, "say", forgetful)
    made = draft(word_file(tmp_path / "folder.docx", "table"), desk)
    assert made.files is None
    assert made.findings[0].code == "S102"
    assert "'paracetamol' (word/document.xml, paragraph 6)" in made.findings[0].message


@pytest.mark.parametrize(
    ("leaflet", "report", "word"),
    [
        (["een twee", "vier"], ["drie"], None),
        (["een", "twee drie vier"], [], None),
        (["een twee vier"], [], "drie"),
        (["een drie twee vier"], [], "twee"),
        (["een twee drie vier vijf"], [], "vijf"),
        (["een tweedrie vier"], [], "drie"),
        (["een twee drie vier"], ["drie"], "drie"),
    ],
)
def test_the_account_names_what_is_lost_moved_joined_or_invented(
    leaflet: list[str], report: list[str], word: str | None
) -> None:
    found = unaccounted(
        {"": list(fragments("een twee drie vier", ""))}, {"": leaflet}, {"": report}
    )
    assert (found and found.word) == word


def test_half_a_word_may_be_left_out(desk: Desk, tmp_path: Path) -> None:
    made = draft(word_file(tmp_path / "folder.docx", "hidden"), desk)
    assert "Neem de pil in de ochtend." in text_of(made)
    assert told(made)["hidden text"][1] == "alleen op recept xx"


SAID = {
    "comments": ("comment", "left out", "Boven welke grens?"),
    "header": (
        "header",
        "left out: each layout has its own head and foot",
        "Ziekenhuis De Berk, afdeling Orthopedie",
    ),
    "footer": ("footer", "left out: each layout has its own head and foot", "Versie 3, pagina 1"),
    "text_box": ("text box", "stands below the paragraph it was beside", ""),
    "footnotes": (
        "note",
        "left out: nothing in the leaflet refers to it",
        "Een footnote zonder verwijzing.",
    ),
    "endnotes": (
        "note",
        "left out: nothing in the leaflet refers to it",
        "Een endnote zonder verwijzing.",
    ),
    "picture_without_alt": ("picture without alternative text", None, ""),
    "emf_picture": ("picture left out", None, ""),
    "ole_object": ("alternative text of what is left out", "left out", "Een schema in Excel"),
    "merged_cells": ("merged cells", "merged in the leaflet too", ""),
    "layout_table": ("table that sets places", None, ""),
    "box": ("box", "its text stands as text", ""),
    "fields": ("field", "what it showed stays as text", "AUTHOR"),
    "hidden": ("hidden text", "left out: nobody saw it", "xx"),
    "struck": ("struck-out text", "left out: on paper it would hold", "niet"),
    "coloured": ("coloured text", None, "roken"),
    "highlighted": ("highlighted text", None, "altijd"),
    "columns": ("columns", "the text stands in one: a layout sets its own", ""),
    "contents": ("list of contents", "left out: a booklet makes its own", "2"),
    "numbers_by_hand": ("numbering made by hand", "an item of a list", "3."),
    "dead_link": (
        "link that leads nowhere",
        "its words stay, without the link",
        "de andere folder",
    ),
    "bookmark": ("bookmark", None, ""),
    "equation": ("equation", "its letters stand as text", "gewichtlengte"),
    "form_hint": ("hint of a form", "left out: nobody had filled it in", "Klik om in te vullen"),
    "watermark": ("header", "left out: each layout has its own head and foot", "CONCEPT"),
    "inserted": ("tracked insertion", "stands in the leaflet (accepted)", "nooit"),
    "deleted": ("tracked deletion", "left out (accepted)", "vooral niet"),
    "moved": ("tracked move, from here", "left out (accepted)", "Drink genoeg water."),
}
"""Of each feature the kind that the report names last, what it says, and the words."""


@pytest.mark.parametrize("feature", SAID)
@pytest.mark.slow
def test_the_report_names_each_thing_with_what_became_of_it(
    feature: str, desk: Desk, tmp_path: Path
) -> None:
    kind, became, words = SAID[feature]
    said = told(draft(word_file(tmp_path / "folder.docx", feature), desk))
    assert kind in said
    assert said[kind][1].endswith(words)
    assert became in (None, said[kind][0])


def test_a_picture_in_a_header_and_a_shape_are_told(desk: Desk, tmp_path: Path) -> None:
    document = docx.Document()
    logo = document.sections[0].header.paragraphs[0].add_run()
    logo.add_picture(BytesIO(picture()))
    word_xml.add(document, word_xml.run("Let op") + "<w:r><w:pict><v:line/></w:pict></w:r>")
    document.save(str(tmp_path / "folder.docx"))
    said = told(draft(tmp_path / "folder.docx", desk))
    assert said["picture"][0] == "left out with the header"
    assert "drawn shape" in said


def test_a_language_without_words_is_wrong_usage(house: Path, run: Run, tmp_path: Path) -> None:
    ran = run("import", str(word_file(tmp_path / "x.docx")), "--language", "../nl")
    assert ran.code == 2
    assert "has no words in the language" in " ".join(ran.errors)


@pytest.mark.parametrize("feature", sorted(TRACKED))
@pytest.mark.slow
def test_tracked_changes_are_never_decided_in_silence(
    feature: str, desk: Desk, tmp_path: Path
) -> None:
    path = word_file(tmp_path / "folder.docx", feature)
    undecided = draft(path, replace(desk, changes=""))
    assert undecided.files is None
    assert {finding.code for finding in undecided.findings} == {"S101"}
    accepted, rejected = (text_of(draft(path, replace(desk, changes=each))) for each in CHANGES)
    assert accepted != rejected


def test_a_deletion_that_turns_the_meaning_round_is_taken_as_it_was_decided(
    desk: Desk, tmp_path: Path
) -> None:
    path = word_file(tmp_path / "folder.docx", "deleted")
    accepted, rejected = (text_of(draft(path, replace(desk, changes=each))) for each in CHANGES)
    assert "Rust uit na de ingreep." in accepted
    assert "Rust vooral niet uit na de ingreep." in rejected
