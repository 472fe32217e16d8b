"""The structure tree: one element for each of the page, however many pages and lines it takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import page
import pytest
from conftest import HOUSE, Write
from printed import Printed

from press import build
from press import render as stage
from press.merge import merge
from press.model import Document, Manuscript
from press.preflight import preflight
from press.preflight.words import words_are_all_there
from press.render.boxes import element_of, pages_of, source_of, text_in, walk
from press.render.tag_tree import Tree

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
KINDS = {
    **{f"h{n}": f"/H{n}" for n in range(1, 7)},
    **{"p": "/P", "li": "/LI", "ul": "/L", "ol": "/L", "table": "/Table", "tr": "/TR"},
    **{"th": "/TH", "td": "/TD", "a": "/Link", "blockquote": "/BlockQuote"},
}
"""What each element is in the tags."""
Counts = tuple[Counter[str], Counter[str]]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Counts]]:
    """Of each file that is rendered: elements by kind on its pages, and in its tags."""
    found: list[Counts] = []
    room: Any = stage
    plain = room.mend

    def mend(document: Any, pdf: Any, notes: Any) -> None:
        plain(document, pdf, notes)
        tree = Tree(pdf, notes)
        nodes = [n for n in tree.walk(tree.document) if n.number not in notes.anonymous]
        tagged = Counter(n["S"] for n in nodes if tree.source(n)[1] in KINDS)
        found.append((_on_pages(document), +Counter({k: tagged[k] for k in KINDS.values()})))

    monkeypatch.setattr(room, "mend", mend)
    yield found


def _on_pages(document: Any) -> Counter[str]:
    """The elements on the pages that say or show something; cells may be empty."""
    said = set[Any]()
    for each in (box for root in pages_of(document) for box in walk(root)):
        if text_in(each).strip() or "Replaced" in type(each).__name__:
            if (element := element_of(each)) is not None:
                said.add(element)
        elif each.element_tag in ("td", "th", "tr"):
            said.add(source_of(each))
    root = next(iter(pages_of(document)[0].children)).element  # type: ignore[attr-defined]
    holders = {e for e in root.iter() if any(inner in said for inner in e.iter())}
    return Counter(KINDS[element.tag] for element in holders if element.tag in KINDS)


def manuscript(root: Path, **order: Any) -> Manuscript:
    project = build.load(root)
    return merge(build.plan(project, build.Order(**order))[0], project.library)


def long_page() -> str:
    item = "Een punt dat over twee regels gaat als het maar lang genoeg wordt, zoals hier. "
    row = f"<tr><th scope='row'>Dag</th><td>{item * 3}</td></tr>"
    return (
        f"<p>{(item + ' ') * 60}</p><ul>{f'<li>{item * 6}<p>{item * 9}</p></li>' * 9}</ul>"
        "<table><caption>Een week</caption><thead><tr><th>Dag</th><th>Wat</th></tr></thead>"
        f"<tbody>{row * 30}</tbody></table><blockquote><p>{item * 40}</p></blockquote>"
        f'<p>Kijk op <a href="https://example.org">{item * 30}</a> en verder.</p>'
    )


def test_what_goes_on_behind_the_end_of_a_page_is_one_element(counted: list[Counts]) -> None:
    before = manuscript(HOUSE, publications=("wandelen",), practices=("brug",))
    html = before.html.replace("<footer", f"{long_page()}<footer", 1)
    made = stage.render(replace(before, html=html))
    ((on_pages, tagged),) = counted
    assert len(made.pages) > 6
    assert tagged == on_pages
    printed = Printed(made.pdf)
    (table,) = [each for each in printed.tags.all("Table") if each.all("Caption")]
    assert [len(table.all(kind)) for kind in ("THead", "TR", "TD")] == [1, 31, 30]
    assert printed.text.count("Dag Wat") > 1  # drawn again, read once
    for profile in ("ua1", "3u"):
        assert not page.validate_pdf_bytes(made.pdf, profile=profile).failures
    assert not [finding for finding in preflight(made) if finding.code == "P045"]


@pytest.mark.parametrize("layout", ["a4", "a4-large-print", "trifold", "a5-booklet"])
def test_every_layout_has_as_many_elements_in_its_tags_as_on_its_pages(
    layout: str, counted: list[Counts]
) -> None:
    stage.render(manuscript(HOUSE, publications=("slapen",), layouts=(layout,)))
    on_pages, tagged = counted[-1]
    assert tagged == on_pages


@pytest.mark.whole
def test_every_sample_file_says_its_words_in_elements_that_are_whole(
    counted: list[Counts],
) -> None:
    project = build.load(ROOT)
    for variant in build.plan(project, build.Order()):
        made = stage.render(merge(variant, project.library))
        on_pages, tagged = counted[-1]
        assert tagged == on_pages, variant.path
        assert not [each for each in preflight(made) if each.code == "P045"], variant.path


# --- lists and languages ----------------------------------------------------------------


def with_body(html: str) -> Document:
    before = manuscript(HOUSE, publications=("wandelen",), practices=("brug",))
    return stage.render(replace(before, html=before.html.replace("<footer", f"{html}<footer", 1)))


def attributes(made: Document, kind: str, key: str) -> list[str]:
    pdf = Printed(made.pdf).pdf
    nodes = [node for node in pdf.objects if getattr(node, "S", None) == kind]
    return [str(node.A[key]) for node in nodes if "/A" in node and key in node.A]


@pytest.mark.parametrize(
    ("html", "numbering"),
    [
        ("<ol><li>Een</li><li>Twee</li></ol>", "/Decimal"),
        ("<ul><li>Een</li></ul>", "/Disc"),
        ("<dl><dt>Een</dt><dd>Twee</dd></dl>", "/None"),
        ('<section class="part summary"><ul><li>Een</li></ul></section>', "/Decimal"),
        ('<ol type="a"><li>Een</li></ol>', "/LowerAlpha"),
    ],
)
def test_a_list_says_how_it_is_numbered(html: str, numbering: str) -> None:
    assert attributes(with_body(html), "/L", "/ListNumbering")[-1] == numbering


def test_heads_of_rows_and_columns_are_read_back_from_the_tags(write: Write, house: Path) -> None:
    write(
        "| | ma | di |\n|---|---|---|\n| **Ochtend** | 1 | 2 |\n| **Avond** | 3 | 4 |\n\n"
        '<table><tr><th></th><th colspan="2">Dosis</th></tr>'
        '<tr><th scope="row" rowspan="2">Kind</th><td>5</td><td>6</td></tr>'
        "<tr><td>7</td><td>8</td></tr></table>\n"
    )
    made = stage.render(manuscript(house, publications=("proef",), practices=("molen",)))
    scopes, spans = attributes(made, "/TH", "/Scope"), attributes(made, "/TH", "/ColSpan")
    assert scopes == [*["/Column"] * 3, *["/Row"] * 2, *["/Column"] * 2, "/Row"]
    assert "2" in spans and "2" in attributes(made, "/TH", "/RowSpan")
    printed = Printed(made.pdf)
    heads = [[cell.text for cell in table.all("TH")] for table in printed.tags.all("Table")]
    assert heads == [["", "ma", "di", "Ochtend", "Avond"], ["", "Dosis", "Kind"]]
    assert not page.validate_pdf_bytes(made.pdf, profile="ua1").failures


@pytest.mark.parametrize(
    "html",
    [
        '<p>Neem <span lang="en">one tablet</span> per dag.</p>',
        '<p>Neem <em lang="en">one tablet</em> per dag.</p>',
        '<p>Lees <a href="https://example.org" lang="en">one tablet</a>.</p>',
        '<p>Lees <a href="https://example.org">over <i lang="en">one tablet</i></a>.</p>',
    ],
)
def test_what_is_in_another_language_says_so(html: str) -> None:
    printed = Printed(with_body(html).pdf)
    nodes = [node for node in printed.pdf.objects if str(getattr(node, "Lang", "")) == "en"]
    assert len(nodes) == 1
    assert not page.validate_pdf_bytes(printed.bytes, profile="ua1").failures


def test_bookmarks_links_and_titles_say_words_alone() -> None:
    html = (
        '<h2>Bron\u2060nen bij de hand\u2060<sup><a class="footnote-ref" href="#note-9">9</a>'
        "</sup></h2>"
        '<p>Lees <a href="https://example.org/a">lees<wbr>\u2060 mee</a>.</p>'
        '<ol><li id="note-9" value="9">Een boek. 2020.</li></ol>'
    )
    before = manuscript(HOUSE, publications=("wandelen",), practices=("brug",))
    page = before.html.replace("<footer", f"{html}<footer", 1)
    page = page.replace("<title>", "<title>\u2060", 1)
    printed = Printed(stage.render(replace(before, html=page)).pdf)
    with printed.pdf.open_outline() as outline:
        titles = [item.title for top in outline.root for item in (top, *top.children)]
    said = [str(note.Contents) for page in printed.pdf.pages for note in page.get("/Annots", ())]
    assert "Bronnen bij de hand" in titles
    assert {"Een boek. 2020.", "lees mee"} <= set(said)
    assert not any("\u2060" in each for each in (*titles, *said, printed.title))


# --- words ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda words: [*words[:9], ("verloren", "x.md:7"), *words[9:]],
            "'verloren' of the text reads",
        ),
        (lambda words: [*words[:9], *words[10:]], "nothing of the text reads"),
        (lambda words: [*words[:9], words[10], words[9], *words[11:]], "of the text reads"),
    ],
    ids=["lost", "nobody's", "out of order"],
)
def test_a_word_that_is_lost_or_nobodys_is_found(
    change: Callable[[list[tuple[str, str]]], list[tuple[str, str]]], said: str
) -> None:
    made = with_body("<p>Een regel.</p>")
    assert [each for each in preflight(made) if each.code == "P045"] == []
    words = tuple(change(list(made.said.words)))
    found = [
        str(each)
        for each in preflight(replace(made, said=replace(made.said, words=words)))
        if each.code == words_are_all_there.__doc__[:4]  # type: ignore[index]
    ]
    assert found
    assert said in found[0]


def test_words_do_not_run_together_where_a_line_or_a_page_ends() -> None:
    text = "Woorden van wie dit leest. " * 400
    made = with_body(f"<p>{text}</p><p><strong style='display: block'>Eerst.</strong> Dan.</p>")
    assert [each for each in preflight(made) if each.code == "P045"] == []
    assert text.strip() in Printed(made.pdf).tagged("P")
