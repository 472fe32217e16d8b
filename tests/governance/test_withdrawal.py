"""Withdrawing: one leaflet is taken back, nobody else is held back, and who has it is told."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import Run, Write
from servers import PASSWORD, Everyday

from leaflet import main
from press import build
from press.governance.issued import Event, IssuedFile, note, read_issued
from press.mail.outbox import Outbox, open_outbox
from press.mail.outbox.ledger import NewMessage
from press.merge.text import convert

pytestmark = pytest.mark.slow

pytest_plugins = ["mail_fixtures"]
WITHDRAW = ("withdraw", "slapen", "--why", "De dosis klopt niet.")
Leaflet = Callable[..., Result]


def told(house: Path, *codes: str) -> list[str]:
    return [str(each) for each in build.load(house).findings if each.code in codes]


def text_of(house: Path, slug: str) -> tuple[str, list[str]]:
    library = build.load(house).library
    leaflet = library.content.leaflet(slug, "nl")
    assert leaflet
    text = convert(leaflet, library.content, library.words["nl"])
    return ", ".join(text.references), [str(each) for each in text.findings]


def planned(house: Path) -> set[str]:
    project = build.load(house)
    return {variant.publication.slug for variant in build.plan(project, build.Order())}


def test_what_is_withdrawn_is_not_printed_and_references_lead_to_its_successor(
    house: Path, write: Write, run: Run
) -> None:
    write("Slaap goed.\n", slug="dromen")
    ran = run(*WITHDRAW, "--instead", "dromen")
    assert (ran.code, ran.errors) == (0, [])
    assert planned(house) == {"dromen", "wandelen", "sleeping"}
    assert text_of(house, "wandelen") == (
        "dromen",
        [
            "sources/leaflets/nl/wandelen.md:13: warning: the leaflet 'slapen' is withdrawn; this"
            " refers to 'dromen' instead (write another reference, or take it out) [S083]"
        ],
    )
    assert run("build", "slapen").errors == ["leaflet: 'slapen' is withdrawn"]


@pytest.mark.parametrize("how", ["withdrawn", "source deleted", "damaged", "in a circle"])
def test_without_a_successor_references_become_words_and_nothing_is_an_error(
    house: Path, write: Write, run: Run, how: str
) -> None:
    run("publish")
    beside = house / "sources/leaflets/nl/slapen.withdrawn.yaml"
    if how == "withdrawn":
        run(*WITHDRAW)
    elif how == "source deleted":
        (house / "sources/leaflets/nl/slapen.md").unlink()
    elif how == "damaged":
        beside.write_text("why: [")
    else:
        said = "why: x\non: 2026-01-05\ninstead: "
        beside.write_text(said + "dromen\n")
        beside.with_name("dromen.withdrawn.yaml").write_text(said + "slapen\n")
    assert planned(house) == {"wandelen", "sleeping"}
    references, findings = text_of(house, "wandelen")
    assert references == ""
    assert [each.partition(": ")[2] for each in findings] == [
        "warning: the leaflet 'slapen' is withdrawn; this refers to nothing (write another"
        " reference, or take it out) [S083]"
    ]
    if how == "source deleted":
        assert told(house, "S084") == [
            "sources/leaflets/nl/slapen.md: warning: nl/slapen was published and its source is"
            " gone: it is withdrawn (say so: leaflet withdraw slapen --why …, or take its source"
            " back from git) [S084]"
        ]
        assert run(*WITHDRAW).code == 0
        assert told(house, "S084") == []


def test_the_page_has_no_card_of_what_is_withdrawn(house: Path, run: Run) -> None:
    run("build", "--practice", "brug", "--language", "nl")
    files = house / "output/brug/nl"
    before = sorted(path.name for path in files.glob("*.pdf"))
    ran = run(*WITHDRAW)
    assert "removed brug/nl/slapen.a4.pdf" in ran.output
    assert sorted(path.name for path in files.glob("*.pdf")) == [
        name for name in before if not name.startswith("slapen.")
    ]
    ran = run("build", "--practice", "brug", "--language", "nl")
    assert ran.code == 0, ran.errors
    assert "\n1 written" in ran.output
    assert [each["publication"] for each in listed(house)] == ["wandelen"]


def listed(house: Path) -> list[dict[str, str]]:
    files: list[dict[str, str]] = json.loads((house / "output/manifest.json").read_text())["files"]
    return files


@pytest.mark.parametrize("instead", ["", "dromen"])
def test_a_booklet_goes_without_or_with_the_successor(
    house: Path, write: Write, run: Run, instead: str
) -> None:
    write("Slaap goed.\n", slug="dromen")
    booklet = house / "sources/booklets/nl/beide.yaml"
    booklet.parent.mkdir(parents=True)
    booklet.write_text(
        'title: Beide\nsummary: Alles.\nversion: "1.0"\npublished: 2026-01-05\n'
        "reviewed: 2026-01-05\nreview_due: 2028-01-05\nleaflets: [slapen, wandelen]\n"
    )
    run(*WITHDRAW, *(("--instead", instead) if instead else ()))
    (bound,) = [each for each in build.load(house).publications if each.is_booklet]
    assert [each.slug for each in bound.leaflets] == [*filter(None, [instead]), "wandelen"]
    assert len([each for each in told(house, "S083") if "booklets/nl/beide.yaml:7" in each]) == 1


def test_a_translation_of_it_and_a_wish_for_it_hold_nobody_back(
    house: Path, write: Write, run: Run
) -> None:
    write("Sleep.\n", slug="sleep", language="en", head="translation_of: slapen\n")
    practice = house / "sources/practices/brug/practice.yaml"
    practice.write_text(practice.read_text() + "publications: [slapen, wandelen]\n")
    ran = run(*WITHDRAW)
    assert "Its translation en/sleep is still there." in ran.output
    found = [each for each in build.load(house).findings if each.severity == "error"]
    assert found == []
    assert len(told(house, "S083")) >= 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("withdraw", "slaap", "--why", "x"), "did you mean 'slapen'?"),
        ((*WITHDRAW, "--instead", "sleeping"), "there is no leaflet 'sleeping' in 'nl'"),
        (("withdraw", "slapen", "--why", ""), "say why on one line"),
        (("withdraw", "slapen", "--why", "a\nb"), "say why on one line"),
    ],
)
def test_what_cannot_be_withdrawn_so_is_not(
    house: Path, run: Run, arguments: tuple[str, ...], why: str
) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert why in "\n".join(ran.errors)
    assert not list(house.rglob("*.withdrawn.yaml"))
    assert not (house / "archive").exists()


def message(outbox: Outbox, number: int, leaflets: str) -> NewMessage:
    marks = outbox.fingerprints(f"a{number}@example.org", "x")
    return NewMessage(
        *(marks, f"<{number}@x>", "date", "house", "from@x.example", "brug", "1", "c", "f"),
        *(f"a{number}@example.org",),
        leaflets=leaflets,
    )


def test_the_outbox_gives_up_what_brings_it_and_nothing_else(house: Path, run: Run) -> None:
    brings = [
        "nl/slapen 1.2",
        "nl/wandelen 1.0",
        "nl/wandelen 1.0, nl/slapen 1.2",
        "nl/slapen-gaan 1.0",
        "en/slapen 1.0",
        "",
    ]
    with open_outbox(house, time.time()) as outbox:
        rows = [message(outbox, number, said) for number, said in enumerate(brings)]
        outbox.ledger.queue(rows, [("c", b"x")], time.time())
    ran = run(*WITHDRAW)
    assert ran.errors == ["2 given up: what they bring is withdrawn"]
    with open_outbox(house, time.time()) as outbox:
        assert [row.message_id for row in outbox.ledger.rows("failed")] == ["<0@x>", "<2@x>"]
        assert outbox.ledger.counts()["queued"] == 4


@pytest.fixture
def leaflet(house: Path, warm: None, monkeypatch: pytest.MonkeyPatch) -> Leaflet:
    """Run `leaflet` in the house, with an account that sends as fast as it can."""
    monkeypatch.setenv("LEAFLET_MAIL", PASSWORD)

    def run(*arguments: str, port: int) -> Result:
        (house / "sources/house.yaml").write_text(
            f"name: Zorggroep\nwebsite: https://www.zorg.example\n"
            f"mail: {{host: 127.0.0.1, port: {port}, user: press,"
            " from: folders@zorggroep.example, password_env: LEAFLET_MAIL}\n"
        )
        given = ["--root", str(house), *arguments]
        return CliRunner().invoke(main, given, catch_exceptions=False)

    return run


def many(house: Path, number: int) -> None:
    """So many practices, each of which had the leaflet delivered."""
    pattern = (house / "sources/practices/brug/practice.yaml").read_text()
    for count in range(number):
        folder = house / f"sources/practices/p{count}"
        shutil.copytree(house / "sources/practices/brug", folder)
        text = pattern.replace("info@debrug.example", f"balie{count}@p.example")
        (folder / "practice.yaml").write_text(text + "publications: [wandelen]\n")
    file = IssuedFile(path="x", leaflet="nl/slapen", version="1.2", sha256="0")
    note(
        build.load(house).house,
        [
            Event(on="2026-02-02", what="delivered", practice=f"p{count}", files=(file,))  # type: ignore[arg-type]
            for count in range(number)
        ],
    )


def test_everybody_who_had_it_is_told_first_and_once(
    house: Path, leaflet: Leaflet, server: Everyday, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(house, 30)
    run(*WITHDRAW, "--instead", "wandelen")
    monkeypatch.setattr("press.mail.delivery.current_files", lambda *_: ([], []))
    begun = time.monotonic()
    ran = leaflet("deliver", "--all", port=server.port)
    assert ran.stdout.count("is told first that nl/slapen is withdrawn") == 30
    assert server.got == [], "not without --really"
    ran = leaflet("deliver", "--all", "--really", port=server.port)
    assert time.monotonic() - begun < 30
    assert "30 sent, 0 failed" in ran.stdout
    assert ran.stdout.index("30 sent") < ran.stdout.index("\nbrug\n"), "before anything is made"
    assert len({got.recipients[0] for got in server.got}) == 30
    words = server.got[0].message.get_body(("plain",))
    assert words
    said = words.get_content()
    assert "Gooi uw afdrukken weg" in said
    assert "De dosis klopt niet." in said
    assert "Elke dag wandelen" in said
    assert "slapen" not in str(server.got[0].message["Subject"])
    leaflet("deliver", "--all", "--really", port=server.port)
    assert len(server.got) == 30, "once"
    events, _ = read_issued(build.load(house).house)
    assert sum(event.what == "told" for event in events) == 30
