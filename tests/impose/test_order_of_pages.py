"""Imposition: the pages stand so on their sheets that folding gives a booklet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from imposed import numbered

from press.impose import impose
from press.impose.order import Direction, Side, filled, sides
from press.model import (
    Document,
    Printer,
)

TABLE = Path(__file__).parents[1] / "golden/booklet_order.txt"


BOTH: tuple[Direction, ...] = ("ltr", "rtl")


FLIPS = (Printer(flip="short-edge"), Printer(flip="long-edge"))


SOME = (1, 2, 3, 4, 5, 8, 12, 15, 16)


def test_the_order_of_1_to_64_pages_is_that_of_the_table(request: pytest.FixtureRequest) -> None:
    lines = [f"{pages:2}  {written(sides_of(pages))}" for pages in range(1, 65)]
    text = "\n".join([TABLE_HEAD, *lines, ""])
    if request.config.getoption("--rewrite"):
        TABLE.write_text(text, encoding="utf-8")
    assert text == TABLE.read_text(encoding="utf-8")


TABLE_HEAD = """\
# Pages on the sheets of a booklet bound on the left: front, back of sheet 1; front, back of
# sheet 2; and so on, left|right as each side is read, – for a blank. Folding gives 1, 2, 3 …"""


def sides_of(
    pages: int, direction: Direction = "ltr", printer: Printer | None = None
) -> tuple[Side, ...]:
    return sides(pages, direction=direction, printer=printer or Printer())


def written(order: tuple[Side, ...]) -> str:
    pairs = [f"{side.left or '–'}|{side.right or '–'}" for side in order]
    return "   ".join(" ".join(pairs[at : at + 2]) for at in range(0, len(pairs), 2))


def test_sixteen_pages_bound_on_the_right_are_mirrored() -> None:
    assert written(sides_of(16, "rtl")) == ("1|16 15|2   3|14 13|4   5|12 11|6   7|10 9|8")


@pytest.mark.parametrize("printer", FLIPS, ids=lambda printer: printer.flip)
@pytest.mark.parametrize("direction", BOTH)
def test_folding_the_sheets_gives_every_page_once_in_order_and_upright(
    direction: Direction, printer: Printer
) -> None:
    for pages in range(1, 65):
        printed = [
            Printed(side.right, side.left, upright=False)
            if side.turned
            else Printed(side.left, side.right, upright=True)
            for side in sides_of(pages, direction, printer)
        ]
        faces = list(folded(printed, direction, printer))
        assert [number for number, _ in faces] == list(filled(pages))
        assert all(upright for number, upright in faces if number)


@dataclass(frozen=True)
class Printed:
    """What lies in the printer's tray: the pages at the left and right end of a side."""

    left: int | None
    right: int | None
    upright: bool


def folded(
    printed: list[Printed], direction: Direction, printer: Printer
) -> Iterator[tuple[int | None, bool]]:
    """Turn, nest, fold and read sheets of paper: the pages in order, and whether they stand."""
    leaves: list[tuple[tuple[int | None, bool], tuple[int | None, bool]]] = []
    for front, back in reversed(list(zip(printed[::2], printed[1::2], strict=True))):
        short = printer.flip == "short-edge"
        # Turned over its short edge the sheet's left and right change places, else its top and
        # foot: what stands behind the front's left end, and whether it stands on its head.
        behind_left, behind_right = (back.right, back.left) if short else (back.left, back.right)
        upright = back.upright if short else not back.upright
        left = (front.left, front.upright), (behind_left, upright)
        right = (front.right, front.upright), (behind_right, upright)
        # Fronts lie outside. The half at the fore edge's side is read front first, before
        # what lies inside it; the other half back first, after it.
        first, last = (right, left) if direction == "ltr" else (left, right)
        leaves = [first, *leaves, (last[1], last[0])]
    for leaf in leaves:
        yield from leaf


def test_blanks_stand_directly_before_the_back_cover() -> None:
    for pages in range(2, 65):
        order = filled(pages)
        blanks = -pages % 4
        assert len(order) == pages + blanks
        assert order == (*range(1, pages), *[None] * blanks, pages)


def test_a_single_page_is_a_cover_with_blanks_behind_it() -> None:
    assert filled(1) == (1, None, None, None)


def test_no_page_is_no_booklet() -> None:
    with pytest.raises(ValueError, match="at least one page"):
        filled(0)


def test_inner_sheets_move_toward_the_fold_by_the_paper_around_them() -> None:
    order = sides_of(16, printer=Printer(paper=0.12))
    assert [side.creep for side in order] == pytest.approx(
        [0, 0, 0.12, 0.12, 0.24, 0.24, 0.36, 0.36]
    )


def test_a_long_edge_printer_gets_its_backs_upside_down() -> None:
    assert [side.turned for side in sides_of(8, printer=FLIPS[1])] == [False, True, False, True]
    assert not any(side.turned for side in sides_of(8, printer=FLIPS[0]))


@pytest.mark.parametrize("printer", FLIPS, ids=lambda printer: printer.flip)
@pytest.mark.parametrize("direction", BOTH)
@pytest.mark.parametrize("pages", SOME)
def test_the_printed_sheets_fold_into_the_booklet(
    pages: int, direction: Direction, printer: Printer
) -> None:
    imposed = impose(numbered(pages), direction=direction, printer=printer)
    faces = folded(seen(imposed), direction, printer)
    assert [number for number, _ in faces] == list(filled(pages))


def seen(imposed: Document) -> list[Printed]:
    """The numbers that stand at the left and right end of each side, and whether upright."""
    found = []
    with pypdfium2.PdfDocument(imposed.pdf) as pdf:
        for sheet in pdf:
            text, (width, height) = sheet.get_textpage(), sheet.get_size()
            ends = [
                text.get_text_bounded(left=left, right=right, bottom=0, top=height).strip()
                for left, right in ((0, width / 2), (width / 2, width))
            ]
            # The numbers stand at the head of their pages.
            high = text.get_charbox(0)[1] > height / 2 if any(ends) else True
            left, right = (int(end) if end else None for end in ends)
            found.append(Printed(left, right, upright=high))
    return found
