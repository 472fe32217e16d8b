"""The templates of layouts: told at their line, escaped, and with nothing but values."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import HOUSE

from press import build
from press.merge import merge
from press.merge.templates import breakable
from press.model import Manuscript

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
        ("{{ nope }}", "there is no 'nope' here"),
        ("{{ practice.nope }}", "a practice has no 'nope'"),
        ("{{ say('nope') }}", "there is no word 'nope' for the furniture"),
        ("{{ say('version') }}", "the word 'version' cannot be filled in: 'version'"),
        ("{{ 1 / 0 }}", "this divides by zero"),
        ("{{ practise }}", "there is no 'practise' here (did you mean 'practice'?)"),
        ("{{ practice.phon }}", "a practice has no 'phon' (did you mean 'phone'?)"),
        (
            "{{ none + 1 }}",
            "this line cannot be worked out"
            " (is a text used as a number, or something asked of what is not there?)",
        ),
        ("{% for %}", "Expected an expression, got 'end of statement block'"),
        ("{{ 'x' | nope }}", "there is no filter 'nope'"),
        ("{{ 'x' | safe }}", "there is no filter 'safe'"),
        ("{% include 'gone.html' %}", "there is no template 'gone.html'"),
        ("{% include '/etc/passwd' %}", "there is no template '/etc/passwd'"),
        ("{% include '../../../../etc/passwd' %}", "there is no template '../../../../etc/passwd'"),
        (
            "{{ range(10 ** 9) | list }}",
            "this counts further than a layout may, to 100,000",
        ),
    ],
)
@pytest.mark.slow
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
@pytest.mark.slow
def test_a_template_reaches_nothing_but_values(
    designed: Path, template: str, attribute: str
) -> None:
    manuscript = laid_out(designed, template)
    if not attribute:  # nothing to refuse: there is nothing there
        assert "/etc" not in manuscript.html
        return
    assert manuscript.html == ""
    assert f"a layout may not ask for '{attribute}'" in str(manuscript.findings[0])
    assert str(manuscript.findings[0].origin) == "layouts/kaart/layout.html:3"


@pytest.mark.slow
def test_a_template_prints_values_escaped(designed: Path) -> None:
    html = laid_out(designed, "{{ '<b>' }}{{ practice.name ~ '<i>' }}").html
    assert "&lt;b&gt;Praktijk De Brug&lt;i&gt;" in html


@pytest.mark.slow
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
@pytest.mark.slow
def test_a_style_sheet_is_one_of_the_layouts(designed: Path, styles: str, says: str) -> None:
    settings = designed / "layouts/kaart/layout.yaml"
    before = settings.read_text()
    settings.write_text(f"description: A card\nstyles: {styles}\n")
    try:
        assert str(laid_out(designed, "").findings[0]).startswith(says)
    finally:
        settings.write_text(before)


LOSING = [
    ("{{ leaflet.text }}", []),
    ("", []),  # a layout of no text, such as a poster
    ("{% for piece in leaflet.sections[:1] %}{{ piece }}{% endfor %}", ["S061"]),
    ("{{ leaflet.text }}{{ leaflet.text }}", ["S061"]),
]


@pytest.mark.parametrize(("template", "codes"), LOSING, ids=["all", "none", "part", "twice"])
@pytest.mark.slow
def test_a_layout_that_loses_words_of_a_text_is_refused(
    designed: Path, template: str, codes: list[str]
) -> None:
    page = laid_out(designed, f"{{% for leaflet in leaflets %}}{template}{{% endfor %}}")
    assert sorted({finding.code for finding in page.findings}) == codes
    assert all(finding.origin.line > 1 for finding in page.findings)


def test_an_address_breaks_where_it_may_and_a_long_piece_not_beside_its_ends() -> None:
    assert breakable("molen.example/rug-op-maat").split("<wbr>") == [
        "molen",
        ".example/",
        "rug-\u2060op-\u2060maat",
    ]
    long = "fysiotherapiepraktijk-zonnehof"
    pieces = breakable(long).split("<wbr>")
    assert "".join(pieces).replace("\u2060", "") == long
    assert len(pieces) > 10 and (pieces[0], pieces[-1]) == ("fysi", "ehof")
    assert not any(piece.endswith("-") for piece in pieces)
