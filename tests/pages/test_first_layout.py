"""A layout of three lines: contact panel, cards and QR codes are there, and pass the checks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from press.check import check_house
from press.choices import CheckChoices, Limits, Order

pytestmark = pytest.mark.slow

BODY = """\
{% extends "base/page.html" %}
{% import "base/parts.html" as parts with context %}
{% block body %}
{% for leaflet in leaflets %}
<h1>{{ leaflet.head.title }}</h1>
{{ leaflet.column }}{{ closing }}{{ parts.sources() }}{{ parts.contact() }}
{% endfor %}
{% endblock %}
"""


def test_a_new_layout_begins_complete(house: Path) -> None:
    folder = house / "layouts/kaart"
    folder.mkdir(parents=True)
    (folder / "layout.yaml").write_text("description: A card\nmedia: [screen]\n")
    (folder / "layout.html").write_text(BODY)
    (folder / "layout.css").write_text("@page { size: A6; margin: 10mm }\n")
    order = Order(("wandelen",), ("brug",), ("kaart",))
    check = check_house(house, CheckChoices(order, Limits()), date(2026, 11, 30), lambda *_: None)
    assert (check.checked, check.failed) == (1, 0)
    # Shapes of pages are its designer's; nothing is too small, unread, or over the edge.
    told = {each.code for each in check.findings if each.code.startswith("P")}
    assert told <= {"P013", "P016"}
