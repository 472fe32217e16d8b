"""Pages of the small house, merged for its practices."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from conftest import HOUSE, project_of
from lxml import html as lxml_html

from press import build
from press.merge import merge
from press.model import Manuscript, Variant

PROJECT = project_of(HOUSE)


def variant(
    slug: str = "slapen", practice: str = "brug", project: build.Project = PROJECT
) -> Variant:
    order = build.Order(publications=(slug,), practices=(practice,))
    return build.plan(project, order)[0]


def merged(slug: str = "slapen", practice: str = "brug") -> Manuscript:
    manuscript = merge(variant(slug, practice), PROJECT.library)
    assert manuscript.findings == ()
    return manuscript


def with_head(**changed: object) -> Manuscript:
    """A page of the leaflet with another head."""
    known = variant()
    leaflet = known.publication.leaflets[0].model_copy(update=changed)
    publication = replace(known.publication, head=leaflet, leaflets=(leaflet,))
    return merge(replace(known, publication=publication), PROJECT.library)


def for_practice(**changed: object) -> Manuscript:
    """A page for a practice that has other values, each put in as it is."""
    known = variant().practice
    practice = known.model_copy(update=changed)
    return merge(replace(variant(), practice=practice), PROJECT.library)


def words_of(html: str) -> str:
    root: Any = lxml_html.fromstring(html)
    return " ".join(str(root.text_content()).split())
