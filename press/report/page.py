"""Check -> the house report: one HTML page that asks for no other file, and runs nothing.

Built as a tree of the standard library rather than from a template: Jinja2 is at home
in merge, a tree escapes by itself, and its parts are typed functions. A policy in the
page forbids what a mistake here might let in: scripts, and anything from elsewhere.
"""

from __future__ import annotations

from pathlib import Path

from press import __version__
from press.report.checked import Check
from press.report.elements import Element, tag, written
from press.report.parts import allowed, findings, leaflets, reviews
from press.report.pictures import pages
from press.report.words import day, distance, many, short_day

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def page(check: Check) -> str:
    """Lay out a check as a page for a screen of any width, and for who hears it."""
    sections = [
        (name, part)
        for name, part in (
            ("Leaflets", leaflets(check)),
            ("Reviews", reviews(check)),
            ("Findings", findings(check)),
            ("Allowed", allowed(check)),
            ("Pages", pages(check)),
        )
        if part is not None
    ]
    body = tag(
        "body",
        tag("a", "Go to the report", href="#report", class_="skip"),
        _header(check),
        _contents([name for name, _ in sections]),
        tag("main", *(_section(name, part) for name, part in sections), id="report", tabindex="-1"),
        _footer(),
    )
    return written(tag("html", _head(), body, lang="en"))


def _head() -> Element:
    style = Path(__file__).with_name("report.css").read_text(encoding="utf-8")
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", "House report: leaflets"),
        tag("style", style),
    )


def _header(check: Check) -> Element:
    grade, verdict = _verdict(check)
    due = sorted(sheet.leaflet.review_due for sheet in check.sheets)
    looked_at = "their words only" if not check.pages and not check.failed else ""
    told = ", ".join(filter(None, [many(len(check.sheets), "leaflet"), looked_at]))
    facts = [
        ("Errors", f"{check.number('error'):,}", "to mend before printing"),
        ("Warnings", f"{check.number('warning'):,}", "to look at"),
        ("Allowed", f"{check.silenced:,}", "each with its reason"),
    ]
    if due:
        facts.append(("Next review", short_day(due[0]), distance(check.today, due[0])))
    tiles = [
        tag("div", tag("dt", name), tag("dd", tag("strong", value), tag("span", note)))
        for name, value, note in facts
    ]
    return tag(
        "header",
        tag("h1", "House report"),
        tag("p", f"{told}, checked on {day(check.today)}", class_="made"),
        tag("p", verdict, class_=f"verdict {grade}"),
        tag("dl", *tiles, class_="facts"),
    )


def _verdict(check: Check) -> tuple[str, str]:
    errors, warnings = check.number("error"), check.number("warning")
    if errors or check.failed:
        return "bad", f"{many(errors, 'error')} to mend before printing."
    if warnings:
        return "fair", f"No errors. {many(warnings, 'warning')} to look at."
    return "good", "No errors and no warnings."


def _contents(names: list[str]) -> Element:
    links = [tag("li", tag("a", name, href=f"#{name.lower()}")) for name in names]
    return tag("nav", tag("ul", *links), aria_label="Sections")


def _section(name: str, part: Element) -> Element:
    heading = tag("h2", name, id=f"{name.lower()}-heading")
    return tag("section", heading, part, id=name.lower(), aria_labelledby=f"{name.lower()}-heading")


def _footer() -> Element:
    note = "A number about language is a signal, never a certificate."
    return tag("footer", tag("p", f"{note} BuildResult by the leaflet press {__version__}."))
