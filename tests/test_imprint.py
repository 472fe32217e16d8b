"""Imprinting: what comes of a shell and furniture is the file that would be rendered."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
from alike import differences, unpacked
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from press.imprint import scan
from press.imprint.update import Stream, Trailer, stored, updated
from press.memory import Shelf

ROOT = Path(__file__).parents[1]
NAMES = (
    "Fys",
    "’t Hof & Zn.",
    "Praxis Müller & Söhne",
    "Centrum voor Beweging en Gezondheid Noord",
)
TWO = ("--practice", "p00", "--practice", "p04")
"""Of five practices, those that are alike in typefaces and forms."""
COLOURS = (("#004b6b", "#ffd166"), ("#f2c14e", "#2d2d2d"), ("#7a1f5c", "#a0e8af"))


# --- an incremental update --------------------------------------------------------------


def small() -> bytes:
    """A file of one page that says 'before'."""
    pdf, out = pikepdf.new(), BytesIO()
    pdf.add_blank_page(page_size=(100, 100))
    pdf.pages[0].Contents = pdf.make_stream(b"% before")
    pdf.docinfo["/Title"] = "before"
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def change(file: bytes, content: bytes) -> bytes:
    """The file with other content and another title."""
    with pikepdf.open(BytesIO(file)) as pdf:
        previous = int(file[file.rindex(b"startxref") :].split()[1])
        size, root = int(pdf.trailer.Size), pdf.Root.objgen[0]
        info, stream = pdf.trailer.Info.objgen[0], pdf.pages[0].Contents.objgen[0]
    trailer = Trailer(size, previous, root, info, (b"a" * 16, b"b" * 16))
    objects: dict[int, bytes | Stream] = {
        info: b"<</Title(after)/Other %d 0 R>>" % size,
        size: b"[1 2 3]",
        stream: stored(content),
    }
    return updated(file, objects, trailer)


@given(st.binary(max_size=300))
def test_an_update_leaves_the_file_as_it_is_and_holds_what_is_new(content: bytes) -> None:
    file = small()
    changed = change(file, content)
    assert changed.startswith(file)
    with pikepdf.open(BytesIO(changed)) as pdf:
        assert pdf.pages[0].Contents.read_bytes() == content
        assert (str(pdf.docinfo["/Title"]), list(pdf.docinfo["/Other"])) == ("after", [1, 2, 3])
        assert bytes(pdf.trailer.ID[1]) == b"b" * 16
    with pikepdf.open(BytesIO(changed[: len(file)])) as pdf:
        assert str(pdf.docinfo["/Title"]) == "before"


def test_qpdf_finds_nothing_wrong_in_an_update(tmp_path: Path) -> None:
    path = tmp_path / "changed.pdf"
    path.write_bytes(change(small(), b"% after"))
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []
    if qpdf := shutil.which("qpdf"):
        subprocess.run([qpdf, "--check", path], check=True, capture_output=True)


@given(st.binary(max_size=40))
def test_no_stream_is_stored_so_that_its_end_is_in_doubt(content: bytes) -> None:
    kept = stored(content)
    assert not (kept.dictionary and kept.data.endswith(b"\r"))


# --- a page's content -------------------------------------------------------------------


def test_slots_are_found_and_what_is_between_them() -> None:
    slot = b'%leaflet-slot {"number": 0, "key": "phone", "x": 1.5, "y": 2, "width": 3, "height": 4,'
    slot += b' "style": "s"}\n/Span\n<</MCID 7>>\nBDC\nEMC\n%leaflet-slot-end\n'
    (drawn,) = scan.slots(b"q\n" + slot + b"Q\n")
    assert (drawn.key, drawn.left, drawn.height) == ("phone", 1.5, 4)
    assert list(scan.between_slots(b"q\n" + slot + b"Q\n")) == [b"q\n", b"Q\n"]
    assert scan.mcids(drawn.content) == [7]
    assert scan.parted(drawn.content) == (b"/Span\n<</MCID ", b">>\nBDC\nEMC\n")


def test_glyphs_are_counted_by_their_typeface() -> None:
    content = b"/Span <</MCID 1>> BDC\n/AB 12 Tf\n[<0001>0<00020003>] TJ\n/CD 9 Tf\n[<0001>] TJ"
    assert scan.glyphs(content) == {"AB": {1, 2, 3}, "CD": {1}}


def test_only_the_colours_of_the_brand_get_names() -> None:
    names = scan.operands({"dark": "#336699"})
    content = b"0.2 0.4 0.6 rg\n0.2 0.4 0.6 RG\n0.2 0.4 0.61 rg"
    named = b"/dark cs 1 scn\n/dark CS 1 SCN\n0.2 0.4 0.61 rg"
    assert scan.with_named_colours(content, names) == named


def test_a_shelf_gives_back_what_was_put_there_and_nothing_foreign(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, {})
    shelf.keep("a", {"b": (1, b"c")})
    assert shelf.take("a") == {"b": (1, b"c")}
    shelf.keep("path", Path("/etc"))
    assert shelf.take("path") is None  # a class that is not named
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes()[:-3])
    assert shelf.take("a") is None


def test_a_shelf_throws_away_what_was_not_used_for_a_month(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, {})
    shelf.keep("a", 1)
    now, day = (tmp_path / "a").stat().st_mtime_ns, 24 * 3600 * 1_000_000_000
    shelf.tidy(now + 29 * day)
    assert shelf.take("a") == 1
    shelf.tidy((tmp_path / "a").stat().st_mtime_ns + 31 * day)
    assert shelf.take("a") is None


@pytest.mark.slow
def test_a_folder_in_the_place_of_a_file_is_a_finding(tmp_path: Path, run: Run) -> None:
    root = network(tmp_path / "net", 5)
    (root / "output/p00/nl/pijn-onder-in-de-rug.a4.pdf/x").mkdir(parents=True)
    order = ("pijn-onder-in-de-rug", "--layout", "a4", "--language", "nl", *TWO)
    done = run("build", *order, root=root)
    assert done.code == 1
    assert [error[-6:] for error in done.errors if "p00/" in error] == ["[D024]"]
    assert not list((root / "output").rglob(".*.part"))


# --- whole files ------------------------------------------------------------------------


def network(root: Path, count: int) -> Path:
    """The samples' leaflets, and two bound, for so many practices: names, colours, logos."""
    for folder in ("leaflets", "images", "passages", "booklets", "exercises"):
        shutil.copytree(ROOT / "sources" / folder, root / "sources" / folder)
    booklet = root / "sources/booklets/nl/lage-rugklachten.yaml"
    head = booklet.read_text("utf-8").partition("leaflets:")[0]
    two = "leaflets: [pijn-onder-in-de-rug, oefeningen-bij-lage-rugklachten]"
    booklet.with_name("twee.yaml").write_text(f"{head}{two}\n", "utf-8")
    yaml = YAML()
    samples = sorted((ROOT / "sources/practices").iterdir())
    for number in range(count):
        folder = root / f"sources/practices/p{number:02}"
        shutil.copytree(samples[number % len(samples)], folder)
        practice = yaml.load(folder / "practice.yaml")
        brand = yaml.load(folder / "_brand.yml") if (folder / "_brand.yml").exists() else {}
        brand = brand or practice.pop("brand")
        (folder / "_brand.yml").unlink(missing_ok=True)
        kind = number // len(samples)
        practice["name"] = NAMES[kind % len(NAMES)]
        practice["phone"] = f"0{100 + number} - 11 22 {number:02}"
        practice["email"] = f"post{number:02}@practice.example"
        practice["feedback"] = f"reply{number:02}@practice.example"
        practice["website"] = f"https://{'clinic-' * (kind % 3)}{number:02}.example"
        if kind % 5 == 3:
            del practice["out_of_hours"]
        if kind % 4 == 1:
            del brand["logo"]
        primary, secondary = COLOURS[kind % len(COLOURS)]
        brand["color"] = {"primary": primary, "secondary": secondary}
        practice["brand"] = brand
        yaml.dump(practice, folder / "practice.yaml")
    return root


def built(run: Run, root: Path, *arguments: str) -> dict[str, str]:
    """How each file was made, by its path."""
    done = run("build", "--explain", *arguments, root=root)
    lines = (line.partition(": ") for line in done.output.splitlines())
    return {path: how for path, _, how in lines if how.startswith(("imprinted", "rendered"))}


def compare(run: Run, root: Path, *arguments: str) -> Iterator[tuple[str, bytes, bytes]]:
    """Each file that was imprinted, and as it is when it is rendered."""
    made = built(run, root, *arguments)
    imprinted = {
        path: (root / "output" / path).read_bytes()
        for path, how in made.items()
        if how == "imprinted"
    }
    assert imprinted, made
    built(run, root, *arguments, "--no-imprint")
    for path, pdf in imprinted.items():
        yield path, pdf, (root / "output" / path).read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "arguments"),
    [
        (5, ("pijn-onder-in-de-rug", "--layout", "trifold", "--layout", "a4", *TWO)),
        (5, ("chronische-lage-rugklachten", "--layout", "a4-large-print", "--practice", "p00")),
        (
            5,
            ("twee", "--layout", "a5-booklet", "--media", "print", "--practice", "p04"),
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
    ids=["a4 and trifold", "large print", "imposed", "cmyk"],
)
def test_an_imprinted_file_is_the_rendered_one(
    count: int, arguments: tuple[str, ...], tmp_path: Path, run: Run
) -> None:
    root = network(tmp_path / "net", count)
    for path, imprinted, rendered in compare(run, root, *arguments, "--language", "nl"):
        assert differences(imprinted, rendered) == [], path
        assert len(imprinted) < 1.25 * len(rendered), path
        if "prepress" not in arguments and "print" not in arguments:
            for profile in ("ua1", "3u"):
                assert not page.validate_pdf_bytes(imprinted, profile=profile).failures, path


@pytest.mark.slow
def test_nothing_of_another_practice_is_in_a_file(tmp_path: Path, run: Run) -> None:
    root = network(tmp_path / "net", 9)
    some = [word for number in (0, 1, 4, 5, 8) for word in ("--practice", f"p{number:02}")]
    made = built(run, root, "pijn-onder-in-de-rug", "--layout", "a4", "--language", "nl", *some)
    assert sum(how == "imprinted" for how in made.values()) == 5
    for path in (path for path, how in made.items() if how == "imprinted"):
        own = int(path[1:3])
        everything = b"\n".join(unpacked((root / "output" / path).read_bytes()))
        for number in range(9):
            said = (f"{number:02}.example", f"post{number:02}@", f"reply{number:02}@")
            found = [word for word in said if word.encode() in everything]
            assert not found or number == own, (path, found)
        assert not any(b"zqx" in said for said in live(root / "output" / path)), path


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
    assert len(added) == 1  # the practice's furniture
    assert len(first) == 2


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
            "layout.css",
            "content: string(practice) }",
            'content: "Van " string(practice) }',
            "@bottom-left says more than the practice's name",
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


@pytest.mark.whole
def test_the_whole_sample_house_and_forty_practices(tmp_path: Path, run: Run) -> None:
    """Every publication, language, layout and medium, once for each of 40 practices' kinds."""
    root = network(tmp_path / "net", 40)
    for number, arguments in enumerate(_everything()):
        some = [f"p{(number * 7 + step * 11) % 40:02}" for step in range(4)]
        chosen = [word for practice in some for word in ("--practice", practice)]
        for path, imprinted, rendered in compare(run, root, *arguments, *chosen):
            assert differences(imprinted, rendered) == [], path


def _everything() -> Iterator[tuple[str, ...]]:
    slugs = {path.stem for path in (ROOT / "sources/leaflets").glob("*/*.md")}
    for slug in sorted(slugs):
        for layout in ("a4", "a4-large-print", "a5-booklet", "trifold"):
            if layout != "trifold" or slug in ("pijn-onder-in-de-rug", "pain-in-the-lower-back"):
                yield slug, "--layout", layout, "--media", "screen"
