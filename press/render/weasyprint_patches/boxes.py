"""Boxes, with less arithmetic: what does not depend on where a box stands is known once."""

from __future__ import annotations

from typing import Any

from press.render.weasyprint_patches.seams import by_values, replace

_SIZES = (
    *("margin_left", "margin_right", "margin_top", "margin_bottom"),
    *("padding_left", "padding_right", "padding_top", "padding_bottom"),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
_CORNERS = tuple(
    f"border_{side}_radius" for side in ("top_left", "top_right", "bottom_right", "bottom_left")
)
_WIDTHS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
_PAINTED = (
    *("border_image_source", "mask_border_source", "background_image", "box_shadow"),
    *("visibility", *_CORNERS),
)


class _Bare:
    """A box with a style and nothing else."""

    def __init__(self, style: Any) -> None:
        self.style = style


def resolve_sizes_once() -> None:
    """Give a box its margins, paddings, borders and sizes at once, where none is a share.

    The engine resolves each of them for every box anew, in every line of text too
    (layout.percent). Without percentages and formulas they are the same for all boxes of a style.
    """
    from weasyprint.layout import percent

    plain = percent.resolve_percentages

    def fixed(style: Any) -> dict[str, Any] | None:
        if style["border_collapse"] == "collapse":
            return None
        for value in map(style.__getitem__, _SIZES):
            if value != "auto" and getattr(value, "unit", "%") == "%":
                return None
        bare = _Bare(style)
        plain(bare, (0, 0))
        return {name: value for name, value in vars(bare).items() if name != "style"}

    sizes_of = by_values((*_SIZES, *_WIDTHS, "box_sizing", "border_collapse"), fixed)

    def resolve(box: Any, containing_block: Any) -> None:
        sizes = sizes_of(box.style)
        if sizes is None:
            plain(box, containing_block)
        else:
            vars(getattr(box, "_box", box)).update(sizes)  # a placeholder stands for its box

    replace(plain, resolve)


def leave_bare_boxes() -> None:
    """Pass by a box that has nothing to paint: most have neither ground nor rounded corners."""
    from weasyprint.draw.color import get_color
    from weasyprint.layout import background

    plain = background.layout_box_backgrounds
    nothing = dict.fromkeys(_CORNERS, (0, 0)) | {"background": None}

    def is_bare(style: Any) -> bool:
        """Whether there is nothing but perhaps a colour."""
        pictures = (style["border_image_source"], style["mask_border_source"])
        return (
            style["visibility"] != "hidden"
            and all(kind == "none" for kind, _ in (*pictures, *style["background_image"]))
            and not style["box_shadow"]
            and all((0, "px") in style[corner] for corner in _CORNERS)
        )

    is_bare_but_for_colour = by_values(_PAINTED, is_bare)

    def has_nothing(style: Any) -> bool:
        return is_bare_but_for_colour(style) and get_color(style, "background_color").alpha == 0

    def lay_out(
        page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None
    ) -> None:
        if style is not None or box is page or not has_nothing(box.style):
            plain(page, box, get_image, layout_children, style)
            return
        vars(getattr(box, "_box", box)).update(nothing)
        if layout_children:
            for child in box.all_children():
                lay_out(page, child, get_image)

    background.layout_box_backgrounds = lay_out


def know_the_flow() -> None:
    """Say of a box that neither floats nor is positioned that it is in the flow, at once."""
    from weasyprint.formatting_structure.boxes import Box, ParentBox

    plain = Box.is_in_normal_flow

    def in_flow(box: Any) -> bool:
        style = box.style
        if style["float"] == "none" and style["position"] in ("static", "relative"):
            return True
        flows: bool = plain(box)
        return flows

    def ends(box: Any) -> tuple[Any, Any]:
        """The names of the pages that a box begins and ends on (boxes.ParentBox.page_values)."""
        page = box.style["page"]
        for first in box.children:
            if in_flow(first) or first.is_floated():
                break
        else:
            return page, page
        for last in reversed(box.children):
            if in_flow(last) or last.is_floated():
                break
        start, end = first.page_values()
        if last is not first:
            end = last.page_values()[1]
        return start or page, end or page

    Box.is_in_normal_flow, ParentBox.page_values = in_flow, ends


def collapse_margins() -> None:
    """Take the largest of the margins above zero and of those below (CSS 2, 8.3.1), in one go."""
    from weasyprint.layout import block

    def collapse(margins: Any) -> float:
        above = below = 0
        for margin in margins:
            if margin > above:
                above = margin
            elif margin < below:
                below = margin
        return above + below

    replace(block.collapse_margin, collapse)
