"""Every command line that README, docs and --help show: it is one, and its names are there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from every_command import commands
from shown_lines import ROOT, SHOWN

from leaflet import main


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    """What commands were called with: they do nothing, and find each file that they name."""
    calls: list[dict[str, Any]] = []
    for _, command in commands():
        if not isinstance(command, click.Group) or command.invoke_without_command:
            monkeypatch.setattr(command, "callback", lambda **given: calls.append(given))
    monkeypatch.setattr(click.Path, "convert", lambda _, value, param, ctx: Path(value))
    monkeypatch.chdir(tmp_path)
    return calls


@pytest.mark.parametrize(("where", "words"), SHOWN, ids=[" ".join(w)[:60] for _, w in SHOWN])
def test_a_command_line_that_is_shown_is_one(
    where: str, words: list[str], called: list[dict[str, Any]]
) -> None:
    ran = CliRunner().invoke(main, words)
    if where.endswith(".md") and "Error: Missing " in ran.output:
        return  # a sentence that names the command
    assert ran.exit_code == 0, f"{where}: {ran.output}"
    if where.startswith("leaflet ") or where == "README.md":
        for given in called:
            for key, named in NAMES.items():
                asked = given.get(key) or ()
                for name in [asked] if isinstance(asked, str) else asked:
                    assert name in named, f"{where}: the sample has no '{name}'"


def _stems(pattern: str) -> set[str]:
    return {path.stem for path in ROOT.glob(pattern)}


_TEXTS = _stems("sources/leaflets/*/*.md") | _stems("sources/booklets/*/*.yaml")
_PRACTICES = {path.name for path in ROOT.glob("sources/practices/*")}
_LAYOUTS = {path.parent.name for path in ROOT.glob("layouts/*/layout.yaml")}
NAMES = {
    "publications": _TEXTS,
    "slug": _TEXTS,
    "instead": _TEXTS,
    "practices": _PRACTICES,
    "practice": _PRACTICES,
    "layouts": _LAYOUTS,
    "layout": _LAYOUTS,
}
"""What the sample house has, by the option or argument that takes it."""


def test_there_are_examples_of_every_command() -> None:
    said = {words[0] for where, words in SHOWN if where.startswith("leaflet ")}
    assert said >= {name for name, _ in commands() if name and " " not in name}
