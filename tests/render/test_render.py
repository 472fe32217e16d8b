"""Render: what is in the finished file, and what keeps a file from being written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version
from pathlib import Path
from threading import Thread

import pytest
from conftest import HOUSE, Run, Write
from makers import FONT
from printed import Printed

from press import build
from press.merge import merge
from press.model import Document, Manuscript
from press.render import render
from press.render.engine import lacking, weasyprint
from press.render.sheets import share

pytestmark = pytest.mark.slow

PROJECT = build.load(HOUSE)
FALLBACKS = {"Noto", "Source"}


@pytest.fixture(scope="module")
def printed(built: Path) -> Printed:
    """The leaflet on sleeping for De Brug, which has most of what a leaflet can have."""
    return Printed(built / "output/brug/nl/slapen.a4.pdf")


def manuscript(slug: str = "slapen", practice: str = "brug") -> Manuscript:
    order = build.Order(publications=(slug,), practices=(practice,))
    return merge(build.plan(PROJECT, order)[0], PROJECT.library)


def rendered(**changed: object) -> Document:
    """The small house's leaflet, rendered after a change in its manuscript."""
    return render(replace(manuscript("wandelen"), **changed))  # type: ignore[arg-type]


def with_body(html: str) -> Document:
    """A page whose template wrote this besides what it writes anyhow."""
    before = manuscript("wandelen").html
    # Before the contact panel: lines to write on take what is left of the page behind it.
    return rendered(html=before.replace("<footer", f"{html}<footer", 1))


def findings(document: Document) -> list[str]:
    return [str(finding) for finding in document.findings]


# --- the file ---------------------------------------------------------------------------


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
        "QR-code naar debrug.example",
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
        assert {code.removeprefix("https://") for code in printed.codes} == addresses
        together = printed.text.replace(" ", "")
        assert all(address in together for address in addresses)
        assert printed.codes


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


def test_other_scripts_are_printed_in_the_fallback(run: Run, house: Path, write: Write) -> None:
    write("\n\nZeg: مرحبا, merhaba, Привет, x² ≤ 3 → 5 ½ ✓ ☐.\n")
    ran = run("build", "proef", "--practice", "brug")
    assert (ran.code, ran.errors) == (0, [])
    printed = Printed(house / "output/brug/nl/proef.a4.pdf")
    assert "merhaba" in printed.text
    assert {"Noto", "Source"} <= printed.fonts


# --- what keeps a file from being written -----------------------------------------------


def refused(run: Run, house: Path) -> list[str]:
    """The findings about a leaflet that is not written for De Molen, while another is."""
    ran = run("build", "proef", "wandelen", "--practice", "molen")
    assert (ran.code, ran.summary) == (1, "1 written, 1 not written, 1 with findings")
    written = sorted(path.name for path in (house / "output").rglob("*.pdf"))
    assert written == ["wandelen.a4.pdf"]
    prefix = "sources/leaflets/nl/proef.md:"
    return [error.removeprefix(prefix) for error in ran.errors]


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
            "\n\n你好。",
            "12: error: no typeface here has '。' (U+3002), '你' (U+4F60), '好' (U+597D)"
            " (add a typeface that has them to fonts/) [P003]",
        ),
        (
            "\n\nשלום עולם",
            "12: error: no typeface here has 5 Hebrew letters, such as",
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
    path.write_text(path.read_text().replace("title: Proef", "title: Proef 你"))
    assert refused(run, house) == [
        "2: error: no typeface here has '你' (U+4F60)"
        " (add a typeface that has them to fonts/) [P003]"
    ]


@pytest.mark.parametrize(
    ("words", "signs"),
    [
        ("ওষুধ খাবেন না। ১২", "11 Bengali letters"),
        ("薬を飲まないでください。", "11 CJK letters"),
        ("שָׁלוֹם", "7 Hebrew letters"),
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


# --- the log of the engine --------------------------------------------------------------


def test_a_style_sheet_that_the_engine_does_not_understand_is_a_warning_every_time() -> None:
    known = manuscript("wandelen").styles
    styles = (*known, ("ours.css", "p { font-smoothing: a;\n colour: red }"))
    for _ in range(2):
        document = rendered(styles=styles)
        assert [str(finding).split(" at ")[0] for finding in document.findings] == [
            "layouts/a4/layout.yaml:1: warning: the style sheets: Ignored `colour: red `",
            "layouts/a4/layout.yaml:1: warning: the style sheets: Ignored `font-smoothing: a`",
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
        "layouts/a4/layout.html: error: No anchor #nowhere for internal URI reference [P002]"
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


# --- the fence --------------------------------------------------------------------------

CANARY = b"canary-4f1c"


@pytest.fixture(scope="module")
def canary() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and the list of what it was asked for."""
    asked: list[str] = []

    class Canary(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(CANARY)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Canary)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


HOSTILE = [
    '<img src="{url}" alt="x">',
    '<link rel="stylesheet" href="{url}">',
    '<link rel="attachment" href="{url}">',
    '<a rel="attachment" href="{url}">x</a>',
    '<style>@import "{url}"; p {{ background: url({url}) }}</style>',
    "<style>@font-face {{ font-family: x; src: url({url}) }} p {{ font-family: x }}</style>",
    '<p style="background: url({url}); content: url({url}); list-style: url({url})">x</p>',
    '<iframe src="{url}"></iframe>',
    '<object data="{url}">x</object>',
    '<embed src="{url}">',
    '<svg><title>x</title><image href="{url}" width="9" height="9"/></svg>',
    '<svg><title>x</title><use href="{url}#a"/></svg>',
    '<svg><title>x</title><style>@import "{url}";</style><rect fill="url({url})"/></svg>',
    '<base href="{url}"><img src="x" alt="x">',
    '<meta http-equiv="refresh" content="0; url={url}">',
    '<script src="{url}"></script>',
    '<video src="{url}" poster="{url}"></video>',
]


def test_the_canary_would_tell(canary: tuple[str, list[str]]) -> None:
    """A test of the tests: without the fence the engine asks, and takes what it gets."""
    server, asked = canary
    html = f'<link rel="attachment" href="{server}/x">'
    pdf = weasyprint().HTML(string=html).write_pdf()
    assert asked == ["/x"]
    assert CANARY in b"".join(Printed(pdf).streams())
    asked.clear()


@pytest.mark.parametrize(
    "html", ["".join(HOSTILE), *(pytest.param(html, marks=pytest.mark.slow) for html in HOSTILE)]
)
def test_nothing_from_outside_gets_in_even_if_a_layout_asks(
    html: str, canary: tuple[str, list[str]], tmp_path: Path
) -> None:
    server, asked = canary
    secret = tmp_path / "secret.svg"
    secret.write_bytes(
        b'<svg xmlns="http://www.w3.org/2000/svg"><title>' + CANARY + b"</title></svg>"
    )
    urls = (f"{server}/x.svg", secret.as_uri(), str(secret))
    document = with_body("".join(html.format(url=url) for url in urls))
    assert CANARY not in document.pdf
    assert all(CANARY not in stream for stream in Printed(document.pdf).streams())
    assert asked == []


@pytest.mark.parametrize("html", HOSTILE[:5])
def test_what_is_refused_is_an_error(html: str) -> None:
    document = with_body(html.format(url="https://remote.example/x.svg"))
    assert (
        "layouts/a4/layout.html: error: 'https://remote.example/x.svg' is not there,"
        in (findings(document)[0])
    )


def test_a_writers_html_gets_nothing_in_either(
    run: Run, house: Path, write: Write, canary: tuple[str, list[str]], tmp_path: Path
) -> None:
    server, asked = canary
    secret = tmp_path / "secret.txt"
    secret.write_bytes(CANARY)
    refused = ("<img", "<a ", "<style", "<script")
    harmless = [html for html in HOSTILE if not any(tag in html for tag in refused)]
    urls = (f"{server}/x", secret.as_uri(), str(secret))
    write("\n\n" + "\n\n".join(html.format(url=url) for html in harmless for url in urls))
    ran = run("build", "proef", "--practice", "molen")
    assert ran.code == 0 and all(": warning: " in line and "[S062]" in line for line in ran.errors)
    printed = Printed(house / "output/molen/nl/proef.a4.pdf")
    assert all(CANARY not in stream for stream in printed.streams())
    assert "/EmbeddedFiles" not in printed.pdf.Root.get("/Names", {})
    assert asked == []


# --- the engine -------------------------------------------------------------------------


def test_the_engine_is_the_one_whose_inside_is_read() -> None:
    """`audit`, `tags` and `standards` read what WeasyPrint does not promise: look at them first."""
    assert version("weasyprint") == "70.0"


def test_fonts_of_the_machine_are_shut_out() -> None:
    weasyprint()
    code = (
        "from press.render.engine import weasyprint; weasyprint(); import os;"
        "print(open(os.environ['FONTCONFIG_FILE']).read())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "<dir" not in done.stdout


def test_sheets_are_parsed_once_until_a_typeface_behind_them_changes(tmp_path: Path) -> None:
    face = tmp_path / "own.ttf"
    face.write_bytes(FONT.read_bytes())
    styles = (("own.css", "@font-face { font-family: Own; src: url(own.ttf) }"),)
    first = share(styles, "screen", {"own.ttf": face})
    assert first.messages == ()
    assert share(styles, "screen", {"own.ttf": face}) is first
    os.utime(face, (1, 1))
    second = share(styles, "screen", {"own.ttf": face})
    assert second is not first
    face.unlink()
    assert share(styles, "screen", {}).refused == ("own.ttf",)


@pytest.mark.skipif(bool(lacking()), reason="harfbuzz-subset is not on this machine")
def test_fonts_are_subset() -> None:
    assert len(rendered().pdf) < 60_000


def test_without_fast_subsetting_files_are_made_and_it_is_said_once(
    house: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    weasyprint()
    from weasyprint.pdf import fonts
    from weasyprint.text import ffi

    monkeypatch.setattr(ffi, "harfbuzz_subset", None)
    monkeypatch.setattr(fonts, "harfbuzz_subset", None)
    done = run("build", "wandelen", "--practice", "brug")
    assert (done.code, done.errors) == (0, [])
    assert done.output.count("harfbuzz-subset is missing") == 1
    assert (house / "output/brug/nl/wandelen.a4.pdf").stat().st_size < 200_000


# --- drawings ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        "M1 2L3 4z",
        "m1,2c3-4 5.5.5 6,7s1 2 3 4zl5 5",
        "M1 1h5v-5H2V9q1 2 3 4t5 6a2 3 30 1 0 4 4",
        "M1 2L3",
        "",
    ],
)
def test_a_remembered_outline_is_what_the_engine_draws(
    data: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='{data}'/></svg>"
    html = weasyprint().HTML(string=f"<style>svg {{ display: block }}</style>{svg}")
    from weasyprint.svg import TAGS
    from weasyprint.svg.path import path

    remembered = [html.write_pdf(pdf_identifier=b"x") for _ in range(2)]
    monkeypatch.setitem(TAGS, "path", path)
    assert remembered == [html.write_pdf(pdf_identifier=b"x")] * 2
