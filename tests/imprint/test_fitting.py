"""Which text takes which words, and where it stands: each rule on lines set by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from monospaced import Monospaced, line, words

from press.imprint.fitting import UncertainError, fit
from press.model.set_lines import SetLine

Said = tuple[str, ...]


def fitted(lines: Sequence[SetLine], old: Said, new: Said, lacks: str = "") -> list[list[str]]:
    """What each line says, each text with where it begins."""
    placed = fit(lines, words(*old), words(*new), Monospaced(lacks=lacks))
    return [[f"{text.said}@{text.left:g}" for text in each] for each in placed]


def refused(lines: Sequence[SetLine], old: Said, new: Said, lacks: str = "") -> bool:
    try:
        fitted(lines, old, new, lacks)
    except UncertainError:
        return True
    return False


@pytest.mark.parametrize(
    ("align", "where"), [("left", (0, 50)), ("center", (-10, 40)), ("right", (-20, 30))]
)
def test_what_stands_behind_longer_words_moves_on(align: str, where: tuple[int, int]) -> None:
    lines = [line("Fys", ", 12", align=align)]
    assert fitted(lines, ("Fys", ", 12"), ("Fysio", ", 12")) == [
        [f"Fysio@{where[0]}", f", 12@{where[1]}"]
    ]


def test_a_text_keeps_the_spaces_around_it() -> None:
    assert fitted([line("tel", " 12 ", "nu")], ("tel", " 12 ", "nu"), ("tel", "345", "nu")) == [
        ["tel@0", " 345 @30", "nu@80"]
    ]


def test_a_block_that_says_what_it_did_stays_as_it_is() -> None:
    lines = [line("Fys"), line("Dorp 1", align="justify", block=1, down=40)]
    assert fitted(lines, ("Fys", "Dorp 1"), ("Fy", "Dorp 1")) == [["Fy@0"], ["Dorp 1@0"]]


@pytest.mark.parametrize(
    ("name", "is_refused"), [("Fysio", False), ("Fysios", True), ("Fysiosus", True)]
)
def test_a_line_must_fit_with_something_over(name: str, is_refused: bool) -> None:
    """Of what just fills its room it is not certain that the engine finds the same."""
    assert refused([line("Fys", room=60)], ("Fys",), (name,)) == is_refused


@pytest.mark.parametrize(
    "each",
    [
        line("Fys", align="justify"),
        line("Fys", room=0),
        line("Fys", setting=None),
    ],
    ids=["justified", "no room known", "set by something else"],
)
def test_a_line_that_is_set_otherwise_is_left_to_the_engine(each: SetLine) -> None:
    assert refused([each], ("Fys",), ("Fy",))


def test_a_line_that_holds_both_directions_is_left_to_the_engine() -> None:
    first, second = line("abc").texts[0], line("def", left=-30).texts[0]
    turned = SetLine(0, 0, 0, 0, 200, "left", (first, second))
    assert refused([turned], ("abc", "def"), ("ab", "def"))


def test_a_sign_that_the_typeface_lacks_is_left_to_the_engine() -> None:
    assert not refused([line("Fys")], ("Fys",), ("Fyş",))
    assert refused([line("Fys")], ("Fys",), ("Fyş",), lacks="ş")


@pytest.mark.parametrize(
    ("said", "is_refused"),
    [
        ("twaalf elf", False),  # "vier" would stand 1 sign out
        ("twee", True),  # "twee vier" would go into one line
        ("twaalf el", True),  # and just so would this, or just not
    ],
)
def test_what_begins_the_next_line_must_not_fit_behind(said: str, is_refused: bool) -> None:
    lines = [line("twaalf elfen ", room=140), line("vier", room=140, down=40)]
    old = ("twaalf elfen ", "vier")
    assert refused(lines, old, (said, "vier")) == is_refused


def test_a_line_that_was_ended_early_is_ended_there_again() -> None:
    lines = [line("een"), line("twee", down=40)]
    assert not refused(lines, ("een", "twee"), ("eend", "twee"))


def test_a_break_that_is_written_holds_whatever_fits() -> None:
    lines = [line("een twee drie ", room=150), line("vier", room=150, down=40)]
    assert refused(lines, ("een twee drie ", "vier"), ("een", "vier"))
    old, new = ("een twee drie ", "\n", "vier"), ("een", "\n", "vier")
    assert fitted(lines, old, new) == [["een @0"], ["vier@0"]]
    assert refused(lines, old, ("een", "of", "vier"))


def test_words_over_several_lines_fill_them_anew() -> None:
    lines = [line("Centrum voor ", room=135), line("Beweging", room=135, down=40)]
    old = ("Centrum voor Beweging",)
    assert fitted(lines, old, ("Huis voor de Gezondheid",)) == [
        ["Huis voor de@0"],
        ["Gezondheid@0"],
    ]
    assert refused(lines, old, ("Huis",)), "a line would be empty"
    assert refused(lines, old, ("Huis voor mens en maatschappij",)), "the last would be too long"
    assert refused(lines, old, ("Huis voor/tegen Gezondheid",)), "the engine may break behind /"


@pytest.mark.parametrize(
    ("lines", "before"),
    [
        ([line("Bij: ", "Centrum "), line("Noord", down=40)], ("Bij: ",)),
        ([line("Centrum "), line("Noord ", "\u200b", down=40)], ()),
    ],
)
def test_words_over_several_lines_share_them_with_nothing_else(
    lines: list[SetLine], before: Said
) -> None:
    assert refused(lines, (*before, "Centrum Noord"), (*before, "Huis Noord"))


@pytest.mark.parametrize("old", [("Fyt",), ("Fys", "12"), ()])
def test_words_that_were_not_laid_out_are_not_looked_for(old: Said) -> None:
    assert refused([line("Fys")], old, ("Fy", "1")[: len(old)])
