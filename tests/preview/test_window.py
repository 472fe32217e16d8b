"""The writer's window: a save changes the page, a mistake does not take the last good one away."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, browser, fetch_axe
from conftest import HOUSE, invoke
from windows import Window, window

pytestmark = pytest.mark.slow

VIEW = "molen/nl/slapen/a4"
CLICK = """{
    const block = [...told.views.values()][0].blocks.find(each => each[1] === 1);
    const frame = document.querySelector(".page").getBoundingClientRect();
    document.querySelector(".page").dispatchEvent(new MouseEvent("click", {
        bubbles: true,
        clientX: frame.left + (block[2] + block[4] / 2) * frame.width,
        clientY: frame.top + (block[3] + block[5] / 2) * frame.height,
    }));
}"""
"""A click on the first block of the first page that knows where it was written."""
LEAFLET = "sources/leaflets/nl/slapen.md"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(HOUSE, tmp_path_factory.mktemp("window") / "house")


@pytest.fixture(scope="module")
def opened(root: Path) -> Iterator[Window]:
    with window(root, "slapen", "--practice", "molen") as opened:
        opened.look(VIEW)
        opened.told("view")
        opened.told("idle")
        yield opened


@pytest.fixture
def text() -> str:
    """The leaflet's text as it is in the house that was copied."""
    return (HOUSE / LEAFLET).read_text(encoding="utf-8")


def save(root: Path, text: str) -> None:
    (root / LEAFLET).write_text(text, encoding="utf-8")


def test_a_save_changes_the_page_and_its_file_is_that_of_build(
    opened: Window, root: Path, text: str
) -> None:
    save(root, text.replace("Overdag bewegen", "Overdag wandelen"))
    words = opened.told("words")
    view = opened.told("view")
    opened.told("idle")
    assert not view.get("old")
    checked = invoke("--root", str(root), "check", "slapen", "--words-only", "--all").errors
    said = {f"{each['path']}:{each['line']}" for each in words["findings"]}
    of_it = [line.partition(" ")[0].rstrip(":") for line in checked if line.startswith(LEAFLET)]
    assert {place for place in said if place.startswith(LEAFLET)} == {*of_it} != set()
    pictures = [opened.get(f"page/{page['id']}.jpg") for page in view["pages"]]
    assert all(code == 200 and body[:3] == b"\xff\xd8\xff" for code, body, _ in pictures)
    code, pdf, _ = opened.get(f"file?view={VIEW}")
    assert code == 200
    assert invoke("--root", str(root), "build", "slapen", "--practice", "molen").code == 0
    assert pdf == (root / "output" / "molen/nl/slapen.a4.pdf").read_bytes()


def test_each_block_of_the_page_knows_its_line(opened: Window, root: Path, text: str) -> None:
    save(root, f"{text}\n\nEen allerlaatste zin.\n")
    view = opened.told("view")
    opened.told("idle")
    line = f"{LEAFLET}:{len(text.splitlines()) + 3}"
    [*_, last] = [block for block in view["blocks"] if block[0] == line]
    assert 1 <= last[1] <= len(view["pages"])
    assert all(0 <= part <= 1.01 for part in last[2:])


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [("Overdag", "!!! onzin\n    Overdag", 27), ("published:", "publised:", 1)],
    ids=["text", "head"],
)
def test_the_last_good_page_stays_under_a_mistake_that_is_named(
    before: str, after: str, line: int, opened: Window, root: Path, text: str
) -> None:
    save(root, text.replace(before, after, 1))
    words, bad = opened.told("words"), opened.told("view")
    opened.told("idle")
    assert opened.get("")[0] == 200  # the window itself goes on answering
    assert bad["old"] and bad["pages"]
    errors = [each for each in words["findings"] if each["severity"] == "error"]
    assert errors[0]["path"] == LEAFLET and errors[0]["line"] >= line
    assert opened.get(f"page/{bad['pages'][0]['id']}.jpg")[0] == 200
    save(root, text)
    assert not opened.told("view").get("old")
    opened.told("idle")


def test_a_burst_of_saves_is_at_most_two_builds_and_shows_the_last(
    opened: Window, root: Path, text: str
) -> None:
    save(root, text)
    before, wanted = opened.settled()
    for number in range(50):
        save(root, f"{text}\n\n{'Zin. ' * (number + 1)}\n")
    save(root, f"{text}\n\nHet einde.\n")
    after, shown = opened.settled()
    assert 1 <= after - before <= 2
    assert shown != wanted
    save(root, text)
    assert opened.settled()[1] == wanted


def test_a_leaflet_that_kills_its_process_costs_nobody_else(
    opened: Window, root: Path, text: str
) -> None:
    os.kill(opened.renderer(), signal.SIGKILL)
    save(root, f"{text}\n\nDaarna nog een zin.\n")
    view = opened.told("view")
    opened.told("idle")
    assert view["pages"] and not view.get("old")


def test_no_other_site_can_read_it(opened: Window) -> None:
    code, _, headers = opened.get("")
    assert code == 200
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert opened.get("", Host="evil.example:8760")[0] == 421
    assert opened.get("page/..%2f..%2fetc.jpg")[0] == 404
    assert opened.get("file?view=molen/nl/../a4")[0] == 404
    assert opened.get("?view=nobody/nl/slapen/a4")[0] == 200


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, str]]:
    axe = fetch_axe(tmp_path_factory.mktemp("axe"))
    with browser() as started:
        yield started, axe


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_axe_has_nothing_to_say_of_the_window(
    opened: Window, judge: tuple[Browser, str], width: int, scheme: str
) -> None:
    shown, axe = judge
    shown.open(f"{opened.address}?view={VIEW}", width, scheme=scheme)
    wait_for(shown, "document.querySelectorAll('.page img[src]').length > 0")
    shown.run(axe)
    assert shown.run("axe.run().then(said => said.violations.map(each => each.id))") == []
    assert shown.run("document.documentElement.scrollWidth") <= width


def test_a_click_says_where_a_text_is_written_and_a_save_leaves_the_scroll(
    opened: Window, judge: tuple[Browser, str], root: Path, text: str
) -> None:
    shown, _ = judge
    shown.open(f"{opened.address}?view={VIEW}", 1280)
    wait_for(shown, "document.querySelectorAll('.page img[src]').length > 0")
    shown.run("document.querySelector('section').scrollTop = 300")
    shown.run(CLICK)
    where = shown.run("document.getElementById('where').textContent")
    assert str(where).startswith(f"{LEAFLET}:")
    top = shown.run("document.querySelector('section').scrollTop")
    before = shown.run("document.querySelector('section').dataset.shown")
    save(root, f"{text}\n\nNog een zin onderaan.\n")
    wait_for(shown, f"document.querySelector('section').dataset.shown !== '{before}'")
    assert shown.run("document.querySelector('section').scrollTop") == top


def wait_for(shown: Browser, condition: str) -> None:
    end = time.monotonic() + 60
    while not shown.run(condition):
        assert time.monotonic() < end, condition
        time.sleep(0.1)
