"""Pages of the small house, rendered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import HOUSE, Run, project_of
from printed import Printed

from press import build
from press.merge import merge
from press.model import Document, Manuscript
from press.render import render

PROJECT = project_of(HOUSE)


@pytest.fixture(scope="module")
def printed(built: Path) -> Printed:
    """The leaflet on sleeping for De Brug, which has most of what a leaflet can have."""
    return Printed(built / "output/brug/nl/slapen.a4.pdf")


def manuscript(slug: str = "slapen", practice: str = "brug") -> Manuscript:
    order = build.Order(publications=(slug,), practices=(practice,))
    return merge(build.plan(PROJECT, order)[0], PROJECT.library)


def rendered(**changed: object) -> Document:
    """The small house's leaflet, rendered after a change in its manuscript."""
    return render(replace(manuscript("wandelen"), **changed))  # type: ignore[arg-type]


def with_body(html: str) -> Document:
    """A page whose template wrote this besides what it writes anyhow."""
    before = manuscript("wandelen").html
    # Before the contact panel: lines to write on take what is left of the page behind it.
    return rendered(html=before.replace("<footer", f"{html}<footer", 1))


def findings(document: Document) -> list[str]:
    return [str(finding) for finding in document.findings]


def refused(run: Run, house: Path) -> list[str]:
    """The findings about a leaflet that is not written for De Molen, while another is."""
    ran = run("build", "proef", "wandelen", "--practice", "molen")
    assert (ran.code, ran.summary) == (1, "1 written, 1 not written, 1 with findings")
    written = sorted(path.name for path in (house / "output").rglob("*.pdf"))
    assert written == ["wandelen.a4.pdf"]
    prefix = "sources/leaflets/nl/proef.md:"
    return [error.removeprefix(prefix) for error in ran.errors]
