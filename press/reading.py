"""YAML and front matter -> validated records, every mistake with file and line.

The only home of YAML. Every scalar stays the text that was written (`no` is a
word, `0123` keeps its zero, `1.10` is not 1.1); the record's own types decide what
it means. Anchors, aliases and tags are refused: leaflets need none, bombs do.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from press.model import Finding, Origin

MOST_YAML = 100_000
"""Bytes of a YAML file or a head."""
MOST_MARKDOWN = 200_000
"""Bytes of a Markdown file."""
_MOST_DEPTH = 12
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]"
)
"""Control characters, half characters, and the private ones that the press marks places with."""

Record = TypeVar("Record", bound=BaseModel)
Value = Any
"""A text, None, a list of values or a dict of them by name."""


@dataclass(frozen=True, slots=True)
class Yaml:
    """Read YAML: plain values, and the line of each by its path of keys and indices."""

    data: Value
    lines: Mapping[tuple[str | int, ...], int]
    path: str

    def origin(self, *keys: str | int) -> Origin:
        """Where the value at this path stands, or the nearest one above it."""
        for end in range(len(keys), -1, -1):
            if keys[:end] in self.lines:
                return Origin(self.path, self.lines[keys[:end]])
        return Origin(self.path, 1)

    def below(self, key: str) -> Yaml:
        """What stands under this key, as YAML of its own."""
        lines = {keys[1:]: line for keys, line in self.lines.items() if keys[:1] == (key,)}
        return Yaml(self.data[key], lines, self.path)


def read_text(path: Path, name: str, most: int) -> tuple[str | None, list[Finding]]:
    """Read a UTF-8 text of at most so many bytes; `name` is what findings call it."""
    origin = Origin(name)
    try:
        size = path.stat().st_size
        if size > most:
            message = f"the file is {size // 1000} kB; at most {most // 1000} kB is read"
            return None, [Finding("S010", "error", message, origin)]
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = "this is not UTF-8 text"
        return None, [Finding("S011", "error", message, Origin(name, line), "save it as UTF-8")]
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        return None, [Finding("S012", "error", message, origin)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if strange := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, strange.start()) + 1
        return None, [_cannot_be_printed(strange[0], Origin(name, line))]
    return text, []


def _cannot_be_printed(character: str, origin: Origin) -> Finding:
    message = f"a character that cannot be printed (U+{ord(character):04X})"
    return Finding("S011", "error", message, origin, "remove it")


def read_yaml(text: str, name: str, first_line: int = 1) -> tuple[Yaml | None, list[Finding]]:
    """Read YAML 1.2 that begins on `first_line` of the file `name`."""

    def finding(code: str, message: str, line: int, hint: str = "") -> list[Finding]:
        return [Finding(code, "error", message, Origin(name, line + first_line), hint)]

    if len(text) > MOST_YAML:
        message = f"more than {MOST_YAML // 1000} kB of YAML"
        return None, finding("S010", message, 0)
    builder = _Builder(name, first_line)
    try:
        data = builder.document(YAML(typ="safe", pure=True).parse(text))
    except _RefusedError as error:
        return None, finding("S003", str(error), error.line)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = (error.problem or "it cannot be read").split("\n")[0]
        hint = "is a ':' or a quotation mark missing, or a text not in quotes?"
        return None, finding("S001", f"not valid YAML: {what}", mark.line if mark else 0, hint)
    except (YAMLError, ValueError, RecursionError) as error:
        return None, finding("S001", f"not valid YAML: {str(error).splitlines()[0]}", 0)
    if builder.findings:
        return None, builder.findings
    return Yaml(data, builder.lines, name), []


class _RefusedError(Exception):
    """Something that YAML has and that files here may not; `line` counts from 0."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class _Builder:
    """Makes plain values of the parser's events, noting lines and duplicate keys on the way.

    From events, since what is refused is then refused before anything is made of it,
    and since reading a text once takes a third of the time of composing it as well.
    (The parser is the plain one: ruamel's round-trip parser leaves a BEL character at
    every fold of a folded text.)
    """

    def __init__(self, name: str, first_line: int) -> None:
        self.lines: dict[tuple[str | int, ...], int] = {}
        self.findings: list[Finding] = []
        self._name = name
        self._first_line = first_line

    def document(self, events: Iterator[Event]) -> Value:
        """The value of the one document in these events; None if there is none."""
        data, documents = None, 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError("another text begins here; a file holds one", _line(event))
                data = self._value(_next(events), events, ())
        return data

    def _value(self, event: Event, events: Iterator[Event], path: tuple[str | int, ...]) -> Value:
        if len(path) >= _MOST_DEPTH and not isinstance(event, ScalarEvent):
            raise _RefusedError(f"nested more than {_MOST_DEPTH} deep", _line(event))
        self.lines.setdefault(path, _line(event) + self._first_line)
        match event:
            case SequenceStartEvent():
                items: list[Value] = []
                while not isinstance(item := _next(events), SequenceEndEvent):
                    items.append(self._value(item, events, (*path, len(items))))
                return items
            case MappingStartEvent():
                return self._mapping(events, path)
            case ScalarEvent():
                empty = event.value in ("", "~", "null") and event.style is None
                return None if empty else self._text(event)
        raise TypeError(event)

    def _mapping(self, events: Iterator[Event], path: tuple[str | int, ...]) -> dict[str, Value]:
        result: dict[str, Value] = {}
        while not isinstance(event := _next(events), MappingEndEvent):
            line = _line(event) + self._first_line
            if not isinstance(event, ScalarEvent) or "\n" in event.value:
                raise _RefusedError(
                    "a key is one text, not a list or lines of its own", _line(event)
                )
            key = self._text(event)
            if key in result:
                message = f"the key '{key}' stands here twice"
                self.findings.append(Finding("S004", "error", message, Origin(self._name, line)))
            self.lines[(*path, key)] = line
            result[key] = self._value(_next(events), events, (*path, key))
        return result

    def _text(self, event: ScalarEvent) -> str:
        """The text of a scalar; by an escape such as "\\x07" it can hold what no file may."""
        text = str(event.value)
        if strange := _UNPRINTABLE.search(text):
            origin = Origin(self._name, _line(event) + self._first_line)
            self.findings.append(_cannot_be_printed(strange[0], origin))
        return text


def _next(events: Iterator[Event]) -> Event:
    """The next event, unless it is one that is refused."""
    event = next(events)
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
        raise _RefusedError("'&' and '*' references are not allowed here", _line(event))
    if tag := getattr(event, "ctag", None):
        raise _RefusedError(f"the tag {tag} is not allowed here", _line(event))
    return event


def _line(event: Event) -> int:
    return int(event.start_mark.line)


def split_head(text: str, name: str) -> tuple[str, str, int, list[Finding]]:
    """Split front matter from the text: head, body, the line where the body begins, findings."""
    if not text.startswith("---\n"):
        message = "the file does not begin with '---' and a head"
        hint = "begin with '---', then title, summary and so on, then '---'"
        return "", text, 1, [Finding("S005", "error", message, Origin(name, 1), hint)]
    end = re.compile(r"^---[ \t]*$", re.M).search(text, 4)
    if not end:
        message = "the head has no end"
        hint = "close it with a line '---'"
        return "", "", 1, [Finding("S005", "error", message, Origin(name, 1), hint)]
    body = text[end.end() :].removeprefix("\n")
    return text[4 : end.start()], body, text.count("\n", 0, end.end()) + 2, []


def validate(
    kind: type[Record], yaml: Yaml, given: Mapping[str, Any] | None = None
) -> tuple[Record | None, list[Finding]]:
    """Check read YAML against a record; `given` are fields that the file may not set itself."""
    given = given or {}
    if not isinstance(yaml.data, dict):
        message = "there is nothing here" if yaml.data is None else "expected 'key: value' lines"
        return None, [Finding("S005", "error", message, yaml.origin())]
    known = [field for field in kind.model_fields if field not in given]
    findings = [
        Finding("S002", "error", f"unknown key '{key}'", yaml.origin(key), did_you_mean(key, known))
        for key in yaml.data
        if key not in known
    ]
    # An empty value means the same as a key that is left out.
    data = {key: value for key, value in _without_empty(yaml.data).items() if key in known}
    try:
        record = kind.model_validate({**data, **given})
    except ValidationError as error:
        wrong = error.errors()
        translated = [_translated(one, kind, yaml) for one in wrong if not _follows(one, wrong)]
        # Of a value that may have several forms each form complains in the same words.
        return None, findings + list(dict.fromkeys(translated))
    return (None if findings else record), findings


def _follows(mistake: Any, mistakes: list[Any]) -> bool:
    """Whether a list is too short only because the item that it has is wrong."""
    place = mistake["loc"]
    return mistake["type"] == "too_short" and any(
        other["loc"][: len(place)] == place for other in mistakes if other is not mistake
    )


def _without_empty(value: Value) -> Value:
    match value:
        case dict():
            return {key: _without_empty(item) for key, item in value.items() if item is not None}
        case list():
            return [_without_empty(item) for item in value]
        case _:
            return value


def did_you_mean(word: str, known: list[str]) -> str:
    """A hint that names the known word nearest to this one, or all if there are few."""
    near = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"known are {', '.join(sorted(known))}" if 0 < len(known) <= 12 else ""


def _translated(mistake: Any, kind: type[BaseModel], yaml: Yaml) -> Finding:
    """Say a validation error in a writer's words."""
    # Union branches and annotations leave words in the path that no file has; drop them.
    keys = [key for key in mistake["loc"] if isinstance(key, int) or _is_key(key)]
    origin = yaml.origin(*keys)
    name = ".".join(str(key + 1) if isinstance(key, int) else key for key in keys)
    value, context = mistake["input"], mistake.get("ctx", {})
    match mistake["type"]:
        case "missing":
            return Finding("S006", "error", f"'{name}' is missing", origin)
        case "extra_forbidden":
            hint = did_you_mean(str(keys[-1]), _known_at(kind, keys[:-1]))
            return Finding("S002", "error", f"unknown key '{name}'", origin, hint)
        case "date_from_datetime_parsing" | "date_parsing" | "date_type":
            message = f"'{name}' is not a date: {_short(value)}"
            return Finding("S007", "error", message, origin, "write year-month-day: 2026-11-30")
        case "literal_error":
            message = f"'{name}' cannot be {_short(value)}"
            return Finding("S008", "error", message, origin, f"choose {context['expected']}")
        case "int_parsing" | "float_parsing" | "int_type" | "float_type":
            return Finding("S008", "error", f"'{name}' is not a number: {_short(value)}", origin)
        case "tuple_type" | "list_type":
            message = f"'{name}' is not a list"
            return Finding("S008", "error", message, origin, "write [one, two] or lines with '- '")
        case "string_type" | "dict_type" | "model_type" | "model_attributes_type":
            message = f"'{name}' has the wrong form: {_short(value)}"
            return Finding("S008", "error", message, origin)
        case "string_too_long" | "too_long":
            message = f"'{name}' is longer than {context['max_length']} characters"
            return Finding("S008", "error", message, origin)
        case "string_too_short" | "too_short":
            message, few = f"'{name}' is empty", context.get("actual_length", 0)
            if few:
                least = context["min_length"]
                message = f"'{name}' has too few entries: {few}, and at least {least} are needed"
            return Finding("S008", "error", message, origin)
        case _:
            says = str(context.get("error") or mistake["msg"])
            return Finding("S008", "error", f"'{name}' is not right: {_short(value)}", origin, says)


def _known_at(kind: type[BaseModel], keys: list[str | int]) -> list[str]:
    """The keys that a record knows at this path below it."""
    for key in keys:
        field = next((f for n, f in kind.model_fields.items() if key in (n, f.alias)), None)
        # An index, or a name that the writer chose, stays at the record that its field holds.
        kinds = _records(field.annotation) if field else [kind]
        if not kinds:
            return []
        kind = kinds[0]
    return [field.alias or name for name, field in kind.model_fields.items()]


def _records(annotation: Any) -> list[type[BaseModel]]:
    """The records in a type such as `tuple[Record, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [record for part in get_args(annotation) for record in _records(part)]


def _is_key(word: str) -> bool:
    return not re.search(r"[\[\](]|^(?:str|dict|constrained-str|function-after)$", word)


def _short(value: object) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "…"
