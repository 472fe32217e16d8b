"""The sources of the press by name -> what each imports and calls."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]

FILES = {
    "leaflet": ROOT / "leaflet.py",
    **{
        path.relative_to(ROOT / "press").with_suffix("").as_posix().removesuffix("/__init__"): path
        for path in sorted((ROOT / "press").rglob("*.py"))
        if path != ROOT / "press/__init__.py"
    },
}
"""The sources by name: `files`, `merge` for its __init__.py, `merge/parts`."""


@cache
def nodes(name: str) -> tuple[ast.AST, ...]:
    """Everything in a source, in the order of `ast.walk`; a tree is walked once."""
    return tuple(ast.walk(ast.parse(FILES[name].read_text(encoding="utf-8"))))


@cache
def imports(name: str) -> frozenset[str]:
    """Every module that a source imports, wherever in it, by its full dotted name."""
    found = set()
    for node in nodes(name):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports by a relative name"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def imports_at_once(name: str) -> set[str]:
    """The modules that are imported when a source is: what stands at its top."""
    module = nodes(name)[0]
    assert isinstance(module, ast.Module)
    found: set[str] = set()
    for node in module.body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def calls(name: str) -> set[str]:
    """What a source calls by a name or by one dot: `print`, `Path.cwd`."""
    functions = [node.func for node in nodes(name) if isinstance(node, ast.Call)]
    found = {each.id for each in functions if isinstance(each, ast.Name)}
    for each in functions:
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name):
            found.add(f"{each.value.id}.{each.attr}")
    return found
