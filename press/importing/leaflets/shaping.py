"""Document -> the blocks of a leaflet: its title, its headings in steps, lists by hand as lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from press.importing.leaflets.record import Block, Known, Piece, Remark
from press.reading import UNPRINTABLE

_HAND = re.compile(
    r"\s*(?:(?P<number>\d{1,2})[.)](?!\d)|(?P<letter>[a-z])[.)]|(?P<box>[☐□❑❏])"
    r"|(?P<bullet>[•▪◦‣●○■✓✔➢►])|(?P<dash>[-–—*]))\s*(?=\S)"
)
_LONGEST_TITLE, _LONGEST_LINE = 90, 60
"""Signs of a title, and of a first line that is one though nothing says so."""
_BOLD = frozenset({"bold"})
_JUNK = re.compile(r"(?i)microsoft word|word document|untitled|\.docx?\b|document\d")


# --- lists ---


def lists_by_hand(blocks: Sequence[Block]) -> tuple[list[Block], list[Remark]]:
    """Make items of paragraphs that begin with a bullet, a dash or a number, typed by hand.

    Dashes and numbers only where two follow each other; numbers go on by one.
    """
    lines = [line for block in blocks for line in _lines(block)]
    marks = [_mark(line) for line in lines]
    out: list[Block] = []
    remarks: list[Remark] = []
    begins = True
    for at, (block, mark) in enumerate(zip(lines, marks, strict=True)):
        joined = [_joins(marks, at - 1), _joins(marks, at)]
        if mark is None or not (any(joined) or mark["bullet"] or mark["box"]):
            out.append(block)
            begins = True
            continue
        begins = begins or not joined[0]
        number = int(mark["number"] or 0) or (ord(mark["letter"]) - 96 if mark["letter"] else 0)
        pieces, words = each_letter_from(block.pieces, mark.end()), mark[0].strip()
        is_box = bool(mark["box"])
        out.append(
            replace(
                block,
                kind="item",
                pieces=pieces,
                level=0,
                number=number,
                begins=begins,
                tick=is_box,
            )
        )
        if begins or number:
            kind = "numbering made by hand" if number else "list made by hand"
            became = "an item of a list"
            remarks.append(
                Remark(kind, block.place, became, words, bool(number), block.part, block.at)
            )
        begins = False
    return out, remarks


def _lines(block: Block) -> Iterator[Block]:
    """The lines of a paragraph as paragraphs, where two of them begin as items do."""
    if block.kind != "text" or block.level >= 0:
        yield block
        return
    pieces: list[list[Piece]] = [[]]
    for piece in block.pieces:
        first, *others = piece.text.split("\n")
        pieces[-1].append(replace(piece, text=first))
        pieces += [[replace(piece, text=line, note="")] for line in others]
    lines = [
        replace(block, pieces=tuple(line), at=line[0].at if line else block.at)
        for line in pieces
        if "".join(piece.text for piece in line).strip()
    ]
    marks = [_mark(line) for line in lines]
    if any(_joins(marks, at) for at in range(len(marks))):
        yield from lines
    else:
        yield block


def _mark(block: Block) -> re.Match[str] | None:
    return _HAND.match(block.text) if block.kind == "text" and block.level < 0 else None


def _joins(marks: Sequence[re.Match[str] | None], at: int) -> bool:
    """Whether the item at a place and the next are of one list."""
    if at < 0 or at + 1 >= len(marks):
        return False
    one, two = marks[at], marks[at + 1]
    if one is None or two is None or one.lastgroup != two.lastgroup:
        return False
    if one["number"]:
        return int(two["number"]) == int(one["number"]) + 1
    return not one["letter"] or ord(two["letter"]) == ord(one["letter"]) + 1


def each_letter_from(pieces: Sequence[Piece], start: int) -> tuple[Piece, ...]:
    """Pieces without what stands before a letter."""
    out = []
    for piece in pieces:
        cut = min(start, len(piece.text))
        start -= cut
        if piece.text[cut:] or piece.note:
            out.append(replace(piece, text=piece.text[cut:]))
    return tuple(out)


# --- title and headings ---


def titled(blocks: Sequence[Block], known: Known, name: str) -> tuple[str, list[Block], str]:
    """The title, the blocks with that of the title at level 0, and where the title is from."""
    at = _title_at(blocks)
    if at is None:
        kept = [_not_a_title(block) for block in blocks]
        if known.title and len(known.title) <= _LONGEST_TITLE and not _JUNK.search(known.title):
            return known.title, kept, "what the file says of itself"
        words = re.sub(r"[\W_]+", " ", name).strip() or "Leaflet"
        return words[:1].upper() + words[1:], kept, "the name of the file"
    out = [_not_a_title(block) for block in blocks]
    out[at] = replace(blocks[at], kind="heading", level=0)
    return " ".join(blocks[at].text.split()), out, blocks[at].place


def _not_a_title(block: Block) -> Block:
    return replace(block, level=1) if block.kind == "heading" and not block.level else block


def _title_at(blocks: Sequence[Block]) -> int | None:
    headings = [at for at, block in enumerate(blocks) if block.kind == "heading"]
    if called := [at for at in headings if blocks[at].level == 0]:
        return called[0] if _can_be_title(blocks[called[0]]) else None
    if headings:
        first, *others = headings
        highest = all(blocks[at].level > blocks[first].level for at in others)
        top = all(block.kind in ("picture", "text") for block in blocks[:first]) and first < 4
        is_title = (highest and top and blocks[first].level == 1) or first == 0
        return first if is_title and _can_be_title(blocks[first]) else None
    if len(blocks) < 2 or blocks[0].kind != "text" or not _can_be_title(blocks[0]):
        return None
    said = blocks[0].text.strip()
    line = (
        len(said) <= _LONGEST_LINE and "\n" not in said and not said.endswith((".", ":", ",", "!"))
    )
    return 0 if is_bold(blocks[0]) or line else None


def _can_be_title(block: Block) -> bool:
    said = block.text.strip()
    plain = not any(p.note or p.href or p.value or {"sup", "sub"} & p.marks for p in block.pieces)
    return bool(said) and len(said) <= _LONGEST_TITLE and plain and "=?" not in said


def is_bold(block: Block) -> bool:
    """Whether all words of a paragraph are bold."""
    held = [piece for piece in block.pieces if piece.text.strip()]
    return bool(held) and all(piece.marks >= _BOLD for piece in held)


def levelled(blocks: Sequence[Block]) -> list[Block]:
    """Headings from the second level on, none more than a step below the one before."""
    used = sorted({block.level for block in blocks if block.kind == "heading" and block.level})
    wanted = {level: min(number + 2, 4) for number, level in enumerate(used)}
    out, before = [], 1
    for block in blocks:
        if block.kind == "heading" and block.level:
            before = min(wanted[block.level], before + 1)
            block = replace(block, level=before)
        out.append(block)
    return out


def captioned(blocks: Sequence[Block]) -> list[Block]:
    """Put a caption that stands right below a picture into it."""
    out: list[Block] = []
    for block in blocks:
        before = out[-1] if out else None
        plain = not re.search(r'[\\`*_\[\]{}<>|~^="&\n]', block.text)
        alone = not any(piece.note or piece.href or piece.value for piece in block.pieces)
        if block.name == "caption" and before and before.image and plain and alone:
            said = " ".join(block.text.split())
            out[-1] = replace(before, image=replace(before.image, caption=said))
        else:
            out.append(block)
    return out


# --- every piece ---


def each_piece(
    blocks: Sequence[Block], change: Callable[[Block, Piece], Iterable[Piece]]
) -> list[Block]:
    """Blocks whose pieces are changed, wherever they stand."""
    out = []
    for block in blocks:
        rows = tuple(
            tuple(replace(c, blocks=tuple(each_piece(c.blocks, change))) for c in row)
            for row in block.rows
        )
        pieces = tuple(new for piece in block.pieces for new in change(block, piece))
        inner = tuple(each_piece(block.blocks, change))
        out.append(replace(block, pieces=pieces, rows=rows, blocks=inner))
    return out


def printable(text: str) -> str:
    """A text without signs that no source may hold; those that part words are a space."""
    return UNPRINTABLE.sub(
        lambda sign: "" if unicodedata.category(sign[0][0]) == "Cf" else " ", text
    )


def cleaned(blocks: Sequence[Block], remarks: list[Remark]) -> list[Block]:
    """Blocks that hold nothing which a source may not."""

    def clean(block: Block, piece: Piece) -> Iterable[Piece]:
        said = printable(piece.text)
        if said != piece.text:
            kind, became = "signs that nobody sees", "left out"
            remarks.append(Remark(kind, block.place, became, part=block.part, at=piece.at))
        yield replace(piece, text=said)

    out = each_piece(blocks, clean)
    return [
        replace(b, image=replace(b.image, alt=printable(b.image.alt))) if b.image else b
        for b in out
    ]


def without_lost_notes(
    blocks: Sequence[Block], notes: Collection[str], remarks: list[Remark]
) -> list[Block]:
    """Blocks that refer to no note which is not there."""

    def change(block: Block, piece: Piece) -> Iterable[Piece]:
        if piece.note and piece.note not in notes:
            kind, became = "reference to a note", "left out: there is no such note"
            remarks.append(Remark(kind, block.place, became, part=block.part, at=piece.at))
            piece = replace(piece, note="")
        yield piece

    return each_piece(blocks, change)
