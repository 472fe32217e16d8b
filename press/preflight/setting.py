"""Rules for type: sizes, lines, capitals (C and M of the rules for leaflets).

UKAAF G003 (clear and large print), RNIB, and for baselines the readability guideline of
the European Commission (2009).
"""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from press.model import Finding
from press.preflight.page_data import File, Place, Run, TextLine, page_numbers, short
from press.units import MM

_ROUNDED = 0.06
"""pt: what rounding may cost."""
_MOST_CHARACTERS = 75
_FULL = 0.8
"""A line that is filled reaches over so much of its column; others end early on purpose."""
_LEAST_LINES = 5
"""Fewer filled lines are no column."""
_LEAST_DISTANCE = 3 * MM
_LEAST_LEADING = 1.4
_NARROW = 45
"""Characters: in lines that are shorter words may be split."""
_LARGE_PRINT = 16
_LEAST_FIGURE = 9


def body_is_large_enough(file: File) -> Iterator[Finding]:
    """P020: C1, C2."""
    least = file.variant.layout.checks.body
    if 0 < file.body < least - _ROUNDED:
        sized = [run for run in file.runs if abs(run.size - file.body) < 0.1]
        message = f"running text is set in {file.body:g} pt, at least {least:g} pt: {_quote(sized)}"
        yield file.layout("P020", "error", message, "give it a larger 'font-size' in layout.css")


def nothing_is_too_small(file: File) -> Iterator[Finding]:
    """P021: C3. A figure that refers to a note is at least 9 pt, however large the text is."""
    least = file.variant.layout.checks.least
    sizes: dict[Place, float] = defaultdict(float)
    for line in file.lines:
        place = line.runs[0].place
        sizes[place] = max(sizes[place], line.size)
    small = [
        run
        for run in file.runs
        if run.size < least - _ROUNDED
        and not (
            run.size > _LEAST_FIGURE - _ROUNDED
            and _is_figure_in(sizes.get(run.place, 0) if file.is_tagged else file.body, run)
        )
    ]
    if small:
        smallest = min(run.size for run in small)
        message = f"type of {smallest:g} pt, at least {least:g} pt: {_quote(small)}"
        yield file.layout("P021", "error", message, "give it a larger 'font-size' in layout.css")


def _is_figure_in(size: float, run: Run) -> bool:
    """Whether a run refers to a note in text of that size."""
    return run.size < 0.8 * size and re.fullmatch(r"[\d\W]+", run.text) is not None


def notes_stay_with_their_word(file: File) -> Iterator[Finding]:
    """P047: no line but a block's first begins with a figure that refers to a note."""
    for before, line in pairwise(file.lines):
        # A file in two languages has lines from both sides: the letters tell.
        side = -1 if _is_from_right(before.text + line.text) else 1
        first = min(line.runs, key=lambda run: side * run.box[0])
        is_figure = not before.last and _is_figure_in(before.size, first)
        if is_figure and not _has_words_before(first, before.size, side, file):
            message = f"a line begins with the number of a note on page {line.page}"
            hint = f"hold it with a word joiner: '{short(before.text[-30:])}'"
            yield file.layout("P047", "error", f"{message}: '{line.text[:20]}'", hint)


@lru_cache(maxsize=4096)  # a text comes again for each practice
def _is_from_right(text: str) -> bool:
    return not text.isascii() and any(
        unicodedata.bidirectional(sign) in ("R", "AL") for sign in text
    )


def _has_words_before(figure: Run, size: float, side: int, file: File) -> bool:
    """Whether words of its block stand before a figure, on the line that it is raised from.

    `side` is 1 where lines run from left to right, else -1.
    """
    return any(
        side * run.box[0] < side * figure.box[0]
        and 0 <= figure.baseline - run.baseline < 0.8 * size
        for line in file.lines
        for run in line.runs
        if (run.page, run.place) == (figure.page, figure.place)
    )


def lines_are_not_too_long(file: File) -> Iterator[Finding]:
    """P022: C9, of running text in the widest column."""
    full = _widest(_columns(file))
    if len(full) < _LEAST_LINES:
        return
    middle = statistics.median(len(line.text) for line in full)
    worst = max(full, key=lambda line: len(line.text))
    if middle > _MOST_CHARACTERS:
        message = (
            f"lines of running text have {middle:.0f} characters in the median, the longest"
            f" {len(worst.text)} on page {worst.page}; at most {_MOST_CHARACTERS}"
        )
        yield file.layout("P022", "warning", message, "make the column narrower or the type larger")


def _columns(file: File) -> dict[int, list[TextLine]]:
    """Lines of running text that go on in the next line, by the edge where they begin."""
    columns: dict[int, list[TextLine]] = defaultdict(list)
    for line in file.lines:
        if not line.last and abs(line.size - file.body) < 0.3:
            begin = line.right if file.is_right_to_left else line.left
            columns[round(begin / 4)].append(line)
    return columns


def _widest(columns: dict[int, list[TextLine]]) -> list[TextLine]:
    """The filled lines of the widest column."""
    widths = {
        key: max(line.right - line.left for line in lines)
        for key, lines in columns.items()
        if len(lines) >= _LEAST_LINES
    }
    if not widths:
        return []
    widest = max(widths, key=lambda key: widths[key])
    least = _FULL * widths[widest]
    return [line for line in columns[widest] if line.right - line.left > least]


def lines_are_far_enough_apart(file: File) -> Iterator[Finding]:
    """P023: M2."""
    steps = [
        (one.baseline - other.baseline, one)
        for one, other in pairwise(file.lines)
        if not one.last and abs(one.size - other.size) < 0.1 and one.baseline > other.baseline
    ]
    close = [line for step, line in steps if step < _LEAST_DISTANCE - _ROUNDED]
    if close:
        least = min(step for step, _ in steps)
        where = page_numbers([line.page for line in close])
        message = f"baselines are {least / MM:.1f} mm apart on {where}, at least 3 mm"
        hint = f"raise 'line-height', as of '{short(close[0].text)}'"
        yield file.layout("P023", "error", message, hint)
    body = [step for step, line in steps if line.kind == "P" and abs(line.size - file.body) < 0.3]
    if len(body) >= _LEAST_LINES and file.body:
        leading = statistics.median(body) / _nominal(file)
        if leading < _LEAST_LEADING - 0.03:
            message = f"running text has a line height of {leading:.2f}, better {_LEAST_LEADING}"
            yield file.layout("P023", "warning", message, "raise 'line-height' in layout.css")


def _nominal(file: File) -> float:
    """The size that running text looks like: one with a low x is set larger, on the same lines."""
    variant = file.variant
    return min(file.body, max(variant.practice.brand.base_size, variant.layout.checks.body))


def nothing_is_justified(file: File) -> Iterator[Finding]:
    """P024: C6. Text is judged by kind, since one paragraph's lines may end alike by chance."""
    kinds: dict[tuple[int, float], list[tuple[bool, TextLine]]] = defaultdict(list)
    for block in _blocks(file):
        lines = [line for line in block if not line.last]
        if len(lines) > 1:
            left, right = min(line.left for line in lines), max(line.right for line in lines)
            widest = max(lines, key=lambda line: line.right - line.left)
            kinds[round(left / 4), lines[0].size] += [
                (line.left - left + right - line.right < _SIDES_OF_LETTERS, line)
                for line in lines
                if line is not widest
            ]
    found = [line for lines in kinds.values() if _mostly(lines) for fills, line in lines if fills]
    if found:
        where = page_numbers([line.page for line in found])
        message = f"text is justified on {where}: '{short(found[0].text)}'"
        yield file.layout("P024", "error", message, "set it 'text-align: start'")


_SIDES_OF_LETTERS = 2.0
"""pt: letters stand so much away from the end of their line at most, in running text."""


def _mostly(lines: list[tuple[bool, TextLine]]) -> bool:
    return len(lines) >= 4 and sum(fills for fills, _ in lines) >= 0.8 * len(lines)


def _blocks(file: File) -> Iterator[list[TextLine]]:
    block: list[TextLine] = []
    for line in file.lines:
        block.append(line)
        if line.last:
            yield block
            block = []


def no_italics(file: File) -> Iterator[Finding]:
    """P025: C5, in running text."""
    italic = [
        run
        for run in file.runs
        if run.italic and run.place.block is not None and abs(run.size - file.body) < 0.3
    ]
    if italic:
        message = f"italics in running text: {_quote(italic)}"
        yield file.layout("P025", "warning", message, "set 'em' and 'i' bold in layout.css")


def no_capitals(file: File) -> Iterator[Finding]:
    """P025: C5, three words in capitals or more."""
    for block in _blocks(file):
        if capitals := _in_capitals(" ".join(line.text for line in block)):
            message = f"words in capitals on page {block[0].page}: '{short(capitals)}'"
            yield file.text("P025", "warning", message, "write them small; bold says more")
            return


@lru_cache(maxsize=4096)
def _in_capitals(text: str) -> str:
    found: list[str] = []
    for word in [*text.split(), ""]:
        letters = re.sub(r"[\W\d_]", "", word)
        if len(letters) > 1 and letters.isupper():
            found.append(word)
            continue
        if len(found) >= 3 and sum(map(len, found)) >= 12:
            break
        found = []
    return " ".join(found)


def words_are_whole(file: File) -> Iterator[Finding]:
    """P026: C10. In narrow columns words may be split, in large print nowhere."""
    is_large = file.variant.layout.checks.body >= _LARGE_PRINT
    split = [
        line
        for line in file.lines
        if not line.last and line.text[-1:] in _HYPHENS and (is_large or len(line.text) > _NARROW)
    ]
    if split:
        word = split[0].text.split()[-1].rstrip("".join(_HYPHENS))
        more = f", and {len(split) - 1} more" if len(split) > 1 else ""
        where = page_numbers([line.page for line in split])
        message = f"words are split at the ends of lines on {where}: '{word}-'{more}"
        yield file.layout("P026", "warning", message, "set 'hyphens: manual' in layout.css")


_HYPHENS = {"\u00ad", "\u2010"}
"""What the engine draws where it splits a word; who writes a hyphen writes U+002D."""


def _quote(runs: list[Run]) -> str:
    """'First words' on pages 1 and 2."""
    return f"'{short(runs[0].text)}' on {page_numbers([run.page for run in runs])}"
