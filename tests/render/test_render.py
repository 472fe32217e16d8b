"""Rendering: the file has the words, tags, links and typefaces that it should."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages_of_the_house import rendered
from printed import Printed

pytestmark = pytest.mark.slow


FALLBACKS = {"Noto", "Source"}


def test_the_file_has_the_title_the_language_and_the_words(printed: Printed) -> None:
    assert printed.title == "Beter slapen"
    assert str(printed.pdf.Root.Lang) == "nl"
    assert bool(printed.pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(printed.pdf.docinfo["/Author"]) == "Praktijk De Brug"
    assert str(printed.pdf.docinfo["/Subject"]) == "Voor u, als u slecht slaapt."
    for said in (
        "Overdag bewegen helpt.",
        "Sta elke dag even laat op.",
        "Bel meteen",
        "Brugweg 1",
        "versie 1.2, februari 2026.",
        "Vraag erom bij de balie.",
    ):
        assert said in printed.text


def test_pages_are_numbered_n_of_m(printed: Printed) -> None:
    assert "Praktijk De Brug 1 van 2" in printed.pages[0]
    assert "2 van 2" in printed.pages[1]


def test_pages_are_a4() -> None:
    document = rendered()
    assert [(page.number, round(page.width), round(page.height)) for page in document.pages] == [
        (1, 595, 842)
    ]


def test_tags_follow_the_order_of_reading(printed: Printed) -> None:
    assert printed.headings == [
        ("H1", "Beter slapen"),
        ("H2", "In het kort"),
        ("H2", "Wat helpt?"),
        ("H3", "Vragen"),
        ("H3", "Bel meteen"),
        ("H2", "Bronnen"),
    ]


def test_pictures_logo_and_codes_say_what_they_are(printed: Printed) -> None:
    assert [figure.alt for figure in printed.tags.all("Figure")] == [
        "Praktijk De Brug",
        "De maan schijnt boven een huis.",
        "QR-code naar debrug.example/wandelen",
        "Een maan",
        "QR-code naar debrug.example/slaap",
    ]


def test_lists_and_tables_are_tagged(built: Path) -> None:
    printed = Printed(built / "output/brug/nl/wandelen.a4.pdf")
    items = [item.text for item in printed.tags.all("LI")]
    assert items == ["1 Trek goede schoenen aan.", "2 Loop een rondje."]
    rows = [[cell.text for cell in row.all("TH", "TD")] for row in printed.tags.all("TR")]
    assert rows == [["Dag", "Minuten"], ["maandag", "10"], ["dinsdag", "12"]]


def test_the_running_foot_is_not_read_out(printed: Printed) -> None:
    read = printed.tags.all("Document")[0].text
    assert "van 2" in printed.text
    assert "van 2" not in read


def test_codes_say_the_address_that_stands_beside_them(built: Path) -> None:
    for path in sorted((built / "output").rglob("*.pdf")):
        printed = Printed(path)
        said = [figure.alt for figure in printed.tags.all("Figure")]
        addresses = {alt.split()[-1] for alt in said if "example" in alt}
        codes = [code.removeprefix("https://").partition("#") for code in printed.codes]
        assert {address for address, _, _ in codes} == addresses
        together = printed.text.replace(" ", "")
        for address, _, own in codes:  # of what is in hand the website is printed
            assert (address.partition("/")[0] if own else address) in together
        assert [own for _, _, own in codes if own]


def test_links_lead_to_the_web_to_mail_to_a_telephone_or_inside(built: Path) -> None:
    for path in sorted((built / "output").rglob("*.pdf")):
        links = Printed(path).links
        assert links
        assert all(link.startswith(("https://", "mailto:", "tel:", "#")) for link in links), links
        assert not any("house.invalid" in link for link in links)


def test_only_the_typefaces_of_the_brand_are_in_the_file(built: Path, printed: Printed) -> None:
    assert printed.fonts <= {"Atkinson", "Nunito", *FALLBACKS}
    assert "Atkinson" in printed.fonts
    other = Printed(built / "output/molen/nl/slapen.a4.pdf")
    assert {"Source", "Newsreader"} <= other.fonts <= {"Source", "Newsreader", *FALLBACKS}


def test_a_document_names_its_typefaces() -> None:
    assert rendered().fonts == ("Atkinson Hyperlegible Next", "Nunito")


def test_the_file_says_that_it_is_pdf_ua_and_pdf_a(printed: Printed) -> None:
    metadata = printed.pdf.Root.Metadata.read_bytes().decode()
    for said in ("pdfuaid:part>1<", "pdfaid:part>3<", "pdfaid:conformance>U<"):
        assert said in metadata.replace('="', ">").replace('"', "<"), metadata
    assert "/Filter" not in printed.pdf.Root.Metadata
    assert bool(printed.pdf.Root.MarkInfo.Marked)
