"""The kinds of value that a person may write: names, lines, days, texts in some languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from press.model.languages import closest

Medium = Literal["screen", "print", "prepress"]
"""What a file is for: to be read on a screen, printed in an office, or by a print shop."""
Format = Literal["pdf", "html", "epub"]
"""What kind of file it is: how its name ends."""
Standard = Literal["ua1+a3u", "wcag2.2-aa", "epub3.3", "none"]
"""What it conforms to: PDF/UA-1 and PDF/A-3u in one, WCAG 2.2 AA, EPUB 3.3, or nothing."""
Kind = Literal["leaflet", "bilingual", "booklet", "sheet"]


def in_any_case(word: str) -> str:
    """A pattern for a word in small letters, capitals or both, without a flag."""
    return "".join(f"[{each}{each.upper()}]" if each.isalpha() else each for each in word)


_DEVICES = ("con", "prn", "aux", "nul", "com[0-9]", "lpt[0-9]")
"""What Windows lets no file be called."""
_NAME = rf"(?!(?:{'|'.join(_DEVICES)})(?![a-z0-9-]))[a-z0-9](?:[a-z0-9-]{{0,62}}[a-z0-9])?"
_CODE = (
    rf"(?!(?:{'|'.join(map(in_any_case, _DEVICES))})(?![A-Za-z0-9_-]))"
    "[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}[A-Za-z0-9])?"
)
_IDENTIFIER = re.compile(_NAME)
_DAY = (
    "(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
)
"""A day that there is, as 2026-11-30 (Gregorian, also before 1582)."""


def is_identifier(text: str) -> bool:
    """True for a name that is safe as a file name and in an address on every system."""
    return bool(_IDENTIFIER.fullmatch(text))


def _small(code: object) -> object:
    return code.lower().replace("_", "-") if isinstance(code, str) else code


def _day(text: object) -> object:
    # pydantic would take 86400 for a day as well: it counts seconds from 1970.
    if not re.fullmatch(_DAY, str(text)):
        raise PydanticCustomError("date_parsing", "not a date")
    return text


@dataclass(frozen=True, slots=True)
class Form:
    """How a text is written: what it matches as a whole, and what tells a writer so.

    Patterns mean the same to Python and to JSON Schema (ECMA-262, with the flag u).
    """

    pattern: str
    says: str

    def check(self, text: str) -> str:
        """The text; ValueError, in a writer's words, for one that is written otherwise."""
        if not re.fullmatch(self.pattern, text):
            raise ValueError(self.says)
        return text

    def __get_pydantic_core_schema__(
        self, source: type[str], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        made = handler(schema)
        return made | {"forms": [*made.get("forms", ()), [self.pattern, self.says]]}


Day = Annotated[
    date,
    BeforeValidator(
        _day,
        json_schema_input_type=Annotated[str, Form(_DAY, "write year-month-day: 2026-11-30")],
    ),
]


@dataclass(frozen=True, slots=True)
class Asked(Form):
    """A form that an editor asks for, and that the reading judges with a finding of its own."""

    def __get_pydantic_core_schema__(
        self, source: type[str], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return handler(source)


_AN_IDENTIFIER = Form(_NAME, "write only a-z, 0-9 and '-', at most 64 characters")
Identifier = Annotated[str, _AN_IDENTIFIER]
Language = Annotated[
    str,
    BeforeValidator(
        _small, json_schema_input_type=Annotated[str, Form(_CODE, "write it as nl or nl-be")]
    ),
    AfterValidator(_AN_IDENTIFIER.check),
]
"""The code of a language, as its folder is called: nl, nl-be. `nl-BE` and `nl_BE` are the same."""
FactName = Annotated[
    str,
    Form("[a-z][a-z0-9_]*", "name a fact with a-z, 0-9 and '_' only, beginning with a letter"),
]
OneLine = Annotated[
    str,
    Field(min_length=1, max_length=200),
    Form(
        r"(?:(?!=\?)[^\x00-\x1f\x7f])*",
        "write it on one line, without control characters or '=?'",
    ),
]
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
