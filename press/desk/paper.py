"""What is chosen -> the practice's printer, where the press can print; else nothing is offered."""

from __future__ import annotations

from press.desk.answers import Desk
from press.desk.records import Catalogue


async def printers(desk: Desk, catalogue: Catalogue) -> tuple[str, ...]:
    """The printers that may be chosen; none where nothing can be printed from here."""
    return ()
