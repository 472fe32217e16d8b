"""Every command line that README, docs and --help show, really run in a small house.

The house has the names of the sample, so that lines run as they are typed; each line in its
own copy. A line that cannot be run here is named with its reason, so that none is forgotten.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import docx
import pytest
import uvicorn
from _pytest.mark.structures import ParameterSet
from click.testing import CliRunner, Result
from conftest import HEAD, HOUSE, ROOT, invoke
from servers import PASSWORD, Everyday
from shown_lines import SHOWN

from leaflet import main

pytestmark = pytest.mark.slow
pytest_plugins = ["mail_fixtures"]

LINES = sorted({tuple(words) for _, words in SHOWN})
CANNOT = {
    r"font add": "fetches a typeface from the network",
    r"print( |$)(?!--jobs)": "asks a printer: tests/printing",
    r"outbox doubt resolve": "needs a message in doubt: tests/mail/test_commands_outbox.py",
    r"outbox test .*--to": "asks the records of a domain: tests/mail/test_commands_outbox.py",
    r"outbox test --practice de-brug": "asks for an account of its own: tests/mail",
    r"build slapen --lang": "needs a translation: the line with pijn-onder-in-de-rug is run",
    r"lsp": "speaks with an editor: tests/lsp",
    r"send .*--plan": "a plan is that of its list: tests/mail/test_commands_lists.py",
    r"(find|import( --apply)?|new|preview|send|withdraw)$": "a command in a sentence, no line",
}
"""Lines by how they begin, with why they are not run and where what they do is tested."""
FOUND = r"(--root mine )?check|proof lage-rugklachten"
"""Lines that find something in texts as short as these, and end with exit code 1."""
WHOLE = r"--root mine|new house mine --|build|check(?! --words)|deliver|proof|site|send|report"
"""Lines that make files or a house, which takes minutes in all."""
MADE_BEFORE = {
    "--root mine": ("new", "house", "mine"),
    "--layout mine": ("new", "layout", "mine"),
    "--practice de-wilg": ("new", "practice", "de-wilg"),
    "sign my-subject": ("new", "leaflet", "my-subject"),
    "--host 0.0.0.0": ("desk", "--set-password", "--practice", "lindehof"),
}
"""What must have been typed before a line with these words."""
NAMES = (
    "chronische-lage-rugklachten",
    "preventie-van-lage-rugklachten",
    "lage-rugklachten",
    "pijn-onder-in-de-rug",
    "pijn-in-de-knie",
    "beter-slapen",
)
IN_SAMPLE = r"(build|proof) [a-z].* --practice (?!lindehof$)"
"""Lines that make a file or two of the sample: what it has in layouts and languages they need."""
HOUSE_YAML = """name: Zorggroep
operator: beheer@zorg.example
owners: {clinician: arts@zorg.example}
mail: {host: 127.0.0.1, port: 1, user: press, rate: 1000000, from: folders@zorg.example,
  password_env: LEAFLET_MAIL}
"""
LIST = "email\na@lezer.example\nb@lezer.example\n"
BOOKLET = (
    HEAD.split("authors:")[0] + "leaflets: [slapen, beter-slapen, wandelen, lage-rugklachten]\n"
)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory, warm: None) -> Path:
    """A house with the names of the sample, and what else is named."""
    house = shutil.copytree(HOUSE, tmp_path_factory.mktemp("shown") / "house")
    leaflets, practices = house / "sources/leaflets/nl", house / "sources/practices"
    slapen = leaflets / "slapen.md"
    slapen.write_text(slapen.read_text().replace('version: "1.2"', 'version: "1.0"'))
    text = (leaflets / "wandelen.md").read_text().replace("\n---\n", "\n---\nBij rugpijn. ")
    for name in NAMES:
        (leaflets / f"{name}.md").write_text(text)
    (practices / "brug").rename(practices / "lindehof")
    shutil.rmtree(practices / "molen")
    path = practices / "lindehof/practice.yaml"
    path.write_text(path.read_text().replace("layouts: [a4]\n", ""))
    shutil.copytree(practices / "lindehof", practices / "notenboom")
    with (practices / "notenboom/practice.yaml").open("a") as file:
        file.write("publications: [lage-rugklachten]\n")
    (house / "sources/booklets/nl").mkdir(parents=True)
    (house / "sources/booklets/nl/lage-rugklachten.yaml").write_text(BOOKLET)
    for name in ("bridge", "bird-dog"):
        for part in (f"exercises/nl/{name}.md", f"images/{name}.svg"):
            (house / "sources" / part).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "sources" / part, house / "sources" / part)
    for name in ("group.csv", "groep.csv"):
        (house / name).write_text(LIST)
    page = (ROOT / "sources/README.md").read_text("utf-8")
    rows = re.findall(r"^    (\S+;.+)$", page, re.M)
    (house / "practices.csv").write_text("\n".join(row for row in rows).replace("logos/es.svg", ""))
    for name in ("folders", "brochures"):
        (house / name).mkdir()
        (house / name / "rust.md").write_text("# Rust\n\nNeem rust.\n")
    knee = docx.Document()
    knee.add_heading("Knie")
    knee.add_paragraph("Neem rust.")
    knee.save(str(house / "Knie.docx"))
    for name in ("cert.pem", "key.pem", "mainlog"):
        (house / name).touch()
    (house / "sources/house.yaml").write_text(HOUSE_YAML)
    ran = invoke("--root", str(house), "publish")
    assert ran.code == 0, ran.errors
    return house


@pytest.fixture(scope="module")
def built_so(named: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, built."""
    house = shutil.copytree(named, tmp_path_factory.mktemp("built") / "house")
    ran = invoke("--root", str(house), "build")
    assert ran.code == 0, ran.errors
    return house


Type = Callable[..., Result]


@pytest.fixture
def type_in(server: Everyday, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Type:
    """Type a line in a copy of a house: whoever serves is told to stop at once."""
    monkeypatch.setenv("LEAFLET_MAIL", PASSWORD)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: None)
    monkeypatch.setattr(ThreadingHTTPServer, "serve_forever", lambda _: None)

    def type_in(house: Path, words: tuple[str, ...]) -> Result:
        copy = tmp_path / "house"
        if not copy.exists():
            shutil.copytree(house, copy)
            settings = copy / "sources/house.yaml"
            settings.write_text(HOUSE_YAML.replace("port: 1,", f"port: {server.port},"))
        monkeypatch.chdir(copy)
        typed = "a long password\n" if "--set-password" in words else "a@lezer.example\n"
        return CliRunner().invoke(main, words, input=typed, catch_exceptions=False)

    return type_in


def here(word: str) -> str:
    """What a shell makes of a word, and places and days that are this house's."""
    word = word.replace("2026-03-02", date.today().isoformat())
    word = {"/srv/leaflets": ".", "/var/log/exim4/mainlog": "mainlog"}.get(word, word)
    return word.replace("~/", "")


def why_not(line: str) -> str:
    return next((why for begins, why in CANNOT.items() if re.match(begins, line)), "")


def those(whole: bool) -> list[ParameterSet]:
    lines = {" ".join(words): words for words in LINES}
    return [
        pytest.param(words, id=line)
        for line, words in lines.items()
        if not why_not(line) and bool(re.match(WHOLE, line)) == whole
    ]


@pytest.mark.parametrize("words", those(whole=False))
def test_a_line_that_is_shown_runs(
    words: tuple[str, ...], named: Path, tmp_path: Path, type_in: Type
) -> None:
    house = named
    if words[:2] == ("new", "leaflet"):
        house = shutil.copytree(named, tmp_path / "without")
        (house / f"sources/leaflets/nl/{words[2]}.md").unlink(missing_ok=True)
    must_run(words, partial(type_in, house))


@pytest.mark.whole
@pytest.mark.parametrize("words", those(whole=True))
def test_a_line_that_makes_files_runs(
    words: tuple[str, ...], built_so: Path, tmp_path: Path, type_in: Type
) -> None:
    house = built_so
    if re.match(IN_SAMPLE, " ".join(words)):
        house = tmp_path / "sample"
        shutil.copytree(ROOT / "sources", house / "sources")
    must_run(words, partial(type_in, house))


def must_run(words: tuple[str, ...], type_in: Callable[[tuple[str, ...]], Result]) -> None:
    line = " ".join(words)
    for with_words, before in MADE_BEFORE.items():
        if with_words in line:
            ran = type_in(before)
            assert ran.exit_code in (0, 1), ran.output  # a new text has dates to fill in
    serves = words[0] in ("desk", "preview") or "--serve" in words
    ran = type_in((*map(here, words), *(("--port", "0") if serves else ())))
    assert ran.exit_code in ((0, 1) if re.match(FOUND, line) else (0,)), ran.output
    assert ran.output, "it says nothing"


def test_whatever_cannot_be_run_is_shown_somewhere() -> None:
    lines = [" ".join(words) for words in LINES]
    for begins in (*CANNOT, FOUND, WHOLE, IN_SAMPLE, *MADE_BEFORE):
        assert any(re.search(begins, line) for line in lines), begins
