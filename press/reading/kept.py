"""What was read of a file -> bytes -> the same again, checked as what people write is checked.

What was read is a record, or None, and what is wrong in its file.
"""

from __future__ import annotations

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from press.model import Finding

T = TypeVar("T")


def as_kept(kind: type[T], answer: tuple[T | None, list[Finding]]) -> bytes | None:
    """The bytes of what was read; None of what would not come back as it is."""
    # What a model gives where nothing is written need not be what one may write.
    content = _adapter(kind).dump_json(answer, warnings=False, exclude_defaults=True)
    return content if read_kept(kind, content) == answer else None


def read_kept(kind: type[T], content: bytes) -> tuple[T | None, list[Finding]] | None:
    """What `as_kept` wrote; None if it is nothing of this kind."""
    try:
        return _adapter(kind).validate_json(content)
    except ValidationError:
        return None


def _adapter(kind: type[T]) -> TypeAdapter[tuple[T | None, list[Finding]]]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(tuple[kind | None, list[Finding]])  # type: ignore[valid-type]
    return _ADAPTERS[kind]  # type: ignore[return-value]


_ADAPTERS: dict[object, TypeAdapter[tuple[object, list[Finding]]]] = {}
