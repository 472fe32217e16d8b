"""Whoever sits at the desk: finds, looks, takes along; and gets nothing that may not go out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import HEAD
from desks import Visitor, hidden, items_of, links_of, opened_desk
from two_languages import ARABIC, DUTCH

pytestmark = pytest.mark.slow

DRAFT = HEAD.replace("title: Proef", "title: Kladblad\nstatus: draft")
OLD = HEAD.replace("title: Proef", "title: Oude wijsheid").replace("2028-01-05", "2026-02-01")
REST = HEAD.replace("title: Proef", "title: Rust")
OF_IT = 'translation_of: rust\ntranslation_of_version: "1.0"\n'
BROKEN = HEAD.replace("title: Proef", "title: Kapotte folder")


@pytest.fixture(scope="module")
def house(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small house, built; with a draft, one overdue, one taken back, and one that fails."""
    folder = tmp_path_factory.mktemp("desk") / "house"
    shutil.copytree(built, folder, symlinks=True)
    texts = folder / "sources/leaflets/nl"
    (texts / "klad.md").write_text(f"---\n{DRAFT}---\nEen klad.\n")
    (texts / "oud.md").write_text(f"---\n{OLD}---\nOud.\n")
    (texts / "kapot.md").write_text(f"---\n{BROKEN}---\n![Weg](is-er-niet.svg)\n")
    (texts / "rust.md").write_text(f"---\n{REST}---\n{DUTCH}")
    (texts.parent / "ar").mkdir()
    (texts.parent / "ar/istiraha.md").write_text(f"---\n{REST}{OF_IT}---\n{ARABIC}")
    (texts / "dosis.withdrawn.yaml").write_text("why: Fout.\non: 2026-03-01\ninstead: slapen\n")
    molen = folder / "sources/practices/molen/practice.yaml"
    molen.write_text(molen.read_text().replace("layouts: [a4]", "layouts: [a4, a4-large-print]"))
    return folder


@pytest.fixture(scope="module")
def address(house: Path) -> Iterator[str]:
    with opened_desk(house) as opened:
        yield opened


@pytest.fixture
def desk(address: str) -> Visitor:
    return Visitor(address)


def test_three_acts_lead_to_the_file_that_was_built_byte_for_byte(
    desk: Visitor, house: Path
) -> None:
    found = desk.get("/brug/?q=slapne")
    assert items_of(found)[0] == "nl/slapen.a4"
    (look,) = [each for each in links_of(found) if each.endswith("look?item=nl/slapen.a4")]
    seen = desk.get(look)
    assert "/brug/file/nl/slapen.a4.pdf" in seen.text
    file = desk.get("/brug/file/nl/slapen.a4.pdf")
    assert file.content == (house / "output/brug/nl/slapen.a4.pdf").read_bytes()
    assert file.headers["Content-Type"] == "application/pdf"
    picture = desk.get("/brug/picture/nl/slapen.a4.webp")
    assert picture.content[8:12] == b"WEBP"


def test_what_is_not_built_is_built_as_build_does_and_stays(desk: Visitor, house: Path) -> None:
    text = house / "sources/leaflets/nl/wandelen.md"
    text.write_text(text.read_text().replace("title: Elke dag wandelen", "title: Wandelen maar"))
    assert "Wandelen maar" in desk.get("/brug/?q=wandelen").text
    old = (house / "output/brug/nl/wandelen.a4.pdf").read_bytes()
    made = desk.get("/brug/file/nl/wandelen.a4.pdf").content
    assert made[:5] == b"%PDF-" and made != old
    assert (house / "output/brug/nl/wandelen.a4.pdf").read_bytes() == made


def test_several_are_chosen_across_searches_and_looked_at_together(desk: Visitor) -> None:
    page = desk.get("/brug/?q=wandelen&item=nl/slapen.a4")
    assert items_of(page)[:2] == ["nl/slapen.a4", "nl/wandelen.a4"]
    both = desk.get("/brug/look?item=nl/slapen.a4&item=nl/wandelen.a4&item=nl/slapen.a4")
    assert both.text.count('class="leaflet"') == 2


def test_a_language_and_large_print_narrow_what_is_found(desk: Visitor) -> None:
    assert "nl/slapen.a4" not in items_of(desk.get("/brug/?q=&language=en"))
    assert items_of(desk.get("/brug/?q=sleeping&language=en"))[0] == "en/sleeping.a4"
    assert items_of(desk.get("/molen/?q=slapen&large=1")) == ["nl/slapen.a4-large-print"]
    assert items_of(desk.get("/brug/?q=slapen&large=1")) == []  # it has a4 alone


def test_a_leaflet_is_offered_beside_each_other_language_that_it_is_there_in(
    desk: Visitor, house: Path
) -> None:
    both = "nl+ar/rust.a4-bilingual"
    look = desk.get("/brug/look?item=nl/rust.a4").text
    assert f'<option value="{both}">Dutch + Arabic, side by side' in look
    assert both not in items_of(desk.get("/brug/?q=rust"))  # until somebody asks for Arabic
    assert items_of(desk.get("/brug/?q=rust&language=ar")) == [both]
    changed = desk.get(f"/brug/look?item=nl/rust.a4&form-nl/rust.a4={quote(both)}")
    assert f"/brug/file/{both}.pdf" in changed.text
    file = desk.get(f"/brug/file/{both}.pdf")
    assert file.code == 200
    assert file.content == (house / f"output/brug/{both}.pdf").read_bytes()
    assert "side by side" not in desk.get("/brug/look?item=nl/wandelen.a4").text
    for pair in ("nl+xx", "nl+en+nl", "+", "en+nl"):
        assert desk.get(f"/brug/look?item={quote(pair)}/slapen.a4-bilingual").code == 404


def test_languages_that_do_not_say_the_same_are_not_offered_side_by_side(desk: Visitor) -> None:
    both = "nl+en/slapen.a4-bilingual"
    assert both not in desk.get("/brug/look?item=nl/slapen.a4").text
    seen = desk.get(f"/brug/look?item={quote(both)}").text
    assert "do not go side by side" in seen and "nl/slapen.a4" in seen


def test_a_draft_is_shown_and_goes_nowhere(desk: Visitor) -> None:
    page = desk.get("/brug/?q=kladblad")
    assert "Not ready" in page.text and " disabled" in page.text
    seen = desk.get("/brug/look?item=nl/klad.a4")
    assert "may not be given" in seen.text and "<form method" not in seen.text
    assert desk.get("/brug/file/nl/klad.a4.pdf").code == 409
    assert desk.get("/brug/file/nl/klad.a4.pdf?aware=1").code == 409


def test_an_overdue_leaflet_goes_out_only_knowingly(desk: Visitor) -> None:
    assert "Out of date" in desk.get("/brug/look?item=nl/oud.a4").text
    assert desk.get("/brug/file/nl/oud.a4.pdf").code == 409
    assert desk.get("/brug/file/nl/oud.a4.pdf?aware=1").content[:5] == b"%PDF-"


def test_what_was_taken_back_is_told_with_what_takes_its_place(desk: Visitor) -> None:
    page = desk.get("/brug/?q=dosis")
    assert "Taken back" in page.text and "/brug/look?item=nl/slapen" in links_of(page)
    assert desk.get("/brug/look?item=nl/dosis.a4").code == 404


def test_a_leaflet_with_mistakes_costs_itself_and_is_told_in_words(desk: Visitor) -> None:
    seen = desk.get("/brug/look?item=nl/kapot.a4")
    assert seen.code == 200 and "cannot be made at the moment" in seen.text
    assert "kapot.md" in seen.text and "Traceback" not in seen.text
    assert desk.get("/brug/file/nl/kapot.a4.pdf").code == 422
    assert desk.get("/brug/file/nl/slapen.a4.pdf").code == 200


def test_a_change_of_the_house_is_seen_at_the_next_look(desk: Visitor, house: Path) -> None:
    path = house / "sources/leaflets/nl/nieuw.md"
    assert items_of(desk.get("/brug/?q=splinternieuw")) == []
    path.write_text(f"---\n{HEAD.replace('Proef', 'Splinternieuw')}---\nTekst.\n")
    assert items_of(desk.get("/brug/?q=splinternieuw")) == ["nl/nieuw.a4"]
    path.unlink()
    assert items_of(desk.get("/brug/?q=splinternieuw")) == []


def test_what_was_handed_out_is_counted_and_comes_first(desk: Visitor, house: Path) -> None:
    for _ in range(3):
        desk.get("/molen/file/nl/wandelen.a4.pdf")
    rows = [json.loads(row) for row in (house / "archive/handed-out.jsonl").open()]
    mine = [row for row in rows if row["practice"] == "molen"]
    assert {tuple(row) for row in mine} == {
        ("on", "practice", "leaflet", "version", "language", "layout", "how", "number")
    }
    assert [row["leaflet"] for row in mine][-3:] == ["nl/wandelen"] * 3
    assert date.today() - date.fromisoformat(mine[-1]["on"]) <= timedelta(1)
    assert items_of(desk.get("/molen/"))[0] == "nl/wandelen.a4"


# --- who may ask, and how ---


@pytest.mark.parametrize(
    "path",
    [
        *("/nergens/", "/brug/look?item=nl/is-er-niet.a4", "/brug/file/nl/slapen.trifold.pdf"),
        *("/brug/file/../../house.yaml", "/brug/file/nl/slapen.a4.epub", "/brug/mail/x"),
        *("/brug/file/nl/%2e%2e/%2e%2e/molen/nl/slapen.a4.pdf", "/brug/drawing/nl/x.svg"),
        *("/brug/file/molen/nl/slapen.a4.pdf", "/brug/picture/nl/slapen.a4-large-print.webp"),
        *("/%00/", "/brug/file/%00.pdf", "/brug/look?item=nl/slapen.a4%00", "/..;/", "/x" * 500),
    ],
)
def test_what_is_not_there_is_not_there(desk: Visitor, path: str) -> None:
    assert desk.get(path).code == 404


def test_every_answer_forbids_scripts_frames_and_keeping(desk: Visitor) -> None:
    for path in ("/brug/", "/brug/file/nl/slapen.a4.pdf", "/nergens/", "/api/leaflets"):
        headers = desk.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert "server" not in headers
    for path in ("/brug/", "/brug/look?item=nl/slapen.a4", "/brug/exercises", "/login"):
        page = desk.get(path).text
        assert "<script" not in page and "style=" not in page and "<style" not in page


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil"])
def test_another_name_of_this_machine_is_refused(desk: Visitor, host: str) -> None:
    assert desk.get("/brug/", Host=host).code == 421


def test_a_form_of_another_site_or_session_is_refused(desk: Visitor, address: str) -> None:
    fields = [("language", "nl"), ("exercise", "x")]
    assert desk.post("/brug/exercises", fields, Origin="http://evil.example").code == 403
    assert desk.post("/brug/exercises", fields, Sec_Fetch_Site="cross-site").code == 403
    assert desk.post("/brug/exercises", fields, token="").code == 403
    other = hidden(Visitor(address).get("/login"), "token")
    assert desk.post("/brug/exercises", fields, token=other).code == 403
    assert desk.post("/brug/exercises", fields, Origin=address.rstrip("/")).code == 404
    assert desk.get("/brug/exercises", b"x" * 200_000).code == 413
