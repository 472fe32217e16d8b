"""Findings -> lines for a terminal: the worst of each file, and how many more there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from press.model import Finding, Severity, sort_findings

MOST = 5
"""Findings of one file that are told one by one; of more nobody reads any."""
_ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}
_MANY = {
    "error": ("error", "errors"),
    "warning": ("warning", "warnings"),
    "info": ("for information", "for information"),
}


def briefly(findings: Iterable[Finding]) -> list[str]:
    """The worst findings of each file, then how many more it has; what informs is only counted."""
    lines: list[str] = []
    for path, group in groupby(sort_findings(findings), key=lambda finding: finding.origin.path):
        found = sorted(group, key=lambda finding: _ORDER[finding.severity])
        shown = [finding for finding in found if finding.severity != "info"][:MOST]
        lines += map(str, sort_findings(shown))
        if more := Counter(finding.severity for finding in found[len(shown) :]):
            counts = [
                f"{more[each]} {_MANY[each][more[each] > 1]}" for each in _ORDER if more[each]
            ]
            lines.append(f"{path}: {', '.join(counts)} more (--all shows them)")
    return lines
