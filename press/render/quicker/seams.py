"""Where the engine lets itself be changed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any


def replace(plain: Any, quicker: Any) -> None:
    """Put a function in the place of the engine's, wherever a module of it has imported that."""
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint"):
            for known, value in list(vars(module).items()):
                if value is plain:
                    setattr(module, known, quicker)


def with_each_document(begin: Callable[[], None]) -> None:
    """Do something when a document begins; the engine has one at a time in a process."""
    from weasyprint.css import StyleFor

    plain = StyleFor.__init__

    def start(*arguments: Any, **options: Any) -> None:
        begin()
        plain(*arguments, **options)

    StyleFor.__init__ = start
