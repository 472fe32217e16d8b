"""The report of the sample house in a browser: small, and for everybody."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from browser import Browser
from lxml import html
from reported import FOUND, TODAY, check, pages, sheets, with_head

from press import build, model
from press.build.proofs import proofread_all
from press.governance.issued import Event, IssuedFile, current_on
from press.governance.owing import Owed
from press.model import Document, Origin, Page, Variant
from press.proof import thumbnails
from press.report import Pages, draw_up, page

pytestmark = pytest.mark.slow

MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def some(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the sample house: every leaflet, and the pages of some publications."""
    return report_of(sample, tmp_path_factory.mktemp("report") / "some.html")


@pytest.fixture(scope="module")
def whole(whole_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the pages of each publication."""
    return report_of(whole_sample, tmp_path_factory.mktemp("report") / "whole.html")


def report_of(sample: Path, target: Path) -> Path:
    """Write the report of a sample house."""
    project = build.load(sample)
    proofs, in_lists = proofread_all(project, build.Order(), TODAY)
    found = model.sort_findings(
        [*in_lists, *(one for _, proof in proofs for one in proof.findings)]
    )
    shown: dict[Origin, Pages] = {}
    for variant in build.plan(project, build.Order()):
        if variant.publication.origin not in shown:
            document = document_in(sample / "output", variant)
            shown[variant.publication.origin] = Pages(variant, thumbnails(document, 300))
    made = check(*draw_up(proofs, found, ()), findings=found, pages=tuple(shown.values()))
    target.write_text(page(made), encoding="utf-8")
    return target


def document_in(output: Path, variant: Variant) -> Document:
    """What was made of a variant before."""
    pdf = (output / variant.path).read_bytes()
    with pypdfium2.PdfDocument(pdf) as opened:
        sizes = [page.get_size() for page in opened]
    pages = tuple(Page(number, *size) for number, size in enumerate(sizes, 1))
    return Document(variant, pdf, pages, ())


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report that has something of everything."""
    first, second, third = sheets()
    changed = (
        with_head(first, review_due=TODAY - timedelta(days=3)),
        with_head(second, review_due=TODAY + timedelta(days=9)),
        replace(with_head(third, allow={"T010": "een reden"}), silenced=FOUND[:1]),
    )
    places = [replace(FOUND[3], origin=Origin("a/" * 30 + "a.md", line)) for line in range(1, 31)]
    file = IssuedFile(path="x", leaflet="nl/slapen", version="1.1", sha256="0")
    delivered = Event(on=TODAY, what="delivered", practice="brug", files=(file,))
    made = check(
        *changed,
        findings=(*FOUND, *places),
        pages=(pages(9),),
        failed=1,
        owed=(Owed("clinician", "nl/slapen", "Beter slapen", "nl", "1.2", TODAY),),
        current=tuple(current_on([delivered], TODAY)),
    )
    target = tmp_path_factory.mktemp("report") / "crowded.html"
    target.write_text(page(made), encoding="utf-8")
    return target


@pytest.mark.whole
def test_the_report_of_the_sample_house_is_small_enough_to_mail(whole: Path) -> None:
    assert len(html.parse(whole).xpath("//section[@id='pages']//h3")) == 27
    assert whole.stat().st_size < MOST_BYTES


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("some", 360, "dark"),
        ("some", 1280, "light"),
        ("crowded", 360, "light"),
        ("crowded", 1280, "dark"),
        pytest.param("whole", 360, "light", marks=pytest.mark.whole),
        pytest.param("whole", 1280, "dark", marks=pytest.mark.whole),
    ],
)
def test_axe_has_nothing_serious_to_say_of_the_report(
    request: pytest.FixtureRequest,
    shown: Browser,
    axe: str,
    name: str,
    width: int,
    scheme: str,
) -> None:
    target: Path = request.getfixturevalue(name)
    shown.open(target, width, scheme=scheme)
    shown.run("document.querySelectorAll('details').forEach(each => each.open = true)")
    shown.run(f"{axe}; 0")
    broken = shown.run(
        "axe.run().then(judged => judged.violations"
        ".filter(rule => ['serious', 'critical'].includes(rule.impact))"
        ".map(rule => [rule.id, rule.nodes.map(node => node.html)]))"
    )
    assert broken == []
    assert shown.run("document.documentElement.scrollWidth") <= width
    assert {address.partition(":")[0] for address in shown.asked_for} <= {"file", "data"}
    if folder := os.environ.get("REPORT_PICTURES"):
        Path(folder, f"{name}-{width}-{scheme}.png").write_bytes(shown.picture(6000))


def test_the_first_key_offers_to_skip_to_the_report(shown: Browser, crowded: Path) -> None:
    shown.open(crowded, 360)
    shown.press("Tab")
    assert shown.run("document.activeElement.textContent") == "Go to the report"
    assert shown.run("document.activeElement.getBoundingClientRect().left") >= 0
    shown.press("Enter")
    assert shown.run("document.activeElement.id") == "report"
