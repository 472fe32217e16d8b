"""An SVG as a drawing program saved it -> SVG of shapes and colours only, each mistake by line.

Shapes, groups, gradients and presentation attributes are copied; what programs leave for
themselves is dropped; what could fetch, run or repeat something, or would look different
without what is not supported, is refused. So `<use>` bombs, scripts, remote pictures and
fonts that nobody has do not come in.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.saxutils import escape, quoteattr
from xml.sax.xmlreader import Locator

from defusedxml import DTDForbidden, EntitiesForbidden
from defusedxml.sax import make_parser

from press.model import Finding, Origin
from press.reading.pictures.vocabulary import (
    DROPPED,
    EFFECTS,
    ELEMENTS,
    FORM_OF,
    HARMLESS,
    HINTS,
    IN_STYLE,
    LEFT_OUT,
    SHAPES,
    is_value,
)

MOST_ELEMENTS = 3_000
MOST_DEPTH = 32
"""The engine draws groups in groups by recursion."""
_MOST_SAID = 50
"""Mistakes of one drawing that are told."""
_SVG = "http://www.w3.org/2000/svg"
_MM = {
    "": 25.4 / 96,
    "px": 25.4 / 96,
    "mm": 1.0,
    "cm": 10.0,
    "in": 25.4,
    "pt": 25.4 / 72,
    "pc": 25.4 / 6,
}
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[<>]*>")
_QUOTED = re.compile(r"url\( ?[\"']?(#[^\"'()\s]*)[\"']? ?\)")
_VARIABLE = re.compile(rb"var\(\s*--([a-z][a-z0-9-]*)\s*,\s*([^()]*)\)")

Drawing = tuple[bytes, float, float]
"""Cleaned SVG, width and height in mm."""


def clean_drawing(data: bytes, name: str) -> tuple[Drawing | None, list[Finding]]:
    """Clean an SVG; `name` is what findings call the file."""
    cleaner = _Cleaner(name)
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(cleaner)
    try:
        # A plain DOCTYPE, which Illustrator writes, does nothing; its lines stay counted.
        data = _DOCTYPE.sub(lambda match: b"\n" * match[0].count(b"\n"), data, count=1)
        parser.parse(BytesIO(data))
    except _StopError:
        pass
    except (DTDForbidden, EntitiesForbidden):
        hint = "save it as plain SVG, without a DTD and entities"
        cleaner.refuse("S033", "the drawing declares words of its own (DTD, entities)", hint)
    except (SAXException, ValueError, LookupError) as error:  # LookupError: of its encoding
        line = error.getLineNumber() if isinstance(error, SAXParseException) else 0
        what = error.getMessage() if isinstance(error, SAXException) else str(error)
        cleaner.refuse("S033", f"this is not well-formed SVG: {what}", "export it anew", line)
    if cleaner.findings:
        return None, cleaner.findings
    drawing = cleaner.options()
    return (None, cleaner.findings) if drawing is None else (drawing, [])


def recolour(svg: bytes, colours: Mapping[str, str]) -> bytes:
    """Put colours in the place of `var(--name, fallback)`; names not given take the fallback.

    The house's drawings use --ink, --tint, --brand and --paper. CSS of the page does not
    reach into a picture, so this is done in its text, before it is used.
    """

    def colour(match: re.Match[bytes]) -> bytes:
        given = colours.get(match[1].decode("ascii"))
        return given.encode("ascii") if given else match[2].strip()

    return _VARIABLE.sub(colour, svg)


class _StopError(Exception):
    """There is no use in reading on; the finding is made."""


class _Cleaner(ContentHandler):
    """Writes the drawing anew while it is read, and collects what is wrong with it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.findings: list[Finding] = []
        self._name = name
        self._locator: Locator | None = None
        self._out: list[str] = []
        self._root: dict[str, str] = {}
        self._open: list[str] = []
        self._skipping = 0
        self._elements = 0
        self._shapes = 0
        self._said: set[str] = set()

    def refuse(self, code: str, message: str, hint: str = "", line: int | None = None) -> None:
        """Note a mistake, at the line being read; the same one only once."""
        if message not in self._said and len(self._said) < _MOST_SAID:
            self._said.add(message)
            if line is None:
                line = self._locator.getLineNumber() if self._locator else 0
            origin = Origin(self._name, line or 0)
            self.findings.append(Finding(code, "error", message, origin, hint))

    # --- what the parser calls

    def startElementNS(self, name, qname, attrs) -> None:  # type: ignore[no-untyped-def]  # noqa: N802
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            message = f"the drawing has more than {MOST_ELEMENTS} elements"
            self.refuse("S032", message, "simplify it in the drawing program")
            raise _StopError
        space, tag = name
        given = {local: value for (uri, local), value in attrs.items() if uri is None}
        linked = any(local == "href" for _, local in attrs.getNames())
        if self._skipping or not self._is_wanted(space, tag, given):
            self._skipping += 1
            return
        if linked:
            message = f"<{tag}> refers to something with 'href'"
            self.refuse("S035", message, "save it as plain SVG, with links and clones expanded")
        attributes = dict(self._cleaned(tag, given))
        if not self._open:
            self._root = attributes
        else:
            said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
            self._out.append(f"<{tag}{said}>")
        self._open.append(tag)
        self._shapes += tag in SHAPES
        if len(self._open) > MOST_DEPTH:
            self.refuse("S032", f"the drawing has groups in groups, more than {MOST_DEPTH} deep")
            raise _StopError

    def endElementNS(self, name, qname) -> None:  # type: ignore[no-untyped-def]  # noqa: N802
        if self._skipping:
            self._skipping -= 1
            return
        tag = self._open.pop()
        if self._open:
            self._out.append(f"</{tag}>")

    def characters(self, content: str) -> None:
        if not self._skipping and self._open and self._open[-1] in ("title", "desc"):
            self._out.append(escape(content))

    # --- what is wanted

    def _is_wanted(self, space: str | None, tag: str, given: Mapping[str, str]) -> bool:
        """Whether to copy an element; notes a mistake if it can be neither copied nor dropped."""
        if not self._open:
            if tag != "svg" or space not in (_SVG, None):
                self.refuse("S033", f"this is <{tag}>, not an SVG drawing")
                raise _StopError
            return True
        if space not in (_SVG, None) or tag in DROPPED or _is_hidden(given):
            return False
        if tag not in ELEMENTS or tag == "svg":
            hint = HINTS.get(tag, "save it as plain SVG")
            self.refuse("S034", f"<{tag}> cannot be used in a picture", hint)
            return False
        return True

    def _cleaned(self, tag: str, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The attributes to copy. A property in 'style' wins over the attribute, as in CSS."""
        for name, value in {**given, **self._from_style(tag, given.get("style", ""))}.items():
            value = " ".join(value.split())
            if name.lower().startswith("on"):
                self.refuse("S035", f"<{tag}> runs a program with '{name}'", HINTS["script"])
            elif name in EFFECTS and value not in HARMLESS:
                hint = HINTS.get(name, HINTS["filter"])
                self.refuse("S035", f"<{tag}> has '{name}', which is not supported", hint)
            elif name in FORM_OF and value:
                value = _QUOTED.sub(r"url(\1)", value)
                if is_value(name, value):
                    yield name, value
                else:
                    shown = value if len(value) <= 40 else value[:37] + "…"
                    self.refuse("S035", f"'{name}' of <{tag}> cannot be {shown!r}")

    def _from_style(self, tag: str, style: str) -> dict[str, str]:
        """The properties of a style attribute that can be attributes as well."""
        taken = {}
        for name, value in _declarations(style):
            if name in IN_STYLE or name in EFFECTS:
                taken[name] = value
            elif not LEFT_OUT.match(name):
                self.refuse("S035", f"'style' of <{tag}> sets '{name}'", HINTS["style"])
        return taken

    # --- the whole

    def options(self) -> Drawing | None:
        """The cleaned drawing, if it has a size and something to see."""
        if not self._shapes:
            self.refuse("S036", "there is nothing to see in the drawing", line=0)
            return None
        size = _size(self._root)
        if size is None:
            hint = "export it with 'viewBox', or with width and height"
            self.refuse("S036", "the drawing does not say how large it is", hint, line=0)
            return None
        width, height, box = size
        also = IN_STYLE | {"preserveAspectRatio"}
        kept = {key: value for key, value in self._root.items() if key in also}
        root = {
            "xmlns": _SVG,
            "width": f"{width:.6g}mm",
            "height": f"{height:.6g}mm",
            "viewBox": " ".join(f"{number:.9g}" for number in box),
            **kept,
        }
        said = "".join(f" {key}={quoteattr(value)}" for key, value in root.items())
        text = f"<svg{said}>{''.join(self._out)}</svg>"
        return text.encode("utf-8"), width, height


def _is_hidden(given: Mapping[str, str]) -> bool:
    style = dict(_declarations(given.get("style", "")))
    return style.get("display", given.get("display")) == "none"


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    """The properties in a style attribute with their values."""
    for declaration in re.sub(r"/\*.*?\*/", "", style).split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            yield name.strip().lower(), value.replace("!important", "").strip()


def _size(root: Mapping[str, str]) -> tuple[float, float, tuple[float, ...]] | None:
    """Width and height in mm, and the viewBox; one may be made from the other."""
    box = tuple(_number(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip()))
    if len(box) != 4 or not (box[2] > 0 and box[3] > 0):
        box = ()
    width, height = _mm(root.get("width", "")), _mm(root.get("height", ""))
    if not box:
        if not (width and height):
            return None
        return width, height, (0, 0, width / _MM["px"], height / _MM["px"])
    if width and not height:
        height = width * box[3] / box[2]
    elif height and not width:
        width = height * box[2] / box[3]
    if not (width and height):
        width, height = box[2] * _MM["px"], box[3] * _MM["px"]
    return width, height, box


def _mm(length: str) -> float:
    """A length in mm; 0 if there is none that does not depend on the page."""
    match = re.fullmatch(r"([\d.eE+-]+)(px|mm|cm|in|pt|pc|)", length)
    return max(0.0, _number(match[1])) * _MM[match[2]] if match else 0.0


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0
