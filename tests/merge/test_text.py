"""From Markdown to the parts of a leaflet: `text/<name>.md` becomes `text/<name>.html`.

After a change that is meant, `pytest tests/merge/test_text.py --rewrite` writes the expected
texts anew: read their differences before you keep them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import HOUSE
from hypothesis import given
from hypothesis import strategies as some

from press.merge.flow import LATER, again, beside, flags_apart, in_column
from press.merge.shaped import (
    BESIDE,
    BESIDE_END,
    BESIDE_TO,
    CALL,
    CARD,
    CARD_END,
    NOTE,
    NOTE_END,
)
from press.merge.text import Text, convert, fill
from press.merge.typesetting import balanced
from press.model import Leaflet
from press.reading.content import load_content
from press.reading.house import open_house
from press.reading.layouts import load_words

TEXTS = Path(__file__).parents[1] / "golden/text"
CONTENT = load_content(open_house(HOUSE)[0])[0]
WORDS = load_words(open_house(HOUSE)[0])[0]
FOR_PEOPLE = [
    (CALL, "{call}"),
    (f"{CARD}(.*?){CARD_END}", r"{card \1}"),
    (f"{NOTE}(.*?){NOTE_END}", r"{note \1}"),
    (BESIDE, "{beside}"),
    (BESIDE_TO, "{to}"),
    (BESIDE_END, "{end}"),
]
"""What stands for the marks that the press fills in later."""


def leaflet(body: str, slug: str = "slapen", language: str = "nl") -> Leaflet:
    """A leaflet of the small house with another text."""
    known = CONTENT.leaflet(slug, language)
    assert known
    return known.model_copy(update={"body": body})


def converted(body: str, language: str = "nl") -> Text:
    return convert(leaflet(body), CONTENT, WORDS[language])


def findings(body: str) -> list[str]:
    """What is wrong in a text, its lines counted from 1."""
    text = leaflet(body).model_copy(update={"body_line": 1})
    wrong = convert(text, CONTENT, WORDS["nl"]).findings
    return [str(finding).removeprefix("sources/leaflets/nl/slapen.md:") for finding in wrong]


def readable(text: Text) -> str:
    """A converted text as it is kept: marks in braces, then what comes at the end."""
    pieces = [text.html.strip()]
    if text.closing:
        pieces.append(f"<!-- at the end -->\n{text.closing.strip()}")
    notes = [
        f"{name}: {html.strip()}" for name, html in text.notes.written.items() if name != "boek"
    ]
    if notes:
        pieces.append("<!-- notes -->\n" + "\n".join(notes))
    whole = "\n\n".join(pieces)
    values = [(mark, f"{{{name}}}") for mark, (name, _) in text.marks.items()]
    for pattern, words in FOR_PEOPLE + values:
        whole = re.sub(pattern, words, whole)
    return re.sub(r"\n{3,}", "\n\n", whole) + "\n"


# --- the order of a text ----------------------------------------------------------------

LINES = "De alinea waar dit naast staat."


def test_in_one_column_what_stands_in_the_margin_follows_its_paragraph() -> None:
    html = converted((TEXTS / "margin.md").read_text(encoding="utf-8")).html
    assert html.index("term") < html.index(LINES)
    assert in_column(html).index(LINES) < in_column(html).index("Slijtage is normaal.")
    assert sorted(in_column(html)) == sorted(beside(html))
    assert not set(in_column(html)) & {BESIDE, BESIDE_TO, BESIDE_END}


def test_a_card_comes_first_behind_its_paragraph_and_never_before_its_table() -> None:
    """What the paragraph introduces is not parted from it."""
    body = f"!!! key\n    Rust roest.\n\n{LINES} [Wandelen](wandelen) helpt."
    table = "\n\n| a | b |\n| --- | --- |\n| c | d |\n"
    html = in_column(converted(f"{body}{table}").html)
    order = [html.index(word) for word in (LINES, "</table>", "card-place", "Rust roest.")]
    assert order == sorted(order)


def test_red_flags_apart_have_a_box_for_each_group_with_the_telephone() -> None:
    first = "!!! red-flags\n    Bel nu:\n\n    - U valt flauw."
    html = converted(f"{first}\n\n    Bel vandaag:\n\n    - U bent ziek.").html
    apart = flags_apart(html)
    assert re.findall('class="part-title">(.*?)<', apart) == ["Bel meteen", "Bel vandaag"]
    assert apart.count(CALL) == 2 and apart.count("<li>") == 2
    assert flags_apart(html, "first").count(CALL) == 1
    assert re.findall('class="part red-flags(.*?)"', apart) == ["", " today"]
    one = converted(first).html
    assert flags_apart(one) == one


def test_red_flags_said_again_keep_their_first_group_and_say_where_the_others_are() -> None:
    first = "!!! red-flags\n    Bel nu:\n\n    - U valt flauw."
    html = converted(f"{first}\n\n    Bel vandaag:\n\n    - U bent ziek.").html
    short = again(html, lambda called, later: f"<p>{called} staat bij {later}</p>")
    assert "U valt flauw" in short and "U bent ziek" not in short
    assert f"<p>Bel vandaag staat bij {LATER.format(2)}</p>" in short and short.count(CALL) == 1
    one = converted("!!! red-flags\n    Bel bij koorts. Bel ook bij pijn.").html
    assert again(one, lambda *_: "ergens") == one


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("3. drie\n4. vier", 'style="counter-reset: item 2"'),
        ("\n".join(f"{n}. punt" for n in range(1, 11)), 'class="two-figures"'),
        ("9. negen\n10. tien", 'class="two-figures"'),
    ],
)
def test_a_list_goes_on_at_its_number_and_makes_room_for_two_figures(
    text: str, set_as: str
) -> None:
    assert set_as in converted(text).html
    assert "style=" not in converted("1. een\n2. twee").html


@pytest.mark.parametrize(
    ("asked", "mm"), [("om ____ uur", 20), ("op ______ dus", 35), (f"of {'_' * 20} of", 44)]
)
def test_a_blank_is_as_long_as_an_old_hand_needs(asked: str, mm: int) -> None:
    assert f'style="width: {mm}.0mm"' in converted(asked).html


def test_the_last_blank_of_a_short_question_runs_to_the_edge() -> None:
    assert 'class="to-edge"' in converted("Ik heb pijn sinds ____").html
    assert "to-edge" not in converted("Van ____ tot ____").html
    assert "to-edge" not in converted("Per dag ____ keer").html


@pytest.mark.parametrize(
    ("title", "language", "set_as"),
    [
        ("Pijn onder in de rug", "nl", "Pijn onder in~de~rug"),
        ("Pain in the lower back", "en", "Pain in the~lower~back"),
        ("Exercises for low back pain", "en", "Exercises for low~back~pain"),
        ("Leven met een buikwandbreuk", "nl", "Leven met een buikwandbreuk"),
        ("Wandelen en rust", "nl", "Wandelen en~rust"),
    ],
)
def test_a_title_holds_together_what_belongs_together(
    title: str, language: str, set_as: str
) -> None:
    held = balanced(title, together=WORDS[language].together)
    assert held.replace("\u00a0", "~") == set_as


# --- what Markdown becomes --------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(path.stem for path in TEXTS.glob("*.md")))
def test_a_text_becomes_what_is_expected(name: str, request: pytest.FixtureRequest) -> None:
    text = converted((TEXTS / f"{name}.md").read_text(encoding="utf-8"))
    expected = TEXTS / f"{name}.html"
    if request.config.getoption("--rewrite"):
        expected.write_text(readable(text), encoding="utf-8")
    assert text.findings == ()
    assert readable(text) == expected.read_text(encoding="utf-8")


def test_no_expectation_is_left_of_a_text_that_is_gone() -> None:
    assert {path.stem for path in TEXTS.glob("*.html")} == {p.stem for p in TEXTS.glob("*.md")}


def test_parts_are_titled_in_the_language_of_the_text() -> None:
    english = convert(leaflet("!!! key\n    Wear is normal.\n"), CONTENT, WORDS["en"])
    assert '<p class="part-title">Important</p>' in english.html


def test_every_part_that_has_words_is_made() -> None:
    for kind in WORDS["nl"].parts:
        assert converted(f"!!! {kind}\n    Tekst.\n").findings == ()


def test_values_are_put_in_escaped() -> None:
    text = converted("{{ practice.name }}")
    values = dict.fromkeys(text.marks, '<b class="x">&amp;\'</b>')
    assert fill(text.html, values) == (
        "<p>&lt;b class=&quot;x&quot;&gt;&amp;amp;&#x27;&lt;/b&gt;</p>\n"
    )


def test_a_number_to_dial_has_digits_only() -> None:
    text = converted("[{{ practice.phone }}](tel:{{ practice.phone }})")
    html = fill(text.html, dict.fromkeys(text.marks, "+31 (0)123 - 45"))
    assert '<a href="tel:+31012345">+31 (0)123 - 45</a>' in html


# --- mistakes ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            "a\n\n![Een maan](mon.svg)",
            "3: error: there is no picture 'mon.svg' in sources/images"
            " (did you mean 'moon.svg'?) [S043]",
        ),
        (
            "![](moon.svg)",
            "1: error: the picture 'moon.svg' has no alternative text"
            " (write it between the square brackets: ![what it shows](…)) [S013]",
        ),
        (
            "a\n[b](wandeln)",
            "2: error: there is no leaflet 'wandeln' in this language (nl)"
            " (did you mean 'wandelen'?) [S044]",
        ),
        (
            "[b](sleeping)",
            "1: error: there is no leaflet 'sleeping' in this language (nl)"
            " (known are slapen, wandelen) [S044]",
        ),
        ("a\n\n[b](#c)", "3: error: there is no place '#c' in this text [S044]"),
        (
            "# Kop",
            "1: error: the heading 'Kop' has a level that cannot stand here"
            " (begin with '##'; below it comes '###', then '####') [S054]",
        ),
        (
            "## Een\n\n#### Te diep\n\n### Twee",
            "3: error: the heading 'Te diep' has a level that cannot stand here"
            " (begin with '##'; below it comes '###', then '####') [S054]",
        ),
        (
            "a\n\nb[^bok]",
            "3: error: there is no source or footnote 'bok' (did you mean 'boek'?) [S045]",
        ),
        (
            "!!! tipp\n    a",
            "1: error: there is no part 'tipp' (did you mean 'tip'?) [S047]",
        ),
        (
            'a\n\n{% include "bel.md" %}',
            "3: error: there is no passage 'bel.md' in sources/passages/nl"
            " (did you mean 'bel-ons.md'?) [S040]",
        ),
        (
            "a\n{{ practice.fone }}",
            "2: error: there is no value 'practice.fone' (did you mean 'practice.phone'?) [S042]",
        ),
        (
            "{{ phone }}",
            "1: error: there is no value 'phone' (did you mean 'practice.phone'?) [S042]",
        ),
    ],
)
def test_a_mistake_in_a_text_is_told_at_its_line(body: str, says: str) -> None:
    assert findings(body) == [says]


@pytest.mark.parametrize(
    "target",
    [
        "http://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "../slapen.md",
        "nl/slapen",
        "//example.org/x",
    ],
)
def test_a_link_that_paper_and_mail_cannot_follow_is_named(target: str) -> None:
    assert findings(f"a\n\n[b]({target})") == [
        f"3: error: a link to '{target}' is not possible on paper or in a mailed file"
        " (link to a leaflet, or to an address with https, mailto or tel) [S046]"
    ]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("{{ practice.phone | upper }}", "a template expression"),
        ("{{ practice['phone'] }}", "a template expression"),
        ("{{ ''.__class__ }}", "a template expression"),
        ("{{ 7 * 7 }}", "a template expression"),
        ("{% set a = 1 %}", "a template command"),
        ("{% for a in b %}{% endfor %}", "a template command"),
        ("{% include practice.name %}", "a template command"),
        ("{{ " + "(" * 3000, "a template expression that cannot be read"),
        ("{{ " + "9" * 5000 + " }}", "a template expression that cannot be read"),
        ("{% if", "'{{' or '{%' that cannot be read: unexpected 'end of template'"),
        ("{{", "'{{' or '{%' that cannot be read: unexpected 'end of template'"),
    ],
)
def test_a_text_runs_nothing(body: str, what: str) -> None:
    assert findings(f"a\n\n{body}") == [
        f"3: error: {what} (a text may hold {{{{ practice.phone }}}} and the like,"
        ' and {% include "…" %} lines) [S041]'
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5000,
        ">" * 300 + " a",
        "\n".join("    " * depth + "- a" for depth in range(60)),
        "\n".join("    " * depth + "!!! tip" for depth in range(60)),
    ],
    ids=["boxes", "quotations", "lists", "parts"],
)
def test_a_text_that_is_nested_too_deep_is_refused(body: str) -> None:
    assert findings(body) == [
        "1: error: lists, quotations or other blocks stand too deep inside each other [S018]"
    ]


def test_markdown_that_its_library_cannot_read_is_a_finding() -> None:
    assert findings("a\n\n[^]:") == [
        "1: error: this cannot be read as Markdown"
        " (is there a '[^' or a ':' that has lost its other half?) [S018]"
    ]


def test_a_passage_that_includes_itself_is_a_finding() -> None:
    passage = CONTENT.passages["nl", "bel-ons.md"]
    looped = type(passage)('Kijk:\n\n{% include "bel-ons.md" %}\n', passage.origin)
    content = type(CONTENT)(CONTENT.leaflets, {("nl", "bel-ons.md"): looped}, CONTENT.images)
    text = convert(leaflet('{% include "bel-ons.md" %}'), content, WORDS["nl"])
    assert [str(finding) for finding in text.findings] == [
        "sources/passages/nl/bel-ons.md:3: error:"
        " the passage 'bel-ons.md' includes itself: bel-ons.md → bel-ons.md [S040]"
    ]


def test_a_mistake_in_a_passage_is_told_at_the_passage() -> None:
    passage = CONTENT.passages["nl", "bel-ons.md"]
    wrong = type(passage)("Zie [x](weg).\n\nEn {{ practice.fon }}.", passage.origin)
    content = type(CONTENT)(CONTENT.leaflets, {("nl", "bel-ons.md"): wrong}, CONTENT.images)
    text = convert(leaflet('Eerst.\n\n{% include "bel-ons.md" %}'), content, WORDS["nl"])
    assert sorted(str(finding.origin) for finding in text.findings) == [
        "sources/passages/nl/bel-ons.md:1",
        "sources/passages/nl/bel-ons.md:3",
    ]


# --- any text at all --------------------------------------------------------------------

_PRINTABLE = some.characters(exclude_categories=("Cc", "Co", "Cs", "Zl", "Zp"))
# fmt: off
_MARKUP = some.sampled_from([
    "\n", "\n\n", "    ", "!!! tip", '"', "- ", "1. ", "> ", "| a | b |", "| --- | --- |", "[", "]",
    "(slapen)", "(#a)", "![a](moon.svg)", "[^boek]", "[^1]", "[^1]: ", "<b>", "</div>", "<p ",
    "{{ practice.phone }}", "{% include", "{#", "{: .a }", "____", "✅", "**", "_", "`", "\\",
    "&#7;", "&#xe100;", "&lt;", "!!! exercise", "!!! read-also", ": a", "# ", "## ", "---",
])
# fmt: on


@given(some.text(_PRINTABLE, max_size=80) | some.lists(_MARKUP, max_size=14).map("".join))
def test_any_text_is_converted_or_its_mistakes_have_a_line(body: str) -> None:
    wrong = convert(leaflet(body), CONTENT, WORDS["nl"]).findings
    last = leaflet(body).body_line + body.count("\n")
    for finding in wrong:
        assert finding.severity == "error"
        assert 1 <= finding.origin.line <= last
        assert len(str(finding).splitlines()) == 1


@given(some.text("<>\"'&=/ abp:()[]!\n", max_size=60))
def test_no_text_brings_an_element_or_attribute_of_its_own(body: str) -> None:
    html = converted(f'<p title="{body}">\n\n{body}\n\n[a]({body}) ![b]({body} "{body}")').html
    known = r"(?:class|id|src|alt|href|title|scope|start|align|lang|dir)"
    value = r"""(?:"[^"]*"|'[^']*')"""
    assert re.fullmatch(rf"(?:[^<>]|</?[a-z][a-z0-9]*(?: {known}={value})*>)*", html), html
