"""What a terminal shows of findings: the worst of each file first, the rest counted."""

from __future__ import annotations

from press.model import Finding, Origin, Severity
from press.report import briefly


def finding(severity: Severity, line: int, path: str = "a.md") -> Finding:
    return Finding("T010", severity, f"{severity} {line}", Origin(path, line))


def test_few_findings_are_all_shown_in_their_order() -> None:
    found = [finding("warning", 2), finding("error", 1), finding("warning", 1, "b.md")]
    assert briefly(found) == [
        "a.md:1: error: error 1 [T010]",
        "a.md:2: warning: warning 2 [T010]",
        "b.md:1: warning: warning 1 [T010]",
    ]


def test_of_many_the_five_worst_are_shown_and_the_rest_is_counted() -> None:
    found = [finding("warning", line) for line in range(1, 6)]
    found += [finding("error", line) for line in range(10, 13)] + [finding("info", 1)]
    assert briefly(found) == [
        "a.md:1: warning: warning 1 [T010]",
        "a.md:2: warning: warning 2 [T010]",
        "a.md:10: error: error 10 [T010]",
        "a.md:11: error: error 11 [T010]",
        "a.md:12: error: error 12 [T010]",
        "a.md: 3 warnings, 1 for information more (--all shows them)",
    ]


def test_what_only_informs_is_counted() -> None:
    assert briefly([finding("info", 1), finding("info", 2)]) == [
        "a.md: 2 for information more (--all shows them)"
    ]
