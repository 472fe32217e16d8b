"""Rendering: what cannot be printed as it is meant is a finding."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run, Write
from pages_of_the_house import findings, manuscript, refused, rendered, with_body
from printed import Printed

pytestmark = pytest.mark.slow


def test_other_scripts_are_printed_in_the_fallback(run: Run, house: Path, write: Write) -> None:
    write("\n\nZeg: مرحبا, merhaba, Привет, x² ≤ 3 → 5 ½ ✓ ☐.\n")
    ran = run("build", "proef", "--practice", "brug")
    assert (ran.code, ran.errors) == (0, [])
    printed = Printed(house / "output/brug/nl/proef.a4.pdf")
    assert "merhaba" in printed.text
    assert {"Noto", "Source"} <= printed.fonts


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            "\n\n![Een ster](ster.svg)",
            "12: error: there is no picture 'ster.svg' in sources/images (known are moon.svg)"
            " [S043]",
        ),
        (
            "\n\nEen hiëroglief: \U00013000",
            "12: error: no typeface here has '\U00013000' (U+13000) (add a typeface",
        ),
        (
            "\n\nไทย",
            "12: error: no typeface here has 'ท' (U+0E17), 'ย' (U+0E22), 'ไ' (U+0E44)"
            " (add a typeface that has them to fonts/) [P003]",
        ),
        (
            "\n\nԲարև աշխարհ",
            "12: error: no typeface here has 7 Armenian letters, such as",
        ),
        (
            "\n[a](wandeln)",
            "11: error: there is no leaflet 'wandeln' in this language (nl)"
            " (did you mean 'wandelen'?) [S044]",
        ),
        (
            "\n{{ practice.facts.parking }}",
            "11: error: the practice 'molen' has no facts.parking"
            " (known are address.city, address.postcode, address.street, email, emergency, hours,"
            " name, phone) [S042]",
        ),
        (
            "\n" + "a" * 200,
            "11: error: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' on page 1 runs",
        ),
    ],
    ids=["picture", "glyph", "signs", "script", "reference", "value", "edge"],
)
def test_a_mistake_stops_the_print_of_one_leaflet(
    run: Run, house: Path, write: Write, body: str, says: str
) -> None:
    write(body)
    assert refused(run, house)[0].startswith(says)


def test_a_broken_picture_stops_the_print(run: Run, house: Path, write: Write) -> None:
    (house / "sources/images/stuk.svg").write_text("<svg")
    write("\n\n![Een ster](stuk.svg)\n")
    wrong = refused(run, house)
    assert len(wrong) == 1
    assert wrong[0].startswith("sources/images/stuk.svg:")


def test_a_missing_glyph_in_a_title_is_told_at_the_title(
    run: Run, house: Path, write: Write
) -> None:
    path = write("Tekst.")
    path.write_text(path.read_text().replace("title: Proef", "title: Proef ไ"))
    assert refused(run, house) == [
        "2: error: no typeface here has 'ไ' (U+0E44)"
        " (add a typeface that has them to fonts/) [P003]"
    ]


@pytest.mark.parametrize(
    ("words", "signs"),
    [
        ("ওষুধ খাবেন না। ১২", "11 Bengali letters"),
        ("薬を飲まないでください。", "10 CJK letters"),
        ("გამარჯობა", "7 Georgian letters"),
    ],
)
def test_a_script_that_no_typeface_has_is_one_line(
    run: Run, house: Path, write: Write, words: str, signs: str
) -> None:
    write(words)
    (said,) = refused(run, house)
    assert f"no typeface here has {signs}, such as" in said


def test_a_title_that_does_not_fit_is_told_at_the_title(
    run: Run, house: Path, write: Write
) -> None:
    path = write("Tekst.")
    path.write_text(path.read_text().replace("title: Proef", f"title: {'Proeven ' * 20}"))
    wrong = refused(run, house)
    assert len(wrong) == 1
    assert wrong[0].startswith("2: error: the title on page 1 is ")
    assert wrong[0].endswith("mm too small for 'Proeven Proeven' (shorten the text) [P010]")


@pytest.mark.parametrize(
    ("key", "value", "where"),
    [
        ("hours", "van maandag tot en met vrijdag " * 6, "contact panel"),
        (
            "name",
            "Gemeinschaftspraxis Bewegingswetenschappen Arbeidsongeschiktheid Oefentherapeutinnen",
            "logo",
        ),
        ("phone", "0123 - 98 76 54 toestel 123 / 0123 - 98 76 55 toestel 456", "contact panel"),
    ],
)
def test_furniture_that_its_text_does_not_fit_is_told_at_the_practice(
    run: Run, house: Path, key: str, value: str, where: str
) -> None:
    path = house / "sources/practices/molen/practice.yaml"
    lines = [line for line in path.read_text().splitlines() if not line.startswith(f"{key}:")]
    path.write_text("\n".join([*lines, f"{key}: '{value.strip()}'"]))
    ran = run("build", "wandelen")
    assert ran.code == 1
    assert ran.errors
    for error in ran.errors:
        assert error.startswith("sources/practices/molen/practice.yaml:1: error: ")
    assert any(f"the {where} on page 1 is" in error for error in ran.errors)
    assert [path.parts[-3] for path in (house / "output").rglob("*.pdf")] == ["brug"]


def test_a_style_sheet_that_the_engine_does_not_understand_is_a_warning_every_time() -> None:
    known = manuscript("wandelen").styles
    styles = (*known, ("layouts/ons/own.css", "p { font-smoothing: a;\n colour: red }"))
    for _ in range(2):
        document = rendered(styles=styles)
        assert [str(finding) for finding in document.findings] == [
            "layouts/ons/own.css:1:5: warning: not used: `font-smoothing: a`, unknown property"
            " (mend it there, or take it out) [P004]",
            "layouts/ons/own.css:2:2: warning: not used: `colour: red`, unknown property"
            " (mend it there, or take it out) [P004]",
        ]
        assert document.pdf.startswith(b"%PDF")


def test_a_family_that_is_not_the_brands_is_an_error() -> None:
    known = manuscript("wandelen").styles
    document = rendered(styles=(*known, ("ours.css", "p { font-family: 'Vollkorn' }")))
    assert all(
        finding.endswith("would be printed in 'Vollkorn' (no typeface of the brand has it) [P003]")
        for finding in findings(document)
    )
    assert document.findings


def test_a_picture_without_alternative_text_is_an_error() -> None:
    document = with_body('<img src="images/moon.svg">')
    assert "P00" in findings(document)[0]


def test_an_address_that_leads_nowhere_is_an_error() -> None:
    assert findings(with_body('<a href="#nowhere">x</a>')) == [
        "layouts/a4/layout.html: error: a link leads to '#nowhere', and no element has that name"
        " (give the element that is meant 'id=\"nowhere\"', or take the link out) [P002]"
    ]


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "http://x.example/", "data:,x"]
)
def test_a_link_of_a_layout_that_mail_cannot_follow_is_an_error(target: str) -> None:
    wrong = findings(with_body(f'<a href="{target}">x</a>'))
    assert wrong == [
        f"sources/leaflets/nl/wandelen.md:1: error: a link to '{target}' is not possible"
        " in a mailed file (link to an address with https, mailto or tel) [P005]"
    ]


def test_a_link_to_the_made_up_origin_is_an_error() -> None:
    assert (
        "a link to 'relative' is not possible" in findings(with_body('<a href="relative">x</a>'))[0]
    )


def test_pages_whose_breaks_cannot_be_chosen_are_printed_as_they_fall(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("press.render.fill_pages", stumble)
    document = rendered()
    assert document.pdf.startswith(b"%PDF")
    assert [str(finding) for finding in document.findings] == [
        "layouts/a4/layout.yaml:1: warning: the breaks of the pages could not be chosen; they are"
        " left as they fall (report it with the leaflet, and this: KeyError: 'x') [P044]"
    ]
