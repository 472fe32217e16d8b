"""Commands that write for good, killed at any moment: what they wrote is whole, and they go on."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from conftest import HOUSE
from kills import Kill, alone, command, run
from known import files_of
from servers import PASSWORD, Everyday

from press import build
from press.governance.issued import read_issued

pytestmark = pytest.mark.slow
pytest_plugins = ["mail_fixtures"]

KILLS = int(os.environ.get("LEAFLET_KILLS", "100"))
"""Of each command, in the whole run."""
WRITING = {
    "sign": ("sign", "slapen", "--role", "editor", "--name", "A. de Vries", "--on", "2026-02-03"),
    "publish": ("publish", "slapen"),
    "withdraw": ("withdraw", "slapen", "--why", "Verouderd."),
}
"""Commands that write records, for a leaflet of the small house."""
MAILING = {
    "deliver": ("deliver", "--practice", "brug", "--really"),
    "send": ("send", "slapen", "wandelen", "--practice", "brug", "--really"),
}
"""Commands that mail what is built; an address is typed to them."""
ADDRESS = "anna@example.org\n"


def kept(root: Path) -> dict[str, bytes]:
    """What a house keeps for good, its record of what went out aside: a line of it may be torn."""
    folders = [root / "archive", root / "sources"]
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "issued.jsonl"
    }


def kill_writing(name: str, number: int, folder: Path) -> None:
    """Kill a command somewhere; then look, run it again, and look again."""
    random = Random(f"{name} {number}")
    clean, root = (shutil.copytree(HOUSE, folder / each) for each in ("clean", "house"))
    (folder / "tmp").mkdir()
    whole = run(command(clean, *WRITING[name]), folder / "tmp")
    assert whole.code == 0, whole.output
    before, after = kept(root), kept(clean)
    kill = Kill.at_random(random)
    ended = run(command(root, *WRITING[name]), folder / "tmp", kill, whole.seconds)
    assert "Traceback" not in ended.output, (kill, ended.output)
    with alone(root):
        for path, content in kept(root).items():
            if ".leaflet-" in path:  # half of a file under no name of its own, a while ago
                os.utime(root / path, (0, 0))
            else:
                assert content in (before.get(path), after.get(path)), (kill, path)
    again = run(command(root, *WRITING[name]), folder / "tmp")
    assert "Traceback" not in again.output, (kill, again.output)
    assert kept(root) == after, kill
    said, expected = (
        Counter(map(repr, read_issued(build.load(each).house)[0])) for each in (root, clean)
    )
    assert said == expected, kill


def test_what_is_kept_for_good_is_whole_whenever_it_is_killed(tmp_path: Path) -> None:
    """The command that writes most; the whole run kills each of them, and often."""
    kill_writing("publish", 0, tmp_path / "0")


@pytest.mark.whole
@pytest.mark.parametrize("name", WRITING)
def test_what_is_kept_for_good_is_whole_however_often_it_is_killed(
    name: str, tmp_path: Path
) -> None:
    for number in range(100, 100 + KILLS):
        kill_writing(name, number, tmp_path / str(number))
        shutil.rmtree(tmp_path / str(number))


def kill_mailing(name: str, number: int, folder: Path, server: Everyday) -> None:
    """Kill what mails somewhere; run it again, and what waits; one message came, or it is told."""
    random = Random(f"{name} {number}")
    root = shutil.copytree(HOUSE, folder / "house")
    (folder / "tmp").mkdir()
    with (root / "sources/house.yaml").open("a") as file:
        file.write(
            f"mail: {{host: 127.0.0.1, port: {server.port}, user: press, rate: 1000000,"
            " from: folders@zorggroep.example, password_env: LEAFLET_MAIL}\n"
        )
    assert run(command(root, "build"), folder / "tmp").code == 0
    asked = command(root, *MAILING[name])
    kill = Kill.at_random(random)
    whole = 1.5 * run(command(root, "list"), folder).seconds
    ended = run(asked, folder / "tmp", kill, whole, ADDRESS)
    assert "Traceback" not in ended.output, (kill, ended.output)
    with alone(root):
        again = run(asked, folder / "tmp", typed=ADDRESS)
    rest = run(command(root, "outbox", "run"), folder / "tmp")
    for each in (again, rest):
        assert "Traceback" not in each.output, (kill, each.output)
        assert each.code in (0, 3), (kill, each.output)
    assert len(server.got) <= 1, kill
    made = {path.read_bytes() for path in (root / "output/brug").rglob("*") if path.is_file()}
    for got in server.got:
        assert {each.get_content() for each in got.message.iter_attachments()} <= made, kill
    # What may have gone out and is not known to have is not sent again, and is told.
    assert server.got or 3 in (again.code, rest.code), (kill, again.output, rest.output)


def test_mail_that_is_killed_comes_once_or_is_told(
    tmp_path: Path, server: Everyday, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAFLET_MAIL", PASSWORD)
    kill_mailing("send", 0, tmp_path / "0", server)


@pytest.mark.whole
@pytest.mark.parametrize("name", MAILING)
def test_mail_comes_once_however_often_it_is_killed(
    name: str, tmp_path: Path, server: Everyday, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAFLET_MAIL", PASSWORD)
    for number in range(100, 100 + KILLS):
        kill_mailing(name, number, tmp_path / str(number), server)
        server.got.clear()
        shutil.rmtree(tmp_path / str(number))


def kill_site(number: int, folder: Path) -> None:
    """Kill the writing of the websites somewhere; then each file is old, new or not there."""
    clean, root = (shutil.copytree(HOUSE, folder / each) for each in ("clean", "house"))
    (folder / "tmp").mkdir()
    whole = run(command(clean, "site"), folder / "tmp")
    assert whole.code == 0, whole.output
    after = files_of(clean / "output")
    kill = Kill.at_random(Random(f"site {number}"))
    ended = run(command(root, "site"), folder / "tmp", kill, whole.seconds)
    assert "Traceback" not in ended.output, (kill, ended.output)
    with alone(root):
        for path, content in files_of(root / "output").items():
            if not Path(path).name.startswith("."):
                assert content == after.get(path), (kill, path)
    again = run(command(root, "site"), folder / "tmp")
    assert (again.code, "Traceback" in again.output) == (0, False), (kill, again.output)
    assert files_of(root / "output") == after, kill
    addresses = [(each / "addresses.yaml").read_bytes() for each in (root, clean)]
    assert addresses[0] == addresses[1], kill


def test_a_website_is_whole_whenever_it_is_killed(tmp_path: Path) -> None:
    kill_site(0, tmp_path / "0")


@pytest.mark.whole
def test_a_website_is_whole_however_often_it_is_killed(tmp_path: Path) -> None:
    for number in range(100, 100 + KILLS):
        kill_site(number, tmp_path / str(number))
        shutil.rmtree(tmp_path / str(number))
