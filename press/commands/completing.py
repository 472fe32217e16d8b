"""What a person began to type -> the names in the house that it could become.

Only names of files and folders are looked at: a shell waits for the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem

Names = Callable[[Path], Iterator[str]]


class Name(click.types.StringParamType):
    """A name that the house may have: what is typed stands, the shell is offered what is there.

    With `listed` several may be typed, with commas between them.
    """

    def __init__(self, name: str, names: Names, *, listed: bool = False) -> None:
        self.name, self._names, self._listed = name, names, listed

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        root = ctx.find_root().params.get("root") or Path()
        before, comma, begun = incomplete.rpartition(",") if self._listed else ("", "", incomplete)
        taken = before.split(",")
        found = {name for name in self._names(root) if name.startswith(begun)}
        return [CompletionItem(f"{before}{comma}{name}") for name in sorted(found - {*taken})]


def _practices(root: Path) -> Iterator[str]:
    return (path.parent.name for path in root.glob("sources/practices/*/practice.yaml"))


def _publications(root: Path) -> Iterator[str]:
    yield from (path.stem for path in root.glob("sources/leaflets/*/*.md"))
    yield from (path.stem for path in root.glob("sources/booklets/*/*.yaml"))


def _exercises(root: Path) -> Iterator[str]:
    return (path.stem for path in root.glob("sources/exercises/*/*.md"))


def _layouts(root: Path) -> Iterator[str]:
    from press.installed import INSTALLED

    for folder in (root, INSTALLED):
        yield from (path.parent.name for path in folder.glob("layouts/*/layout.yaml"))


def _languages(root: Path) -> Iterator[str]:
    return (path.name for path in root.glob("sources/leaflets/*") if path.is_dir())


PRACTICE = Name("id", _practices)
PUBLICATION = Name("publication", _publications)
LAYOUT = Name("name", _layouts)
LANGUAGE = Name("ll", _languages)
EXERCISES = Name("a,b", _exercises, listed=True)
