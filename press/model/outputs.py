"""Medium -> formats and standards: what a file for it can be, and what each asks of it.

The one place that knows which goes with which. A new format or standard gets its name in
`values` and its row here; `press.pipeline` gives it to whoever makes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from press.model.values import Format, Medium, Standard


@dataclass(frozen=True, slots=True)
class Conformance:
    """What a standard asks of a file; `profile` is what the engine is told to write."""

    profile: str | None
    is_tagged: bool
    in_inks: bool
    """Whether the brand's colours are for a press: process inks or spot colours."""


CONFORMANCE: Mapping[Standard, Conformance] = {
    "ua1+a3u": Conformance("pdf/a-3u", is_tagged=True, in_inks=False),
    "wcag2.2-aa": Conformance(None, is_tagged=True, in_inks=False),
    "epub3.3": Conformance(None, is_tagged=True, in_inks=False),
    # PDF/A has one colour space, and of PDF/X the engine writes neither output intent nor
    # converted pictures: a file in inks claims nothing.
    "none": Conformance(None, is_tagged=False, in_inks=True),
}
OUTPUTS: Mapping[Medium, Mapping[Format, tuple[Standard, ...]]] = {
    "screen": {"pdf": ("ua1+a3u",), "html": ("wcag2.2-aa",), "epub": ("epub3.3",)},
    "print": {"pdf": ("ua1+a3u",)},
    "prepress": {"pdf": ("ua1+a3u", "none")},
}
"""What a file for a medium can be; the first standard is that of files of which none is asked."""
FORMATS: tuple[Format, ...] = ("pdf", "epub")
"""What `leaflet build` makes; web pages are put together to sites (`press.site`)."""
MEDIA: tuple[Medium, ...] = tuple(OUTPUTS)


def standard_for(medium: Medium, form: Format, asked: Standard | None = None) -> Standard:
    """The standard of a file: the one that is asked for where it goes with the medium."""
    offered = OUTPUTS[medium][form]
    return asked if asked in offered else offered[0]
