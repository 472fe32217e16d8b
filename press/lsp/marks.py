"""A text, its findings -> marks: where on its line each stands, and what mends it.

What a finding means stands in its message and its hint, as a person reads it: the words in
quotes are those of the text, and those that are offered for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from press.lsp.records import Fix, Mark
from press.model import Finding
from press.reading import mend_of, split_head

_QUOTED = re.compile(r"'([^']+)'")
_SEARCHED = 30
"""Lines below a key on which a name under it is looked for."""


def marks_of(text: str, name: str, findings: Iterable[Finding]) -> tuple[Mark, ...]:
    """Each finding of the file `name` with its place in the text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(_mark(finding, lines, name) for finding in findings)


def _mark(finding: Finding, lines: list[str], name: str) -> Mark:
    line = min(max(finding.origin.line, 1), len(lines)) - 1
    start, end = _whole(lines[line])
    if finding.code == "S001":
        return Mark(finding, (line, start), (line, end), tuple(_mended(lines, name)))
    found = _word(finding, lines, line)
    if not found:
        return Mark(finding, (line, start), (line, end))
    line, start, word = found
    fixes = tuple(
        Fix(title, (line, start), (line, start + len(word)), new)
        for title, new in _changes(finding, word)
    )
    return Mark(finding, (line, start), (line, start + len(word)), fixes)


def _whole(line: str) -> tuple[int, int]:
    """From where to where there is something on a line."""
    return len(line) - len(line.lstrip()), len(line.rstrip())


def _word(finding: Finding, lines: list[str], line: int) -> tuple[int, int, str] | None:
    """The word that a finding is about, where it first stands on its line or, a name, below."""
    named = [word for word in reversed(_QUOTED.findall(finding.message)) if word.strip()]
    named += [word.rpartition(".")[2] for word in named if "." in word]
    below = _SEARCHED if finding.code.startswith("S") else 1
    for word in named:
        written = r"\s+".join(map(re.escape, word.split()))
        pattern = re.compile(rf"(?<!\w){written}(?!\w)", re.I)
        for at in range(line, min(line + below, len(lines))):
            if match := pattern.search(lines[at]):
                return at, match.start(), match[0]
    return None


def _changes(finding: Finding, word: str) -> Iterator[tuple[str, str]]:
    """What may be written for a word, each with what the change is called."""
    hint = finding.hint
    if found := re.match(r"(?:did you mean|say) '(.+)'\??$", hint):
        # A name with dots is one where it stands whole; of a key it is only the last part.
        new = found[1] if "." in word else found[1].rpartition(".")[2]
        new = new if finding.code.startswith("S") else _like(word, new)
        yield f"Write '{new}'", new
    elif hint.startswith("choose "):
        yield from ((f"Write '{one}'", one) for one in _QUOTED.findall(hint))
    elif found := re.match(r"write behind it: (\(.+\)), or ", hint):
        yield f"Explain it: {word} {found[1]}", f"{word} {found[1]}"
    elif found := re.match(r"write it out first: (.+)$", hint):
        yield f"Write '{found[1]}'", found[1]


def _like(word: str, new: str) -> str:
    """A word with a capital where the other has one."""
    return new[:1].upper() + new[1:] if word[:1].isupper() else new


def _mended(lines: list[str], name: str) -> Iterator[Fix]:
    """The line of YAML as it can be read."""
    text, above = "\n".join(lines), 0
    if name.endswith(".md"):
        text, above = split_head(text, name)[0], 1
    if mend := mend_of(text):
        first, last = mend.first + above, mend.last + above - 1
        yield Fix(f"Write: {mend.new.strip()}", (first, 0), (last, len(lines[last])), mend.new)
