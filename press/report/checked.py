"""What a check has found out: Check, and a LeafletReport for each leaflet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from press.governance.issued import Current
from press.governance.owing import Owed
from press.model import Finding, Leaflet, Severity, Variant, sort_findings
from press.proof import Thumbnail
from press.proofread import Proof, Reading


@dataclass(frozen=True, slots=True)
class LeafletReport:
    """A leaflet, how it reads, what is found in it and what its head allows."""

    leaflet: Leaflet
    reading: Reading
    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]

    def number(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Pages:
    """What the pages of a publication look like, in one of its variants."""

    variant: Variant
    images: tuple[Thumbnail, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """All of it: `findings` are each told once, whichever leaflets and variants have them.

    Numbers are of variants, or of leaflets where only the words were looked at.
    """

    today: date
    reports: tuple[LeafletReport, ...]
    findings: tuple[Finding, ...]
    checked: int
    failed: int
    with_findings: int
    pages: tuple[Pages, ...] = ()
    owed: tuple[Owed, ...] = ()
    current: tuple[Current, ...] = ()
    """What was published and delivered of each leaflet until today."""
    mailed: Mapping[tuple[str, str], Mapping[str, int]] = field(default_factory=dict)
    """How often a practice mailed a leaflet (nl/slapen), by version."""
    handed: Mapping[tuple[str, str], Mapping[str, int]] = field(default_factory=dict)
    """The same of what was handed out at its desk."""

    @property
    def silenced(self) -> int:
        return sum(len(report.silenced) for report in self.reports)

    def number(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.findings)


def draw_up(
    proofs: Iterable[tuple[Leaflet, Proof]],
    findings: Iterable[Finding],
    silenced: Iterable[Finding],
) -> tuple[LeafletReport, ...]:
    """Bring to each leaflet what is found in its own file, besides what its proof holds."""
    found, left = _by_file(findings), _by_file(silenced)
    return tuple(
        LeafletReport(
            leaflet,
            proof.reading,
            sort_findings([*proof.findings, *found.get(leaflet.origin.path, ())]),
            sort_findings([*proof.silenced, *left.get(leaflet.origin.path, ())]),
        )
        for leaflet, proof in proofs
    )


def _by_file(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    files: dict[str, list[Finding]] = {}
    for finding in findings:
        files.setdefault(finding.origin.path, []).append(finding)
    return files
