"""What a picture's file comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Picture:
    """Cleaned bytes of a picture; size in mm for a drawing, in pixels for a photograph."""

    data: bytes
    mime: str
    width: float
    height: float
    unit: Literal["mm", "px"]
