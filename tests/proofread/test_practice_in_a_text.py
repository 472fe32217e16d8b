"""What each practice has of its own is not typed into a text."""

from __future__ import annotations

import pytest
from proofreading import BODY, LISTS, TODAY, leaflet, prose, said

from press.proofread import proofread


@pytest.mark.parametrize(
    "number",
    ["010 123 45 67", "(010) 123 45 67", "06-12345678", "+31 6 1234 5678", "0031612345678"],
)
def test_a_telephone_number_is_not_typed_in_a_text(number: str) -> None:
    assert said("T020", f"Bel ons.\n\nOns nummer is {number}.") == [
        f"{BODY + 2}: a telephone number in the text: {number}"
    ]
    assert said("T020", "", summary=f"Bel {number}") != []


@pytest.mark.parametrize(
    "text",
    [
        "Bel 112 of 0900-8844.",
        "Op 06-11-2026 om 08.30 uur.",
        "Pijn: 0 1 2 3 4 5 6 7 8 9 10.",
        "Zie https://doi.org/10.1002/0123456789 en doi:10.1016/S0140-6736.",
        "Bel {{ practice.phone }} of [bel](tel:{{ practice.phone }}).",
        "Dat zijn 100 000 000 mensen.",
    ],
)
def test_other_numbers_are_no_telephone_numbers(text: str) -> None:
    assert said("T020", text) == []


def test_an_email_address_is_not_typed_in_a_text() -> None:
    assert said("T021", "Mail [ons](mailto:balie@lindehof.example).") == [
        f"{BODY}: an e-mail address in the text: balie@lindehof.example"
    ]


def test_the_name_of_a_practice_is_not_typed_in_a_text() -> None:
    text = leaflet("Kom bij Praktijk De Linde.\n\nDe Lindelaan is dichtbij.")
    names = ("Praktijk De Linde", "De Linde", "Notenboom")
    found = proofread(text, prose(text), LISTS, today=TODAY, names=names).findings
    assert [one.origin.line for one in found if one.code == "T022"] == [BODY, BODY]
