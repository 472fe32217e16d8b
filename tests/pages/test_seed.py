"""The leaflet that the press began with, for every sample practice, read back from its file."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT, SEED
from printed import Printed

from press import build, pipeline
from press.model import Leaflet, Practice

pytestmark = pytest.mark.slow

PRACTICES = sorted(path.parent.name for path in ROOT.glob("sources/practices/*/practice.yaml"))


@cache
def project() -> build.Project:
    return build.load(ROOT)


@pytest.fixture(scope="module", params=PRACTICES)
def seed(request: pytest.FixtureRequest, sample: Path) -> tuple[Practice, Printed]:
    (practice,) = (each for each in project().practices if each.id == request.param)
    return practice, Printed(sample / f"output/{practice.id}/nl/{SEED}.a4.pdf")


def leaflet() -> Leaflet:
    found = project().library.content.leaflet(SEED, "nl")
    assert found
    return found


def test_the_title_and_every_heading_of_the_text_are_tagged(seed: tuple[Practice, Printed]) -> None:
    printed = seed[1]
    assert printed.title == plain(leaflet().title)
    assert printed.headings[0] == ("H1", plain(leaflet().title))
    written = re.findall(r"^## (.+)$", leaflet().body, re.M)
    tagged = [text for kind, text in printed.headings if kind == "H2"]
    assert len(written) >= 5
    assert [text for text in tagged if text in written] == written


def test_the_practice_can_be_reached(seed: tuple[Practice, Printed]) -> None:
    practice, printed = seed
    read = printed.tags.text or " ".join(tag.text for tag in printed.tags.all("Document"))
    for said in (
        practice.name,
        practice.phone,
        practice.email,
        practice.address.street,
        f"{practice.address.postcode} {practice.address.city}",
        "0123 - 11 22 33",
    ):
        assert said and said in printed.text
        assert said in read


def test_every_reference_is_a_title_an_address_and_a_code_that_says_it(
    seed: tuple[Practice, Printed],
) -> None:
    practice, printed = seed
    slugs = set(re.findall(r"\]\(([a-z-]+)\)", leaflet().body))
    assert len(slugs) >= 5
    together = printed.text.replace(" ", "")
    for slug in slugs:
        other = project().library.content.leaflet(slug, "nl")
        assert other
        address = f"{practice.website}/{other.address_path}"
        assert plain(other.title).replace(" ", "") in together
        assert address.removeprefix("https://") in together
        assert address in printed.codes
        assert address in printed.links


def test_what_the_text_rests_on_is_listed_and_can_be_opened(seed: tuple[Practice, Printed]) -> None:
    printed = seed[1]
    assert "Bronnen" in [text for _, text in printed.headings]
    for source in leaflet().sources:
        assert source.text.split(".")[0] in printed.text
        address = f"https://doi.org/{source.doi}" if source.doi else source.url
        assert address in printed.links


@pytest.mark.parametrize(
    "fact",
    [
        "12 weken",
        "aspecifiek",
        "ischias",
        "KNGF",
        "Fysiotherapeut",
        "cognitieve gedragstherapie",
        "pijneducatie",
        "core stability",
        "paracetamol",
        "operatie",
        "warmtekussen",
        "foamroller",
        "vervangt geen medisch advies",
    ],
)
def test_the_facts_of_the_article_are_there(seed: tuple[Practice, Printed], fact: str) -> None:
    assert fact in seed[1].text


def test_pages_are_numbered_through(seed: tuple[Practice, Printed]) -> None:
    pages = seed[1].pages
    assert all(f"{number} van {len(pages)}" in page for number, page in enumerate(pages, 1))


@pytest.mark.slow
def test_the_text_falls_over_the_pages_alike_for_practices_with_the_same_typefaces(
    tmp_path: Path,
) -> None:
    """A reviewer checks a leaflet once: only typefaces move a line, names and colours do not."""
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    practices = tmp_path / "sources/practices"
    shutil.copytree(practices / "lindehof", practices / "tweede")
    path = practices / "tweede/practice.yaml"
    text = path.read_text()
    for old, new in CHANGES.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)
    (practices / "tweede/logo.svg").unlink()
    loaded = build.load(tmp_path)
    order = build.Order((SEED,), ("lindehof", "tweede"), ("a4",))
    first, second = (
        Printed(result.document.pdf)
        for variant in build.plan(loaded, order)
        if (result := pipeline.produce(variant, loaded.library)).document
    )
    assert "Van Alphen" in second.text
    assert [unnamed(page) for page in first.pages] == [unnamed(page) for page in second.pages]


CHANGES = {
    "Fysiotherapie Lindehof": "Van Alphen en de Vries",
    "Lindelaan 12": "Westzijdeweg 3",
    "1234 AB": "9876 ZX",
    "Voorbeeldstad": "Hoek",
    "0123 - 45 67 89": "0987 - 6 54 32",
    "lindehof.example": "vanalphen.example",
    "maandag t/m vrijdag 8.00–18.00 uur": "dinsdag en donderdag",
    "huisartsenpost": "dokterswacht Zuid",
    "0123 - 11 22 33": "0111 - 22 33 44",
    "#008f95": "#7a2e6b",
    "#c3d82c": "#f2b84b",
    "{path: logo.svg, alt: Van Alphen en de Vries}": "logo-on-dark.svg",
}


def plain(title: str) -> str:
    """A title without what holds its words together."""
    return title.replace("\u00a0", " ")


def unnamed(page: str) -> str:
    """The text of a page without what belongs to a practice, and without spaces."""
    page = page.replace(" ", "")
    for old, new in CHANGES.items():
        page = page.replace(old.replace(" ", ""), "·").replace(new.replace(" ", ""), "·")
    return page.replace("·", "")
