"""Every command line that README, docs and --help show, with where it stands."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
from every_command import commands

from leaflet import main

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/**/*.md", "sources/README.md", "layouts/README.md", "CONTRIBUTING.md")
_BEFORE = r"(?:^ *|`|Example: |\$ |; |ExecStart=|\* +|/house:U |--rm )(?:[\w./]*bin/)?"
_LINE = re.compile(rf"{_BEFORE}leaflet ((?:--|[a-z])[^`\n|&>#;]*)", re.M)
_IN_HELP = re.compile(r"^ +(?:Example: )?leaflet ((?:--|[a-z]).*)", re.M)
_PLACEHOLDER = re.compile(r"…|\.\.\.|\[|^[A-Z][A-Z_]+$|<")
_FILLED_IN = {"FILE": "report.html", "ID": "lindehof", "FILE.csv": "practices.csv"}


def _typed(line: str) -> list[str]:
    """The words of a line, without what is said of it behind two spaces."""
    line = re.split(r"  +|[;)]| \(", line.strip())[0].rstrip(".,:'")
    words = shlex.split(line) if line.count("'") % 2 == 0 and line.count('"') % 2 == 0 else []
    return [_FILLED_IN.get(word, word) for word in words]


def _shown() -> Iterator[tuple[str, list[str]]]:
    """Whole command lines, not `leaflet build` in a sentence."""
    for pattern in PAGES:
        for path in sorted(ROOT.glob(pattern)):
            for line in _LINE.findall(path.read_text("utf-8")):
                yield path.relative_to(ROOT).as_posix(), _typed(line)
    for name, command in commands():
        for line in _IN_HELP.findall(command.get_help(click.Context(command))):
            yield f"leaflet {name} --help", _typed(line)


SHOWN = [
    (where, words)
    for where, words in _shown()
    if words
    and not any(map(_PLACEHOLDER.search, words))
    and words[0] in [*main.list_commands(click.Context(main)), "--root", "--version", "--help"]
]
