"""The order in which a text stands, and how its lists, blanks and titles are set."""

from __future__ import annotations

import re

import pytest
from converting import (
    TEXTS,
    WORDS,
    converted,
    html,
)

from press.merge.transforms.flow import flags_apart, in_column
from press.merge.transforms.typesetting import balanced

LINES = "De alinea waar dit naast staat."


def test_in_one_column_what_stands_in_the_margin_follows_its_paragraph() -> None:
    root = converted((TEXTS / "margin.md").read_text(encoding="utf-8")).root
    beside, column = html(root), html(in_column(root))
    assert beside.index("term") < beside.index(LINES)
    assert column.index(LINES) < column.index("Slijtage is normaal.")
    assert sorted(column.split()) == sorted(beside.split())


def test_a_card_comes_first_behind_its_paragraph_and_never_before_its_table() -> None:
    """What the paragraph introduces is not parted from it."""
    body = f"!!! key\n    Rust roest.\n\n{LINES} [Wandelen](wandelen) helpt."
    table = "\n\n| a | b |\n| --- | --- |\n| c | d |\n"
    column = html(in_column(converted(f"{body}{table}").root))
    order = [column.index(word) for word in (LINES, "</table>", "card-place", "Rust roest.")]
    assert order == sorted(order)


@pytest.mark.parametrize("colon", [":", " :", "：", "፦"])
def test_the_line_that_titles_a_group_of_red_flags_loses_its_colon_in_any_script(
    colon: str,
) -> None:
    body = f"!!! red-flags\n    Nu{colon}\n\n    - een\n\n    Vandaag{colon}\n\n    - twee\n"
    apart = html(flags_apart(converted(body).root))
    assert re.search(r'class="part-title"[^>]*>Vandaag<', apart)


def test_red_flags_apart_have_a_box_for_each_group_and_the_first_the_telephone() -> None:
    first = "!!! red-flags\n    Bel nu:\n\n    - U valt flauw."
    two = converted(f"{first}\n\n    Bel vandaag:\n\n    - U bent ziek.").root
    apart = html(flags_apart(two))
    assert re.findall('class="part-title">(.*?)<', apart) == ["Bel meteen", "Bel vandaag"]
    assert apart.count("{call}") == 1 and apart.count("<li>") == 2
    assert re.findall('class="part red-flags(.*?)"', apart) == ["", " today"]
    one = converted(first).root
    assert html(flags_apart(one)) == html(one)


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("3. drie\n4. vier", 'style="counter-reset: item 2"'),
        ("\n".join(f"{n}. punt" for n in range(1, 11)), 'class="two-figures"'),
        ("9. negen\n10. tien", 'class="two-figures"'),
        ("99. negen\n100. honderd", 'class="many-figures"'),
    ],
)
def test_a_list_goes_on_at_its_number_and_makes_room_for_two_figures(
    text: str, set_as: str
) -> None:
    assert set_as in html(converted(text).root)
    assert "style=" not in html(converted("1. een\n2. twee").root)


@pytest.mark.parametrize(
    ("asked", "mm"), [("om ____ uur", 20), ("op ______ dus", 35), (f"of {'_' * 20} of", 44)]
)
def test_a_blank_is_as_long_as_an_old_hand_needs(asked: str, mm: int) -> None:
    assert f'style="width: {mm}.0mm"' in html(converted(asked).root)


def test_the_last_blank_of_a_short_question_runs_to_the_edge() -> None:
    assert 'class="to-edge"' in html(converted("Ik heb pijn sinds ____").root)
    assert "to-edge" not in html(converted("Van ____ tot ____").root)
    assert "to-edge" not in html(converted("Per dag ____ keer").root)


@pytest.mark.parametrize(
    ("title", "language", "set_as"),
    [
        ("Pijn onder in de rug", "nl", "Pijn onder in~de~rug"),
        ("Pain in the lower back", "en", "Pain in the~lower~back"),
        ("Exercises for low back pain", "en", "Exercises for low~back~pain"),
        ("Leven met een buikwandbreuk", "nl", "Leven met een buikwandbreuk"),
        ("Wandelen en rust", "nl", "Wandelen en~rust"),
    ],
)
def test_a_title_holds_together_what_belongs_together(
    title: str, language: str, set_as: str
) -> None:
    held = balanced(title, together=WORDS[language].together)
    assert held.replace("\u00a0", "~") == set_as
