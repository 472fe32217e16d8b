"""Style sheets, style attributes and presentation attributes -> the properties of an element.

The cascade is CSS's, with specificity, `!important`, inheritance and custom properties
(tinycss2 and cssselect2 read it). What would be fetched is refused by its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

import tinycss2
from cssselect2 import ElementWrapper, Matcher, SelectorError, compile_selector_list
from tinycss2.ast import AtRule, Node, QualifiedRule

from press.reading.pictures.markup import FROM_OUTSIDE, OUTSIDE, Element, Findings, wrong
from press.reading.pictures.values import VARIABLE, length, words

Values = Mapping[str, str]

_INHERITED = words(
    "color fill stroke fill-opacity stroke-opacity fill-rule clip-rule stroke-width"
    " stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset"
    " visibility paint-order marker-start marker-mid marker-end font-family font-size"
    " font-weight font-style text-anchor letter-spacing word-spacing writing-mode"
    " text-transform white-space"
)
_OWN = words(
    "opacity display clip-path mask mask-type filter mix-blend-mode vector-effect overflow"
    " transform transform-origin transform-box stop-color stop-opacity text-decoration"
    " dominant-baseline alignment-baseline baseline-shift"
)
_GEOMETRY = words("x y cx cy r rx ry width height d")
"""Properties in CSS, attributes otherwise; an attribute of the same name is read as one."""
PROPERTIES = _INHERITED | _OWN
_FONT = re.compile(r"(?:[a-z-]+\s+|\d+\s+)*?([\d.]+(?:[a-z]+|%))(?:\s*/\s*\S+)?\s+(.+)", re.I)
_SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
}
_MOST_RULES, _MOST_PARTS = 500, 12


class Styles:
    """The style sheets of a drawing, and what they come to for each element."""

    def __init__(self, root: Element, findings: Findings) -> None:
        self._findings = findings
        self._matchers = Matcher(), Matcher()  # plain, important
        self._rules = 0
        self._wrappers = {
            id(wrapped.etree_element): wrapped
            for wrapped in ElementWrapper.from_xml_root(root).iter_subtree()
        }
        self._declared: dict[int, dict[str, str]] = {}
        for sheet in root.iter("style"):
            if sheet.get("type", "text/css").strip() in ("text/css", "") and (
                "dark" not in sheet.get("media", "")
            ):
                assert isinstance(sheet, Element)
                try:
                    rules = tinycss2.parse_stylesheet("".join(sheet.itertext()), True, True)
                    self._read(rules, sheet.line)
                except (ValueError, RecursionError):
                    message = "<style> cannot be read"
                    findings.refuse("S035", message, "export it anew", sheet.line)

    def of(self, element: Element, parent: Values) -> dict[str, str]:
        """The properties of an element, whose parent has those given."""
        if id(element) not in self._declared:
            self._declared[id(element)] = self._cascaded(element)
        values = {name: value for name, value in parent.items() if _is_inherited(name)}
        for name, value in self._declared[id(element)].items():
            value = _with_variables(value, values)
            if value in ("inherit", "initial", "unset", "revert"):
                kept = value == "inherit" or (value == "unset" and _is_inherited(name))
                value = parent.get(name, "") if kept else ""
            elif name == "font-size":
                value = self._size(value, float(parent.get(name, "16")), element)
            if value:
                values[name] = value
            else:
                values.pop(name, None)
        return values

    def _size(self, value: str, parent: float, element: Element) -> str:
        """The size of type in user units."""
        relative = {"larger": 1.2 * parent, "smaller": parent / 1.2, **_SIZES}
        try:
            size = relative[value] if value in relative else length(value, parent, parent)
        except ValueError:
            self._findings.refuse(*wrong("font-size", element, value))
            size = parent
        return f"{size:g}"

    def _cascaded(self, element: Element) -> dict[str, str]:
        """What is declared for an element, the strongest last."""
        wrapped = self._wrappers[id(element)]
        normal, important = (
            [declared for *_, pseudo, declared in matcher.match(wrapped) if pseudo is None]
            for matcher in self._matchers
        )
        style = self._declared_in(element.get("style", ""), element.line)
        given = [
            (name, " ".join(value.split()))
            for name, value in element.attrib.items()
            if name in PROPERTIES
        ]
        return dict(
            chain(
                given,
                *normal,
                ((name, value) for name, value, strong in style if not strong),
                *important,
                ((name, value) for name, value, strong in style if strong),
            )
        )

    def _read(self, rules: Iterable[Node], line: int) -> None:
        """Take the rules of a sheet that begins at this line."""
        for rule in rules:
            here = line + rule.source_line - 1
            if rule.type == "at-rule":
                self._read_at_rule(rule, here)
            elif rule.type == "qualified-rule":
                self._read_rule(rule, line, here)

    def _read_rule(self, rule: QualifiedRule, line: int, here: int) -> None:
        """Selectors and declarations of a sheet that begins at `line`."""
        text = tinycss2.serialize(rule.prelude).strip()
        self._rules += 1
        try:
            # Each part of a selector may look at every element around one.
            # :has() looks at all below.
            if (
                self._rules > _MOST_RULES
                or ":has" in text.lower()
                or len(re.split(r"[ >+~:(]+", text)) > _MOST_PARTS
            ):
                raise SelectorError
            selectors = compile_selector_list(rule.prelude)
        except (SelectorError, ValueError, RecursionError):
            message = f"<style> has a selector that is not read: {text[:40]!r}"
            self._findings.refuse("S035", message, "use classes, and fewer", here)
            return
        declared = self._declared_in(rule.content, line)
        for strong, matcher in enumerate(self._matchers):
            found = [(name, value) for name, value, how in declared if how == strong]
            for selector in selectors if found else ():
                matcher.add_selector(selector, found)

    def _read_at_rule(self, rule: AtRule, line: int) -> None:
        """Rules for the screen that Chromium shows; fonts are the house's or the practice's."""
        word = rule.lower_at_keyword
        about = tinycss2.serialize(rule.prelude).strip().lower()
        if word == "media" and about in ("all", "screen", "(prefers-color-scheme: light)"):
            inner = tinycss2.parse_rule_list(rule.content, True, True)
            self._read(inner, line - rule.source_line + 1)
        elif word not in ("charset", "namespace", "font-face") and not (
            word == "media" and about in ("print", "(prefers-color-scheme: dark)")
        ):
            hint = OUTSIDE if word == "import" else "export it without this rule"
            self._findings.refuse("S034", f"<style> has '@{word}', which is not read", hint, line)

    def _declared_in(self, content: object, line: int) -> list[tuple[str, str, bool]]:
        """The declarations of a rule or a style attribute; its lines are counted from this one."""
        try:
            return list(self._declarations(tinycss2.parse_blocks_contents(content), line))
        except (ValueError, RecursionError):  # numbers of 4300 digits, brackets in brackets
            self._findings.refuse("S035", "a style cannot be read", "export it anew", line)
            return []

    def _declarations(self, nodes: Iterable[Node], line: int) -> Iterator[tuple[str, str, bool]]:
        """The properties that are known, with their values, and whether they are important."""
        for node in nodes:
            here = line + node.source_line - 1
            if node.type in ("qualified-rule", "at-rule"):
                message = "<style> has rules within rules, which are not read"
                self._findings.refuse("S035", message, "write each rule for itself", here)
            if node.type != "declaration":
                continue
            name = node.name if node.name.startswith("--") else node.lower_name
            value = " ".join(tinycss2.serialize(node.value).split())
            if FROM_OUTSIDE.search(value):
                message = f"a style's '{name}' refers to something outside the drawing"
                self._findings.refuse("S035", message, OUTSIDE, here)
            elif name == "marker":
                yield from ((one, value, node.important) for one in _MARKERS)
            elif name == "font":
                yield from ((one, said, node.important) for one, said in _font(value))
            elif name in PROPERTIES | _GEOMETRY or name.startswith("--"):
                yield name, value, node.important


_MARKERS = ("marker-start", "marker-mid", "marker-end")


def _font(value: str) -> Iterator[tuple[str, str]]:
    """What the shorthand `font` stands for."""
    if match := _FONT.fullmatch(value):
        words = value[: match.start(1)].lower().split()
        yield "font-size", match[1]
        yield "font-family", match[2]
        style = [word for word in words if word in ("italic", "oblique")]
        weight = [word for word in words if word.isdigit() or word in ("bold", "lighter", "bolder")]
        yield "font-style", style[0] if style else "normal"
        yield "font-weight", weight[0] if weight else "400"


def _is_inherited(name: str) -> bool:
    return name in _INHERITED or name.startswith("--")


def _with_variables(value: str, values: Mapping[str, str]) -> str:
    """A value with the drawing's own variables in it; the house's are left for the brand."""
    for _ in range(4):
        if "var(" not in value:
            break
        filled = VARIABLE.sub(lambda match: values.get(match[1], match[0]), value)
        if filled == value:
            break
        value = filled if len(filled) <= 1000 else "var()"  # which is no value of anything
    return value
