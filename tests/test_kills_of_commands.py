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


@pytest.mark.parametrize("name", WRITING)
def test_what_is_kept_for_good_is_whole_whenever_it_is_killed(name: str, tmp_path: Path) -> None:
    for number in range(2):
        kill_writing(name, number, tmp_path / str(number))


@pytest.mark.whole
@pytest.mark.parametrize("name", WRITING)
def test_what_is_kept_for_good_is_whole_however_often_it_is_killed(
    name: str, tmp_path: Path
) -> None:
    for number in range(100, 100 + KILLS):
        kill_writing(name, number, tmp_path / str(number))
        shutil.rmtree(tmp_path / str(number))


def kill_delivering(number: int, folder: Path, server: Everyday) -> str:
    """Kill a delivery somewhere; run it again, and what waits; say what came of it."""
    random = Random(f"deliver {number}")
    root = shutil.copytree(HOUSE, folder / "house")
    (folder / "tmp").mkdir()
    with (root / "sources/house.yaml").open("a") as file:
        file.write(
            f"mail: {{host: 127.0.0.1, port: {server.port}, user: press, rate: 1000000,"
            " from: folders@zorggroep.example, password_env: LEAFLET_MAIL}\n"
        )
    assert run(command(root, "build"), folder / "tmp").code == 0
    deliver = command(root, "deliver", "--practice", "brug", "--really")
    kill = Kill.at_random(random)
    ended = run(deliver, folder / "tmp", kill, 1.5 * run(command(root, "list"), folder).seconds)
    assert "Traceback" not in ended.output, (kill, ended.output)
    with alone(root):
        again = run(deliver, folder / "tmp")
    rest = run(command(root, "outbox", "run"), folder / "tmp")
    for each in (again, rest):
        assert "Traceback" not in each.output, (kill, each.output)
        assert each.code in (0, 3), (kill, each.output)
    assert len(server.got) <= 1, kill
    for got in server.got:
        packed = next(got.message.iter_attachments()).get_content()
        assert packed == (root / "output/brug/brug.zip").read_bytes(), kill
    # What may have gone out and is not known to have is not sent again, and is told.
    assert server.got or 3 in (again.code, rest.code), (kill, again.output, rest.output)
    return "sent" if server.got else "in doubt"


@pytest.mark.parametrize("number", range(2))
def test_a_delivery_that_is_killed_comes_once_or_is_told(
    number: int, tmp_path: Path, server: Everyday, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAFLET_MAIL", PASSWORD)
    kill_delivering(number, tmp_path, server)


@pytest.mark.whole
def test_a_delivery_comes_once_however_often_it_is_killed(
    tmp_path: Path, server: Everyday, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAFLET_MAIL", PASSWORD)
    for number in range(100, 100 + KILLS):
        kill_delivering(number, tmp_path / str(number), server)
        server.got.clear()
        shutil.rmtree(tmp_path / str(number))
