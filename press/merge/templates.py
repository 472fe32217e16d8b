"""Layout folders -> templates: what a layout's HTML may do, and where its mistakes are."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateRuntimeError,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from press.merge.flow import flags_apart
from press.merge.sandbox import Sandbox
from press.merge.typesetting import balanced
from press.model import Origin, Words

_PRESS = Path(__file__).parents[1]


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


def taking(name: str, kinds: tuple[type, ...], function: Callable[..., str]) -> Callable[..., str]:
    """A function for templates that says what it takes when it is given something else."""

    def checked(value: Any, *more: Any) -> str:
        if not isinstance(value, kinds):
            takes = "a day" if kinds == (date,) else "a text"
            raise TemplateRuntimeError(f"'{name}' takes {takes}, not {str(value)[:40]!r}")
        return function(value, *more)

    return checked


def breakable(address: str) -> Markup:
    """An address that may break after a slash or before a full stop (Chicago 7.46)."""
    held = address.replace("-", "-\u2060")  # a hyphen at a line's end would not be typed
    return Markup("<wbr>").join(re.split(r"(?<=/)|(?=[.])", held))


def template_place(error: Exception, template: str) -> Origin | None:
    """The template and line where an error arose; None if it is the press's own.

    A template's errors are those of Jinja, and whatever a line of a template runs into
    without the press being called from it.
    """
    if isinstance(error, UnicodeDecodeError):
        return Origin(f"layouts/{template}")
    if isinstance(error, TemplateSyntaxError):
        return Origin(f"layouts/{error.name}", error.lineno)
    place, ours = Origin(f"layouts/{template}"), True
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.suffix == ".html":
            ours = False
            place = Origin(f"layouts/{path.parent.name}/{path.name}", frame.lineno or 0)
        elif path.is_relative_to(_PRESS) and path.name != "sandbox.py":
            ours = True
    return place if isinstance(error, TemplateError) or not ours else None


def _balanced(context: Context, text: Any, *most: int) -> str:
    """`balanced` with the words that belong together in the page's language."""
    words = context.get("words")
    together = words.together if isinstance(words, Words) else ()
    return taking("balanced", (str,), partial(balanced, together=together))(text, *most)


@lru_cache(maxsize=8)
def environment(folders: tuple[Path, ...]) -> Sandbox:
    templates = Sandbox(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.pop("safe", None)
    templates.filters["breakable"] = taking("breakable", (str,), breakable)
    templates.filters["flags_apart"] = taking("flags_apart", (str,), flags_apart)
    templates.filters["balanced"] = pass_context(_balanced)
    return templates
