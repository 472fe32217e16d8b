"""Builds of a network, imprinted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from conftest import Run

TWO = ("--practice", "p00", "--practice", "p04")
"""Of five practices, those that are alike in typefaces and forms."""


def built(run: Run, root: Path, *arguments: str) -> dict[str, str]:
    """How each file was made, by its path."""
    done = run("build", "--explain", *arguments, root=root)
    lines = (line.partition(": ") for line in done.output.splitlines())
    return {path: how for path, _, how in lines if how.startswith(("imprinted", "rendered"))}


def compare(run: Run, root: Path, *arguments: str) -> Iterator[tuple[str, bytes, bytes]]:
    """Each file that was imprinted, and as it is when it is rendered."""
    made = built(run, root, *arguments)
    imprinted = {
        path: (root / "output" / path).read_bytes()
        for path, how in made.items()
        if how == "imprinted"
    }
    assert imprinted, made
    built(run, root, *arguments, "--no-imprint")
    for path, pdf in imprinted.items():
        yield path, pdf, (root / "output" / path).read_bytes()
