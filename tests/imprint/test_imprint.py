"""Imprinting: what comes of a shell and furniture is the file that would be rendered."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
from alike import differences, unpacked
from conftest import Run
from imprinted import TWO, built, compare
from network import COLOURS, NAMES, ROOT, network
from printed import Printed

OTHERS = ("a4-large-print", "a5-booklet", "trifold")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "arguments"),
    [
        (5, ("pijn-onder-in-de-rug", "--layout", "trifold", *TWO)),
        pytest.param(
            5,
            ("chronische-lage-rugklachten", "--layout", "a4-large-print", "--practice", "p00"),
            marks=pytest.mark.whole,  # a longer one of what the others are
        ),
        pytest.param(
            5,
            ("twee", "--layout", "a5-booklet", "--media", "print", "--practice", "p04"),
            marks=pytest.mark.whole,  # each half by itself: test_casting, tests/impose
        ),
        (
            5,
            (
                "pijn-onder-in-de-rug",
                "--layout",
                "a4",
                "--media",
                "prepress",
                "--cmyk",
                "--marks",
                "--practice",
                "p04",
            ),
        ),
    ],
    ids=["trifold", "large print", "imposed", "cmyk"],
)
def test_an_imprinted_file_is_the_rendered_one(
    count: int, arguments: tuple[str, ...], tmp_path: Path, run: Run
) -> None:
    root = network(tmp_path / "net", count)
    for path, imprinted, rendered in compare(run, root, *arguments, "--language", "nl"):
        assert differences(imprinted, rendered) == [], path
        assert len(imprinted) < 1.3 * len(rendered), path
        if "prepress" not in arguments and "print" not in arguments:
            for profile in ("ua1", "3u"):
                assert not page.validate_pdf_bytes(imprinted, profile=profile).failures, path


@pytest.mark.slow
@pytest.mark.parametrize("digits", ["western", pytest.param("native", marks=pytest.mark.whole)])
def test_furniture_from_right_to_left_is_imprinted_as_it_is_rendered(
    digits: str, tmp_path: Path, run: Run
) -> None:
    root = network(tmp_path / "net", 5)
    for path in root.glob("sources/practices/p0[04]/practice.yaml"):
        text = path.read_text("utf-8").replace("\nlanguages: [nl, en]", "\nlanguages: [nl, en, ar]")
        text = re.sub("en: Monday.*", "ar: من الاثنين إلى الجمعة، 8.00 إلى 18.00", text)
        text = text.replace("en: out-of-hours GP service", "ar: الطبيب المناوب")
        path.write_text(f"digits: {digits}\n{text}", "utf-8")
    order = ("alam-asfal-al-zahr", "--layout", "a4", "--language", "ar", *TWO)
    for path_of_file, imprinted, rendered in compare(run, root, *order):
        assert differences(imprinted, rendered) == [], path_of_file
        assert not page.validate_pdf_bytes(imprinted, profile="ua1").failures, path_of_file


@pytest.mark.slow
@pytest.mark.parametrize(
    "layout", ["a4", *(pytest.param(each, marks=pytest.mark.whole) for each in OTHERS)]
)
def test_a_leaflet_that_says_more_of_itself_is_imprinted_like_any_other(
    layout: str, tmp_path: Path, run: Run
) -> None:
    root = network(tmp_path / "net", 5)
    leaflet = root / "sources/leaflets/nl/pijn-onder-in-de-rug.md"
    text = re.sub(r"(?m)^id: (.*)$", r"id: \1-HUISARTSEN-2026", leaflet.read_text("utf-8"))
    tested = "tested: twaalf lezers met lage rugpijn, van wie vier laaggeletterd, mei 2026"
    leaflet.write_text(re.sub("(?m)^tested: .*$", tested, text), "utf-8")
    order = ("pijn-onder-in-de-rug", "--layout", layout, "--language", "nl", *TWO)
    assert set(built(run, root, *order).values()) == {"imprinted"}


@pytest.mark.slow
def test_two_practices_alike_but_for_their_fronts_have_each_its_own(
    tmp_path: Path, run: Run
) -> None:
    root = network(tmp_path / "net", 5)
    path = root / "sources/practices/p04/practice.yaml"
    text = path.read_text("utf-8")
    assert "walking.svg" in text
    path.write_text(text.replace(" walking.svg", " gardening.svg"), "utf-8")
    order = ("pijn-onder-in-de-rug", "--layout", "trifold", "--language", "nl", *TWO)
    said = {}
    for path_of_file, imprinted, rendered in compare(run, root, *order):
        assert differences(imprinted, rendered) == []
        shown = [alt for alt in ("wandelt rechtop", "planten") if alt in _read_aloud(imprinted)]
        said[path_of_file[:3]] = shown
    assert said == {"p00": ["wandelt rechtop"], "p04": ["planten"]}


def _read_aloud(pdf: bytes) -> str:
    """What a screen reader says for the pictures of a file."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        told = [each.get("/Alt") for each in opened.objects if isinstance(each, pikepdf.Dictionary)]
    return " ".join(str(alt) for alt in told if alt)


THREE = (0, 4, 8)
"""Practices of the network that are alike in typefaces and forms, and in nothing else."""


@pytest.mark.slow
def test_nothing_of_another_practice_is_in_a_file(tmp_path: Path, run: Run) -> None:
    root = network(tmp_path / "net", 9)
    some = [word for number in THREE for word in ("--practice", f"p{number:02}")]
    made = built(run, root, "pijn-onder-in-de-rug", "--layout", "a4", "--language", "nl", *some)
    assert sum(how == "imprinted" for how in made.values()) == len(THREE)
    for path in (path for path, how in made.items() if how == "imprinted"):
        own, pdf = int(path[1:3]), (root / "output" / path).read_bytes()
        everything = b"\n".join(unpacked(pdf)) + Printed(pdf).text.encode()
        for number in THREE:
            found = [word for word in _traces(number) if word in everything]
            assert found if number == own else not set(found) - set(_traces(own)), (path, found)
            brand = {bytes.fromhex(colour[1:]) for colour in COLOURS[number // 4]}
            assert (brand & _colours(pdf) == brand) == (number // 4 == own // 4), (path, number)
        assert not any(b"zqx" in said for said in live(root / "output" / path)), path


def _colours(pdf: bytes) -> set[bytes]:
    """What stands in the colour spaces of one colour."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        spaces = [space for _, space in opened.pages[0].Resources.ColorSpace.items()]
        return {bytes(space[3]) for space in spaces if space[0] == "/Indexed"}


def _traces(number: int) -> list[bytes]:
    """What a practice of the network might leave in a file: words, and colours."""
    kind = number // 4
    words = [f"{number:02}.example", f"post{number:02}@", f"reply{number:02}@"]
    words += [f"0{100 + number} - 11 22", *([NAMES[kind]] if kind else [])]
    bare = [colour.removeprefix("#") for colour in COLOURS[kind]]
    operators = [
        " ".join(f"{byte / 255:.6f}".rstrip("0").rstrip(".") for byte in bytes.fromhex(colour))
        for colour in bare
    ]
    utf_16 = [word.encode("utf-16-be").hex().encode() for word in words]
    return [*(word.encode() for word in words + bare + operators), *utf_16]


@pytest.mark.slow
def test_a_telephone_number_costs_its_own_files_and_no_shell(tmp_path: Path, run: Run) -> None:
    root = network(tmp_path / "net", 5)
    order = ("pijn-onder-in-de-rug", "--layout", "a4", "--language", "nl", *TWO)
    first = built(run, root, *order)
    shells = set((root / "output/.press/shells").iterdir())
    path = root / "sources/practices/p04/practice.yaml"
    path.write_text(path.read_text("utf-8").replace("0104 -", "0999 -"), "utf-8")
    assert set(built(run, root, *order)) == {"p04/nl/pijn-onder-in-de-rug.a4.pdf"}
    added = set((root / "output/.press/shells").iterdir()) - shells
    assert len(added) == 2  # the practice's furniture, and how high it is
    assert len(first) == 2
    again = ["--root", str(root), "build", *order, "--force"]
    assert "weasyprint" not in _loaded_by(again)  # both kinds of part are there


def _loaded_by(arguments: list[str]) -> list[str]:
    """The modules that the command has loaded when it is done."""
    code = f"import sys, leaflet; leaflet.main({arguments}, standalone_mode=False)"
    command = [sys.executable, "-c", f"{code}; print(*sys.modules)"]
    said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    assert "2 written, 2 imprinted" in said
    return said.splitlines()[-1].split()


@pytest.mark.slow
def test_what_cannot_be_imprinted_is_rendered_and_says_why(tmp_path: Path, run: Run) -> None:
    root = network(tmp_path / "net", 5)
    leaflet = root / "sources/leaflets/nl/pijn-onder-in-de-rug.md"
    text = leaflet.read_text("utf-8")
    order = (
        "pijn-onder-in-de-rug",
        "--layout",
        "a4",
        "--language",
        "nl",
        "--practice",
        "p01",
        *TWO,
    )
    made = built(run, root, *order)
    assert sorted(made.values())[0] == "imprinted"
    alone = "rendered: no other practice has its typefaces and forms"
    assert [how for how in made.values() if how != "imprinted"] == [alone]
    leaflet.write_text(
        text.replace("\n## ", "\nWelkom bij {{ practice.name }}.\n\n## ", 1), "utf-8"
    )
    made = built(run, root, *order)
    assert "rendered: its text names the practice's name" in made.values()
    assert "imprinted" not in made.values()
    assert set(built(run, root, *order, "--no-imprint").values()) == {"rendered: --no-imprint"}


def live(path: Path) -> Iterator[bytes]:
    """What a reader of a file comes upon: every object as it is now."""
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                if thing.get("/Type") not in ("/ObjStm", "/XRef"):
                    yield thing.read_raw_bytes() if "/Width" in thing else thing.read_bytes()
            else:
                yield thing.unparse()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new", "why"),
    [
        (
            "layout.html",
            "{{ closing }}",
            "{{ closing }}<p>{{ practice.address.city }}</p>",
            "the layout says something of the practice outside its slots",
        ),
        (
            "inner.css",
            "content: string(practice); color: var(--dark) }",
            'content: "Van " string(practice); color: var(--dark) }',
            "@bottom-left says more than name and telephone",
        ),
        (
            "layout.html",
            "{{ closing }}",
            '{{ closing }}<p data-slot="mark">{{ practice.address.city }}</p>'
            '<p data-slot="mark">{{ practice.address.street }}</p>',
            "the layout has two slots 'mark' that differ",
        ),
        (
            "layout.html",
            "{{ closing }}",
            '{{ closing }}<p data-slot="hours">{{ practice.address.city }}</p>',
            "there is no slot 'hours'",
        ),
    ],
)
def test_a_layout_that_says_more_of_a_practice_is_rendered(
    file: str, old: str, new: str, why: str, tmp_path: Path, run: Run
) -> None:
    root = network(tmp_path / "net", 5)
    shutil.copytree(ROOT / "layouts/a4", root / "layouts/a4")
    path = root / "layouts/a4" / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    made = built(run, root, "pijn-onder-in-de-rug", "--layout", "a4", "--language", "nl", *TWO)
    assert made["p00/nl/pijn-onder-in-de-rug.a4.pdf"] == f"rendered: {why}"
    assert "imprinted" not in made.values()
