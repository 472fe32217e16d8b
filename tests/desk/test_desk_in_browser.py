"""The desk in Chromium: on whatever screen, by keys and by mouse, without scripts."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser
from conftest import ROOT
from desks import opened_desk

pytestmark = pytest.mark.slow

SLAPEN = "item=nl/slapen.a4"
VIEWS = {
    "practices": "/",
    "find": "/brug/?q=slapen",
    "nothing": "/brug/?q=xyzzyq",
    "chosen": f"/brug/?q=wandelen&{SLAPEN}",
    "look": f"/brug/look?{SLAPEN}&item=nl/wandelen.a4",
    "exercises": "/brug/exercises",
    "doubt": "/brug/doubt",
    "login": "/login",
    "missing": "/brug/look?item=nl/x.a4",
}
_AXE = (
    "axe.run({resultTypes: ['violations']}).then(judged => judged.violations"
    ".map(rule => [rule.id, rule.nodes.map(node => node.html)]))"
)


@pytest.fixture(scope="module")
def house(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seen") / "house"
    shutil.copytree(built, folder, symlinks=True)
    shutil.copytree(ROOT / "sources/exercises", folder / "sources/exercises")
    shutil.copytree(ROOT / "sources/images", folder / "sources/images", dirs_exist_ok=True)
    with (folder / "sources/house.yaml").open("a") as file:
        file.write("mail: {host: 127.0.0.1, port: 1, from: folders@zorggroep.example}\n")
    text = folder / "sources/leaflets/nl/wandelen.md"
    old = text.read_text()
    text.write_text(re.sub("review_due: .*", "review_due: 2026-03-01", old, count=1))
    return folder


@pytest.fixture(scope="module")
def address(house: Path) -> Iterator[str]:
    with opened_desk(house) as opened:
        yield opened.rstrip("/")


def judge(shown: Browser, axe: str, address: str, view: str, width: int, scheme: str) -> None:
    """Nothing that axe finds, nothing off the screen, nothing asked of anybody else."""
    shown.asked_for.clear()
    shown.open(address + VIEWS[view], width, scheme=scheme)
    shown.run(f"{axe}; 0")
    assert shown.run(_AXE) == []
    assert shown.run("document.documentElement.scrollWidth") <= width
    assert [each for each in shown.asked_for if not each.startswith(address)] == []
    if folder := os.environ.get("DESK_PICTURES"):
        Path(folder, f"{view}-{width}-{scheme}.png").write_bytes(shown.picture(4000))


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_on_a_telephone_in_the_dark(
    shown: Browser, axe: str, address: str, view: str
) -> None:
    judge(shown, axe, address, view, 320, "dark")


@pytest.mark.whole
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 640, 1280])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_on_any_screen(
    shown: Browser, axe: str, address: str, view: str, width: int, scheme: str
) -> None:
    judge(shown, axe, address, view, width, scheme)


def wait_for(shown: Browser, what: str) -> None:
    """Until a script says true: a page has come."""
    end = time.monotonic() + 20
    while not shown.run(f"document.readyState === 'complete' && !!({what})"):
        assert time.monotonic() < end, shown.run("location.href + document.body.innerText")
        time.sleep(0.02)


def act(shown: Browser, selector: str, how: str) -> None:
    """Use what a selector names: a click of the mouse, or Tab as often as needed and Enter."""
    if how == "mouse":
        shown.run(f"document.querySelector({selector!r}).scrollIntoView({{block: 'center'}})")
        box = shown.run(
            f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])"
            f"(document.querySelector({selector!r}).getBoundingClientRect())"
        )
        for kind in ("mousePressed", "mouseReleased"):
            given = {"type": kind, "x": box[0], "y": box[1], "button": "left", "clickCount": 1}
            shown("Input.dispatchMouseEvent", **given)
        return
    for _ in range(40):
        if shown.run(f"document.activeElement.matches({selector!r})"):
            break
        shown.press("Tab")
    assert shown.run(f"document.activeElement.matches({selector!r})"), selector
    assert shown.run("getComputedStyle(document.activeElement).outlineStyle") != "none"


@pytest.mark.parametrize(("how", "scripts"), [("keys", False), ("mouse", True)])
def test_three_acts_take_less_than_ten_seconds(
    shown: Browser, address: str, how: str, scripts: bool
) -> None:
    """Find, look, send; then find, look, open. The page is ready to be typed into."""
    shown("Emulation.setScriptExecutionDisabled", value=not scripts)
    try:
        for button in ("[name=address]", "form[action$='slapen.a4.pdf'] button"):
            shown.open(f"{address}/brug/", 1280)
            start = time.monotonic()
            wait_for(shown, "document.activeElement.id === 'q'")
            shown("Input.insertText", text="slapne")
            if how == "mouse":
                act(shown, "form.find button", how)
            else:
                shown.press("Enter")
            wait_for(shown, "location.search.includes('slapne')")
            act(shown, ".what a[href$='slapen.a4']", how)
            if how == "keys":
                shown.press("Enter")
            wait_for(shown, "document.querySelector('.acts')")
            act(shown, button, how)
            if "address" in button:
                shown("Input.insertText", text="anna@voorbeeld.example")
                if how == "mouse":
                    act(shown, "form[action$=mail] button", how)
                else:
                    shown.press("Enter")
                wait_for(shown, "location.pathname.startsWith('/brug/mail/')")
                assert "anna" not in shown.run("location.href + document.body.innerText")
            else:
                if how == "keys":
                    shown.press("Enter")
                wait_for(shown, "location.pathname.endsWith('.pdf')")
            assert time.monotonic() - start < 10
    finally:
        shown("Emulation.setScriptExecutionDisabled", value=False)


def test_nothing_of_an_address_is_behind_the_back_button(shown: Browser, address: str) -> None:
    shown.open(f"{address}/brug/look?{SLAPEN}", 800)
    shown.run("document.querySelector('#address').value = 'anna@voorbeeld.example'")
    shown.run("document.querySelector('form[action$=mail]').submit()")
    wait_for(shown, "location.pathname.startsWith('/brug/mail/')")
    shown.run("history.back()")
    wait_for(shown, "location.pathname === '/brug/look'")
    assert shown.run("document.querySelector('#address').value") == ""
    entries = shown("Page.getNavigationHistory")["entries"]
    assert not any("anna" in str(each) for each in entries)
