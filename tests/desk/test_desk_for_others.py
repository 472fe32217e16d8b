"""A desk for a whole building, and for programs: who comes in, who does not, what it endures."""

from __future__ import annotations

import json
import re
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from conftest import ROOT
from desks import Visitor, on_disk, opened_desk

from press.desk.accounts import Accounts

pytestmark = pytest.mark.slow

PASSWORD, OTHER = "vier woorden op rij", "heel andere woorden"
NAME = "Mevrouw Zwaluwstaart-Özdemir"
ICPC = "2.16.840.1.113883.2.4.4.31.1"


@pytest.fixture(scope="module")
def house(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("others") / "house"
    shutil.copytree(built, folder, symlinks=True)
    shutil.copytree(ROOT / "sources/exercises", folder / "sources/exercises")
    shutil.copytree(ROOT / "sources/images", folder / "sources/images", dirs_exist_ok=True)
    text = folder / "sources/leaflets/nl/wandelen.md"
    text.write_text(text.read_text().replace("authors:", "codes: {ICPC: L86}\nauthors:", 1))
    accounts = Accounts(folder)
    accounts.set_password("brug", PASSWORD)
    accounts.set_password("molen", OTHER)
    return folder


@pytest.fixture(scope="module")
def key(house: Path) -> str:
    return Accounts(house).new_key("brug")


@pytest.fixture(scope="module")
def address(house: Path, key: str) -> Iterator[str]:
    with opened_desk(house, "--login") as opened:
        yield opened


@pytest.fixture
def desk(address: str) -> Visitor:
    """Somebody of De Brug, signed in."""
    visitor = Visitor(address)
    assert sign_in(visitor, "brug", PASSWORD).address.endswith("/brug/")
    return visitor


@pytest.fixture
def program(address: str, key: str) -> Visitor:
    return Visitor(address, Authorization=f"Bearer {key}")


def sign_in(visitor: Visitor, practice: str, password: str) -> Any:
    return visitor.post("/login", [("practice", practice), ("password", password)])


def test_who_has_not_signed_in_sees_the_page_for_that_and_nothing_else(address: str) -> None:
    for path in ("/", "/brug/", "/molen/", "/nergens/", "/brug/file/nl/slapen.a4.pdf"):
        answer = Visitor(address).get(path)
        assert answer.address.endswith("/login") and "Sign in" in answer.text


def test_everything_of_another_practice_is_not_there(desk: Visitor) -> None:
    leaflets = ("nl/slapen", "nl/wandelen", "en/sleeping", "nl/x", "nl/booklets/x")
    layouts = ("a4", "a4-large-print", "trifold", "a5-booklet", "x", "epub")
    items = [f"{leaflet}.{layout}" for leaflet in leaflets for layout in layouts]
    paths = [f"/molen/file/{item}.pdf" for item in items]
    paths += [f"/molen/picture/{item}.webp" for item in items]
    paths += [f"/molen/look?item={item}" for item in items]
    paths += ["/molen/", "/molen/exercises", "/molen/doubt", "/molen/code", "/molen/mail/x@y"]
    paths += [f"/molen/drawing/nl/{slug}.svg" for slug in ("bridge", "walking", "x")]
    assert len(paths) >= 98
    assert {desk.get(path).code for path in paths} == {404}
    assert desk.post("/molen/exercises", [("exercise", "bridge")]).code == 404
    assert desk.get("/brug/file/nl/slapen.a4.pdf").code == 200


def test_a_password_that_is_changed_ends_sessions_and_so_does_signing_out(
    desk: Visitor, address: str, house: Path
) -> None:
    second = Visitor(address)
    sign_in(second, "molen", OTHER)
    assert second.get("/molen/").address.endswith("/molen/")
    Accounts(house).set_password("molen", OTHER)
    assert second.get("/molen/").address.endswith("/login")
    desk.post("/logout", [])
    assert desk.get("/brug/").address.endswith("/login")


def test_what_is_typed_to_sign_in_is_written_nowhere(house: Path, desk: Visitor) -> None:
    assert on_disk(house, PASSWORD, OTHER) == []
    cookie = next(iter(desk.cookies))
    assert cookie.has_nonstandard_attr("httponly") or "HttpOnly" in str(cookie.__dict__)
    assert (house / "desk/accounts.json").stat().st_mode & 0o77 == 0
    assert (house / "desk/secret").stat().st_mode & 0o77 == 0


# --- programs ---


def asked(program: Visitor, path: str, **parameters: str) -> Any:
    answer = program.get(f"{path}?{urlencode(parameters)}")
    assert answer.code == 200, answer.text
    return json.loads(answer.content)


def test_a_key_lets_a_program_list_search_and_take_files(program: Visitor, house: Path) -> None:
    rows = asked(program, "/api/leaflets", q="slapne", language="nl")["leaflets"]
    assert [row["name"] for row in rows] == ["nl/slapen"]
    assert rows[0]["layouts"] == ["a4"] and rows[0]["state"] == "current"
    file = program.get("/api/files/nl/slapen/a4.pdf")
    assert file.content == (house / "output/brug/nl/slapen.a4.pdf").read_bytes()
    for path in ("nl/slapen/x.pdf", "nl/%0Aslapen/a4.pdf", "x"):
        missing = program.get(f"/api/files/{path}")
        assert (missing.code, json.loads(missing.content)) == (404, {"error": "not there"})


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic x", "bearer leaflet_x"])
def test_without_a_key_a_program_gets_nothing(address: str, header: str) -> None:
    visitor = Visitor(address, Authorization=header)
    for path in ("leaflets", "files/nl/slapen/a4.pdf", "infobutton"):
        assert visitor.get(f"/api/{path}").code == 401
    assert visitor.get("/api/openapi.json").code == 200


def test_a_code_is_answered_with_its_leaflets_and_never_by_a_guess(program: Visitor) -> None:
    def leaflets(code: str, system: str = ICPC, language: str = "nl") -> list[tuple[str, str]]:
        rows = asked(
            program,
            "/api/infobutton",
            **{
                "mainSearchCriteria.v.c": code,
                "mainSearchCriteria.v.cs": system,
                "informationRecipient.languageCode.c": language,
            },
        )
        return [(row["name"], row["code"]) for row in rows["leaflets"]]

    assert leaflets("L86") == leaflets("L86.01") == [("nl/wandelen", "L86")]
    assert leaflets("L8") == leaflets("L86", "1.2.3") == leaflets("L86", language="en") == []


def test_the_name_on_a_sheet_goes_on_the_paper_and_nowhere_else(
    desk: Visitor, program: Visitor, house: Path
) -> None:
    from printed import Printed

    form = [("language", "nl"), ("exercise", "bridge"), ("exercise", "walking")]
    form += [("sets-bridge", "3"), ("times-bridge", "12"), ("times-walking", "x"), ("name", NAME)]
    sheet = desk.post("/brug/exercises", form)
    wanted = {"language": "nl", "name": NAME, "exercises": [{"slug": "bridge", "sets": 3}]}
    other = program.get("/api/exercise-sheet", json.dumps(wanted).encode())
    for made in (sheet, other):
        assert made.headers["Content-Type"] == "application/pdf"
        assert "Zwaluwstaart" not in str(made.headers) + made.address
        assert NAME in Printed(made.content).text.replace("\n", " ")
    assert "Per dag 12 keer" in " ".join(Printed(sheet.content).text.split())
    assert on_disk(house.parent, "Zwaluwstaart", NAME) == []
    assert "exercise-sheet" in (house / "archive/handed-out.jsonl").read_text()


def test_exercises_come_in_the_order_that_was_chosen_without_a_script(desk: Visitor) -> None:
    from printed import Printed

    form = [("language", "nl"), *(("exercise", each) for each in ("bridge", "walking"))]
    form += [("sets-bridge", "3"), ("name", NAME)]
    titles = ["De brug", "Wandelen"]

    def ticked(page: str) -> list[str]:
        return re.findall(r'name="exercise" value="(\S+)" id="\S+" checked', page)

    first = desk.post("/brug/exercises", [*form, ("order", "1")]).text
    assert ticked(first) == ["bridge", "walking"]
    moved = desk.post("/brug/exercises", [*form, ("down", "bridge")]).text
    assert ticked(moved) == ["walking", "bridge"]
    assert 'name="sets-bridge" value="3"' in moved and f'value="{NAME}"' in moved
    assert desk.post("/brug/exercises", [*form, ("up", "x")]).text.count(" checked") == 2
    again = [("exercise", each) for each in ticked(moved)]
    sheet = desk.post("/brug/exercises", [("language", "nl"), *again])
    text = Printed(sheet.content).text
    assert sorted(titles, key=text.index) == titles[::-1]


# --- what it endures ---


def test_two_hundred_that_say_little_and_stay_keep_nobody_waiting(
    desk: Visitor, address: str
) -> None:
    place = urlsplit(address)
    with ExitStack() as stack:
        slow = []
        for number in range(200):
            connection = socket.create_connection((place.hostname or "", place.port or 0))
            stack.enter_context(connection)
            connection.sendall(b"GET /brug/ HTTP/1.1\r\nHost: x\r\nX-A: " + b"b" * (number % 40))
            slow.append(connection)
        start = time.monotonic()
        assert desk.get("/brug/?q=slapen").code == 200
        assert time.monotonic() - start < 5


def test_who_tries_passwords_has_to_wait_and_so_has_a_right_one(
    address: str, desk: Visitor
) -> None:
    """The last test: from then on nobody comes in from this machine for a while."""
    visitor = Visitor(address)
    codes = [sign_in(visitor, "nobody", f"wrong {number}").code for number in range(6)]
    assert codes == [403] * 5 + [429]
    late = sign_in(visitor, "brug", PASSWORD)
    assert late.code == 429 and int(late.headers["Retry-After"]) > 60
    assert desk.get("/brug/").code == 200  # who is in stays in
