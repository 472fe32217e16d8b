"""The house report's tables of what is owed, and of what practices have of each leaflet."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from conftest import HOUSE, project_of
from lxml import html

from press import build
from press.governance.issued import Event, IssuedFile, current_on, news
from press.governance.owing import Owed, owed, reviews
from press.report import Check, as_json, page

TODAY = date(2026, 11, 22)
PROJECT = project_of(HOUSE)


def event(day: int, what: Any, practice: str = "", version: str = "", **more: Any) -> Event:
    """Something that happened to nl/slapen on a day of March."""
    files = (IssuedFile(path="x", leaflet="nl/slapen", version=version, sha256="0"),)
    given = {"files": files} if what == "delivered" else {"leaflet": "nl/slapen"}
    return Event(
        on=date(2026, 3, day), what=what, practice=practice, version=version, **given, **more
    )


EVENTS = (
    event(1, "published", version="1.1"),
    event(2, "delivered", "brug", "1.1"),
    event(3, "published", version="1.2"),
    event(4, "delivered", "molen", "1.2"),
)


def check(*events: Event, **given: Any) -> Check:
    return Check(TODAY, (), (), 0, 0, 0, current=tuple(current_on(events, TODAY)), **given)


def rows(made: Check, section: str) -> list[list[str]]:
    """The cells of a section's tables, row by row."""
    tree: Any = html.document_fromstring(page(made))
    found = tree.xpath(f"//section[@id='{section}']//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def test_the_report_shows_what_each_practice_last_received() -> None:
    mailed = {("brug", "nl/slapen"): {"1.1": 12, "1.2": 3}, ("els", "nl/slapen"): {"1.2": 1}}
    made = check(*EVENTS, mailed=mailed)
    assert rows(made, "versions") == [
        ["brug", "1.1, older", "2 Mar 2026", "12 of 1.1, 3 of 1.2", "–"],
        ["els", "nothing", "–", "1 of 1.2", "–"],
        ["molen", "1.2", "4 Mar 2026", "–", "–"],
    ]
    text = " ".join(page(made).split())
    assert "version 1.2 is current. 3 practices had it, 1 of them not the current version." in text
    assert "Mailed: 12 of 1.1, 4 of 1.2." in text
    (told,) = json.loads(as_json(made))["given_out"]
    assert (told["current"], [each["received"] for each in told["practices"]]) == (
        "1.2",
        ["1.1", None, "1.2"],
    )


def test_what_was_taken_back_is_shown_as_such_wherever_it_still_is() -> None:
    made = check(*EVENTS, event(5, "withdrawn", why="x"))
    assert [row[1] for row in rows(made, "versions")] == ["1.1, withdrawn", "1.2, withdrawn"]


def test_a_later_delivery_without_a_leaflet_takes_nothing_back() -> None:
    other = IssuedFile(path="y", leaflet="nl/wandelen", version="1.0", sha256="0")
    later = Event(on=date(2026, 3, 9), what="delivered", practice="molen", files=(other,))
    found = {each.leaflet: each for each in current_on([*EVENTS, later], TODAY)}
    assert [event.practice for event, _ in found["nl/slapen"].delivered] == ["brug", "molen"]


def test_a_record_names_only_the_files_that_a_practice_does_not_have() -> None:
    had, new = EVENTS[1].files[0], EVENTS[3].files[0]
    assert news(EVENTS, "brug", [had, new]) == (new,)
    assert news(EVENTS, "els", [had]) == (had,)
    again = (*EVENTS, event(5, "withdrawn", why="x"), event(6, "published", version="1.1"))
    assert news(again, "brug", [had]) == (had,), "it was to be thrown away"


@pytest.mark.parametrize(
    ("ahead", "owner", "says"),
    [
        (91, "clinician", []),
        (90, "clinician", [("clinician", "in 3 months")]),
        (-1, "clinician", [("clinician", "1 day ago")]),
        (10, None, [("clinician", "in 10 days"), ("editor", "in 10 days")]),
    ],
)
@pytest.mark.slow
def test_the_report_shows_who_owes_a_review(
    ahead: int, owner: str | None, says: list[tuple[str, str]]
) -> None:
    owners = {"clinician": "a@zorg.example", "editor": "b@zorg.example"}
    house = build.load(HOUSE).house.__class__(HOUSE, (), (), owners=owners)
    leaflet = PROJECT.library.content.leaflet("slapen", "nl")
    assert leaflet
    due = TODAY + timedelta(days=ahead)
    leaflet = leaflet.model_copy(update={"owner": owner, "review_due": due})
    made = check(owed=tuple(owed(reviews(house, [leaflet], ()), [leaflet], {}, TODAY)))
    assert [(who, what.partition(", ")[2]) for _, who, what, _ in rows(made, "owed")] == says


def test_the_report_shows_who_owes_a_signature_and_what_nobody_owns() -> None:
    leaflets = PROJECT.library.content.leaflets
    unsigned = {leaflets[0].origin: ("clinician",)}
    due = [each for each in reviews(PROJECT.house, leaflets, ()) if each.name == "nl/slapen"]
    found = owed(due, leaflets, unsigned, date(2028, 2, 1))
    name = f"{leaflets[0].language}/{leaflets[0].slug}"
    assert [(each.role, each.name, bool(each.due)) for each in found] == [
        ("", "nl/slapen", True),
        ("clinician", name, False),
    ]
    made = check(owed=(Owed("", "nl/slapen", "Beter <slapen>", "nl", "1.2", TODAY),))
    assert rows(made, "owed")[0][:2] == ["Beter <slapen> nl/slapen", "nobody is named"]
