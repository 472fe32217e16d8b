"""WeasyPrint's boxes -> the same, typed: the one place that knows how the engine keeps a page.

The engine promises nothing of this. `PRIVATE` lists what the press takes of it besides the
boxes below; `press.render.weasyprint_patches` has the table of patches. A test fails when the
code uses a name that is not listed, or one is that the installed engine does not have.
Lengths are in CSS pixels from the top left of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, cast
from xml.etree.ElementTree import Element

PRIVATE = {
    "weasyprint.css.ComputedStyle": "a patch",
    "weasyprint.css.ComputedStyle.__missing__": "a patch",
    "weasyprint.css.INHERITED": "a patch",
    "weasyprint.css.INITIAL_NOT_COMPUTED": "a patch",
    "weasyprint.css.INITIAL_VALUES": "a patch",
    "weasyprint.css.PHYSICAL_FUNCTIONS": "a patch",
    "weasyprint.css.StyleFor.__call__": "a patch",
    "weasyprint.css.StyleFor.__init__": "a patch",
    "weasyprint.css.StyleFor.set_computed_styles": "a patch",
    "weasyprint.css.tokens.Pending.solve": "a patch",
    "weasyprint.draw.color.get_color": "a patch",
    "weasyprint.formatting_structure.boxes.Box.is_in_normal_flow": "a patch",
    "weasyprint.layout.background.layout_box_backgrounds": "a patch",
    "weasyprint.layout.percent.resolve_percentages": "a patch",
    "weasyprint.text.line_break.Layout.deactivate": "a patch",
    "weasyprint.text.line_break.Layout.reactivate": "a patch",
    "weasyprint.text.line_break.Layout.setup": "a patch",
    "weasyprint.text.line_break.strut": "a patch",
    "weasyprint.css.AnonymousStyle": "boxes that no element made",
    "weasyprint.document.get_all_computed_styles": "what style sheets show (words)",
    "weasyprint.document.Page._page_box": "the boxes of a page",
    "weasyprint.document.layout_document": "pages that are kept (laid_again)",
    "weasyprint.draw.draw_block_level": "where a slot is drawn (slots)",
    "weasyprint.draw.draw_stacking_context": "where a slot is drawn (slots)",
    "weasyprint.draw.text.draw_first_line": "what a line says (text_layer)",
    "weasyprint.formatting_structure.boxes.BlockLevelBox": "blocks in the flow",
    "weasyprint.formatting_structure.boxes.MarginBox": "running heads and feet (slots)",
    "weasyprint.formatting_structure.boxes.PageBox": "where a page's tags begin (tags)",
    "weasyprint.layout.absolute.AbsolutePlaceholder._box": "the box that it stands for",
    "weasyprint.layout.background.layout_backgrounds": "pages that are kept (laid_again)",
    "weasyprint.layout.block.block_level_page_name": "where a page must end (page_fill)",
    "weasyprint.layout.block.float_layout": "floats of endless pages (endless_pages)",
    "weasyprint.layout.inline.split_text_box": "lines of one height, and full (even_lines)",
    "weasyprint.layout.block.block_level_page_break": "where a page may end (even)",
    "weasyprint.layout.page.make_all_pages": "pages that are kept (laid_again)",
    "weasyprint.layout.page.make_margin_boxes": "pages that are kept (laid_again)",
    "weasyprint.pdf.build_fonts_dictionary": "what a code says and draws (text_layer)",
    "weasyprint.pdf.fonts.Font": "a typeface cut down to what is drawn (text_layer)",
    "weasyprint.pdf.fonts.Font.clean": "a typeface cut down to what is drawn (text_layer)",
    "weasyprint.pdf.stream.Stream._current_alpha": "a slot sets its own (slots)",
    "weasyprint.pdf.stream.Stream._current_alpha_stroke": "a slot sets its own (slots)",
    "weasyprint.pdf.stream.Stream._current_color": "a slot sets its own (slots)",
    "weasyprint.pdf.stream.Stream._current_color_stroke": "a slot sets its own (slots)",
    "weasyprint.pdf.stream.Stream._current_font": "a slot sets its own (slots)",
    "weasyprint.pdf.stream.Stream._old_font": "a slot sets its own (slots)",
    "weasyprint.pdf.stream.Stream._fonts": "the typefaces of a file (text_layer)",
    "weasyprint.pdf.tags._build_box_tree": "the element behind each tag (tags)",
    "weasyprint.svg.TAGS": "paths of drawings (outlines)",
    "weasyprint.svg.path.path": "paths of drawings (outlines)",
    "weasyprint.svg.utils.PointError": "paths of drawings (outlines)",
    "weasyprint.svg.utils.size": "paths of drawings (outlines)",
    "weasyprint.text.ffi.ffi": "glyphs of a line (text_layer)",
    "weasyprint.text.ffi.gobject": "glyphs of a line (text_layer)",
    "weasyprint.text.ffi.harfbuzz_subset": "whether it is installed (engine)",
    "weasyprint.text.ffi.pango": "glyphs of a line (text_layer)",
    "weasyprint.text.fonts.font_features": "how furniture's lines are set (set_lines)",
    "weasyprint.text.fonts.get_pango_font_key": "glyphs of a line (text_layer)",
    "weasyprint.urls.URLFetcherResponse": "what is fetched (engine)",
    "pydyf.Stream.data": "streams that end whole (standards)",
    "pydyf.zlib": "streams that end whole (standards)",
}
"""What the press takes of the engine besides boxes and patches, and for what (which module)."""


@contextmanager
def replaced(owner: Any, **others: Any) -> Iterator[None]:
    """For a while, put these in the place of what an object or module of the engine has."""
    plain = {name: vars(owner)[name] for name in others}
    for name, other in others.items():
        setattr(owner, name, other)
    try:
        yield
    finally:
        for name, one in plain.items():
            setattr(owner, name, one)


INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins"),
        *("kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u"),
        *("var", "wbr"),
    }
)
"""Elements that do not end a word (HTML, 4.5); in the tags they are no blocks."""


class Box(Protocol):
    """A box of the engine. What only some kinds have is read by the functions below."""

    style: Mapping[str, Any]
    element: Element | None
    element_tag: str | None
    position_x: float
    position_y: float
    width: float
    height: float
    border_bottom_width: float
    background: object

    def border_box_x(self) -> float: ...
    def border_box_y(self) -> float: ...
    def border_width(self) -> float: ...
    def border_height(self) -> float: ...
    def content_box_x(self) -> float: ...
    def content_box_y(self) -> float: ...
    def margin_width(self) -> float: ...
    def margin_height(self) -> float: ...
    def is_in_normal_flow(self) -> bool: ...


class LaidOutPage(Protocol):
    """A page as the engine gives it: sizes in px, links as (kind, target, rectangle, box)."""

    width: float
    height: float
    links: Sequence[tuple[str, str, tuple[float, float, float, float], Box]]
    bookmarks: list[tuple[int, str, tuple[float, float], str]]
    _page_box: Box


class Face(Protocol):
    """A typeface in a file; `to_unicode` and `widths` (thousandths of its size) are by code."""

    family: str
    hash: str
    missing: Mapping[int, int]
    to_unicode: dict[int, str]
    widths: dict[int, int]
    file_content: bytes
    index: int
    glyph_count: int
    upem: int
    bitmap: bool
    svg: bool
    png: bool
    colr: bool
    used_in_forms: bool


class LaidOut(Protocol):
    """A document that is laid out and not yet written."""

    pages: Sequence[LaidOutPage]
    fonts: Mapping[object, Face]
    metadata: Any

    def write_pdf(self, **options: Any) -> bytes: ...


def pages_of(laid_out: LaidOut) -> list[Box]:
    """The page boxes, in order."""
    return [page._page_box for page in laid_out.pages]


def page_name(page: Box) -> str:
    """The name of the @page rule that a page box is made by; "" for the others."""
    return cast(Any, page).page_type.name or ""


def kind(box: Box) -> str:
    """The name of its class in weasyprint.formatting_structure.boxes."""
    return type(box).__name__


def children(box: Box) -> list[Box]:
    """What is in a box, absolute boxes in the place of what stands for them."""
    return [getattr(child, "_box", child) for child in getattr(box, "children", ())]


def walk(box: Box, leave: Callable[[Box], bool] = lambda _: False) -> Iterator[Box]:
    """A box and all that is in it, but for the boxes to be left out with what is in them."""
    waiting = [box]
    while waiting:
        box = waiting.pop()
        yield box
        waiting += (child for child in reversed(children(box)) if not leave(child))


def element_of(box: Box) -> Element | None:
    """The element that made a box. A margin box has a word in its place, a `::before` its parent.

    The wrapper of a table and the blocks in a mixed box count as the element's own.
    """
    element = source_of(box)
    return None if "::" in (box.element_tag or "") else element


def is_anonymous(box: Box) -> bool:
    """Whether CSS put a box around text that stands beside blocks (CSS 2, 9.2.1.1).

    The wrapper around a table and its caption counts as the table's own.
    """
    from weasyprint.css import AnonymousStyle

    return isinstance(box.style, AnonymousStyle) and not getattr(box, "is_table_wrapper", False)


def source_of(box: Box) -> Element | None:
    """The element that a box comes from, be it by `::before` or its like."""
    element = cast("Element | str | None", getattr(box, "element", None))
    return None if element is None or isinstance(element, str) else element


def attribute(box: Box, name: str) -> str | None:
    """An attribute of the element that made a box."""
    element = element_of(box)
    return None if element is None else element.get(name)


def text_in(box: Box) -> str:
    """What a text box says itself, as it is drawn; nothing of any other."""
    return getattr(box, "text", None) or ""


def words(box: Box) -> str:
    """What a text box says, without space and invisible signs around it."""
    return text_in(box).strip(" \n\t\u00a0\u200b\u2060")


def line_text(box: Box) -> str:
    """What a box says with all that is in it."""
    return text_in(box) + "".join(map(line_text, children(box)))
