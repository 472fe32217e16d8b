"""Which code has a hand in a file: with other code of that kind, files are made again."""

from __future__ import annotations

from typing import cast

import pytest

from press.cache import Digests, versions
from press.installed import PACKAGE


class Changed:
    """Digests of the press's files as if one of them had been changed."""

    def __init__(self, name: str = "") -> None:
        self.changed = str(PACKAGE / name) if name else ""

    def of(self, path: str) -> str:
        return f"{path} {'changed' if path == self.changed else ''}"


def press(name: str = "") -> str:
    return versions(cast("Digests", Changed(name)))["press"]


@pytest.mark.parametrize("name", sorted(each.name for each in (PACKAGE / "build").glob("impr*.py")))
def test_whatever_puts_a_practice_on_a_shell_has_a_hand_in_files(name: str) -> None:
    assert press(f"build/{name}") != press()


@pytest.mark.parametrize("name", ["merge/page.py", "imprint/__init__.py", "render/drawing.py"])
def test_what_merges_renders_and_imprints_has(name: str) -> None:
    assert press(name) != press()


@pytest.mark.parametrize("name", ["build/plan.py", "cache/plain.py", "commands/build.py"])
def test_what_plans_remembers_and_talks_has_not(name: str) -> None:
    assert press(name) == press()
