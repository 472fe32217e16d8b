"""The command `leaflet` (or `python leaflet.py`); each subcommand is a file of press/commands."""

from __future__ import annotations

import errno
import sys
from importlib import import_module
from pathlib import Path

import click

from press import __version__
from press.commands import FOUND, WRONG_USAGE
from press.errors import DiskError, PressError

COMMANDS = (
    *("build", "check", "proof", "list", "new", "font", "site", "send", "outbox", "deliver"),
    *("sign", "publish", "changes", "withdraw", "issued", "remind", "import", "desk"),
)
_FILES = {"import": "import_files"}
"""Commands whose file cannot have their name."""


class _Press(click.Group):
    """Finds a command in its file, and turns an error of the press into an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(
            f"press.commands.{_FILES.get(cmd_name, cmd_name)}"
        ).command
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except PressError as error:
            click.echo(f"leaflet: {error}", err=True)
            sys.exit(FOUND if isinstance(error, DiskError) else WRONG_USAGE)
        except OSError as error:
            if error.errno == errno.EPIPE:  # nobody reads on; click ends quietly
                raise
            name = ascii(str(error.filename))[1:-1] if error.filename else "a file"
            click.echo(f"leaflet: {name}: {error.strerror or error}", err=True)
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
    leaflet build                       every leaflet for every practice
    leaflet build lage-rugklachten --practice lindehof
    leaflet check                       proofread words, look over pages
    leaflet list variants               what would be built
    leaflet new house mine              begin a house of your own
    leaflet send oorsmeer --practice lindehof        mail a leaflet to one person
    """
    ctx.obj = root


if __name__ == "__main__":
    main()
