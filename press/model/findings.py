"""What is wrong in a source, and where: code, severity, message, place, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """A place in a source: path relative to the house, line and column counted from 1.

    0 is the whole file, or the whole line.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}:{self.column}" if self.column else place


_NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: str) -> str:
    """A text on one line of a terminal: what would steer it is written as Python writes it."""
    return _NOT_SHOWN.sub(lambda sign: ascii(sign[0])[1:-1], text)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check has to say. Codes are stable: S source, T text, P page, D delivery."""

    code: str
    severity: Severity
    message: str
    origin: Origin
    hint: str = ""

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return shown(f"{self.origin}: {self.severity}: {self.message}{hint} [{self.code}]")

    @property
    def sort_key(self) -> tuple[Origin, str, str]:
        return (self.origin, self.code, self.message)


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def is_worth_telling(finding: Finding) -> bool:
    """Whether it is more than information."""
    return finding.severity != "info"


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, by place."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key))


def names_in(findings: Iterable[Finding]) -> set[str]:
    """Names in the paths of findings: what is there but broken is not unknown."""
    paths = [PurePosixPath(finding.origin.path) for finding in findings]
    return {name for path in paths for name in (*path.parts, path.stem)}
