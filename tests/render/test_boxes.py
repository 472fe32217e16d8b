"""The engine's face: every private name that the press uses is listed, and the engine has it."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from press.installed import ENGINE, patches_off
from press.render import engine
from press.render.boxes import PRIVATE
from press.render.weasyprint_patches import PATCHES

ROOM = Path(__file__).parents[2] / "press/render"
PUBLIC = {
    *("weasyprint.CSS", "weasyprint.HTML", "weasyprint.document.Document"),
    *("weasyprint.text.fonts.FontConfiguration", "weasyprint.text.line_break.Layout.__new__"),
    *("weasyprint.urls.URLFetcher", "cssselect2.ElementWrapper"),
    *(
        "pydyf.Array",
        "pydyf.Dictionary",
        "pydyf.Object",
        "pydyf.PDF",
        "pydyf.Stream",
        "pydyf.String",
    ),
}
"""What the engine's documentation speaks of."""
LISTED = set(PRIVATE)


def names_in(source: str) -> Iterator[str]:
    """The names of the engine that a module uses, and those that begin with an underscore.

    The latter are of whatever object; only what the module itself or the press's own classes
    define is theirs.
    """
    tree = ast.parse(source)
    known = dict(_imported(tree))
    yield from (name for name in known.values() if not is_module(name))
    own = {
        node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and of_self(node)
    }
    own |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        path = ast.unparse(node).split(".")
        if path[0] in known and all(part.isidentifier() for part in path):
            name = ".".join([known[path[0]], *path[1:]])
            if not is_module(name):
                yield name
        elif is_private(node.attr) and node.attr not in own:
            yield node.attr


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """What each name stands for that is imported from the engine."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ENGINE:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] in ENGINE:
                    yield alias.asname or alias.name.split(".")[0], alias.name.split(".")[0]


def is_module(name: str) -> bool:
    engine.weasyprint()
    return isinstance(sys.modules.get(name), ModuleType)


def of_self(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def unlisted(source: str) -> set[str]:
    """What a module uses that neither list names: whole, or by what it begins with."""
    ends = {name.rpartition(".")[2] for name in LISTED}
    return {
        name
        for name in names_in(source)
        if (name not in ends if is_private(name) else not is_listed(name))
    }


def is_listed(name: str) -> bool:
    """Whether a name is in a list, or is a public part of one that is, or what has it."""
    if any(each.startswith(f"{name}.") for each in LISTED):
        return True
    while name:
        if name in LISTED or name in PUBLIC:
            return True
        name, _, last = name.rpartition(".")
        if is_private(last):
            return False
    return False


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.py")), ids=lambda path: path.stem)
def test_every_private_name_that_is_used_is_listed(path: Path) -> None:
    assert unlisted(path.read_text("utf-8")) == set()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (
            "from weasyprint.layout import grid\ngrid.grid_layout()",
            {"weasyprint.layout.grid.grid_layout"},
        ),
        ("from weasyprint.layout.flex import flex_layout", {"weasyprint.layout.flex.flex_layout"}),
        ("import pydyf\npydyf.PDF._trailer", {"pydyf.PDF._trailer"}),
        ("def f(page): return page._resolve_links", {"_resolve_links"}),
        ("import weasyprint\nweasyprint.CSS(string='')", set()),
        ("class A:\n    def f(self): return self._own", set()),
    ],
)
def test_a_name_that_is_not_listed_is_found(source: str, found: set[str]) -> None:
    assert unlisted(source) == found


@pytest.mark.parametrize("name", sorted(LISTED))
def test_the_engine_has_every_name_that_is_listed(name: str) -> None:
    engine.weasyprint()
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            thing = import_module(".".join(parts[:length]))
            break
        except ModuleNotFoundError:
            continue
    for part in parts[length:]:
        if inspect.isclass(thing) and not hasattr(thing, part):  # it is given to instances
            assert f"self.{part}" in inspect.getsource(thing)
            return
        thing = getattr(thing, part)


def test_the_patches_are_few_small_and_of_libraries_that_are_pinned() -> None:
    files = (ROOM / "weasyprint_patches").glob("*.py")
    assert sum(len(file.read_text("utf-8").splitlines()) for file in files) <= 400
    assert len(PATCHES) <= 8
    assert {patch.library for patch in PATCHES} <= set(ENGINE)
    assert all(patch.saves >= 3 and patch.falls_away_with for patch in PATCHES)
    project = (ROOM.parents[1] / "pyproject.toml").read_text("utf-8")
    assert all(f'"{name}=={version}"' in project for name, version in ENGINE.items())


def test_patches_are_off_where_they_do_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert patches_off() == ""
    monkeypatch.setitem(ENGINE, "pydyf", "0.12.0")
    assert patches_off() == "pydyf is 0.13.0, not 0.12.0"
    monkeypatch.setenv("LEAFLET_PLAIN_ENGINE", "1")
    assert patches_off() == "LEAFLET_PLAIN_ENGINE is set"
    assert "LEAFLET_PLAIN_ENGINE is set" in engine.lacking()[0]
