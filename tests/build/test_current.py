"""The files of variants as they should be now, for whoever prints, mails or hands them out."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_house import SLAPEN

from press import build
from press.build import current
from press.build.current import current_files
from press.cache import open_cache
from press.model import Variant

pytestmark = pytest.mark.slow
PATH = f"brug/{SLAPEN}"


def wanted(house: Path) -> tuple[build.Project, list[Variant]]:
    project = build.load(house)
    return project, [each for each in build.plan(project, build.Order()) if each.path == PATH]


def test_a_file_that_is_up_to_date_is_given_as_it_stands(made: Path) -> None:
    stands = made / "output" / PATH
    before = stands.stat().st_mtime_ns
    files, findings = current_files(*wanted(made))
    assert [(each.variant.path, each.pdf) for each in files] == [(PATH, stands.read_bytes())]
    assert (stands.stat().st_mtime_ns, findings) == (before, [])


def test_beside_another_build_a_file_is_made_and_not_kept(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current, "_PATIENCE", 0)
    stands = made / "output" / PATH
    content = stands.read_bytes()
    stands.unlink()
    with open_cache(made / "output"):
        (file,), _ = current_files(*wanted(made))
    assert (file.pdf, stands.exists()) == (content, False)
    (file,), _ = current_files(*wanted(made))
    assert file.pdf == stands.read_bytes() == content


def test_a_file_that_cannot_be_made_is_missing_with_an_error(made: Path) -> None:
    source = made / "sources/leaflets" / SLAPEN.replace(".a4.pdf", ".md")
    source.write_text(f"{source.read_text()}\n![](gone.png)\n")
    files, findings = current_files(*wanted(made))
    assert files == []
    assert "S043" in {each.code for each in findings if each.severity == "error"}
