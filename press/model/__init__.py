"""The records that pass between the stages. They hold values, no files and no logic.

What a person writes in a file is a pydantic model, so that `reading` can check every key
and value: `texts`, `practices`, `layouts`, of the kinds in `values`. What one stage makes
for the next is a plain dataclass: `stages`; what a file can be stands in `outputs`. What is
wrong is a Finding: `findings`.
"""

from __future__ import annotations

from press.model.findings import (
    Finding,
    Origin,
    Severity,
    has_errors,
    names_in,
    shown,
    sort_findings,
)
from press.model.layouts import (
    Checks,
    Layout,
    LayoutFile,
    PageLimits,
    Words,
)
from press.model.outputs import CONFORMANCE, MEDIA, OUTPUTS, standard_for
from press.model.practices import (
    Account,
    Address,
    Brand,
    FontFace,
    Logo,
    OutOfHours,
    Practice,
    PracticeFile,
    Printer,
    values,
)
from press.model.stages import (
    Content,
    Document,
    House,
    Letter,
    Library,
    Manuscript,
    Page,
    Passage,
    Publication,
    StyleSheets,
    Variant,
)
from press.model.suppressing import suppress
from press.model.texts import (
    NOT_YET,
    BookletFile,
    Exercise,
    ExerciseFile,
    Head,
    Leaflet,
    Source,
)
from press.model.values import (
    Day,
    FactName,
    Format,
    Identifier,
    Kind,
    LocalText,
    Medium,
    OneLine,
    Standard,
    Written,
    in_language,
    is_identifier,
    matching,
)

__all__ = [
    "NOT_YET",
    "CONFORMANCE",
    "MEDIA",
    "OUTPUTS",
    "Account",
    "Address",
    "BookletFile",
    "Brand",
    "Checks",
    "Content",
    "Day",
    "Document",
    "Exercise",
    "ExerciseFile",
    "FactName",
    "Finding",
    "FontFace",
    "Format",
    "Head",
    "House",
    "Identifier",
    "Kind",
    "Layout",
    "LayoutFile",
    "Leaflet",
    "Letter",
    "Library",
    "LocalText",
    "Logo",
    "Manuscript",
    "Medium",
    "OneLine",
    "Origin",
    "OutOfHours",
    "Page",
    "PageLimits",
    "Passage",
    "Practice",
    "PracticeFile",
    "Printer",
    "Publication",
    "Severity",
    "Source",
    "Standard",
    "StyleSheets",
    "Variant",
    "Words",
    "Written",
    "has_errors",
    "in_language",
    "is_identifier",
    "matching",
    "names_in",
    "shown",
    "sort_findings",
    "standard_for",
    "suppress",
    "values",
]
