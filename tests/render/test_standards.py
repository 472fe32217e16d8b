"""Standards: every file is PDF/UA-1 and PDF/A-3u, whatever its text is made of."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import defaultdict
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from conforming import PROFILES, failures, verapdf
from conftest import HEAD, HOUSE, ROOT
from printed import Printed

from press import build, pipeline

pytestmark = pytest.mark.slow

CONSTRUCTS = {
    "headings": "## Een\n\nTekst.\n\n### Twee\n\nTekst.\n\n#### Drie\n\nTekst.",
    "nested lists": "- een\n    - twee\n        - drie\n\nDan:\n\n1. een\n    - twee",
    "loose lists": "- een\n\n- twee\n\n    met een alinea\n\n- drie",
    "lists in parts": "!!! tip\n    - een\n    - twee",
    "tick boxes": "- [ ] een\n- [x] twee",
    "signs": "- ✅ doen\n- ❌ laten\n- ⚠ pas op\n\n👉 Hier.",
    "tables": "| Dag | Keer |\n| --- | ---: |\n| **ma** | 1 |\n| di | |",
    "tables to fill in": "| | ma | di |\n| --- | --- | --- |\n| lopen | | |",
    "definitions": "Chronisch\n: Het duurt lang.\n\nAcuut\n: Het is net begonnen.",
    "quotations": "> Een citaat\n> van twee regels.",
    "pictures": '![Een maan](moon.svg "De maan")\n\nEen ![maan](moon.svg) in de regel.',
    "notes": "Zo.[^a] En zo.[^a]\n\n[^a]: Een noot met *nadruk* en [een link](https://x.example).",
    "links": "[**een**](https://x.example), [twee](mailto:a@x.example), [drie](tel:112)",
    "long links": f"Zie [{'een link die over meer regels loopt ' * 5}](https://x.example/a).",
    "links inside": "## Begin {: #begin }\n\nTekst.\n\nZie [het begin](#begin).",
    "references": "Zie [a](slapen) en [b](wandelen).\n\n!!! read-also\n    - [S](slapen)",
    "key and term": '!!! key\n    Belangrijk.\n\n!!! term "Woord"\n    Uitleg.\n\nTekst.',
    "red flags": '{% include "bel-ons.md" %}',
    "steps": "!!! steps\n    1. **Een.** Doe dit.\n    2. **Twee.** Doe dat.",
    "exercises": '!!! exercise "Brug"\n    ![Een brug](moon.svg)\n\n    Sterk.\n\n'
    '    1. Til op.\n\n    ____ keer\n\n    Pas op.\n\n!!! exercise "Kat"\n    Los.\n\n    1. Bol.',
    "blanks": '!!! fill-in "Vragen"\n    ____\n\n    Om ____ uur.\n\n!!! diary "Week"\n'
    "    | | ma |\n    | --- | --- |\n    | lopen | |\n\n---",
    "disclaimer": "Tekst.\n\n!!! disclaimer\n    Algemene uitleg.",
    "emphasis": "**Vet**, *schuin*, ***beide***, H<sub>2</sub>O, m<sup>2</sup>, <abbr>b</abbr>",
    "greek": 'Dit is <span lang="el">γεια</span>.',
    "arabic": 'Dit is <span lang="ar" dir="rtl">مرحبا</span>.',
    "loose html": '<div class="wide">\n\nTekst.\n\n</div>\n\n<p></p>\n\n<figure>x</figure>',
    "many pages": "## Kop\n\n" + "Een alinea met genoeg woorden om een regel te vullen. " * 200,
}
"""What a text may be made of, by name."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> build.Project:
    """The small house with a leaflet for every construct."""
    house = shutil.copytree(HOUSE, tmp_path_factory.mktemp("standards") / "house")
    for name, body in CONSTRUCTS.items():
        path = house / "sources/leaflets/nl" / f"{name.replace(' ', '-')}.md"
        path.write_text(f"---\n{HEAD}---\n\n{body}\n", encoding="utf-8")
    return build.load(house)


LAYOUTS = {"a4", "a4-large-print", "a5-booklet", "trifold"}


def printed(project: build.Project, slug: str, practice: str) -> bytes:
    (variant,) = build.plan(project, build.Order((slug,), (practice,), ("a4",)))
    result = pipeline.produce(variant, project.library)
    assert result.document, result.findings
    return result.document.pdf


@pytest.mark.parametrize("profile", PROFILES)
def test_every_file_of_the_small_house_conforms(built: Path, profile: str) -> None:
    for path in sorted((built / "output").rglob("*.pdf")):
        assert failures(path.read_bytes(), profile) == [], path.name


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_every_construct_conforms(project: build.Project, name: str) -> None:
    pdf = printed(project, name.replace(" ", "-"), "brug")
    assert [failures(pdf, profile) for profile in PROFILES] == [[], []]


def test_every_sample_conforms(samples: Path) -> None:
    files = sorted((samples / "output").rglob("*.pdf"))
    assert {path.name.split(".")[-2] for path in files} == LAYOUTS
    for path in files:
        pdf = path.read_bytes()
        assert [failures(pdf, profile) for profile in PROFILES] == [[], []], path


@pytest.mark.whole
def test_the_whole_sample_is_every_publication_in_every_language_and_layout(
    whole_sample: Path,
) -> None:
    planned = build.plan(build.load(ROOT), build.Order())
    output = whole_sample / "output"
    made = {path.relative_to(output).as_posix() for path in output.rglob("*.pdf")}
    assert made < {variant.path for variant in planned}
    assert {path.partition("/")[2] for path in made} == {
        variant.path.partition("/")[2]
        for variant in planned
        if not variant.publication.is_bilingual  # of a practice that has others here
    }
    assert {path.partition("/")[0] for path in made} == {each.practice.id for each in planned}


def test_pages_break_alike_in_houses_of_the_same_typefaces(sample: Path) -> None:
    _assert_equal_pages(sample / "output", ("lindehof", "mueller"))


def _assert_equal_pages(output: Path, practices: tuple[str, ...]) -> None:
    """On A4 each page of a leaflet has the same headings in these houses."""
    by_leaflet: dict[str, dict[str, list[list[str]]]] = defaultdict(dict)
    for path in sorted(output.glob("*/*/*.a4.pdf")):
        printed = Printed(path)
        headings = ["".join(said.split()) for level, said in printed.headings if level != "H1"]
        texts = ["".join(page.split()) for page in printed.pages]
        pages = [[said for said in headings if said in text] for text in texts]
        practice, language, name = path.relative_to(output).parts
        if practice not in practices:
            continue
        by_leaflet[f"{language}/{name}"][practice] = pages
    assert max(map(len, by_leaflet.values())) == len(practices)
    for leaflet, houses in by_leaflet.items():
        first, *others = houses.values()
        assert len(first) >= 3, leaflet
        assert all(other == first for other in others), (leaflet, houses)


@pytest.mark.whole
def test_every_file_that_make_writes_conforms(tmp_path: Path) -> None:
    """Every publication, language and layout for every practice."""
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    done = subprocess.run(
        [sys.executable, ROOT / "leaflet.py", "--root", tmp_path, "build"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    files = sorted((tmp_path / "output").rglob("*.pdf"))
    assert len(files) > 100
    _assert_equal_pages(tmp_path / "output", ("lindehof", "mueller"))
    for path in files:
        pdf = path.read_bytes()
        assert [failures(pdf, profile) for profile in PROFILES] == [[], []], path


@pytest.mark.parametrize("house", ["built", pytest.param("whole_sample", marks=pytest.mark.whole)])
def test_the_reference_validator_agrees(house: str, request: pytest.FixtureRequest) -> None:
    """veraPDF over every file of a house, each as what it says that it is."""
    root: Path = request.getfixturevalue(house)
    files = sorted(str(path) for path in root.rglob("output/**/*.pdf"))
    assert len(files) > 4
    said = verapdf(*files)
    assert said == {file: {"3u": "PASS", "ua1": "PASS"} for file in files}


def test_the_reference_validator_finds_what_is_wrong(built: Path, tmp_path: Path) -> None:
    """A test of the tests: a tag that is none of the standard's is not let through."""
    made = next((built / "output").rglob("*.pdf"))
    with pikepdf.open(made) as pdf:
        pdf.Root.StructTreeRoot.K[0].S = pikepdf.Name.Nothing
        pdf.save(tmp_path / "wrong.pdf")
    assert verapdf(str(tmp_path / "wrong.pdf"))[str(tmp_path / "wrong.pdf")]["ua1"] == "FAIL"


def test_the_validator_finds_what_is_wrong() -> None:
    """A test of the tests: a file without tags is not let through."""
    bare = BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(bare)
    assert failures(bare.getvalue(), "ua1")
    assert failures(bare.getvalue(), "3u")
