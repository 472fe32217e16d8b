"""Practices: what practice.yaml may say, and how mistakes in it are answered."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from practice_folders import FAMILIES, PRACTICE, Folder

from press.model import House, values
from press.reading.practices import load_practices


@pytest.fixture
def house(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_practice_is_named_after_its_folder(house: Folder) -> None:
    practices, findings = house.load()
    assert not findings
    assert (practices[0].id, practices[0].name) == ("debrug", "Praktijk De Brug")
    assert str(practices[0].origin) == "sources/practices/debrug/practice.yaml:1"


def test_a_house_without_practices_has_none(tmp_path: Path) -> None:
    assert load_practices(House(tmp_path, (), ()), FAMILIES) == ((), [])


def test_one_broken_practice_does_not_stop_the_others(house: Folder) -> None:
    house.add("amstel")
    house.add("brink", "name: [")
    house.add("delft")
    practices, findings = house.load()
    assert [practice.id for practice in practices] == ["amstel", "debrug", "delft"]
    assert len(findings) == 1


def test_folders_that_begin_with_an_underscore_or_a_dot_are_passed_over(house: Folder) -> None:
    house.add("_old")
    house.add(".git")
    (house.root / "sources" / "practices" / "README.md").write_text("about practices")
    practices, findings = house.load()
    assert [practice.id for practice in practices] == ["debrug"]
    assert not findings


@pytest.mark.parametrize("name", ["CON", "con", "-rf", "De Brug", "debrug\n", "café", "lpt1"])
def test_a_folder_whose_name_is_no_identifier_is_refused(house: Folder, name: str) -> None:
    house.add(name)
    practices, findings = house.load()
    assert [practice.id for practice in practices] == ["debrug"]
    assert findings == [
        f"sources/practices: error: {name!r} cannot be the name of a practice"
        " (rename the folder: only a-z, 0-9 and '-', at most 64 characters) [S020]"
    ]


def test_a_linked_folder_or_file_is_refused(house: Folder, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(house.practice, elsewhere)
    (house.practice.parent / "linked").symlink_to(elsewhere)
    (house.practice / "practice.yaml").unlink()
    (house.practice / "practice.yaml").symlink_to(elsewhere / "practice.yaml")
    practices, findings = house.load()
    assert not practices
    assert findings == [
        "sources/practices/linked: error: this is a link to another folder"
        " (copy the folder itself here) [S020]",
        "practice.yaml: error: this is a link to another file (copy the file itself here) [S020]",
    ]


def test_a_folder_without_practice_yaml_says_so(house: Folder) -> None:
    (house.practice / "practice.yaml").rename(house.practice / "practice.yml")
    assert house.load()[1] == [
        "sources/practices/debrug: error: there is no practice.yaml here"
        " (rename practice.yml to practice.yaml) [S020]"
    ]


@pytest.mark.parametrize(
    ("written", "instead", "finding"),
    [
        (
            "phone: 0123 - 45 67 89",
            "phone: bel de balie",
            "practice.yaml:3: error: not a telephone number: 'bel de balie', a word"
            " is not dialled with it"
            " (write a number, as in 010 123 45 67 or +31 10 123 45 67) [S021]",
        ),
        (
            "info@debrug.example",
            "info@debrug@example",
            "practice.yaml:4: error: not an e-mail address: 'info@debrug@example'"
            " (The part after the @-sign contains invalid characters: '@') [S021]",
        ),
        (
            "hours:",
            "website: http://debrug.example\nhours:",
            "practice.yaml:5: error: not an address of a website: 'http://debrug.example'"
            " (write it with https://, as in https://www.praktijk.nl) [S021]",
        ),
        (
            "email: info@debrug.example\n",
            "",
            "practice.yaml:1: error: 'email' is missing (add 'email:') [S006]",
        ),
        (
            "phone:",
            "fone: 1\nphone:",
            "practice.yaml:3: error: unknown key 'fone' (did you mean 'phone'?) [S002]",
        ),
        (
            "street:",
            "stret:",
            "practice.yaml:2: error: unknown key 'address.stret' (did you mean 'street'?) [S002]",
        ),
        (
            "languages:",
            "facts: {Parking-place: behind}\nlanguages:",
            "practice.yaml:6: error: 'facts.Parking-place' is not right: 'Parking-place'"
            " (name a fact with a-z, 0-9 and '_' only, beginning with a letter) [S008]",
        ),
        (
            "name: Praktijk De Brug",
            'name: "De Brug\\nBcc: x@y.example"',
            "practice.yaml:1: error: 'name' is not right: 'De Brug\\nBcc: x@y.example'"
            " (write it on one line, without control characters or '=?') [S008]",
        ),
    ],
)
def test_a_mistake_in_practice_yaml_is_named_at_its_line(
    house: Folder, written: str, instead: str, finding: str
) -> None:
    house.add("debrug", PRACTICE.replace(written, instead))
    practices, findings = house.load()
    assert not practices
    assert finding in findings


def test_a_practice_without_a_telephone_is_taken_and_told_what_is_missing(house: Folder) -> None:
    house.add("debrug", PRACTICE.replace("phone: 0123 - 45 67 89\n", ""))
    practices, findings = house.load()
    assert findings == [
        "practice.yaml:1: warning: no telephone number: where a leaflet says when to call,"
        " it names none (add 'phone:') [S073]"
    ]
    assert "phone" not in values(practices[0], "nl")


@pytest.mark.parametrize(
    ("written", "own_gp", "number"),
    [
        ("", True, None),
        ("urgent: gp\n", True, None),
        ("urgent: practice\n", False, "0123 - 45 67 89"),
        ("urgent: {name: De Spoedpost, phone: 0123 - 1}\n", False, "0123 - 1"),
    ],
)
def test_a_practice_says_whom_to_call_for_a_warning_sign(
    house: Folder, written: str, own_gp: bool, number: str | None
) -> None:
    """A desk that nobody named is not called for "I cannot pass urine"."""
    house.add("debrug", PRACTICE + written)
    practices, findings = house.load()
    assert findings == []
    assert (practices[0].calls_gp, practices[0].urgent_phone) == (own_gp, number)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("", "112"),
        ("emergency: 144\n", "144"),
        ("country: GB", "999"),
        ("country: België", "112"),
        ("country: Atlantis", ""),
        ("country: Verenigde Staten", "911"),
        ("languages: [en]\n", ""),
        ("languages: [en, de]\n", "112"),
    ],
)
def test_the_emergency_number_is_that_of_the_country_or_of_its_language(
    house: Folder, written: str, number: str
) -> None:
    practice = PRACTICE
    if written.startswith("languages"):
        practice = practice.replace("languages: [nl]\n", "")
    if written.startswith("country"):
        practice, written = practice.replace("Voorbeeldstad", f"Voorbeeldstad, {written}"), ""
    house.add("debrug", practice + written)
    assert house.load()[0][0].emergency_number == number


def test_the_code_of_a_language_may_be_written_as_elsewhere(house: Folder) -> None:
    house.add("debrug", PRACTICE.replace("languages: [nl]", "languages: [nl-BE, zh_Hant, NL]"))
    assert house.load()[0][0].languages == ("nl-be", "zh-hant", "nl")


@pytest.mark.parametrize(
    "written",
    ["urgent: balie", "urgent: {name: De Post}", "urgent: {name: X, phone: geen}", "emergency: ja"],
)
def test_nobody_is_sent_to_a_number_that_is_none(house: Folder, written: str) -> None:
    house.add("debrug", f"{PRACTICE}{written}\n")
    practices, findings = house.load()
    assert not practices
    assert all(line.startswith("practice.yaml:7: error: ") for line in findings), findings


@pytest.mark.parametrize("phone", ["112", "+31 (0)123 45 67 89", "0123 – 45 67 89"])
def test_telephone_numbers_are_taken_as_people_write_them(house: Folder, phone: str) -> None:
    house.add("debrug", PRACTICE.replace("0123 - 45 67 89", phone))
    assert house.load()[0][0].phone == phone


def test_a_text_that_lacks_a_language_of_the_practice_is_a_warning(house: Folder) -> None:
    text = PRACTICE.replace("[nl]", "[nl, en]").replace("maandag t/m vrijdag", "{nl: maandag}")
    house.add("debrug", text)
    practices, findings = house.load()
    assert practices
    assert findings == [
        "practice.yaml:5: warning: 'hours' is not given in 'en'"
        " (add a line 'en: …', or take 'en' out of 'languages') [S029]"
    ]


def test_a_long_text_may_be_folded_over_lines(house: Folder) -> None:
    folded = "hours: >-\n  maandag\n  t/m vrijdag"
    house.add("debrug", PRACTICE.replace("hours: maandag t/m vrijdag", folded))
    assert house.load()[0][0].hours == "maandag t/m vrijdag"


def test_what_a_text_may_say_of_a_practice_is_a_flat_list(house: Folder) -> None:
    house.add(
        "debrug",
        PRACTICE.replace("maandag t/m vrijdag", "{nl: maandag, en: Monday}")
        + "website: https://debrug.example/\n"
        + "out_of_hours: {name: huisartsenpost, phone: 0123 - 11 22 33}\n"
        + "facts: {parking: {nl: gratis, en: free}}\n",
    )
    said = values(house.load()[0][0], "en")
    assert said["hours"] == "Monday"
    assert said["website"] == "debrug.example"
    assert said["address.city"] == "Voorbeeldstad"
    assert said["out_of_hours.phone"] == "0123 - 11 22 33"
    assert said["facts.parking"] == "free"


@pytest.mark.slow
def test_the_sample_practices_can_be_printed() -> None:
    families = {
        "Atkinson Hyperlegible Next": frozenset({"400", "700"}),
        "Nunito": frozenset({"800"}),
        "Newsreader": frozenset({"500", "600"}),
        "Source Sans 3": frozenset({"400", "700"}),
        "Alegreya Sans": frozenset({"800"}),
        "Vollkorn": frozenset({"400", "700"}),
    }
    house = House(Path(__file__).parents[2], (), ())
    practices, findings = load_practices(house, families)
    assert {"lindehof", "notenboom", "vanbentum"} <= {practice.id for practice in practices}
    assert not [finding for finding in findings if finding.severity == "error"]
    assert all(p.brand.logo and p.brand.logo_on_dark for p in practices)
