"""Bytes of an SVG -> a tree of elements that know their lines; what may be in none is refused.

Entities and document types are forbidden (defusedxml). Elements, their depth and what is
said of them are counted. Scripts, animation and references to other files are refused
wherever they stand; all else is judged where it would be drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element as XmlElement
from xml.etree.ElementTree import TreeBuilder
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import Locator

from defusedxml import DTDForbidden, EntitiesForbidden
from defusedxml.sax import make_parser

from press.model import Finding, Origin

MOST_ELEMENTS = 3_000
MOST_DEPTH = 32
"""Groups in groups; they are walked by recursion."""
STILL = "take an SVG without programs and animation"
_MOST_SAID = 50
_SVG = "http://www.w3.org/2000/svg"
_XML = "http://www.w3.org/XML/1998/namespace"
OUTSIDE = "put all that is shown into one file"
FROM_OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!['\"#\s])[^)]", re.I)
"""A reference that leads out of the drawing."""
_RUNS = re.compile(r"script|set|animate\w*|discard|handler|listener")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[<>]*>")


class Element(XmlElement):
    """An element with its line; the tag of one of SVG's is its plain name."""

    line = 0


class StopError(Exception):
    """There is no use in going on; the finding is made."""


class Findings:
    """What is wrong with a drawing, the same only once; `name` is what the file is called."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._said: dict[str, Finding] = {}

    def refuse(self, code: str, message: str, hint: str = "", line: int = 0) -> None:
        """Note a mistake."""
        if message not in self._said and len(self._said) < _MOST_SAID:
            self._said[message] = Finding(code, "error", message, Origin(self._name, line), hint)

    def stop(self, code: str, message: str, hint: str = "", line: int = 0) -> StopError:
        """Note a mistake, and what to raise."""
        self.refuse(code, message, hint, line)
        return StopError()

    def all(self) -> list[Finding]:
        """What was noted, in the order of the lines."""
        return sorted(self._said.values(), key=lambda finding: finding.origin.line)


def read_markup(data: bytes, findings: Findings) -> Element | None:
    """The root of a drawing, or None with findings."""
    handler = _Handler(findings)
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    try:
        # A plain DOCTYPE, which Illustrator writes, does nothing; its lines stay counted.
        data = _DOCTYPE.sub(lambda match: b"\n" * match[0].count(b"\n"), data, count=1)
        parser.parse(BytesIO(data))
    except StopError:
        return None
    except (DTDForbidden, EntitiesForbidden):
        hint = "save it as plain SVG, without a DTD and entities"
        message = "the drawing declares words of its own (DTD, entities)"
        findings.refuse("S033", message, hint, handler.line)
        return None
    except (SAXException, ValueError, LookupError) as error:  # LookupError: of its encoding
        line = error.getLineNumber() if isinstance(error, SAXParseException) else 0
        what = error.getMessage() if isinstance(error, SAXException) else str(error)
        message = f"this is not well-formed SVG: {what}"
        findings.refuse("S033", message, "export it anew", line or 0)
        return None
    root = handler.builder.close()
    assert isinstance(root, Element)
    _vet(root, findings)
    return root


def wrong(name: str, element: Element, value: str) -> tuple[str, str, str, int]:
    """What to say of a value that cannot be: code, message, hint and line."""
    shown = value if len(value) <= 40 else value[:37] + "…"
    return "S035", f"'{name}' of <{element.tag}> cannot be {shown!r}", "", element.line


def children(element: Element) -> Iterator[Element]:
    """The elements of SVG right below one; what programs leave for themselves is passed."""
    for child in element:
        if isinstance(child, Element) and "{" not in child.tag and child.tag != "metadata":
            yield child


class _Handler(ContentHandler):
    """Builds the tree of what the parser calls."""

    def __init__(self, findings: Findings) -> None:
        super().__init__()
        self.builder = TreeBuilder(Element)
        self._findings = findings
        self._locator: Locator | None = None
        self._elements = self._depth = 0

    @property
    def line(self) -> int:
        return (self._locator.getLineNumber() if self._locator else 0) or 0

    def startElementNS(self, name, qname, attrs) -> None:  # type: ignore[no-untyped-def]  # noqa: N802
        space, tag = name
        self._elements += 1
        self._depth += 1
        refused = self._findings.stop
        if self._elements == 1 and (tag != "svg" or space not in (_SVG, None)):
            raise refused("S033", f"this is <{tag}>, not an SVG drawing", "", self.line)
        if self._elements > MOST_ELEMENTS:
            message = f"the drawing has more than {MOST_ELEMENTS} elements"
            raise refused("S032", message, "simplify it in the drawing program", self.line)
        if self._depth > MOST_DEPTH:
            message = f"the drawing has groups in groups, more than {MOST_DEPTH} deep"
            raise refused("S032", message, "", self.line)
        given: dict[str, str] = {}
        for (uri, local), value in attrs.items():
            if uri is None or local == "href" or (uri, local) == (_XML, "space"):
                given.setdefault(local if uri != _XML else "xml:space", value)
        tag = tag if space in (_SVG, None) else f"{{{space}}}{tag}"
        element = self.builder.start(tag, given)
        assert isinstance(element, Element)
        element.line = self.line

    def endElementNS(self, name, qname) -> None:  # type: ignore[no-untyped-def]  # noqa: N802
        self._depth -= 1
        self.builder.end("")

    def characters(self, content: str) -> None:
        self.builder.data(content)


def _vet(element: Element, findings: Findings) -> None:
    """Refuse what runs, moves or leads elsewhere, drawn or not."""
    tag, line = element.tag, element.line
    if _RUNS.fullmatch(tag):
        findings.refuse("S034", f"<{tag}> cannot be used in a picture", STILL, line)
    for name, value in element.attrib.items():
        if name.lower().startswith("on"):
            findings.refuse("S035", f"<{tag}> runs a program with '{name}'", STILL, line)
        elif name == "href" and not value.strip().startswith("#") and tag not in ("a", "image"):
            message = f"<{tag}> refers to something outside the drawing with 'href'"
            findings.refuse("S035", message, OUTSIDE, line)
        elif name != "style" and not name.startswith("data-") and FROM_OUTSIDE.search(value):
            findings.refuse(*wrong(name, element, value))
    for child in children(element):
        _vet(child, findings)
