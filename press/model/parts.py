"""The parts of a leaflet as data: where each stands, how it is titled, what it counts as.

A part is what a writer begins with `!!! kind`. Its title in each language stands in
layouts/base/words (`parts:`); a kind that only these name is a plain box in the flow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

RED_FLAGS: Final = "red-flags"
"""When to call at once: the telephone is added, and nothing may be lost of it."""
EXERCISE: Final = "exercise"


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of part.

    `stands`: in the flow, in the margin beside it, as a row of cards, or at the end of all.
    `title`: over it, run into its first line, or only where the writer gives one.
    `full`: as wide as the page, so that no margin is beside it. `section`: which of the
    sections that leaflets have (K1) it makes up. `tool`: something to fill in or to do (S1).
    """

    kind: str
    stands: Literal["flow", "margin", "row", "end"] = "flow"
    title: Literal["over", "run in", "own"] = "over"
    full: bool = False
    section: str = ""
    tool: bool = False


_ALL = (
    Part("summary"),
    Part("key", stands="margin"),
    Part("term", stands="margin"),
    Part("tip", title="run in"),
    Part(RED_FLAGS, full=True, section="contact"),
    Part("read-also", stands="row"),
    Part("disclaimer", stands="end"),
    Part("steps", title="own", section="self_help"),
    Part("questions", title="own", section="questions"),
    Part(EXERCISE, title="own", section="self_help", tool=True),
    Part("fill-in", title="own", full=True, tool=True),
    Part("diary", title="own", full=True, tool=True),
)
PARTS: Final[Mapping[str, Part]] = {part.kind: part for part in _ALL}


def part_of(kind: str) -> Part:
    """The part of this kind; of one that a house adds, a plain one."""
    return PARTS.get(kind, Part(kind))
