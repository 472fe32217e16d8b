"""leaflet font add: an open family from a registry on this machine, that serves what we made."""

from __future__ import annotations

import json
import tarfile
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha512
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result
from fontTools.ttLib import TTFont
from small_fonts import bytes_of, make_font

from leaflet import main
from press.reading.house import open_house
from press.reading.layouts import load_faces

BASIC = " ABCabc"
EXTENDED = "Łłő"
LICENCE = b"Copyright the makers. SIL Open Font License, Version 1.1."


class Registry:
    """What the registry serves, by path; `address` is where."""

    def __init__(self) -> None:
        self.served: dict[str, bytes] = {}
        served = self.served

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = served.get(self.path)
                self.send_response(404 if found is None else 200)
                self.end_headers()
                self.wfile.write(found or b"")

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"

    def offer(
        self, slug: str, files: dict[str, bytes], licence: str = "OFL-1.1", *, changed: bool = False
    ) -> None:
        """Serve a package of these files; `changed` on the way."""
        out = BytesIO()
        with tarfile.open(fileobj=out, mode="w:gz") as package:
            for name, content in files.items():
                member = tarfile.TarInfo(f"package/{name}")
                member.size = len(content)
                package.addfile(member, BytesIO(content))
        data = out.getvalue()
        digest = f"sha512-{b64encode(sha512(data).digest()).decode()}"
        dist = {"tarball": f"{self.address}/{slug}.tgz", "integrity": digest}
        versions = {"5.0.0": {"license": licence, "dist": dist}}
        about = {"dist-tags": {"latest": "5.0.0"}, "versions": versions}
        self.served[f"/@fontsource%2f{slug}"] = json.dumps(about).encode()
        self.served[f"/{slug}.tgz"] = data + b"x" if changed else data


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    registry = Registry()
    thread = Thread(target=registry.server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", registry.address + "/")
    yield registry
    registry.server.shutdown()
    registry.server.server_close()
    thread.join()


def package(slug: str, *weights: int) -> dict[str, bytes]:
    """The files of a package, in two parts as they are given out."""
    files = {"LICENSE": LICENCE, "package.json": b"{}"}
    for weight in weights:
        for part, letters in (("latin", BASIC), ("latin-ext", EXTENDED)):
            data = bytes_of(make_font("Molen Sans", weight, letters), "woff")
            files[f"files/{slug}-{part}-{weight}-normal.woff"] = data
    return files


def add(house: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(house), "font", "add", *arguments])


def test_an_open_family_is_brought_into_the_house_with_its_licence(
    house: Path, registry: Registry
) -> None:
    registry.offer("molen-sans", package("molen-sans", 400, 700, 900))
    result = add(house, "Molen Sans")
    assert result.exit_code == 0, result.output
    folder = house / "fonts" / "molen-sans"
    assert (folder / "LICENSE.txt").read_bytes() == LICENCE
    faces = [face for face in load_faces(open_house(house)[0]) if "Molen" in face.family]
    assert [(face.family, face.weight, face.path.name) for face in faces] == [
        ("Molen Sans", "400", "MolenSans-400.ttf"),
        ("Molen Sans", "700", "MolenSans-700.ttf"),
    ]
    with TTFont(faces[1].path) as font:
        assert font.flavor is None
        assert {chr(each) for each in font.getBestCmap()} == set(BASIC + EXTENDED)
        assert font["hmtx"][font.getBestCmap()[ord("ł")]][0] == 900


def test_the_same_family_again_changes_nothing(house: Path, registry: Registry) -> None:
    registry.offer("molen-sans", package("molen-sans", 400, 700))
    add(house, "Molen Sans")
    before = {path: path.read_bytes() for path in (house / "fonts").rglob("*.*")}
    assert add(house, "Molen Sans").exit_code == 0
    assert {path: path.read_bytes() for path in (house / "fonts").rglob("*.*")} == before


def test_a_family_for_one_practice_lies_in_its_folder(house: Path, registry: Registry) -> None:
    registry.offer("molen-sans", package("molen-sans", 400, 500))
    result = add(house, "Molen Sans", "--practice", "brug", "--weight", "600")
    assert result.exit_code == 0, result.output
    fonts = house / "sources/practices/brug/fonts"
    assert (fonts / "molen-sans" / "MolenSans-500.ttf").is_file()
    assert 'font-family: "Molen Sans"; font-weight: 500' in (fonts / "fonts.css").read_text()
    assert not (house / "fonts").exists()


def test_what_may_not_be_used_or_did_not_come_whole_is_not_written(
    house: Path, registry: Registry
) -> None:
    registry.offer("closed", package("closed", 400), licence="UNLICENSED")
    registry.offer("changed", package("changed", 400), changed=True)
    registry.offer("silent", {**package("silent", 400), "LICENSE": b""})
    registry.offer("icons", {"LICENSE": LICENCE, "files/icons-symbols-400-normal.woff": b""})
    registry.served["/@fontsource%2fodd"] = b"<html>"
    for family, said in (
        ("Nobody's", "there is no open family 'Nobody's' to be had"),
        ("Closed", "'Closed' is under 'UNLICENSED'"),
        ("Changed", "the files of 'Changed' did not come whole, or are others"),
        ("Silent", "the package of 'Silent' does not hold its licence"),
        ("Icons", "the package of 'Icons' has no Latin letters"),
        ("Odd", "what the registry says of 'Odd' cannot be read"),
        ("../..", "'../..' is not the name of a family"),
    ):
        result = add(house, family)
        assert result.exit_code == 2
        assert said in result.output
    assert add(house, "Closed", "--practice", "nobody").exit_code == 2
    assert not (house / "fonts").exists()


def test_a_broken_font_of_a_package_is_an_error_and_nothing_is_written(
    house: Path, registry: Registry
) -> None:
    files = package("molen-sans", 400)
    files["files/molen-sans-latin-400-normal.woff"] = b"wOFF" + bytes(60)
    registry.offer("molen-sans", files)
    assert add(house, "Molen Sans").exit_code == 2
    assert not (house / "fonts").exists()


def test_a_family_for_a_script_is_brought_with_the_signs_that_it_is_for(
    house: Path, registry: Registry
) -> None:
    font = bytes_of(make_font("Molen Hebrew", 400, BASIC), "woff")
    parts = {"hebrew": "U+20,U+590-5FF,U+FB1D", "latin": "U+0-FF"}
    files = {"LICENSE": LICENCE, "unicode.json": json.dumps(parts).encode()}
    files |= {f"files/molen-hebrew-hebrew-{weight}-normal.woff": font for weight in (400, 700)}
    registry.offer("molen-hebrew", files)
    result = add(house, "Molen Hebrew")
    assert result.exit_code == 0, result.output
    sheet = (house / "fonts/fonts.css").read_text()
    assert sheet.count("unicode-range: U+590-5FF, U+FB1D }") == 2
