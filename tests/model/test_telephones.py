"""Telephone numbers as people write them."""

from __future__ import annotations

import pytest

from press.model.telephones import dialled


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("112", "112"),
        ("0123 - 45 67 89", "0123456789"),
        ("(010) 123 45 67", "0101234567"),
        ("010.123.45.67", "0101234567"),
        ("02771 / 396-0", "027713960"),
        ("02771/396-12", "0277139612"),
        ("0900–1234", "09001234"),
        ("+31(0)123456789", "+31123456789"),
        ("+31 (0) 10 123 45 67", "+31101234567"),
        ("+32 2 123 45 67", "+3221234567"),
        ("0031 (0)10 1234567", "0031101234567"),
        ("+31\u00a010\u00a0123\u00a045\u00a067", "+31101234567"),
        ("(0)10 123", "010123"),
    ],
)
def test_what_is_dialled_has_digits_only(written: str, digits: str) -> None:
    assert dialled(written) == digits


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("bel maar", "an extension or a word"),
        ("0123 456789 tst. 12", "an extension or a word"),
        ("0123-456789 x12", "an extension or a word"),
        ("0123 456789 / 0123 456780", "two numbers"),
        ("0123 456789 of 0123 456780", "an extension or a word"),
        ("0123 456789, 0123 456780", "two numbers"),
        ("0123456789 +31123456789", "two numbers"),
        ("02771 / 396 / 0", "two numbers"),
        ("12", "it has 2 digits"),
        ("0123456789012345", "it has 16 digits"),
        ("0123 45*", "something in it"),
        ("", "something in it"),
    ],
)
def test_what_is_no_number_or_two_is_refused(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        dialled(written)
