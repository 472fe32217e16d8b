"""What became of a file -> the report beside its leaflet, for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from press.importing.leaflets.record import Remark
from press.model import Finding, shown


@dataclass(frozen=True, slots=True)
class Account:
    """All that is to be told of a file that was taken over."""

    file: str
    leaflet: str
    words: int
    remarks: tuple[Remark, ...]
    offers: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()
    pictures: tuple[str, ...] = ()
    to_fill_in: tuple[str, ...] = ()
    here: int = field(default=0)

    @property
    def left_out(self) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.left_out)

    @property
    def otherwise(self) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if not remark.left_out)


def as_markdown(account: Account) -> str:
    """The report for people."""
    lines = [
        f"# What became of {shown(account.file)}",
        f"`{account.leaflet}` is a draft. The file has {account.words} words:"
        f" {account.words - account.here} of them stand in the leaflet, {account.here} only here.",
        "",
        *_rows("Left out: these words stand only here", account.left_out),
        *_rows("Stands in the leaflet, but otherwise", account.otherwise),
        *_list("To fill in", account.to_fill_in),
        *_list("Pictures, made anew", account.pictures),
        *_list("Offers: write this if it is meant so", [_said(each) for each in account.offers]),
        *_list("To mend before it can be printed", [_said(each) for each in account.findings]),
    ]
    return "\n".join(lines).rstrip() + "\n"


def as_json(account: Account) -> str:
    """The report for programs: words by words, in the order of the file."""
    data = {
        "file": account.file,
        "leaflet": account.leaflet,
        "words": account.words,
        "words_left_out": account.here,
        "remarks": [
            {
                "kind": each.kind,
                "place": each.place,
                "part": each.part,
                "became": each.became,
                "about": each.about,
                "words": each.words,
                "in_leaflet": not each.left_out,
            }
            for each in account.remarks
        ],
        "pictures": list(account.pictures),
        "to_fill_in": list(account.to_fill_in),
        "offers": [_row(each) for each in account.offers],
        "findings": [_row(each) for each in account.findings],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _row(finding: Finding) -> dict[str, str | int]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "line": finding.origin.line,
        "message": finding.message,
        "hint": finding.hint,
    }


def _said(finding: Finding) -> str:
    hint = f" ({finding.hint})" if finding.hint else ""
    return shown(f"line {finding.origin.line}: {finding.message}{hint} [{finding.code}]")


def _rows(title: str, remarks: Sequence[Remark]) -> list[str]:
    if not remarks:
        return []
    rows = [
        "| " + " | ".join(map(_cell, (each.place, _what(each), each.became, each.words))) + " |"
        for each in remarks
    ]
    return [
        f"## {title}",
        "| where | what | what became of it | words |",
        "|---|---|---|---|",
        *rows,
        "",
    ]


def _what(remark: Remark) -> str:
    return f"{remark.kind} ({remark.about})" if remark.about else remark.kind


def _list(title: str, lines: Sequence[str]) -> list[str]:
    return [f"## {title}", *(f"- {line}" for line in lines), ""] if lines else []


def _cell(text: str) -> str:
    plain = " ".join(shown(" ".join(text.split())).split())
    return plain.replace("\\", "\\\\").replace("|", "\\|")
