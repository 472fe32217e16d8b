"""Texts as writers write them, with the words that they must come to.

A piece is its lines, the words in them in order, and the words of notes, which come last.
Every word is one of a kind, so that none can be lost behind another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

ALPHABET = "bdfgklmnprstvz"


@dataclass
class Written:
    """What was written: lines, words in order, words of the notes."""

    lines: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    notes: list[tuple[str, list[str]]] = field(default_factory=list)

    def add(self, *lines: str) -> None:
        self.lines += lines


class Writer:
    """Writes a text; an odd one writes as people do who know other editors."""

    def __init__(self, random: Random, *, odd: bool) -> None:
        self.random, self.odd = random, odd
        self.made = Written()
        self.number = 0
        self.above: Callable[[], None] | None = None

    def text(self, blocks: int) -> Written:
        """A text of so many blocks, its notes behind it."""
        for _ in range(blocks):
            self._block(0)
        for name, words in list(self.made.notes):
            self.made.add(f"[^{name}]: {' '.join(words)}", "")
        return self.made

    # --- words ---

    def _one_of(self, *choices: str) -> str:
        return self.random.choice(choices)

    def _maybe(self, chance: float = 0.3) -> bool:
        return self.random.random() < chance

    def _new(self) -> str:
        """A word that stands nowhere else."""
        self.number += 1
        digits, letters = self.number + 200, ""  # no name of an element is as long
        while digits:
            digits, rest = divmod(digits, len(ALPHABET))
            letters += ALPHABET[rest] + self._one_of("a", "e", "i", "o", "u", "é", "ij")
        return letters

    def _word(self) -> str:
        word = self._new()
        self.made.words.append(word)
        return word

    def _words(self, most: int = 4) -> str:
        return " ".join(self._word() for _ in range(self.random.randint(1, most)))

    def _inline(self) -> str:
        kinds: list[Callable[[], str]] = [
            self._words,
            self._words,
            lambda: f"**{self._words()}**",
            lambda: f"*{self._words(2)}*",
            lambda: f"{self._words(2)}, {self._word()}.",
            lambda: f'"{self._words(2)}"',
            lambda: f"'{self._words(2)}'",
            lambda: f"({self._words(2)})",
            lambda: f"[{self._words(2)}](https://x.example/a)",
            lambda: f"<b>{self._words(2)}</b>",
            lambda: f"<{self._words(3)}>",
            lambda: f"{self._word()} < {self._word()} &amp; {self._word()} &gt; {self._word()}",
            lambda: f"{self._word()} \\* {self._word()}",
            lambda: f"{self._word()} {{{{ practice.phone }}}}",
            lambda: f"{self._word()}: ________",
            lambda: f"{self._word()}'s {self._word()}",
            lambda: f"{self._word()}-{self._word()} {self._word()}/{self._word()}",
            lambda: f"{self._word()}<!-- {self._new()} --> {self._word()}",
            lambda: f"{self._word()} -- {self._word()}...",
            lambda: f"{self._word()}<br>{self._word()}",
            lambda: f"{self._word()}\u00a0{self._word()}&nbsp;{self._word()}&euro;",
            lambda: f"3*{self._word()} 2*{self._word()} {self._word()}<sup>2</sup>",
            lambda: f"[**{self._word()}** {self._word()}](slapen)",
            self._noted,
        ]
        return self.random.choice(kinds)()

    def _noted(self) -> str:
        name = f"n{len(self.made.notes)}"
        word = self._word()
        self.made.notes.append((name, [self._new(), self._new()]))
        return f"{word}[^{name}]"

    def _sentence(self) -> str:
        return " ".join(self._inline() for _ in range(self.random.randint(1, 3)))

    # --- blocks ---

    def _block(self, depth: int) -> None:
        kinds = [self._paragraph, self._paragraph, self._list, self._list, self._table]
        if depth == 0:
            kinds += [self._heading, self._part, self._part, self._definitions, self._html]
        if self.odd:
            kinds += [self._quotation, self._strange]
        if self.above == self._list and not self.odd:
            kinds = [kind for kind in kinds if kind != self._list]  # they would be one
        begun = len(self.made.lines)
        made = self.random.choice(kinds)
        made()
        self.above = made
        if depth:
            return
        if not self.odd or self._maybe(0.8) or begun == len(self.made.lines):
            self.made.add("")

    def _inside(self, indent: str, make: Callable[[], None]) -> None:
        """What `make` writes, indented."""
        begun = len(self.made.lines)
        make()
        inner = self.made.lines[begun:]
        self.made.lines[begun:] = [f"{indent}{line}" if line else line for line in inner]

    def _indent(self) -> str:
        return self._one_of("    ", "  ", "   ", "\t") if self.odd else "    "

    def _paragraph(self) -> None:
        for _ in range(self.random.randint(1, 3)):
            end = self._one_of("", "  ", "\\") if self.odd and self._maybe(0.2) else ""
            self.made.add(self._sentence() + end)
        self.made.lines[-1] = self.made.lines[-1].rstrip("\\ ")

    def _heading(self) -> None:
        if self._maybe(0.2):
            self.made.add(self._words(), "---")
        else:
            self.made.add(f"## {self._words()}")

    def _list(self) -> None:
        ordered = self._maybe()
        mark = self._one_of("-", "*", "+", "•") if self.odd else "-"
        loose = self._maybe(0.2)
        for item in range(self.random.randint(1, 4)):
            end = self._one_of(".", ")") if self.odd else "."
            self.made.add(f"{f'{item + 1}{end}' if ordered else mark} {self._sentence()}")
            if self._maybe(0.15):
                self._inside(self._indent(), self._list)
            if loose:
                self.made.add("")
                if self._maybe():
                    self._inside(
                        "    " if not self.odd else self._one_of("    ", "   "), self._paragraph
                    )
                    self.made.add("")

    def _table(self) -> None:
        columns = self.random.randint(2, 4)
        for row in range(self.random.randint(2, 4)):
            wide = columns + (self.odd and row > 0 and self._maybe(0.05))
            cells = [self._inline().replace("|", "") for _ in range(wide)]
            border = not self.odd or self._maybe(0.7)
            line = " | ".join(cells)
            self.made.add(f"| {line} |" if border else line)
            if row == 0:
                self.made.add(f"|{'---|' * columns}" if border else " | ".join(["---"] * columns))

    def _part(self) -> None:
        kind = self._one_of("tip", "key", "red-flags", "steps", "summary", "disclaimer", "diary")
        title = self._maybe()
        head = f"!!! {kind}"
        if title and self.odd:
            opening, closing = self.random.choice(
                [(' "', '"'), (" “", "”"), (": ", ""), (' "', ""), (" „", "”")]
            )
            head += f"{opening}{self._words()}{closing}"
        elif title:
            head += f' "{self._words()}"'
        self.made.add(head)
        indent = self._indent()
        for _ in range(self.random.randint(1, 3)):
            self._inside(indent, lambda: self._block(1))
            self.made.add("")

    def _definitions(self) -> None:
        for _ in range(self.random.randint(1, 3)):
            self.made.add(self._words(), f":   {self._sentence()}", "")

    def _html(self) -> None:
        match self.random.randint(0, 5 if self.odd else 3):
            case 0:
                self.made.add(f"<p>{self._words()}</p>")
            case 1:
                cells = "".join(f"<td>{self._words(2)}</td>" for _ in range(2))
                self.made.add("<table>", f"<tr>{cells}</tr>", "</table>")
            case 2:
                self.made.add("<div>", "", self._sentence(), "", "</div>")
            case 3:
                items = [f"<li>{self._words(2)}</li>" for _ in range(2)]
                self.made.add("<ul>", *items, "</ul>")
            case 4:
                self.made.add(f"<center>{self._word()}</center><p>{self._word()}<p>{self._word()}")
            case _:
                self.made.add(f"<div>{self._words(2)}", self._words(2), f"</div>{self._word()}")

    def _quotation(self) -> None:
        self.made.add(f"> {self._sentence()}")

    def _strange(self) -> None:
        """What means something elsewhere, or nothing anywhere."""
        strange: list[Callable[[], str]] = [
            lambda: f"~~{self._words(2)}~~",
            lambda: f"=={self._word()}== {self._word()}",
            lambda: f"**{self._words(2)}",
            lambda: f"[{self._word()}] ({self._word()})",
            lambda: f"[{self._word()}](",
            lambda: f"{self._word()}](#{self._word()})",
            lambda: f"{{: .{self._new()} }}",
            lambda: f"{self._word()} {{#{self._new()}}}",
            lambda: f"```{self._word()}",
            lambda: f"> {self.random.randint(1, 9)} {self._word()}",
            lambda: f"<script>{self._word()}</script> {self._word()}",
            lambda: f"<u>{self._words(2)}</u>",
            lambda: f"<{self._word()} {self._word()}",
            lambda: f"{self._word()} <{self._word()}",
            lambda: f"<!-- {self._word()}",
            lambda: f"&#x202e;{self._word()} &nbsp; {self._word()}&shy;",
            lambda: f"{self._word()} | {self._word()}",
            lambda: f"| {self._word()} |",
            lambda: f": {self._word()}",
            lambda: f'[{self._word()}]: https://x.example/ "{self._word()}"',
            lambda: f"[^{self._new()}]: {self._word()}",
            lambda: f"!!! {self._word()} {self._word()}",
            lambda: f"-{self._word()}",
            lambda: f"-\u00a0{self._word()}",
            lambda: f"({self.random.randint(1, 9)}) {self._word()}",
            lambda: f"> - {self._word()}",
            lambda: f'- !!! tip "{self._word()}"',
            lambda: f"??? {self._word()}",
            lambda: f"{self._word()}^[{self._word()}]",
            lambda: f"{self._word()}</br>{self._word()} <{self._word()}-{self._word()}>",
            lambda: f"*[{self._word()}]: {self._word()}",
            lambda: f"<{self._word()}><{self._word()}></{self._word()}>",
            lambda: f"{self._word()}<td>{self._word()}</td>",
            lambda: f"**{self._word()}*{self._word()}**",
            lambda: f"***{self._word()}* {self._word()}**",
            lambda: f"![{self._word()}",
            lambda: f"[{self._word()}][{self._word()}]",
            lambda: f"[[{self._word()}]](https://x.example)",
            lambda: f"[{self._word()}](<https://x.example/a b>)",
            lambda: f"\\{self._word()}\\",
            lambda: f"\u200b{self._word()}\u00ad{self._word()}\u200d",
            lambda: f"{self._word()}:\n: {self._word()}",
            lambda: f"      {self._word()}",
            lambda: f"| {self._word()} | {self._word()} |\n|---|",
            lambda: f"{self._word()}\n{self._one_of('===', '=', '-', '--')}",
            lambda: f"{self.random.randint(2, 99)}. {self._word()}",
            lambda: f"{self._word()}) {self._word()}",
            lambda: f"#{self._word()}",
            lambda: "***",
            lambda: "---",
            lambda: f"{{% {self._word()} %}}",
            lambda: f"{{{{ {self._word()}",
            lambda: f"'{self.random.randint(10, 99)} {self._word()} 5'10\"",
        ]
        self.made.add(self.random.choice(strange)())
