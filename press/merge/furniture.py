"""Variant -> the furniture's page: what stands around the text, whose place is taken by slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from press.merge import slots
from press.merge.page import Merging
from press.merge.references import own_in_furniture
from press.merge.templates import PlacedText, Written
from press.merge.text import Text
from press.merge.tree import holding
from press.model import Library, Variant, Words


class MergingFurniture(Merging):
    """The furniture's merge: where a leaflet has its text it has slots."""

    def __init__(self, variant: Variant, library: Library, targets: Sequence[str]) -> None:
        super().__init__(variant, library, 0)
        self.targets = targets

    def _own(self) -> Mapping[str, str]:
        """Which leaflet it will be is known when its furniture is put on it."""
        own = own_in_furniture(self.practice, self.library.house.website)
        return {"page": own, "code": own}

    def _texts(self, words: Words, macros: Any) -> dict[str, Any]:
        leaflet = self.publication.leaflets[0]
        folded = self.variant.layout.binding == "folded"
        origins = dict.fromkeys(self.targets, leaflet.origin)
        text = Text(slots.text_of_slots(self.targets, words, folded), references=origins)
        root = self._text(deepcopy(text.root), text, {}, {}, macros)
        nothing = Written(holding([]))
        return {
            "leaflets": [PlacedText(leaflet, root)],
            "sources_list": nothing,
            "notes_list": nothing,
            "closing": nothing,
        }
