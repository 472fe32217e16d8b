"""Check -> JSON: everything that it has found out, for a program."""

from __future__ import annotations

import json

from press.model import Finding
from press.report.checked import Check, LeafletReport
from press.report.standing import GivenOut, given_out


def as_json(check: Check) -> str:
    """Write a check as one JSON object; docs/check.md tells its keys."""
    told = {
        "date": check.today.isoformat(),
        "leaflets": [_leaflet(report) for report in check.reports],
        "findings": [_finding(finding) for finding in check.findings],
        "silenced": [
            {
                **_finding(finding),
                "leaflet": report.leaflet.origin.path,
                "reason": report.leaflet.allow[finding.code],
            }
            for report in check.reports
            for finding in report.silenced
        ],
        "owed": [
            {
                "role": each.role or None,
                "leaflet": each.name,
                "version": each.version,
                "what": "review" if each.due else "signature",
                "due": each.due.isoformat() if each.due else None,
            }
            for each in check.owed
        ],
        "given_out": [_given_out(each) for each in given_out(check)],
        "totals": {
            "checked": check.checked,
            "not_checked": check.failed,
            "with_findings": check.with_findings,
            "errors": check.number("error"),
            "warnings": check.number("warning"),
            "information": check.number("info"),
            "silenced": check.silenced,
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _leaflet(report: LeafletReport) -> dict[str, object]:
    leaflet, reading = report.leaflet, report.reading
    return {
        "slug": leaflet.slug,
        "language": leaflet.language,
        "title": leaflet.title,
        "version": leaflet.version,
        "path": leaflet.origin.path,
        "reviewed": leaflet.reviewed.isoformat(),
        "review_due": leaflet.review_due.isoformat(),
        "reading": {
            "words": reading.words,
            "sentences": reading.sentences,
            "syllables": reading.syllables or None,
            "mean_sentence": reading.mean_sentence,
            "index": reading.index,
            "value": reading.value,
            "meaning": reading.meaning,
            "others": dict(reading.others),
        },
        "errors": report.number("error"),
        "warnings": report.number("warning"),
        "information": report.number("info"),
        "silenced": len(report.silenced),
    }


def _given_out(row: GivenOut) -> dict[str, object]:
    return {
        "leaflet": row.name,
        "current": row.current or None,
        "practices": [
            {
                "practice": each.practice,
                "received": each.version or None,
                "on": each.on.isoformat() if each.on else None,
                "state": each.state,
                "mailed": dict(each.mailed),
                "handed_out": dict(each.handed),
            }
            for each in row.practices
        ],
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "hint": finding.hint,
        "path": finding.origin.path,
        "line": finding.origin.line or None,
    }
