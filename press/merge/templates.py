"""Layout folders -> templates: what a layout's HTML may do, and where its mistakes are."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from jinja2 import (
    TemplateRuntimeError,
    pass_context,
)
from jinja2.runtime import Context
from lxml.html import HtmlElement
from markupsafe import Markup

from press.merge.sandbox import Sandbox, sandbox
from press.merge.transforms import flow
from press.merge.transforms.typesetting import balanced
from press.merge.tree import write_inside
from press.model import Leaflet, Words

T = TypeVar("T")


class Written:
    """A tree, written where a template prints it."""

    def __init__(self, root: HtmlElement) -> None:
        self.root = root

    def __html__(self) -> str:
        return write_inside(self.root)

    __str__ = __html__

    def __bool__(self) -> bool:
        return len(self.root) > 0 or bool(self.root.text)


class PlacedText:
    """A leaflet as templates see it: its head, and its text in the orders that layouts want."""

    def __init__(self, head: Leaflet, root: HtmlElement) -> None:
        self._head, self._root = head, root

    @property
    def head(self) -> Leaflet:
        return self._head

    @property
    def text(self) -> Written:
        """With what stands in the margin before the block that it goes with."""
        return Written(self._root)

    @property
    def column(self) -> Written:
        """For one column: what stands in the margin follows what it goes with."""
        return Written(flow.in_column(self._root))

    @property
    def sections(self) -> list[Written]:
        """Cut at its main headings."""
        return [Written(piece) for piece in flow.sections(self._root)]


def flags_apart(text: Written) -> Written:
    """A text whose red flags have a box for each group."""
    return Written(flow.flags_apart(text.root))


def sayer(words: Words) -> Callable[..., str]:
    """`say('page_of', page=1)`: one of the furniture's words, its {names} filled in."""

    def say(name: str, /, **said: object) -> str:
        if name not in words.furniture:
            raise TemplateRuntimeError(f"there is no word '{name}' for the furniture")
        try:
            return words.furniture[name].format(**said)
        except (LookupError, ValueError, AttributeError) as error:
            message = f"the word '{name}' cannot be filled in: {error}"
            raise TemplateRuntimeError(message) from error

    return say


def taking(name: str, kinds: tuple[type, ...], function: Callable[..., T]) -> Callable[..., T]:
    """A function for templates that says what it takes when it is given something else."""

    def checked(value: object, *more: object) -> T:
        if not isinstance(value, kinds):
            takes = "a day" if kinds == (date,) else "a text"
            raise TemplateRuntimeError(f"'{name}' takes {takes}, not {str(value)[:40]!r}")
        return function(value, *more)

    return checked


def breakable(address: str) -> Markup:
    """An address that may break after a slash or before a full stop (Chicago 7.46).

    A piece that no narrow line holds may break inside too, with some letters on either side.
    """
    pieces = re.split(r"(?<=/)|(?=[.])", address)
    letters = [re.findall("-*.", piece) if len(piece) > _NARROW else [piece] for piece in pieces]
    parts = [each for part in letters for each in _with_ends(part)]
    # A hyphen at a line's end would not be typed.
    return Markup("<wbr>").join(part.replace("-", "-\u2060") for part in parts)


_NARROW, _ENDS = 18, 4
"""Letters that a line beside a QR code holds; how many of a piece are never parted from it."""


def _with_ends(letters: list[str]) -> list[str]:
    """The letters of a piece, the first and the last few of them together."""
    if len(letters) == 1:
        return letters
    first, last = "".join(letters[:_ENDS]), "".join(letters[-_ENDS:])
    return [first, *letters[_ENDS:-_ENDS], last]


def _balanced(context: Context, text: object, *most: int) -> str:
    """`balanced` with the words that belong together in the page's language."""
    words = context.get("words")
    together = words.together if isinstance(words, Words) else ()
    return taking("balanced", (str,), partial(balanced, together=together))(text, *most)


@lru_cache(maxsize=8)
def environment(folders: tuple[Path, ...]) -> Sandbox:
    templates = sandbox(folders)
    templates.filters["breakable"] = taking("breakable", (str,), breakable)
    templates.filters["flags_apart"] = taking("flags_apart", (Written,), flags_apart)
    templates.filters["balanced"] = pass_context(_balanced)
    return templates
