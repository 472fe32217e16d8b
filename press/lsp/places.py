"""A text and the cursor in it -> what stands there: which kind of name, how far it is typed.

What may be typed there and where a name is defined both follow from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from pydantic import JsonValue

from press.lsp.records import Name, Names
from press.schema import Schema, schema_of

_IN_TEXT = {
    "passage": re.compile(r"\{%-?\s*include\s+[\"'](?P<name>[\w./-]*)"),
    "value": re.compile(r"\{\{\s*(?P<name>[\w.]*)"),
    "picture": re.compile(r"!\[[^\]]*\]\((?P<name>[^)\s\"]*)"),
    "leaflet": re.compile(r"(?<!!)\[[^\]]*\]\((?P<name>[a-z0-9-]*)(?![\w:/#.])"),
    "part": re.compile(r"^\s*!!!\s*(?P<name>[a-z-]*)"),
    "note": re.compile(r"\[\^(?P<name>[^\]\s]*)"),
}
"""How names are written in a text, by their kind."""
_UNDER_KEY = {
    "picture": "picture",
    "pictures": "picture",
    "file": "picture",
    "translation_of": "original",
    "leaflets": "leaflet",
    "publications": "publication",
    "layouts": "layout",
    "languages": "language",
    "owner": "role",
    "approve": "role",
}
"""What stands under a key of a head or a file of YAML, where that is a name."""
_KINDS = {
    "leaflets/*/*.md": "head",
    "exercises/*/*.md": "exercise",
    "booklets/*/*.yaml": "booklet",
    "practices/*/practice.yaml": "practice",
    "practices/*/_brand.yml": "brand",
    "sources/house.yaml": "house",
    "layouts/*/layout.yaml": "layout",
    "base/words/*.yaml": "words",
}
_LINE = re.compile(r"(?P<indent>\s*)(?P<dash>(?:- +)*)(?P<key>[\w-]*)(?P<colon>:(?=\s|$))?")
_WORD = re.compile(r"[^\s,\[\]{}\"':]*$")


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at the cursor: a name of this kind, from `start` to `end` on its line.

    Of keys and their values `options` are those that there are.
    """

    kind: str
    name: str
    start: int
    end: int
    options: tuple[Name, ...] = ()


def kind_of(path: str) -> str:
    """The schema of a file in the house; '' if it has none."""
    found = (kind for pattern, kind in _KINDS.items() if PurePosixPath(path).match(pattern))
    return next(found, "")


def language_of(path: str) -> str:
    """The language of a text in the house: the name of its folder."""
    return PurePosixPath(path).parent.name


def place_at(text: str, path: str, line: int, column: int) -> Place | None:
    """What stands at the cursor, which is on this line before this sign, both from 0."""
    lines = text.splitlines()
    lines += [""] * (line + 1 - len(lines))
    first, last = _yaml_of(lines, path)
    if first <= line < last:
        return _in_yaml(lines[first:last], line - first, column, kind_of(path))
    for kind, pattern in _IN_TEXT.items():
        for match in pattern.finditer(lines[line]):
            if match.start("name") <= column <= match.end("name"):
                options = _notes(lines[first:last]) if kind == "note" else ()
                return Place(kind, match["name"], *match.span("name"), options)
    return None


def options_at(place: Place, names: Names, language: str) -> tuple[Name, ...]:
    """What may stand there."""
    return place.options or names.of(place.kind, language)


def _yaml_of(lines: list[str], path: str) -> tuple[int, int]:
    """The lines of YAML in a file: its head, or all."""
    if not path.endswith(".md"):
        return 0, len(lines) * bool(kind_of(path))
    if not lines or lines[0] != "---":
        return 0, 0
    ends = (at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
    return 1, next(ends, len(lines))


def _notes(head: list[str]) -> tuple[Name, ...]:
    """The sources in a head, by which notes are called."""
    ids = ((re.search(r"\bid: *[\"']?([a-z0-9-]+)", line), at) for at, line in enumerate(head, 2))
    return tuple(Name(found[1], "", (("", at),)) for found, at in ids if found)


# --- keys and values of YAML --------------------------------------------------------------------


def _in_yaml(lines: list[str], line: int, column: int, kind: str) -> Place | None:
    """A key, or a value under one."""
    written = lines[line]
    before = written[:column]
    start = column - len(typed[0] if (typed := _WORD.search(before)) else "")
    end = column + len(re.split(r"[\s,\[\]{}\"':]", written[column:], maxsplit=1)[0])
    name = written[start:end]
    keys: list[str | None] = [*_above(lines, line)]
    own = _line(written)
    is_value = bool(own["colon"]) and column > own.end("key")
    keys += [own["key"]] * is_value
    if inner := _in_braces(written[own.end() if is_value else own.end("dash") : start]):
        keys += inner[:-1]
        if inner[-1] is None:
            return Place("key", name, start, end, _keys_at(kind, keys))
        keys.append(inner[-1])
    elif not is_value and (not own["dash"] or own["colon"] or _keys_at(kind, keys)):
        return Place("key", name, start, end, _keys_at(kind, keys))
    values = _values_at(kind, keys)
    return Place(_UNDER_KEY.get(str(keys[-1]), "") if keys else "", name, start, end, values)


def _above(lines: list[str], line: int) -> Iterator[str]:
    """The keys under which a line stands, the outermost first: those that are indented less."""
    found: list[str] = []
    here = _line(lines[line])
    # A list may stand right below its key.
    indent = len(here["indent"]) + 1 if here["dash"] else here.end("indent")
    for each in map(_line, reversed(lines[:line])):
        if each["key"] and each["colon"] and each.end("dash") < indent:
            found.append(each["key"])
            indent = len(each["indent"]) + bool(each["dash"])
    yield from reversed(found)


def _line(written: str) -> re.Match[str]:
    """A line of YAML in its parts, each of which may be empty."""
    match = _LINE.match(written)
    assert match
    return match


def _in_braces(written: str) -> list[str | None]:
    """Where the cursor stands in `{a: b, c: `: behind the key c; behind `{` at a key, None."""
    depth: list[str | None] = []
    for sign in re.finditer(r"\{|\}|([\w-]+):(?=\s|$)|,", written):
        match sign[0]:
            case "{":
                depth.append(None)
            case "}" if depth:
                depth.pop()
            case "," if depth:
                depth[-1] = None
            case _ if depth and sign[1]:
                depth[-1] = sign[1]
    return depth


def _keys_at(kind: str, keys: Sequence[str | None]) -> tuple[Name, ...]:
    """The keys that a record knows at this path, each with what it is for."""
    found: dict[str, Name] = {}
    for node in _nodes(kind, keys):
        table = node.get("properties")
        for key, each in (table if isinstance(table, dict) else {}).items():
            said = each.get("description", "") if isinstance(each, dict) else ""
            found[key] = Name(key, str(said))
    return tuple(found.values())


def _values_at(kind: str, keys: Sequence[str | None]) -> tuple[Name, ...]:
    """The values that a key may have, where there are only these."""
    found: dict[str, None] = {}
    for node in _nodes(kind, keys):
        several = node.get("enum")
        one = [node["const"]] if "const" in node else []
        for each in several if isinstance(several, list) else one:
            found |= {each: None} if isinstance(each, str) else {}
    return tuple(map(Name, found))


def _nodes(kind: str, keys: Sequence[str | None]) -> list[Schema]:
    """What a schema says at a path of keys; lists are looked through."""
    if not kind:
        return []
    whole = _schema(kind)
    nodes = [*_either(whole, whole)]
    for key in keys:
        below: list[JsonValue] = []
        for node in nodes:
            table = node.get("properties")
            known = table.get(str(key)) if isinstance(table, dict) else None
            below += [known] if known else [node.get("additionalProperties")]
        nodes = [one for each in below for one in _either(each, whole)]
    return nodes


@cache
def _schema(kind: str) -> Schema:
    return schema_of(kind)


def _either(node: JsonValue, whole: Schema) -> Iterator[Schema]:
    """The forms that a value may have, references followed; of a list those of its items."""
    if not isinstance(node, dict):
        return
    yield node
    named = str(node.get("$ref", "")).rpartition("/")[2]
    table, several = whole.get("$defs"), node.get("anyOf")
    below = [table[named]] if isinstance(table, dict) and named in table else []
    below += several if isinstance(several, list) else []
    for each in (*below, node.get("items")):
        yield from _either(each, whole)
