"""leaflet lsp: an editor is told what is wrong in a text while it is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from press.commands import needing


@click.command("lsp")
@click.option("--stdio", is_flag=True, hidden=True)
@click.pass_obj
def command(root: Path, /, stdio: bool) -> None:
    """Tell an editor what is wrong in a text while it is written (language server).

    An editor starts it, and talks to it on standard input and output: findings as you type,
    names that may stand here, where each is defined, and changes that mend. Texts are
    checked as they stand in the editor, saved or not. docs/editors.md says how to set it up.

    \b
    Example: leaflet lsp
    """
    with needing("lsp", "editors need"):
        from press.lsp.server import serve
    serve(root, date.today)
