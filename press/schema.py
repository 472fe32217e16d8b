"""A kind of file -> JSON Schema 2020-12 of what the press reads in it, for editors.

It is made from the records that the reading validates. Where these take a text, YAML may hold
a number: the press keeps each value as it is written, an editor reads `version: 1.0` as 1.
What no schema can say is left to the press: whether one day lies behind another, whether a
picture, a name or a colour is there, and how large a number in quotes is.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Final

from pydantic import BaseModel, JsonValue

from press.files import put
from press.model import Account, BookletFile, ExerciseFile, Head, LayoutFile, PracticeFile, Words
from press.model.values import in_any_case
from press.reading import records_in
from press.reading.house import HouseFile
from press.reading.practices.written import BrandFile

Schema = dict[str, JsonValue]


class _Practice(PracticeFile):
    """What `practice.yaml` holds."""

    brand: BrandFile | None = None
    """Colours, logo and typefaces, as brand.yml has them; or in a file _brand.yml beside it."""


KINDS: Final[Mapping[str, type[BaseModel]]] = {
    "head": Head,
    "practice": _Practice,
    "booklet": BookletFile,
    "exercise": ExerciseFile,
    "house": HouseFile,
    "words": Words,
    "layout": LayoutFile,
    "brand": BrandFile,
}
"""What a person writes in YAML, by the name of its schema."""
FOLDER: Final = ".schemas"
"""Where they lie in a house, for editors."""
GIVEN: Final[Mapping[str, tuple[str, ...]]] = {"words": ("language", "spoken")}
"""Fields that the name of a file sets, and not the file."""


def schema_of(kind: str) -> Schema:
    """The JSON Schema of a kind of file; KeyError for one that there is not."""
    record = KINDS[kind]
    made: Schema = record.model_json_schema()
    inner = {name: _as_written(each) for name, each in _table(made.pop("$defs", {})).items()}
    records = {record.__name__: _as_written(made), **inner}
    for each in _records(record):
        if (named := records.get(each.__name__)) is not None:
            _say(named, each)
            named |= _BETWEEN_KEYS.get(each, {})
    whole = records.pop(record.__name__)
    for name in GIVEN.get(kind, ()):
        _table(whole["properties"]).pop(name)
    if kind == "house":
        whole["type"] = ["object", "null"]  # an empty one says nothing
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind,
        **whole,
        "$defs": {**records},
    }


def put_schemas(root: Path) -> list[Path]:
    """Lay the schemas into a house, where the first lines of its files name them."""
    paths = []
    for kind in KINDS:
        text = json.dumps(schema_of(kind), ensure_ascii=False, indent=1)
        paths.append(root / FOLDER / f"{kind}.json")
        put(paths[-1], f"{text}\n".encode())
    return paths


def _table(value: object) -> Schema:
    """What must be a table, as one."""
    assert isinstance(value, dict)
    return value


def _given(*keys: str) -> Schema:
    """What a table must be in which these keys have a value."""
    has: JsonValue = {key: {"not": {"type": "null"}} for key in keys}
    return {"required": list(keys), "properties": has}


_PICTURE: Schema = {"if": _given("picture"), "then": _given("picture_alt")}
_SECRETS: list[JsonValue] = [
    _given("password_env"),
    _given("password_file"),
    _given("token_command") | {"properties": {"token_command": {"type": "array", "minItems": 1}}},
]
_BETWEEN_KEYS: Final[Mapping[type[BaseModel], Schema]] = {
    Head: _PICTURE,
    BookletFile: _PICTURE,
    Account: {
        "if": _given("user"),
        "then": {"oneOf": _SECRETS},
        "else": {"not": {"anyOf": _SECRETS}},
    },
}
"""What the reading asks of keys together."""


# --- as it is written in YAML -------------------------------------------------------------------

_YES_AND_NO = ("true", "false", "yes", "no", "on", "off", "t", "f", "y", "n", "1", "0")
_IN_QUOTES: Final[Mapping[str, str]] = {
    "integer": "[ ]*[+-]?[0-9]+(?:_[0-9]+)*(?:[.]0+)?[ ]*",
    "number": "[ ]*[+-]?(?:[0-9]+(?:_[0-9]+)*[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)?[ ]*",
    "boolean": "|".join(map(in_any_case, _YES_AND_NO)),
}
"""Numbers, and yes and no, as pydantic reads them of a text."""


def _as_written(node: JsonValue) -> Schema:
    """What a record takes, as what a file may hold for it."""
    schema = dict(_table(node))
    schema.pop("title", None)
    if schema.get("default") in (None, [], {}):
        schema.pop("default", None)
    for key in ("items", "propertyNames"):
        if isinstance(schema.get(key), dict):
            schema[key] = _as_written(schema[key])
    for key in ("anyOf", "prefixItems"):
        if isinstance(several := schema.get(key), list):
            schema[key] = [_as_written(each) for each in several]
    if isinstance(values := schema.get("additionalProperties"), dict):
        schema["additionalProperties"] = _or_empty(_as_written(values))
    if isinstance(keys := schema.get("properties"), dict):
        must = schema.get("required") or []
        assert isinstance(must, list)
        schema["properties"] = {
            key: _as_written(each) if key in must else _or_empty(_as_written(each))
            for key, each in keys.items()
        }
    return _plain(schema)


def _or_empty(schema: Schema) -> Schema:
    """An empty value means the same as a key that is left out."""
    several = schema.get("anyOf")
    if {*schema} <= {*_SAID} or (isinstance(several, list) and {"type": "null"} in several):
        return schema
    said: Schema = {key: schema.pop(key) for key in _SAID if key in schema}
    either: list[JsonValue] = several if isinstance(several, list) else [schema]
    return {**said, "anyOf": [*either, {"type": "null"}]}


def _plain(schema: Schema) -> Schema:
    """A text, number, or yes or no, in quotes or not."""
    found = schema.pop("forms", [])
    assert isinstance(found, list)
    forms = [(str(each[0]), str(each[1])) for each in found if isinstance(each, list)]
    match schema.get("type"):
        case "string" if not {"enum", "const"} & schema.keys():
            return schema | _text(forms, may_be_empty=not schema.pop("minLength", 0))
        case "integer" | "number" | "boolean" as kind:
            quoted: Schema = {"type": "string", "pattern": f"^(?:{_IN_QUOTES[kind]})$"}
            plain = {key: schema.pop(key) for key in [*schema] if key not in _SAID}
            as_number: list[JsonValue] = [{"enum": [0, 1]}] if kind == "boolean" else []
            return schema | {"anyOf": [plain, *as_number, quoted]}
        case None if forms:  # of the names of keys
            return schema | _text(forms)
    return schema


_SAID = ("default", "description")
_PLAIN = {"boolean": ("true", "false"), "number": ("1.5", "-2e9"), "integer": ("0", "7")}
"""What YAML takes for something else than a text, with examples."""


def _text(forms: Iterable[tuple[str, str]], *, may_be_empty: bool = False) -> Schema:
    """A text of these forms, whatever white space is around it."""
    patterns = [pattern for pattern, _ in forms]
    types = [
        kind
        for kind, examples in _PLAIN.items()
        if all(re.fullmatch(pattern, each) for pattern in patterns for each in examples)
    ]
    made: Schema = {"type": ["string", *types]}
    if "integer" in types and "number" not in types:
        made["minimum"] = 0  # a name does not begin with '-'
    if patterns:
        *others, last = patterns
        begins = "".join(rf"(?=(?:{each})\s*$)" for each in others)
        some = "" if may_be_empty else r"(?=\S)"
        made["pattern"] = rf"^\s*{some}{begins}(?:{last})\s*$"
        made["patternErrorMessage"] = "; ".join(says for _, says in forms)
    return made


# --- what is said of each key ---------------------------------------------------------------------


def _records(record: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A record and all that stand in it."""
    found: dict[type[BaseModel], None] = {}
    left = [record]
    while left:
        each = left.pop()
        if each not in found:
            found[each] = None
            left += [one for f in each.model_fields.values() for one in records_in(f.annotation)]
    yield from found


def _say(schema: Schema, record: type[BaseModel]) -> None:
    """Write into a schema what stands below each field of its record, and behind it."""
    for each in reversed(record.__mro__):
        if not issubclass(each, BaseModel) or each is BaseModel:
            continue
        [defined] = ast.parse(dedent(inspect.getsource(each))).body
        assert isinstance(defined, ast.ClassDef)
        for field, behind in pairwise(defined.body):
            match field, behind:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(said))),
                ):
                    alias = record.model_fields[name].alias or name
                    keys = _table(schema.get("properties", {}))
                    if alias in keys:
                        _table(keys[alias])["description"] = " ".join(said.split())
