"""docs/findings.md has every code that the press can say, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from press.proofread.proof import OTHERS

ROOT = Path(__file__).parents[1]
ROWS = {
    row[1]: row
    for row in re.finditer(
        r"^\| ([STPD]\d{3}) \| ([EWI ]+) \| .+ \| `+ ?(.+?) ?`+ \|$",
        (ROOT / "docs/findings.md").read_text("utf-8"),
        re.M,
    )
}
ROWS_THAT_MAY_BE_ALLOWED = {code for code in ROWS if code[0] in "SP"}
SEVERITIES = {"error": "E", "warning": "W", "info": "I"}


def test_every_code_stands_in_the_documentation_and_the_other_way_round() -> None:
    code = re.compile(r'"([STPD]\d{3})"')
    said = {
        found
        for path in (ROOT / "press").rglob("*.py")
        for found in code.findall(path.read_text("utf-8"))
    }
    assert said == set(ROWS)


def test_an_allow_may_name_every_code_of_sources_and_pages_and_no_other() -> None:
    assert OTHERS == ROWS_THAT_MAY_BE_ALLOWED


def test_what_is_said_of_the_worst_leaflet_is_what_the_documentation_shows() -> None:
    told = (ROOT / "tests/golden/proofread/everything.txt").read_text("utf-8")
    for code in set(re.findall(r"\[(T\d{3})\]$", told, re.M)):
        _, severity, example = ROWS[code].groups()
        lines = re.findall(rf"\S+ (\w+): (.+) \[{code}\]$", told, re.M)
        assert (severity, example) in [(SEVERITIES[said], message) for said, message in lines]
