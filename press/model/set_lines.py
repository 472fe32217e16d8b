"""Lines of furniture as the engine set them, and what is said in slots: how to set other words.

`render` tells `imprint` how lines are set, in px on their page, and sets them again in other
words, in the same place, face and size; `merge` says which words those are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from press.model.slots import SlotKey


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set: its typeface's name in the file and its own file, features, language.

    `file` names a resource of the manuscript; `leads` says that no other family stands before
    this one, so that it draws whatever it has.
    """

    font: str
    size: float
    file: str
    features: tuple[tuple[str, int], ...]
    language: str
    leads: bool


@dataclass(frozen=True, slots=True)
class SetText:
    """A piece of a line in one style; without a setting it cannot be set by anything else.

    `down` is where its base line is.
    """

    text: str
    left: float
    down: float
    width: float
    setting: Setting | None


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of a slot that stands at `left`, `top` on this page (from 0).

    `block` is the number of the box that it stands in with others, `room` how long it may be,
    0 where that follows from what it says; `align` is `left`, `center` or `right`.
    """

    page: int
    left: float
    top: float
    block: int
    room: float
    align: str
    texts: tuple[SetText, ...]


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text set in a line: what it writes, its width in px, its codes by number.

    Of each code what it says in UTF-16, and a digest of what it draws (`press.render.codes`).
    """

    shown: bytes
    width: float
    codes: Mapping[int, tuple[bytes, int]]


@dataclass(frozen=True, slots=True)
class SetPicture:
    """A grey picture of dots: its size in dots, and its data as a file has it."""

    width: int
    height: int
    data: bytes


class Setter(Protocol):
    """Sets texts and pictures of a page as the engine does, or says that it cannot."""

    def shape(self, text: str, setting: Setting) -> Shaped | None:
        """What a text writes."""

    def called(self, address: str) -> str:
        """What pages call the picture that they ask for by this address."""

    def picture(self, address: str) -> SetPicture | None:
        """The picture that a page asks for by this address."""


@dataclass(frozen=True, slots=True)
class SlotWords:
    """What is said in a slot: its words in their order, and what it names.

    Of `words` each is the text of one node, a line break among them; `names` are addresses
    and what is said in the place of pictures, `links` what the elements say as a whole.
    """

    words: tuple[str, ...]
    names: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A page of furniture as `frame`, which is all of it but what practices say, and that by slot.

    `name` and `phone` are what its margin boxes may say.
    """

    frame: str
    slots: Mapping[SlotKey, SlotWords]
    name: str
    phone: str
