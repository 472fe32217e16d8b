"""A style sheet's text -> findings where a browser passes over what it cannot read.

The engine says so of sheets for paper; for the web this reads them by the grammar alone
(CSS Syntax 3): which properties and values browsers know changes each year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import tinycss2
from tinycss2.ast import Node, ParseError

from press.model import Finding, Origin

_OF_RULES = {"media", "supports", "layer", "container", "scope", "starting-style"}
"""At-rules in which rules stand."""


@lru_cache(maxsize=64)
def sheet_faults(css: str, path: str) -> tuple[Finding, ...]:
    """What is no rule or declaration, each with its line and column in `path`."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return tuple(
        Finding(
            "P004",
            "warning",
            "not used: what ends here is no rule and no declaration",
            Origin(path, each.source_line, each.source_column),
            "mend it there, or take it out",
        )
        for each in _errors(rules)
    )


def _errors(nodes: Iterable[Node]) -> Iterator[ParseError]:
    for node in nodes:
        if isinstance(node, ParseError):
            yield node
        elif content := getattr(node, "content", None):
            read = tinycss2.parse_blocks_contents
            if getattr(node, "lower_at_keyword", "") in _OF_RULES:
                read = tinycss2.parse_rule_list
            yield from _errors(read(content, skip_comments=True, skip_whitespace=True))
