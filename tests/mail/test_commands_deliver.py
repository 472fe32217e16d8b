"""leaflet deliver: a practice gets its files, and then what is new."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from mail_commands import ANNA, SEND, Leaflet, counts
from servers import Everyday, free_port

pytestmark = pytest.mark.slow

pytest_plugins = ["mail_fixtures", "mail_house"]


def test_a_practice_gets_its_files_and_then_what_is_new(
    leaflet: Leaflet, server: Everyday, house: Path
) -> None:
    ask = ("deliver", "--practice", "brug", "--media", "screen")
    packed = house / "output/brug/brug.zip"
    ran = leaflet(*ask, "--really", port=server.port)
    assert (ran.exit_code, ran.stdout.splitlines()[-1]) == (0, "Sent.")
    first = packed.read_bytes()
    (got,) = server.got
    assert got.recipients == ["info@debrug.example"]
    assert got.message["Subject"] == "Nieuwe folders voor Praktijk De Brug"
    assert next(got.message.iter_attachments()).get_content() == first
    text = got.message.get_body(("plain",))
    assert text and "- Beter slapen (nl, versie 1.2)" in text.get_content()

    again = leaflet(*ask, "--really", port=server.port)
    assert "Nothing has changed since the last delivery" in again.stdout
    assert packed.read_bytes() == first
    assert len(server.got) == 1

    slapen = house / "sources/leaflets/nl/slapen.md"
    slapen.write_text(slapen.read_text().replace('version: "1.2"', 'version: "1.3"', 1))
    (house / "sources/leaflets/en/sleeping.md").unlink()
    ran = leaflet(*ask, "--really", port=server.port)
    assert ran.exit_code == 0
    text = server.got[1].message.get_body(("plain",))
    assert text
    said = text.get_content().replace("\r\n", "\n")
    assert "Veranderd\n- Beter slapen (nl, versie 1.3)\n" in said
    assert "Ingetrokken\n- Sleeping better (en, versie 1.2)\n" in said
    assert "Nieuw\n" not in said
    with zipfile.ZipFile(packed) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(
            ["manifest.json", *(file["path"] for file in manifest["files"])]
        )
    assert set(manifest["files"][0]) >= {"path", "sha256", "size", "version", "review_due"}


def test_what_did_not_arrive_is_told_again(leaflet: Leaflet, server: Everyday, house: Path) -> None:
    ask = ("deliver", "--practice", "molen", "--media", "screen")
    assert leaflet(*ask, "--really", port=free_port()).exit_code == 1
    slapen = house / "sources/leaflets/nl/slapen.md"
    slapen.write_text(slapen.read_text().replace('version: "1.2"', 'version: "1.3"', 1))
    assert "Dit is de eerste levering." in leaflet(*ask, port=server.port).stdout


def test_without_really_a_delivery_is_only_shown(
    leaflet: Leaflet, server: Everyday, house: Path
) -> None:
    ran = leaflet("deliver", "--practice", "molen", "--media", "screen", port=server.port)
    assert ran.exit_code == 0
    assert os.path.exists(house / "output/molen/molen.zip")  # noqa: PTH110
    assert server.got == [] and counts(leaflet) == {}


def test_a_delivery_that_is_older_than_what_is_sent_is_told(
    leaflet: Leaflet, server: Everyday, house: Path
) -> None:
    leaflet("deliver", "--practice", "brug", "--media", "screen", "--really", port=server.port)
    assert "has another file" not in leaflet(*SEND, typed=ANNA, port=server.port).stdout
    path = house / "sources/leaflets/nl/slapen.md"
    path.write_text(path.read_text().replace('"1.2"', '"1.3"'))
    ran = leaflet(*SEND, typed=ANNA, port=server.port)
    assert "The practice has another file of nl/slapen: version 1.2, delivered " in ran.stdout
    record = (house / "archive/issued.jsonl").read_text()
    assert '"what":"delivered","practice":"brug"' in record
    assert '"leaflet":"nl/slapen","version":"1.2"' in record
