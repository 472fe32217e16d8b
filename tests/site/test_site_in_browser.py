"""Sites in Chromium: whoever reads them, on whatever screen; and nothing gets out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from browser import Browser
from conftest import ROOT, Once, invoke
from corpus_house import ENTRIES, lay_out
from served import served

from press.site.full_text import pagefind

pytestmark = pytest.mark.slow

KINDS = {
    "start": "",
    "leaflet": "rug-chronisch/",
    "english": "back-exercises/",
    "exercise": "nl/exercises/bridge/",
    "withdrawn": "oud/",
    "missing": "404.html",
}
"""A page of each kind."""
PRACTICES = ("lindehof", "mueller", "notenboom", "vanbentum")
Screen = tuple[int, str]
SCREENS: tuple[Screen, ...] = ((320, "dark"), (1280, "light"), (320, "light"), (1280, "dark"))
"""How wide, and in which colours the reader wants it."""
_AXE = (
    "axe.run({resultTypes: ['violations']}).then(judged => judged.violations"
    ".map(rule => [rule.id, rule.nodes.map(node => node.html)]))"
)


def site_of_samples(folder: Path) -> None:
    """The sites of the sample practices, with an address of which the leaflet is gone."""
    shutil.copytree(ROOT / "sources", folder / "sources")
    record = 'addresses:\n  nl:\n    oud: {leaflet: oud, versions: ["1.0"]}\n'
    record += '    "rug-chronisch": {leaflet: chronische-lage-rugklachten, versions: ["0.9"]}\n'
    (folder / "addresses.yaml").write_text(record, "utf-8")
    (folder / "sources/leaflets/nl/oud.withdrawn.yaml").write_text(
        "why: Er is een betere folder.\non: 2026-01-05\ninstead: lage-rugklachten\n", "utf-8"
    )
    ran = invoke("--root", str(folder), "site")
    assert ran.code == 0, ran.errors


@pytest.fixture(scope="module")
def sites(once: Once) -> Iterator[dict[str, str]]:
    """The address of each practice's site."""
    folder = once("sites", site_of_samples) / "output/site"
    with ExitStack() as stack:
        yield {each: stack.enter_context(served(folder / each)) for each in PRACTICES}


def judge(
    shown: Browser, axe: str, sites: dict[str, str], kind: str, practice: str, screen: Screen
) -> None:
    """Nothing that axe finds, nothing off the screen, nothing asked of anybody else."""
    width, scheme = screen
    shown.asked_for.clear()
    shown.open(sites[practice] + KINDS[kind], width, scheme=scheme)
    shown.run(f"{axe}; 0")
    assert shown.run(_AXE) == []
    assert shown.run("document.documentElement.scrollWidth") <= width
    ours = tuple(sites.values())  # a request of the page before may come late
    assert [each for each in shown.asked_for if not each.startswith(ours)] == []
    if folder := os.environ.get("SITE_PICTURES"):
        name = f"{kind}-{practice}-{width}-{scheme}.png"
        Path(folder, name).write_bytes(shown.picture(5000))


@pytest.mark.parametrize("view", list(zip(KINDS, PRACTICES * 2, SCREENS * 3, strict=False)))
def test_axe_finds_nothing_and_nothing_runs_off_the_screen(
    shown: Browser, axe: str, sites: dict[str, str], view: tuple[str, str, Screen]
) -> None:
    """Each kind of page once, and each practice and screen; the whole run crosses them."""
    judge(shown, axe, sites, *view)


@pytest.mark.whole
@pytest.mark.parametrize("screen", SCREENS, ids=str)
@pytest.mark.parametrize("practice", PRACTICES)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_on_any_page_of_any_practice_on_any_screen(
    shown: Browser, axe: str, sites: dict[str, str], kind: str, practice: str, screen: Screen
) -> None:
    judge(shown, axe, sites, kind, practice, screen)


def test_every_page_can_be_walked_through_by_keys_alone(
    shown: Browser, sites: dict[str, str]
) -> None:
    """Whatever can be used is reached, in its order, and it is seen where one is."""
    can_be_used = "[...document.querySelectorAll('a[href], input, textarea, [tabindex=\"0\"]')]"
    for kind in ("start", "leaflet", "exercise"):
        shown.open(sites["lindehof"] + KINDS[kind], 1280)
        number = shown.run(f"{can_be_used}.filter(each => each.checkVisibility()).length")
        assert number > 5
        for at in range(number):
            shown.press("Tab")
            shown.run(f"document.activeElement.dataset.at = {at}")
            assert shown.run("getComputedStyle(document.activeElement).outlineStyle") != "none"
        order = shown.run(
            f"{can_be_used}.filter(each => each.checkVisibility()).map(each => each.dataset.at)"
        )
        assert order == [str(at) for at in range(number)]


def test_the_first_key_offers_to_skip_to_the_text(shown: Browser, sites: dict[str, str]) -> None:
    shown.open(sites["lindehof"] + "rug-chronisch/", 320)
    shown.press("Tab")
    assert shown.run("document.activeElement.getBoundingClientRect().top") >= 0
    shown.press("Enter")
    assert shown.run("document.activeElement.tagName") == "MAIN"


def searched(shown: Browser, site: str, words: str) -> list[str]:
    """What a start page has found a second after these words are typed, as paths."""
    shown.open(site, 320)
    shown.run(
        f"(() => {{ const box = document.getElementById('words'); box.value = '{words}';"
        " box.dispatchEvent(new Event('input')) })()"
    )
    found: list[str] = shown.run(
        "new Promise(done => setTimeout(() => done([...document.querySelectorAll('#found a')]"
        ".map(each => each.href)), 1000))"
    )
    return [each.removeprefix(site) for each in found]


def test_search_finds_a_leaflet_by_a_patient_s_word(shown: Browser, sites: dict[str, str]) -> None:
    assert searched(shown, sites["lindehof"], "spit") == ["rug/"]
    assert searched(shown, sites["lindehof"], "hérnia")[0] == "rug-oorzaken/"
    assert searched(shown, sites["lindehof"], "zzz") == []


@pytest.mark.skipif(pagefind() is None, reason="pip install 'leaflet-press[site]'")
def test_search_finds_words_that_only_a_text_has_in_its_language(
    shown: Browser, sites: dict[str, str]
) -> None:
    shown.asked_for.clear()
    assert searched(shown, sites["lindehof"], "kruik") == ["rug-hulpmiddelen/"]
    assert searched(shown, sites["lindehof"] + "en/", "kruik") == []
    assert [each for each in shown.asked_for if not each.startswith(sites["lindehof"])] == []


def test_without_scripts_nothing_is_missing_but_search_as_you_type(
    shown: Browser, sites: dict[str, str]
) -> None:
    shown("Emulation.setScriptExecutionDisabled", value=True)
    try:
        shown.open(sites["lindehof"], 1280)
        shown("Emulation.setScriptExecutionDisabled", value=False)
        assert shown.run("document.getElementById('search').checkVisibility()") is False
        assert shown.run("document.querySelectorAll('main .letter a').length") == 7
    finally:
        shown("Emulation.setScriptExecutionDisabled", value=False)


def test_paper_of_an_old_version_is_told_and_other_readers_are_not(
    shown: Browser, sites: dict[str, str]
) -> None:
    visible = "document.querySelector('.paper').checkVisibility()"
    shown.open(sites["lindehof"] + "rug-chronisch/", 320)
    assert shown.run(visible) is False
    shown.open("about:blank", 320)
    shown.open(sites["lindehof"] + "rug-chronisch#v0.9", 320)
    assert shown.run(visible) is True
    assert "0.9" in shown.run("document.querySelector('.paper').innerText")


def test_what_is_typed_is_printed(shown: Browser, sites: dict[str, str]) -> None:
    shown.open(sites["lindehof"] + "rug-chronisch/", 1280)
    shown.run("document.querySelector('.diary textarea').value = 'veertig'")
    printed = shown("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]
    import base64

    from printed import Printed

    pages = Printed(base64.b64decode(printed))
    assert "veertig" in pages.text
    assert "Chronische lage rugklachten" in pages.text
    assert 2 <= len(pages.pages) <= 10


def test_letters_are_as_large_as_the_reader_wants(shown: Browser, sites: dict[str, str]) -> None:
    shown.open(sites["lindehof"] + "rug-chronisch/", 640)
    size = "parseFloat(getComputedStyle(document.querySelector('.text p')).fontSize)"
    before = shown.run(size)
    # Chromium's own settings cannot be reached; a root of twice the size is what they make.
    after = shown.run(f"(document.styleSheets[1].insertRule('html {{ font-size: 200% }}'), {size})")
    assert after == pytest.approx(2 * before)
    assert shown.run("document.documentElement.scrollWidth") <= 640


# --- whoever means harm -------------------------------------------------------------------


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.whole)])
def test_whatever_is_put_into_a_house_its_site_asks_nobody_and_runs_nothing(
    every: int, shown: Browser, canary: Any, tmp_path: Path
) -> None:
    """Of practices, brands and logos, which have a site each, some; in the whole run all."""
    texts = [key for key in ENTRIES if key.startswith(("text/", "head/", "name/", "picture/"))]
    house = lay_out(tmp_path, {*texts, *sorted({*ENTRIES} - {*texts})[::every]}, canary)
    ran = invoke("--root", str(house), "site")
    assert ran.code == 1, ran.errors
    assert "Traceback" not in "".join(ran.errors)
    folder = house / "output/site"
    pages = sorted({path.parent for path in (folder / "molen").rglob("*.html")})
    assert len(pages) > 20
    others = [path.parent for path in folder.glob("*/index.html") if path.parent.name != "molen"]
    with served(folder) as address:
        shown.asked_for.clear()
        for page in (*pages, *others):
            shown.open(f"{address}{page.relative_to(folder).as_posix()}/", 800)
            scripts = shown.run("[...document.scripts].map(each => each.src)")
            assert [each for each in scripts if not each.endswith("/files/search.js")] == []
            assert shown.run("document.querySelectorAll('[style], style').length") == 0
        assert [each for each in shown.asked_for if not each.startswith(address)] == []
    assert canary.asked == []
    for drawing in folder.rglob("*.svg"):
        text = drawing.read_text("utf-8", "replace").lower()
        assert "<script" not in text and "javascript:" not in text and "foreignobject" not in text
