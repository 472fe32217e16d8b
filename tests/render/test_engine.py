"""The engine: nothing from outside gets in, and what of its inside is used is there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version
from pathlib import Path
from threading import Thread

import pytest
from conftest import Run, Write
from makers import FONT
from pages_of_the_house import findings, rendered, with_body
from printed import Printed

from press.render.engine import lacking, weasyprint
from press.render.sheets import share

pytestmark = pytest.mark.slow


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
