"""A text of YAML -> plain values, each with its line.

Every scalar stays the text that was written (`no` is a word, `0123` keeps its zero,
`1.10` is not 1.1); the record's own types decide what it means. Anchors, aliases and
tags are refused: leaflets need none, bombs do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import yaml as libyaml
from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from press.model import Finding, Origin
from press.reading.mending import Mend, in_plain_words, mend_at, mended

MOST_YAML = 100_000
"""Bytes of a YAML file or a head."""
MOST_TOLD = 50
"""Mistakes of one file that are told."""
_MOST_DEPTH = 12
UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u180e\u200b\u2028-\u202e\u2061-\u2069\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\ue000-\uf8ff\ufffe\uffff\U000e0000-\U000e007f]"
    r"|(?<=[0-9A-Za-z\u00c0-\u024f])[\u200c\u200d\u2060]"
)
"""What no source may hold, however it is written: control characters, half characters, private
ones, unseen tags; what turns the direction of words about unseen (UAX 9, 2.1 to 2.4: `<bdi>`
and `dir` say it so that it is seen); what has no width, so that two words that look alike are
not (UTS 39, 5.4). Joiners stand where scripts and signs need them, not behind a Latin letter."""

_READ_OTHERWISE = re.compile("[\t\x85\ufeff|>]")
"""Signs that libyaml does not read as YAML 1.2 has it: it knows 1.1."""
_COMMENT = re.compile(r"[ \t]+#")
_LETTER = re.compile(r"[^\W\d_]")

Event = Any
"""An event of either parser."""
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

    @property
    def lines_of_keys(self) -> dict[str, int]:
        """The line of each key that stands in no other."""
        return {str(keys[0]): line for keys, line in self.lines.items() if len(keys) == 1}

    def below(self, key: str) -> Yaml:
        """What stands under this key, as YAML of its own."""
        lines = {keys[1:]: line for keys, line in self.lines.items() if keys[:1] == (key,)}
        return Yaml(self.data[key], lines, self.path)


def read_yaml(
    text: str, name: str, first_line: int = 1, *, partly: bool = False, most: int = MOST_YAML
) -> tuple[Yaml | None, list[Finding]]:
    """Read YAML 1.2 that begins on `first_line` of the file `name`; None if it has mistakes.

    With `partly` it is what can be read beside them, which for YAML that is none is nothing.
    """
    nothing = Yaml({}, {}, name) if partly else None

    def finding(
        code: str, message: str, line: int, hint: str = "", column: int = 0
    ) -> list[Finding]:
        return [Finding(code, "error", message, Origin(name, line + first_line, column), hint)]

    if len(text) > most:
        message = f"more than {most // 1000} kB of YAML"
        return nothing, finding("S010", message, 0)
    if (quickly := _read_quickly(text, name, first_line)) is not None:
        return quickly, []
    builder = _Builder(name, first_line, text.split("\n"), events)
    try:
        data = builder.document(YAML(typ="safe", pure=True).parse(text))
    except _RefusedError as error:
        return nothing, finding("S003", str(error), error.line)
    except MarkedYAMLError as error:
        line, column = _where(error)
        message = f"this cannot be read: {in_plain_words(error.problem or '')}"
        at, advice = mended(text, line, _fails)
        return nothing, finding("S001", message, at, advice or _PERHAPS, column * (at == line))
    except (YAMLError, ValueError, RecursionError) as error:
        return nothing, finding("S001", f"this cannot be read: {in_plain_words(str(error))}", 0)
    read = Yaml(data, builder.lines, name)
    return (None if builder.findings and not partly else read), builder.findings[:MOST_TOLD]


def mend_of(text: str) -> Mend | None:
    """The change by which a text that cannot be read can be; None if it can, or none helps."""
    try:
        for _ in YAML(typ="safe", pure=True).parse(text[:MOST_YAML]):
            pass
    except MarkedYAMLError as error:
        return mend_at(text, _where(error)[0], _fails)
    except (YAMLError, ValueError, RecursionError):
        pass
    return None


_PERHAPS = "is a ':' or a quotation mark missing, or a text not in quotes?"


def _where(error: MarkedYAMLError) -> tuple[int, int]:
    """The line, from 0, and the column, from 1, where a mistake begins.

    What is not closed, and a key without its ':', are noticed only far behind it.
    """
    late = "unexpected end of stream" in (error.problem or "") or "':'" in (error.problem or "")
    marks = (error.context_mark, error.problem_mark)
    mark = next((each for each in (marks if late else marks[::-1]) if each), None)
    return (mark.line, mark.column + 1) if mark else (0, 0)


def _fails(text: str) -> int | None:
    """The line, from 0, on which a text cannot be read on; None if it can."""
    try:
        for _ in libyaml.parse(text, Loader=getattr(libyaml, "CSafeLoader", libyaml.SafeLoader)):
            pass
    except libyaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return int(mark.line) if mark else 0
    except (libyaml.YAMLError, ValueError, RecursionError):
        return 0
    return None


def _read_quickly(text: str, name: str, first_line: int) -> Yaml | None:
    """A text that is right, by libyaml, in a twentieth of the time; None to read it as ever.

    So what is wrong is told in the words of one parser, and only by that.
    """
    if not libyaml.__with_libyaml__ or _READ_OTHERWISE.search(text):
        return None
    builder = _Builder(name, first_line, text.split("\n"), libyaml.events)
    try:
        data = builder.document(libyaml.parse(text, Loader=libyaml.CSafeLoader))
    except (_RefusedError, libyaml.YAMLError, ValueError, RecursionError):
        return None
    return None if builder.findings or data is None else Yaml(data, builder.lines, name)


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
    every fold of a folded text.) `kinds` are the classes of the events: the parsers of
    ruamel.yaml and PyYAML, of which it came, call them the same.
    """

    def __init__(self, name: str, first_line: int, written: list[str], kinds: ModuleType) -> None:
        self.lines: dict[tuple[str | int, ...], int] = {}
        self.findings: list[Finding] = []
        self._name = name
        self._first_line = first_line
        self._written = written
        self._kinds = kinds

    def document(self, events: Iterator[Event]) -> Value:
        """The value of the one document in these events; None if there is none."""
        data, documents = None, 0
        for event in events:
            if isinstance(event, self._kinds.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError("another text begins here; a file holds one", _line(event))
                data = self._value(_next(events), events, ())
        return data

    def _value(self, event: Event, events: Iterator[Event], path: tuple[str | int, ...]) -> Value:
        if len(path) >= _MOST_DEPTH and not isinstance(event, self._kinds.ScalarEvent):
            raise _RefusedError(f"nested more than {_MOST_DEPTH} deep", _line(event))
        self.lines.setdefault(path, _line(event) + self._first_line)
        kinds = self._kinds
        if isinstance(event, kinds.SequenceStartEvent):
            items: list[Value] = []
            while not isinstance(item := _next(events), kinds.SequenceEndEvent):
                items.append(self._value(item, events, (*path, len(items))))
            return items
        if isinstance(event, kinds.MappingStartEvent):
            return self._mapping(events, path)
        if event.style:
            return self._text(event)
        self._no_words_behind(event)
        return None if event.value in ("", "~", "null") else self._text(event)

    def _mapping(self, events: Iterator[Event], path: tuple[str | int, ...]) -> dict[str, Value]:
        result: dict[str, Value] = {}
        while not isinstance(event := _next(events), self._kinds.MappingEndEvent):
            line = _line(event) + self._first_line
            if not isinstance(event, self._kinds.ScalarEvent) or "\n" in event.value:
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

    def _no_words_behind(self, event: Event) -> None:
        """Refuse what YAML takes for a comment behind a text: `title: Top 10 # pijn`."""
        line, column = event.end_mark.line, event.end_mark.column
        behind = self._written[line][column:] if line < len(self._written) else ""
        if _COMMENT.match(behind) and _LETTER.search(str(event.value)):
            message = f"what stands behind '#' is not read: {behind.strip()[:40]!r}"
            hint = "put the whole text in quotes, or the comment on a line of its own"
            origin = Origin(self._name, line + self._first_line)
            self.findings.append(Finding("S067", "error", message, origin, hint))

    def _text(self, event: Event) -> str:
        """The text of a scalar; by an escape such as "\\x07" it can hold what no file may."""
        text = str(event.value)
        if strange := UNPRINTABLE.search(text):
            origin = Origin(self._name, _line(event) + self._first_line)
            self.findings.append(cannot_be_printed(strange[0], origin))
        return text


def _next(events: Iterator[Event]) -> Event:
    """The next event, unless it is one that is refused."""
    event = next(events)
    if getattr(event, "anchor", None):  # an alias names one too
        raise _RefusedError(
            "'&' and '*' references are not allowed here: write it out, or put a text in quotes",
            _line(event),
        )
    if tag := getattr(event, "tag", None):
        raise _RefusedError(f"the tag {tag} is not allowed here", _line(event))
    return event


def _line(event: Event) -> int:
    return int(event.start_mark.line)


def cannot_be_printed(character: str, origin: Origin) -> Finding:
    message = f"a character that cannot be printed (U+{ord(character):04X})"
    return Finding("S011", "error", message, origin, "remove it")
