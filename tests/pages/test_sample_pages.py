"""The sample's pages, as a book designer looks at them, for what no finding says."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from conftest import ROOT

from press import build

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_number_at_a_line_end_is_parted_from_its_unit(samples: Path, language: str) -> None:
    words = build.load(ROOT).library.words[language]
    unit = re.compile(rf"(?:{'|'.join(map(re.escape, words.units))})(?!\w)")
    files = sorted((samples / "output").glob(f"*/{language}/**/*.pdf"))
    assert len(files) > 2
    pairs = [(path.name, *pair) for path in files for pair in pairwise(lines_of(path))]
    assert any(unit.match(line) for _, _, line in pairs)
    assert [
        (name, line, following)
        for name, line, following in pairs
        if re.search(r"(?:^|\s)\d+$", line) and unit.match(following)
    ] == []


def lines_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as opened:
        texts = [page.get_textpage().get_text_range() for page in opened]
    return [line.strip() for text in texts for line in text.splitlines()]
