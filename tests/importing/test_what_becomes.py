"""What the features of a Word file become in a leaflet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import pytest
from conftest import HOUSE
from taken_over import TODAY, text_of, told
from word_files import word_file

from press.importing.leaflets import Desk, open_desk
from press.importing.leaflets.drafting import draft

MADE = {
    "table": "| Middel | Hoe vaak |\n|---|---|\n| paracetamol | 4 keer per dag |",
    "lists": "- loop elke dag\n- zwem\n",
    "numbers_by_hand": "1. Ga liggen.\n2. Til uw been op.\n3. Houd vijf tellen vast.\n",
    "link": "Lees [meer hierover](https://www.example.org/a%5Fb%28c%29).",
    "footnotes": "Rust is goed[^n2] en bewegen ook[^n3].",
    "picture_with_alt": "![Een vrouw tilt een doos met rechte rug.]"
    '(folder/1.jpg "Figuur: veilig tillen")',
    "text_box": "Na de prik kunt u suf zijn.\n\nLet op: niet autorijden.\n",
    "merged_cells": '<th colspan="2">cel 1',
    "breaks": "Eerste regel\\\n\\- tweede regel\\\n3\\. derde regel na een tab",
    "marks": "H<sub>2</sub>O, 5\\*3=15, a\\_b, \\[haken\\], \\<uw naam>,"
    " \\{\\{ niets \\}\\}, 30% & 38,5 °C",
    "words_gone_between_words": "Neem er twee",
    "tick_boxes": "- [ ] Ik slaap slecht\n- [ ] Ik ben moe",
    "table_in_a_table": "boven\n\n| binnen | in |\n|---|---|\n\nonder\n\nrechts",
    "signs": "\\# geen kop\n\n\\+ plus\n\n\\> 38,5 graden\n",
}


@pytest.mark.parametrize("feature", MADE)
@pytest.mark.slow
def test_a_feature_becomes_what_the_press_has_for_it(
    feature: str, desk: Desk, tmp_path: Path
) -> None:
    assert MADE[feature] in text_of(draft(word_file(tmp_path / "folder.docx", feature), desk))


STRANGE = [
    "<!-- geen commentaar -->",
    "](<b>x",
    "\\\\",
    "a) een",
    "++x++ ==y== ~~z~~",
    "::: kader",
    "5*3**2 _a_ __b__",
    "&amp; &lt; &#33;",
    "'s avonds 5'10\" foto’s",
    "{{ practice.x }} {% y %} {#z}",
    "# x #",
    "| a | b",
    "!!! tip",
    "<script>x</script>",
    "[^1] [a][b] ![c](d)",
    "İ <!-- ß --> ﬁ",
    "12. maart",
    "- ",
    "• een • twee",
    "C:\\x\\",
]
"""Texts that could be read as markup."""


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize(
    "style", [None, "Heading 2", "List Bullet", "List Number", "Quote", "table"]
)
@pytest.mark.slow
def test_a_text_that_looks_like_markup_is_read_as_it_stands(
    text: str, style: str | None, desk: Desk, tmp_path: Path
) -> None:
    document = docx.Document()
    document.add_heading("Een titel", 0)
    if style == "table":
        for cell in document.add_table(rows=2, cols=2)._cells:
            cell.text = f"{text} b\n{text}"
    else:
        document.add_paragraph(f"{text} b\n{text}", style=style).add_run(text).bold = True
    document.save(str(tmp_path / "folder.docx"))
    assert draft(tmp_path / "folder.docx", desk).findings == ()


OFFERS = {
    "bold_heading": "## Wat kunt u zelf doen?",
    "red_flags": '!!! red-flags "Bel direct"\n    - koorts boven 38,5\n    - veel bloed\n',
    "questions": "Mag ik sporten?\n:   Ja, na een week.\n",
}


@pytest.mark.parametrize("feature", OFFERS)
def test_what_could_be_more_is_offered_and_done_only_when_asked(
    feature: str, desk: Desk, tmp_path: Path
) -> None:
    path = word_file(tmp_path / "folder.docx", feature)
    offered, done = draft(path, desk), draft(path, replace(desk, apply=True))
    assert OFFERS[feature] not in text_of(offered)
    assert OFFERS[feature] in text_of(done)
    assert offered.offers == done.offers + 1
    assert offered.files and any(b'"S104"' in content for content in offered.files.values())
    assert any("made into" in became for became, _ in told(done).values())


def test_what_a_practice_has_of_its_own_is_its_value_and_told(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "folder.txt"
    path.write_text("Na de prik\n\nBel 010-1234567 of mail balie@debrug.example.\n")
    own = open_desk(HOUSE, TODAY, changes="", language="nl", apply=True)[1].owns
    phones = {each.kind: each for each in own}
    assert {"telephone number", "e-mail address", "name of a practice"} <= set(phones)
    found = next(each for each in own if each.kind == "e-mail address")
    written = found.pattern.pattern.split(")")[1].split("(")[0].replace("\\", "")
    path.write_text(f"Na de prik\n\nMail {written} of vraag het.\n")
    made = draft(path, replace(desk, apply=True))
    assert "Mail {{ practice.email }} of vraag het." in text_of(made)
    assert told(made)["e-mail address"] == ("{{ practice.email }}", written)


def test_the_same_file_gives_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    path = word_file(tmp_path / "folder.docx", "picture_with_alt", "comments", "table")
    assert draft(path, desk).files == draft(path, desk).files
