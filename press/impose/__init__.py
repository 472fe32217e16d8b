"""Document -> Document: pages in reading order on printer's spreads, or with crop marks.

    order      which page stands where on which side of which sheet: arithmetic
    sheet      two pages drawn on a side of a sheet
    spreads    the whole booklet, its file made one that is for printing only
    marks      crop and fold marks; single pages with them for a print shop

`impose` is for the practice's own printer. A print shop refuses imposed files and gets
single pages, with crop marks from `mark` if it asks for them.
"""

from __future__ import annotations

from press.impose.marks import mark
from press.impose.spreads import impose

__all__ = ["impose", "mark"]
