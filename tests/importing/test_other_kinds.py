"""Pages, Markdown, plain text, PDF and what LibreOffice writes, taken over."""

from __future__ import annotations

import os
import shutil
import subprocess
from itertools import combinations
from pathlib import Path

import pytest
from conftest import Run
from taken_over import text_of, told
from word_files import FEATURES, word_file
from word_xml import picture

from press.importing.leaflets import Desk
from press.importing.leaflets.drafting import draft

PAGE = """<!doctype html><html lang="nl"><head><title>Rust</title></head><body>
<header><a href="/">De Berk</a></header><nav><ul><li><a href="/a">Zorg</a></li></ul></nav>
<div class="cookie-bar">Wij gebruiken cookies</div>
<main><h1>Rust na een <em>ingreep</em></h1>%s<form><label>Naam</label><input></form></main>
<footer>Copyright</footer><script>niets()</script></body></html>"""


WRITTEN = [
    ("odt", 5),
    *(pytest.param(kind, 1, marks=pytest.mark.whole) for kind in ("docx", "odt", "rtf", "html")),
]
"""What LibreOffice writes, of each fifth feature; the whole run takes all of them in all forms."""
PIECES = {
    "links": '<p>Lees <a href="https://example.org/x">meer</a> en <a href="../y">dit</a>.</p>',
    "lists": "<ul><li>een<ul><li>diep</li></ul></li><li>twee <p>alinea</p></li></ul>",
    "numbers": '<ol start="3"><li>drie<li>vier</ol>',
    "table": "<table><tr><th>a<th>b<tr><td>1<td>2</table>",
    "merged": '<table><tr><td colspan="2">breed<tr><td>x<td>y</table>',
    "nested": "<table><tr><td>a<table><tr><td>b</table><td>c</table>",
    "questions": "<dl><dt>Mag ik?<dd>Ja.</dl><details><summary>En nu?</summary>Rust.</details>",
    "breaks": "<p>Regel<br>twee<br>- drie</p><pre>a\n  b</pre>",
    "picture": '<figure><img src="x.png" alt="Een plaatje"><figcaption>Onder</figcaption></figure>',
    "marks": "<p>a<b>b</b>c <i><b>d</b></i> <del>weg</del> <mark>geel</mark> x<sup>2</sup></p>",
    "colours": '<p style="color: red">rood <span style="display:none">weg</span></p>',
    "unclosed": "<p>a<b>b<p>c</i></b>d<table><td>e<p>f</table>g<li>h",
    "strange": "<h9>i</h9><unknown>j</unknown>&nbsp;&eacute;&#8217;k & l < m",
    "signs": "<p># geen kop</p><p>1. een</p><p>**niet vet** [x](y) {{ practice.phone }}</p>",
    "levels": "<h4>Diep</h4><p>x</p><h2>Hoog</h2><p>y</p>",
    "loose": "los <div>blok</div> los <section><h2>Kop</h2>tekst</section>",
}


@pytest.mark.parametrize(
    "names", [*combinations(PIECES, 1), *combinations(PIECES, 2)], ids="+".join
)
@pytest.mark.slow
def test_every_word_of_a_page_is_accounted_for(
    names: tuple[str, ...], desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "folder.html"
    path.write_text(PAGE % "".join(PIECES[name] for name in names))
    made = draft(path, desk)
    assert made.findings == ()
    said = told(made)
    assert said["navigation"] == ("left out", "Zorg")
    assert said["cookie bar"] == ("left out", "Wij gebruiken cookies")
    assert said["form"] == ("left out", "Naam")
    assert 'title: "Rust na een ingreep"' in next(
        data.decode()
        for name, data in (made.files or {}).items()
        if name.endswith("/folder.md") and "imported" not in name
    )


def test_a_picture_comes_from_beside_the_page_or_from_inside_it_and_from_nowhere_else(
    desk: Desk, tmp_path: Path
) -> None:
    from base64 import b64encode

    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "beside.png").write_bytes(picture())
    (tmp_path / "outside.png").write_bytes(picture("PNG", "red"))
    data = b64encode(picture("PNG", "blue")).decode()
    sources = [
        "beside.png",
        "../outside.png",
        f"data:image/png;base64,{data}",
        "https://x.example/a.png",
    ]
    text = "".join(f'<p>{n}</p><img alt="Plaatje {n}" src="{s}">' for n, s in enumerate(sources))
    (pages / "folder.html").write_text(PAGE % text)
    made = draft(pages / "folder.html", desk)
    shown = [line for line in text_of(made).split("\n") if line.startswith("![")]
    assert shown == ["![Plaatje 0](folder/1.png)", "![Plaatje 2](folder/2.png)"]


MARKDOWN = """# Rust

Een *schuine* en **vette** tekst[^1] met ~~weg~~ en `code`, de foto's.

[^1]: Een noot.

- een
  - twee
1. x
2. y

Setext
------
[link][l] <https://example.org>

[l]: https://example.org/l "Titel"
"""


def test_markdown_of_other_tools_is_read_as_they_read_it(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "folder.md"
    path.write_text(f"---\ntitle: Anders\ntags: [a]\n---\n{MARKDOWN}")
    text = text_of(made := draft(path, desk))
    assert "Een *schuine* en **vette** tekst[^n1] met en code, de foto's." in text
    assert "- een\n    - twee\n\n<!-- -->\n\n1. x\n2. y\n" in text
    assert "## Setext" in text and "[^n1]: Een noot." in text
    assert told(made)["struck-out text"][1] == "weg"
    assert told(made)["words that are no text in Markdown"][1] == "Titel"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_read_in_the_encodings_that_people_have(
    encoding: str, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "folder.txt"
    said = "Rust na de ingreep\r\n\r\nCafé’s kosten €5.\r\n\r\n- een\r\n- twee\r\n"
    path.write_bytes(said.encode(encoding))
    assert "Café’s kosten €5.\n\n- een\n- twee\n" in text_of(draft(path, desk))


def test_of_a_pdf_the_text_is_taken_and_that_is_said(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "folder.pdf"
    import pymupdf  # slow to load

    pdf = pymupdf.open()  # type: ignore[no-untyped-call]
    page = pdf.new_page()
    page.insert_text((72, 72), "Rust", fontsize=24)
    page.insert_text((72, 120), "Een alinea.")
    pdf.save(path)  # type: ignore[no-untyped-call]
    made = draft(path, desk)
    assert "Een alinea." in text_of(made)
    assert "headings" in told(made)["text of a PDF"][0]


@pytest.mark.parametrize("kind", ["odt", "rtf", "epub"])
@pytest.mark.slow
def test_what_pandoc_loses_of_a_file_is_named(kind: str, desk: Desk, tmp_path: Path) -> None:
    pandoc = pytest.importorskip("pypandoc").get_pandoc_path()
    word_file(tmp_path / "made.docx", "table", "footnotes", "lists")
    path = tmp_path / f"folder.{kind}"
    subprocess.run([pandoc, tmp_path / "made.docx", "-s", "-o", path], check=True)
    made = draft(path, desk)
    all_of_it = text_of(made) + str(told(made))
    for word in ("paracetamol", "footnote", "zwem", "zes weken terug"):
        assert word in all_of_it


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "every"), WRITTEN)
def test_every_word_of_what_libreoffice_writes_is_accounted_for(
    kind: str, every: int, desk: Desk, tmp_path: Path
) -> None:
    if not (office := shutil.which("soffice")):
        pytest.skip("LibreOffice is not here: apt-get install libreoffice-writer-nogui")
    if kind in ("odt", "rtf"):
        pytest.importorskip("pypandoc")
    failed = []
    for feature in list(FEATURES)[::every]:
        word_file(tmp_path / f"{feature}.docx", feature)
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    files = sorted(tmp_path.glob("*.docx"))
    out = tmp_path / "out"
    command = [office, home, "--headless", "--convert-to", kind, "--outdir", str(out)]
    around = {name: said for name, said in os.environ.items() if name != "FONTCONFIG_FILE"}
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, env=around)
    for path in sorted(out.glob(f"*.{kind}")):
        failed += [(path.stem, str(each)) for each in draft(path, desk).findings]
    assert len(list(out.glob(f"*.{kind}"))) == len(files)
    assert not failed


@pytest.mark.slow
def test_a_folder_goes_in_one_command_with_one_table(house: Path, tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    word_file(folder / "Rust thuis.docx", "table")
    word_file(folder / "Bewegen.docx", "deleted")
    (folder / "Oud.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "plaatje.png").write_bytes(b"x")
    ran = run("import", str(folder))
    assert ran.code == 1
    assert [line.split()[:3] for line in ran.output.splitlines()[-5:-1]] == [
        ["file", "leaflet", "words"],
        ["Bewegen.docx", "-", "-"],
        ["Oud.doc", "-", "-"],
        ["Rust", "thuis.docx", "nl/rust-thuis"],
    ]
    assert ran.output.splitlines()[-1] == "1 of 3 taken over"
    made = house / "sources/leaflets/nl"
    assert (made / "rust-thuis.md").is_file()
    assert (made / "imported/rust-thuis.md").is_file()
    assert (made / "imported/rust-thuis.json").is_file()


@pytest.mark.slow
def test_nothing_is_written_over_and_a_dry_run_writes_nothing(
    house: Path, tmp_path: Path, run: Run
) -> None:
    path = word_file(tmp_path / "rust.docx", "picture_without_alt")
    target = house / "sources/leaflets/nl/rust.md"
    assert run("import", str(path), "--dry-run").code == 0
    assert not target.exists()
    assert run("import", str(path)).code == 0
    target.write_text("van mij")
    ran = run("import", str(path))
    assert ran.code == 1
    assert any("S103" in line for line in ran.errors)
    assert target.read_text() == "van mij"


@pytest.mark.slow
@pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.whole)])
def test_nine_in_ten_made_files_build_without_hand_work(
    every: int, house: Path, tmp_path: Path, run: Run
) -> None:
    """Of some sixty files that have two features each; the whole run makes them all."""
    folder = tmp_path / "in"
    folder.mkdir()
    names = list(FEATURES)
    pairs = [*zip(names, names[9:], strict=False), *zip(names, names[20:], strict=False)]
    assert len(pairs) >= 50
    for one, other in pairs[::every]:
        word_file(folder / f"{one} {other}.docx".replace("_", " "), one, other)
    files = len(list(folder.iterdir()))
    assert run("import", str(folder), "--changes", "accept", "--apply").code == 0
    run("build", "--practice", "brug", "--layout", "a4", "--language", "nl")
    built = {path.name for path in (house / "output/brug/nl").glob("*.pdf")}
    wanted = {path.stem.replace(" ", "-") for path in folder.iterdir()}
    done = {name for name in wanted if any(name in pdf for pdf in built)}
    assert len(done) >= 0.9 * files, sorted(wanted - done)
