"""What is stale is given up, and nothing stale is shown for what is newer."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, cast
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest

from press.model import Finding, Origin
from press.preview.apart import STOP, apart, heard
from press.preview.changes import watch
from press.preview.records import Choices, News, Order, Picture, Shown, View
from press.preview.renderer import Renderer
from press.preview.window import Window
from press.render.alike import AsItCame

VIEW = View("molen", "nl", "slapen", "a4")
NOTHING = Choices((), (), ())
WRONG = Finding("P012", "error", "too long", Origin("sources/leaflets/nl/slapen.md", 1))


@pytest.fixture
def asked() -> Iterator[tuple[int, int]]:
    """Where orders come from, and where they are given."""
    ends = os.pipe()
    yield ends
    for each in ends:
        os.close(each)


def test_work_apart_gives_all_that_comes_of_it_and_leaves_nothing_behind(
    asked: tuple[int, int],
) -> None:
    met: list[int] = []

    def work() -> Iterator[int]:
        for number in range(3):
            met.append(number)
            yield number

    assert (list(apart(work, asked[0])), met) == ([0, 1, 2], [])


def test_work_apart_is_ended_once_something_is_asked(asked: tuple[int, int]) -> None:
    def endless() -> Iterator[int]:
        yield os.getpid()
        while True:
            pass

    answers = apart(endless, asked[0])
    child = next(answers)
    os.write(asked[1], STOP)
    assert list(answers) == []
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    assert heard(asked[0]) == b""


def test_work_apart_that_dies_is_told(asked: tuple[int, int]) -> None:
    def dies() -> Iterator[int]:
        yield 1
        os._exit(3)

    answers = apart(dies, asked[0])
    assert next(answers) == 1
    with pytest.raises(ChildProcessError):
        next(answers)


def told(news: list[News]) -> tuple[list[dict[str, Any]], Window]:
    """What a window tells of a view of which the renderer says this."""

    class Says:
        async def ask(self, _: Order) -> AsyncIterator[News]:
            for each in news:
                yield each

    async def look() -> list[dict[str, Any]]:
        with window.looking((VIEW,)) as events:
            await window._make((VIEW,))
            window.stop()
            return [json.loads(each.partition("data: ")[2]) async for each in events]

    window = Window(cast("Renderer[Order, News]", Says()))
    return [each for each in asyncio.run(look()) if each["kind"] == "view"], window


def page(name: str) -> tuple[Picture, ...]:
    return (Picture(name.encode(), 10, 10),)


def test_what_is_found_on_pages_stands_until_the_whole_says_it_anew() -> None:
    soft = Finding("P044", "warning", "left as they fall", Origin("layouts/a4/layout.html", 1))
    views, _ = told(
        [
            Shown(VIEW, page("one"), (), (soft,)),
            Shown(VIEW, page("two"), (), (), first=True),
            Shown(VIEW, page("three"), (), ()),
        ]
    )
    assert [[each["code"] for each in view["findings"]] for view in views] == [["P044"]] * 2 + [[]]
    assert [view["first"] for view in views] == [False, True, False]


def test_under_a_mistake_stand_the_last_pages_that_were_whole() -> None:
    views, window = told(
        [
            Shown(VIEW, page("good"), (), ()),
            Shown(VIEW, page("look"), (), (), first=True),
            Shown(VIEW, (), (), (WRONG,)),
        ]
    )
    assert views[2]["old"] and views[2]["pages"] == views[0]["pages"] != views[1]["pages"]
    assert window.picture(views[0]["pages"][0]["id"]) == b"good"
    assert window.picture(views[1]["pages"][0]["id"]) is None


@pytest.mark.parametrize(("saved", "stops"), [("before", 1), ("behind", 1), ("", 0)])
def test_a_save_stops_what_is_made_once_there_was_a_look(saved: str, stops: int) -> None:
    stopped: list[int] = []

    class Says:
        async def ask(self, _: Order) -> AsyncIterator[News]:
            for each in ("before", "behind"):
                if saved == each:
                    window.changed()
                yield NOTHING if each == "before" else Shown(VIEW, (), (), ())

        def stop(self) -> None:
            stopped.append(1)

    window = Window(cast("Renderer[Order, News]", Says()))
    asyncio.run(window._make((VIEW,)))
    window.changed()
    assert len(stopped) == stops


TREE = "<body><h2 data-line='a:1'>Een</h2><p>Twee</p><p>Drie</p><p>Vier</p></body>"


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (TREE, "<h2>Een</h2><p>Twee</p><hr /><p style='x'>Drie</p><p>Vier</p>"),
        (
            TREE.replace("Twee", "Twee,").replace("a:1", "a:2"),
            "<h2>Een</h2><p>Twee,</p><hr /><p style='x'>Drie</p><p>Vier</p>",
        ),
        (
            TREE.replace("<p>Twee", "<p>En</p><p>Twee"),
            "<h2>Een</h2><p>En</p><p>Twee</p><hr /><p style='x'>Drie</p><p>Vier</p>",
        ),
        (TREE.replace("<p>Drie</p>", ""), "<h2>Een</h2><p>Twee</p><p>Vier</p>"),
    ],
    ids=["the same", "another word on another line", "more", "less"],
)
def test_what_was_settled_for_a_tree_is_written_where_the_same_elements_stand(
    now: str, then: str
) -> None:
    root = fromstring(TREE)
    came = AsItCame.of(root)
    root[2].set("style", "x")
    root.insert(2, Element("hr"))
    later = fromstring(now)
    came.settled(1).write(later)
    later[0].attrib.pop("data-line")
    assert "".join(tostring(each, "unicode") for each in later) == then.replace("'", '"')


def test_a_folder_that_is_made_later_is_watched_and_so_is_what_is_in_it(tmp_path: Path) -> None:
    async def told_of() -> list[bool]:
        (tmp_path / "sources").mkdir()
        stop, changed = asyncio.Event(), asyncio.Event()
        names = ("sources", "layouts", "fonts")
        watching = asyncio.create_task(watch(tmp_path, names, (), changed.set, stop))
        heard: list[bool] = []
        for path in ("sources/a.md", "layouts/mine/layout.css", "layouts/mine/layout.css"):
            await asyncio.sleep(0.3)
            changed.clear()
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(str(len(heard)), encoding="utf-8")
            async with asyncio.timeout(20):
                heard.append(await changed.wait())
        stop.set()
        await watching
        return heard

    assert asyncio.run(told_of()) == [True] * 3
