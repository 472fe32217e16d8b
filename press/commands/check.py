"""leaflet check: look for mistakes as build does, write nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from press.commands import choices
from press.commands.build import run


@click.command("check")
@choices
@click.pass_obj
def command(root: Path, /, **chosen: Any) -> None:
    """Look for mistakes as build would; write nothing.

    Example: leaflet check --language nl
    """
    run(root, chosen, writing=False)
