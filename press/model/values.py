"""The kinds of value that a person may write: names, lines, days, texts in some languages."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from press.model.languages import closest

Medium = Literal["screen", "print", "prepress"]
"""What a file is for: to be read on a screen, printed in an office, or by a print shop."""
Format = Literal["pdf", "html", "epub"]
"""What kind of file it is: how its name ends."""
Standard = Literal["ua1+a3u", "wcag2.2-aa", "epub3.3", "none"]
"""What it conforms to: PDF/UA-1 and PDF/A-3u in one, WCAG 2.2 AA, EPUB 3.3, or nothing."""
Kind = Literal["leaflet", "bilingual", "booklet", "sheet"]

_WINDOWS_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_IDENTIFIER = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\Z")


def is_identifier(text: str) -> bool:
    """True for a name that is safe as a file name and in an address on every system."""
    return bool(_IDENTIFIER.match(text)) and not _WINDOWS_DEVICE.match(text)


def _identifier(text: str) -> str:
    if not is_identifier(text):
        raise ValueError("write only a-z, 0-9 and '-', at most 64 characters")
    return text


def _one_line(text: str) -> str:
    if _CONTROLS.search(text) or "=?" in text:
        raise ValueError("write it on one line, without control characters or '=?'")
    return text


def _small(code: object) -> object:
    return code.lower().replace("_", "-") if isinstance(code, str) else code


def _fact_name(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", text):
        raise ValueError("name a fact with a-z, 0-9 and '_' only, beginning with a letter")
    return text


def _day(text: object) -> object:
    # pydantic would take 86400 for a day as well: it counts seconds from 1970.
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(text)):
        raise PydanticCustomError("date_parsing", "not a date")
    return text


def matching(pattern: str, says: str) -> AfterValidator:
    """Check that a text matches as a whole; `says` tells the writer how to write it."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(says)
        return text

    return AfterValidator(check)


Day = Annotated[date, BeforeValidator(_day)]
Identifier = Annotated[str, AfterValidator(_identifier)]
Language = Annotated[Identifier, BeforeValidator(_small)]
"""The code of a language, as its folder is called: nl, nl-be. `nl-BE` and `nl_BE` are the same."""
FactName = Annotated[str, AfterValidator(_fact_name)]
OneLine = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_one_line)]
WordCount = Annotated[int, Field(ge=5, le=1000)]
"""How many words a sentence or a paragraph may have."""
LocalText = OneLine | dict[str, OneLine]
"""A text, or one for each language: `{nl: maandag, en: Monday}`."""


def in_language(text: LocalText | None, language: str) -> str:
    """The text in that language or one that it is a kind of, else in the first, else nothing."""
    if isinstance(text, dict):
        return text.get(closest(language, text)) or next(iter(text.values()), "")
    return text or ""


class Written(BaseModel):
    """Base of what stands in a file: unknown keys are mistakes, values do not change."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
