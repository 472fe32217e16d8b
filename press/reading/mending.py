"""A line of YAML that cannot be read -> what is wrong in plain words, and the line mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Fails = Callable[[str], int | None]
"""The line, counted from 0, on which a text cannot be read on; None if it can be read."""

_WHY = {
    "mapping values are not allowed": "a second ':' in a text that is not in quotes",
    "could not find expected ':'": "there is no ':' behind the key",
    "unexpected end of stream": "a quotation mark that is not closed",
    "character '\\t'": "a tab stands where only spaces may",
    "that cannot start any token": "a text that begins with this sign must stand in quotes",
    "expected alphabetic or numeric": "a text that begins with '*' or '&' must stand in quotes",
    "expected <block end>": "it is indented otherwise than the lines above it, or its quotation"
    " marks end too soon",
    "expected ',' or": "a '[' or '{' that is not closed",
    "unknown escape": "a '\\' in double quotes, where it begins a code",
    "expected the node content": "something is missing between '[' and ']', or '{' and '}'",
    "chr() arg": "a code behind '\\' that is no character",
}
_LONGEST = 120
"""Signs of a line that a hint shows."""


def in_plain_words(problem: str) -> str:
    """What a parser says, as a person would."""
    return next((said for part, said in _WHY.items() if part in problem), "it is no YAML")


@dataclass(frozen=True, slots=True)
class Mend:
    """Lines, from 0 and without the last, that are read once `new` stands in their place."""

    first: int
    last: int
    old: str
    new: str


def mended(text: str, line: int, fails: Fails) -> tuple[int, str]:
    """Where the mistake is, and what to do: the line as it can be read, by the likeliest change.

    That may be the line before, where something is missing that was noticed on this one. The
    advice is '' if no change helps.
    """
    mend = mend_at(text, line, fails)
    return (mend.first, _advice(mend.old, mend.new)) if mend else (line, "")


def mend_at(text: str, line: int, fails: Fails) -> Mend | None:
    """The likeliest change by which a text can be read on behind this line."""
    lines = text.split("\n")
    for at in (line, line - 1):
        if 0 <= at < len(lines) and lines[at].strip():
            end = at + 1
            while (
                end < len(lines) and lines[end].strip() and _indent(lines[end]) > _indent(lines[at])
            ):
                end += 1  # a text goes on there
            whole = " ".join([lines[at].rstrip(), *map(str.strip, lines[at + 1 : end])])
            for first, last, old in ((at, end, whole), (at, at + 1, lines[at].rstrip())):
                for new in dict.fromkeys(_ways(old, lines[:at])):
                    after = fails("\n".join([*lines[:first], new, *lines[last:]]))
                    if new != old and (after is None or after - line > first - last + 1):
                        return Mend(first, last, old, new)
    return None


def _advice(old: str, new: str) -> str:
    if len(new) > _LONGEST:
        return "put the text behind ':' in quotes"
    if old.strip() == new.strip():
        spaces = _indent(new)
        how = f"{spaces} spaces" if spaces else "no space"
        return f"write it with {how} before it: {new.strip()}"
    return f"write: {new.strip()}"


def _ways(written: str, above: list[str]) -> Iterator[str]:
    """What may have been meant, the likeliest first."""
    straight = re.sub("[\u201c\u201d\u201e\u201f\u00ab\u00bb]", '"', written)
    yield re.sub("[\u2018\u201a\u201b](?=.*\u2019$)|\u2019$", "'", straight)
    yield written.replace("\t", "  ")
    yield re.sub(r"^(\s*(?:- +)?[\w-]+):(?=\S)", r"\1: ", written)
    for opening, closing in ("[]", "{}"):
        if written.count(opening) > written.count(closing):
            yield written + closing
    if key := re.match(r"(\s*(?:- +)?[\w-]+:|\s*-) +(.*)", written):
        yield f"{key[1]} {_quoted(key[2])}"
    yield re.sub(r"^(\s*(?:- +)?[\w-]+) +(?=\S)", r"\1: ", written)
    if before := next((each for each in reversed(above) if each.strip()), ""):
        yield " " * _indent(before) + written.strip()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _quoted(value: str) -> str:
    """A text in quotes; one that it began with and that is not closed is left out."""
    bare = value.strip()
    if bare[:1] in ("'", '"') and bare.count(bare[0]) == 1:
        bare = bare[1:]
    if '"' in bare or "\\" in bare:
        return "'" + bare.replace("'", "''") + "'"
    return f'"{bare}"'
