"""The command `leaflet` (or `python leaflet.py`); each subcommand is a file of press/commands."""

from __future__ import annotations

import errno
import sys
from importlib import import_module
from pathlib import Path

import click

from press import __version__
from press.commands import FOUND, WRONG_USAGE
from press.commands.grouping import Commands
from press.commands.painting import say_error
from press.errors import DiskError, PressError

SECTIONS = {
    "Write and stand for texts": (
        "new",
        "import",
        "preview",
        "check",
        "changes",
        "sign",
        "publish",
        "schema",
        "lsp",
    ),
    "Make": ("build", "list", "find", "proof", "site", "font"),
    "Hand out": ("desk", "print", "send", "deliver", "outbox"),
    "Run a house": ("report", "withdraw", "issued", "remind", "completion"),
}
"""The commands, by who uses them."""
_FILES = {"import": "import_files"}
"""Commands whose file cannot have their name."""


class _Press(Commands):
    """Finds a command in its file, and turns an error of the press into an exit code."""

    sections = SECTIONS

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(
            f"press.commands.{_FILES.get(cmd_name, cmd_name)}"
        ).command
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except PressError as error:
            say_error(error)
            sys.exit(FOUND if isinstance(error, DiskError) else WRONG_USAGE)
        except OSError as error:
            if error.errno == errno.EPIPE:  # nobody reads on; click ends quietly
                raise
            name = ascii(str(error.filename))[1:-1] if error.filename else "a file"
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            hint = " (make room, then give the same command again)" if full else ""
            say_error(f"{name}: {error.strerror or error}{hint}")
            sys.exit(FOUND)


def _say_version(ctx: click.Context) -> None:
    from press.installed import ENGINE, patches_off

    off = patches_off()
    click.echo(f"leaflet, version {__version__}")
    click.echo(f"WeasyPrint {ENGINE['weasyprint']}, " + (f"unpatched: {off}" if off else "patched"))
    ctx.exit()


@click.group(cls=_Press, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=lambda ctx, _, asked: _say_version(ctx) if asked else None,
    help="Show the version, and whether the engine is patched.",
)
@click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    envvar="LEAFLET_ROOT",
    help="The house: the folder that holds sources/.  [default: this folder]",
)
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Print patient leaflets in the branding of each practice.

    \b
    leaflet build                              every leaflet for every practice
    leaflet build lage-rugklachten --practice lindehof
    leaflet find rugpijn                       where a leaflet lies
    leaflet check --words-only                 proofread words, in a moment
    leaflet send lage-rugklachten --practice lindehof   mail it to one person
    leaflet new house mine                     begin a house of your own

    Each command tells more with --help.
    """
    ctx.obj = root


if __name__ == "__main__":
    main(prog_name="leaflet")
