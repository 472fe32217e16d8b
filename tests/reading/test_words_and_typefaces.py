"""What layouts are written with: words of each language, and typefaces."""

from __future__ import annotations

import re
import shutil

import pytest
from designed import Designed

from press.installed import INSTALLED
from press.reading.fonts import declared_in
from press.reading.house import open_house
from press.reading.layouts import families, load_faces, load_words, with_parents


def test_the_words_of_all_languages_say_the_same_things() -> None:
    words, findings = load_words(open_house(INSTALLED)[0])
    assert findings == []
    assert {"nl", "en"} <= set(words)
    for language in words:
        assert set(words[language].parts) == set(words["nl"].parts), language
        assert set(words[language].signs) == set(words["nl"].signs), language
        assert set(words[language].furniture) == set(words["nl"].furniture), language


def test_a_house_can_say_things_its_own_way(designed: Designed) -> None:
    english = (INSTALLED / "layouts/base/words/en.yaml").read_text()
    designed.write("layouts/base/words/en.yaml", english.replace("parts:", "parts:\n  extra: More"))
    words, findings = load_words(open_house(designed.root)[0])
    assert findings == []
    assert words["en"].parts["extra"] == "More"
    assert "extra" not in words["nl"].parts


def test_what_a_house_s_own_words_do_not_say_the_press_says(designed: Designed) -> None:
    """Its words may be older than what layouts say."""
    english = (INSTALLED / "layouts/base/words/en.yaml").read_text()
    older = re.sub(r"(?m)^  own_gp: .*\n", "", english).replace("sources: Sources", "sources: Read")
    assert "own_gp" not in older
    designed.write("layouts/base/words/en.yaml", older)
    words, findings = load_words(open_house(designed.root)[0])
    assert findings == []
    assert words["en"].furniture["own_gp"] == "Your GP:"
    assert words["en"].furniture["sources"] == "Read"


def test_a_mistake_in_the_words_is_told_at_its_line(designed: Designed) -> None:
    english = (INSTALLED / "layouts/base/words/en.yaml").read_text()
    designed.write("layouts/base/words/fy.yaml", english.replace("signs:", "sings:"))
    findings = [str(finding) for finding in load_words(open_house(designed.root)[0])[1]]
    line = english[: english.index("signs:")].count("\n") + 1
    assert findings == [
        f"layouts/base/words/fy.yaml:{line}: error: unknown key 'sings'"
        " (did you mean 'signs'?) [S002]",
    ]


def test_every_typeface_of_the_press_has_its_file_and_its_licence() -> None:
    house = open_house(INSTALLED)[0]
    faces = [face for folder in house.fonts for face in declared_in(folder)]
    declared = (INSTALLED / "fonts/fonts.css").read_text().count("@font-face")
    assert len(faces) == declared
    files = {path for path in (INSTALLED / "fonts").rglob("*") if path.suffix in (".ttf", ".woff")}
    assert {face.path for face in faces} == files
    assert all(list(face.path.parent.glob("OFL*.txt")) for face in faces)


def test_the_typefaces_of_the_press_are_small_enough_to_carry_along() -> None:
    assert sum(path.stat().st_size for path in (INSTALLED / "fonts").rglob("*")) < 8_000_000


def test_a_family_has_weights() -> None:
    found = families(load_faces(open_house(INSTALLED)[0]))
    assert found["Atkinson Hyperlegible Next"] == {"400", "700"}
    assert found["Nunito"] == {"800"}


def test_a_house_can_bring_a_typeface(designed: Designed) -> None:
    shutil.copy(INSTALLED / "fonts/nunito/Nunito-ExtraBold.ttf", designed.root / "ours.ttf")
    designed.write("fonts/fonts.css", FACE.format("ours/ours.ttf"))
    designed.write("fonts/ours/ours.ttf")
    faces = load_faces(open_house(designed.root)[0])
    assert (faces[0].family, faces[0].weight, faces[0].style) == ("Ours", "700", "normal")
    assert (faces[0].url, faces[0].path) == (
        "fonts/ours/ours.ttf",
        designed.root / "fonts/ours/ours.ttf",
    )


FACE = "@font-face {{ font-family: 'Ours'; font-weight: 700; src: url({}) }}"


@pytest.mark.parametrize(
    "sheet",
    [
        FACE.format("gone.ttf"),
        FACE.format("../secret.ttf"),
        FACE.format("https://fonts.example/x.ttf"),
        FACE.format(""),
        "@font-face { src: url(there.ttf) }",
        "@font-face { font-family: 'Ours' }",
        "@font-face",
        "}{",
    ],
)
def test_a_face_without_a_file_in_the_house_is_not_there(designed: Designed, sheet: str) -> None:
    designed.write("fonts/fonts.css", sheet)
    designed.write("fonts/there.ttf")
    designed.write("secret.ttf")
    assert "Ours" not in families(load_faces(open_house(designed.root)[0]))


def test_a_region_says_only_what_differs(designed: Designed) -> None:
    designed.write("layouts/base/words/nl-be.yaml", "furniture: {own_gp: 'Uw dokter:'}")
    words, findings = load_words(open_house(designed.root)[0])
    assert findings == []
    assert words["nl-be"].furniture["own_gp"] == "Uw dokter:"
    assert words["nl-be"].furniture["sources"] == "Bronnen"
    assert words["nl-be"].units == words["nl"].units
    assert words["nl"].furniture["own_gp"] == "Uw huisarts:"


def test_a_language_takes_the_words_of_the_one_that_it_is_a_kind_of(designed: Designed) -> None:
    words, _ = load_words(open_house(designed.root)[0])
    more = with_parents(words, ["nl-be", "fy", "az-arab", "en"])
    assert (more["nl-be"].language, more["nl-be"].spoken) == ("nl-be", "nl")
    assert more["nl-be"].parts == words["nl"].parts
    assert "fy" not in more and more["en"] is words["en"]


def test_words_that_are_not_given_are_told_at_once(designed: Designed) -> None:
    english = (INSTALLED / "layouts/base/words/en.yaml").read_text()
    older = english.replace("  sources: Sources\n", "")
    designed.write("layouts/base/words/fy.yaml", older)
    words, findings = load_words(open_house(designed.root)[0])
    assert [str(finding) for finding in findings] == [
        "layouts/base/words/fy.yaml: warning: words that are not given in 'fy': sources"
        " (add them, as en.yaml has them) [S120]"
    ]
    assert "fy" in words
    designed.write("layouts/base/words/fy.yaml", older.replace("  tip: Tip\n", ""))
    words, findings = load_words(open_house(designed.root)[0])
    assert [finding.severity for finding in findings] == ["error"] and "fy" not in words


def test_a_language_needs_four_quotation_marks(designed: Designed) -> None:
    designed.write("layouts/base/words/nl.yaml", "quotes: ‘ ’ “")
    _, findings = load_words(open_house(designed.root)[0])
    assert ["four, parted by blanks" in finding.hint for finding in findings] == [True]
