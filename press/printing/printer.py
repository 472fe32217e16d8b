"""What a printer can do, what is wished -> the attributes of a job, or why it cannot print it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from press.printing.ipp import Attributes, PrinterAwayError, Values, ask
from press.printing.sides import Paper, Sides

Lack = Literal["paper", "grey", "tray", "copies", "pdf", "refuses"]
"""What a printer cannot do; `words` has the sentences."""
_ASKED = (
    *("sides-supported", "media-supported", "print-scaling-supported", "copies-supported"),
    *("print-color-mode-supported", "media-source-supported", "document-format-supported"),
    *("multiple-document-handling-supported", "printer-state-reasons"),
    *("printer-is-accepting-jobs", "printer-name", "media-col-supported"),
)
_SIZE = re.compile(r"_(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)\Z")
"""How names of paper end (PWG 5101.1): iso_a4_210x297mm, na_letter_8.5x11in."""
_INCH = 25.4
_SAME = 1.5
"""mm by which paper may differ and still be the same."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a person wants it: how many, grey or in the file's colours, from which tray."""

    copies: int = 1
    grey: bool = False
    tray: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a printer cannot do, and what it has instead, where that helps."""

    lack: Lack
    about: str = ""


@dataclass(frozen=True, slots=True)
class Can:
    """What a printer says of itself, by attribute."""

    said: Values = field(default_factory=dict)

    def of(self, name: str) -> tuple[str, ...]:
        """What it supports, as keywords."""
        return tuple(map(str, self.said.get(f"{name}-supported", ())))

    @property
    def duplex(self) -> frozenset[str]:
        return frozenset(each for each in self.of("sides") if each.startswith("two-sided"))

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it does not print, or soon will not: media-empty-error, toner-low-warning."""
        return tuple(str(each) for each in self.said.get("printer-state-reasons", ()))

    def fulfils(self, sides: Sides) -> Sides:
        """The sides to ask for: as wished, or over the other edge, or on one."""
        if sides == "one-sided" or sides in self.duplex:
            return sides
        other: tuple[Sides, ...] = ("two-sided-long-edge", "two-sided-short-edge")
        return next((each for each in other if each in self.duplex), "one-sided")


def look(uri: str) -> Can:
    """Ask a printer what it can do; PrinterAwayError if it does not answer."""
    answer = ask(uri, "GET_PRINTER_ATTRIBUTES", {"requested-attributes": _ASKED})
    if not answer.is_good or not answer.printers:
        raise PrinterAwayError(answer.words or "no printer is at this address")
    return Can(answer.printers[0])


def job_attributes(
    can: Can, paper: Paper, sides: Sides, wishes: Wishes
) -> tuple[Attributes, list[Refusal]]:
    """The attributes of a job, and what the printer lacks for it.

    What a printer does not know at all is not asked for, since it would refuse the whole
    (ipp-attribute-fidelity): unscaled is then what the file itself says (/PrintScaling).
    """
    refusals: list[Refusal] = []
    job: dict[str, object] = {}
    if can.of("document-format") and "application/pdf" not in can.of("document-format"):
        refusals.append(Refusal("pdf"))
    if can.of("sides"):
        job["sides"] = sides
    if "none" in can.of("print-scaling"):
        job["print-scaling"] = "none"
    most = can.said.get("copies-supported", (1, 999))[-1]
    if isinstance(most, int) and wishes.copies > most:
        refusals.append(Refusal("copies", str(most)))
    job["copies"] = wishes.copies
    collated = "separate-documents-collated-copies"
    if wishes.copies > 1 and collated in can.of("multiple-document-handling"):
        job["multiple-document-handling"] = collated
    colours = can.of("print-color-mode")
    if wishes.grey and colours and "monochrome" not in colours:
        refusals.append(Refusal("grey"))
    elif colours and (wishes.grey or "color" in colours):
        job["print-color-mode"] = "monochrome" if wishes.grey else "color"
    if media := _media(can, paper):
        job |= _from_tray(can, paper, wishes.tray, media, refusals)
    else:
        refusals.append(Refusal("paper", f"{paper.short:.0f} × {paper.long:.0f} mm"))
    return job, refusals  # type: ignore[return-value]


def _from_tray(
    can: Can, paper: Paper, tray: str, media: str, refusals: list[Refusal]
) -> dict[str, object]:
    """The paper by its name, or by its size and tray: never both (PWG 5100.7, 6.3)."""
    if not tray:
        return {"media": media}
    if tray not in can.of("media-source"):
        refusals.append(Refusal("tray", ", ".join(can.of("media-source"))))
        return {}
    hundredths = {"x-dimension": round(paper.short * 100), "y-dimension": round(paper.long * 100)}
    if size := _size(media):
        hundredths = {name: round(edge * 100) for name, edge in zip(hundredths, size, strict=True)}
    return {"media-col": {"media-size": hundredths, "media-source": tray}}


def _media(can: Can, paper: Paper) -> str:
    """The printer's name for paper of this size, ISO's first; '' if it has none."""
    fitting = [
        name
        for name in can.of("media")
        if (size := _size(name))
        and abs(size[0] - paper.short) < _SAME
        and abs(size[1] - paper.long) < _SAME
    ]
    return min(fitting, key=lambda name: (not name.startswith("iso_"), len(name)), default="")


def _size(name: str) -> tuple[float, float] | None:
    """Short and long edge of a paper in mm, as its name says."""
    if not (found := _SIZE.search(name)):
        return None
    unit = _INCH if found[3] == "in" else 1
    short, long = sorted((float(found[1]) * unit, float(found[2]) * unit))
    return short, long
