"""Whatever a practice is called, it adds no markup to a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from lxml import html as lxml_html
from merging import for_practice, variant

from press.model import Practice

_ANYTHING = some.text(
    some.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=40
)
# fmt: off
_HOSTILE = some.sampled_from([
    "<script>alert(1)</script>", "</style>", '"><img src=https://remote.example/x>', "' onload='x",
    "{{ 7 * 7 }}", "{% include 'x' %}", "&amp;", "\\'); } * { color: red", "url(https://x)", "]]>",
])
# fmt: on


@given(_ANYTHING | _HOSTILE)
@pytest.mark.slow
def test_no_value_of_a_practice_adds_markup(value: str) -> None:
    known = variant().practice
    plain = for_practice()
    manuscript = for_practice(
        name=value,
        phone=value,
        hours={"nl": value},
        feedback=value,
        address=known.address.model_copy(update={"street": value, "city": value}),
        facts={"parking": value},
        call_for=value,
    )
    # A long number has a class of its own, which makes it smaller.
    long = ' class="phone-long"'
    assert shape(manuscript.html.replace(long, "")) == shape(plain.html)
    assert manuscript.styles == plain.styles
    page: Any = lxml_html.document_fromstring(manuscript.html)
    name = str(page.find_class("contact-name")[0].text_content())
    assert value.replace("\u00a0", " ") in name.replace("\u00a0", " ")
    assert value in str(page.find_class("contact-phone")[0].text_content())


@given(_ANYTHING | _HOSTILE)
@pytest.mark.slow
def test_no_alternative_text_of_a_logo_adds_markup(alt: str) -> None:
    known = variant().practice
    assert known.brand.logo
    logo = known.brand.logo.model_copy(update={"alt": alt})
    manuscript = for_practice(brand=replace(known.brand, logo=logo))
    assert shape(manuscript.html) == shape(for_practice().html)


def shape(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page with the names of their attributes, in order."""
    return list(_shape(html))


def _shape(html: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for element in lxml_html.document_fromstring(html).iter():
        if isinstance(element.tag, str):
            yield element.tag, tuple(map(str, element.keys()))


def test_practices_are_records_that_do_not_change() -> None:
    practice: Practice = variant().practice
    with pytest.raises(ValueError, match="frozen"):
        practice.name = "x"
