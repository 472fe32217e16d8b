"""Commands -> help that shows whole sentences, in sections by who uses what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import click


class Commands(click.Group):
    """A group whose help never cuts a sentence short; `sections` give its commands an order."""

    group_class = type
    sections: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        named = [name for names in self.sections.values() for name in names]
        return named or super().list_commands(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, names in (self.sections or {"Commands": tuple(self.list_commands(ctx))}).items():
            commands = ((name, self.get_command(ctx, name)) for name in names)
            # The first sentence, whole: click cuts it where the line ends.
            rows = [(name, each.get_short_help_str(limit=1000)) for name, each in commands if each]
            with formatter.section(title):
                formatter.write_dl(rows)
