"""The configuration -> the account that a practice sends from, and its login."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from press.errors import MailError
from press.model import Account, House, Practice

HOUSE = "house"
_LONGEST_SECRET = 10_000
"""Characters of a password file that are read."""
_PATIENCE = 60
"""Seconds for a command that fetches a token."""


@dataclass(frozen=True, slots=True)
class Login:
    """Who logs in and with what; the secrets stay out of tracebacks."""

    user: str
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Route:
    """An account by the name under which the outbox knows it."""

    name: str
    account: Account
    folder: Path
    """Where a password file is looked for if its path is not absolute."""
    outside: bool = False
    """Whether its server must be one on the internet, whatever its name leads to."""

    @property
    def server(self) -> str:
        return f"{self.account.host}:{self.account.at_port}"


def route_for(house: House, practice: Practice) -> Route | None:
    """The practice's own account, else the house's, else none."""
    if practice.mail:
        _check_own(practice, practice.mail, house)
        outside = practice.mail.host not in house.mail_hosts
        return Route(f"practices/{practice.id}", practice.mail, house.root, outside)
    return house_route(house)


def house_route(house: House) -> Route | None:
    return Route(HOUSE, house.mail, house.root) if house.mail else None


def routes_of(
    house: House, practices: tuple[Practice, ...]
) -> tuple[tuple[Route, ...], tuple[str, ...]]:
    """Every account that is configured, and why others are not used."""
    routes, refused = [house_route(house)], []
    for practice in practices:
        try:
            routes.append(route_for(house, practice) if practice.mail else None)
        except MailError as error:
            refused.append(str(error))
    return tuple(route for route in routes if route), tuple(refused)


def log_in_with(route: Route, environ: Mapping[str, str]) -> Login | None:
    """Fetch the secret of an account now; None for a server that wants no login."""
    account = route.account
    if not account.user:
        return None
    if account.token_command:
        return Login(account.user, token=_token(account.token_command))
    if account.password_file:
        return Login(account.user, _first_line(route.folder / account.password_file))
    password = environ.get(account.password_env or "", "")
    if not password:
        raise MailError(f"{route.server}: the environment has no {account.password_env}")
    return Login(account.user, password)


def _check_own(practice: Practice, account: Account, house: House) -> None:
    """A practice's file gives values. It runs no command and takes nobody else's secret."""
    variable = "LEAFLET_MAIL_" + practice.id.upper().replace("-", "_")
    file = f"{practice.id}.password"
    if account.token_command:
        why = "token_command may stand in sources/house.yaml only"
    elif account.password_env and account.password_env != variable:
        why = f"password_env must be {variable}"
    elif account.password_file and account.password_file != file:
        why = f"password_file must be {file}, which lies in the folder of the house"
    elif not _is_public_name(account.host) and account.host not in house.mail_hosts:
        why = f"host {account.host} is no mail server on the internet"
        why += " (who runs the house may list it in sources/house.yaml under mail_hosts)"
    else:
        return
    raise MailError(f"{practice.origin.path}: {why}")


def _is_public_name(host: str) -> bool:
    """Whether a host is a name with a dot that does not mean this machine or this network."""
    name = host.lower().rstrip(".")
    local = (".local", ".localhost", ".internal", ".lan", ".home", ".arpa")
    return "." in name and not name.endswith(local) and not re.fullmatch(r"[\d.]+|.*:.*", name)


def _token(command: tuple[str, ...]) -> str:
    """Run the command that prints a token; what it prints beside it is not repeated."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, text=True)
    except (OSError, subprocess.TimeoutExpired, UnicodeError) as error:
        raise MailError(f"the token command does not run: {_why(error)}") from None
    token = done.stdout.strip()
    if done.returncode or not token:
        raise MailError(f"the token command gives no token (exit code {done.returncode})")
    return token


def _why(error: Exception) -> str:
    """In words, without what a file or a command holds."""
    return (isinstance(error, OSError) and error.strerror) or "it is no plain text, or takes long"


def _first_line(path: Path) -> str:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, encoding="utf-8") as file:
            lines = file.read(_LONGEST_SECRET).splitlines()
    except (OSError, UnicodeError) as error:
        raise MailError(f"the password file cannot be read: {_why(error)}") from None
    if not lines or not lines[0]:
        raise MailError("the password file is empty")
    return lines[0]
