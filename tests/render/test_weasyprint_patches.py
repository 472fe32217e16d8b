"""A patched engine gives the bytes of the plain one, and a page is read as the standard says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press import build
from press.merge import merge
from press.render.engine import tree_of

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parents[1] / "golden/weasyprint_patches"
PRINT = """
import json, sys
from hashlib import sha256
from pathlib import Path
from press import build, pipeline

project = build.load(Path(sys.argv[1]))
names = tuple(layout.name for layout in project.layouts)
order = build.Order(publications=tuple(sys.argv[2:]), layouts=names, media=("screen", "prepress"))
print(json.dumps({
    result.variant.path: sha256(result.document.pdf).hexdigest()
    for variant in build.plan(project, order)
    if (result := pipeline.produce(variant, project.library)).document
}))
"""
PRINT_CASES = """
import json, sys
from hashlib import sha256
from pathlib import Path
from press.render import engine
from press.render.fetching import ORIGIN, Fetcher, as_engine_fetcher

weasyprint, cases = engine.weasyprint(), Path(sys.argv[1])
page, css = ((cases / f"everything.{kind}").read_text("utf-8") for kind in ("html", "css"))
fetcher = as_engine_fetcher(Fetcher({
    str(path): path for path in Path("fonts").rglob("*.ttf")
}))
fonts = weasyprint.text.fonts.FontConfiguration()
sheet = weasyprint.CSS(string=css, base_url=ORIGIN, url_fetcher=fetcher, font_config=fonts)
for text in (page, page.replace("#123456", "#654321")):
    html = weasyprint.HTML(string=text, base_url=ORIGIN, url_fetcher=fetcher)
    document = html.render(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")
    print(len(document.pages), sha256(document.write_pdf(pdf_variant="pdf/ua-1")).hexdigest())
"""


def run(program: str, *words: str, plain: bool) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        env={**os.environ, "PYTHONPATH": str(ROOT), "LEAFLET_PLAIN_ENGINE": "1" if plain else ""},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("house", "publications", "files"),
    [
        ("tests/house", ("sleeping",), 4),
        pytest.param("tests/house", ("slapen",), 12, marks=pytest.mark.whole),
        pytest.param(".", ("pijn-onder-in-de-rug",), 30, marks=pytest.mark.whole),
    ],
)
def test_every_file_is_that_of_the_untouched_engine(
    house: str, publications: tuple[str, ...], files: int
) -> None:
    untouched, quick = (
        json.loads(run(PRINT, str(ROOT / house), *publications, plain=plain))
        for plain in (True, False)
    )
    assert quick == untouched
    assert len(untouched) >= files


@pytest.mark.slow
def test_what_no_layout_uses_is_printed_as_by_the_untouched_engine() -> None:
    untouched = run(PRINT_CASES, str(CASES), plain=True)
    assert run(PRINT_CASES, str(CASES), plain=False) == untouched
    first, second = (line.split() for line in untouched.splitlines())
    assert int(first[0]) >= 3
    assert first[1] != second[1]


# --- pages that nest plainly ------------------------------------------------------------

_WHOLE = '<!doctype html>\n<html lang="nl">\n<head><title>T</title></head>\n<body>{}</body></html>'
PLAIN = [
    "",
    "<p>een <em>twee</em> drie</p>\n",
    '<p class="a b" data-fits>&amp;lt; &quot;&nbsp;&#39;</p>',
    "<ul><li>een<ul><li>twee</li></ul></li></ul>",
    "<table> <tbody> <tr> <td>x<p>y</p></td> </tr> </tbody></table>",
    '<p>een<br>twee<wbr>drie<img src="a.svg" alt="">vier</p>',
    "<p>een<wbr></wbr>twee<wbr>drie</wbr>vier <b>vijf</b></p>",
    "<dl><dt>een</dt><dd>twee</dd></dl>",
    "<h1>een <small>twee</small></h1>",
    "<p>een<p>twee</p>",
    "<p>een & twee &eacute; a < b</p>",
    "\u2705 \U0001f600",
]
MENDED = [
    "<pre>\neen</pre>",
    "<p>een<div>twee</div></p>",
    "<em>een<strong>twee</em>drie</strong>",
    "<p>een</p></div>",
    '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>',
    "<p>een</body><p>twee",
    "<form><form></form></form>",
    f"<p>{'<b>een' * 3000}</p>",
]


def parsed(page: str) -> Any:
    """The tree of the standard's own parser."""
    import tinyhtml5

    return tinyhtml5.parse(StringIO(page), namespace_html_elements=False)


def told(element: Any) -> tuple[Any, ...]:
    """A tree as it can be compared; the space between html and head is nobody's."""
    text = "" if element.tag == "html" else element.text or ""
    own = element.tag, list(element.attrib.items()), text, element.tail or ""
    return (*own, [told(child) for child in element])


@pytest.mark.parametrize("body", PLAIN)
def test_a_page_that_nests_plainly_is_read_as_the_standard_says(body: str) -> None:
    page = _WHOLE.format(body)
    tree = tree_of(page)
    assert tree is not None
    assert told(tree) == told(parsed(page))


@pytest.mark.parametrize("body", MENDED, ids=range(len(MENDED)))
def test_a_page_that_does_not_is_left_to_the_parser(body: str) -> None:
    assert tree_of(_WHOLE.format(body)) is None


@pytest.mark.slow
def test_the_pages_of_every_layout_nest_plainly() -> None:
    project = build.load(ROOT)
    variants = build.plan(project, build.Order(practices=("lindehof",)))
    pages = {variant.path: merge(variant, project.library).html for variant in variants}
    assert [path for path, page in pages.items() if tree_of(page) is None] == []


_NAMES = (
    "p",
    "em",
    "a",
    "ul",
    "li",
    "h2",
    "div",
    "table",
    "tbody",
    "tr",
    "td",
    "dl",
    "span",
    "br",
    "wbr",
)
_PIECES = st.sampled_from(
    [*(f"<{end}{name}>" for name in _NAMES for end in ("", "/")), "een", "&amp;", "&nbsp;", "\n"]
)


@given(st.lists(_PIECES, max_size=12))
def test_no_word_of_a_page_is_lost_in_reading(pieces: list[str]) -> None:
    page = _WHOLE.format("".join(pieces))
    tree = tree_of(page)
    assert tree is None or sorted("".join(tree.itertext()).split()) == sorted(
        "".join(parsed(page).itertext()).split()
    )
