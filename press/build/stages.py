"""Where a build is: the stages of `press` as a person who waits sees them, by their numbers there.

Files go through 4 to 6 in processes of their own, each file by itself: that is one stage here.
"""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """What is being done."""

    READING = "1 reading"
    PLANNING = "3 planning"
    FURNITURE = "5b laying out furniture"
    SHELLS = "5b laying out shells"
    IMPRINTING = "5b imprinting"
    RENDERING = "4-6 rendering"
    WRITING = "8 writing"


LAYING_OUT = frozenset({Stage.FURNITURE, Stage.SHELLS, Stage.RENDERING})
"""What the engine is needed for."""
