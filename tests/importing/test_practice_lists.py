"""A list of practices: bad rows are named, good ones become folders, right through to the page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import HOUSE, Run
from printed import Printed

from press.importing.practices import enrol
from press.importing.practices.languages import language_of
from press.importing.practices.names import name_of

LIST = Path(__file__).parents[1] / "golden/practice_lists"
ROW = "Praktijk De Es;Esweg 5;1234 AB;Voorbeeldstad;balie@es.example"
HEAD = "name;street;postcode;city;email"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """The list of `enrol/`, with the one logo that it names."""
    path = Path(shutil.copy(LIST / "practices.csv", tmp_path))
    (tmp_path / "logos").mkdir()
    shutil.copy(HOUSE / "sources/practices/brug/logo.svg", tmp_path / "logos/hof.svg")
    return path


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


def names(house: Path) -> list[str]:
    return sorted(path.name for path in (house / "sources/practices").iterdir())


NEW = [
    "gemeinschaftspraxis-fuer-physiotherapie-mueller",
    "praktijk-cooperatie-t-hof",
    "praktijk-de-linde",
    "praktijk-de-linde-2",
]


def test_good_rows_become_folders_and_bad_ones_are_named(house: Path, listed: Path) -> None:
    enrolled = enrol(house, listed, "nl")
    said = [
        str(finding).removeprefix(f"{listed.parent}/")
        for finding in enrolled.findings
        if finding.severity != "info"
    ]
    assert said == (LIST / "said.txt").read_text().splitlines()
    assert [path.name for path in enrolled.made] == NEW
    assert names(house) == ["brug", *NEW[:1], "molen", *NEW[1:]]
    hof = house / "sources/practices/praktijk-cooperatie-t-hof"
    assert (hof / "practice.yaml").read_text() == (LIST / "t-hof.yaml").read_text()
    assert (hof / "logo.svg").is_file()


def test_the_same_list_again_makes_nothing_and_says_so(house: Path, listed: Path, run: Run) -> None:
    first = run("new", "practices", "--from", str(listed))
    assert first.code == 1
    assert first.output.splitlines()[-1] == "4 made, 0 there already, 2 rows not used"
    text = house / "sources/practices/praktijk-de-linde/practice.yaml"
    text.write_text(text.read_text() + "hours: altijd\n")
    before = names(house)
    again = run("new", "practices", "--from", str(listed))
    assert again.output == "0 made, 4 there already, 2 rows not used\n"
    assert names(house) == before
    assert text.read_text().endswith("hours: altijd\n")


def test_more_practices_of_one_name_keep_their_folders_in_any_order(house: Path) -> None:
    rows = [ROW.replace("Esweg 5", f"Esweg {number}") for number in range(1, 4)]
    enrol(house, write(house, "\n".join([HEAD, *rows[1:]])), "nl")
    enrolled = enrol(house, write(house, "\n".join([HEAD, *rows])), "nl")
    assert [path.name for path in enrolled.known] == ["praktijk-de-es", "praktijk-de-es-2"]
    assert [path.name for path in enrolled.made] == ["praktijk-de-es-3"]


def test_a_name_of_its_own_for_a_folder(house: Path) -> None:
    text = f"id;{HEAD}\nbrug;{ROW}\nes;{ROW}\nÈs;{ROW}\n"
    before = (house / "sources/practices/brug/practice.yaml").read_bytes()
    enrolled = enrol(house, write(house, text), "nl")
    assert [path.name for path in (*enrolled.made, *enrolled.known)] == ["es", "brug"]
    assert (house / "sources/practices/brug/practice.yaml").read_bytes() == before
    assert "'Ès' cannot be the name of a practice's folder" in str(enrolled.findings[-1])


@pytest.mark.parametrize(
    ("written", "language", "name"),
    [
        (
            "Praxis für Physiotherapie Müller & Söhne",
            "de",
            "praxis-fuer-physiotherapie-mueller-und-soehne",
        ),
        ("Praxis für Ärzte & Co", "nl", "praxis-fuer-aerzte-en-co"),
        ("O'Brien & Sons Ltd.", "en", "obrien-and-sons-ltd"),
        ("Fysio + Meer B.V.", "pl", "fysio-meer-bv"),
        ("'s-Gravenhaagse Coöperatie Reünie Zoë", "nl", "s-gravenhaagse-cooperatie-reunie-zoe"),
        ("Straßenpraxis Łódź, Ærø", "de", "strassenpraxis-lodz-aeroe"),
        ("CON", "nl", "practice-con"),
        ("عيادة", "ar", ""),
        ("x" * 100, "nl", "x" * 56),
    ],
)
def test_a_folder_is_called_what_its_practice_is_called(
    written: str, language: str, name: str
) -> None:
    assert name_of(written, language) == name
    assert name_of(written.encode().decode(), language) == name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("first", ["", "sep={}\r\n"])
def test_lists_are_read_as_spreadsheets_write_them(
    house: Path, encoding: str, separator: str, first: str
) -> None:
    text = f"{HEAD}\n{ROW}\n".replace("De Es", "Éénhoorn €").replace("\n", "\r\n")
    text = first.format(separator) + text.replace(";", separator)
    enrolled = enrol(house, write(house, text, encoding), "nl")
    assert [path.name for path in enrolled.made] == ["praktijk-eenhoorn"]
    assert "Éénhoorn €" in (enrolled.made[0] / "practice.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", ":1: error: the list is empty [S070]"),
        (f"{HEAD};naam\n", ":1: error: two columns hold the name: 'naam' is the second"),
        ("name;street\n", ":1: error: there is no column postcode, city, email"),
        (f'{HEAD}\n"{ROW}', ":2: error: a quotation mark in it begins or ends nothing"),
        (f"{HEAD}\n{ROW.replace('Praktijk De Es', '#NAAM?')}", "'#NAAM?' is what a formula left"),
        (f"{HEAD}\n{ROW.replace('Esweg 5', '#VERW!')}", "'#VERW!' is what a formula left"),
        (f"{HEAD}\n{ROW.replace('Esweg 5', '=A2&B2')}", "'=A2&B2' is what a formula left"),
        (f"{HEAD};taal\n{ROW};Klingon", ":2: error: 'Klingon' is no language"),
        (f"{HEAD}\n{ROW};;x", ":2: error: 7 cells where the first line has 5"),
        (f'{HEAD}\n"Praktijk\nDe Es"{ROW[14:]}', ":2: error: 'name' is not right"),
        (
            f"{HEAD}\n\n{ROW.replace('@', '')}",
            ":3: error: not an e-mail address: 'baliees.example'",
        ),
        (f"{HEAD};phone\n{ROW};1,23E+09", ":2: error: not a telephone number: '1,23E+09'"),
        (f"{HEAD};logo\n{ROW};nee.svg", ":2: error: there is no logo 'nee.svg'"),
        (f"{HEAD};logo\n{ROW};list.csv", ":2: error: the logo 'list.csv' cannot be used"),
        (f"{HEAD};logo\n{ROW};/etc/hosts", "does not lie beside the list"),
        (f"{HEAD};logo\n{ROW};{'x' * 300}", "xxx' cannot be read"),
        (f"{HEAD};colours\n{ROW};teel", ":2: error: 'primary' cannot be 'teel'"),
        (f"{HEAD}\n{ROW.replace('Praktijk De Es', '诊所')}", "no name of a folder can be made of"),
        (f"{HEAD}\n{ROW.replace('Praktijk De Es', 'x' * 101)}", "'name' is longer than 100"),
    ],
)
@pytest.mark.slow
def test_what_is_wrong_in_a_list_is_named_and_nothing_is_made(
    house: Path, text: str, says: str
) -> None:
    enrolled = enrol(house, write(house, text), "nl")
    errors = [finding for finding in enrolled.findings if finding.severity == "error"]
    assert says in str(errors[0])
    assert enrolled.made == ()
    assert names(house) == ["brug", "molen"]


def test_what_a_stopped_run_left_behind_is_swept(house: Path) -> None:
    left = house / "sources/practices/.being-made/half"
    left.mkdir(parents=True)
    assert len(enrol(house, write(house, f"{HEAD}\n{ROW}"), "nl").made) == 1
    assert names(house) == ["brug", "molen", "praktijk-de-es"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("practices",),
        ("practices", "x", "--from", "y.csv"),
        ("practice",),
        ("house", "--from", "y"),
    ],
)
def test_a_list_is_for_practices_and_a_name_for_all_else(
    run: Run, arguments: tuple[str, ...]
) -> None:
    ran = run("new", *arguments)
    assert ran.code == 2
    assert "takes" in ran.errors[-1]


@pytest.mark.slow
def test_practices_of_a_list_stand_on_the_page_as_they_are_called(
    house: Path, listed: Path, run: Run
) -> None:
    enrol(house, listed, "nl")
    ran = run("build", "wandelen", "--layout", "a4", "--practice", NEW[0], "--practice", NEW[1])
    assert ran.code == 0 and ran.summary.endswith(", 0 with findings")
    long, hof = (Printed(house / f"output/{name}/nl/wandelen.a4.pdf").text for name in NEW[:2])
    assert "Müller-Lüdenscheidt & Söhne" in long
    assert "Praktijk Coöperatie ’t Hof" in hof or "Praktijk Coöperatie 't Hof" in hof
    assert "None" not in hof


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("nl", "nl"),
        ("NL", "nl"),
        ("nl-NL", "nl"),
        ("nl_nl", "nl"),
        ("Nederlands", "nl"),
        ("Niederländisch", "nl"),
        ("néerlandais", "nl"),
        ("English", "en"),
        ("Engels", "en"),
        ("Deutsch", "de"),
        ("Türkçe", "tr"),
        ("العربية", "ar"),
        ("pt-BR", "pt"),
        ("pt-PT", "pt-pt"),
        ("nl-BE", "nl-be"),
        ("taal", ""),
        ("xx", ""),
    ],
)
def test_a_language_is_known_by_its_name_in_several(written: str, code: str) -> None:
    assert language_of(written) == code


def test_one_stray_quotation_mark_costs_its_own_row(house: Path) -> None:
    rows = [
        ROW,
        ROW.replace("Praktijk De Es", '"Praktijk "De Es""'),
        ROW.replace("De Es", "De Eik"),
    ]
    enrolled = enrol(house, write(house, "\n".join([HEAD, *rows])), "nl")
    assert [path.name for path in enrolled.made] == ["praktijk-de-es", "praktijk-de-eik"]
    (error,) = (each for each in enrolled.findings if each.severity == "error")
    assert error.origin.line == 3 and "quotation mark" in error.message


def test_hours_on_two_lines_become_one(house: Path) -> None:
    text = f'{HEAD};openingstijden\n{ROW};"ma t/m vr: 8.00 - 17.00\nza: dicht"\n'
    (made,) = enrol(house, write(house, text), "nl").made
    assert 'hours: "ma t/m vr: 8.00 - 17.00; za: dicht"' in (made / "practice.yaml").read_text()


def test_what_lost_its_zero_is_asked_about(house: Path) -> None:
    german = ROW.replace("1234 AB", "{}").replace("De Es", "{}") + ";{}"
    rows = [german.format("Eins", "1067", "351456789"), german.format("Zwei", "50667", "0221 12")]
    said = [
        each
        for each in enrol(house, write(house, "\n".join([f"{HEAD};phone", *rows])), "nl").findings
        if "lost a zero" in each.message
    ]
    assert [(each.origin.line, each.severity) for each in said] == [(2, "warning")] * 2
