"""A text -> the text in the order that a layout wants it: beside the lines, or in one column."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from lxml.html import HtmlElement
from markupsafe import Markup

from press.merge.shaped import BESIDE, BESIDE_END, BESIDE_TO

_BESIDE = re.compile(f"{BESIDE}(.*?){BESIDE_TO}(.*?){BESIDE_END}", re.S)
_ASIDE = re.compile(r"<aside.*?</aside>", re.S)
_MARKS = re.compile(f"[{BESIDE}{BESIDE_TO}{BESIDE_END}]")
_RED_FLAGS = re.compile(
    r'<section(?P<id>(?: id="[^"]*")?) class="part red-flags">\s*'
    r'(?P<title><(?P<level>h[234]) class="part-title">.*?</h[234]>)\s*'
    r'<div class="part-body">(?P<groups>.*?)'
    r'(?P<call><div class="call">.*?</div>)</div></section>',
    re.S,
)
LATER = "-group-{}"
"""Behind the name of a box of red flags: the box of its second group, and so on."""
_GROUP = re.compile(r"\s*<p>(.*?)</p>\s*<ul>.*?</ul>\s*", re.S)


def mark_beside(root: HtmlElement) -> None:
    """Mark what stands in the margin and the block that it goes with.

    A layout of one column puts it behind that block, and behind what the block introduces.
    """
    for first in list(root):
        before = first.getprevious()
        if not _is_margin(first) or (before is not None and _is_margin(before)):
            continue
        last = first
        while (following := last.getnext()) is not None and _is_margin(following):
            last = following
        if (block := following) is None or block.tag in ("h2", "h3", "h4"):
            continue
        if block.tag == "p" and (shown := block.getnext()) is not None:
            listed = shown.tag in ("ul", "ol") and block.text_content().rstrip().endswith(":")
            if listed or shown.tag in ("table", "figure"):
                block = shown
        if before is None:
            root.text = (root.text or "") + BESIDE
        else:
            before.tail = (before.tail or "") + BESIDE
        last.tail = BESIDE_TO + (last.tail or "")
        block.tail = BESIDE_END + (block.tail or "")


def beside(html: str) -> Markup:
    """The text with what stands in the margin before the block that it goes with."""
    return Markup(_MARKS.sub("", html))


def in_column(html: str) -> Markup:
    """The text for one column: what stands in the margin elsewhere follows what it goes with."""

    def behind(match: re.Match[str]) -> str:
        # A card says where to read more of what was just said; a term or key point can wait.
        asides = _ASIDE.findall(match[1])
        asides.sort(key=lambda aside: "card-place" not in aside)
        return match[2] + "\n".join(asides)

    return Markup(_BESIDE.sub(behind, html))


def flags_apart(html: str, call: Literal["each", "first"] = "each") -> Markup:
    """Red flags with a box for each group, each or only the first with whom to call.

    So what must be called for at once does not look like what can wait until later today.
    """

    def boxes(match: re.Match[str]) -> str:
        groups = list(_GROUP.finditer(match["groups"]))
        if len(groups) < 2 or "".join(group[0] for group in groups) != match["groups"]:
            return match[0]
        made = [_box(match["title"], groups[0][0], match["call"], match["id"])]
        for number, group in enumerate(groups[1:], 2):
            level, said = match["level"], group[1].rstrip(" :")
            title = f'<{level} class="part-title">{said}</{level}>'
            listed = group[0].replace(f"<p>{group[1]}</p>", "", 1)
            own = f'{match["id"][:-1]}{LATER.format(number)}"' if match["id"] else ""
            called = match["call"] if call == "each" else ""
            made.append(_box(title, listed, called, own, " today"))
        return '<div class="flags">\n' + "\n".join(made) + "\n</div>"

    return Markup(_RED_FLAGS.sub(boxes, html))


def again(html: str, elsewhere: Callable[[str, str], str]) -> str:
    """Red flags that stood before: the first group, and where the others are.

    `elsewhere` makes words of what another group is called and how far it comes after the
    first box. Red flags of one group, or in another form, are said again as they are.
    """

    def once_more(match: re.Match[str]) -> str:
        groups = list(_GROUP.finditer(match["groups"]))
        if "".join(group[0] for group in groups) != match["groups"] or not groups:
            return match[0]
        where = "".join(
            elsewhere(group[1].rstrip(" :"), LATER.format(number))
            for number, group in enumerate(groups[1:], 2)
        )
        return _box(match["title"], groups[0][0] + where, match["call"], "", " red-flags-again")

    return _RED_FLAGS.sub(once_more, html)


def _box(title: str, body: str, call: str, identifier: str = "", kind: str = "") -> str:
    inside = f'<div class="part-body">{body}{call}</div>'
    return f'<section{identifier} class="part red-flags{kind}">\n{title}\n{inside}</section>'


def _is_margin(element: HtmlElement) -> bool:
    return "margin" in (element.get("class") or "").split()
