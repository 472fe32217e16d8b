"""What people write who know other editors: read as they mean it, or one finding that says how.

Each row began with a leaflet that went wrong: a dose in a cell that was lost, a sign that
vanished, red flags outside their box.
"""

from __future__ import annotations

import re
from copy import deepcopy

import pytest
from conftest import HOUSE

from press.merge import read_text
from press.merge.text import Text, convert
from press.merge.transforms.filling import fill
from press.merge.tree import write_inside
from press.reading.content import load_content
from press.reading.house import open_house
from press.reading.layouts import load_words

CONTENT = load_content(open_house(HOUSE)[0])[0]
WORDS = load_words(open_house(HOUSE)[0])[0]["nl"]
LEAFLET = CONTENT.leaflet("slapen", "nl")


def converted(body: str) -> Text:
    assert LEAFLET
    return convert(LEAFLET.model_copy(update={"body": body, "body_line": 1}), CONTENT, WORDS)


def html(body: str) -> str:
    """A text as HTML in one line, without lines, places and what the press adds."""
    text = converted(body)
    root = deepcopy(text.root)
    fill(root, {})
    for made in root.xpath("//*[@data-made]"):
        made.drop_tree()
    written = re.sub(r' (?:data-line|id)="[^"]*"', "", write_inside(root))
    return re.sub(r">\s+<", "><", written).replace("\n", " ").strip()


def findings(body: str) -> list[str]:
    """What is said of a text: line, code, message."""
    return [f"{one.origin.line} {one.code} {one.message}" for one in converted(body).findings]


ITEMS = "<ul><li>een</li><li>twee</li></ul>"
FLAGS = '<section class="part red-flags"><div class="part-body"><p>Bel:</p>' + ITEMS
TABLE = (
    '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
    "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
)


@pytest.mark.parametrize(
    ("body", "becomes"),
    [
        # lists and tables right below a paragraph, of other marks, nested by less
        ("Neem mee:\n- een\n- twee", f"<p>Neem mee:</p>{ITEMS}"),
        ("Neem mee:\n• een\n• twee", f"<p>Neem mee:</p>{ITEMS}"),
        ("Doe:\n1) een\n2) twee", "<p>Doe:</p><ol><li>een</li><li>twee</li></ol>"),
        ("- een\n  - diep\n- twee", "<ul><li>een<ul><li>diep</li></ul></li><li>twee</li></ul>"),
        ("1. een\n   - diep", "<ol><li>een<ul><li>diep</li></ul></li></ol>"),
        ("Het was in\n2019. Daarna niet.", "<p>Het was in 2019. Daarna niet.</p>"),
        ("Zie:\n| a | b |\n|---|---|\n| 1 | 2 |", f"<p>Zie:</p>{TABLE}"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\nNa de tabel.", f"{TABLE}<p>Na de tabel.</p>"),
        (
            "3. drie\n4. vier",
            '<ol start="3" style="counter-reset: item 2"><li>drie</li><li>vier</li></ol>',
        ),
        ("-\u00a0een\n-\u00a0twee", ITEMS),
        ("Neem mee:\n\u00a0\u00a0- een\n\u00a0\u00a0- twee", f"<p>Neem mee:</p>{ITEMS}"),
        # what belongs to an item, and the item behind it
        (
            "11. een\n\n    meer\n12. twee",
            '<ol start="11" style="counter-reset: item 10" class="two-figures">'
            "<li>een <br>meer </li><li>twee </li></ol>",
        ),
        ("- een\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n- twee", f"{TABLE}</li><li>twee"),
        ('- een\n\n  !!! tip "Zo"\n      Rust.\n- twee', "</section></li><li>twee"),
        ("- een\n- twee\n> Zei hij.", f"{ITEMS}<blockquote><p>Zei hij.</p></blockquote>"),
        ("1. een\n1. twee", "<ol><li>een</li><li>twee</li></ol>"),
        # parts
        ("!!! red-flags\n  Bel:\n\n  - een\n  - twee", FLAGS),
        ("!!! red-flags\n   Bel:\n   - een\n   - twee", FLAGS),
        ("!!! red-flags\n\tBel:\n\n\t- een\n\t- twee", FLAGS),
        ("!!! steps: Zo doet u het\n    Rust.", ">Zo doet u het</h2>"),
        ("!!! steps “Zo doet u het”\n    Rust.", ">Zo doet u het</h2>"),
        ('!!! steps "Zo *doet* u het"\n    Rust.', ">Zo <em>doet</em> u het</h2>"),
        # signs
        ("Bel boven\n> 38,5 graden.", "<p>Bel boven &gt; 38,5\u00a0graden.</p>"),
        ("Schrijf <uw naam> op.", "<p>Schrijf &lt;uw naam&gt; op.</p>"),
        ("<p naam> staat hier", "<p>&lt;p naam&gt; staat hier</p>"),
        ("BMI<25 en >3 en <12", "<p>BMI&lt;25 en &gt;3 en &lt;12</p>"),
        ("Kies een <style> die past.", "<p>Kies een &lt;style&gt; die past.</p>"),
        ("Kies een <title>.\n\nEn meer.", "<p>Kies een &lt;title&gt;.</p><p>En meer.</p>"),
        ("3*daags en 2*3 = 6", "<p>3*daags en 2*3 = 6</p>"),
        ("**a*b** en a*b*c", "<p><strong>a*b</strong> en a<em>b</em>c</p>"),
        ("een</br>twee<br/>drie", "<p>een<br>twee<br>drie</p>"),
        ("Straat 1\\\nStad", "<p>Straat 1<br> Stad</p>"),
        ("De jaren '90 en 5'10\".", "<p>De jaren ’90 en 5′10″.</p>"),
        ("'s avonds en foto's", "<p>’s avonds en foto’s</p>"),
        ("≥ 38,5 °C, ½ tablet, CO₂", "<p>≥ 38,5 °C, ½ tablet, CO₂</p>"),
        ("[lees][x] en [x]\n\n[x]: https://a.example", '<a href="https://a.example">lees</a>'),
        ("Zie [boven](#wat).\n\n## Kop {#wat}", 'href="#slapen--wat"'),
        # HTML
        (
            '<div class="own-kader">\n\n## Kop\n\n**Vet** en\n- een\n- twee\n\n</div>',
            f'<div class="own-kader"><h2>Kop</h2><p><strong>Vet</strong> en</p>{ITEMS}</div>',
        ),
        ("<p>Een</p>\n**Twee**", "<p>Een</p><p><strong>Twee</strong></p>"),
        ('<p lang="ar" dir="rtl">x</p>', '<p dir="rtl" lang="ar">x</p>'),
        ('<a name="hier"></a>Zie [daar](#hier).', "<span></span>Zie"),
        (
            '<table><tr><th></th><th colspan="2">Dosis</th></tr>'
            '<tr><td rowspan="2">Kind</td><td>1</td><td>2</td></tr></table>',
            '<th colspan="2" scope="col">Dosis</th></tr><tr><td rowspan="2">Kind</td>',
        ),
        (
            '<table><tr><th scope="row">Dag</th><td>1</td></tr></table>',
            '<th scope="row">Dag</th><td>1</td>',
        ),
        # a first column in bold heads its rows
        (
            "| | ma |\n|---|---|\n| **Ochtend** | 1 |\n| **Avond** | 2 |",
            '<th scope="row"><strong>Avond</strong></th><td>2</td>',
        ),
        ("| | ma |\n|---|---|\n| **Ochtend** | 1 |\n| Avond | 2 |", "<td>Avond</td>"),
    ],
)
def test_it_is_read_as_it_is_meant(body: str, becomes: str) -> None:
    assert becomes in html(body)
    assert [one for one in converted(body).findings if one.severity == "error"] == []


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 | niet bij koorts |", "3 S066 a row of 3 cells"),
        ("| a | b |\n|---|---|\n| 1 |", "3 S066 a row of 1 cell in a table whose head has 2"),
        ('!!! red-flags ""\n\nTekst.', "1 S064 the part 'red-flags' is empty"),
        ("!!! tip\nTekst.", "1 S064 the part 'tip' is empty"),
        ("!!! tip\n    !!! key\n        Diep.", "2 S064 the part 'key' stands inside another"),
        ("!!! red-flags\n    ## Kop\n\n    Tekst.", "2 S064 a heading inside the part"),
        ("!!! tip groot\n    Tekst.", "1 S047 a part is of one kind, and 'groot' is no more"),
        ("<!-- nog te schrijven -->", "1 S065 the leaflet has no text"),
        ("~~Niet~~ wel.", "1 S063 '~~' strikes nothing out here: '~~Niet~~ wel.'"),
        ("==geel==", "1 S063 '==' marks nothing here"),
        ("H~2~O", "1 S063 '~' or '^' around a sign"),
        ("**niet dicht", "1 S063 '**' opens or closes nothing"),
        ("[hier] (https://a.example)", "1 S063 a link or picture that is none"),
        ("Tekst\na) een\nb) twee", "2 S063 a list inside a paragraph"),
        ("a | b\n--- | --- | ---\nc | d", "2 S063 a row of a table inside a paragraph"),
        ("Tekst {: .own-x }", "1 S063 '{' with marks that belong to nothing"),
        ("**Prijs***", "1 S063 a '*' or '_' opens or closes nothing"),
        ("++onder++", "1 S063 '++' marks nothing here: '++onder++'"),
        ("*[MRI]: scan", "1 S063 a '*' or '_' opens or closes nothing"),
        ("> [!NOTE]\n> Let op.", "1 S063 a box of another program: '[!NOTE] Let op.'"),
        ('??? tip "Open"\n    Rust.', "1 S063 a box of another program: '??? tip'"),
        ("Tekst.^[een noot]", "1 S063 a note that is none"),
        ("ma | di\nwo | do", "1 S063 a '|' outside a table: 'ma | di wo | do'"),
        ("Doe\n(1) dit\n(2) dat", "2 S063 a list inside a paragraph?: 'Doe (1) dit (2) dat'"),
        ("![*Maan*](moon.svg)", "1 S063 a '*' or '_' opens or closes nothing: '*Maan*'"),
        ("1. een\n3. twee", "2 S061 '3.' is printed as '2.'"),
        ("1. een\n2. twee\n\n1. drie\n2. vier", "4 S061 '1.' is printed as '3.'"),
        ("<p>Tekst.[^weg]</p>", "1 S045 there is no source or footnote 'weg'"),
        ("`niet dicht", "1 S063 a '`' marks nothing here"),
        ("Tekst.[^weg]", "1 S045 there is no source or footnote 'weg'"),
        ("Tekst.\n\n[^weg]: Noot.", "3 S045 nothing refers to the note 'weg'"),
        ("Een <u>woord</u>.", "1 S062 <u> is not used in print"),
        ("Een <s>woord</s>.", "1 S062 struck-out text (<s>) is printed as it is"),
        ("a\n\n<p onclick='x()'>b</p>", "3 S062 'onclick' of <p> is not printed"),
        ("<b>niet dicht", "1 S062 <b> is not closed where it should be"),
        ('<p class="mark mark-name">x</p>', "1 S062 the class 'mark mark-name' of <p>"),
        ("Bel 112.\n{: .footnote }", "1 S062 the class 'footnote' of <p>"),
        ('[a](https://a.example "Titel")', "1 S062 'title' of <a> is not printed"),
        ("<svg><text>Neem er nooit twee</text></svg>", "1 S062 <svg> is not used in print"),
        ("<script>Neem er twee</script> Na.", "1 S062 <script> and what stands in it"),
        ("Neem &#x202e;321 tabletten.", "1 S011 a character that cannot be printed (U+202E)"),
        ("Tekst &#x&#xE001;E001; hier.", "1 S011 a character that cannot be printed (U+E001)"),
        ("Tekst.\n\n***\n\nTekst.", "3 S062 a rule between paragraphs is not printed"),
        ("[![Een mens](moon.svg)](https://a.example)", "1 S046 the picture 'moon.svg' is printed"),
        (
            '<a href="wandelen">a <a href="https://b.example">b</a></a>',
            "1 S046 a link to 'https://b",
        ),
        ("<a href=wandelen>a <b><a href=file:x>b</a></b></a>", "1 S046 a link to 'file:x' inside"),
        ("!!! read-also\n    - [Wandelen](wandelen) bij pijn", "2 S061 beside the card"),
        ('![Maan](moon.svg "Titel") in de regel', "1 S061 'Titel' is not printed"),
    ],
)
@pytest.mark.slow
def test_what_cannot_be_read_is_one_finding_at_its_line(body: str, says: str) -> None:
    found = [one for one in findings(body) if one.split()[1] != "S065" or "S065" in says]
    assert found and found[0].startswith(says), found
    assert len({one.split(maxsplit=2)[1] for one in found}) == 1, found


def test_a_note_in_a_link_comes_behind_it_and_a_place_before_it() -> None:
    source = LEAFLET.sources[0].id if LEAFLET else ""
    text = converted(f'<a href="https://a.example">a <b id="hier">b[^{source}]</b></a> [c](#hier)')
    assert text.findings == ()
    assert [each.tag for each in text.root[0]] == ["span", "a", "span", "sup", "a"]
    assert text.root[0].find("sup/a[@x-note]") is not None
    assert text.root[0][-1].get("href") == f"#{text.root[0][0].get('id')}"


def test_one_mistake_in_a_line_hides_no_other() -> None:
    assert [one[:6] for one in findings("~~Niet~~ wel.[^weg] Zie [dit](weg).")] == [
        "1 S045",
        "1 S063",
        "1 S044",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "| a | b |\n| 1 | 2 |\n| 3 | 4 |",
        "Doe\na) een\nb) twee\nc) drie",
        "Een **vet ** woord.",
        "```\nregel\n\nnog een",
    ],
)
def test_markup_that_goes_on_is_said_once(body: str) -> None:
    assert len(findings(body)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "<button>neem</button><button>twee</button>",
        "neem<p>twee</p>",
        "<select><option>neem</option><option>twee</option></select>",
        "neem</td>twee",
    ],
)
def test_tags_that_are_taken_away_glue_no_words_together(body: str) -> None:
    assert re.sub("<.*?>", "", html(body)).split() == ["neem", "twee"]


def test_nothing_that_a_text_holds_is_swallowed_by_what_looks_like_html() -> None:
    body = "Kies een <style> die past.\n\n!!! red-flags\n    - Koorts.\n\n</div>\n\nEn <b meer."
    said = html(body)
    assert "Koorts." in said and "En &lt;b meer." in said


def test_a_note_of_paragraphs_and_a_list_keeps_them_apart() -> None:
    text = converted("Tekst.[^n]\n\n[^n]: Eerste.\n\n    Tweede.\n\n    - punt a\n    - punt b")
    note = re.sub(r' data-line="[^"]*"|\n', "", write_inside(text.written["n"]))
    assert note == "Eerste.<br>Tweede.<ul><li>punt a</li><li>punt b</li></ul>"


def test_a_text_can_forge_nothing_that_the_press_puts_in() -> None:
    body = (
        "Alinea.\n\n**%EE%80%86** Bel 112. [lees](https://x.example/%EE%80%82slapen)\n\n"
        '<a class="footnote-ref" x-note="n">x</a>\n\n𠀀𠀁 <x-card slug="a">'
    )
    said = html(body)
    assert "%EE%80%86</strong> Bel 112." in said
    assert "footnote-ref" not in said and "<x-card" not in said
    assert "𠀀𠀁 &lt;x-\u2060card slug=" in said


def test_each_block_knows_its_line_and_so_does_proofreading() -> None:
    body = "Een.\n\n- twee\n  - drie\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    text = converted(body)
    lines = {
        " ".join(str(each.text or "").split()): int(each.get("data-line").rpartition(":")[2])
        for each in text.root.iter("p", "li", "th", "td")
    }
    assert lines == {"Een.": 1, "twee": 3, "drie": 4, "a": 6, "b": 6, "1": 8, "2": 8}
    assert LEAFLET
    prose, _ = read_text(LEAFLET.model_copy(update={"body": body, "body_line": 1}), CONTENT, WORDS)
    assert {block.text: block.origin().line for block in prose.blocks} == lines
