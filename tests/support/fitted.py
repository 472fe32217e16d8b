"""A tiny house whose pages are a few lines high, printed and looked over."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest
from conftest import HOUSE

from press import build, pipeline

LEAFLET = re.compile(r"^sources/leaflets/nl/wandelen\.md:\d+: ")


LAYOUT = """\
description: Een kaart van tien regels
pages: {least: 1, most: 3, underfull: 29}
styles: ["{layout}/layout.css"]
"""


TEMPLATE = """\
{% extends "base/page.html" %}
{% block body %}
{{ leaflets[0].text }}
END
{% endblock %}
"""


CUT = '<p data-fits="colophon" style="position: absolute; top: 190pt">Een<br>Twee<br>Drie</p>'


DROPPED = (
    '<div style="position: absolute; top: 150pt"><p>Een</p><p>Twee</p>'
    '<div data-fits="colophon" style="height: 40pt; break-inside: avoid">Drie</div></div>'
)


CONTACT = '<footer style="height: 20pt; break-inside: avoid"><p>Bel ons</p></footer>'


LEAF = '<div hidden data-before="" style="break-after: page"><p>Ruimte</p></div>'


KEPT = (
    "<div hidden><p>Ruimte</p><p>Ruimte</p><p>Ruimte</p></div>"
    '<footer style="height: 140pt; break-inside: avoid"><p>Bel ons</p></footer>'
)


CSS = """\
h2 { break-after: auto }  /* as a layout might have it */
@page { size: 300pt 240pt; margin: 20pt }
html { font: 10pt/20pt var(--base-family) }
body, h2, h3, p, ul, li { font: inherit; margin: 0; padding: 0; list-style: none }
p { orphans: 1; widows: 1 }
.part { break-inside: avoid }
.whole { break-inside: avoid }
"""


Check = Callable[..., list[str]]


Pages = Callable[..., list[int]]


PLAIN = pipeline.OutputOptions()


LINE = "Regel.\n\n"


CARDS = {
    "kaart": (LAYOUT, TEMPLATE, CSS),
    "met-paneel": (LAYOUT, TEMPLATE.replace("END", CONTACT), CSS),
    "twee-bladen": (LAYOUT.replace("least: 1", "least: 2"), TEMPLATE, CSS),
    "met-gaten": (LAYOUT.replace("underfull: 29", "underfull: 1000"), TEMPLATE, CSS),
    "afgesneden": (LAYOUT, TEMPLATE.replace("END", CUT), CSS),
    "weggevallen": (LAYOUT, TEMPLATE.replace("END", DROPPED), CSS),
    "veel": (LAYOUT.replace("most: 3", "most: 12"), TEMPLATE, CSS),
    "veel-met-gaten": (
        LAYOUT.replace("most: 3", "most: 12").replace("underfull: 29", "underfull: 1000"),
        TEMPLATE,
        CSS,
    ),
    "geniet": (LAYOUT + "binding: stitched\n", TEMPLATE, CSS),
    "geniet-met-blad": (
        LAYOUT.replace("most: 3", "most: 12") + "binding: stitched\n",
        TEMPLATE.replace("{{ leaf", LEAF + "{{ leaf"),
        CSS,
    ),
    "los": (
        LAYOUT,
        TEMPLATE,
        CSS + "p { break-after: auto !important }\nfigure img { height: 40pt }\n",
    ),
    "hoog": (LAYOUT, TEMPLATE, CSS + "figure img { height: 190pt }\n"),
    "smal": (LAYOUT, TEMPLATE, CSS + "h2 { width: 202pt }\n"),
    "bij-elkaar": (LAYOUT, TEMPLATE, CSS + "h2 { break-after: avoid }\n"),
    "met-ruimte": (LAYOUT, TEMPLATE.replace("END", KEPT), CSS),
    "verborgen": (LAYOUT, TEMPLATE, CSS + ".part-title { display: none }\n"),
}
"""Layouts of ten lines a page, each with something of its own."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> build.Project:
    """A house with these layouts."""
    house = shutil.copytree(HOUSE, tmp_path_factory.mktemp("cards") / "house")
    for name, (limits, template, css) in CARDS.items():
        folder = house / "layouts" / name
        folder.mkdir(parents=True)
        (folder / "layout.yaml").write_text(limits)
        (folder / "layout.html").write_text(template.replace("END", ""))
        (folder / "layout.css").write_text(css)
    return build.load(house)


def print_on(project: build.Project, body: str, layout: str) -> pipeline.Result:
    """Print a text on cards."""
    [variant] = build.plan(project, build.Order(("wandelen",), ("molen",), (layout,)))
    leaflet = variant.publication.leaflets[0].model_copy(update={"body": f"\n{body}\n"})
    publication = replace(variant.publication, head=leaflet, leaflets=(leaflet,))
    return pipeline.produce(replace(variant, publication=publication), project.library, PLAIN)


@pytest.fixture
def check(project: build.Project) -> Check:
    """Print a text on cards and give what is said of its pages."""

    def check(body: str, layout: str = "kaart") -> list[str]:
        findings = print_on(project, body, layout).findings
        return [LEAFLET.sub("", str(finding)) for finding in findings]

    return check


@pytest.fixture
def pages(project: build.Project) -> Pages:
    """Print a text on cards and give the number of lines on each."""

    def pages(body: str, layout: str = "kaart") -> list[int]:
        document = print_on(project, body, layout).document
        assert document
        with pypdfium2.PdfDocument(document.pdf) as opened:
            texts = [page.get_textpage().get_text_range() for page in opened]
        return [len(text.splitlines()) for text in texts]

    return pages


TIP = "!!! tip\n\n"


PICTURE = "![De maan](moon.svg)\n\n"


def box(lines: int) -> str:
    """What is not to be split."""
    return TIP + "    Regel in een vak.\n\n" * lines
