"""Check -> the house report: one HTML page that asks for no other file, and runs nothing.

report.html is the page and report.css its look, for a designer to read; rows.py prepares
what they show. The template escapes whatever it is given: people wrote it.
"""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from press import __version__
from press.report.checked import Check, Pages
from press.report.rows import nearness, pages_id, rows, rules, timeline
from press.report.standing import given_out
from press.report.words import counts, day, distance, figure, many, sentence, short_day, times


def page(check: Check) -> str:
    """Lay out a check as a page for a screen of any width, and for who hears it."""
    leaflets = rows(check)
    template = environment().get_template("report.html")
    return template.render(
        check=check,
        rows=leaflets,
        indexes=sorted(
            {(row.report.leaflet.language, row.report.reading.index) for row in leaflets}
        ),
        timeline=timeline(check),
        owed=check.owed,
        given_out=given_out(check),
        rules=rules(check),
        allowed=[(row.report.leaflet, one) for row in leaflets for one in row.report.silenced],
        publications=sorted(check.pages, key=_by_title),
        distance=distance,
        press_version=__version__,
    )


def environment() -> Environment:
    """What fills in the pages of this folder: it escapes whatever it is given."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = (counts, day, figure, many, nearness, pages_id, sentence, short_day, times)
    environment.filters |= {word.__name__: word for word in words}
    environment.filters["base64"] = lambda data: b64encode(data).decode()
    return environment


def _by_title(pages: Pages) -> tuple[bool, str, str]:
    """Leaflets by language and title, then booklets."""
    publication = pages.variant.publication
    return publication.is_booklet, publication.language, publication.title
