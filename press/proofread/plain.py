"""markdown-it's inline tokens -> Plain: the words as they are read, and what stands out in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.token import Token

_NOT_TEXT = re.compile(r"\[\^[^\]\s]{1,80}\]|\{:?[ ]*[.#][^}\n]{0,80}\}|^\s*\[[ xX]\]\s")
"""References to notes, classes, tick boxes."""
_ADDRESS = re.compile(r"[a-z]+:|//|#", re.I)
_TAG = re.compile(r"<!--.{0,2000}?-->|<[^<>]{0,500}>", re.S)


@dataclass(frozen=True, slots=True)
class Plain:
    """Plain text, how much of its start is bold, and where its links to leaflets are."""

    text: str
    lead: int = 0
    links: tuple[tuple[int, int], ...] = ()


def plain(children: list[Token]) -> Plain:
    """What a line says when it is read."""
    out, bold, lead, links, start = "", 0, 0, [], -1
    for child in children:
        match child.type:
            case "softbreak" | "hardbreak":
                out += "\n"
            case "text" | "code_inline" | "text_special":
                out += child.content
            case "strong_open":
                bold += not out.strip()
            case "strong_close" if bold and not lead:
                lead = len(out)
            case "link_open" if not _ADDRESS.match(str(child.attrs.get("href", ""))):
                start = len(out)
            case "link_close" if start >= 0:
                links.append((start, len(out)))
                start = -1
    return Plain(_cleaned(out), lead, tuple(links))


def plain_html(html: str) -> Plain:
    """The text of a block that a writer made of HTML."""
    return Plain(_cleaned(_TAG.sub("", html)))


def _cleaned(text: str) -> str:
    """Put blanks of the same length where there is no text, so that places stay what they are."""
    return _NOT_TEXT.sub(lambda match: " " * len(match[0]), text)
