"""The command: parse, call the press, print. `leaflet --help` says the rest."""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from press import __version__
from press.errors import PressError

if TYPE_CHECKING:
    from press.batch import Order, Works

DONE, FOUND, WRONG_USAGE = 0, 1, 2


class _Press(click.Group):
    """The one place where an error of the press becomes an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PressError as error:
            click.echo(f"leaflet: {error}", err=True)
            sys.exit(WRONG_USAGE)


@click.group(cls=_Press, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="leaflet")
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
    leaflet build oefeningen --practice lindehof
    leaflet check                       look for mistakes, write nothing
    leaflet list variants               what would be built
    leaflet new house mine              begin a house of your own
    """
    ctx.obj = root


def _choices(command: Any) -> Any:
    """The choices that build, check and proof share; what is left out means all."""
    for option in (
        click.option("--media", multiple=True, type=click.Choice(["screen", "print", "prepress"])),
        click.option("--language", "languages", multiple=True, metavar="LL", help="As nl, en."),
        click.option("--layout", "layouts", multiple=True, metavar="NAME", help="A layout."),
        click.option("--practice", "practices", multiple=True, metavar="ID", help="A practice."),
        click.argument("publications", nargs=-1, metavar="[PUBLICATION]..."),
    ):
        command = option(command)
    return command


@main.command()
@_choices
@click.pass_obj
def build(root: Path, **choices: Any) -> None:
    """Write leaflets to output/PRACTICE/LANGUAGE/.

    Example: leaflet build chronische-lage-rugklachten --practice lindehof
    """
    _run(root, _order(choices), writing=True)


@main.command()
@_choices
@click.pass_obj
def check(root: Path, **choices: Any) -> None:
    """Look for mistakes as build would; write nothing.

    Example: leaflet check --language nl
    """
    _run(root, _order(choices), writing=False)


def _run(root: Path, order: Order, *, writing: bool) -> None:
    """Build or check, say every finding once, and end with one line that sums up."""
    from press import batch

    start = time.monotonic()
    works = batch.load(root)
    shown: set[Any] = set()
    _say(works.findings, shown)
    done = failed = with_findings = 0
    for result in batch.run(batch.plan(works, order), works.stock):
        _say(result.findings, shown)
        with_findings += bool(result.findings)
        if result.document is None:
            failed += 1
            continue
        done += 1
        if writing:
            batch.write(result.document, works.house.output)
    word = "written" if writing else "checked"
    seconds = time.monotonic() - start
    left_out = f", {failed} not {word}" if failed else ""
    click.echo(f"{done} {word}{left_out}, {with_findings} with findings, {seconds:.1f} s")
    if failed or batch.has_errors(works.findings):
        sys.exit(FOUND)


def _say(findings: Any, shown: set[Any]) -> None:
    for finding in findings:
        if finding not in shown:
            shown.add(finding)
            click.echo(str(finding), err=True)


def _order(choices: dict[str, Any]) -> Order:
    from press.batch import Order

    return Order(**choices)


@main.command("list")
@click.argument("kind", type=click.Choice(["leaflets", "practices", "layouts", "variants"]))
@click.option("--json", "as_json", is_flag=True, help="For a program.")
@click.pass_obj
def list_(root: Path, kind: str, as_json: bool) -> None:
    """List what the house has.

    Example: leaflet list variants --json
    """
    from press import batch

    works = batch.load(root)
    rows = _ROWS[kind](works)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            click.echo("  ".join(str(value) for value in row.values()))
    if batch.has_errors(works.findings):
        _say(works.findings, set())
        sys.exit(FOUND)


def _leaflet_rows(works: Works) -> list[dict[str, Any]]:
    return [
        {
            "slug": leaflet.slug,
            "language": leaflet.language,
            "version": leaflet.version,
            "review_due": leaflet.review_due.isoformat(),
            "title": leaflet.title,
        }
        for leaflet in works.stock.content.leaflets
    ]


def _practice_rows(works: Works) -> list[dict[str, Any]]:
    return [
        {"id": practice.id, "languages": list(practice.languages), "name": practice.name}
        for practice in works.practices
    ]


def _layout_rows(works: Works) -> list[dict[str, Any]]:
    from press.model import in_language

    return [
        {
            "name": layout.name,
            "media": list(layout.media),
            "description": in_language(layout.description, "en"),
        }
        for layout in works.layouts
    ]


def _variant_rows(works: Works) -> list[dict[str, Any]]:
    from press.batch import Order, plan

    return [
        {
            "path": variant.path,
            "publication": variant.publication.slug,
            "language": variant.publication.language,
            "practice": variant.practice.id,
            "layout": variant.layout.name,
            "media": variant.media,
        }
        for variant in plan(works, Order(media=("screen", "print", "prepress")))
    ]


_ROWS = {
    "leaflets": _leaflet_rows,
    "practices": _practice_rows,
    "layouts": _layout_rows,
    "variants": _variant_rows,
}


@main.command()
@click.argument("kind", type=click.Choice(["house", "leaflet", "practice", "layout"]))
@click.argument("name")
@click.option("--language", default="nl", show_default=True, metavar="LL", help="Of a leaflet.")
@click.pass_obj
def new(root: Path, kind: str, name: str, language: str) -> None:
    """Begin a house in a folder, or a leaflet, practice or layout in this house.

    Example: leaflet new house mine, then leaflet --root mine build
    """
    from press import starters
    from press.house import open_house

    today = date.today()
    match kind:
        case "house":
            made = starters.new_house(Path(name), today)
        case "leaflet":
            made = starters.new_leaflet(root, name, language, today)
        case "practice":
            made = starters.new_practice(root, name, today)
        case _:
            made = starters.new_layout(root, name, open_house(root)[0].layouts, today)
    for path in made:
        click.echo(str(path))


if __name__ == "__main__":
    main()
