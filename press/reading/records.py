"""Read YAML -> a validated record, or its mistakes in a writer's words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from press.model import Finding, Origin
from press.reading.yaml import MOST_TOLD, Value, Yaml

Record = TypeVar("Record", bound=BaseModel)


def validate(
    kind: type[Record], yaml: Yaml, given: Mapping[str, Any] | None = None
) -> tuple[Record | None, list[Finding]]:
    """Check read YAML against a record; `given` are fields that the file may not set itself."""
    given = given or {}
    if not isinstance(yaml.data, dict):
        message = "there is nothing here" if yaml.data is None else "expected 'key: value' lines"
        return None, [Finding("S005", "error", message, yaml.origin())]
    known = [field for field in kind.model_fields if field not in given]
    unknown = [key for key in yaml.data if key not in known]
    findings = [
        Finding("S002", "error", f"unknown key '{key}'", yaml.origin(key), did_you_mean(key, known))
        for key in unknown[: MOST_TOLD + 1]
    ]
    # An empty value means the same as a key that is left out.
    data = {key: value for key, value in _without_empty(yaml.data).items() if key in known}
    try:
        record = kind.model_validate({**data, **given})
    except ValidationError as error:
        wrong = error.errors()
        told = [one for one in wrong if not _follows(one, wrong)][: 2 * MOST_TOLD]
        # Of a value that may have several forms each form complains in the same words.
        findings += dict.fromkeys(_translated(one, kind, yaml) for one in told)
        return None, few(_each_cause_once(findings))
    return (None if findings else record), few(findings)


def _each_cause_once(findings: list[Finding]) -> list[Finding]:
    """Without what is missing only because its key is misspelt, which is told at that key."""
    meant = set()
    for finding in findings:
        misspelt = re.fullmatch(r"unknown key '(.*)'", finding.message)
        near = re.fullmatch(r"did you mean '(.*)'\?", finding.hint)
        if misspelt and near:
            before, dot, _ = misspelt[1].rpartition(".")
            meant.add(f"'{before}{dot}{near[1]}' is missing")
    return [each for each in findings if each.code != "S006" or each.message not in meant]


def few(findings: list[Finding]) -> list[Finding]:
    """As many findings as anybody reads, and that there are more."""
    if len(findings) <= MOST_TOLD:
        return findings
    origin = Origin(findings[0].origin.path)
    message = f"there are more mistakes than the first {MOST_TOLD}"
    return [*findings[:MOST_TOLD], Finding("S059", "error", message, origin, "mend these first")]


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
    if near := _nearest(word.lower(), tuple(known)):
        return f"did you mean '{near}'?"
    return f"known are {', '.join(sorted(known))}" if 0 < len(known) <= 12 else ""


@lru_cache(maxsize=256)
def _nearest(word: str, known: tuple[str, ...]) -> str:
    """Among thousands of names a search takes half a second: many practices may err alike."""
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.6)), "")


def _as_written(keys: list[int | str], yaml: Yaml) -> list[int | str]:
    """A path without what short forms stand for: `logo: {alt: x}` has no `medium` in it."""
    written: list[int | str] = []
    for key in keys:
        if key == keys[-1] or (*written, key) in yaml.lines:
            written.append(key)
    return written


def _translated(mistake: Any, kind: type[BaseModel], yaml: Yaml) -> Finding:
    """Say a validation error in a writer's words."""
    # Union branches and annotations leave words in the path that no file has; drop them.
    asked = [key for key in mistake["loc"] if isinstance(key, int) or _is_key(key)]
    keys = _as_written(asked, yaml)
    origin = yaml.origin(*keys)
    name = ".".join(str(key + 1) if isinstance(key, int) else key for key in keys)
    value, context = mistake["input"], mistake.get("ctx", {})
    match mistake["type"]:
        case "missing":
            around, _, key = name.rpartition(".")
            hint = f"add '{key}:'" + (f" under '{around}:'" if around else "")
            return Finding("S006", "error", f"'{name}' is missing", origin, hint)
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
            more = len(value) - context["max_length"] if isinstance(value, str) else 0
            hint = f"shorten it by {more}" if more > 0 else "shorten it"
            return Finding("S008", "error", message, origin, hint)
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
        kinds = records_in(field.annotation) if field else [kind]
        if not kinds:
            return []
        kind = kinds[0]
    return [field.alias or name for name, field in kind.model_fields.items()]


def records_in(annotation: Any) -> list[type[BaseModel]]:
    """The records in a type such as `tuple[Record, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [record for part in get_args(annotation) for record in records_in(part)]


def _is_key(word: str) -> bool:
    return not re.search(r"[\[\](]|^(?:str|dict|constrained-str|function-after)$", word)


def _short(value: object) -> str:
    text = as_written(value)
    return text if len(text) <= 60 else text[:57] + "…"


def as_written(value: object) -> str:
    """A value as it would stand in a file: a text in quotes, a list as [one, two]."""
    return f"'{value}'" if isinstance(value, str) else _plainly(value)


def _plainly(value: object) -> str:
    match value:
        case dict():
            pairs = (f"{key}: {_plainly(one)[:60]}" for key, one in value.items())
            return f"{{{', '.join(pairs)}}}"
        case list() | tuple():
            return f"[{', '.join(_plainly(one)[:60] for one in value)}]"
        case None:
            return "nothing"
    return str(value)
