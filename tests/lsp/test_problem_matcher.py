"""The problem matcher that docs/editors.md gives to VS Code: it takes what the press prints."""

from __future__ import annotations

import json
import re

import pytest
from conftest import ROOT

from press.model import Finding, Origin


@pytest.mark.parametrize(("line", "column"), [(0, 0), (3, 0), (3, 14)])
def test_the_problem_matcher_of_the_docs_takes_every_finding(line: int, column: int) -> None:
    finding = Finding("T010", "warning", "a hard word: 'x'", Origin("a/b.md", line, column), "y: z")
    page = (ROOT / "docs/editors.md").read_text("utf-8")
    [tasks] = re.findall(r"```json\n(\{\n  \"version.*?)```", page, re.S)
    matchers = json.loads(tasks)["tasks"][0]["problemMatcher"]
    patterns = [each["pattern"] for each in matchers]
    [(pattern, found)] = [
        (each, match) for each in patterns if (match := re.search(each["regexp"], str(finding)))
    ]
    said = {key: found[at] for key, at in pattern.items() if key not in ("regexp", "kind")}
    assert ("line" in said) == bool(line)
    wanted: dict[str, str | None] = {"file": "a/b.md", "severity": "warning", "code": "T010"}
    wanted |= {"message": "a hard word: 'x' (y: z)"}
    wanted |= {"line": str(line), "column": str(column or "") or None} if line else {}
    assert said == wanted
