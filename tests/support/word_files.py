"""Word files made for tests: a feature a function, alone or several in one file."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import docx
import word_beside
import word_body
from word_xml import Feature


def _of(module: ModuleType) -> dict[str, Feature]:
    return {
        name: each
        for name, each in vars(module).items()
        if callable(each)
        and each.__module__ == module.__name__
        and list(getattr(each, "__annotations__", {})) == ["document", "return"]
    }


FEATURES: Mapping[str, Feature] = {**_of(word_beside), **_of(word_body)}
"""Every feature, by its name."""
TRACKED = {"inserted", "deleted", "moved", "row_deleted", "changes_in_a_link"}


def word_file(path: Path, *features: str, title: str = "Rust na de ingreep") -> Path:
    """Write a Word file with a title, a few paragraphs and these features."""
    document = docx.Document()
    if title:
        document.add_heading(title, 0)
    document.add_heading("Wat is het?", 1)
    document.add_paragraph("Na een ingreep heeft uw lichaam rust nodig. Dat duurt een week.")
    for name in features:
        FEATURES[name](document)
    document.add_heading("Hoe gaat het verder?", 1)
    document.add_paragraph("U komt na zes weken terug.")
    document.save(str(path))
    return path


def repacked(path: Path, changes: Mapping[str, bytes | None]) -> Path:
    """A Word file with other parts: put in, in the place of what was there, or taken out (None)."""
    with zipfile.ZipFile(path) as packed:
        parts: dict[str, bytes | None] = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in {**parts, **changes}.items():
            if content is not None:
                out.writestr(name, content)
    return path
