"""What people may write, and what they should not: heads, practices, brands, booklets, texts."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as some
from hypothesis.strategies import SearchStrategy

from press.reading import Value

PRINTABLE = some.characters(exclude_categories=["C"], include_characters="\n\t")
WORDS = some.text(PRINTABLE.filter(str.isprintable), min_size=1, max_size=30).map(str.strip)
"""One line of any signs that can be printed."""
ODD = some.sampled_from(
    [
        "../../x", "/etc/passwd", "file:///etc/passwd", "javascript:x", "https://a.example/\"><b>",
        ";}</style><b>", "url(https://a.example)", "'); @import 'x", "\\27 \\22", "=?utf-8?q?a?=",
        "{{ practice.folder }}", "{% include 'x' %}", "nul", "con", "0", "-1", "1e999", "9" * 400,
        "no", "~", "null", "<<", "!!python/x", "&a", "*a", "#000", "2026-13-45", "NaN", "\u202e",
        "\x07", "\ue001", "a\nb", "", " ", "🦄", "ß" * 90, "'", '"', "[", "{", "|", ">", "-", ":",
    ]
)  # fmt: skip
"""Texts that something has once been done with that nobody meant."""
VALUES: SearchStrategy[Value] = some.recursive(
    some.none() | WORDS | ODD,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)

DAYS = some.dates().map(str)
NAMES = some.from_regex(r"[a-z][a-z0-9-]{0,10}[a-z0-9]", fullmatch=True)
LOCAL = WORDS | some.dictionaries(some.sampled_from(["nl", "en", "de"]), WORDS, min_size=1)
COLOURS = some.sampled_from(["#005559", "teal", "navy", "rgb(1 2 3)", "hsl(0 50% 30%)"]) | ODD
_LINES = some.lists(WORDS, min_size=1, max_size=3)
_SOURCE = some.fixed_dictionaries(
    {"id": NAMES, "text": WORDS},
    optional={"year": some.integers(1890, 2110).map(str), "url": some.just("https://a.example")},
)
_COMMON = {
    "title": WORDS,
    "summary": WORDS,
    "version": WORDS,
    "published": DAYS,
    "reviewed": DAYS,
    "review_due": DAYS,
}


def mostly(right: SearchStrategy[Value]) -> SearchStrategy[Value]:
    """Values that are right, with now and then one that is anything."""
    return some.integers(0, 9).flatmap(lambda die: VALUES if die == 0 else right)


def _file(
    must: Mapping[str, SearchStrategy[Value]], may: Mapping[str, SearchStrategy[Value]]
) -> SearchStrategy[Value]:
    """A file of these keys, of which some may be wrong, lack, or not exist."""
    right = some.fixed_dictionaries(
        {key: mostly(value) for key, value in must.items()},
        optional={key: mostly(value) for key, value in may.items()},
    )
    wrong = some.dictionaries(some.sampled_from([*must, *may]) | WORDS, VALUES, max_size=2)
    extra = some.integers(0, 4).flatmap(lambda die: wrong if die == 0 else some.just({}))
    return some.builds(lambda one, other: {**one, **other}, right, extra)


HEADS = _file(
    {**_COMMON, "authors": _LINES},
    {
        "sources": some.lists(_SOURCE, max_size=3),
        "id": WORDS,
        "short": NAMES,
        "picture": WORDS,
        "picture_alt": WORDS,
        "keywords": _LINES,
        "codes": some.dictionaries(WORDS, WORDS, max_size=2),
        "allow": some.dictionaries(WORDS, WORDS, max_size=2),
        "translation_of": NAMES,
        "layouts": some.lists(NAMES, max_size=2),
    },
)
BOOKLETS = _file(
    {**_COMMON, "leaflets": some.lists(some.just("slapen") | NAMES, min_size=2, max_size=4)},
    {"subtitle": WORDS, "picture": WORDS, "picture_alt": WORDS, "keywords": _LINES},
)
PRACTICES = _file(
    {
        "name": WORDS,
        "address": some.fixed_dictionaries({"street": WORDS, "postcode": WORDS, "city": WORDS}),
        "phone": some.sampled_from(["0123 - 45 67 89", "+31 6 1234", "112"]),
        "email": some.sampled_from(["a@b.example", "x.y@example.org"]),
        "hours": LOCAL,
        "languages": some.lists(some.sampled_from(["nl", "en"]), min_size=1, unique=True),
        "brand": some.just({"color": {"primary": "#005559"}}),
    },
    {
        "website": some.just("https://a.example/x"),
        "out_of_hours": some.fixed_dictionaries({"name": LOCAL, "phone": some.just("112")}),
        "call_for": LOCAL,
        "facts": some.dictionaries(some.from_regex(r"[a-z_]{1,8}", fullmatch=True), LOCAL),
        "publications": some.lists(NAMES, max_size=2),
    },
)
_FONT = some.fixed_dictionaries(
    {"family": WORDS | ODD},
    optional={"source": some.just("file"), "files": some.lists(WORDS | ODD, max_size=2)},
)
_TYPE = some.fixed_dictionaries(
    {}, optional={"family": some.just("Nunito") | ODD, "size": WORDS | ODD, "weight": WORDS | ODD}
)
BRANDS = _file(
    {"color": some.dictionaries(some.sampled_from(["primary", "secondary"]), COLOURS)},
    {
        "logo": ODD | some.fixed_dictionaries({"path": WORDS | ODD}, optional={"alt": WORDS}),
        "typography": some.fixed_dictionaries(
            {}, optional={"base": _TYPE, "headings": _TYPE, "fonts": some.lists(_FONT, max_size=2)}
        ),
        "defaults": some.dictionaries(
            some.just("leaflet"), some.dictionaries(WORDS | ODD, WORDS | ODD, max_size=2)
        ),
        "meta": VALUES,
    },
)
_PIECES = some.sampled_from(
    [
        "\n", "\n\n", "## Kop\n\n", "!!! tip\n", "!!! read-also\n", "    - ", "- [ ] ", "1. ", "> ",
        "[^boek]", "[^a]: noot\n", "[wandelen](wandelen)", "![x](moon.svg)", "[x](javascript:y)",
        "| a | b |\n| - | - |\n", "{{ practice.phone }}", "{{ practice.x }}", "{% x %}", "____",
        '{% include "bel-ons.md" %}\n', "**", "_", "`", "<div>", "</div>", "<b onclick=x>", "<!--",
        "<style>", "<a href=file:x>", "{: #a .b style=c }", "Vraag?\n:   ja\n\n", "&#xe001;",
        "⚠ ", "8 mg ", "'s ", "---\n", "***", "~~~\n", "\\", "http://a.example ", "<svg>", "tekst ",
    ]
)  # fmt: skip
MARKDOWN = some.lists(_PIECES | some.text(PRINTABLE, max_size=12), max_size=16).map("".join)


def as_yaml(values: Mapping[str, Value]) -> str:
    """Values as a person would not write them, but may: every text in quotes, a key a line."""
    return "".join(f"{quoted(key)}: {flow(value)}\n" for key, value in values.items())


def flow(value: Value) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{quoted(k)}: {flow(v)}" for k, v in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(flow, value)) + "]"
        case None:
            return "~"
    return quoted(str(value))


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
