"""Signatures: what is signed, and what another text is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Run, Write
from signed import BODY, SIGN, approve, held, said

from press import build
from press.governance.signatures import SUFFIX
from press.governance.text import ReadText, Texts

pytestmark = pytest.mark.slow


def words(house: Path, slug: str = "proef") -> ReadText:
    library = build.load(house).library
    leaflet = library.content.leaflet(slug, "nl")
    assert leaflet
    return Texts(library).read([leaflet])[leaflet.origin]


def test_what_is_signed_is_each_word_that_the_reader_gets_in_its_order(
    house: Path, write: Write
) -> None:
    write(BODY)
    assert re.sub("picture [0-9a-f]{32}", "picture …", "\n".join(words(house).lines)) == (
        "# Proef\nVoor wie dit leest.\n## Bewegen\nDurf te bewegen. Loop elke dag 10 minuten.\n"
        "[picture …: Een maan]\n### Bel meteen\nBel ons als u dit merkt:\n"
        "U slaapt al weken bijna niet.\n[telephone]"
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("Durf te", "Durf NIET te"),
        lambda text: text.replace("10 minuten", "100 minuten"),
        lambda text: text.replace("minuten.", "minuten!"),
        lambda text: text.replace("Een maan", "Een ster"),
        lambda text: text.replace("Voor wie dit leest.", "Voor u."),
        lambda text: text.replace("title: Proef", "title: Proeve"),
        lambda text: text.replace('{% include "bel-ons.md" %}', ""),
        lambda text: text.replace("## Bewegen", "## Rusten"),
    ],
)
def test_one_word_more_or_less_is_another_text(house: Path, write: Write, change: object) -> None:
    path = write(BODY)
    before = words(house).digest
    text = path.read_text()
    changed = change(text)  # type: ignore[operator]
    assert changed != text
    path.write_text(changed)
    assert words(house).digest != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Loop elke", "Loop\nelke"),
        ("te bewegen", "te  bewegen"),
        ('version: "1.0"', 'version: "1.1"'),
        ("review_due: 2028-01-05", "review_due: 2028-06-05"),
        ("\n\n![", "\n\n\n\n!["),
    ],
)
def test_white_space_versions_and_dates_are_no_words(
    house: Path, write: Write, old: str, new: str
) -> None:
    path = write(BODY)
    before = words(house).digest
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    assert words(house).digest == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("sources/passages/nl/bel-ons.md", "bijna niet", "slecht"),
        ("sources/images/moon.svg", "<svg", "<!-- another --><svg"),
    ],
)
def test_a_passage_and_a_picture_are_a_part_of_the_text(
    house: Path, write: Write, file: str, old: str, new: str
) -> None:
    write(BODY)
    before = words(house).digest
    path = house / file
    path.write_text(path.read_text().replace(old, new, 1))
    assert words(house).digest != before


def test_a_signature_stands_beside_the_leaflet_and_its_words_in_the_archive(
    house: Path, write: Write, run: Run
) -> None:
    write(BODY)
    ran = run(*SIGN, "--on", "2026-02-03")
    assert ran.code == 0, ran.errors
    text = words(house)
    kept = house / "archive/texts" / f"{text.digest}.txt"
    assert kept.read_bytes() == text.data
    assert (house / f"sources/leaflets/nl/proef{SUFFIX}").read_text() == (
        "# Who stands for the words of this leaflet: written by 'leaflet sign'.\nsigned:\n"
        '  - role: "clinician"\n    name: "A. de Vries"\n    on: "2026-02-03"\n'
        f'    version: "1.0"\n    digest: "{text.digest}"\n'
    )
    assert said(house, "S080", "S081") == []


def test_the_same_signature_stands_there_once(house: Path, write: Write, run: Run) -> None:
    path = write(BODY)
    for _ in range(2):
        assert run(*SIGN, "--on", "2026-02-03").code == 0
    run(*SIGN, "--on", "2026-02-04")
    assert path.with_name(f"proef{SUFFIX}").read_text().count("role:") == 2


def test_one_changed_word_is_told_with_the_words(house: Path, write: Write, run: Run) -> None:
    path = write(BODY)
    run(*SIGN)
    path.write_text(path.read_text().replace("Durf te", "Durf NIET te"))
    assert said(house, "S080") == [
        "sources/leaflets/nl/proef.signed.yaml:3: warning: A. de Vries (clinician) signed another"
        " text (version 1.0, 1 word changed: 'NIET' is new) (have it read again: leaflet sign"
        " proef --role clinician) [S080]"
    ]
    run(*SIGN)
    assert said(house, "S080") == []
    path.write_text(path.read_text().replace("Durf NIET te", "Durf te"))
    assert said(house, "S080"), "the last word of a role counts"
    approve(house, "clinician")
    assert "proef" not in held(house), "but these words were signed once"


def test_a_digest_that_was_remembered_is_that_of_the_words(
    house: Path, write: Write, run: Run
) -> None:
    path = write(BODY)
    run(*SIGN)
    library = build.load(house).library
    leaflet = library.content.leaflet("proef", "nl")
    assert leaflet
    remembered = house / "output/.press/texts"
    assert Texts(library).digests([leaflet]) == {leaflet.origin: words(house).digest}
    assert words(house).digest in remembered.read_text()
    remembered.write_text('{"x": 1, "y": ["z"]}')
    assert Texts(library).digests([leaflet]) == {leaflet.origin: words(house).digest}
    path.write_text(path.read_text().replace("Durf", "Waag"))
    library = build.load(house).library
    leaflet = library.content.leaflet("proef", "nl")
    assert leaflet
    assert Texts(library).digests([leaflet]) == {leaflet.origin: words(house).digest}
