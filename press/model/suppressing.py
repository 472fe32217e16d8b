"""Findings, leaflets -> findings kept and findings silenced: what the heads allow with a reason.

Proofreading judges its own codes; here stand those of sources and pages. A reason
mends no hole: what the press cannot find, read or draw cannot be allowed away.
"""

from __future__ import annotations

from collections.abc import Iterable

from press.model.findings import Finding
from press.model.texts import Leaflet

Findings = tuple[Finding, ...]


def suppress(findings: Iterable[Finding], leaflets: Iterable[Leaflet]) -> tuple[Findings, Findings]:
    """Part what stands in these leaflets' own files and is allowed there from the rest.

    What is found on a page in a passage is found where the leaflet has it.
    """
    allowed = {leaflet.origin.path: leaflet.allow for leaflet in leaflets}
    by_any = {code for codes in allowed.values() for code in codes}
    kept: list[Finding] = []
    silenced: list[Finding] = []
    for finding in findings:
        path = finding.origin.path
        shared = finding.code.startswith("P") and path.startswith("sources/passages/")
        may = finding.code in (by_any if shared else allowed.get(path, ()))
        may = may and not leaves_a_hole(finding)
        (silenced if may else kept).append(finding)
    return tuple(kept), tuple(silenced)


def leaves_a_hole(finding: Finding) -> bool:
    """Whether something would be missing from the page: errors of sources, and P001 to P009."""
    return finding.severity == "error" and finding.code.startswith(("S", "P00"))
