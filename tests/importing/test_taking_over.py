"""Files from elsewhere become drafts: every word is in the leaflet or in the report."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import combinations
from pathlib import Path

import docx
import pymupdf
import pytest
import word_files
from conftest import HOUSE, Run
from word_files import FEATURES, TRACKED, picture, word_file

from press.importing.leaflets import Desk, open_desk
from press.importing.leaflets.account import unaccounted
from press.importing.leaflets.counted import count_word, fragments
from press.importing.leaflets.drafting import Draft, draft
from press.importing.leaflets.gathering import Gathering
from press.importing.leaflets.record import Piece

TODAY = date(2026, 11, 30)
CHANGES = sorted({"accept", "reject"})


@pytest.fixture(scope="module")
def desk() -> Desk:
    return open_desk(HOUSE, TODAY, changes="accept", language="nl", apply=False)[1]


def text_of(made: Draft) -> str:
    """The leaflet that was made, without its head."""
    assert made.files, made.findings
    return made.files[f"leaflets/{made.language}/{made.slug}.md"].decode().split("---\n", 2)[2]


def told(made: Draft) -> dict[str, tuple[str, str]]:
    """What the report says of each kind: what became of it, and its words."""
    assert made.files, made.findings
    data = json.loads(made.files[f"leaflets/{made.language}/imported/{made.slug}.json"])
    said: dict[str, tuple[str, str]] = {}
    for row in data["remarks"]:
        words = f"{said.get(row['kind'], ('', ''))[1]} {row['words']}"
        said[row["kind"]] = (row["became"], " ".join(words.split()))
    return said


# --- every word ---------------------------------------------------------------------------------


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize("changes", CHANGES)
def test_every_word_of_a_word_file_is_accounted_for(
    feature: str, changes: str, desk: Desk, tmp_path: Path
) -> None:
    made = draft(word_file(tmp_path / "folder.docx", feature), replace(desk, changes=changes))
    assert made.findings == ()
    assert made.words == sum(map(len, count_word((tmp_path / "folder.docx").read_bytes()).values()))


@pytest.mark.slow
@pytest.mark.parametrize("first", FEATURES)
def test_so_is_every_word_where_two_features_meet(first: str, desk: Desk, tmp_path: Path) -> None:
    failed = []
    for one, other in combinations(FEATURES, 2):
        if one == first:
            path = word_file(tmp_path / "folder.docx", one, other)
            failed += [(other, f.message) for f in draft(path, replace(desk, apply=True)).findings]
    assert not failed


def test_a_word_that_a_reader_loses_makes_the_import_fail_with_its_place(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say = Gathering.say

    def forgetful(self: Gathering, piece: Piece) -> tuple[Piece, ...]:
        return () if "paracetamol" in piece.text else say(self, piece)

    monkeypatch.setattr(Gathering, "say", forgetful)
    made = draft(word_file(tmp_path / "folder.docx", "table"), desk)
    assert made.files is None
    assert made.findings[0].code == "S102"
    assert "'paracetamol' (word/document.xml, paragraph 6)" in made.findings[0].message


@pytest.mark.parametrize(
    ("leaflet", "report", "word"),
    [
        (["een twee", "vier"], ["drie"], None),
        (["een", "twee drie vier"], [], None),
        (["een twee vier"], [], "drie"),
        (["een drie twee vier"], [], "twee"),
        (["een twee drie vier vijf"], [], "vijf"),
        (["een tweedrie vier"], [], "drie"),
        (["een twee drie vier"], ["drie"], "drie"),
    ],
)
def test_the_account_names_what_is_lost_moved_joined_or_invented(
    leaflet: list[str], report: list[str], word: str | None
) -> None:
    found = unaccounted(
        {"": list(fragments("een twee drie vier", ""))}, {"": leaflet}, {"": report}
    )
    assert (found and found.word) == word


def test_half_a_word_may_be_left_out(desk: Desk, tmp_path: Path) -> None:
    made = draft(word_file(tmp_path / "folder.docx", "hidden"), desk)
    assert "Neem de pil in de ochtend." in text_of(made)
    assert told(made)["hidden text"][1] == "alleen op recept xx"


# --- what the report says -----------------------------------------------------------------------

SAID = {
    "comments": ("comment", "left out", "Boven welke grens?"),
    "header": (
        "header",
        "left out: each layout has its own head and foot",
        "Ziekenhuis De Berk, afdeling Orthopedie",
    ),
    "footer": ("footer", "left out: each layout has its own head and foot", "Versie 3, pagina 1"),
    "text_box": ("text box", "stands below the paragraph it was beside", ""),
    "footnotes": (
        "note",
        "left out: nothing in the leaflet refers to it",
        "Een footnote zonder verwijzing.",
    ),
    "endnotes": (
        "note",
        "left out: nothing in the leaflet refers to it",
        "Een endnote zonder verwijzing.",
    ),
    "picture_without_alt": ("picture without alternative text", None, ""),
    "emf_picture": ("picture left out", None, ""),
    "ole_object": ("alternative text of what is left out", "left out", "Een schema in Excel"),
    "merged_cells": ("merged cells", "merged in the leaflet too", ""),
    "layout_table": ("table that sets places", None, ""),
    "box": ("box", "its text stands as text", ""),
    "fields": ("field", "what it showed stays as text", "AUTHOR"),
    "hidden": ("hidden text", "left out: nobody saw it", "xx"),
    "struck": ("struck-out text", "left out: on paper it would hold", "niet"),
    "coloured": ("coloured text", None, "roken"),
    "highlighted": ("highlighted text", None, "altijd"),
    "columns": ("columns", "the text stands in one: a layout sets its own", ""),
    "contents": ("list of contents", "left out: a booklet makes its own", "2"),
    "numbers_by_hand": ("numbering made by hand", "an item of a list", "3."),
    "dead_link": (
        "link that leads nowhere",
        "its words stay, without the link",
        "de andere folder",
    ),
    "bookmark": ("bookmark", None, ""),
    "equation": ("equation", "its letters stand as text", "gewichtlengte"),
    "form_hint": ("hint of a form", "left out: nobody had filled it in", "Klik om in te vullen"),
    "watermark": ("header", "left out: each layout has its own head and foot", "CONCEPT"),
    "inserted": ("tracked insertion", "stands in the leaflet (accepted)", "nooit"),
    "deleted": ("tracked deletion", "left out (accepted)", "vooral niet"),
    "moved": ("tracked move, from here", "left out (accepted)", "Drink genoeg water."),
}
"""Of each feature the kind that the report names last, what it says, and the words."""


@pytest.mark.parametrize("feature", SAID)
def test_the_report_names_each_thing_with_what_became_of_it(
    feature: str, desk: Desk, tmp_path: Path
) -> None:
    kind, became, words = SAID[feature]
    said = told(draft(word_file(tmp_path / "folder.docx", feature), desk))
    assert kind in said
    assert said[kind][1].endswith(words)
    assert became in (None, said[kind][0])


def test_a_picture_in_a_header_and_a_shape_are_told(desk: Desk, tmp_path: Path) -> None:
    document = docx.Document()
    logo = document.sections[0].header.paragraphs[0].add_run()
    logo.add_picture(BytesIO(picture()))
    word_files.add(document, word_files.run("Let op") + "<w:r><w:pict><v:line/></w:pict></w:r>")
    document.save(str(tmp_path / "folder.docx"))
    said = told(draft(tmp_path / "folder.docx", desk))
    assert said["picture"][0] == "left out with the header"
    assert "drawn shape" in said


def test_a_language_without_words_is_wrong_usage(house: Path, run: Run, tmp_path: Path) -> None:
    ran = run("import", str(word_file(tmp_path / "x.docx")), "--language", "../nl")
    assert ran.code == 2
    assert "has no words in the language" in " ".join(ran.errors)


@pytest.mark.parametrize("feature", sorted(TRACKED))
def test_tracked_changes_are_never_decided_in_silence(
    feature: str, desk: Desk, tmp_path: Path
) -> None:
    path = word_file(tmp_path / "folder.docx", feature)
    undecided = draft(path, replace(desk, changes=""))
    assert undecided.files is None
    assert {finding.code for finding in undecided.findings} == {"S101"}
    accepted, rejected = (text_of(draft(path, replace(desk, changes=each))) for each in CHANGES)
    assert accepted != rejected


def test_a_deletion_that_turns_the_meaning_round_is_taken_as_it_was_decided(
    desk: Desk, tmp_path: Path
) -> None:
    path = word_file(tmp_path / "folder.docx", "deleted")
    accepted, rejected = (text_of(draft(path, replace(desk, changes=each))) for each in CHANGES)
    assert "Rust uit na de ingreep." in accepted
    assert "Rust vooral niet uit na de ingreep." in rejected


# --- what comes of it ---------------------------------------------------------------------------

MADE = {
    "table": "| Middel | Hoe vaak |\n|---|---|\n| paracetamol | 4 keer per dag |",
    "lists": "- loop elke dag\n- zwem\n",
    "numbers_by_hand": "1. Ga liggen.\n2. Til uw been op.\n3. Houd vijf tellen vast.\n",
    "link": "Lees [meer hierover](https://www.example.org/a%5Fb%28c%29).",
    "footnotes": "Rust is goed[^n2] en bewegen ook[^n3].",
    "picture_with_alt": "![Een vrouw tilt een doos met rechte rug.]"
    '(folder/1.jpg "Figuur: veilig tillen")',
    "text_box": "Na de prik kunt u suf zijn.\n\nLet op: niet autorijden.\n",
    "merged_cells": '<th colspan="2">cel 1',
    "breaks": "Eerste regel\\\n\\- tweede regel\\\n3\\. derde regel na een tab",
    "marks": "H<sub>2</sub>O, 5\\*3=15, a\\_b, \\[haken\\], \\<uw naam>,"
    " \\{\\{ niets \\}\\}, 30% & 38,5 °C",
    "words_gone_between_words": "Neem er twee",
    "tick_boxes": "- [ ] Ik slaap slecht\n- [ ] Ik ben moe",
    "table_in_a_table": "boven\n\n| binnen | in |\n|---|---|\n\nonder\n\nrechts",
    "signs": "\\# geen kop\n\n\\+ plus\n\n\\> 38,5 graden\n",
}


@pytest.mark.parametrize("feature", MADE)
def test_a_feature_becomes_what_the_press_has_for_it(
    feature: str, desk: Desk, tmp_path: Path
) -> None:
    assert MADE[feature] in text_of(draft(word_file(tmp_path / "folder.docx", feature), desk))


STRANGE = [
    "<!-- geen commentaar -->",
    "](<b>x",
    "\\\\",
    "a) een",
    "++x++ ==y== ~~z~~",
    "::: kader",
    "5*3**2 _a_ __b__",
    "&amp; &lt; &#33;",
    "'s avonds 5'10\" foto’s",
    "{{ practice.x }} {% y %} {#z}",
    "# x #",
    "| a | b",
    "!!! tip",
    "<script>x</script>",
    "[^1] [a][b] ![c](d)",
    "İ <!-- ß --> ﬁ",
    "12. maart",
    "- ",
    "• een • twee",
    "C:\\x\\",
]
"""Texts that could be read as markup."""


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize(
    "style", [None, "Heading 2", "List Bullet", "List Number", "Quote", "table"]
)
def test_a_text_that_looks_like_markup_is_read_as_it_stands(
    text: str, style: str | None, desk: Desk, tmp_path: Path
) -> None:
    document = docx.Document()
    document.add_heading("Een titel", 0)
    if style == "table":
        for cell in document.add_table(rows=2, cols=2)._cells:
            cell.text = f"{text} b\n{text}"
    else:
        document.add_paragraph(f"{text} b\n{text}", style=style).add_run(text).bold = True
    document.save(str(tmp_path / "folder.docx"))
    assert draft(tmp_path / "folder.docx", desk).findings == ()


OFFERS = {
    "bold_heading": "## Wat kunt u zelf doen?",
    "red_flags": '!!! red-flags "Bel direct"\n    - koorts boven 38,5\n    - veel bloed\n',
    "questions": "Mag ik sporten?\n:   Ja, na een week.\n",
}


@pytest.mark.parametrize("feature", OFFERS)
def test_what_could_be_more_is_offered_and_done_only_when_asked(
    feature: str, desk: Desk, tmp_path: Path
) -> None:
    path = word_file(tmp_path / "folder.docx", feature)
    offered, done = draft(path, desk), draft(path, replace(desk, apply=True))
    assert OFFERS[feature] not in text_of(offered)
    assert OFFERS[feature] in text_of(done)
    assert offered.offers == done.offers + 1
    assert any("made into" in became for became, _ in told(done).values())


def test_what_a_practice_has_of_its_own_is_its_value_and_told(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "folder.txt"
    path.write_text("Na de prik\n\nBel 010-1234567 of mail balie@debrug.example.\n")
    own = open_desk(HOUSE, TODAY, changes="", language="nl", apply=True)[1].owns
    phones = {each.kind: each for each in own}
    assert {"telephone number", "e-mail address", "name of a practice"} <= set(phones)
    found = next(each for each in own if each.kind == "e-mail address")
    written = found.pattern.pattern.split(")")[1].split("(")[0].replace("\\", "")
    path.write_text(f"Na de prik\n\nMail {written} of vraag het.\n")
    made = draft(path, replace(desk, apply=True))
    assert "Mail {{ practice.email }} of vraag het." in text_of(made)
    assert told(made)["e-mail address"] == ("{{ practice.email }}", written)


def test_the_same_file_gives_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    path = word_file(tmp_path / "folder.docx", "picture_with_alt", "comments", "table")
    assert draft(path, desk).files == draft(path, desk).files


# --- other kinds --------------------------------------------------------------------------------

PAGE = """<!doctype html><html lang="nl"><head><title>Rust</title></head><body>
<header><a href="/">De Berk</a></header><nav><ul><li><a href="/a">Zorg</a></li></ul></nav>
<div class="cookie-bar">Wij gebruiken cookies</div>
<main><h1>Rust na een <em>ingreep</em></h1>%s<form><label>Naam</label><input></form></main>
<footer>Copyright</footer><script>niets()</script></body></html>"""
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
    pdf = pymupdf.open()  # type: ignore[no-untyped-call]
    page = pdf.new_page()
    page.insert_text((72, 72), "Rust", fontsize=24)
    page.insert_text((72, 120), "Een alinea.")
    pdf.save(path)  # type: ignore[no-untyped-call]
    made = draft(path, desk)
    assert "Een alinea." in text_of(made)
    assert "headings" in told(made)["text of a PDF"][0]


@pytest.mark.parametrize("kind", ["odt", "rtf", "epub"])
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
@pytest.mark.parametrize("kind", ["docx", "odt", "rtf", "html"])
def test_every_word_of_what_libreoffice_writes_is_accounted_for(
    kind: str, desk: Desk, tmp_path: Path
) -> None:
    if not (office := shutil.which("soffice")):
        pytest.skip("LibreOffice is not here: apt-get install libreoffice-writer-nogui")
    if kind in ("odt", "rtf"):
        pytest.importorskip("pypandoc")
    failed = []
    for feature in FEATURES:
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


# --- the command --------------------------------------------------------------------------------


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
def test_nine_in_ten_made_files_build_without_hand_work(
    house: Path, tmp_path: Path, run: Run
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = list(FEATURES)
    for one, other in [*zip(names, names[9:], strict=False), *zip(names, names[20:], strict=False)]:
        word_file(folder / f"{one} {other}.docx".replace("_", " "), one, other)
    files = len(list(folder.iterdir()))
    assert files >= 50
    assert run("import", str(folder), "--changes", "accept", "--apply").code == 0
    run("build", "--practice", "brug", "--layout", "a4", "--language", "nl")
    built = {path.name for path in (house / "output/brug/nl").glob("*.pdf")}
    wanted = {path.stem.replace(" ", "-") for path in folder.iterdir()}
    done = {name for name in wanted if any(name in pdf for pdf in built)}
    assert len(done) >= 0.9 * files, sorted(wanted - done)
