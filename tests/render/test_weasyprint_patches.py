"""What is done quicker gives the very bytes of the untouched engine."""

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

from press.render import engine
from press.render import weasyprint_patches as quicker
from press.render.weasyprint_patches.pages import tree_of

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parents[1] / "golden/weasyprint_patches"
PRINT = """
import json, sys
from hashlib import sha256
from pathlib import Path
from press import build, pipeline
from press.render import engine

if sys.argv[1] == "untouched":
    engine.quicken = lambda: None
works = build.load(Path(sys.argv[2]))
names = tuple(layout.name for layout in works.layouts)
order = build.Order(publications=tuple(sys.argv[3:]), layouts=names, media=("screen", "prepress"))
print(json.dumps({
    result.variant.path: sha256(result.document.pdf).hexdigest()
    for result in pipeline.run(build.plan(works, order), works.stock)
    if result.document
}))
"""
PRINT_CASES = """
import json, sys
from hashlib import sha256
from pathlib import Path
from press.render import engine

if sys.argv[1] == "untouched":
    engine.quicken = lambda: None
weasyprint, cases = engine.weasyprint(), Path(sys.argv[2])
page, css = ((cases / f"everything.{kind}").read_text("utf-8") for kind in ("html", "css"))
fetcher = engine._as_engine_fetcher(engine.Fetcher({
    str(path): path for path in Path("fonts").rglob("*.ttf")
}))
fonts = weasyprint.text.fonts.FontConfiguration()
sheet = weasyprint.CSS(string=css, base_url=engine.ORIGIN, url_fetcher=fetcher, font_config=fonts)
for text in (page, page.replace("#123456", "#654321")):
    html = weasyprint.HTML(string=text, base_url=engine.ORIGIN, url_fetcher=fetcher)
    document = html.render(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")
    print(len(document.pages), sha256(document.write_pdf(pdf_variant="pdf/ua-1")).hexdigest())
"""


def run(program: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
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
        ("tests/house", ("slapen",), 12),
        pytest.param(".", ("pijn-onder-in-de-rug",), 30, marks=pytest.mark.whole),
    ],
)
def test_every_file_is_that_of_the_untouched_engine(
    house: str, publications: tuple[str, ...], files: int
) -> None:
    untouched, quick = (
        json.loads(run(PRINT, how, str(ROOT / house), *publications))
        for how in ("untouched", "quicker")
    )
    assert quick == untouched
    assert len(untouched) >= files


@pytest.mark.slow
def test_what_no_layout_uses_is_printed_as_by_the_untouched_engine() -> None:
    untouched = run(PRINT_CASES, "untouched", str(CASES))
    assert run(PRINT_CASES, "quicker", str(CASES)) == untouched
    first, second = (line.split() for line in untouched.splitlines())
    assert int(first[0]) >= 3
    assert first[1] != second[1]


def test_another_engine_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(engine.weasyprint(), "__version__", "70.1")
    monkeypatch.setattr(quicker, "QUICKER", (lambda: done.append("changed"),))
    quicker.quicken()
    assert not done


# --- pages that nest plainly ------------------------------------------------------------

_WHOLE = (
    '<!doctype html>\n<html lang="nl">\n<head><title>T</title></head>\n<body>{}</body></html>\n'
)
PLAIN = [
    "",
    "<p>een <em>twee</em> drie</p>\n",
    '<p class="a b" data-fits>&amp;lt; &quot;&nbsp;&#39;</p>',
    "<ul><li>een<ul><li>twee</li></ul></li></ul>",
    "<table> <tbody> <tr> <td>x<p>y</p></td> </tr> </tbody></table>",
    '<p>een<br>twee<wbr>drie<img src="a.svg" alt="<"></p>'.replace('<"', '"'),
    "<dl><dt>een</dt><dd>twee</dd></dl>",
    "<h1>een <small>twee</small></h1>",
    "\u2705 \U0001f600",
]
STRANGE = [
    "<p>een<p>twee</p>",
    "<p>een<div>twee</div></p>",
    "<em>een<strong>twee</em>drie</strong>",
    '<a href="#a">een <b><a href="#b">twee</a></b></a>',
    "<table><tr><td>x</td></tr></table>",
    "<table>x<tbody></tbody></table>",
    "<ul>een<li>twee<li>drie</ul>",
    "<h1>een<h2>twee</h2></h1>",
    "<p>een & twee</p>",
    "<p>&eacute;&#0;&#x80;</p>",
    "<p>een</p></div>",
    "<p>een",
    '<p a="1" a="2">een</p>',
    "<p a=1 B='2'>een</p>",
    "<P>een</P>",
    "<pre>\neen</pre>",
    "<svg><p>een</p></svg>",
    "<p>een<!-- twee --></p>",
    "<p>een\r\ntwee\f\x00</p>",
    "<template><p>een</p></template>",
    "<form><form></form></form>",
    "<p>een</body><p>twee",
    "<li>een</li>",
    "<td>een</td>",
    "<title>een</title>",
    '<meta charset="utf-8">',
    "<p>a < b</p>",
]


def parsed(page: str) -> Any:
    """The tree of the standard's own parser, whatever the engine was told."""
    import tinyhtml5.parser  # type: ignore[import-untyped]

    treebuilder = tinyhtml5.parser.HTMLParser(namespace_html_elements=False)
    return treebuilder.parse(StringIO(page))


def told(element: Any) -> tuple[Any, ...]:
    own = element.tag, list(element.attrib.items()), element.text or "", element.tail or ""
    return (*own, [told(child) for child in element])


@pytest.mark.parametrize("body", PLAIN)
def test_a_page_that_nests_plainly_is_read_as_the_standard_says(body: str) -> None:
    page = _WHOLE.format(body)
    tree = tree_of(page)
    assert tree is not None
    assert told(tree) == told(parsed(page))


@pytest.mark.parametrize("body", STRANGE)
def test_a_page_that_does_not_is_left_to_the_parser(body: str) -> None:
    assert tree_of(_WHOLE.format(body)) is None


_NAMES = ("p", "em", "a", "ul", "li", "h2", "div", "table", "tbody", "tr", "td", "dl", "span", "br")
_PIECES = st.sampled_from(
    [*(f"<{end}{name}>" for name in _NAMES for end in ("", "/")), "een", "&amp;", "&nbsp;", "\n"]
)


@given(st.lists(_PIECES, max_size=12))
def test_whatever_is_read_plainly_is_read_as_the_standard_says(pieces: list[str]) -> None:
    page = _WHOLE.format("".join(pieces))
    tree = tree_of(page)
    assert tree is None or told(tree) == told(parsed(page))
