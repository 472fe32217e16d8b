"""Publishing: what was published is kept as it was, and other words need another version."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from conforming import PROFILES, failures
from conftest import Run, Write

from press import build
from press.errors import PressError
from press.governance import archive
from press.governance.issued import Event, current_on, note, read_issued

BODY = "## Bewegen\n\nDurf te bewegen. Loop elke dag 10 minuten.\n"


def errors(house: Path) -> list[str]:
    return [str(each) for each in build.load(house).findings if each.severity == "error"]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
def test_what_is_published_lies_in_plain_files(house: Path, write: Write, run: Run) -> None:
    write(BODY)
    run("sign", "proef", "--role", "editor", "--name", "A. de Vries", "--on", "2026-02-03")
    ran = run("publish", "proef", "--note", "Meer over bewegen.")
    assert (ran.code, ran.errors) == (0, [])
    lines = (house / "archive/published/nl/proef/1.0.yaml").read_text().splitlines()
    digest, snapshot = lines[4].split('"')[1], lines[5].split('"')[1]
    assert lines == [
        'title: "Proef"',
        'version: "1.0"',
        f'on: "{date.today()}"',
        'note: "Meer over bewegen."',
        f'digest: "{digest}"',
        f'snapshot: "{snapshot}"',
        "signed:",
        '  - {"role": "editor", "name": "A. de Vries", "on": "2026-02-03", "version": "1.0",'
        f' "digest": "{digest}"' + "}",
    ]
    assert (house / f"archive/texts/{digest}.txt").read_text() == (
        "# Proef\nVoor wie dit leest.\n## Bewegen\nDurf te bewegen. Loop elke dag 10 minuten.\n"
    )
    listed = (house / f"archive/objects/{snapshot}").read_text()
    files = sorted(path for path in house.glob("sources/**/*") if path.is_file())
    assert [line.split("  ")[1] for line in listed.splitlines()] == sorted(
        path.relative_to(house).as_posix() for path in files
    )


@pytest.mark.slow
def test_other_words_under_the_same_version_are_an_error_with_the_words(
    house: Path, write: Write, run: Run
) -> None:
    path = write(BODY)
    run("publish")
    path.write_text(path.read_text().replace("Durf te", "Durf NIET te"))
    assert errors(house) == [
        f"sources/leaflets/nl/proef.md:4: error: these are not the words published on"
        f" {date.today()} as version 1.0: 1 word changed: 'NIET' is new (raise the version or"
        " take back the change) [S082]"
    ]
    slugs = {each.slug for each in build.load(house).publications}
    assert slugs == {"slapen", "wandelen", "sleeping"}, "the others are printed"
    assert run("publish").code == 1
    path.write_text(path.read_text().replace('version: "1.0"', 'version: "1.1"'))
    assert errors(house) == []
    assert run("publish").output.splitlines()[-1] == "1 published, 3 there already"
    path.write_text(path.read_text().replace("Durf", "\n\nDurf"))
    assert errors(house) == [], "white space is no word"


@pytest.mark.slow
def test_nothing_in_the_archive_is_written_again(house: Path, write: Write, run: Run) -> None:
    path = write(BODY)
    run("publish")
    before = contents(house / "archive")
    path.write_text(path.read_text().replace("1.0", "1.1").replace("10 minuten", "12 minuten"))
    run("publish")
    run("publish")
    after = contents(house / "archive")
    record = "issued.jsonl"
    assert after[record].startswith(before.pop(record))
    assert before.items() <= after.items()
    assert [event.version for event in read_issued(build.load(house).house)[0]][-1] == "1.1"


@pytest.mark.slow
def test_a_concept_and_what_has_errors_are_not_published(
    house: Path, write: Write, run: Run
) -> None:
    write(BODY, head="status: draft\n")
    write(BODY, slug="kapot", head="review_due: 2020-01-01\n")
    ran = run("publish")
    assert ran.output.splitlines()[-1] == "3 published, 0 there already, 1 not"
    assert "S081" in ran.errors[0]
    assert not (house / "archive/published/nl/proef").exists()


@pytest.mark.slow
def test_a_run_that_died_between_archive_and_record_is_made_good(
    house: Path, write: Write, run: Run
) -> None:
    write(BODY)
    run("publish", "proef")
    record = house / "archive/issued.jsonl"
    whole = record.read_text()
    record.write_text(whole[:50])
    ran = run("publish", "proef")
    assert ran.output.splitlines()[-1] == "1 published, 0 there already"
    assert record.read_text() == whole[:50] + "\n" + whole
    events, findings = read_issued(build.load(house).house)
    assert [event.version for event in events] == ["1.0"]
    assert [str(each) for each in findings] == [
        "archive/issued.jsonl:1: warning: this line of the record cannot be read, and counts for"
        " nothing (take it back from git) [S086]"
    ]


@pytest.mark.parametrize("version", ["1.0", "../../x", "2026/1", "a b", "ß" * 190, "1:0"])
@pytest.mark.slow
def test_any_version_can_be_published(house: Path, write: Write, run: Run, version: str) -> None:
    path = write(BODY)
    path.write_text(path.read_text().replace('"1.0"', json.dumps(version, ensure_ascii=False)))
    assert run("publish", "proef").code == 0
    assert len(list((house / "archive/published/nl/proef").iterdir())) == 1
    assert run("publish", "proef").output.splitlines()[-1] == "0 published, 1 there already"


@pytest.mark.parametrize("content", ["", "title: [", "title: X", "\x00", "digest: abc"])
@pytest.mark.slow
def test_a_damaged_entry_is_a_finding(house: Path, write: Write, run: Run, content: str) -> None:
    write(BODY)
    run("publish", "proef")
    (house / "archive/published/nl/proef/1.0.yaml").write_text(content)
    assert any(each.startswith("archive/published/nl/proef/1.0.yaml") for each in errors(house))
    assert run("changes", "proef").code == 2


@pytest.mark.parametrize(
    ("listed", "why"),
    [
        ("0" * 64 + "  ../x\n", "is no list of files"),
        ("0" * 64 + "  /etc/passwd\n", "is no list of files"),
        ("0" * 64 + "  sources/../../x\n", "is no list of files"),
        ("0" * 64 + "  sources\n", "is no list of files"),
        ("what\n", "is no list of files"),
        ("0" * 64 + "  sources/x\n", "cannot be read"),
    ],
)
@pytest.mark.slow
def test_a_list_that_leads_elsewhere_is_not_laid_out(
    house: Path, tmp_path: Path, listed: str, why: str
) -> None:
    known = build.load(house).house
    digest = archive._keep(known, listed.encode())
    with pytest.raises(PressError, match=why):
        archive.restore(known, digest, tmp_path / "then")
    assert not (tmp_path / "x").exists()


@pytest.mark.slow
def test_changes_are_shown_by_section(house: Path, write: Write, run: Run) -> None:
    path = write(BODY + "\n## Rusten\n\nGa op tijd naar bed.\n\nSta ook op tijd op.\n")
    run("publish")
    text = path.read_text().replace("1.0", "1.1").replace("10 minuten", "15 minuten")
    path.write_text(text.replace("Sta ook", "Sta elke dag").replace("Ga op", "Ga\n\nop"))
    ran = run("changes", "proef", "--since", "1.0")
    assert ran.output.splitlines() == [
        f"Proef, 1.0 of {date.today()} -> 1.1",
        "",
        "Bewegen",
        "  bewegen. Loop elke dag [-10-] [+15+] minuten.",
        "",
        "Rusten",
        "  tijd naar bed. Sta [-ook-] [+elke dag+] op tijd op.",
        "",
        "3 words changed",
    ]
    assert run("changes", "proef", "--since", "0.9").code == 2
    path.write_text(path.read_text().replace("15 min", "10 min").replace("elke dag op", "ook op"))
    assert run("changes", "proef").output.splitlines()[-1] == "No word changed."


def test_the_record_answers_for_any_day(house: Path) -> None:
    known = build.load(house).house

    def published(day: int, version: str) -> Event:
        return Event(on=date(2026, 1, day), what="published", leaflet="nl/x", version=version)

    taken = Event(on=date(2026, 1, 20), what="withdrawn", leaflet="nl/x")
    note(known, [published(5, "1.0"), published(10, "1.1"), taken, published(25, "2.0")])
    events, _ = read_issued(known)
    found = [current_on(events, date(2026, 1, day)) for day in (4, 5, 9, 10, 19, 20, 24, 25)]
    said = [
        (each[0].published and each[0].published.version, bool(each[0].withdrawn)) if each else None
        for each in found
    ]
    assert said == [
        None,
        ("1.0", False),
        ("1.0", False),
        ("1.1", False),
        ("1.1", False),
        ("1.1", True),
        ("1.1", True),
        ("2.0", False),
    ]


@pytest.mark.slow
def test_another_picture_of_the_same_name_is_told(house: Path, write: Write, run: Run) -> None:
    path = write(f"{BODY}\n![Een maan.](moon.svg)\n")
    run("publish", "proef")
    path.write_text(path.read_text().replace("1.0", "1.1"))
    moon = house / "sources/images/moon.svg"
    moon.write_text(moon.read_text().replace("<svg", "<svg data-x='1'", 1))
    ran = run("changes", "proef")
    assert "[picture [-earlier-picture:-] [+other-picture:+] Een maan.]" in ran.output
    assert re.search("[0-9a-f]{32}", ran.output) is None


@pytest.mark.slow
def test_the_pages_show_what_changed_as_insertions_and_deletions(
    house: Path, write: Write, run: Run
) -> None:
    path = write(f"{BODY}\n![Een maan.](moon.svg)\n\n- ✅ Loop.\n- ❌ Zit.\n")
    run("publish", "proef")
    path.write_text(path.read_text().replace("1.0", "1.1").replace("10 minuten", "15 minuten"))
    ran = run("changes", "proef", "--pdf", str(house / "changes.pdf"), "--practice", "molen")
    assert (ran.code, ran.errors) == (0, [])
    with pikepdf.open(house / "changes.pdf") as pdf:
        roles = pdf.Root.StructTreeRoot["/RoleMap"]
        assert {str(name): str(role) for name, role in roles.items()} == {
            "/Ins": "/Span",
            "/Del": "/Span",
        }
        kinds = [
            str(each.get("/S")) for each in pdf.objects if isinstance(each, pikepdf.Dictionary)
        ]
    assert (kinds.count("/Ins"), kinds.count("/Del")) == (1, 1)
    with pypdfium2.PdfDocument(house / "changes.pdf") as document:
        said = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert "elke dag 10 15 minuten" in " ".join(said.split())
    assert [failures((house / "changes.pdf").read_bytes(), each) for each in PROFILES] == [[], []]
    assert "Wat er is veranderd" in said and "Bewegen: 10 → 15" in said
    assert run("changes", "proef", "--pdf", "x.pdf", "--practice", "mollen").code == 2
