"""leaflet import: drafts of Word files, web pages and texts, a report of what became of each."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import FOUND, Report
from press.commands.completing import LANGUAGE

if TYPE_CHECKING:
    from press.importing.leaflets import Draft

_COLUMNS = ("file", "leaflet", "words", "only told", "offers", "to mend")


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--changes",
    type=click.Choice(["accept", "reject"]),
    help="What to do with tracked changes.  [default: refuse the file, and name them]",
)
@click.option("--language", type=LANGUAGE, help="Of the leaflets.  [default: what the file says]")
@click.option("--apply", is_flag=True, help="Do the offers that are certain.")
@click.option("--dry-run", is_flag=True, help="Show what would come of it; write nothing.")
@click.pass_obj
def command(
    root: Path,
    files: tuple[Path, ...],
    changes: str | None,
    language: str | None,
    apply: bool,
    dry_run: bool,
) -> None:
    """Make drafts of FILES, or of all in a folder: .docx, .html, .md, .txt, .pdf.

    \b
    Example: leaflet import brochures/ --dry-run

    With the extra [import] also .odt, .rtf and .epub. Each becomes
    sources/leaflets/LANGUAGE/NAME.md, a draft, its pictures remade, with a report in
    sources/leaflets/LANGUAGE/imported/ that names each word and thing that did not come
    along. Nothing is ever written over.
    """
    from press.importing.leaflets import drafts, files_in, open_desk, write

    house, desk = open_desk(
        root, date.today(), changes=changes or "", language=language or "", apply=apply
    )
    wanted, others = files_in(files)
    report, rows, taken = Report(), [], set[str]()
    with click.progressbar(length=len(wanted), file=sys.stderr, label="reading") as bar:
        for path, made, trouble in drafts(wanted, desk):
            bar.update(1)
            made = write(house, path, made, taken, dry=dry_run)
            rows.append(_row(path, made))
            report.silent = False
            if made.findings or trouble:
                click.echo("\r\x1b[K" if sys.stderr.isatty() else "", err=True, nl=False)
                report.say(made.findings, [trouble])
            if dry_run and len(wanted) == 1 and made.files:
                click.echo(made.files[f"leaflets/{made.language}/{made.slug}.md"].decode())
    if others:
        names = ", ".join(path.name for path in others[:5]) + (" …" if len(others) > 5 else "")
        click.echo(f"{len(others)} other files passed over: {names}", err=True)
    _show(rows)
    made_of = sum(row[1] != "-" for row in rows)
    click.echo(f"{made_of} of {len(rows)} {'would be taken over' if dry_run else 'taken over'}")
    sys.exit(FOUND if made_of < len(rows) or report.has_errors else 0)


def _row(path: Path, made: Draft) -> tuple[str, ...]:
    if made.files is None:
        return (path.name, "-", "-", "-", "-", "-")
    numbers = (made.words, made.left_out, made.offers, made.to_mend)
    return (path.name, f"{made.language}/{made.slug}", *map(str, numbers))


def _show(rows: list[tuple[str, ...]]) -> None:
    """One table of all files, as wide as what stands in it."""
    table = [_COLUMNS, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(_COLUMNS))]
    for row in table:
        left = [cell.ljust(width) for cell, width in zip(row[:2], widths, strict=False)]
        right = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        click.echo("  ".join([*left, *right]).rstrip())
