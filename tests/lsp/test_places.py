"""What stands at the cursor: the kind of name that may be typed there."""

from __future__ import annotations

import pytest

from press.lsp.places import place_at

LEAFLET, PRACTICE = "sources/leaflets/nl/x.md", "sources/practices/x/practice.yaml"
BOOKLET, HOUSE = "sources/booklets/nl/x.yaml", "sources/house.yaml"


def place(text: str, path: str) -> tuple[str, str, str]:
    """The kind, the name as far as it is there, and the first of the options, at the sign ¦."""
    before, _, behind = text.partition("¦")
    line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
    found = place_at(before + behind, path, line, column)
    return (
        (found.kind, found.name, found.options[0].name if found.options else "")
        if found
        else ("", "", "")
    )


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Bel {{ pra¦ctice.ph", "value", "practice.ph"),
        ("{% include 'be¦", "passage", "be"),
        ('  {% include "exercises/br¦idge" %}', "passage", "exercises/bridge"),
        ("![Een ¦", "", ""),
        ("![Een maan](mo¦on.svg", "picture", "moon.svg"),
        ("[wandelen](wan¦", "leaflet", "wan"),
        ("[overheid](https://¦", "", ""),
        ("!!! ti¦", "part", "ti"),
        ("Helpt.[^bo¦ek]", "note", "boek"),
        ("gewone tekst¦", "", ""),
    ],
)
def test_in_a_text(text: str, kind: str, name: str) -> None:
    head = "---\ntitle: x\nsources:\n  - id: boek\n    text: y\n---\n"
    found = place(head + text, LEAFLET)
    assert found == (kind, name, "boek" if kind == "note" else "")


@pytest.mark.parametrize(
    ("text", "path", "kind", "name", "first"),
    [
        ("---\nti¦", LEAFLET, "key", "ti", "title"),
        ("---\nsources:\n  - id: a\n    te¦\n---\n", LEAFLET, "key", "te", "id"),
        ("---\nsources:\n- ¦\n---\n", LEAFLET, "key", "", "id"),
        ("---\nsources:\n  - {id: a, ¦}\n---\n", LEAFLET, "key", "", "id"),
        ("---\npicture: mo¦\n---\n", LEAFLET, "picture", "mo", ""),
        ("---\npictures:\n  - {file: ¦}\n---\n", LEAFLET, "picture", "", ""),
        ("---\npictures:\n  - file: b¦\n---\n", LEAFLET, "picture", "b", ""),
        ("---\nstatus: ¦\n---\n", LEAFLET, "", "", "draft"),
        ("---\nlayouts: [a4, a5¦]\n---\n", LEAFLET, "layout", "a5", ""),
        ("---\ntranslation_of: s¦\n---\n", LEAFLET, "original", "s", ""),
        ("leaflets:\n  - wan¦", BOOKLET, "leaflet", "wan", ""),
        ("name: x\naddress:\n  ¦", PRACTICE, "key", "", "street"),
        ("address: {st¦", PRACTICE, "key", "st", "street"),
        ("brand:\n  color:\n    pri¦", PRACTICE, "key", "pri", "palette"),
        ("brand:\n  typography:\n    base: {fam¦", PRACTICE, "key", "fam", "family"),
        ("printer:\n  flip: ¦", PRACTICE, "", "", "short-edge"),
        ("bilingual:\n  - languages: [n¦", PRACTICE, "language", "n", ""),
        ("mail:\n  ho¦", HOUSE, "key", "ho", "host"),
        ("mail:\n  host: x\n¦", HOUSE, "key", "", "name"),
    ],
)
def test_in_yaml(text: str, path: str, kind: str, name: str, first: str) -> None:
    assert place(text, path) == (kind, name, first)


@pytest.mark.parametrize("path", ["sources/notes.md", "sources/x.yaml", "output/x.txt"])
def test_in_a_file_of_no_kind_there_are_no_keys(path: str) -> None:
    assert place("title: ¦", path) == ("", "", "")
