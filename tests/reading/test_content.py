"""Content: which leaflets, passages, pictures and booklets a house has, and what keeps one out."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import HEAD, HOUSE, Write
from hypothesis import given
from hypothesis import strategies as some

from press.model import Content, Leaflet, Publication
from press.reading.content import load_content, load_leaflet, load_publications
from press.reading.house import open_house


def load(house: Path) -> tuple[Content, list[str]]:
    content, findings = load_content(open_house(house)[0])
    return content, [str(finding) for finding in findings]


def findings(house: Path) -> list[str]:
    """What is wrong in the house, without the path of the leaflet that tests write."""
    prefix = "sources/leaflets/nl/proef.md"
    return [finding.removeprefix(prefix) for finding in load(house)[1]]


# --- what there is ----------------------------------------------------------------------


def test_a_leaflet_has_the_name_of_its_file_and_the_language_of_its_folder() -> None:
    content, wrong = load(HOUSE)
    assert wrong == []
    assert [(leaflet.language, leaflet.slug) for leaflet in content.leaflets] == [
        ("en", "sleeping"),
        ("nl", "slapen"),
        ("nl", "wandelen"),
    ]


def test_a_leaflet_knows_its_head_its_text_and_where_they_stand() -> None:
    leaflet = load(HOUSE)[0].leaflet("slapen", "nl")
    assert leaflet
    assert (leaflet.title, leaflet.version) == ("Beter slapen", "1.2")
    assert [source.id for source in leaflet.sources] == ["boek"]
    assert str(leaflet.origin) == "sources/leaflets/nl/slapen.md:1"
    assert (leaflet.lines["title"], leaflet.lines["sources"]) == (2, 14)
    written = (HOUSE / leaflet.origin.path).read_text().splitlines()
    assert leaflet.body.splitlines() == written[leaflet.body_line - 1 :]


def test_the_short_address_is_the_name_unless_the_head_gives_another() -> None:
    content = load(HOUSE)[0]
    paths = [leaflet.address_path for leaflet in content.leaflets]
    assert paths == ["sleeping", "slaap", "wandelen"]


def test_a_leaflet_is_found_in_its_own_language_only() -> None:
    content = load(HOUSE)[0]
    assert content.leaflet("slapen", "nl")
    assert content.leaflet("slapen", "en") is None


def test_passages_and_pictures_are_found_by_their_names(house: Path) -> None:
    (house / "sources/images/thuis").mkdir()
    (house / "sources/images/thuis/bed.png").touch()
    (house / "sources/images/notes.txt").touch()
    content, wrong = load(house)
    assert wrong == []
    assert list(content.passages) == [("nl", "bel-ons.md")]
    assert list(content.images) == ["moon.svg", "thuis/bed.png"]


def test_a_picture_is_found_however_its_accents_are_stored(house: Path) -> None:
    (house / "sources/images/cafe\u0301.svg").touch()
    assert "caf\u00e9.svg" in load(house)[0].images


def test_a_house_with_nothing_in_it_has_no_content(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    assert load(tmp_path) == (Content((), {}, {}), [])


# --- what keeps a leaflet out -----------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "says"),
    [
        ("Proef", "'Proef' cannot be the name of a leaflet"),
        ("mijn folder", "'mijn folder' cannot be the name of a leaflet"),
        ("con", "'con' cannot be the name of a leaflet"),
        ("-rf", "'-rf' cannot be the name of a leaflet"),
        ("x" * 65, f"'{'x' * 65}' cannot be the name of a leaflet"),
    ],
)
def test_a_name_that_not_every_computer_can_store_is_refused(
    house: Path, write: Write, slug: str, says: str
) -> None:
    write("Tekst.", slug=slug)
    content, wrong = load(house)
    assert len(content.leaflets) == 3
    assert wrong == [
        f"sources/leaflets/nl/{slug}.md: error: {says}"
        " (rename the file: only a-z, 0-9 and '-', at most 64 characters) [S009]"
    ]


def test_a_language_is_a_short_name(house: Path) -> None:
    (house / "sources/leaflets/Neder lands").mkdir()
    (house / "sources/leaflets/Neder lands/x.md").touch()
    assert load(house)[1] == [
        "sources/leaflets/Neder lands/x.md: error:"
        " 'Neder lands' is not the short name of a language (as nl, en, de) [S009]"
    ]


def test_a_link_to_a_file_outside_the_house_is_refused(house: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(f"---\n{HEAD}---\n")
    (house / "sources/leaflets/nl/secret.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "secret.svg").touch()
    (house / "sources/images/secret.svg").symlink_to(tmp_path / "secret.svg")
    content, wrong = load(house)
    says = "error: this is a link to a place outside the house (copy the file here) [S014]"
    assert wrong == [
        f"sources/leaflets/nl/secret.md: {says}",
        f"sources/images/secret.svg: {says}",
    ]
    assert list(content.images) == ["moon.svg"]


def test_a_text_that_is_too_long_is_refused(house: Path, write: Write) -> None:
    write("x" * 200_000)
    assert findings(house) == [
        ": error: the file is 200 kB; at most 200 kB is read (make two of it) [S010]"
    ]


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("picture: moon.svg\n", ":9: error: the picture has no alternative text"),
        (
            "sources: [{id: a, text: x}, {id: a, text: y}]\n",
            ":9: error: two sources have the id 'a' [S004]",
        ),
        ("slug: ../../etc/cron.d/x\n", ":9: error: unknown key 'slug' [S002]"),
        ("origin: x\n", ":9: error: unknown key 'origin' [S002]"),
        ("keywords: x\ntitel: y\n", ":9: error: 'keywords' is not a list"),
    ],
)
def test_a_mistake_in_a_head_is_told_at_its_line(
    house: Path, write: Write, head: str, says: str
) -> None:
    write("Tekst.", head=head)
    assert any(finding.startswith(says) for finding in findings(house)), findings(house)


def test_a_review_comes_after_the_last_one(house: Path, write: Write) -> None:
    path = write("Tekst.")
    path.write_text(path.read_text().replace("review_due: 2028", "review_due: 2025"))
    assert findings(house) == [":7: error: 'review_due' is not after 'reviewed' [S007]"]


def test_two_leaflets_cannot_be_found_at_one_address(house: Path, write: Write) -> None:
    write("Tekst.", head="short: slaap\n")
    assert load(house)[1] == [
        "sources/leaflets/nl/slapen.md:5: error: the address 'slaap' is also that of"
        " sources/leaflets/nl/proef.md (give it another 'short' name) [S055]"
    ]


def test_leaflets_in_two_languages_may_have_one_name(house: Path, write: Write) -> None:
    write("Text.", slug="wandelen", language="en")
    assert load(house)[1] == []


# --- booklets ---------------------------------------------------------------------------

BOOKLET = """\
title: Slapen en bewegen
summary: Voor u, als u beter wilt slapen.
version: "1.0"
published: 2026-01-05
reviewed: 2026-01-05
review_due: 2028-01-05
leaflets:
  - slapen
  - wandelen
"""


def publications(house: Path, booklet: str = BOOKLET) -> tuple[list[Publication], list[str]]:
    folder = house / "sources/booklets/nl"
    folder.mkdir(parents=True)
    (folder / "nacht.yaml").write_text(booklet)
    opened = open_house(house)[0]
    made, wrong = load_publications(opened, load_content(opened)[0])
    return made, [str(finding).removeprefix("sources/booklets/nl/") for finding in wrong]


def test_a_leaflet_is_a_publication_and_a_booklet_is_one_of_several(house: Path) -> None:
    made, wrong = publications(house)
    assert wrong == []
    assert [(each.slug, each.is_booklet, len(each.leaflets)) for each in made] == [
        ("sleeping", False, 1),
        ("slapen", False, 1),
        ("wandelen", False, 1),
        ("nacht", True, 2),
    ]
    assert made[-1].title == "Slapen en bewegen"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "- wandelen",
            "- wandeln",
            "nacht.yaml:9: error: there is no leaflet 'wandeln' in this language (nl)"
            " (did you mean 'wandelen'?) [S044]",
        ),
        (
            "- wandelen",
            "- slapen",
            "nacht.yaml:9: error: the leaflet 'slapen' stands here twice [S004]",
        ),
        ("title:", "titel:", "nacht.yaml:1: error: unknown key 'titel'"),
        ("reviewed: 2026-01-05", "reviewed: 5", "nacht.yaml:5: error: 'reviewed' is not a date"),
    ],
)
def test_a_mistake_in_a_booklet_is_told_at_its_line(
    house: Path, old: str, new: str, says: str
) -> None:
    made, wrong = publications(house, BOOKLET.replace(old, new))
    assert len(made) == 3
    assert wrong[0].startswith(says)


# --- any file at all --------------------------------------------------------------------


@given(some.binary(max_size=60) | some.text(max_size=60).map(str.encode))
def test_any_file_is_a_leaflet_or_findings_with_their_place(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any", numbered=True) / "x.md"
    for bytes_ in (content, b"---\n" + content, f"---\n{HEAD}".encode() + content):
        path.write_bytes(bytes_)
        leaflet, wrong = load_leaflet(path, "x.md", "nl")
        assert (leaflet is None) == bool(wrong)
        assert leaflet is None or isinstance(leaflet, Leaflet)
        for finding in wrong:
            assert finding.origin.path == "x.md"
            assert len(str(finding).splitlines()) == 1
