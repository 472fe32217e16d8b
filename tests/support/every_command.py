"""Every command of the press, with what is typed for it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from leaflet import main


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with what is typed for it: `outbox doubt resolve`."""
    todo: list[tuple[str, click.Command]] = [("", main)]
    while todo:
        name, command = todo.pop()
        yield name, command
        if isinstance(command, click.Group):
            context = click.Context(command)
            for each in command.list_commands(context):
                child = command.get_command(context, each)
                assert child, each
                todo.append((f"{name} {each}".strip(), child))
