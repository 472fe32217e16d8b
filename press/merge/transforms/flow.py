"""A text -> the text in the order that a layout wants it: beside its margin, or in one column."""

from __future__ import annotations

from copy import deepcopy

from lxml.html import HtmlElement
from lxml.html.builder import E

from press.merge.transforms.han import with_end_held
from press.merge.tree import classes, move_content, take_line
from press.model.parts import RED_FLAGS
from press.model.prose import COLONS

_WORDY = 900
"""Letters of warning signs from which a layout may set them smaller, so that they share a page.

In some languages the same takes a fifth more words.
"""
_HEADINGS = ("h2", "h3", "h4", "h5")


def in_column(root: HtmlElement) -> HtmlElement:
    """The text for one column: what stands in the margin elsewhere follows what it goes with.

    That is the block below it, and what that block introduces.
    """
    column: HtmlElement = deepcopy(root)
    for asides, block in _groups_of_margin(column):
        # A card says where to read more of what was just said; a term or key point can wait.
        asides.sort(key=lambda aside: "card-place" not in classes(aside))
        last = _with_what_it_introduces(block)
        for aside in reversed(asides):
            aside.tail = "\n"
            last.addnext(aside)
    return column


def _groups_of_margin(root: HtmlElement) -> list[tuple[list[HtmlElement], HtmlElement]]:
    """What stands in the margin, with the block that it stands beside."""
    groups: list[tuple[list[HtmlElement], HtmlElement]] = []
    asides: list[HtmlElement] = []
    for block in root:
        if _is_margin(block):
            asides.append(block)
            continue
        if asides and block.tag not in _HEADINGS:
            groups.append((asides, block))
        asides = []
    return groups


def _with_what_it_introduces(block: HtmlElement) -> HtmlElement:
    """The last block of those that must follow each other, from this one on."""
    if block.tag == "p" and (shown := block.getnext()) is not None:
        listed = shown.tag in ("ul", "ol") and str(block.text_content()).rstrip().endswith(
            tuple(COLONS)
        )
        if listed or shown.tag in ("table", "figure"):
            return shown
    return block


def flags_apart(root: HtmlElement) -> HtmlElement:
    """Red flags with a box for each group, the first with whom to call: they share a page.

    So what must be called for at once does not look like what can wait until later today.
    """
    apart: HtmlElement = deepcopy(root)
    for flags in red_flags_of(apart):
        if not (groups := groups_of(flags)):
            continue
        said = sum(len(" ".join(listed.text_content().split())) for _, listed in groups)
        boxes: HtmlElement = E.div({"class": "flags wordy" if said > _WORDY else "flags"})
        boxes.tail, flags.tail = flags.tail, "\n"
        flags.addprevious(boxes)
        boxes.append(flags)
        boxes.extend(_box(flags, *group) for group in groups[1:])
    return apart


def red_flags_of(root: HtmlElement) -> list[HtmlElement]:
    """The red flags in a text, but not those that are said again."""
    return [each for each in root.iter("section") if classes(each) == ["part", RED_FLAGS]]


def groups_of(flags: HtmlElement) -> list[tuple[HtmlElement, HtmlElement]]:
    """The groups of red flags, each a paragraph with its list, if they are nothing else."""
    body = list(flags[1])[:-1] if len(flags) == 2 else []
    pairs = list(zip(body[::2], body[1::2], strict=False))
    regular = all(p.tag == "p" and listed.tag == "ul" for p, listed in pairs)
    stray = [each for each in body if (each.tail or "").strip()]
    return pairs if regular and len(pairs) > 1 and len(body) % 2 == 0 and not stray else []


def _box(flags: HtmlElement, introduction: HtmlElement, listed: HtmlElement) -> HtmlElement:
    """A box of its own for a group, titled by the paragraph that introduced it."""
    title = E(str(flags[0].tag), {"class": "part-title"})
    take_line(title, introduction)
    introduction.drop_tree()
    move_content(introduction, title)
    if len(title):
        title[-1].tail = (title[-1].tail or "").rstrip(f" \u00a0\u202f{COLONS}")
    else:
        title.text = with_end_held((title.text or "").rstrip(f" \u00a0\u202f{COLONS}"))
    box: HtmlElement = E.section({"class": f"part {RED_FLAGS} today"}, title)
    if place := introduction.get("id"):
        box.set("id", place)
    box.append(E.div({"class": "part-body"}, listed))
    return take_line(box, flags)


def sections(root: HtmlElement) -> list[HtmlElement]:
    """A text cut before each of its main headings; what comes before the first stands first."""
    pieces: list[HtmlElement] = [E.div()]
    for child in deepcopy(root):
        # A part's own title stands inside the part.
        if child.tag == "h2":
            pieces.append(E.div())
        pieces[-1].append(child)
    return pieces


def _is_margin(element: HtmlElement) -> bool:
    return "margin" in classes(element)
