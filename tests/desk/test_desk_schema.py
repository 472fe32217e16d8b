"""The interface for programs does what its description says, whatever it is sent."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from desks import opened_desk

from press.desk.accounts import Accounts

pytestmark = pytest.mark.slow

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,"
CHECKS += "response_schema_conformance,ignored_auth"


def fuzz(house: Path, examples: int, phases: str) -> int:
    """Have schemathesis ask what it will; gives the number of cases, none of them wrong."""
    key = Accounts(house).new_key("brug")
    with opened_desk(house) as address:
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "run"),
            f"{address}api/openapi.json",
            *("--checks", CHECKS, "--phases", phases),
            *("-H", f"Authorization: Bearer {key}", "--seed", "1"),
            *("--max-examples", str(examples), "--no-color", "--warnings", "off"),
        ]
        done = subprocess.run(command, cwd=house, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    found = re.search(r"(\d+) generated", done.stdout)
    assert found, done.stdout
    return int(found[1])


@pytest.mark.whole
def test_two_thousand_odd_questions_are_answered_as_described(house: Path) -> None:
    assert fuzz(house, 650, "coverage,fuzzing") >= 2000
