"""Any text at all is converted, and brings nothing of its own."""

from __future__ import annotations

import re

from converting import (
    CONTENT,
    WORDS,
    converted,
    html,
    leaflet,
)
from hypothesis import given
from hypothesis import strategies as some

from press.merge.text import convert

_PRINTABLE = some.characters(exclude_categories=("Cc", "Co", "Cs", "Zl", "Zp"))
# fmt: off
_MARKUP = some.sampled_from([
    "\n", "\n\n", "    ", "!!! tip", '"', "- ", "1. ", "> ", "| a | b |", "| --- | --- |", "[", "]",
    "(slapen)", "(#a)", "![a](moon.svg)", "[^boek]", "[^1]", "[^1]: ", "<b>", "</div>", "<p ",
    "{{ practice.phone }}", "{% include", "{#", "{: .a }", "____", "✅", "**", "_", "`", "\\",
    "&#7;", "&#xe100;", "&lt;", "!!! exercise", "!!! read-also", ": a", "# ", "## ", "---",
])
# fmt: on


@given(some.text(_PRINTABLE, max_size=80) | some.lists(_MARKUP, max_size=14).map("".join))
def test_any_text_is_converted_or_its_mistakes_have_a_line(body: str) -> None:
    wrong = convert(leaflet(body), CONTENT, WORDS["nl"]).findings
    last = leaflet(body).body_line + body.count("\n")
    for finding in wrong:
        assert 1 <= finding.origin.line <= last
        assert len(str(finding).splitlines()) == 1


@given(some.text("<>\"'&=/ abp:()[]!\n", max_size=60))
def test_no_text_brings_an_element_or_attribute_of_its_own(body: str) -> None:
    text = converted(f'<p title="{body}">\n\n{body}\n\n[a]({body}) ![b]({body} "{body}")')
    page = html(text.root)
    known = r"(?:class|id|src|alt|href|title|scope|start|align|lang|dir|x-slug|x-href)"
    value = r"""(?:"[^"]*"|'[^']*')"""
    assert re.fullmatch(rf"(?:[^<>]|</?[a-z][a-z0-9]*(?: {known}={value})*>)*", page), page
