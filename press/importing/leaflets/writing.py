"""Document -> the Markdown of a leaflet, each line with the part of the file that it is from.

What would be read as markup is escaped, and nothing else: a writer goes on with this text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape as as_html
from itertools import groupby
from typing import NamedTuple

from press.importing.leaflets.record import Block, Cell, Piece

_MARKUP = re.compile(
    r"(?P<blank>_{4,})|(?P<unread><(?=/?script|/?style))|(?<=<)!(?=--)"
    r"|[\\`*_\[\]{}<|~^]|(?<=\])\(|(?<==)=|=(?==)|&(?=#?\w+;)|:(?=::)|\+(?=\+)",
    re.I,
)
_IN_HTML = re.compile(r"[\\`*_\[\]{}|~^=!:#]")
_BEGINS = re.compile(
    r"(?P<number>\d{1,9}|[a-z](?=\)))(?=[.)](?:\s|$))|(?=[-+#>:=!])|(?P<dot>[•▪◦‣·])"
)
_NOT_IN_ADDRESSES = re.compile(r"[()<>\s\"'\\{}|`*_]")
_SPACE = re.compile(r"(\s*)(.*?)(\s*)\Z", re.S)


class Line(NamedTuple):
    """A line of the leaflet, the number of its block in the file, and that block's part.

    `made` are words in it that the press wrote, `title` those that stand in the head instead.
    """

    text: str
    part: str = ""
    at: int = 0
    made: str = ""
    title: str = ""


def yaml_text(text: str) -> str:
    """A text as YAML has it in quotes: those of JSON, which YAML 1.2 takes."""
    return json.dumps(text, ensure_ascii=False)


def write(blocks: Sequence[Block], notes: Mapping[str, Block]) -> list[Line]:
    """The lines below the head."""
    lines = list(_blocks(blocks, ""))
    for name, note in notes.items():
        said = _in_one(inline(note.pieces))
        lines += [Line(f"[^{name}]: {said}", note.part), Line("")]
    while lines and not (lines[-1].text or lines[-1].title):
        lines.pop()
    return lines


def _blocks(blocks: Sequence[Block], indent: str) -> Iterator[Line]:
    before: Block | None = None
    for block in blocks:
        if before and not _stay_together(before, block):
            yield Line("")
        if before and _begins_anew(before, block):
            yield from (Line(f"{indent}<!-- -->"), Line(""))
        if block.kind == "heading" and not block.level:
            yield Line("", block.part, block.at, title=block.text)
            continue
        yield from (line._replace(at=block.at) for line in _block(block, indent))
        before = block
    if before:
        yield Line("")


def _stay_together(before: Block, block: Block) -> bool:
    """Whether no blank line stands between two blocks: a number that is not 1 needs one."""
    if block.kind == "answer":
        return True
    if not before.kind == block.kind == "item" or _begins_anew(before, block):
        return False
    return block.number < 2 or (before.number > 0 and before.level >= block.level)


def _begins_anew(before: Block, block: Block) -> bool:
    """Whether an item begins a list right below another, which Markdown would take for one."""
    items = before.kind == block.kind == "item" and block.level <= 0
    other = (before.number > 0) != (block.number > 0) and before.level == block.level
    return items and (block.begins or other)


def _block(block: Block, indent: str) -> Iterator[Line]:
    said = inline(block.pieces)
    inner = indent + "    " * (block.level + 1 if block.kind == "text" else 0)
    match block.kind:
        case "heading":
            one = " ".join(said.replace("\\\n", " ").split())
            one = _begun(re.sub(r"(?<!\A)#(?=#*\Z)", r"\\#", one))
            yield Line(f"{indent}{'#' * block.level} {one}", block.part)
        case "item":
            mark = f"{block.number}." if block.number else "- [ ]" if block.tick else "-"
            here = indent + "    " * max(block.level, 0)
            yield from _lines(_in_one(said), f"{here}{mark} ", f"{here}    ", block.part)
        case "quote":
            yield from _lines(said, f"{indent}> ", f"{indent}> ", block.part)
        case "answer":
            yield from _lines(_in_one(said), f"{indent}:   ", f"{indent}    ", block.part)
        case "picture":
            yield _picture(block, indent)
        case "table":
            yield from _table(block, indent)
        case "part":
            title = f' "{" ".join(plain(block.pieces).split())}"' if block.pieces else ""
            yield Line(f"{indent}!!! {block.name}{title}", block.part)
            yield from list(_blocks(block.blocks, f"{indent}    "))[:-1]
        case _:
            yield from _lines(said, inner, inner, block.part)


def _in_one(said: str) -> str:
    """Running text on one line: the press reads a backslash at an item's end as it stands."""
    return said.replace("\\\n", "<br> ")


def _lines(said: str, first: str, others: str, part: str) -> Iterator[Line]:
    """A block of running text, what begins its lines escaped."""
    for number, line in enumerate(said.strip().split("\n")):
        line = line.strip()
        line = line if first.endswith("[ ] ") and not number else _begun(line)
        yield Line(f"{others if number else first}{line}".rstrip(), part)


def _begun(line: str) -> str:
    """A line whose beginning is read as it stands."""
    return _BEGINS.sub(_begin, line, count=1) if _BEGINS.match(line) else line


def _begin(found: re.Match[str]) -> str:
    if found["number"]:
        return f"{found['number']}\\"
    return f"&#{ord(found['dot'])};" if found["dot"] else "\\"


def _picture(block: Block, indent: str) -> Line:
    assert block.image
    alt, made = escaped(block.image.alt), ""
    if not block.image.alt:
        alt = made = block.name
    caption = f' "{block.image.caption}"' if block.image.caption else ""
    return Line(f"{indent}![{alt}]({block.image.name}{caption})", block.part, made=made)


# --- tables -----------------------------------------------------------------------------------


def _table(block: Block, indent: str) -> Iterator[Line]:
    cells = [cell for row in block.rows for cell in row]
    width = max(sum(cell.columns for cell in row) for row in block.rows)
    if any(cell.columns > 1 or cell.rows > 1 for cell in cells):
        yield from (Line(f"{indent}{line}", block.part) for line in _in_html(block.rows))
        return
    for number, row in enumerate(block.rows):
        said = [_in_cell(cell) for cell in row] + [""] * (width - len(row))
        yield Line(f"{indent}| {' | '.join(said)} |", block.part)
        if not number:
            yield Line(f"{indent}|{'---|' * width}", block.part)


def _in_cell(cell: Cell) -> str:
    said = "\\\n".join(inline(block.pieces) for block in cell.blocks)
    return "<br> ".join(map(_begun, said.split("\\\n")))


def _in_html(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    yield "<table>"
    for row in rows:
        yield "<tr>"
        for cell in row:
            name = "th" if cell.is_head or row is rows[0] else "td"
            over = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            over += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            said = "<br> ".join(html(block.pieces).strip() for block in cell.blocks)
            yield f"<{name}{over}>{said}</{name}>"
        yield "</tr>"
    yield "</table>"


def html(pieces: Sequence[Piece]) -> str:
    """Running text as HTML, in which nothing is Markdown."""
    out = []
    for piece in pieces:
        said = _IN_HTML.sub(lambda sign: f"&#{ord(sign[0])};", as_html(piece.text, quote=False))
        said = said.replace("\n", "<br> ")
        for mark, name in (("bold", "strong"), ("italic", "em"), ("sup", "sup"), ("sub", "sub")):
            said = f"<{name}>{said}</{name}>" if mark in piece.marks and said.strip() else said
        if piece.href and said.strip():
            said = f'<a href="{as_html(piece.href)}">{said}</a>'
        out.append(said + (f"{{{{ {piece.value} }}}}" if piece.value else ""))
    return "".join(out)


# --- running text -------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """A text that is read as it stands."""

    def written(sign: re.Match[str]) -> str:
        # What is not read at all is taken out before an escape is (press.merge.html).
        return sign[0] if sign["blank"] else "&lt;" if sign["unread"] else f"\\{sign[0]}"

    return _MARKUP.sub(written, text)


def plain(pieces: Sequence[Piece]) -> str:
    """Running text without what is marked in it, escaped; in a title there are no quotes."""
    return escaped("".join(piece.text for piece in pieces)).replace('"', "”")


def inline(pieces: Sequence[Piece]) -> str:
    """Running text as Markdown, a line break as a backslash at the line's end."""
    held = [p for p in pieces if p.text or p.note or p.value]
    groups = [
        (key, "".join(piece.text for piece in group))
        for key, group in groupby(held, key=lambda p: (p.href, p.marks, p.note, p.value))
    ]
    out = ""
    for number, ((href, marks, note, value), said) in enumerate(groups):
        before, words, behind = _split(said)
        follows = behind or (groups[number + 1][1] if number + 1 < len(groups) else "")
        if re.search(r"\w", words) and (href or marks):
            touches = re.search(r"[\w*>]\Z", out + before) or re.match(r"[\w*]", follows)
            out += before + _marked(escaped(words), href, marks, bool(touches)) + behind
        else:
            out += escaped(said)
        out += f"[^{note}]" if note else f"{{{{ {value} }}}}" if value else ""
    out = re.sub(r"\\\\(?= *\n)", "&#92;", re.sub(r"[ \t\r]+", " ", out).strip())
    return re.sub(r" *\n\s*", r"\\\n", out)


def _split(said: str) -> tuple[str, str, str]:
    """White space before words, the words, white space behind them."""
    found = _SPACE.match(said)
    assert found
    return found[1], found[2], found[3]


def _marked(said: str, href: str, marks: frozenset[str], touches: bool) -> str:
    """Words that stand out: with stars, or with elements where stars would touch something."""
    for name in ("sup", "sub"):
        said = f"<{name}>{said}</{name}>" if name in marks else said
    if href:
        said = f"[{said}]({_NOT_IN_ADDRESSES.sub(lambda c: f'%{ord(c[0]):02X}', href)})"
    for mark, sign, name in (("italic", "*", "em"), ("bold", "**", "strong")):
        if mark in marks:
            plain = not touches and not re.search(r"\n|\\[*_]", said)
            said = f"{sign}{said}{sign}" if plain else f"<{name}>{said}</{name}>"
    return said
