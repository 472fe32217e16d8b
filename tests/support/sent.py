"""Messages on their way."""

from __future__ import annotations

from collections.abc import Callable

from servers import Faulty

Start = Callable[..., Faulty]


FIRST, SECOND = "anna.devries@voorbeeld.example", "second@voorbeeld.example"
