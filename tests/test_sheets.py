"""What style sheets are written in: start and end, named sizes, lines that fit a screen.

A sheet that says left or right needs a second one for a language that runs the other way.
Where the engine knows no logical form, a comment with the word "physical" says why.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tinycss2

ROOT = Path(__file__).parents[1]
LONGEST_LINE = 100
HAIRLINE = 1.0
"""Millimetres: a length below it is a hairline or a nudge, and needs no name."""
MILLIMETRES = {"mm": 1.0, "cm": 10.0, "pt": 25.4 / 72, "px": 25.4 / 96, "rem": 25.4 / 6}

SHEETS = sorted(
    path
    for folder in ("layouts", "press", "starters")
    for path in (ROOT / folder).rglob("*.css")
    if "node_modules" not in path.parts
)
PAGES = sorted(
    path
    for folder, ending in (("layouts", "html"), ("press", "html"), ("press", "py"))
    for path in (ROOT / folder).rglob(f"*.{ending}")
)

SIDES = {"left", "right"}
OF_A_SIDE = re.compile(
    r"(margin-|padding-|border-)?(left|right)(-(width|style|color))?"
    r"|border-(top|bottom)-(left|right)-radius"
)
OF_FOUR_SIDES = re.compile(r"margin|padding|inset|border-(width|style|color)|--[\w-]+")


def wrong(paths: Iterable[Path], look: Callable[[str], list[Any]]) -> dict[str, list[Any]]:
    """The files in which something is wrong, each with what is; one test looks at them all."""
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}
    return {name: found for name, text in texts.items() if (found := look(text))}


# --- reading ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Declaration:
    """A declaration in a sheet, the rule it stands in, and whether a comment says why."""

    rule: tuple[int, int]
    line: int
    name: str
    value: tuple[Any, ...]
    excused: bool

    def __str__(self) -> str:
        return f"{self.line}: {self.name}: {tinycss2.serialize(self.value).strip()}"


@cache
def declarations(css: str) -> list[Declaration]:
    """Every declaration of a sheet, in rules of any depth."""
    reasons: set[int] = set()
    for comment in re.finditer(r"/\*.*?\*/", css, re.DOTALL):
        if "physical" in comment[0].lower():
            reasons.add(css.count("\n", 0, comment.end()) + 1)
    return list(_within(tinycss2.parse_stylesheet(css, skip_comments=True), (0, 0), reasons, False))


def _within(
    nodes: list[Any], rule: tuple[int, int], reasons: set[int], excused: bool
) -> Iterator[Declaration]:
    """`reasons` are the lines on which such a comment ends: a rule's own, or the one before."""
    for node in nodes:
        if node.type == "declaration":
            why = excused or node.source_line in reasons
            value = tuple(part for part in node.value if part.type not in ("comment", "whitespace"))
            yield Declaration(rule, node.source_line, node.lower_name, value, why)
        elif node.type in ("qualified-rule", "at-rule") and node.content is not None:
            inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True)
            why = excused or bool({node.source_line, node.source_line - 1} & reasons)
            here = (node.source_line, node.source_column)
            yield from _within(inner, here, reasons, why)


def styles_in(page: str) -> str:
    """The style elements and attributes of a template, or of the HTML in a module, as a sheet."""
    elements = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    attributes = re.findall(r'\bstyle="([^"]*)"', page)
    blank = (re.sub(r"\{[{%]?[^{}]*[%}]?\}", "0", attribute) for attribute in attributes)
    return "\n".join([*elements, *(f"x {{ {attribute} }}" for attribute in blank)])


# --- left and right ---------------------------------------------------------------------


def is_physical(one: Declaration) -> bool:
    """Whether a declaration tells left from right, so means another thing from right to left."""
    if OF_A_SIDE.fullmatch(one.name):
        return True
    if any(part.type == "ident" and part.lower_value in SIDES for part in one.value):
        return True
    said = [tinycss2.serialize([part]) for part in one.value]
    if one.name.endswith("position") and one.name != "position":
        return bool(said[0] not in ("50%", "center", "var(--start)"))
    if len(said) != 4:
        return False
    if one.name == "border-radius":
        return bool(said[0] != said[1] or said[2] != said[3])
    lengths = all(
        part.type in ("dimension", "number", "function", "percentage", "ident")
        for part in one.value
    )
    return bool(OF_FOUR_SIDES.fullmatch(one.name)) and lengths and said[1] != said[3]


def physical(css: str) -> list[str]:
    return [str(one) for one in declarations(css) if is_physical(one) and not one.excused]


def test_a_sheet_says_start_and_end_or_why_not() -> None:
    assert len(SHEETS) > 15
    assert wrong(SHEETS, physical) == {}


def test_styles_in_a_page_say_start_and_end() -> None:
    assert len(PAGES) > 200
    assert wrong(PAGES, lambda page: physical(styles_in(page))) == {}


@pytest.mark.parametrize(
    ("css", "number"),
    [
        ("a { margin-left: 1mm; padding-right: 2mm; left: 0; border-left-color: red }", 4),
        ("a { text-align: left; float: right; clear: left }", 3),
        ("a { border-top-left-radius: 1mm; border-radius: 0 1mm 0 1mm }", 2),
        ("a { margin: 0 1mm 0 2mm; padding: 1mm 2mm 3mm calc(1mm + 1mm); inset: 0 auto 0 0 }", 3),
        ("a { --start: left; background: url(x.svg) no-repeat left 1mm top }", 2),
        ("a { background-position: 0 50%; object-position: right top }", 2),
        ("@page { @bottom-left { padding-left: 1mm } }", 1),
        ("@media print { a { /* physical: no */ left: 0 } b { right: 0 } }", 0),
        (
            "@media print {\n a { left: 0 }  /* physical: why */\n\n b { right: 0 } }",
            1,
        ),
        ("/* physical: why */\n@page { @bottom-left { padding-left: 1mm } }", 0),
        ("a {\n margin-left: 1mm;  /* physical: why */\n color: red;\n margin-right: 1mm }", 1),
        ("/* some other reason */\na { left: 0 }", 1),
        ("a { margin-inline: 1mm 2mm; inset-inline-start: 0; text-align: start }", 0),
        ("a { margin: 0 1mm 2mm 1mm; border-radius: 1mm 1mm 0 0; position: absolute }", 0),
        ("a { background-position: var(--start) 1mm top; object-position: 50% 100% }", 0),
        ("[data-margin=left] .right { grid-area: 1 / 2 / 3 / 4; flex: 1 1 0 }", 0),
    ],
)
def test_what_tells_left_from_right_is_counted(css: str, number: int) -> None:
    assert len(physical(css)) == number


# --- what the engine misplaces from right to left ----------------------------------------


def misplaced(css: str) -> list[str]:
    """Rules that WeasyPrint 70 sets beside their place where text runs from right to left.

    A flex or grid box that is absolute itself, and a box that an automatic margin moves.
    """
    rules: dict[tuple[int, int], list[Declaration]] = defaultdict(list)
    for one in declarations(css):
        if not one.excused:
            rules[one.rule].append(one)
    wrong = []
    for rule in rules.values():
        said = {(one.name, tinycss2.serialize(one.value)) for one in rule}
        if ("position", "absolute") in said and {("display", "flex"), ("display", "grid")} & said:
            wrong.append(str(rule[0]))
        wrong += [str(one) for one in rule if _is_moved(one)]
    return wrong


def _is_moved(one: Declaration) -> bool:
    automatic = [part.type == "ident" and part.lower_value == "auto" for part in one.value]
    if one.name.startswith("margin-inline"):
        return any(automatic)
    return one.name == "margin" and any(
        (*automatic * 2,)[1::2] if len(automatic) != 3 else automatic[1:2]
    )


def test_a_layout_avoids_what_the_engine_misplaces_from_right_to_left() -> None:
    assert wrong((path for path in SHEETS if "layouts" in path.parts), misplaced) == {}


@pytest.mark.parametrize(
    ("css", "number"),
    [
        ("a { position: absolute; display: flex } b { position: absolute; display: block }", 1),
        ("a { position: absolute; top: 0; display: grid } b { display: flex }", 1),
        ("a { margin: 0 auto } b { margin: auto } c { margin: 0 auto 1mm }", 3),
        ("a { margin: auto 0 } b { margin: 0 0 auto } c { margin-block: auto }", 0),
        ("a { margin-inline-start: auto }", 1),
    ],
)
def test_what_the_engine_misplaces_is_counted(css: str, number: int) -> None:
    assert len(misplaced(css)) == number


# --- sizes ------------------------------------------------------------------------------


def kinds(one: Declaration) -> Iterator[tuple[str, str]]:
    """Each length of a declaration with what it measures: `font` has two, type and line."""
    said = [f"{abs(part.value):g}{part.unit}" for part in _lengths(one.value)]
    if one.name == "font":
        yield from zip(("font-size", "line-height"), said, strict=False)
        return
    for kind in ("margin", "padding", "gap", "radius", "border", "background", "width", "height"):
        if kind in one.name and one.name != "line-height":
            yield from ((kind, length) for length in said)
            return
    place = one.name.startswith("inset") or one.name in ("top", "bottom", "left", "right")
    yield from (("place" if place else one.name, length) for length in said)


def _lengths(parts: Any) -> Iterator[Any]:
    for part in parts:
        if part.type == "dimension":
            if abs(part.value) * MILLIMETRES.get(part.lower_unit, 0) >= HAIRLINE:
                yield part
        elif part.type in ("function", "() block"):
            yield from _lengths(part.arguments if part.type == "function" else part.content)


def unnamed(css: str) -> list[str]:
    """Lengths that two rules of a sheet give for the same kind of thing."""
    used: dict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)
    lines: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in declarations(css):
        if not one.name.startswith("--"):
            for size in kinds(one):
                used[size].add(one.rule)
                lines[size].append(one.line)
    return [
        f"{kind} {length}: {lines[kind, length]}"
        for (kind, length), rules in used.items()
        if len(rules) > 1
    ]


def test_a_size_that_two_rules_give_has_a_name() -> None:
    assert wrong(SHEETS, unnamed) == {}


@pytest.mark.parametrize(
    ("css", "number"),
    [
        ("a { margin: 0 5mm } b { margin-top: -5mm }", 1),
        ("a { width: calc(10mm + 1%) } @media print { b { width: 10mm } }", 1),
        ("a { font: 700 12pt/14pt x } b { font-size: 12pt } c { line-height: 14pt }", 2),
        ("a { width: 5mm; height: 5mm; min-width: 5mm } b { padding: 5mm }", 0),
        ("a { border: 1pt solid } b { border: 1pt solid }", 0),
        ("a { margin: var(--gap) } b { margin: var(--gap) } html { --gap: 5mm; --side: 5mm }", 0),
    ],
)
def test_a_size_said_twice_is_counted(css: str, number: int) -> None:
    assert len(unnamed(css)) == number


def test_a_line_of_a_sheet_can_be_read_whole() -> None:
    def long(css: str) -> list[int]:
        return [at for at, line in enumerate(css.split("\n"), 1) if len(line) > LONGEST_LINE]

    assert wrong(SHEETS, long) == {}
