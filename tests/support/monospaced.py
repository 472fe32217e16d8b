"""A made-up typeface whose signs are all 10 px wide -> lines set in it, and a setter of others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from press.imprint.scan import number
from press.model.set_lines import SetLine, SetPicture, SetText, Setting, Shaped, SlotWords

WIDTH = 10.0
SETTING = Setting("F1", 12.0, "font.otf", (), "nl", leads=True)


@dataclass(frozen=True)
class Monospaced:
    """Sets any text of the signs that it has; `pictures` by their addresses."""

    pictures: Mapping[str, SetPicture] = field(default_factory=dict)
    lacks: str = ""

    def shape(self, text: str, setting: Setting) -> Shaped | None:
        if set(self.lacks) & set(text):
            return None
        codes = {ord(sign): (sign.encode("utf-16-be"), ord(sign)) for sign in text}
        return Shaped(shown(text), WIDTH * len(text), codes)

    def called(self, address: str) -> str:
        return address.replace("/", "")

    def picture(self, address: str) -> SetPicture | None:
        return self.pictures.get(address)


def shown(text: str) -> bytes:
    """What a text writes: the number of each sign is its code."""
    return b"[<%s>] TJ" % text.encode("utf-16-be").hex().encode()


def chunk(text: SetText) -> bytes:
    """A text where it stands, as the engine writes it into a page's content."""
    where = number(text.left), number(text.down), shown(text.text)
    return b"BT\n1 0 0 -1 %s %s Tm\n/F1 12 Tf\n%s\nET\n" % where


def line(
    *texts: str,
    room: float = 200.0,
    align: str = "left",
    left: float = 0.0,
    down: float = 20.0,
    block: int = 0,
    setting: Setting | None = SETTING,
) -> SetLine:
    """Texts one behind the other in a line."""
    placed = []
    for text in texts:
        placed.append(SetText(text, left, down, WIDTH * len(text), setting))
        left += placed[-1].width
    return SetLine(0, 0.0, down - 15, block, room, align, tuple(placed))


def words(*said: str, names: tuple[str, ...] = (), links: tuple[str, ...] = ()) -> SlotWords:
    return SlotWords(said, names, links)
