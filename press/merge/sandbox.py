"""The fence around templates: a layout may print what the press knows, and do nothing else.

Jinja's sandbox guards Python's own names, but a record or a path that it is handed brings
its methods along, and `practice.folder.joinpath('/etc/passwd').read_text()` was one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment


class Sandbox(ImmutableSandboxedEnvironment):
    """Gives templates the fields of records, none of their methods, and no paths."""

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        if isinstance(obj, PurePath) or isinstance(value, PurePath):
            return False
        if type(obj).__module__.startswith("press."):
            # A field holds a value; what the sandbox asks besides takes most of a page's time.
            return _is_field(type(obj), attr) and not attr.startswith("_")
        return super().is_safe_attribute(obj, attr, value)


def sandbox(folders: Sequence[Path], *, autoescape: bool = True) -> Sandbox:
    """Templates of these folders, fenced; nothing gets past the escaping of HTML."""
    templates = Sandbox(
        loader=FileSystemLoader(folders),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.pop("safe", None)
    return templates


_KNOWN: dict[tuple[type[object], str], bool] = {}
"""Names of fields that templates have asked for; there are as many as layouts name."""


def _is_field(kind: type[object], name: str) -> bool:
    if (kind, name) not in _KNOWN:
        _KNOWN[kind, name] = _has_field(kind, name)
    return _KNOWN[kind, name]


def _has_field(kind: type[object], name: str) -> bool:
    fields = getattr(kind, "model_fields", None) or getattr(kind, "__dataclass_fields__", {})
    return name in (fields or {}) or isinstance(getattr(kind, name, None), property)
