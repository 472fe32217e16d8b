"""Line ends: a space is written once, behind the words that it stands behind."""

from __future__ import annotations

import pytest

from press.render.lines import _pieces

ARTIFACT: list[object] = ["/Artifact", b"BMC", b"ET", b"EMC"]


def marked(number: int, *inside: object) -> list[object]:
    return ["/Span", {"MCID": number}, b"BDC", *inside, b"ET", b"EMC"]


@pytest.mark.parametrize(
    ("stream", "numbers"),
    [
        ([*marked(3), *marked(4)], [3, 4]),
        ([*marked(3), *ARTIFACT], [3, -1]),
        ([*ARTIFACT, *marked(3), *ARTIFACT, *ARTIFACT], [-1, 3, -1, -1]),
        (marked(3, *ARTIFACT), [-1, 3]),
        ([b"EMC", *marked(3)], [3]),
    ],
)
def test_a_piece_of_marked_content_is_found_once(stream: list[object], numbers: list[int]) -> None:
    assert [number for number, _ in _pieces(stream)] == numbers
