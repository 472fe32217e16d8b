"""An error out of a template -> where it is, what is wrong in a designer's words, what to do."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateRuntimeError, TemplateSyntaxError
from jinja2.exceptions import SecurityError, UndefinedError

from press import model
from press.model import Finding, Origin
from press.reading import did_you_mean

_PRESS = Path(__file__).parents[1]


def fault_of(error: Exception, template: str, known: Iterable[str]) -> Finding | None:
    """A mistake of a template as a finding; None if it is the press's own.

    `known` are the names that a template may use.
    """
    place = _place(error, template)
    if place is None:
        return None
    message, hint = _said(error, sorted(known))
    return Finding("S048", "error", message, place, hint)


def _place(error: Exception, template: str) -> Origin | None:
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


def _said(error: Exception, known: list[str]) -> tuple[str, str]:
    """What is wrong, and what to do; nothing that only a programmer knows."""
    said = str(error)
    if isinstance(error, TemplateNotFound):
        return f"there is no template '{error.name}'", ""
    if isinstance(error, SecurityError) and (found := re.search(r"attribute '(\w+)'", said)):
        return f"a layout may not ask for '{found[1]}'", "layouts print values, nothing more"
    if found := re.fullmatch(r"'(\w+)' is undefined", said):
        return f"there is no '{found[1]}' here", did_you_mean(found[1], known)
    if found := re.fullmatch(r"'(?:[\w.]*\.)?(\w+) object' has no attribute '(\w+)'", said):
        return _has_not(found[1], found[2])
    if found := re.fullmatch(r"No (filter|test) named '(\w+)'\.", said):
        return f"there is no {found[1]} '{found[2]}'", ""
    if isinstance(error, UndefinedError | TemplateSyntaxError | TemplateRuntimeError):
        return said or "this line cannot be read", ""
    if isinstance(error, ZeroDivisionError):
        return "this divides by zero", ""
    if isinstance(error, OverflowError):
        return "this counts further than a layout may, to 100,000", ""
    if isinstance(error, UnicodeDecodeError):
        return "this is not UTF-8 text", "save it as UTF-8"
    hint = "is a text used as a number, or something asked of what is not there?"
    return "this line cannot be worked out", hint


def _has_not(kind: str, name: str) -> tuple[str, str]:
    """What to say of a value that has no part of that name."""
    fields = [*getattr(getattr(model, kind, None), "model_fields", ())]
    what = f"a {kind.lower()}" if fields else "what stands before it"
    return f"{what} has no '{name}'", did_you_mean(name, fields)
