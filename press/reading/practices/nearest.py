"""A family that is not there -> the family nearest to it that is (families.yaml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from press.reading import read_file

_Table = dict[str, dict[str, list[str]]]
_TABLE = Path(__file__).with_name("families.yaml")
_TEXT = frozenset({"400", "700"})
"""The weights that running text is set in."""
_SPOKEN = {
    "mono": ("mono", "monospace", "code", "ui-monospace"),
    "slab": ("slab",),
    "rounded": ("rounded", "round", "ui-rounded"),
    "sans": ("sans", "sans-serif", "grotesk", "gothic"),
    "serif": ("serif", "antiqua", "garamond", "ui-serif"),
}
"""Words in a family's name, CSS's generic families among them, that say its kind."""


def nearest_family(
    wanted: Sequence[str], known: Mapping[str, frozenset[str]], *, for_text: bool
) -> str | None:
    """The family that comes nearest to the first of those wanted whose kind one knows.

    `known` are the families that are there with their weights; `for_text` takes one that has
    400 and 700. None if there is none of the kind.
    """
    kind = next((kind for name in wanted if (kind := kind_of(name))), "sans")
    for family in table()["house"][kind]:
        if family in known and (not for_text or known[family] >= _TEXT):
            return family
    return None


def kind_of(name: str) -> str:
    """The kind of a family: as the table says, or else as its name does."""
    wanted = name.casefold()
    for kind, families in table()["families"].items():
        if any(wanted == family.casefold() for family in families):
            return kind
    words = {wanted, *wanted.split()}
    return next((kind for kind, said in _SPOKEN.items() if words & set(said)), "")


def is_sold(name: str) -> bool:
    """Whether a family is known to be under no open licence."""
    return name.casefold() in {family.casefold() for family in table()["licences"]["sold"]}


@cache
def table() -> _Table:
    """Families by kind: under `families` those named most, under `house` what stands for them.

    Under `licences` those of them that are not open.
    """
    yaml, _ = read_file(_TABLE, _TABLE.name)
    assert yaml is not None
    read: _Table = yaml.data
    return read
