"""What the text of a leaflet becomes: its tree, and what was met on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.html import HtmlElement

from press.model import Severity


class Remark(NamedTuple):
    """A finding about a row of a text (from 0), before it is known where that row was written."""

    code: str
    severity: Severity
    message: str
    row: int
    hint: str = ""


@dataclass(slots=True)
class Shaped:
    """What the transforms take off a text, or meet in it, in the order of the text.

    `closing` are the parts that come at the end of all. `cited` are the notes and sources
    that it refers to, `written` the notes that it holds. `references` are the leaflets and
    `pictures` the files that it names, each with the row; `carded` are rows whose words
    become the title of a leaflet.
    """

    closing: list[HtmlElement] = field(default_factory=list)
    cited: dict[str, int] = field(default_factory=dict)
    written: dict[str, HtmlElement] = field(default_factory=dict)
    references: dict[str, int] = field(default_factory=dict)
    pictures: dict[str, int] = field(default_factory=dict)
    carded: set[int] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)

    def error(self, code: str, message: str, row: int, hint: str = "") -> None:
        self.remarks.append(Remark(code, "error", message, row, hint))

    def warn(self, code: str, message: str, row: int, hint: str = "") -> None:
        self.remarks.append(Remark(code, "warning", message, row, hint))
