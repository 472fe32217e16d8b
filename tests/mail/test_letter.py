"""The letter that goes with leaflets: in every language that the press has, or a finding."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from press import build
from press.build import Project
from press.colour.derive import contrast
from press.merge.letter import Kind, write_letter
from press.model import Finding, Letter

LAYOUTS = Path(__file__).parents[2] / "layouts"
LANGUAGES = sorted(path.stem for path in (LAYOUTS / "mail/words").glob("*.yaml"))


@pytest.fixture
def project(house: Path) -> Project:
    return build.load(house)


def letter(
    project: Project, language: str, kind: Kind = "message"
) -> tuple[Letter | None, list[Finding]]:
    practice = next(practice for practice in project.practices if practice.id == "brug")
    changes: dict[str, list[dict[str, str]]] = {"new": [], "changed": [], "withdrawn": []}
    said = {"count": 1, "changes": changes, "attached": True, "since": None, "megabytes": "1"}
    return write_letter(kind, practice, project.house, [language], said)


def test_every_language_of_the_press_has_letters() -> None:
    furniture = {path.stem for path in (LAYOUTS / "base/words").glob("*.yaml")}
    assert set(LANGUAGES) >= {"nl", "en"} & furniture


@pytest.mark.parametrize("kind", ["message", "delivery"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.slow
def test_a_letter_is_filled_in_and_names_the_practice(
    project: Project, language: str, kind: Kind
) -> None:
    written, findings = letter(project, language, kind)
    assert written and findings == []
    assert "{" not in written.text + written.subject + written.attachment
    for text in (written.subject, written.attachment, written.text, written.html):
        assert "Praktijk De Brug" in text


@pytest.mark.slow
def test_words_and_ground_differ_enough_to_be_read(project: Project) -> None:
    for practice in project.practices:
        colours = practice.brand.colours
        assert contrast(colours["foreground"], "#ffffff") >= 7
        assert contrast(colours["dark"], "#ffffff") >= 4.5


@pytest.mark.slow
def test_what_a_practice_is_called_is_no_html(project: Project, house: Path) -> None:
    path = house / "sources/practices/brug/practice.yaml"
    path.write_text(path.read_text().replace("Praktijk De Brug", 'Zus & <b>Zo "</b>', 1))
    written, _ = letter(build.load(house), "nl")
    assert written
    assert "Zus & <b>Zo" in written.text
    assert "Zus &amp; &lt;b&gt;Zo" in written.html and "<b>Zo" not in written.html


def test_a_practice_without_a_telephone_sends_no_letter_that_asks_to_call(house: Path) -> None:
    practice = house / "sources/practices/brug/practice.yaml"
    practice.write_text(practice.read_text().replace("phone: 0123 - 45 67 89\n", ""))
    project = build.load(house)
    written, findings = letter(project, "nl")
    assert written is None
    assert str(findings[0]) == (
        "sources/practices/brug/practice.yaml:1: error: the letter asks to call, and the practice"
        " has no telephone number (add 'phone:') [D006]"
    )
    assert letter(project, "nl", "delivery")[0]


def test_a_language_without_words_is_a_finding(project: Project) -> None:
    written, findings = letter(project, "fy")
    assert written is None
    assert str(findings[0]).startswith(
        "layouts/mail/words/fy.yaml: error: the press has no letter in the language 'fy'"
    )
    assert findings[0].code == "D001"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "greeting:",
            "greting:",
            "nl.yaml: error: the letter cannot be written: it has no words for 'greeting'",
        ),
        (
            "{phone}",
            "{telephone}",
            "there is nothing to fill in for {telephone} (did you mean 'phone'?)",
        ),
        ("{phone}", "{phone.x}", "a name in braces is not one that can be filled in"),
    ],
)
@pytest.mark.slow
def test_a_mistake_in_the_words_is_a_finding(house: Path, old: str, new: str, says: str) -> None:
    words = house / "layouts/mail/words"
    words.mkdir(parents=True)
    text = (LAYOUTS / "mail/words/nl.yaml").read_text()
    (words / "nl.yaml").write_text(text.replace(old, new, 1))
    written, findings = letter(build.load(house), "nl")
    assert written is None
    assert says in str(findings[0]) and "[D006]" in str(findings[0])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.slow
def test_letters_of_the_house_are_filled_in_too(project: Project, language: str) -> None:
    taken = {"name": "nl/x", "title": "X", "language": "nl", "version": "1.0"}
    back = [{**taken, "why": "De dosis klopt niet.", "instead": "Y"}]
    due = [{**taken, "due": date(2028, 2, 5)}]
    brug = next(practice for practice in project.practices if practice.id == "brug")
    said = {"reviews": {"late": due, "near": []}, "count": 1, "signed": "Zorggroep"}
    for written, findings in (
        write_letter("recall", brug, project.house, [language], {"leaflets": back, "count": 1}),
        write_letter("reminder", None, project.house, [language], said),
    ):
        assert written and findings == []
        assert "{" not in written.text + written.html + written.subject
        assert "X" in written.text and "X" in written.html


@pytest.mark.slow
def test_a_practice_whose_language_has_no_letter_is_written_to_all_the_same(
    project: Project,
) -> None:
    brug = next(practice for practice in project.practices if practice.id == "brug")
    said: dict[str, object] = {"leaflets": [], "count": 2}
    dutch, findings = write_letter("recall", brug, project.house, ["fy", "nl"], said)
    assert dutch and dutch.language == "nl" and findings == []
    english, findings = write_letter("recall", brug, project.house, ["fy"], said)
    assert english and english.language == "en"
    assert [str(finding) for finding in findings] == [
        "layouts/mail/words/fy.yaml: warning: the press has no letter in the language 'fy': this"
        " one is in English (add this file) [D001]"
    ]


def test_a_region_gets_the_letter_of_its_language(project: Project) -> None:
    flemish, findings = letter(project, "nl-be")
    assert flemish and findings == [] and flemish.language == "nl-be"
    assert flemish.text == letter(project, "nl")[0].text  # type: ignore[union-attr]


@pytest.mark.slow
def test_what_a_house_s_own_words_lack_is_the_press_s(house: Path) -> None:
    own = house / "layouts/mail/words/nl.yaml"
    own.parent.mkdir(parents=True)
    text = (LAYOUTS / "mail/words/nl.yaml").read_text()
    own.write_text(text[: text.index("recall:")].replace("Nieuwe folders", "Verse folders"))
    project = build.load(house)
    delivery, _ = letter(project, "nl", "delivery")
    assert delivery and delivery.subject.startswith("Verse folders")
    brug = project.practices[0]
    recall, findings = write_letter(
        "recall", brug, project.house, ["nl"], {"leaflets": [], "count": 2}
    )
    assert recall and findings == [] and recall.subject.startswith("Ingetrokken")
