"""The record of addresses: every one that was published, however many these are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from conftest import HOUSE

from press import build
from press.governance.addresses import (
    NAME,
    Addresses,
    AddressFile,
    read_addresses,
    write_addresses,
)


def test_ten_thousand_addresses_are_written_and_read_as_they_are(tmp_path: Path) -> None:
    project = build.load(HOUSE)
    house, content = replace(project.house, root=tmp_path), project.library.content
    known = {
        ("nl", f"folder-{number}"): AddressFile(leaflet="slapen", id=f"R-{number}", versions=("1",))
        for number in range(10_000)
    }
    write_addresses(house, Addresses(known))
    assert (tmp_path / NAME).stat().st_size > 500_000
    assert read_addresses(house, content) == Addresses(known)


def test_a_record_that_is_too_large_to_be_one_is_a_finding(tmp_path: Path) -> None:
    project = build.load(HOUSE)
    house = replace(project.house, root=tmp_path)
    (tmp_path / NAME).write_text("# x\n" * 2_600_000, "utf-8")
    record = read_addresses(house, project.library.content)
    assert [each.code for each in record.findings] == ["S010"]
