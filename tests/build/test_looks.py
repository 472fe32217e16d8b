"""A check that imprints says what one says that renders every file, of each practice alike."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from network import network
from two_families import LAYOUT, two_families

from press.build import imprint_furniture, imprint_parts, looks
from press.check import check_house
from press.choices import CheckChoices, Limits, Order
from press.imprint import Furniture, Moulds, recast
from press.model import Variant
from press.model.set_lines import Setter, Wording
from press.report import Check
from press.workers import isolated

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 30)
Rendered = list[str]
"""Paths of what was rendered."""


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Rendered:
    paths: Rendered = []

    def run(variants: Sequence[Variant], *arguments: Any, **options: Any) -> Any:
        paths.extend(variant.path for variant in variants)
        return isolated.run_isolated(variants, *arguments, **options)

    monkeypatch.setattr(looks, "run_isolated", run)
    return paths


def check(root: Path, order: Order, *, imprint: bool) -> Check:
    asked = CheckChoices(order, Limits(), imprint=imprint)
    return check_house(root, asked, TODAY, lambda *_: None)


def assert_alike(root: Path, order: Order) -> Check:
    one, other = (check(root, order, imprint=imprint) for imprint in (True, False))
    assert one.findings == other.findings
    assert (one.checked, one.failed, one.with_findings, one.silenced) == (
        *(other.checked, other.failed),
        *(other.with_findings, other.silenced),
    )
    return other


def test_findings_of_texts_names_logos_colours_and_addresses_are_those_of_rendered_files(
    house: Path, rendered: Rendered, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of a check that finds what it needs laid out by the one before."""
    root, order = two_families(house), Order(layouts=(LAYOUT,), languages=("nl",))
    first = check(root, order, imprint=True).findings
    monkeypatch.setattr(imprint_parts, "lay_shell", None)
    monkeypatch.setattr(imprint_parts, "lay_furniture", None)
    found = assert_alike(root, order).findings
    assert first == found
    assert {"P025", "P027", "P029", "P036"} <= {each.code for each in found}
    assert len(rendered) == len(set(rendered)) == 10  # by the last check alone


@pytest.mark.whole
def test_a_network_of_40_is_told_the_same(tmp_path: Path, rendered: Rendered) -> None:
    order = Order(("pijn-onder-in-de-rug",), layouts=("a4", "trifold"), languages=("nl",))
    assert_alike(network(tmp_path, 40), order)
    once = Counter(rendered)
    # By the second check alone: of five pictures for the front some families are rendered.
    assert sum(count == 1 for count in once.values()) >= 10


@pytest.mark.whole
@pytest.mark.parametrize("layout", ["a4", "a4-large-print", "a5-booklet", "trifold"])
def test_the_sample_is_told_the_same_of_whatever_can_be_imprinted(
    layout: str, tmp_path: Path, rendered: Rendered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "_takes_less", lambda _: True)
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    other = tmp_path / "sources/practices/mueller/practice.yaml"  # with Lindehof's forms but one
    other.write_text(other.read_text("utf-8").replace("cover: disc", "cover: full"), "utf-8")
    assert_alike(tmp_path, Order(practices=("lindehof",), layouts=(layout,)))
    assert 1 in Counter(rendered).values()


def test_a_file_that_does_not_say_what_its_practice_does_is_rendered(
    house: Path, rendered: Rendered, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if furniture were put into other words and one of them came out wrong."""
    monkeypatch.setattr(looks, "cores", lambda: 1)  # one after the other: the second is recast
    root, order = two_families(house), Order(layouts=(LAYOUT,), languages=("nl",))
    right = check(root, order, imprint=True)
    assert rendered == []
    shutil.rmtree(root / "output")

    def wrong(moulds: Moulds, wording: Wording, setter: Setter) -> Furniture | None:
        slots = wording.slots.items()
        other = {key: replace(each, words=_mistaken(each.words)) for key, each in slots}
        return recast(moulds, replace(wording, slots=other), setter)

    monkeypatch.setattr(imprint_furniture, "recast", wrong)
    assert check(root, order, imprint=True).findings == right.findings
    assert len(rendered) == 2


def _mistaken(words: tuple[str, ...]) -> tuple[str, ...]:
    """The same, the last digit of each number another."""
    return tuple(re.sub(r"[0-8](?=\D*$)", lambda one: str(int(one[0]) + 1), word) for word in words)
