"""A cluster at work: a build is the same as at home, whatever happens to workers and the way."""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest
from clusters import machines, namespaces, own_certificates
from conftest import HOUSE
from known import Silent
from two_families import LAYOUT, two_families

from press import build, choices
from press.build import Stage
from press.errors import UsageError

PRACTICES = ("molen", "molen-1", "molen-2", "brug-1")
ORDER = choices.Order(layouts=(LAYOUT,), languages=("nl",), practices=PRACTICES[:3])


class Meddling(Silent):
    """Does something when the first shell has come: others are being laid out."""

    def __init__(self, meddle: Callable[[], object]) -> None:
        super().__init__()
        self.meddle: Callable[[], object] | None = meddle
        self.how: list[str] = []

    def work(self, stage: object, more: int, done: int) -> None:
        if stage is Stage.SHELLS and done and self.meddle:
            meddle, self.meddle = self.meddle, None
            meddle()

    def made(self, result: object) -> None:
        assert isinstance(result, build.BuildResult)
        self.how.append(result.how)


def made(root: Path, address: str = "", meddle: Callable[[], object] = lambda: None) -> list[str]:
    """Build a house, on a cluster if there is an address; gives how each file was made."""
    watch = Meddling(meddle)
    asked = choices.BuildChoices(ORDER, processes=2, cluster=address)
    outcome = build.build_house(root, asked, watch)
    assert (outcome.failed, outcome.stopped, outcome.left) == ([], False, 0)
    assert not outcome.states["written"] or watch.meddle is None
    return watch.how


def lasting(root: Path) -> dict[str, str]:
    """The digest of every file of an output folder, and of every shell; the names of the rest.

    Furniture is kept as it was laid out or cast, and moulds are of who came first.
    """
    output, found = root / "output", dict[str, str]()
    for path in output.rglob("*"):
        ours = ".press" in path.parts
        if path.is_file() and (not ours or "shells" in path.parts):
            content = path.read_bytes()
            _, _, record = content.split(b"\n", 2)
            same = not ours or record.startswith(b'["Shell"')
            found[path.relative_to(output).as_posix()] = sha256(content).hexdigest() * same
    return found


@pytest.fixture(scope="module")
def at_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house that was built on this machine."""
    house = two_families(copytree(HOUSE, tmp_path_factory.mktemp("home") / "house"))
    assert {*made(house)} == {"imprinted"}
    shells = [name for name, digest in lasting(house).items() if ".press" in name and digest]
    assert len(shells) >= 2
    return house


@pytest.fixture
def house(at_home: Path, tmp_path: Path) -> Path:
    """The same, not built."""
    copytree(at_home / "sources", tmp_path / "house/sources")
    copytree(at_home / "layouts", tmp_path / "house/layouts")
    return tmp_path / "house"


def assert_as_at_home(house: Path, at_home: Path) -> None:
    assert lasting(house) == lasting(at_home)
    assert not [*(house / "output").rglob("*.part")]
    assert made(house) == []  # all is up to date


@pytest.mark.slow
def test_a_worker_that_is_killed_half_way_costs_nothing(
    house: Path, at_home: Path, tmp_path: Path
) -> None:
    with machines(tmp_path / "machines") as there:
        there.scheduler()
        first = there.worker()
        there.worker()
        assert {*made(house, there.address, first.kill)} == {"imprinted"}
    assert_as_at_home(house, at_home)


@pytest.mark.whole
def test_a_scheduler_that_is_started_again_costs_nothing(
    house: Path, at_home: Path, tmp_path: Path
) -> None:
    with machines(tmp_path / "machines") as there:
        there.scheduler()
        there.worker()

        def again() -> None:
            for process in there.processes:
                process.kill()
                process.wait()
            there.scheduler()
            there.worker()

        assert {*made(house, there.address, again)} == {"imprinted"}
    assert_as_at_home(house, at_home)


@pytest.mark.whole
def test_machines_of_their_own_by_tls_and_a_cut_of_20_seconds(
    house: Path, at_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has a network of its own; then the cable of the scheduler is out."""
    with namespaces(3) as networks:
        environment = own_certificates(tmp_path, [each.address for each in networks])
        for name, value in environment.items():
            monkeypatch.setenv(name, value)

        def cut() -> None:
            networks[0].cable("down")
            time.sleep(20)
            networks[0].cable("up")

        where = f"tls://{networks[0].address}:0"
        with machines(tmp_path / "machines", where, environment) as there:
            there.scheduler(*networks[0].inside)
            for each in networks[1:]:
                there.worker(*each.inside, host=each.address)
            assert {*made(house, there.address, cut)} == {"imprinted"}
    assert_as_at_home(house, at_home)


@pytest.mark.slow
def test_a_cluster_that_speaks_tls_to_others_does_not_speak_to_us(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has a certificate of another authority is nobody that is known."""
    theirs = own_certificates(tmp_path / "theirs", ["127.0.0.1"])
    for name, value in own_certificates(tmp_path / "ours", ["127.0.0.1"]).items():
        monkeypatch.setenv(name, value)
    with machines(tmp_path / "machines", "tls://127.0.0.1:0", theirs) as there:
        there.scheduler()
        with pytest.raises(UsageError, match="cannot be reached"):
            made(house, there.address)
    assert not [*(house / "output").rglob("*.pdf")]
