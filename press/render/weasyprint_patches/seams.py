"""Where the engine lets itself be changed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from operator import itemgetter
from typing import Any, TypeVar

T = TypeVar("T")


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


def by_values(names: tuple[str, ...], work: Callable[[Any], T]) -> Callable[[Any], T]:
    """What is worked out of a style, once in a document for all that agree in these properties."""
    get, known, mark = itemgetter(*names), dict[Any, T](), work.__qualname__
    with_each_document(known.clear)

    def of(style: Any) -> T:
        own = vars(style)
        if mark not in own:
            values = tuple([v if type(v) is not set else frozenset(v) for v in get(style)])
            if values not in known:
                known[values] = work(style)
            own[mark] = known[values]
        found: T = own[mark]
        return found

    return of
