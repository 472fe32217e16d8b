"""Check, RunReport -> how they are told: text, a table, JSON, notes on a pull request, pages.

briefly  the worst of each file, for who reads along
checked  what a check has found out, leaflet by leaflet
table    for a terminal, at most 100 columns wide
data     for a program
github   for a pull request
page     the house report: one HTML page that asks for no other file
rows     what its template shows; report.html and report.css are for designers
run      what a house did since a moment, for who runs it; run.html shows it
standing what practices have of each leaflet
"""

from press.report.briefly import briefly
from press.report.checked import Check, LeafletReport, Pages, draw_up
from press.report.data import as_json
from press.report.github import annotate
from press.report.page import page
from press.report.run import Build, Mail, RunReport, as_html, as_text
from press.report.table import table

__all__ = [
    "Build",
    "Check",
    "LeafletReport",
    "Mail",
    "Pages",
    "RunReport",
    "annotate",
    "as_html",
    "as_json",
    "as_text",
    "briefly",
    "draw_up",
    "page",
    "table",
]
