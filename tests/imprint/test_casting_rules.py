"""How a slot is written in other words: each rule on a slot made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pikepdf
import pytest
from monospaced import Monospaced, chunk, line, shown, words

from press.imprint.casting import Pictures, cast
from press.imprint.records import OWN_CODE, Annotation, Box, Element, Marked, OwnText, Slot, Written
from press.model.set_lines import SetLine, SetPicture, SlotWords


def content_of(lines: Sequence[SetLine]) -> bytes:
    return b"".join(chunk(text) for each in lines for text in each.texts)


def slot(
    lines: Sequence[SetLine],
    content: bytes = b"",
    *,
    alt: Written = (),
    links: Sequence[Annotation] = (),
    drawn: Mapping[str, str] | None = None,
) -> Slot:
    """A slot of these lines, which stand in the second piece of its content."""
    signs = {sign for each in lines for text in each.texts for sign in text.text}
    codes = frozenset((ord(sign), sign.encode("utf-16-be"), ord(sign)) for sign in signs)
    pieces = b"/Span <</MCID ", b">> BDC\n%sEMC\n" % (content or content_of(lines))
    elements = (Element(alt, (Marked(0),)),)
    return Slot(0, 0, 40, pieces, drawn or {}, {"F1": codes}, elements, (0,), tuple(links))


def made(
    old: Slot,
    lines: Sequence[SetLine],
    said: tuple[SlotWords, SlotWords],
    setter: Monospaced | None = None,
    pictures: Pictures | None = None,
) -> tuple[Slot, Pictures]:
    found = cast(old, pictures or {}, lines, said, setter or Monospaced())
    assert found
    return found


def test_words_are_written_where_they_stand_and_all_else_stays() -> None:
    lines, then = [line("Fys", ", 12"), line("nu", down=40, block=1)], line("Fysio", ", 12")
    said = words("Fys", ", 12", "nu"), words("Fysio", ", 12", "nu")
    assert made(slot(lines), lines, said)[0] == slot([then, lines[1]])


def test_what_the_engine_drew_behind_a_text_stays_behind_it() -> None:
    """As a hyphen that it set at the end of a line."""
    old, new = line("Fys"), line("Fy")
    before, after = (
        content_of([each]).replace(text, text.replace(b">", b"> <002d>"))
        for each, text in ((old, shown("Fys")), (new, shown("Fy")))
    )
    anew, _ = made(slot([old, line("-")], before), [old], (words("Fys"), words("Fy")))
    assert anew == slot([new, line("-")], after)


def test_the_first_of_two_texts_in_one_place_is_the_first_that_is_written() -> None:
    """As a word that is drawn over another."""
    lines = [line("Fys"), line("Dorp", block=1)]
    anew, _ = made(slot(lines), lines, (words("Fys", "Dorp"), words("Fys", "Dor")))
    assert anew.content == slot([lines[0], line("Dor")]).content


@pytest.mark.parametrize(
    "content",
    [b"", content_of([line("Fyt")]), content_of([line("Fys", down=21)])],
    ids=["nothing", "another text", "another place"],
)
def test_what_is_not_written_as_it_was_set_is_left_to_the_engine(content: bytes) -> None:
    lines = [line("Fys")]
    old = slot(lines, content or b"q Q\n")
    assert cast(old, {}, lines, (words("Fys"), words("Fy")), Monospaced()) is None


def test_a_code_that_means_something_else_in_the_slot_is_left_to_the_engine() -> None:
    lines, said = [line("Fys")], (words("Fys"), words("Fysi"))
    old = slot(lines)
    codes = old.codes["F1"] | {(ord("i"), b"\0j", 1)}
    other = Slot(0, 0, 40, old.content, {}, {"F1": codes}, old.elements, (0,), ())
    assert made(old, lines, said)
    assert cast(other, {}, lines, said, Monospaced()) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (words("Fys"), words("Fy", "s")),
        (words("Fys"), words("Fys", names=("a logo",))),
        (words("Fys", links=("Fys",)), words("Fys")),
    ],
)
def test_more_or_less_than_was_said_is_left_to_the_engine(old: SlotWords, new: SlotWords) -> None:
    lines = [line("Fys")]
    assert cast(slot(lines), {}, lines, (old, new), Monospaced()) is None


def test_a_link_s_box_ends_where_its_words_end() -> None:
    lines = [line("Zie ", "fys", " nu"), line("straks", down=40, block=1)]
    boxes = Box(40, 10, 70, 25), Box(0, 30, 60, 45)
    old = slot(lines, links=[Annotation(box, ()) for box in boxes])
    said = words("Zie ", "fys", " nu", "straks"), words("Zie ", "fysio", " nu", "straks")
    anew, _ = made(old, lines, said)
    assert [each.box for each in anew.annotations] == [Box(40, 10, 90, 25), boxes[1]]
    beside = slot(lines, links=[Annotation(Box(40, 10, 73, 25), ())])
    assert cast(beside, {}, lines, said, Monospaced()) is None, "it ends at no text"


@pytest.mark.parametrize("name", ["Fysio", "Fysi(o)", "Ægir"])
def test_elements_and_links_name_what_is_said_now(name: str) -> None:
    lines = [line("Fys")]
    old = slot(lines, alt=(b"/Alt (Fys)/Lang (nl)", OwnText("Fys")))
    anew, _ = made(old, lines, (words("Fys"), words(name)))
    entries, own = anew.elements[0].entries
    assert isinstance(entries, bytes)
    said = pikepdf.Object.parse(b"<<" + entries + b">>")
    assert (str(said["/Alt"]), str(said["/Lang"]), own) == (name, "nl", OwnText(name))


def test_a_string_that_holds_old_words_among_others_is_left_to_the_engine() -> None:
    lines = [line("Fys")]
    old = slot(lines, alt=(b"/Alt (Fys in Dorp)",))
    assert cast(old, {}, lines, (words("Fys"), words("Fy")), Monospaced()) is None


def test_words_that_become_two_different_ones_are_left_to_the_engine() -> None:
    lines = [line("Fys"), line("Fys", block=1, down=40)]
    old = slot(lines, alt=(b"/Alt (Fys)",))
    assert cast(old, {}, lines, (words("Fys", "Fys"), words("Fy", "Fi")), Monospaced()) is None


DOTS: Written = (b"/Height 21/Type/XObject/Width 21",)
CODES = words(names=("qr/one",)), words(names=("qr/two",))
DRAWN = {"Slot0-qrone": "one"}


def test_the_code_of_another_address_stands_in_the_place_of_the_old_one() -> None:
    setter = Monospaced({"qr/two": SetPicture(21, 21, b"dots")})
    old = slot([], b"/Slot0-qrone Do\n", drawn=DRAWN)
    anew, pictures = made(old, [], CODES, setter, {"one": (DOTS, b"old")})
    assert anew.content[1] == b">> BDC\n/Slot0-qrtwo Do\nEMC\n"
    assert (anew.drawn, pictures) == (
        {"Slot0-qrtwo": "Slot0-qrtwo"},
        {"Slot0-qrtwo": (DOTS, b"dots")},
    )


def test_a_leaflet_s_own_code_stays_its_own_by_another_name() -> None:
    setter = Monospaced({"qr/two": SetPicture(21, 21, b"dots")})
    old = slot([], b"/Slot0-qrone Do\n", drawn={"Slot0-qrone": OWN_CODE})
    anew, pictures = made(old, [], CODES, setter)
    assert (anew.drawn, pictures) == ({"Slot0-qrtwo": OWN_CODE}, {})


@pytest.mark.parametrize(
    "pictures", [{}, {"qr/two": SetPicture(25, 25, b"more dots")}], ids=["no code", "a larger one"]
)
def test_a_code_of_another_size_is_left_to_the_engine(pictures: dict[str, SetPicture]) -> None:
    old = slot([], b"/Slot0-qrone Do\n", drawn=DRAWN)
    assert cast(old, {"one": (DOTS, b"old")}, [], CODES, Monospaced(pictures)) is None
