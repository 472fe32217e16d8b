"""Fuzz the readers and the path from Markdown to HTML, guided by coverage; not a test.

    pip install atheris
    python tests/fuzz/run.py markdown --seconds 600

What breaks a promise is written to `found/` below the folder that --work names, once a
kind; it becomes an entry of tests/corpus. Seeds are the house's own files.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir

import atheris
from PIL import Image
from PIL.ImageCms import ImageCmsProfile, createProfile

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests/support")]

_INSTRUMENTED = ["press", "markdown", "pymdownx", "ruamel", "fontTools"]
with atheris.instrument_imports(include=_INSTRUMENTED):
    from datetime import date

    from asked import AskedDesk
    from asked import seeds as requests
    from conftest import HOUSE
    from logos import logos
    from small_fonts import bytes_of, make_font, make_variable_font

    from press.cache.plain import StrangeError, _seal, read_line, unpack
    from press.cache.records import Line
    from press.imprint import Shell
    from press.merge import read_text
    from press.merge.lines import MOST_BRACKETS
    from press.merge.text import convert
    from press.merge.tree import write_inside
    from press.model import BookletFile, Finding, Head, Origin, Words
    from press.proofread import proofread
    from press.reading import read_yaml, split_head, validate
    from press.reading.content import load_content
    from press.reading.fonts.opening import is_plain_file
    from press.reading.house import open_house
    from press.reading.layouts import families, load_faces, load_words
    from press.reading.pictures.drawing import clean_drawing
    from press.reading.pictures.photograph import decode_photograph, encode_photograph
    from press.reading.practices import _Written
    from press.reading.practices.brand import make_brand
    from press.reading.practices.own_fonts import Reader
    from press.reading.practices.place import Place
    from press.reading.practices.written import FontFile
    from press.reading.tables import read_table

_HOUSE = open_house(HOUSE)[0]
_CONTENT = load_content(_HOUSE)[0]
_WORDS = load_words(_HOUSE)[0]["nl"]
_FAMILIES = families(load_faces(_HOUSE))
_LEAFLET = _CONTENT.leaflet("slapen", "nl")
_BRUG = HOUSE / "sources/practices/brug"
_DRAWN = set(b"svg g path clipPath linearGradient radialGradient stop".split())
_MADE = Path(gettempdir()) / f"leaflet-fuzz-{os.getpid()}"
_LIST = _MADE / "list.csv"
_DESK = AskedDesk(HOUSE, _MADE / "desk") if "request" in sys.argv else None
_KINDS = {"JPEG": b"\xff\xd8", "PNG": b"\x89PNG", "WEBP": b"RIFF"}
_UNSAFE = re.compile(
    r"<(?:script|style|link|iframe|object|svg|form|input)\b|<[^>]*\s(?:on\w+)=", re.I
)


def markdown(data: bytes) -> None:
    """Any text becomes clean HTML, or findings with their lines."""
    body = _text(data)
    if body.count("[") > MOST_BRACKETS // 10:
        return  # slow, and refused when there are more
    assert _LEAFLET
    leaflet = _LEAFLET.model_copy(update={"body": body})
    text = convert(leaflet, _CONTENT, _WORDS)
    _placed(text.findings, leaflet.body_line + body.count("\n"))
    assert not _UNSAFE.search(write_inside(text.root)), "unsafe HTML"
    prose, _ = read_text(leaflet, _CONTENT, _WORDS)
    proof = proofread(leaflet, prose, {}, today=date(2026, 1, 1))
    _placed(proof.findings, leaflet.body_line + body.count("\n"))


def head(data: bytes) -> None:
    """Any head becomes a record, or findings with their lines."""
    text = _text(data)
    split_head(text, "x.md")
    _record(text, (Head, BookletFile, Words))


def practice(data: bytes) -> None:
    _record(_text(data), (_Written,))


def brand(data: bytes) -> None:
    """Any brand becomes one of known colours and typefaces, or findings with their lines."""
    text = _text(data)
    yaml, findings = read_yaml(text, "x.md")
    if yaml:
        made, findings = make_brand(yaml, Place(_BRUG, "x", "x", _HOUSE.output), _FAMILIES)
        for colour in made.colours.values() if made else ():
            assert re.fullmatch("#[0-9a-f]{6}", colour), "a colour that is none"
    _placed((one for one in findings if one.origin.path == "x.md"), text.count("\n") + 1)


def photograph(data: bytes) -> None:
    """Any photograph becomes a plain one without metadata, or findings."""
    for kind, starts in _KINDS.items():
        if data.startswith(starts):
            image, findings = decode_photograph(data, kind, "x")
            assert image or findings, "neither a picture nor findings"
            if image:
                made, media, width, height = encode_photograph(image, data)
                again, _ = decode_photograph(made, media.removeprefix("image/").upper(), "x")
                assert again and again.size == (width, height), "what was made cannot be read"


def request(data: bytes) -> None:
    """Whatever is asked at the desk is answered, and nothing of the inside is told."""
    assert _DESK
    _DESK.ask(data)


def drawing(data: bytes) -> None:
    """Any drawing becomes shapes and colours, or findings."""
    drawn, findings = clean_drawing(data, "x.svg")
    assert (drawn is None) == bool(findings), "neither a drawing nor findings"
    if drawn:
        rest = re.sub(rb" clip-path=\"url\(#n\d+\)\"| fill=\"url\(#n\d+\)\"", b"", drawn[0])
        assert not re.search(rb"href|url\(|nan|inf", rest), "a reference, or no number"
        assert set(re.findall(rb"<(\w+)", rest)) <= _DRAWN, "an element that is not known"


def font(data: bytes) -> None:
    """Any font file of a practice becomes faces that the engine takes, or a finding."""
    (_MADE / "a.ttf").write_bytes(data)
    reader = Reader(Place(_MADE, "x", "x", _MADE / "output"), (400, 700))
    reader.read("Small", FontFile(path="a.ttf"), Origin("x", 1))
    refused = any(one.severity == "error" for one in reader.findings)
    assert refused != bool(reader.faces), "neither faces nor an error"
    assert all(len(str(one).splitlines()) == 1 for one in reader.findings), "two lines"
    for face in reader.faces:
        assert is_plain_file(face.path), "the engine does not take it"
    rmtree(_MADE / "output", ignore_errors=True)


def table(data: bytes) -> None:
    """Any list or workbook becomes rows, or findings."""
    _LIST.write_bytes(data)
    lines, findings = read_table(_LIST, "x.csv", "S070")
    assert all(line.number > 0 and any(line.cells) for line in lines)
    assert all(len(str(finding).splitlines()) == 1 for finding in findings), "two lines"


def records(data: bytes) -> None:
    """Whatever stands behind a right digest in `.press` is records, or strange."""
    with suppress(StrangeError):
        read_line(Line, _seal("", data)[:16] + b" " + data)
    with suppress(StrangeError):
        unpack("x", Shell, _seal("x", data) + b"\n" + data)


def _record(text: str, kinds: tuple[type, ...]) -> None:
    yaml, findings = read_yaml(text, "x.md")
    assert (yaml is None) == bool(findings), "neither values nor findings"
    _placed(findings, text.count("\n") + 1)
    if yaml is None:
        return
    for kind in kinds:
        record, findings = validate(kind, yaml)
        assert (record is None) == bool(findings), "neither a record nor findings"
        _placed(findings, text.count("\n") + 1)


def _placed(findings: Iterable[Finding], last: int) -> None:
    for finding in findings:
        assert 0 <= finding.origin.line <= last or "passages" in finding.origin.path, "a false line"
        assert len(str(finding).splitlines()) == 1, "a finding of two lines"


def _text(data: bytes) -> str:
    """Text as `read_text` would give it."""
    from press.reading.yaml import UNPRINTABLE

    text = data.decode("utf-8", "ignore").replace("\r\n", "\n").replace("\r", "\n")
    return UNPRINTABLE.sub("", text)


TARGETS: dict[str, tuple[Callable[[bytes], None], str]] = {
    "markdown": (markdown, "leaflets/*/*.md"),
    "head": (head, "leaflets/*/*.md"),
    "practice": (practice, "practices/*/practice.yaml"),
    "brand": (brand, "practices/*/_brand.yml"),
    "drawing": (drawing, "**/*.svg"),
    "photograph": (photograph, "**/*.jpg"),
    "request": (request, "practices/*/practice.yaml"),
    "font": (font, "practices/*/fonts/*.ttf"),
    "table": (table, "practices/*/practice.yaml"),
    "records": (records, "practices/*/practice.yaml"),
}


def _seeds(target: str, files: str) -> Iterable[bytes]:
    """What the house holds of the kind, and what is made of it elsewhere in the tests."""
    for path in (path for house in (HOUSE, ROOT) for path in (house / "sources").glob(files)):
        text = path.read_bytes()
        if path.suffix == ".md":
            start, body = text.split(b"\n---\n", 1)
            text = body if target == "markdown" else start.removeprefix(b"---\n")
        yield text
    if target == "drawing":
        yield from (svg.encode() for _, svg in logos(200))
    if target == "font":
        for made in (make_font("Small", 400, "aé"), make_variable_font("Small", 300, 800)):
            yield from (bytes_of(made, flavor) for flavor in (None, "woff", "woff2"))
    if target == "photograph":
        yield from _photographs()
    if target == "request":
        yield from requests()


def _photographs() -> Iterable[bytes]:
    """Small pictures of each kind and in each way of keeping colours, with and without a turn."""
    turned = Image.Exif()
    turned[0x0112] = 6
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "YCbCr"):
        for kind in _KINDS:
            for more in (
                {},
                {"exif": turned, "icc_profile": ImageCmsProfile(createProfile("sRGB")).tobytes()},
            ):
                out = BytesIO()
                with suppress(OSError, ValueError, KeyError, TypeError):
                    Image.new(mode, (13, 7)).save(out, kind, **more)
                    yield out.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--longest", type=int, default=4000, metavar="BYTES", help="of an input")
    parser.add_argument("--work", type=Path, default=Path(gettempdir()) / "leaflet-fuzz")
    chosen = parser.parse_args()
    target, seeds = TARGETS[chosen.target]
    corpus, found = chosen.work / chosen.target, chosen.work / "found"
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(exist_ok=True)
    _MADE.mkdir(exist_ok=True)
    for seed in _seeds(chosen.target, seeds):
        (corpus / sha256(seed).hexdigest()[:16]).write_bytes(seed[: chosen.longest])

    def once(data: bytes) -> None:
        try:
            target(data)
        except Exception:
            told = traceback.format_exc()
            kind = sha256("\n".join(told.splitlines()[-3:]).encode()).hexdigest()[:12]
            if not (found / f"{chosen.target}-{kind}.txt").exists():
                (found / f"{chosen.target}-{kind}").write_bytes(data)
                (found / f"{chosen.target}-{kind}.txt").write_text(told)

    flags = [f"-max_total_time={chosen.seconds}", "-timeout=25", "-rss_limit_mb=0"]
    flags += [f"-max_len={chosen.longest}"]
    flags += ["-print_final_stats=1", f"-artifact_prefix={found}/{chosen.target}-", str(corpus)]
    atheris.Setup([sys.argv[0], *flags], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
