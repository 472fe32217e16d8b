"""Who may come in: passwords, keys, tries; and the unit that opens a desk at each start."""

from __future__ import annotations

import configparser
from pathlib import Path

import pytest
from click.testing import CliRunner

from leaflet import main
from press.desk.accounts import Accounts, Tries
from press.desk.install import NAME, install, unit
from press.errors import PressError, UsageError


@pytest.mark.slow
def test_a_password_lets_in_its_own_practice_alone(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    accounts.set_password("brug", "correct horse")
    accounts.set_password("molen", "battery staple")
    assert accounts.lets_in("brug", "correct horse")
    for practice, password in (("molen", "correct horse"), ("x", "correct horse"), ("brug", "")):
        assert not accounts.lets_in(practice, password)
    assert "$argon2id$" in accounts.known["brug"].password


def test_a_key_stands_for_its_practice_until_it_is_removed(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    keys = [accounts.new_key("brug"), accounts.new_key("brug"), accounts.new_key("molen")]
    assert [accounts.of_key(key) for key in (*keys, "", "leaflet_")] == ["brug"] * 2 + [
        "molen",
        "",
        "",
    ]
    assert not any(key in (tmp_path / "desk/accounts.json").read_text() for key in keys)
    assert accounts.remove_keys("brug") == 2
    assert [accounts.of_key(key) for key in keys] == ["", "", "molen"]


def test_five_wrong_passwords_cost_a_quarter_of_an_hour() -> None:
    now = [0.0]
    tries = Tries(lambda: now[0])
    for _ in range(5):
        assert tries.wait("here", "brug") == 0
        tries.wrong("here", "brug")
    assert tries.wait("here", "molen") == tries.wait("there", "brug") == 900
    assert tries.wait("there", "molen") == 0
    now[0] = 901
    assert tries.wait("here", "brug") == 0


def test_accounts_that_cannot_be_read_let_nobody_in(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    accounts.set_password("brug", "correct horse")
    (tmp_path / "desk/accounts.json").write_text("[1]")
    with pytest.raises(PressError, match="set passwords anew"):
        accounts.lets_in("brug", "correct horse")


@pytest.mark.parametrize(
    ("options", "typed", "code", "said"),
    [
        (["--set-password", "--practice", "brug"], "correct horse\n", 0, "is set"),
        (["--set-password", "--practice", "brug"], "short\n", 2, "at least 10"),
        (["--set-password", "--practice", "nergens"], "correct horse\n", 2, "is none"),
        (["--new-key", "--practice", "molen"], "", 0, "leaflet_"),
        (["--remove-keys", "--practice", "molen"], "", 0, "0 keys"),
        (["--login"], "", 2, "nobody could sign in"),
        (["--host", "0.0.0.0"], "", 2, "--address"),
    ],
)
@pytest.mark.slow
def test_the_command_says_who_comes_in(
    house: Path, options: list[str], typed: str, code: int, said: str
) -> None:
    ran = CliRunner().invoke(main, ["--root", str(house), "desk", *options], input=typed)
    assert (ran.exit_code, said in ran.output) == (code, True), ran.output
    assert "correct horse" not in ran.output


def test_a_unit_can_be_read_by_systemd_and_holds_no_path_that_it_would_split(
    tmp_path: Path,
) -> None:
    said = install(tmp_path, "brug", 8765, tmp_path, "linux")
    written = configparser.ConfigParser(interpolation=None)
    written.optionxform = str  # type: ignore[assignment, method-assign]
    written.read(tmp_path / ".config/systemd/user" / NAME)
    start = written["Service"]["ExecStart"].split()
    assert start[1:] == [
        *("-m", "leaflet", "--root", str(tmp_path), "desk", "--port", "8765"),
        *("--practice", "brug"),
    ]
    assert "systemctl --user enable --now" in said
    for name in ('a"b', "a b", "a%h", "a$b", "a\\b"):
        with pytest.raises(UsageError):
            unit(tmp_path / name, "", 1)


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_elsewhere_it_says_what_to_do_and_writes_nothing(tmp_path: Path, platform: str) -> None:
    assert "desk --port 8765" in install(tmp_path, "", 8765, tmp_path, platform)
    assert list(tmp_path.iterdir()) == []
