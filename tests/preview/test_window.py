"""The writer's window: a save changes the page, a mistake does not take the last good one away."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import cast

import pytest
from browser import Browser
from conftest import HOUSE, ROOT, invoke
from windows import Window, window

from press.preview import window as made
from press.preview.records import News, Order, View, Words
from press.preview.renderer import Renderer

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
CLICK_ON = """{
    const parts = [...document.querySelector("iframe").contentDocument.querySelectorAll("main *")];
    const last = parts.filter(each => each.textContent.includes("SAID")).at(-1);
    last.dispatchEvent(new MouseEvent("click", { bubbles: true }));
}"""
LEAFLET = "sources/leaflets/nl/slapen.md"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = shutil.copytree(HOUSE, tmp_path_factory.mktemp("window") / "house")
    for name in ("a4", "web"):
        shutil.copytree(ROOT / "layouts" / name, root / "layouts" / name)
    return root


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


def test_after_a_burst_of_saves_the_last_is_shown(opened: Window, root: Path, text: str) -> None:
    end = f"{text}\n\n## Het einde\n\nDag.\n"
    line = f"{LEAFLET}:{len(text.splitlines()) + 3}"
    save(root, end)
    wanted = opened.until(lambda view: line in [block[0] for block in view["blocks"]])["pages"]
    for number in range(50):
        save(root, f"{text}\n\n{'Zin. ' * (number + 1)}\n")
    opened.until(lambda view: view["pages"] != wanted)
    save(root, end)
    opened.until(lambda view: view["pages"] == wanted)


def test_saves_while_pages_are_made_come_to_one_build_more() -> None:
    """Of any number of saves: the one that is at work knows of none of them."""
    asked: list[Order] = []

    class Held:
        """Says nothing of an order until it may."""

        may = asyncio.Event()

        async def ask(self, order: Order) -> AsyncIterator[News]:
            asked.append(order)
            await self.may.wait()
            yield Words(())

    async def burst() -> int:
        shown = made.Window(cast(Renderer[Order, News], Held()))
        with shown.looking([View("a", "nl", "b", "a4")]):
            work = asyncio.create_task(shown.run())
            while not asked:
                await asyncio.sleep(0)
            for _ in range(50):
                shown.changed()
                await asyncio.sleep(0)
            Held.may.set()
            for _ in range(1000):
                await asyncio.sleep(0)
            work.cancel()
        return shown.built

    assert asyncio.run(burst()) == len(asked) == 2


@pytest.mark.parametrize(
    ("name", "mistake", "column"),
    [("a4/layout.css", "colour: red;", 3), ("web/layout.css", "colour red;", 13)],
    ids=["paper", "web"],
)
def test_a_mistake_in_a_sheet_is_named_with_its_line_and_sign(
    name: str, mistake: str, column: int, opened: Window, root: Path
) -> None:
    path = root / "layouts" / name
    sheet = path.read_text(encoding="utf-8")
    place = (f"layouts/{name}", sheet.count("\n") + 2, column)
    looked = opened.beside()
    looked.look(VIEW.replace("a4", name.partition("/")[0]))
    looked.told("idle")
    path.write_text(f"{sheet}.text {{\n  {mistake}\n}}\n", encoding="utf-8")
    shown = looked.until(lambda view: place in [*map(_place, view["findings"])])
    assert shown["pages"] or shown["web"]
    path.write_text(sheet, encoding="utf-8")


def _place(finding: dict[str, object]) -> tuple[object, ...]:
    return finding["path"], finding["line"], finding["column"]


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


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (320, "dark"),
        *(
            pytest.param(*screen, marks=pytest.mark.whole)
            for screen in ((320, "light"), (1280, "light"), (1280, "dark"))
        ),
    ],
)
def test_axe_has_nothing_to_say_of_the_window(
    opened: Window, shown: Browser, axe: str, width: int, scheme: str
) -> None:
    web = VIEW.replace("a4", "web")
    shown.open(f"{opened.address}?view={VIEW}&view={web}", width, scheme=scheme)
    wait_for(shown, "document.querySelectorAll('[data-shown]').length === 2")
    shown.run(axe)
    assert shown.run("axe.run().then(said => said.violations.map(each => each.id))") == []
    assert shown.run("document.documentElement.scrollWidth") <= width


def test_a_click_says_where_a_text_is_written_and_a_save_leaves_the_scroll(
    opened: Window, shown: Browser, root: Path, text: str
) -> None:
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


def test_a_click_on_the_web_page_says_where_its_text_is_written(
    opened: Window, shown: Browser, root: Path, text: str
) -> None:
    save(root, text)
    shown.open(f"{opened.address}?view={VIEW.replace('a4', 'web')}", 1280)
    wait_for(shown, "document.querySelector('section').dataset.shown")
    # in bold; a heading; a line that a practice fills in
    for said in ("Sta elke dag even laat op", "Wat helpt?", "of kijk op"):
        shown.run(CLICK_ON.replace("SAID", said))
        line = 1 + next(n for n, each in enumerate(text.splitlines()) if said in each)
        where = shown.run("document.getElementById('where').textContent")
        assert str(where).partition(" ")[0] == f"{LEAFLET}:{line}"


def wait_for(shown: Browser, condition: str) -> None:
    end = time.monotonic() + 60
    while not shown.run(condition):
        assert time.monotonic() < end, condition
        time.sleep(0.1)


def test_the_web_page_is_the_page_of_the_site(opened: Window, root: Path, text: str) -> None:
    save(root, f"{text}\n\nVoor op de site.\n")
    beside = opened.beside()
    beside.look(VIEW.replace("a4", "web"))

    def page(view: dict[str, str]) -> bytes:
        return opened.get(view["web"].removeprefix("/"))[1]

    shown = beside.until(lambda view: b"Voor op de site" in page(view))
    assert invoke("--root", str(root), "build", "slapen", "--practice", "molen").code == 0
    save(root, f"{text}\n\nVoor op de site.\n\nEn ook dit.\n")
    save(root, f"{text}\n\nVoor op de site.\n")
    assert invoke("--root", str(root), "site", "--practice", "molen").code == 0
    path = shown["web"].partition("?")[0].removeprefix("/web/").partition("/")[2]
    folder = root / "output/site/molen"
    beside.until(lambda view: page(view) == (folder / path).read_bytes())
    for name in ("files/brand.css", "files/layout.css"):
        code, content, headers = opened.get(shown["web"][1:].replace(path, name).partition("?")[0])
        assert (code, content) == (200, (folder / name).read_bytes())
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "sandbox allow-same-origin" in headers["content-security-policy"]
    assert opened.get(shown["web"][1:].replace(path, "../house.yaml"))[0] == 404
