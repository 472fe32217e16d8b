"""Telephone numbers as people write them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import phonenumbers
import pypdfium2 as pdfium
import pytest

from press import build, pipeline
from press.build.side_by_side import side_by_side
from press.model import Variant
from press.model.telephones import dialled

ROOT = Path(__file__).parents[2]


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
        ("0450/00-12-34", "0450001234"),
        ("112 / 0123 456789", "112"),
        ("0123 456789 tst. 12", "0123456789;ext=12"),
        ("0123-456789 x12", "0123456789;ext=12"),
        ("0123-456789x12", "0123456789;ext=12"),
        ("+44 20 7946 0000 ext 123", "+442079460000;ext=123"),
        ("02771 / 396-0 Durchwahl 12", "027713960;ext=12"),
        ("0123 456789 / 0123 456780", "0123456789"),
        ("0123 456789 of 0123 456780", "0123456789"),
        ("0123 456789, 0123 456780", "0123456789"),
        ("0123456789 +31123456789", "0123456789"),
        ("02771/396-0 oder 02771/396-1", "027713960"),
        ("Tel. 020 123 45 67", "0201234567"),
        ("Tél.: 01 23 45 67 89", "0123456789"),
        ("T 020-1234567 of 06-12345678", "0201234567"),
        ("☎\ufe0f 020 1234567", "0201234567"),
        ("(+49) 30 123456", "+4930123456"),
        ("+32/3/123.45.67", "+3231234567"),
        ("\uff0b31 20 1234567", "+31201234567"),
        ("020 - 123 45 67 / 89", "0201234567"),
        ("010 1234567 tst. 3 / 06 12345678", "0101234567;ext=3"),
    ],
)
def test_what_is_dialled_has_digits_only(written: str, digits: str) -> None:
    assert dialled(written) == digits


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("bel maar", "a word is not dialled"),
        ("0123 456789 Jan", "a word is not dialled"),
        ("0123 456789 of bel de post", "a word is not dialled"),
        ("0123 456789 / 0123 456780 / 0123 456781", "more than two numbers"),
        ("0123 456789, 0123 456780, 0123 456781", "more than two numbers"),
        ("02771 / 396 / 0", "more than two numbers"),
        ("12", "it has 2 digits"),
        ("0123456789012345", "it has 16 digits"),
        ("0123 45*", "something in it"),
        ("", "something in it"),
    ],
)
def test_what_is_no_number_or_more_than_two_is_refused(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        dialled(written)


REGIONS = {"NL": "31", "BE": "32", "DE": "49", "FR": "33", "GB": "44"}
KINDS = (
    phonenumbers.PhoneNumberType.FIXED_LINE,
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.TOLL_FREE,
)


def as_people_write(number: phonenumbers.PhoneNumber, country: str) -> Iterator[str]:
    """The forms in which a number stands on letterheads."""
    home = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    abroad = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    area, _, rest = home.partition(" ")
    for sign in (" ", ".", "-", "\u2013", "\u00a0", ""):
        yield home.replace(" ", sign)
    if rest:
        yield from (f"({area}) {rest}", f"{area} / {rest}", f"{area}/{rest.replace(' ', '-')}")
    yield abroad
    yield "00" + abroad[1:]
    if home.startswith("0") and not home.startswith("0800"):
        inner = abroad.partition(" ")[2]
        yield from (f"+{country} (0){inner}", f"+{country}(0) {inner}", f"00{country} (0)-{inner}")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("region", REGIONS)
def test_what_is_dialled_is_the_number_that_another_library_reads(region: str, kind: int) -> None:
    number = phonenumbers.example_number_for_type(region, kind)
    assert number
    forms = set(as_people_write(number, REGIONS[region]))
    assert len(forms) >= 6
    for form in forms:
        digits = dialled(form)
        assert phonenumbers.parse(digits, region) == number, form
        assert dialled(f"{form} ext. 12") == f"{digits};ext=12"
        assert dialled(f"{form} of {form}") == digits


LONGEST = "+31 (0)10 - 123 45 67 89"


@pytest.mark.slow
def test_a_telephone_number_of_24_signs_fits_every_layout_as_it_was_written() -> None:
    assert len(LONGEST) == 24
    project = build.load(ROOT)
    practice = project.practices[0].model_copy(update={"phone": LONGEST})
    ours = build.Order(practices=(practice.id,), languages=("nl",))
    sheets = build.with_sheet(project, ("bridge",), ours).publications
    there = (*project.publications, *sheets, *side_by_side(project.publications, ("nl", "en")))
    for layout in [each for each in project.layouts if each.format == "pdf"]:
        kind = layout.takes[-1]
        taken = [each for each in there if each.language == "nl" and each.kind == kind]
        shortest = min(taken, key=lambda each: sum(len(one.body) for one in each.leaflets))
        variant = Variant(shortest, practice, layout)
        result = pipeline.produce(variant, project.library, pipeline.OutputOptions())
        assert not [str(each) for each in result.findings if each.severity == "error"]
        assert result.document
        with pdfium.PdfDocument(result.document.pdf) as pdf:
            words = "".join(page.get_textpage().get_text_range() for page in pdf)
        assert LONGEST in words.replace("\ufffe", "-")
