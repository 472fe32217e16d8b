"""Lines -> one text in coded letters, and what each code stands for.

Before Python-Markdown reads a text, the first letter of each word is replaced by a letter of
its own out of CJK Extension B, which is a letter to every rule of Markdown: nothing is put in,
no column moves. When the tree is built the codes are turned back, and each says on which row
it stood; one that is not met again is a word that was lost. What must not be read as Markdown
(`<uw naam>`, `> 38,5`, `\\*`), what the practice fills in and blanks are one code each, so that
no text can forge them: its own letters of that kind are coded too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import groupby
from typing import Final

from press.merge.coded import CODE, Coded, Kind, Taken
from press.merge.habits import Line
from press.merge.html import ELEMENTS, RUNNING, is_tag
from press.reading import UNPRINTABLE

_MARK = r"[ >]|[-*+][ ]|\d+\.[ ]|:[ ]{1,3}|\[\^[^\]\n]+\]:[ ]?"
"""A mark of Markdown that a line may begin with."""
_VALUE = r"\{\{[^\n{}]*\}\}"
_ATTRIBUTE = r"""\s+[a-zA-Z][\w:-]*(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'=<>`]+))?"""
_MARKDOWN = rf"""
    ^(?:{_MARK})*(?:
        (?P<head> !!![ ]?[\w-]+(?:[ ]+[\w-]+)*(?P<title>[ ]+"|[ ]*$) )
      | (?P<number> \d+\.(?=\s|$) )
      | (?P<quoted> >(?=[ ]?\d) )
      | (?P<task> (?<=[ ])\[[ xX]\](?=[ ]) )
    )
  | ^[ ]*\[(?!\^)(?P<label>[^\[\]\n]+)\]:[ ]*(?P<target><[^<>\n]*>|\S+)
      (?P<caption>[ ]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[ ]*$
  | ^[ ]*(?P<cells> \|)(?=[^\w\n]*$)(?![\s|:]*-)
  | ^(?P<marks> (?:{_MARK})+ )
  | (?P<auto> <(?:[a-zA-Z][a-zA-Z0-9+.-]*://[^<>\s]*|[^<>\s!@]+@[^@<>\s]+)> )
  | (?P<escape> \\[!-/:-@\[-`{{-~] )
  | (?P<note> \[\^[^\]\s]{{1,80}}\]:? )
  | (?P<attributes> \{{(?:(?=:)|(?=[ ]*[#.][a-zA-Z]))[^}}\n]*\}} )
  | (?P<address> (?<=\])\((?:<[^<>\n]*>|(?:{_VALUE}|[^()\s"'{{}}]|\([^()\s]*\))*)(?=[\s)]) )
  | (?P<reference> (?<=\])[ ]?\[(?!\^)(?P<refers>[^\[\]\n]{{1,200}})\] )
  | (?P<shortcut> \[(?!\^)(?P<says>[^\[\]\n]{{1,200}})\](?:\[\])?(?![\[(:]) )
  | (?P<nothing> \[(?=\]\() )
  | (?P<prime> (?<=\d)'(?=\d{{1,2}}")|(?<=\d'\d)"|(?<=\d'\d\d)" )
  | (?P<decade> (?<![\w'])'(?=\d\d(?!\w)(?![^'\n]*'(?!\w))) )
  | (?P<genitive> (?<=['’])s(?!\w) )
  | (?P<star> (?<=\w)\*(?=\w) )
"""
"""What only Markdown has; a block of HTML has the rest."""
_REST = rf"""
    (?P<tag> </?(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?:{_ATTRIBUTE})*\s*/?> )
  | (?P<value> {_VALUE} )
  | (?P<command> \{{\{{ | \{{% | \{{\#(?=\s) )
  | (?P<entity> &(?:\#[0-9]{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[a-zA-Z][a-zA-Z0-9]{{1,31}}); )
  | (?P<blank> _{{4,}} )
  | (?P<sign> [<&>%€£$≥≤±×÷°→] | \{{(?![:\#.]) )
  | (?P<word> [^\W_]+ )
"""
_IN_TEXT: Final = re.compile(f"{_MARKDOWN}|{_REST}", re.X | re.M)
_IN_HTML: Final = re.compile(_REST, re.X | re.M)
_CLOSED = re.compile(r"</([a-zA-Z][a-zA-Z0-9]*)\s*>")
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")
_PRIMES = {"'": "′", '"': "″"}


def code(lines: Sequence[Line]) -> Coded:
    """Code a text whose lines are as Python-Markdown reads them."""
    coded = Coded()
    text = "\n".join(line.text for line in lines)
    closed = frozenset(name.lower() for name in _CLOSED.findall(text))
    links = _links(lines) if "]:" in text else {}
    out: list[str] = []
    for is_html, group in groupby(lines, key=lambda line: line.html):
        if is_html:
            for line in group:
                rows = range(line.row, line.row + line.text.count("\n") + 1)
                block = _Coder(coded, line.text, rows, closed, {}, _IN_HTML).coded()
                out.append(line.indent + coded.put("html", block, line.row))
        else:
            held = list(group)
            said = "\n".join(line.indent + line.text for line in held)
            rows_of_text = [line.row for line in held]
            out.append(_Coder(coded, said, rows_of_text, closed, links, _IN_TEXT).coded())
    coded.text = "\n".join(out)
    return coded


_Links = Mapping[str, tuple[str, int]]


def _links(lines: Sequence[Line]) -> _Links:
    """What `[label]: address "caption"` says of each label, as it stands behind a link's text."""
    found: dict[str, tuple[str, int]] = {}
    for line in lines:
        if (defined := _IN_TEXT.match(line.text)) and defined["label"]:
            address = f"({defined['target']}{defined['caption'] or ''})"
            found.setdefault(_label(defined["label"]), (address, line.row))
    return found


def _label(written: str) -> str:
    return " ".join(written.lower().split())


@dataclass(slots=True)
class _Coder:
    """Codes a stretch of text, line by line of `rows`."""

    made: Coded
    text: str
    rows: Sequence[int]
    closed: frozenset[str]
    links: _Links
    tokens: re.Pattern[str]
    line: int = 0

    def coded(self) -> str:
        out: list[str] = []
        at = 0
        while token := self.tokens.search(self.text, at):
            kind = token.lastgroup or ""
            start = token.start() if kind in ("target", "caption") else token.start(kind)
            self.line += self.text.count("\n", at, start)
            out.append(self.text[at:start])
            said, at = self._take(kind, token)
            self.line += self.text.count("\n", start, at)
            out.append(said)
        return "".join([*out, self.text[at:]])

    @property
    def row(self) -> int:
        return self.rows[self.line]

    def _put(self, kind: Kind, text: str, word: str = "") -> str:
        return self.made.put(kind, text, self.row, word)

    def _take(self, kind: str, token: re.Match[str]) -> tuple[str, int]:
        """What stands for a token, and where the text goes on."""
        said, end = token[kind], token.end(kind)
        match kind:
            case "word":
                return self._word(said), end
            case "sign":
                return self._put("sign", said), end
            case "star" if self._is_sign(end - 1):
                return self._put("sign", said), end
            case "escape":
                return self._put("sign", said[1]), end
            case "prime":
                return self._put("sign", _PRIMES[said]), end
            case "decade":
                return self._put("sign", "’"), end
            case "blank":
                return self._put("blank", said), end
            case "auto":
                inner = said[1:-1]
                href = inner if "://" in inner else f"mailto:{inner}"
                return f"[{self._put('word', inner, inner)}]({href})", end
            case "nothing" | "cells":
                return said + self._put("anchor", ""), end
            case "head":
                if said.endswith('"'):
                    return said + self._put("anchor", ""), end
                return f'{said.rstrip()} "{self._put("untitled", "")}"', end
            case "quoted" if self._is_number(token.start(kind)):
                return self._put("sign", said), end
            case "target" | "caption":
                return "", token.end()
            case "note" | "marks" if _NOTHING_NOTED.search(self.text[:end], token.start()):
                if not self.text[end:].partition("\n")[0].strip():
                    return f"{said.rstrip()} {self._put('anchor', '')}", end
            case "address":
                return self._with_values(said), end
            case "entity":
                return self._entity(said, token.start(kind))
            case "value" | "command":
                return self._value(said, token.start(kind))
            case "tag":
                return self._tag(said, token["name"].lower(), token.start(kind))
            case "reference" | "shortcut":
                return self._link(kind, token)
        return said, end

    def _word(self, said: str) -> str:
        rest = CODE.sub(lambda letter: self._put("sign", letter[0]), said[1:])
        return self._put("word", said[0], said) + rest

    def _is_number(self, at: int) -> bool:
        """Whether a '>' before a number is meant as it stands, and begins no quotation."""
        before = self.text[: self.text.rfind("\n", 0, at) + 1].rstrip("\n").rpartition("\n")[2]
        behind = self.text[at:].partition("\n")[2].partition("\n")[0]
        return not any(_QUOTATION.match(line) for line in (before, behind))

    def _is_sign(self, at: int) -> bool:
        """Whether a '*' inside a word stresses nothing: behind a number, or the word's only one."""
        before = re.search(r"\S*\Z", self.text[max(0, at - 100) : at])
        behind = re.match(r"\S*", self.text[at + 1 : at + 100])
        around = f"{before and before[0]} {behind and behind[0]}"
        return self.text[at - 1].isdecimal() or not re.search(r"(?<!\*)\*(?!\*)", around)

    def _with_values(self, said: str) -> str:
        return _EACH_VALUE.sub(lambda value: self._value(value[0], 0)[0], said)

    def _entity(self, said: str, start: int) -> tuple[str, int]:
        sign = unescape(said)
        if sign == said:
            return self._put("sign", "&"), start + 1
        if UNPRINTABLE.search(sign) or sign == "\ufffd":
            self.made.strange.append((self.row, sign))
            return "", start + len(said)
        return self._put("sign", sign), start + len(said)

    def _value(self, said: str, start: int) -> tuple[str, int]:
        name = said[2:-2].strip()
        if said.endswith("}}") and _DOTTED.fullmatch(name):
            return self._put("value", name), start + len(said)
        what = "a template expression" if said.startswith("{{") else "a template command"
        unread = said == "{{"
        self.made.refused.append((self.row, f"{what} that cannot be read" if unread else what))
        whole = said if said.endswith("}}") else "{"
        return self._put("sign", whole), start + len(whole)

    def _tag(self, said: str, name: str, start: int) -> tuple[str, int]:
        if not is_tag(said, name, self.closed):
            return self._put("sign", "<"), start + 1
        if name in ELEMENTS:
            return self._with_values(_NO_SIGN.sub("&amp;", said)), start + len(said)
        if not said.startswith("</"):
            self.made.taken.append(Taken(name, self.row))
        end = start + len(said)
        goes_on = name in RUNNING or self.text[end : end + 1].isspace()
        return "" if goes_on else " ", end

    def _link(self, kind: str, token: re.Match[str]) -> tuple[str, int]:
        """A link whose address is defined elsewhere, with its address behind it."""
        label = token["refers"] if kind == "reference" else token["says"]
        defined = self.links.get(_label(label))
        if defined is None:
            bracket = token[kind].index("[") + 1
            return token[kind][:bracket], token.start(kind) + bracket
        said, row = defined
        address = _Coder(self.made, f"]{said}", [row], self.closed, {}, _IN_TEXT).coded()[1:]
        if kind == "reference":
            return address, token.end(kind)
        says = _Coder(self.made, label, [self.row], self.closed, {}, _IN_TEXT).coded()
        return f"[{says}]{address}", token.end(kind)


_NOTHING_NOTED: Final = re.compile(r"\]: ?\Z")
_EACH_VALUE: Final = re.compile(_VALUE)
_NO_SIGN: Final = re.compile(r"&(?=#(?:\d{8}|[xX][0-9a-fA-F]{8}))")  # larger than any sign's number
_QUOTATION: Final = re.compile(r"\s*>(?![ ]?\d)")
