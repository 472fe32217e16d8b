"""A small house whose pages are laid out once, and `leaflet` run in it. A plugin."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import HOUSE
from mail_commands import Leaflet
from servers import PASSWORD

from leaflet import main
from press import build, pipeline
from press.model import Document, Manuscript
from press.render import render

_PAGES: dict[tuple[object, ...], Document] = {}
"""Pages laid out before: what they look like is not in question here."""


def render_once(manuscript: Manuscript, **how: Any) -> Document:
    key = (manuscript.variant.path, manuscript.html, manuscript.styles, *how.values())
    if key not in _PAGES:
        _PAGES[key] = render(manuscript, **how)
    return replace(_PAGES[key], variant=manuscript.variant)


@pytest.fixture(scope="module")
def laid_out(warm: None) -> None:
    """The pages of the small house, laid out in the process from which the others are forked."""
    project = build.load(HOUSE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "render", render_once)
        for variant in build.plan(project, build.Order()):
            assert pipeline.produce(variant, project.library, pipeline.OutputOptions()).document


@pytest.fixture
def leaflet(house: Path, laid_out: None, monkeypatch: pytest.MonkeyPatch) -> Leaflet:
    """Run `leaflet` in the house: `leaflet(*SEND, typed="anna@…", port=server.port)`."""
    monkeypatch.setenv("LEAFLET_MAIL", PASSWORD)
    monkeypatch.setattr(pipeline, "render", render_once)
    plain = (house / "sources/house.yaml").read_text()

    def run(*arguments: str, typed: str = "", port: int = 0, rate: int = 1_000_000) -> Result:
        account = (
            f"name: Zorggroep\nmail: {{host: 127.0.0.1, port: {port or 1}, user: press,"
            f" from: folders@zorggroep.example, password_env: LEAFLET_MAIL, rate: {rate}}}\n"
        )
        (house / "sources/house.yaml").write_text(plain + account)
        given = ["--root", str(house), *arguments]
        return CliRunner().invoke(main, given, input=typed, catch_exceptions=False)

    return run
