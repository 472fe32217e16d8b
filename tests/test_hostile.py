"""Whatever is written, it becomes a record or findings with their places, never an exception."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import HOUSE, project_of
from hypothesis import HealthCheck, given, settings
from pydantic import BaseModel
from strategies import BOOKLETS, BRANDS, HEADS, MARKDOWN, PRACTICES, WORDS, as_yaml

from press import pipeline
from press.merge.text import convert
from press.merge.tree import write_inside
from press.model import (
    Finding,
    Head,
    House,
    Medium,
    Practice,
    PracticeFile,
    Publication,
    Variant,
    has_errors,
)
from press.reading import Value, read_yaml, validate
from press.reading.content import load_leaflet, load_publications
from press.reading.layouts import families
from press.reading.practices import load_practice

pytestmark = pytest.mark.slow

PROJECT = project_of(HOUSE)
CONTENT, DUTCH = PROJECT.library.content, PROJECT.library.words["nl"]
FAMILIES = families(PROJECT.library.faces)
SLAPEN = CONTENT.leaflet("slapen", "nl")
BRANDLESS = "name: x\naddress: {street: x, postcode: x, city: x}\nphone: 0123\nemail: a@b.example\n"
_SAFE_CSS = re.compile(r"""[^;{}<>"'\\]*""")
_ACTIVE = re.compile(r"<(?:script|style|link|iframe|object|svg|input)\b|<[^>]*\son\w+=", re.I)

shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def placed(findings: Iterable[Finding], texts: dict[str, str]) -> None:
    """Every finding is one line, and names a line that there is."""
    for finding in findings:
        assert finding.message
        assert len(str(finding).splitlines()) == 1
        text = texts.get(finding.origin.path)
        assert text is None or 0 <= finding.origin.line <= text.count("\n") + 1


def again(record: BaseModel, kind: type[BaseModel]) -> BaseModel | None:
    """A record as it is when it is written down and read again."""
    given: dict[str, Value] = record.model_dump(mode="json", include=set(kind.model_fields))
    yaml, findings = read_yaml(as_yaml(given), "again")
    assert yaml, findings
    return validate(kind, yaml)[0]


@shared_folder
@given(HEADS, MARKDOWN)
def test_any_head_is_a_leaflet_that_can_be_written_down_again_or_findings(
    tmp_path: Path, head: dict[str, Value], body: str
) -> None:
    text = f"---\n{as_yaml(head)}---\n{body}"
    path = tmp_path / "proef.md"
    path.write_text(text, "utf-8")
    leaflet, findings = load_leaflet(path, "proef.md", "nl")
    placed(findings, {"proef.md": text})
    if leaflet is None:
        assert has_errors(findings)
    else:
        plain = Head(**{key: getattr(leaflet, key) for key in Head.model_fields})
        assert again(leaflet, Head) == plain


@shared_folder
@given(PRACTICES)
def test_any_practice_is_one_that_can_be_written_down_again_or_findings(
    tmp_path: Path, said: dict[str, Value]
) -> None:
    practice, findings = practice_of(tmp_path, as_yaml(said), None)
    placed(findings, {"x/practice.yaml": as_yaml(said)})
    if practice is None:
        assert has_errors(findings)
    else:
        plain = PracticeFile(**{key: getattr(practice, key) for key in PracticeFile.model_fields})
        assert again(practice, PracticeFile) == plain


@shared_folder
@given(BRANDS)
def test_any_brand_is_known_colours_and_typefaces_or_findings(
    tmp_path: Path, said: dict[str, Value]
) -> None:
    head = f"{BRANDLESS}hours: x\nlanguages: [nl]\n"
    practice, findings = practice_of(tmp_path, head, as_yaml(said))
    placed(findings, {"x/_brand.yml": as_yaml(said), "x/practice.yaml": head})
    if practice is None:
        assert has_errors(findings)
        return
    brand = practice.brand
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in brand.colours.values())
    assert {brand.base_family, brand.heading_family} <= set(FAMILIES)
    assert brand.heading_weight.isdigit() and 12 <= brand.base_size <= 14
    said_to_css = (*brand.choices, *brand.choices.values())
    assert all(_SAFE_CSS.fullmatch(text) for text in said_to_css)
    assert brand.faces == () and brand.logo is None  # there are no files


@shared_folder
@given(BOOKLETS)
def test_any_booklet_is_bound_or_findings(house: Path, said: dict[str, Value]) -> None:
    path = house / "sources/booklets/nl/proef.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_yaml(said), "utf-8")
    made, findings = load_publications(House(house, (), ()), CONTENT)
    placed(findings, {"sources/booklets/nl/proef.yaml": as_yaml(said)})
    assert any(each.is_booklet for each in made) != has_errors(findings)


@given(MARKDOWN)
def test_any_text_is_clean_html_or_findings(body: str) -> None:
    assert SLAPEN
    text = convert(SLAPEN.model_copy(update={"body": body}), CONTENT, DUTCH)
    known = {SLAPEN.origin.path: "\n" * (SLAPEN.body_line + body.count("\n"))}
    placed(text.findings, known)
    html = write_inside(text.root)
    assert not _ACTIVE.search(html)
    assert not re.search("[\ue000-\uf8ff]", html)


@settings(max_examples=25)
@given(MARKDOWN, WORDS)
def test_any_text_in_any_title_is_a_file_or_findings(body: str, title: str) -> None:
    assert SLAPEN
    leaflet = SLAPEN.model_copy(update={"body": body, "title": title or "x"})
    publication = Publication("slapen", "nl", leaflet, (leaflet,), leaflet.origin, {})
    medium: Medium = "screen"
    practice = next(each for each in PROJECT.practices if each.id == "molen")
    layout = next(each for each in PROJECT.layouts if each.name == "a4")
    variant = Variant(publication, practice, layout, medium)
    result = pipeline.produce(variant, PROJECT.library, pipeline.OutputOptions())
    assert (result.document is None) == has_errors(result.findings)
    placed(result.findings, {})


def practice_of(
    folder: Path, head: str, brand: str | None
) -> tuple[Practice | None, list[Finding]]:
    """The practice with these files."""
    own = folder / "x"
    own.mkdir(exist_ok=True)
    (own / "practice.yaml").write_text(head, "utf-8")
    if brand is not None:
        (own / "_brand.yml").write_text(brand, "utf-8")
    return load_practice(own, "x", FAMILIES, PROJECT.house)
