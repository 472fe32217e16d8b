"""Findings of many -> each once, by place; and whether one of them is an error."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from press.model import Finding


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def sort(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, by place."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key))


def names_in(findings: Iterable[Finding]) -> set[str]:
    """Names in the paths of findings: what is there but broken is not unknown."""
    paths = [PurePosixPath(finding.origin.path) for finding in findings]
    return {name for path in paths for name in (*path.parts, path.stem)}
