"""leaflet font: an open family brought into the house, once."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import click

from press.commands.completing import PRACTICE
from press.commands.grouping import Commands

_REGISTRY = "https://registry.npmjs.org"
_MOST = 100_000_000
"""Bytes of a package."""


@click.group("font", cls=Commands)
def command() -> None:
    """Bring an open typeface into the house or to a practice."""


@command.command("add")
@click.argument("family")
@click.option("--practice", type=PRACTICE, help="Into this practice's folder, not the house's.")
@click.option(
    "--weight",
    "weights",
    multiple=True,
    type=click.IntRange(1, 1000),
    metavar="N",
    help="As 600; may be given again.  [default: 400 and 700]",
)
@click.pass_obj
def add(root: Path, family: str, practice: str | None, weights: tuple[int, ...]) -> None:
    """Fetch an open FAMILY with its licence from npm (@fontsource), and list it in fonts.css.

    \b
    Example: leaflet font add "Open Sans" --practice lindehof

    This is the only command that fetches a typeface. It asks the registry that npm asks;
    NPM_CONFIG_REGISTRY names another.
    """
    from press.errors import UsageError
    from press.importing.typefaces import add_family, fetch_family, ttf_of
    from press.reading.house import open_house
    from press.workers.isolated import alone

    house, _ = open_house(root)
    folder = house.root
    if practice:
        folder = house.sources / "practices" / practice
        if not (folder / "practice.yaml").is_file():
            raise UsageError(f"there is no practice '{practice}'")
    fetched = fetch_family(family, weights or (400, 700), _registry(), _fetch)
    ttf = alone(lambda: ttf_of(fetched))
    for path in add_family(folder / "fonts", fetched, ttf):
        click.echo(str(path))
    click.echo(f"{family} is here, under {fetched.licence}; name it under 'typography:'")


def _registry() -> str:
    """The registry that npm asks: of the environment, of npm's settings, or its usual one."""
    for name in ("NPM_CONFIG_REGISTRY", "npm_config_registry"):
        if os.environ.get(name):
            return os.environ[name]
    if npm := shutil.which("npm"):
        asked = subprocess.run(
            [npm, "config", "get", "registry"], capture_output=True, text=True, check=False
        )
        if asked.stdout.strip().startswith(("https://", "http://")):
            return asked.stdout.strip()
    return _REGISTRY


def _fetch(address: str) -> bytes:
    from urllib.request import urlopen

    if not address.startswith(("https://", "http://")):
        raise OSError(f"{address} is not on the web")
    with urlopen(address, timeout=60) as answer:
        content: bytes = answer.read(_MOST + 1)
    if len(content) > _MOST:
        raise OSError(f"{address} is larger than {_MOST // 1_000_000} MB")
    return content
