"""A file -> what a validator has against it as PDF/UA-1 and as PDF/A-3u."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import page
import pytest

PROFILES = ("ua1", "3u")


def failures(pdf: bytes, profile: str) -> list[str]:
    """What the validator has against a file."""
    report = page.validate_pdf_bytes(pdf, profile=profile)
    assert report.checks
    return sorted({f"{failure.rule_id}: {failure.message}" for failure in report.failures})


def verapdf(*files: str) -> dict[str, dict[str, str]]:
    """What veraPDF says of files, by the standards that they name; one process reads them all."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    jar = next((cache / "leaflet-press").glob("greenfield-apps-*.jar"), None)
    if not jar or not shutil.which("java"):
        pytest.skip("no veraPDF: 'sh .ci/verapdf' fetches it, and says what it needs")
    command = ["java", "-cp", str(jar), "org.verapdf.apps.GreenfieldCliWrapper", "--format", "text"]
    ran = subprocess.run([*command, *files], capture_output=True, text=True)
    said: dict[str, dict[str, str]] = {file: {} for file in files}
    for line in ran.stdout.splitlines():
        verdict, _, rest = line.partition(" ")
        if verdict in ("PASS", "FAIL"):
            file, _, standard = rest.rpartition(" ")
            said[file][standard] = verdict
    return said
