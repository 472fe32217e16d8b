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

from press.report.briefly import briefly as briefly
from press.report.checked import Check as Check
from press.report.checked import LeafletReport as LeafletReport
from press.report.checked import Pages as Pages
from press.report.checked import draw_up as draw_up
from press.report.data import as_json as as_json
from press.report.github import annotate as annotate
from press.report.page import page as page
from press.report.run import Build as Build
from press.report.run import Mail as Mail
from press.report.run import RunReport as RunReport
from press.report.run import as_html as as_html
from press.report.run import as_text as as_text
from press.report.table import table as table
