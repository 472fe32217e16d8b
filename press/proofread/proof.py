"""What every rule takes (Copy) and proofreading gives (Proof); the codes and their severities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from press.model import Finding, Leaflet, Origin, Prose, Severity
from press.proofread.language import Lists
from press.proofread.readability import Reading

SEVERITY: Final[dict[str, Severity]] = {
    # head (rules.md P1 to P5)
    "T001": "error",
    "T002": "error",
    "T003": "error",
    "T004": "warning",
    "T005": "error",
    "T006": "warning",
    "T007": "warning",
    "T008": "info",
    # wording (Language, N2, K3)
    "T010": "warning",
    "T011": "warning",
    "T012": "warning",
    "T013": "warning",
    "T014": "warning",
    "T015": "info",
    # contact data (N4)
    "T020": "error",
    "T021": "error",
    "T022": "error",
    # length (Language)
    "T030": "error",
    "T031": "warning",
    "T032": "warning",
    "T033": "warning",
    "T034": "info",
    "T035": "warning",
    "T036": "warning",
    "T037": "warning",
    # parts (K1, S1)
    "T040": "warning",
    "T041": "info",
    "T042": "warning",
    "T043": "warning",
    "T044": "warning",
    "T045": "info",
    # allow; these cannot be allowed themselves
    "T090": "error",
    "T091": "warning",
}
"""Every code of this stage; docs/findings.md has an example of each."""

_ELSEWHERE = {
    "S": (
        *(*range(1, 69), *range(70, 76), *range(80, 88), 91, 92),
        *(*range(100, 105), *range(110, 113), 120, 121),
    ),
    "P": (*range(1, 7), *range(10, 48), 50),
}
OTHERS: Final = frozenset(f"{kind}{number:03}" for kind, ns in _ELSEWHERE.items() for number in ns)
"""The codes of sources and pages, which an `allow` may name and other stages judge."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A leaflet on the proofreader's desk; `names` are those of the practices."""

    leaflet: Leaflet
    text: Prose
    reading: Reading
    lists: Lists
    today: date
    names: tuple[str, ...] = ()

    def head(self, code: str, key: str, message: str, hint: str = "") -> Finding:
        """A finding at the line of a key in the head."""
        origin = Origin(self.leaflet.origin.path, self.leaflet.lines.get(key, 1))
        return finding(code, origin, message, hint)


@dataclass(frozen=True, slots=True)
class Proof:
    """A leaflet proofread: what is found, what its head allows with a reason, how it reads."""

    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]
    reading: Reading


def finding(code: str, origin: Origin, message: str, hint: str = "") -> Finding:
    """A finding with the severity that belongs to its code."""
    return Finding(code, SEVERITY[code], message, origin, hint)
