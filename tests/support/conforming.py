"""A file -> what a validator has against it as PDF/UA-1 and as PDF/A-3u."""

from __future__ import annotations

import page

PROFILES = ("ua1", "3u")


def failures(pdf: bytes, profile: str) -> list[str]:
    """What the validator has against a file."""
    report = page.validate_pdf_bytes(pdf, profile=profile)
    assert report.checks
    return sorted({f"{failure.rule_id}: {failure.message}" for failure in report.failures})
