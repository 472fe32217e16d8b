"""What is wrong in a source, and where: code, severity, message, place, what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """A place in a source: path relative to the house, line counted from 1 (0: the whole file)."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


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
