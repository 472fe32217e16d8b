"""Reminders: who owns a text is written when its review comes a step nearer, once each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import Run
from icalendar import Calendar
from servers import PASSWORD, Everyday, free_port

from leaflet import main
from press import build
from press.governance.calendars import as_calendar
from press.mail.reminding import house_reviews

pytestmark = pytest.mark.slow

pytest_plugins = ["mail_fixtures"]
DUE = date(2028, 2, 5)
HOUSE = """name: Zorggroep
owners: {clinician: vries@zorg.example, editor: redactie@zorg.example}
"""
Remind = Callable[..., Result]


@pytest.fixture
def remind(house: Path, warm: None, monkeypatch: pytest.MonkeyPatch) -> Remind:
    """Run `leaflet remind` so many days before the review of slapen, which a clinician owns."""
    monkeypatch.setenv("LEAFLET_MAIL", PASSWORD)
    path = house / "sources/leaflets/nl/slapen.md"
    path.write_text(path.read_text().replace("picture:", "owner: clinician\npicture:", 1))

    def run(ahead: int, *more: str, port: int = 1, house_yaml: str = HOUSE) -> Result:
        then = type("Then", (), {"today": lambda: DUE - timedelta(days=ahead)})
        monkeypatch.setattr("press.commands.remind.date", then)
        (house / "sources/house.yaml").write_text(
            f"{house_yaml}mail: {{host: 127.0.0.1, port: {port}, user: press, rate: 1000000,"
            " from: folders@zorg.example, password_env: LEAFLET_MAIL}\n"
        )
        given = ["--root", str(house), "remind", *more]
        return CliRunner().invoke(main, given, catch_exceptions=False)

    return run


def one_review_only(house: Path) -> None:
    """The others are due in a hundred years."""
    for path in (house / "sources").rglob("*"):
        if path.suffix in (".md", ".yaml") and path.stem != "slapen" and path.is_file():
            lines = path.read_text().splitlines()
            kept = [f"{ln[:12]}2128-01-01" if ln[:11] == "review_due:" else ln for ln in lines]
            path.write_text("\n".join(kept) + "\n")


def test_each_step_is_said_once_and_to_its_owner_alone(
    house: Path, remind: Remind, server: Everyday
) -> None:
    one_review_only(house)
    steps = [(91, 0), (90, 1), (89, 1), (61, 1), (60, 2), (30, 3), (0, 3), (-1, 4), (-300, 4)]
    for ahead, number in steps:
        ran = remind(ahead, "--really", port=server.port)
        assert (ran.exit_code, len(server.got)) == (0, number), (ahead, ran.output)
    assert {got.recipients[0] for got in server.got} == {"vries@zorg.example"}
    said = [got.message.get_body(("plain",)).get_content() for got in server.got]  # type: ignore[union-attr]
    assert all("Beter slapen (nl, versie 1.2): 5 februari 2028" in text for text in said)
    assert ["Hiervan is de dag voorbij" in text for text in said] == [False, False, False, True]
    assert "slapen" not in str(server.got[0].message["Subject"]).lower()


def test_a_text_without_an_owner_is_everybody_s_and_a_new_day_begins_anew(
    house: Path, remind: Remind, server: Everyday
) -> None:
    one_review_only(house)
    path = house / "sources/leaflets/nl/slapen.md"
    path.write_text(path.read_text().replace("owner: clinician\n", ""))
    remind(10, "--really", port=server.port)
    assert sorted(got.recipients[0] for got in server.got) == [
        "redactie@zorg.example",
        "vries@zorg.example",
    ]
    path.write_text(path.read_text().replace("2028-02-05", "2028-02-06"))
    remind(10, "--really", port=server.port)
    assert len(server.got) == 4


def test_what_could_not_be_sent_waits_in_the_outbox(
    house: Path, remind: Remind, server: Everyday, run: Run
) -> None:
    one_review_only(house)
    shown = remind(30)
    assert "nl/slapen, due 2028-02-05, within 30 days" in shown.stdout
    assert "vries@" not in shown.output and "Not sent." in shown.stdout
    assert remind(30, "--really", port=free_port()).exit_code == 1
    assert "Nobody has to be reminded" in remind(30, "--really", port=server.port).stdout
    assert run("outbox", "run").code == 0
    assert len(server.got) == 1


def test_nobody_is_reminded_where_nobody_is_named(house: Path, remind: Remind) -> None:
    ran = remind(10, house_yaml="name: Zorggroep\n")
    assert ran.exit_code == 0 and "add roles with their addresses under 'owners:'" in ran.stderr
    told = [str(each) for each in build.load(house).findings if each.code == "S087"]
    assert told == [
        "sources/leaflets/nl/slapen.md:11: warning: nobody is reminded of its review: 'clinician'"
        " has no address (add the role with its address under 'owners:' in sources/house.yaml)"
        " [S087]"
    ]


def test_a_calendar_holds_every_review_and_keeps_each_when_its_day_moves(
    house: Path, remind: Remind, tmp_path: Path
) -> None:
    file = tmp_path / "reviews.ics"
    assert remind(10, "--ics", str(file)).exit_code == 0
    data = file.read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n")) and b"\n" not in data.replace(
        b"\r\n", b""
    )
    events = {str(each["summary"]): each for each in Calendar.from_ical(data).walk("VEVENT")}
    slapen = events["Review: Beter slapen (nl)"]
    assert slapen.decoded("dtstart") == DUE
    assert [alarm.decoded("trigger").days for alarm in slapen.walk("VALARM")] == [-90, -60, -30]
    assert len(events) == len({str(each["uid"]) for each in events.values()}) == 3
    path = house / "sources/leaflets/nl/slapen.md"
    path.write_text(path.read_text().replace("2028-02-05", "2029-02-05"))
    project = build.load(house)
    again = as_calendar(project.house, house_reviews(project))
    assert again == as_calendar(project.house, house_reviews(project))
    moved = {
        str(each["uid"]): each.decoded("dtstart")
        for each in Calendar.from_ical(again).walk("VEVENT")
    }
    assert moved[str(slapen["uid"])] == date(2029, 2, 5)
