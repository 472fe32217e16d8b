"""Furniture set in other words is what the engine makes of those words, or it is laid out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from network import network
from ruamel.yaml import YAML

from press.build import imprint_furniture
from press.build.imprint_furniture import NEEDS_ENGINE, FurnitureParts
from press.build.plan import plan
from press.build.project import Project, load
from press.cache import ObjectCache
from press.choices import Order
from press.imprint import Furniture, Refused
from press.model import Variant
from press.model.slots import SlotLook
from press.render import render as plain_render

SAID: tuple[dict[str, Any], ...] = (
    {"name": "Fys", "phone": "0123 - 45 67 89", "website": "https://a1.example"},
    {
        "name": "Praxis Müller & Söhne",
        "phone": "06 - 1",
        "website": "https://www.a-long-one.example",
    },
    {"name": "Centrum voor Beweging en Gezondheid Noord", "website": "https://a2.example"},
    {
        "name": "Ægir fi To V.",
        "phone": "(020) 77 77",
        "website": "https://a-very-long-name-11.example",
    },
    {"name": "Fyo 7", "phone": "0111 - 11 11 11", "website": "https://a7.example"},
)
TARGETS = ("pijn-onder-in-de-rug", "oefeningen-bij-lage-rugklachten")
Count = Callable[[], int]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Two practices, each in five wordings: other names, numbers and addresses."""
    root, yaml = network(tmp_path_factory.mktemp("net"), 2), YAML()
    for own in ("p00", "p01"):
        for number, said in enumerate(SAID):
            folder = root / f"sources/practices/{own}-{number}"
            shutil.copytree(root / "sources/practices" / own, folder)
            practice = yaml.load(folder / "practice.yaml") | said
            practice |= {"email": f"{'post' * number}a@a{number}.example"}
            practice["address"] = {"street": f"Dorp {number}", "postcode": "1", "city": "Åå"}
            yaml.dump(practice, folder / "practice.yaml")
    return load(root)


def variants(project: Project, own: str, layout: str, language: str) -> list[Variant]:
    """One variant of each wording of a practice."""
    order = Order(layouts=(layout,), languages=(language,), practices=tuple(_names(own)))
    found = {each.practice.id: each for each in plan(project, order)}
    return [found[name] for name in _names(own)]


def _names(own: str) -> list[str]:
    return [f"{own}-{number}" for number in range(len(SAID))]


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> Count:
    """How often the engine was asked."""
    asked: list[object] = []

    def render(*arguments: Any, **named: Any) -> Any:
        asked.append(arguments)
        return plain_render(*arguments, **named)

    monkeypatch.setattr(imprint_furniture, "render", render)
    return lambda: len(asked)


def on_shelf(project: Project, folder: Path) -> FurnitureParts:
    return FurnitureParts(project.library, ObjectCache(folder, "shelf"), "made from the same")


def seen(furniture: Furniture | Refused) -> dict[SlotLook, object] | Refused:
    """All that imprints take of furniture; what it calls its pictures they do not see."""
    if isinstance(furniture, Refused):
        return furniture

    def drawn(name: str) -> object:
        if name not in furniture.pictures:
            return name  # the leaflet's own code
        entries, data = furniture.pictures[name]
        inside = [each for each in entries if isinstance(each, str) and each in furniture.pictures]
        return [each for each in entries if each not in inside], data, [*map(drawn, inside)]

    return {
        look: (replace(slot, drawn={}), {name: drawn(of) for name, of in slot.drawn.items()})
        for look, slot in furniture.slots.items()
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("own", "layout", "language", "wordings", "cast"),
    [
        ("p00", "a4", "nl", (0, 4, 1), True),
        ("p00", "a4-large-print", "nl", (0, 4), True),
        ("p00", "a5-booklet", "nl", (0, 4), True),
        ("p00", "trifold", "nl", (0, 4), True),
        ("p01", "a4", "ar", (0, 4), False),  # whose lines hold both directions
        pytest.param("p00", "a4", "nl", (0, 1, 2, 3, 4), True, marks=pytest.mark.whole),
        pytest.param("p01", "a4-large-print", "nl", (3, 2, 1, 4), False, marks=pytest.mark.whole),
        pytest.param("p01", "a5-booklet", "nl", (3, 2, 1, 0, 4), True, marks=pytest.mark.whole),
        pytest.param("p00", "trifold", "nl", (1, 3, 2, 0), True, marks=pytest.mark.whole),
    ],
)
def test_what_is_cast_is_what_the_engine_makes_of_it(
    own: str,
    layout: str,
    language: str,
    wordings: tuple[int, ...],
    cast: bool,
    project: Project,
    laid_out: Count,
    tmp_path: Path,
) -> None:
    targets = TARGETS[: 1 if layout == "trifold" else 2] if language == "nl" else ()
    every = variants(project, own, layout, language)
    todo, parts = [every[number] for number in wordings], on_shelf(project, tmp_path / "all")
    made = [seen(parts.of(variant, targets)) for variant in todo]
    together, alone = laid_out(), []
    for number, variant in enumerate(todo):
        alone.append(seen(on_shelf(project, tmp_path / f"{number}").of(variant, targets)))
    assert made == alone
    assert (together < laid_out() - together) == cast


@pytest.mark.slow
def test_a_mould_that_was_damaged_is_not_believed(
    project: Project, laid_out: Count, tmp_path: Path
) -> None:
    first, *_, last = variants(project, "p00", "a4", "nl")
    parts = on_shelf(project, tmp_path)
    assert parts.of(last, (), lay_out=False) is NEEDS_ENGINE
    parts.of(first, ())
    right = seen(parts.of(last, (), lay_out=False))
    assert laid_out() == 1
    (mould,) = (tmp_path / "shelf").iterdir()
    content = mould.read_bytes()
    for damaged in _damaged(content):
        mould.unlink()
        mould.write_bytes(damaged)
        imprint_furniture._KEPT.clear()
        assert parts.of(last, (), lay_out=False) is NEEDS_ENGINE
    mould.write_bytes(content)
    imprint_furniture._KEPT.clear()
    assert seen(parts.of(last, (), lay_out=False)) == right


def _damaged(content: bytes) -> Iterator[bytes]:
    yield content[:-1]
    yield content.replace(b"Fys", b"Fis")
    yield content.replace(b" Tm", b" Td")
    yield b""
