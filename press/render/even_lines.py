"""A line of text -> as high as its style says, and as long as it has room for.

The engine asks the line that Pango made how high it is and where it stands, and that is taken
from each typeface in it: with letters of two scripts, or an arrow, a line is higher than the
lines around it. Here every text stands where one in the first of its families would (CSS 2.2,
10.8.1: a line is as high as `line-height` says).

And where all of a text fits but the space behind it, before a bold word or a number that is
held apart, the engine breaks the text behind its first word.
"""

from __future__ import annotations

from typing import Any

_SPACE = 0.5
"""More than the width of a space, in em."""


def even_lines() -> None:
    """Change the engine, whose lines then are of one height and full."""
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    plain = inline.split_text_box

    def split_text_box(
        context: Any, box: Any, available_width: Any, skip: Any, is_line_start: bool = True
    ) -> Any:
        made, resume, broken = plain(context, box, available_width, skip, is_line_start)
        if resume and made is not None and box.text[-1] == " " and " " not in made.text:
            room = available_width + _SPACE * box.style["font_size"]
            whole = plain(context, box, room, skip, is_line_start)
            if whole[1] is None:
                made, resume, broken = whole
        if made is not None and made.style["line_height"] != "normal":
            made.baseline = line_break.strut(made.style)[1]
        return made, resume, broken

    inline.split_text_box = split_text_box
