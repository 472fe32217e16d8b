"""Accounts: where secrets come from, and what a practice's own file may not do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import FROM, account

from press.errors import MailError
from press.mail.accounts import Route, log_in_with, route_for, routes_of
from press.mail.compose import sender_for
from press.model import Account, Origin, Practice
from press.reading.house import open_house

YAML = """\
mail:
  host: smtp.example.org
  from: folders@netwerk.example
  user: press
  password_env: LEAFLET_MAIL
"""


def house(tmp_path: Path, text: str) -> tuple[Account | None, list[str]]:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/house.yaml").write_text(text)
    opened, findings = open_house(tmp_path)
    return opened.mail, [str(finding) for finding in findings]


def practice(**mail: object) -> Practice:
    given = {"host": "smtp.example.org", "from": FROM, "user": "press", **mail}
    own = Account.model_validate(given)
    return Practice.model_construct(id="de-brug", mail=own, origin=Origin("practice.yaml"))


OWN = {"password_env": "LEAFLET_MAIL_DE_BRUG"}


def test_an_account_in_house_yaml_needs_little(tmp_path: Path) -> None:
    mail, findings = house(tmp_path, YAML)
    assert findings == []
    assert mail and (mail.at_port, mail.security, mail.rate) == (587, "starttls", 20)


def test_a_whole_encrypted_connection_has_its_own_port() -> None:
    assert account(587, security="tls", port=None).at_port == 465


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("password: geheim", "unknown key 'mail.password' (did you mean 'password_env'?)"),
        ("security: none", "'mail.security' cannot be 'none'"),
        ("password_file: x", "give one of password_env, password_file and token_command"),
        ("reply_to: a@x.example, b@x.example", "write one address and nothing else"),
        ("rate: 0", "'mail.rate' is not right"),
        ("port: 99999", "'mail.port' is not right"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, line: str, says: str) -> None:
    mail, findings = house(tmp_path, f"{YAML}  {line}\n")
    assert mail is None
    assert findings[0].startswith("sources/house.yaml:") and says in findings[0]


def test_a_user_needs_a_secret(tmp_path: Path) -> None:
    _, findings = house(tmp_path, YAML.replace("  password_env: LEAFLET_MAIL\n", ""))
    assert "with 'user' give one of" in findings[0]


def test_a_password_comes_from_the_environment(tmp_path: Path) -> None:
    route = Route("house", account(587), tmp_path)
    login = log_in_with(route, {"LEAFLET_MAIL": "geheim"})
    assert login and login.password == "geheim"
    assert "geheim" not in repr(login)
    with pytest.raises(MailError, match="the environment has no LEAFLET_MAIL"):
        log_in_with(route, {})


def test_a_password_comes_from_the_first_line_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("geheim ë\nnot this\n")
    route = Route("house", account(587, password_env=None, password_file="secret"), tmp_path)
    login = log_in_with(route, {})
    assert login and login.password == "geheim ë"
    (tmp_path / "secret").write_text("")
    with pytest.raises(MailError, match="the password file is empty"):
        log_in_with(route, {})


@pytest.mark.parametrize("command", [["false"], ["true"], ["/nonexistent"]])
def test_a_token_command_that_gives_no_token_is_an_outage(
    tmp_path: Path, command: list[str]
) -> None:
    route = Route("house", account(587, password_env=None, token_command=command), tmp_path)
    with pytest.raises(MailError, match="token command"):
        log_in_with(route, {})


def test_a_server_may_want_no_login(tmp_path: Path) -> None:
    assert (
        log_in_with(Route("house", account(587, user=None, password_env=None), tmp_path), {})
        is None
    )


def test_one_wrong_account_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/house.yaml").write_text(YAML)
    wrong, right = (practice(password_env=name) for name in ("HOME", "LEAFLET_MAIL_DE_BRUG"))
    routes, refused = routes_of(open_house(tmp_path)[0], (wrong, right))
    assert [route.name for route in routes] == ["house", "practices/de-brug"]
    assert refused == ("practice.yaml: password_env must be LEAFLET_MAIL_DE_BRUG",)


@pytest.mark.parametrize(
    ("mail", "says"),
    [
        ({"token_command": ["cat", "/etc/passwd"]}, "may stand in sources/house.yaml only"),
        ({"password_env": "AWS_SECRET_ACCESS_KEY"}, "must be LEAFLET_MAIL_DE_BRUG"),
        ({"password_file": "/etc/shadow", "password_env": None}, "must be de-brug.password"),
        ({"password_file": "elsewhere/de-brug.password"}, "must be de-brug.password"),
        ({"host": "127.0.0.1", **OWN}, "no mail server on the internet"),
        ({"host": "::1", **OWN}, "no mail server on the internet"),
        ({"host": "printer.local", **OWN}, "no mail server on the internet"),
        ({"host": "mailhost", **OWN}, "no mail server on the internet"),
    ],
)
def test_a_practice_runs_no_command_and_takes_nobody_elses_secret(
    tmp_path: Path, mail: dict[str, object], says: str
) -> None:
    (tmp_path / "sources").mkdir()
    with pytest.raises(MailError, match=says):
        route_for(open_house(tmp_path)[0], practice(**mail))


def test_a_house_may_let_practices_use_a_server_of_its_own_network(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/house.yaml").write_text("mail_hosts: [mailhost]\n")
    opened = open_house(tmp_path)[0]
    inside, other = (route_for(opened, practice(host=h, **OWN)) for h in ("mailhost", "a.example"))
    assert inside and other
    assert (inside.outside, other.outside) == (False, True)


def test_a_password_file_is_no_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("geheim\n")
    (tmp_path / "de-brug.password").symlink_to(tmp_path / "elsewhere")
    route = Route("x", account(587, password_env=None, password_file="de-brug.password"), tmp_path)
    with pytest.raises(MailError, match="cannot be read"):
        log_in_with(route, {})


@pytest.mark.parametrize("name", ["info@bank.example", "Bank ＠ huis", "a﹫b"])
def test_a_name_that_looks_like_an_address_is_no_sender(name: str) -> None:
    with pytest.raises(MailError, match="holds no '@'"):
        sender_for(None, name, FROM)
