"""leaflet issued: what was current on a day, and who had what."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import Report
from press.commands.completing import PRACTICE, PUBLICATION
from press.commands.governing import day

if TYPE_CHECKING:
    from press.governance.issued import Current

Counts = dict[tuple[str, str], dict[str, int]]


@click.command("issued")
@click.argument("slug", type=PUBLICATION, default="")
@click.option("--on", metavar="DATE", callback=day, help="[default: today]")
@click.option("--practice", default="", type=PRACTICE, help="What this practice had.")
@click.option(
    "--restore",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Lay the house out in DIR as it was last published until that day.",
)
@click.pass_obj
def command(root: Path, slug: str, on: date | None, practice: str, restore: Path | None) -> None:
    """Show which version of each leaflet was current on a day, delivered and given how often.

    From the record archive/issued.jsonl; how often something was mailed the outbox counts, how
    often it was handed out the desk, both without anybody. A house that is laid out again
    makes the same bytes with the same press.

    \b
    Example: leaflet issued --on 2026-03-02 --practice lindehof pijn-onder-in-de-rug
    """
    from press.errors import UsageError
    from press.governance.handed_out import handed_until
    from press.governance.issued import current_on, read_issued, snapshot_on
    from press.mail.counting import mailed_until
    from press.reading.house import open_house

    house, _ = open_house(root)
    chosen = {} if restore else {"practice": practice, "slug": slug}
    events, findings = read_issued(house, **chosen)
    report, asked = Report(), on or date.today()
    report.say(findings)
    if restore:
        snapshot = snapshot_on(events, asked)
        if not snapshot:
            raise UsageError(f"nothing was published until {asked}")
        from press.governance.archive import restore as lay_out

        click.echo(f"{lay_out(house, snapshot, restore)} files in {restore}")
        return
    given = {
        "mailed": mailed_until(house.root, asked, time.time()),
        "handed out at the desk": handed_until(house, asked),
    }
    found = current_on(events, asked, practice=practice, slug=slug)
    for each in found:
        _say(each, given, practice)
    if not found:
        what = f"of '{slug}' " if slug else ""
        click.echo(f"Nothing {what}was published or delivered until {asked}.")


def _say(each: Current, given: dict[str, Counts], practice: str) -> None:
    """One leaflet: its version, who had it, how often it was given to readers, and how."""
    if each.withdrawn:
        click.echo(f"{each.leaflet}  withdrawn on {each.withdrawn.on}: {each.withdrawn.why}")
    elif each.published:
        it = each.published
        click.echo(f"{each.leaflet}  {it.version}  since {it.on}  words {it.digest[:12]}")
    else:
        click.echo(f"{each.leaflet}  never published")
    for event, files in each.delivered:
        for file in files:
            said = f"version {file.version}, {event.on}, sha256 {file.sha256}"
            click.echo(f"  {event.practice}: {file.path}, {said}")
    for how, counts in given.items():
        for (who, leaflet), versions in sorted(counts.items()):
            if leaflet == each.leaflet and practice in ("", who):
                said = ", ".join(f"{number} of {version}" for version, number in versions.items())
                click.echo(f"  {who}: {how} {said}")
