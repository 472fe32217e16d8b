"""StyleSheets -> a table for a terminal: one line a leaflet, by language."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from press.report.checked import LeafletReport

WIDTH = 100
"""Columns of a terminal that a table may take."""

_HEADS = ("words", "sentences", "mean", "index", "meaning", "review due", "E", "W", "S")
_LEFT = (4, 5)
_GAP = "  "
_KEY = "mean: words a sentence; E errors, W warnings, S silenced by 'allow' in the head"


def table(reports: Iterable[LeafletReport]) -> str:
    """Set out how each leaflet reads, when its review is due and how much was found."""
    groups = [
        (
            (f"{language}, {index}", *_HEADS),
            [(report.leaflet.slug, *_row(report)) for report in some],
        )
        for (language, index), some in groupby(reports, _language)
    ]
    if not groups:
        return ""
    columns = zip(*(row for head, rows in groups for row in (head, *rows)), strict=True)
    widths = [max(map(len, column)) for column in columns]
    widths[0] = min(widths[0], WIDTH - sum(widths[1:]) - len(_GAP) * (len(widths) - 1))
    blocks = ["\n".join(_line(row, widths) for row in (head, *rows)) for head, rows in groups]
    return "\n\n".join([*blocks, _KEY])


def _language(report: LeafletReport) -> tuple[str, str]:
    return report.leaflet.language, report.reading.index


def _row(report: LeafletReport) -> tuple[str, ...]:
    reading = report.reading
    return (
        str(reading.words),
        str(reading.sentences),
        f"{reading.mean_sentence:.1f}",
        "" if reading.value is None else f"{reading.value:.1f}",
        reading.meaning,
        report.leaflet.review_due.isoformat(),
        str(report.number("error")),
        str(report.number("warning")),
        str(len(report.silenced)),
    )


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    first, *rest = row
    cells = [_shortened(first, widths[0]).ljust(widths[0])]
    for number, (cell, width) in enumerate(zip(rest, widths[1:], strict=True)):
        cells.append(cell.ljust(width) if number in _LEFT else cell.rjust(width))
    return _GAP.join(cells).rstrip()


def _shortened(text: str, width: int) -> str:
    """The beginning and end of a text that is too long: what tells slugs apart stands at both."""
    if len(text) <= width:
        return text
    end = (width - 1) // 2
    return f"{text[: width - 1 - end]}…{text[-end:]}"
