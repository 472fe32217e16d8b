"""leaflet desk: find, look, print, mail, in a browser at the front desk."""

from __future__ import annotations

import logging
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from press.commands import needing
from press.commands.completing import PRACTICE


@click.command("desk")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, help="[default: 8765]")
@click.option("--practice", default="", type=PRACTICE, help="Only this practice.")
@click.option("--host", default="127.0.0.1", help="Where to listen.  [default: this machine only]")
@click.option("--address", default="", metavar="URL", help="How browsers elsewhere call the desk.")
@click.option("--login", is_flag=True, help="Ask for a password on this machine too.")
@click.option("--certificate", type=click.Path(exists=True, path_type=Path), metavar="FILE")
@click.option("--certificate-key", type=click.Path(exists=True, path_type=Path), metavar="FILE")
@click.option("--set-password", is_flag=True, help="Set the password of --practice, and end.")
@click.option("--new-key", is_flag=True, help="Show a new key for programs of --practice, and end.")
@click.option("--remove-keys", is_flag=True, help="Let no program of --practice in any more.")
@click.option("--install", "install", is_flag=True, help="Have this machine open it at each start.")
@click.pass_obj
def command(
    root: Path,
    port: int,
    practice: str,
    host: str,
    address: str,
    login: bool,
    certificate: Path | None,
    certificate_key: Path | None,
    set_password: bool,
    new_key: bool,
    remove_keys: bool,
    install: bool,
) -> None:
    """Open the desk: a page to find a leaflet, look at it, and print, mail or save it.

    It serves this machine until you press Ctrl-C. For others in the building it asks for a
    password and needs --host, --address and a certificate or a proxy: see docs/desk.md.

    Example: leaflet desk --practice lindehof
    """
    with needing("desk", "the desk needs"):
        from press.desk.server import DeskChoices, open_desk
    if set_password or new_key or remove_keys:
        _account(root, practice, set_password=set_password, new_key=new_key)
        return
    if install:
        from press.desk.install import install as write_unit

        click.echo(write_unit(root, practice, port, Path.home(), sys.platform))
        return
    logging.basicConfig(format="leaflet: %(message)s", level=logging.WARNING)
    choices = DeskChoices(port, host, practice, address, login, certificate, certificate_key)
    with suppress(KeyboardInterrupt):
        open_desk(root, choices, date.today, time.time, click.echo)


def _account(root: Path, practice: str, *, set_password: bool, new_key: bool) -> None:
    """Change who may come in for a practice that the house has."""
    from press.desk.accounts import Accounts
    from press.errors import UsageError

    if not (root / "sources/practices" / practice / "practice.yaml").is_file() or not practice:
        raise UsageError(f"--practice names a practice of the house, and '{practice}' is none")
    accounts = Accounts(root)
    if set_password:
        accounts.set_password(practice, _secret())
        click.echo(f"The password of {practice} is set; whoever was signed in signs in again.")
    elif new_key:
        click.echo(accounts.new_key(practice))
    else:
        click.echo(f"{accounts.remove_keys(practice)} keys removed")


def _secret() -> str:
    """A password from standard input, never from the command line."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline(2000).rstrip("\r\n")
