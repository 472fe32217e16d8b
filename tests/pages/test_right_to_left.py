"""Arabic and Persian on finished pages: figures as they are dialled and dosed, words read back."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from as_seen import lines_of, plain
from conftest import HEAD, HOUSE

from press import build
from press.merge import merge
from press.model import Digits, Document
from press.render import render

pytestmark = pytest.mark.slow

RUNS = (
    *("0123 - 45 67 89", "+31 20 123 45 67", "(020) 765 43 21", "900-1234"),
    *("paracetamol 500 mg", "3.000 mg", "500–1.000 mg", "400 mg", "250 mg"),
    *("12-3-2026", "40 °C", "10%", "-5", "€ 12,50", "3 × 10", "L4-L5", "B12"),
    *("Dorpsweg 12, 5678 CD Dorp", "a.b@c.example", "www.c.example/nl"),
)
"""What is read from left to right, as it is written."""
TEXT = f"""
اتصل على {RUNS[0]} أو {RUNS[1]} أو {RUNS[2]} أو {RUNS[3]} من فضلك.
اسأل على {{{{ practice.phone }}}} الآن.

خذ {RUNS[4]}، لا أكثر من {RUNS[5]} في 24 ساعة. ثم {RUNS[6]} و**400** mg و**جرعة 250** mg.

في {RUNS[9]} عند {RUNS[10]} زاد {RUNS[11]} تحت {RUNS[12]}
بسعر {RUNS[13]} كرر {RUNS[14]} بين {RUNS[15]} مع {RUNS[16]} دائمًا.

العنوان {RUNS[17]}. اكتب إلى {RUNS[18]} أو [{RUNS[19]}](https://www.c.example/nl).

1. استرح.
2. امش.
3. نم.

| الدواء | الجرعة |
| --- | --- |
| {RUNS[4]} | {RUNS[6]} |
"""

SOURCE = """\
sources:
  - {id: a, text: Lage rugpijn. KNGF., year: 2021, url: https://kngf.example, language: nl}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> build.Project:
    """The small house, whose practices speak Arabic and Persian too."""
    root = shutil.copytree(HOUSE, tmp_path_factory.mktemp("rtl") / "house")
    for language in ("ar", "fa"):
        path = root / f"sources/leaflets/{language}/alam.md"
        path.parent.mkdir()
        title = "ألم L4-L5 بعد 500 mg"
        head = HEAD.replace("title: Proef", f"title: {title}") + SOURCE
        path.write_text(f"---\n{head}---\n{TEXT}", encoding="utf-8")
    for path in root.glob("sources/practices/*/practice.yaml"):
        written = path.read_text(encoding="utf-8")
        written = written.replace("languages: [nl, en]", "languages: [nl, en, ar, fa]")
        hours = "Monday to Friday, ar: من 8.00 إلى 17.00, fa: از 8.00 تا 17.00"
        path.write_text(written.replace("Monday to Friday", hours), encoding="utf-8")
    return build.load(root)


def made(
    project: build.Project,
    layout: str,
    language: str,
    practice: str,
    digits: Digits = "western",
) -> Document:
    variants = build.plan(project, build.Order(languages=(language,), layouts=("a4",)))
    [like] = [each for each in project.layouts if each.name == layout]
    known = {each.id: each for each in project.practices}
    wishing = known[practice].model_copy(update={"digits": digits})
    variant = replace(variants[0], layout=like, practice=wishing)
    manuscript = merge(variant, project.library)
    assert [str(each) for each in manuscript.findings if each.severity == "error"] == []
    return render(manuscript)


@pytest.mark.parametrize(
    ("layout", "language", "practice", "digits"),
    [
        ("a4", "ar", "brug", "western"),
        ("a4-large-print", "fa", "molen", "western"),
        ("a5-booklet", "ar", "molen", "western"),
        ("a4", "fa", "brug", "native"),
    ],
)
def test_figures_stand_as_they_are_written(
    house: build.Project, layout: str, language: str, practice: str, digits: Digits
) -> None:
    """In either digits: what a writer typed, and what is dialled, is as it was typed."""
    document = made(house, layout, language, practice, digits)
    lines = lines_of(document.pdf)
    [known] = [each for each in house.practices if each.id == practice]
    said = ["Lage rugpijn. KNGF. 2021. kngf.example"]
    said += [*RUNS, *filter(None, (known.phone, known.email, known.address.street))]
    assert [run for run in said if not any(plain(run) in line for line in lines)] == []
    groups = [re.findall(r"\d+|[^\w\s()]", run) for run in (*RUNS[:4], known.phone or "")]
    turned = ["".join(reversed(each)) for each in groups]
    assert [run for run in turned if run and any(run in line for line in lines)] == []


@pytest.mark.parametrize(("language", "own"), [("ar", "٠١٢٣٤٥٦٧٨٩"), ("fa", "۰۱۲۳۴۵۶۷۸۹")])
def test_what_the_press_writes_is_in_the_digits_that_a_practice_wants(
    house: build.Project, language: str, own: str
) -> None:
    """Numbers of pages, lists and notes, the version, days and hours, in the order of reading."""
    document = made(house, "a4", language, "brug", "native")
    lines = lines_of(document.pdf)
    with pypdfium2.PdfDocument(document.pdf) as pdf:
        pages = [str(number) for number in range(1, len(pdf) + 1)]
    said = ["1.0", "2026", "2028", "8.00", "17.00", "1", "2", "3", *pages]
    turned = str.maketrans("0123456789", own)
    assert [
        each for each in said if not any(each.translate(turned) in line for line in lines)
    ] == []


def test_without_a_direction_of_its_own_a_number_is_found_back_to_front(
    house: build.Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That the eye of these tests sees what it looks for."""
    monkeypatch.setattr("press.merge.page.directions.isolate", lambda *_: None)
    lines = lines_of(made(house, "a4", "ar", "brug").pdf)
    assert not any(plain(RUNS[1]) in line for line in lines)


def test_arabic_reads_back_word_by_word(house: build.Project) -> None:
    document = made(house, "a4", "ar", "brug")
    with pypdfium2.PdfDocument(document.pdf) as pdf:
        said = " ".join(page.get_textpage().get_text_range() for page in pdf).split()
    words = [word.strip(".،") for word in TEXT.split() if word.isalpha() and not word.isascii()]
    assert len(words) > 20
    assert [word for word in words if word not in {each.strip(".،") for each in said}] == []


def test_the_file_says_that_it_is_read_from_the_right(house: build.Project) -> None:
    with pikepdf.open(BytesIO(made(house, "a4", "ar", "brug").pdf)) as pdf:
        assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"
