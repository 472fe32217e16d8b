"""Merge: what comes to stand on the page, and what never does."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import HOUSE
from hypothesis import given
from hypothesis import strategies as some
from lxml import html as lxml_html
from lxml.html import HtmlElement

from press import build
from press.merge import merge
from press.merge.account import differences, said_on_lines, words_in
from press.merge.brand import choices_of, families_of, font_faces, root_style
from press.merge.references import address_of, qr_code
from press.merge.text import convert
from press.model import Brand, FontFace, Manuscript, Origin, Practice, Variant

PROJECT = build.load(HOUSE)


def variant(
    slug: str = "slapen", practice: str = "brug", project: build.Project = PROJECT
) -> Variant:
    order = build.Order(publications=(slug,), practices=(practice,))
    return build.plan(project, order)[0]


def merged(slug: str = "slapen", practice: str = "brug") -> Manuscript:
    manuscript = merge(variant(slug, practice), PROJECT.library)
    assert manuscript.findings == ()
    return manuscript


def with_head(**changed: object) -> Manuscript:
    """A page of the leaflet with another head."""
    known = variant()
    leaflet = known.publication.leaflets[0].model_copy(update=changed)
    publication = replace(known.publication, head=leaflet, leaflets=(leaflet,))
    return merge(replace(known, publication=publication), PROJECT.library)


def for_practice(**changed: object) -> Manuscript:
    """A page for a practice that has other values, each put in as it is."""
    known = variant().practice
    practice = known.model_copy(update=changed)
    return merge(replace(variant(), practice=practice), PROJECT.library)


def words_of(html: str) -> str:
    root: Any = lxml_html.fromstring(html)
    return " ".join(str(root.text_content()).split())


# --- the page ---------------------------------------------------------------------------


def test_a_page_says_its_language_its_title_and_who_gives_it() -> None:
    page: Any = lxml_html.document_fromstring(merged().html)
    assert (page.get("lang"), page.get("dir")) == ("nl", "ltr")
    assert page.findtext(".//title") == "Beter slapen"
    said = {meta.get("name"): meta.get("content") for meta in page.iter("meta")}
    assert said["author"] == "Praktijk De Brug"
    assert said["description"] == "Voor u, als u slecht slaapt."
    assert said["keywords"] == "slapen, rust"


def test_a_page_has_the_text_the_practice_and_the_colophon() -> None:
    words = words_of(merged().html)
    for said in (
        "Overdag bewegen helpt.",
        "Bel 0123 - 45 67 89 of kijk op de site van de overheid (example.org/rust).",
        "Brugweg 1",
        "Avond, nacht en weekend: huisartsenpost 0123 - 11 22 33 Levensgevaar? Bel 112",
        "versie 1.2, februari 2026.",
        "Wij kijken de tekst na vóór februari 2028.",
        "Mail folders@debrug.example.",
    ):
        assert said in words


@pytest.mark.parametrize(
    ("tested", "says"),
    [
        ("not yet", "Nog niet getest met lezers."),
        ("vier patiënten, mei 2026", "Getest: vier patiënten, mei 2026."),
    ],
)
def test_a_page_says_who_tried_its_text_out_or_that_nobody_did(tested: str, says: str) -> None:
    assert says in words_of(with_head(tested=tested).html)
    assert "etest" not in words_of(merged().html)


def test_words_of_a_title_that_hold_together_do_so_on_the_page_only() -> None:
    page = lxml_html.document_fromstring(with_head(title="Oefeningen bij lage\u00a0rugpijn").html)
    assert page.findtext(".//title") == "Oefeningen bij lage rugpijn"
    assert page.findtext(".//h1") == "Oefeningen bij lage\u00a0rugpijn"


def test_a_practice_that_gives_little_gets_what_there_is() -> None:
    words = words_of(merged(practice="molen").html)
    assert "Mail info@demolen.example." in words
    assert "Avond, nacht en weekend" not in words
    assert "folders.example" in words  # the house's website stands in for the practice's


def test_a_page_is_in_the_language_of_its_leaflet() -> None:
    words = words_of(merged("sleeping").html)
    assert "Call 0123 - 45 67 89 if you have questions." in words
    assert "Monday to Friday" in words
    assert "Version 1.2, February 2026." in words


def test_a_text_is_the_same_for_every_practice_but_for_its_values() -> None:
    def text(practice: str) -> str:
        html = merged(practice=practice).html
        start = html.index("Overdag bewegen")
        return html[start : html.index("</p>", start)]

    assert text("brug").replace("debrug.example", "folders.example") == text("molen")


def test_the_page_may_ask_for_what_it_names_and_for_nothing_else() -> None:
    manuscript = merged()
    named = set(re.findall(r'src="([^"]+)"', manuscript.html))
    for _, css in manuscript.styles:
        named |= {url.lstrip("/") for url in re.findall(r"url\(['\"]?([^'\")]+)", css)}
    unknown = {name for name in named if name not in manuscript.resources}
    # A sheet may name icons in colours that this practice's brand does not have.
    assert {name for name in unknown if not name.startswith("icons/")} == set()


def test_a_drawing_is_in_the_colours_of_the_brand() -> None:
    drawings = {
        practice: bytes(merged(practice=practice).resources["images/moon.svg"])
        for practice in ("brug", "molen")
    }
    assert b"var(" not in drawings["brug"]
    assert drawings["brug"] != drawings["molen"]


def test_no_path_of_the_machine_stands_on_the_page() -> None:
    manuscript = merged()
    assert str(HOUSE) not in manuscript.html
    assert all(str(HOUSE) not in css for _, css in manuscript.styles)


# --- references -------------------------------------------------------------------------


def test_a_reference_leads_to_the_practices_website() -> None:
    html = merged("wandelen").html
    assert '<a href="https://debrug.example/slaap" class="reference">slaapt u beter</a>' in html
    assert "QR-code naar debrug.example/slaap" in html


def test_a_code_is_the_same_every_time_and_says_the_address() -> None:
    assert qr_code("https://x.example/a") == qr_code("https://x.example/a")
    assert qr_code("https://x.example/a") != qr_code("https://x.example/b")


@pytest.mark.parametrize(
    ("website", "house", "address"),
    [
        ("https://a.example", "https://b.example", "https://a.example/slaap"),
        ("https://a.example/", None, "https://a.example/slaap"),
        ("https://a.example/folders/", None, "https://a.example/folders/slaap"),
        (None, "https://b.example", "https://b.example/slaap"),
        (None, None, None),
    ],
)
def test_an_address_is_below_the_practices_website_or_else_the_houses(
    website: str | None, house: str | None, address: str | None
) -> None:
    leaflet = PROJECT.library.content.leaflet("slapen", "nl")
    practice = variant().practice.model_copy(update={"website": website})
    assert leaflet
    assert address_of(leaflet, practice, house) == address


def test_a_reference_without_any_website_is_a_finding() -> None:
    library = replace(PROJECT.library, house=replace(PROJECT.library.house, website=None))
    manuscript = merge(variant("wandelen", "molen"), library)
    assert [str(finding) for finding in manuscript.findings] == [
        "sources/leaflets/nl/wandelen.md:13: error:"
        " 'slapen' has no address: the practice 'molen' has no website"
        " (give a 'website' in practice.yaml or in sources/house.yaml) [S049]"
    ]


# --- what is missing --------------------------------------------------------------------


def test_a_value_that_a_practice_lacks_is_a_finding_at_the_text() -> None:
    leaflet = PROJECT.library.content.leaflet("wandelen", "nl")
    assert leaflet
    body = "\n\nU parkeert zo: {{ practice.facts.parking }}\n"
    without = variant("wandelen", "molen")
    publication = replace(
        without.publication, leaflets=(leaflet.model_copy(update={"body": body}),)
    )
    manuscript = merge(replace(without, publication=publication), PROJECT.library)
    assert [str(finding) for finding in manuscript.findings] == [
        "sources/leaflets/nl/wandelen.md:12: error: the practice 'molen' has no facts.parking"
        " (known are address.city, address.postcode, address.street, email, emergency, hours,"
        " name, phone) [S042]"
    ]


def test_a_language_that_the_press_has_no_words_for_is_a_finding() -> None:
    library = replace(PROJECT.library, words={})
    assert [str(finding) for finding in merge(variant(), library).findings] == [
        "sources/leaflets/nl/slapen.md:1: error: the press has no words in the language 'nl'"
        " (add layouts/base/words/nl.yaml) [S017]"
    ]


def test_a_picture_of_the_head_that_is_not_there_is_a_finding() -> None:
    content = replace(PROJECT.library.content, images={})
    findings = merge(variant(), replace(PROJECT.library, content=content)).findings
    assert (
        "sources/leaflets/nl/slapen.md:11: error: there is no picture 'moon.svg'"
        " in sources/images [S043]"
    ) in [str(finding) for finding in findings]


# --- the brand --------------------------------------------------------------------------


def brand() -> Brand:
    return variant().practice.brand


def test_a_brand_reaches_the_page_as_custom_properties() -> None:
    style = root_style(brand(), PROJECT.library.words["nl"], PROJECT.library.faces)
    said = dict(part.split(": ", 1) for part in style.split("; "))
    assert said["--primary"] == "#1f3a5f"
    assert said["--secondary"] == "#e0b36a"
    assert said["--base-family"].startswith("'Atkinson Hyperlegible Next', 'Noto Sans'")
    assert said["--page-of"] == "'van'"


@pytest.mark.parametrize(
    ("family", "size", "set_in"),
    [
        ("Atkinson Hyperlegible Next", 12, "12pt"),  # x-heights: 0.496 em
        ("Source Sans 3", 12, "12pt"),  # 0.486
        ("Noto Sans", 13, "13pt"),  # 0.536: never under the nominal size
        ("Vollkorn", 12, "12.732pt"),  # 0.458
        ("Vollkorn", 13, "13.793pt"),
    ],
)
def test_a_typeface_with_a_low_x_is_set_larger(family: str, size: float, set_in: str) -> None:
    look = replace(brand(), base_family=family, base_size=size)
    style = root_style(look, PROJECT.library.words["nl"], PROJECT.library.faces)
    assert dict(part.split(": ", 1) for part in style.split("; "))["--base-size"] == set_in


@pytest.mark.parametrize(
    ("size", "more", "shape"),
    [
        ('width="40mm" height="20mm"', "", "wide"),
        ('width="20mm" height="40mm"', "", "tall"),
        ('width="20mm" height="22mm"', "", "even"),
        ('width="20mm" height="40mm"', ' preserveAspectRatio="xMidYMid slice"', "cropped"),
    ],
)
def test_a_picture_says_how_it_stands_in_a_frame(
    size: str, more: str, shape: str, tmp_path: Path
) -> None:
    root = shutil.copytree(HOUSE, tmp_path / "house")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 9 9"{more}>'
    (root / "sources/images/moon.svg").write_text(f'{svg}<path d="M0 0h9v9z"/></svg>')
    project = build.load(root)
    page = merge(variant(project=project), project.library)
    assert f'data-shape="{shape}"' in page.html


def test_a_brand_may_print_in_its_own_families_and_the_fallbacks() -> None:
    assert families_of(brand()) == {
        "Atkinson Hyperlegible Next",
        "Nunito",
        "Noto Sans",
        "Noto Sans Arabic",
        "Source Sans 3",
    }


def test_a_choice_is_the_brands_or_else_the_first_that_the_layout_offers() -> None:
    layout = variant().layout.model_copy(
        update={"offers": {"masthead": ("field", "band"), "corners": ("round", "square")}}
    )
    chosen = replace(brand(), choices={"masthead": "band", "unheard": "of"})
    assert choices_of(layout, chosen, Origin("x")) == ({"masthead": "band", "corners": "round"}, [])


@pytest.mark.parametrize(
    ("choice", "hint"),
    [("bnd", "did you mean 'band'?"), ("xyz", "choose field or band")],
)
def test_a_choice_that_the_layout_does_not_offer_is_a_finding(choice: str, hint: str) -> None:
    layout = variant().layout.model_copy(update={"offers": {"masthead": ("field", "band")}})
    chosen, findings = choices_of(
        layout, replace(brand(), choices={"masthead": choice}), Origin("practice.yaml", 1)
    )
    assert chosen == {"masthead": "field"}
    assert [str(finding) for finding in findings] == [
        f"practice.yaml:1: error: the layout 'a4' has no masthead '{choice}' ({hint}) [S016]"
    ]


def test_a_family_name_cannot_end_its_css_string() -> None:
    name = "x'; } * { background: url(https://remote.example) } </style> \\ \n"
    face = FontFace(name, "400", "normal", "fonts/x.ttf", Path("x.ttf"))
    style = root_style(replace(brand(), base_family=name), PROJECT.library.words["nl"], ())
    for css in (font_faces((face,)), style):
        assert "url(https" not in re.sub(r"'[^']*'", "", css)
        assert "</style>" not in css
        assert "\n" not in css


# --- templates --------------------------------------------------------------------------

BEFORE = '{% extends "base/page.html" %}\n{% block body %}\n'


@pytest.fixture(scope="module")
def designed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with a layout of its own, to be written over."""
    house = shutil.copytree(HOUSE, tmp_path_factory.mktemp("designed") / "house")
    folder = house / "layouts/kaart"
    folder.mkdir(parents=True)
    (folder / "layout.yaml").write_text(
        "description: A card\nunasked: [leaflet]\nstyles: [base/base.css]\n"
    )
    (folder / "layout.html").write_text(BEFORE + "{% endblock %}")
    return house


def laid_out(house: Path, template: str) -> Manuscript:
    """The page that this body of a template makes."""
    (house / "layouts/kaart/layout.html").write_text(f"{BEFORE}{template}\n{{% endblock %}}\n")
    order = build.Order(("slapen",), ("brug",), ("kaart",))
    project = build.load(house)
    return merge(build.plan(project, order)[0], project.library)


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{{ nope }}", "'nope' is undefined"),
        ("{{ practice.nope }}", "'press.model.practices.Practice object' has no attribute 'nope'"),
        ("{{ say('nope') }}", "there is no word 'nope' for the furniture"),
        ("{{ say('version') }}", "the word 'version' cannot be filled in: 'version'"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ none + 1 }}", "unsupported operand type(s) for +: 'NoneType' and 'int'"),
        ("{% for %}", "Expected an expression, got 'end of statement block'"),
        ("{{ 'x' | nope }}", "No filter named 'nope'."),
        ("{{ 'x' | safe }}", "No filter named 'safe'."),
        ("{% include 'gone.html' %}", "there is no template 'gone.html'"),
        ("{% include '/etc/passwd' %}", "there is no template '/etc/passwd'"),
        ("{% include '../../../../etc/passwd' %}", "there is no template '../../../../etc/passwd'"),
        (
            "{{ range(10 ** 9) | list }}",
            "Range too big. The sandbox blocks ranges larger than MAX_RANGE (100000).",
        ),
    ],
)
def test_a_mistake_in_a_template_is_told_at_its_line(
    designed: Path, template: str, says: str
) -> None:
    manuscript = laid_out(designed, template)
    assert manuscript.html == ""
    assert [str(finding) for finding in manuscript.findings] == [
        f"layouts/kaart/layout.html:3: error: {says} [S048]"
    ]


@pytest.mark.parametrize(
    ("template", "attribute"),
    [
        ("{{ ''.__class__.__mro__ }}", "__class__"),
        ("{{ '' | attr('__class__') }}", "__class__"),
        ("{{ lipsum.__globals__ }}", "__globals__"),
        ("{{ cycler('a').__init__.__globals__ }}", "__init__"),
        ("{{ '{0.__class__}'.format(practice) }}", "__class__"),
        ("{{ practice.__class__ }}", "__class__"),
        ("{{ practice.folder.joinpath('/etc/passwd').read_text() }}", "folder"),
        ("{{ (practice | attr('folder')).parent }}", "folder"),
        ("{{ ([practice] | map(attribute='folder') | first).parent }}", "folder"),
        ("{{ brand.faces | map(attribute='path') | list }}", ""),
        ("{{ practice.model_dump() }}", "model_dump"),
        ("{{ practice.parse_raw('x') }}", "parse_raw"),
        ("{{ words.furniture.update({}) }}", "update"),
        ("{{ publication.leaflets.append(1) }}", ""),
    ],
)
def test_a_template_reaches_nothing_but_values(
    designed: Path, template: str, attribute: str
) -> None:
    manuscript = laid_out(designed, template)
    if not attribute:  # nothing to refuse: there is nothing there
        assert "/etc" not in manuscript.html
        return
    assert manuscript.html == ""
    assert f"access to attribute '{attribute}' of " in str(manuscript.findings[0])
    assert str(manuscript.findings[0].origin) == "layouts/kaart/layout.html:3"


def test_a_template_prints_values_escaped(designed: Path) -> None:
    html = laid_out(designed, "{{ '<b>' }}{{ practice.name ~ '<i>' }}").html
    assert "&lt;b&gt;Praktijk De Brug&lt;i&gt;" in html


def test_a_template_that_is_not_utf_8_is_a_finding(designed: Path) -> None:
    laid_out(designed, "")
    (designed / "layouts/kaart/layout.html").write_bytes(b"caf\xe9")
    project = build.load(designed)
    order = build.Order(("slapen",), ("brug",), ("kaart",))
    manuscript = merge(build.plan(project, order)[0], project.library)
    assert str(manuscript.findings[0].origin) == "layouts/kaart/layout.html"


@pytest.mark.parametrize(
    ("styles", "says"),
    [
        ("[gone.css]", "layouts/kaart/layout.yaml:1: error: there is no style sheet 'gone.css'"),
        (
            "[../../../../../../../etc/passwd]",
            "layouts/kaart/layout.yaml:1: error:"
            " there is no style sheet '../../../../../../../etc/passwd'",
        ),
        ("['{0.__class__}']", "layouts/kaart/layout.yaml:1: error: there is no style sheet"),
    ],
)
def test_a_style_sheet_is_one_of_the_layouts(designed: Path, styles: str, says: str) -> None:
    settings = designed / "layouts/kaart/layout.yaml"
    before = settings.read_text()
    settings.write_text(f"description: A card\nstyles: {styles}\n")
    try:
        assert str(laid_out(designed, "").findings[0]).startswith(says)
    finally:
        settings.write_text(before)


# --- any practice at all ----------------------------------------------------------------

_ANYTHING = some.text(
    some.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=40
)
# fmt: off
_HOSTILE = some.sampled_from([
    "<script>alert(1)</script>", "</style>", '"><img src=https://remote.example/x>', "' onload='x",
    "{{ 7 * 7 }}", "{% include 'x' %}", "&amp;", "\\'); } * { color: red", "url(https://x)", "]]>",
])
# fmt: on


@given(_ANYTHING | _HOSTILE)
def test_no_value_of_a_practice_adds_markup(value: str) -> None:
    known = variant().practice
    plain = for_practice()
    manuscript = for_practice(
        name=value,
        phone=value,
        hours={"nl": value},
        feedback=value,
        address=known.address.model_copy(update={"street": value, "city": value}),
        facts={"parking": value},
        call_for=value,
    )
    # A long number has a class of its own, which makes it smaller.
    long = ' class="phone-long"'
    assert shape(manuscript.html.replace(long, "")) == shape(plain.html)
    assert manuscript.styles == plain.styles
    page: Any = lxml_html.document_fromstring(manuscript.html)
    name = str(page.find_class("contact-name")[0].text_content())
    assert value.replace("\u00a0", " ") in name.replace("\u00a0", " ")
    assert value in str(page.find_class("contact-phone")[0].text_content())


@given(_ANYTHING | _HOSTILE)
def test_no_alternative_text_of_a_logo_adds_markup(alt: str) -> None:
    known = variant().practice
    assert known.brand.logo
    logo = known.brand.logo.model_copy(update={"alt": alt})
    manuscript = for_practice(brand=replace(known.brand, logo=logo))
    assert shape(manuscript.html) == shape(for_practice().html)


def shape(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page with the names of their attributes, in order."""
    return list(_shape(html))


def _shape(html: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for element in lxml_html.document_fromstring(html).iter():
        if isinstance(element.tag, str):
            yield element.tag, tuple(map(str, element.keys()))


def test_practices_are_records_that_do_not_change() -> None:
    practice: Practice = variant().practice
    with pytest.raises(ValueError, match="frozen"):
        practice.name = "x"


# --- the account of words ---------------------------------------------------------------

LOSING = [
    ("{{ leaflet.text }}", []),
    ("", []),  # a layout of no text, such as a poster
    ("{% for piece in leaflet.sections[:1] %}{{ piece }}{% endfor %}", ["S061"]),
    ("{{ leaflet.text }}{{ leaflet.text }}", ["S061"]),
]


@pytest.mark.parametrize(("template", "codes"), LOSING, ids=["all", "none", "part", "twice"])
def test_a_layout_that_loses_words_of_a_text_is_refused(
    designed: Path, template: str, codes: list[str]
) -> None:
    page = laid_out(designed, f"{{% for leaflet in leaflets %}}{template}{{% endfor %}}")
    assert sorted({finding.code for finding in page.findings}) == codes
    assert all(finding.origin.line > 1 for finding in page.findings)


def _lines(page: HtmlElement) -> dict[str, list[str]]:
    return {line: words_in(said) for line, said in said_on_lines(page).items()}


@given(some.randoms(use_true_random=False))
def test_a_word_that_is_lost_moved_or_changed_on_the_page_is_noticed(random: Random) -> None:
    """Faults are seeded into a page; each must be told, at the line where it is."""
    html = merged("wandelen").html
    page = lxml_html.document_fromstring(html)
    wanted = _lines(page)
    assert list(differences(wanted, page)) == []
    blocks = [
        block
        for block in page.iterfind(".//*[@data-line]")
        if len(words_in(block.text or "")) > 1 and block.get("data-made") is None
    ]
    block = random.choice(blocks)
    words = (block.text or "").split(" ")
    at = random.randrange(len(words))
    match random.randrange(4):
        case 0:
            del words[at]
        case 1:
            words.insert(at, "verzonnen")
        case 2:
            words.reverse()
        case _:
            words[at] = words[at][::-1] + "x"
    if words_in(" ".join(words)) == words_in(block.text or ""):
        return  # nothing but a sign was taken
    block.text = " ".join(words)
    assert [line for line, _, _ in differences(wanted, page)] == [block.get("data-line")]


def test_a_blank_in_the_name_of_a_picture_may_be_written_as_in_an_address() -> None:
    content = PROJECT.library.content
    moon = {"een maan.svg": content.images["moon.svg"]}
    for written in ("een%20maan.svg", "<een maan.svg>", "<een%20maan.svg>"):
        leaflet = variant().publication.leaflets[0]
        leaflet = leaflet.model_copy(update={"body": f"![De maan.]({written})", "picture": None})
        text = convert(leaflet, replace(content, images=moon), PROJECT.library.words["nl"])
        assert (text.findings, list(text.pictures)) == ((), ["een maan.svg"])


@pytest.mark.parametrize("language", ["nl-be", "zh-hant", "pt-br", "xx"])
def test_a_language_may_have_a_region_and_may_be_unknown_to_its_calendar(language: str) -> None:
    library = replace(
        PROJECT.library, words={**PROJECT.library.words, language: PROJECT.library.words["nl"]}
    )
    leaflet = variant().publication.leaflets[0].model_copy(update={"language": language})
    publication = replace(
        variant().publication, language=language, head=leaflet, leaflets=(leaflet,)
    )
    manuscript = merge(replace(variant(), publication=publication), library)
    assert manuscript.html
    assert [one for one in manuscript.findings if one.code not in ("S044", "S040")] == []
