"""Leaflet -> Text: a writer's Markdown as one tree, the same for every practice.

What differs between practices stays open as elements (`press.merge.transforms.filling`). So
a text is converted once, however many practices print it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from lxml import html as lxml_html
from lxml.html import HtmlElement

from press.merge.account import said_on_lines, words_in
from press.merge.coded import Coded, Taken, TooManyError
from press.merge.codes import code
from press.merge.faults import faults_of, once_a_row
from press.merge.habits import as_read
from press.merge.html import without_unread
from press.merge.lines import Lines, with_passages
from press.merge.markdown import read_markdown
from press.merge.shaped import Remark, Shaped
from press.merge.transforms import filling, shape
from press.merge.transforms.blocks import wrap_stray
from press.merge.tree import keep_lines_of_blocks
from press.model import Content, Finding, Leaflet, Origin, Words
from press.reading import did_you_mean, few

T = TypeVar("T")
_VALUES = (
    *("name", "phone", "email", "website", "address"),
    *("hours", "out_of_hours", "emergency", "facts"),
)


@dataclass(frozen=True)
class Text:
    """A converted leaflet; `lines` are those that its tree names by their rows.

    `first` is the tree as it was read, before it was shaped; None if it cannot be read.
    `closing` are parts that come at the end, `cited` the notes that it refers to, `written`
    those that it has. `values`, `references` and `pictures` are what it names, each with its
    place. `said` are the words that each line must say, `with_values` lines that name values.
    """

    root: HtmlElement
    first: HtmlElement | None = None
    lines: Lines = field(default_factory=lambda: Lines((), ()))
    closing: tuple[HtmlElement, ...] = ()
    cited: tuple[str, ...] = ()
    written: Mapping[str, HtmlElement] = field(default_factory=dict)
    values: Mapping[str, Origin] = field(default_factory=dict)
    references: Mapping[str, Origin] = field(default_factory=dict)
    pictures: Mapping[str, Origin] = field(default_factory=dict)
    said: Mapping[str, list[str]] = field(default_factory=dict)
    with_values: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def origins(self) -> tuple[Origin, ...]:
        return self.lines.origins


def convert(leaflet: Leaflet, content: Content, words: Words) -> Text:
    """Convert a leaflet's Markdown; what is wrong in it is among the findings."""
    return _convert(_Same(leaflet), _Same(content), _Same(words))


class _Same(Generic[T]):
    """A record by which one is meant that is no other, however equal: it need not be compared."""

    def __init__(self, it: T) -> None:
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.it is other.it


@lru_cache(maxsize=128)
def _convert(one: _Same[Leaflet], of: _Same[Content], spoken: _Same[Words]) -> Text:
    leaflet, content, words = one.it, of.it, spoken.it
    findings: list[Finding] = []
    lines = with_passages(leaflet, content, findings)
    if lines is None:
        return Text(lxml_html.Element("div"), findings=tuple(few(findings)))
    sources = tuple(source.id for source in leaflet.sources)
    try:
        made = _converted(lines, leaflet.slug, sources, words)
    except RecursionError:
        message = "lists, quotations or other blocks stand too deep inside each other"
        hint = "write it on fewer levels: take spaces and '>' from the front of lines"
        findings.append(Finding("S018", "error", message, leaflet.origin, hint))
    except TooManyError:
        message = "the text with its passages has more words than a leaflet can have"
        findings.append(Finding("S057", "error", message, leaflet.origin, "make two of it"))
    except _MarkdownError:
        message = "this cannot be read as Markdown"
        hint = "is there a '[^' or a ':' that has lost its other half?"
        findings.append(Finding("S018", "error", message, leaflet.origin, hint))
    if findings and findings[-1].code in ("S018", "S057"):
        return Text(lxml_html.Element("div"), findings=tuple(few(findings)))
    remarks = [each for each in made.shaped.remarks if each.code != "S065" or not findings]
    findings += _located(remarks, lines)  # a text that lost its one passage is told once
    said: dict[str, str] = {}
    for row, of_row in made.said.items():
        line = str(lines.origin(int(row)))
        said[line] = f"{said.get(line, '')} {of_row}"
    return Text(
        root=made.root,
        first=made.first,
        lines=lines,
        closing=tuple(made.shaped.closing),
        cited=tuple(made.shaped.cited),
        written=made.shaped.written,
        values={name: lines.origin(row) for name, row in made.values.items()},
        references=_references(made.shaped, leaflet, content, lines, findings),
        pictures=_pictures(made.shaped, content, lines, findings),
        said={line: words_in(said) for line, said in said.items() if "{{" not in said},
        with_values={line: said for line, said in said.items() if "{{" in said},
        findings=tuple(few(findings)),
    )


def _located(remarks: Iterable[Remark], lines: Lines) -> Iterator[Finding]:
    for code_, severity, message, row, hint in remarks:
        yield Finding(code_, severity, message, lines.origin(row), hint)


def _references(
    shaped: Shaped, leaflet: Leaflet, content: Content, lines: Lines, findings: list[Finding]
) -> Mapping[str, Origin]:
    """The leaflets that a text refers to, and what is wrong with them."""
    found: dict[str, Origin] = {}
    for slug, row in shaped.references.items():
        origin = lines.origin(row)
        if (leaflet.language, slug) in content.withdrawn:
            current = content.current(slug, leaflet.language)
            instead = content.leaflet(current, leaflet.language)
            findings.append(_withdrawn(slug, instead, origin))
            found |= {current: origin} if instead else {}
            continue
        found[slug] = origin
        if (leaflet.language, slug) in content.unread:
            message = f"the leaflet '{slug}' cannot be read; nothing refers to it here"
            findings.append(Finding("S058", "warning", message, origin, "mend that leaflet"))
        elif content.leaflet(slug, leaflet.language) is None:
            known = [other.slug for other in content.leaflets if other.language == leaflet.language]
            message = f"there is no leaflet '{slug}' in this language ({leaflet.language})"
            findings.append(Finding("S044", "error", message, origin, did_you_mean(slug, known)))
    return found


def _withdrawn(slug: str, instead: Leaflet | None, origin: Origin) -> Finding:
    """What becomes of a reference to a leaflet that was taken back."""
    what = f"this refers to '{instead.slug}' instead" if instead else "this refers to nothing"
    hint = "write another reference, or take it out"
    message = f"the leaflet '{slug}' is withdrawn; {what}"
    return Finding("S083", "warning", message, origin, hint)


def _pictures(
    shaped: Shaped, content: Content, lines: Lines, findings: list[Finding]
) -> Mapping[str, Origin]:
    found = {}
    for name, row in shaped.pictures.items():
        found[name] = lines.origin(row)
        if name not in content.images:
            message = f"there is no picture '{name}' in sources/images"
            hint = did_you_mean(name, list(content.images))
            findings.append(Finding("S043", "error", message, found[name], hint))
    return found


# --- what is the same wherever the text is included -----------------------------------------


@dataclass(frozen=True, slots=True)
class _Converted:
    """A text as far as its lines alone tell, each thing with its row."""

    root: HtmlElement
    first: HtmlElement
    shaped: Shaped
    values: Mapping[str, int]
    said: Mapping[str, str]


class _MarkdownError(Exception):
    """Markdown that its library cannot read."""


def _converted(lines: Lines, name: str, sources: tuple[str, ...], words: Words) -> _Converted:
    """Lines -> codes -> tree -> shaped into the parts of a leaflet, and the account of it."""
    text, unread = without_unread("\n".join(lines.lines))
    coded = code(as_read(text.split("\n")))
    coded.taken += [Taken(name, row) for name, row in unread]
    try:
        read = read_markdown(coded, words.quotes, sources)
    except RecursionError:
        raise
    except Exception as error:  # Python-Markdown 3.11 runs into "[^]:", an empty name of a note
        raise _MarkdownError from error
    wrap_stray(read.root)
    first, plain = deepcopy(read.root), deepcopy(read.root)
    keep_lines_of_blocks(plain)
    faults = faults_of(lines.lines, coded, read, sources)
    shaped = shape(read.root, words)
    values = _values(coded, shaped)
    shaped.remarks[:0] = faults
    said = said_on_lines(plain)
    for row in shaped.carded:
        said.pop(str(row), None)
    if not any(map(words_in, said.values())) and not _has_errors(shaped):
        hint = "write it below the head"
        shaped.error("S065", "the leaflet has no text", len(lines.lines) - 1, hint)
    shaped.remarks[:] = once_a_row(shaped.remarks)
    for tree in (read.root, *shaped.closing, *shaped.written.values()):
        filling.name_places(tree, name)
        filling.name_lines(tree, lines)
    return _Converted(read.root, first, shaped, values, said)


def _has_errors(shaped: Shaped) -> bool:
    return any(remark.severity == "error" for remark in shaped.remarks)


def _values(coded: Coded, shaped: Shaped) -> Mapping[str, int]:
    """The values of a practice that a text names, each with its first row."""
    found: dict[str, int] = {}
    for each in coded.codes:
        if each.kind != "value":
            continue
        name = each.text.removeprefix("practice.")
        if not each.text.startswith("practice.") or name.split(".")[0] not in _VALUES:
            message = f"there is no value '{each.text}'"
            hint = did_you_mean(f"practice.{name}", [f"practice.{value}" for value in _VALUES])
            shaped.error("S042", message, each.row, hint)
        else:
            found.setdefault(each.text, each.row)
    return found
