"""In which language things are sent: files and letter of a command in one, of a desk in several."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import HOUSE, Write

from press import build
from press.build import translation
from press.build.current import CurrentFile
from press.choices import Limits, Order
from press.errors import UsageError
from press.mail import compose
from press.mail.compose import Choice, OutgoingMail, make_outgoing, outgoing_of
from press.model import Finding, Variant

BOTH = {"nl": "slapen", "en": "sleeping"}
SUBJECT = {"nl": "Informatie van", "en": "Information from"}


@pytest.fixture(autouse=True)
def unmade(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are not in question here: each is its own path."""

    def current_files(
        _: object, variants: list[Variant], __: object
    ) -> tuple[list[CurrentFile], list[Finding]]:
        return [CurrentFile(each, each.path.encode()) for each in variants], []

    monkeypatch.setattr(compose, "current_files", current_files)


def made(
    house: Path, *slugs: str, language: str = "", layout: str = "", practice: str = "brug"
) -> OutgoingMail:
    choice = Choice(slugs, practice, language, layout, Limits())
    outgoing, findings = make_outgoing(build.load(house), choice)
    assert outgoing, findings
    return outgoing


@pytest.mark.parametrize("language", ["", "nl", "en"])
@pytest.mark.parametrize("slug", BOTH.values())
@pytest.mark.slow
def test_file_letter_and_subject_are_in_the_language_that_was_asked_for(
    slug: str, language: str
) -> None:
    outgoing = made(HOUSE, slug, language=language)
    expected = language or {"slapen": "nl", "sleeping": "en"}[slug]
    (file,) = outgoing.given
    assert file.path == f"brug/{expected}/{BOTH[expected]}.a4.pdf"
    assert file.leaflet == f"{expected}/{BOTH[expected]}"
    assert outgoing.letter.language == expected
    assert outgoing.letter.subject.startswith(SUBJECT[expected])
    assert outgoing.publications == f"{expected}/{BOTH[expected]}"


@pytest.mark.slow
def test_a_leaflet_with_another_picture_for_each_practice_is_sent(house: Path) -> None:
    path = house / "sources/leaflets/nl/slapen.md"
    more = "pictures: [{file: moon.svg, alt: De maan}]\n---"
    first, _, rest = path.read_text("utf-8").partition("\n---")
    path.write_text(f"{first}\n{more}{rest}", "utf-8")
    for practice in ("brug", "molen"):
        (file,) = made(house, "slapen", practice=practice).given
        assert file.path == f"{practice}/nl/slapen.a4.pdf"


@pytest.mark.parametrize(
    ("slugs", "language", "practice", "why"),
    [
        (("wandelen",), "en", "brug", "'wandelen' is not there in 'en', and nothing there"),
        (("slapen", "wandelen"), "en", "brug", "'wandelen' is not there in 'en'"),
        (("sleeping", "wandelen"), "", "brug", "'wandelen' is not there in 'en'"),
        (("slapen", "sleeping"), "", "brug", "'slapen' and 'sleeping' are one leaflet in two"),
        (("slapen",), "de", "brug", "'slapen' is not there in 'de'"),
        (("sleeping",), "", "molen", "hands out nl, nothing in 'en'"),
        (("slaap",), "", "brug", "did you mean 'slapen'?"),
    ],
)
@pytest.mark.slow
def test_what_is_not_there_in_that_language_is_refused(
    slugs: tuple[str, ...], language: str, practice: str, why: str
) -> None:
    with pytest.raises(UsageError, match=why):
        made(HOUSE, *slugs, language=language, practice=practice)


@pytest.mark.slow
def test_languages_do_not_mix_in_a_message_of_several(house: Path, write: Write) -> None:
    write("Walk.\n", slug="walking", language="en", head="translation_of: wandelen\n")
    for slugs in (("sleeping", "wandelen"), ("slapen", "walking"), ("walking", "slapen")):
        outgoing = made(house, *slugs)
        assert {file.path.split("/")[1] for file in outgoing.given} == {outgoing.letter.language}
        assert len(outgoing.given) == 2


def booklet(house: Path, slug: str, leaflets: str = "slapen, wandelen") -> None:
    path = house / f"sources/booklets/nl/{slug}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        'title: Beide\nsummary: Alles.\nversion: "1.0"\npublished: 2026-01-05\n'
        f"reviewed: 2026-01-05\nreview_due: 2028-01-05\nleaflets: [{leaflets}]\n"
    )


@pytest.mark.parametrize(
    ("slug", "layout", "path"),
    [
        ("beide", "", "brug/nl/booklets/beide.a5-booklet.pdf"),
        ("beide", "a5-booklet", "brug/nl/booklets/beide.a5-booklet.pdf"),
        ("slapen", "", "brug/nl/slapen.a4.pdf"),
        ("slapen", "a5-booklet", "brug/nl/booklets/slapen.a5-booklet.pdf"),
        ("slapen", "trifold", "brug/nl/slapen.trifold.pdf"),
        ("wandelen", "a5-booklet", "brug/nl/wandelen.a5-booklet.pdf"),
    ],
)
@pytest.mark.slow
def test_a_booklet_is_sent_by_its_name_or_by_its_layout(
    house: Path, slug: str, layout: str, path: str
) -> None:
    booklet(house, "beide")
    booklet(house, "slapen")
    (file,) = made(house, slug, layout=layout).given
    assert file.path == path


@pytest.mark.slow
def test_a_layout_that_takes_none_says_which_do(house: Path) -> None:
    booklet(house, "beide")
    with pytest.raises(UsageError, match=r"'a4' is no layout for a booklet \(choose a5-booklet\)"):
        made(house, "beide", layout="a4")


@pytest.mark.slow
def test_what_is_bound_in_a_booklet_is_named_with_it(house: Path) -> None:
    booklet(house, "beide")
    outgoing = made(house, "beide")
    assert outgoing.leaflets == "nl/booklets/beide 1.0, nl/slapen 1.2, nl/wandelen 1.0"


def test_a_translation_is_known_by_what_it_translates(house: Path, write: Write) -> None:
    write("X\n", slug="wandelen", language="en", head="translation_of: slapen\n")
    project = build.load(house)
    publications = {(each.language, each.slug): each for each in project.publications}
    assert translation(project, publications["nl", "wandelen"], "en") is None


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["nl/slapen"], "nl"),
        (["en/sleeping"], "en"),
        (["nl/wandelen", "en/sleeping"], "en"),
        (["en/sleeping", "nl/wandelen"], "en"),
        (["nl+en/slapen"], "en"),
        (["nl/wandelen", "nl+en/slapen"], "en"),
    ],
)
@pytest.mark.slow
def test_a_letter_with_several_languages_is_in_the_one_that_is_not_the_practice_s(
    items: list[str], expected: str
) -> None:
    """Whoever gets a leaflet in another language, or in that as well, reads that."""
    project = build.load(HOUSE)
    files = []
    for folder, _, slug in (each.partition("/") for each in items):
        pair = tuple(folder.split("+")) if "+" in folder else ()
        order = Order((slug,), ("brug",), side_by_side=pair)
        files.append((build.plan(project, order)[0], slug.encode()))
    brug = next(each for each in project.practices if each.id == "brug")
    outgoing, findings = outgoing_of(project, brug, files)
    assert outgoing, findings
    assert outgoing.letter.language == expected
    assert len(outgoing.files) == len(items)
    assert ("nl/slapen 1.2, en/sleeping 1.2" in outgoing.leaflets) == ("nl+en/slapen" in items)
