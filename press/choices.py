"""What a person chooses -> records that a command hands on. Loading it loads no other room."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from press.model import Format, Medium, Standard


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for; an empty choice means all."""

    publications: tuple[str, ...] = ()
    practices: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    media: tuple[Medium, ...] = ()
    standard: Standard | None = None
    """Of files for which it can be asked; else each gets the first of its medium."""
    format: Format = "pdf"
    side_by_side: tuple[str, ...] = ()
    """Two languages of which leaflets are made in both; else none but what practices print so."""


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """What files get besides: crop marks for a print shop, their source inside.

    Without `imprint` every file is rendered. With `blocks` a document knows where each block
    of its text stands; its bytes are the same.
    """

    marks: bool = False
    attach_source: bool = False
    imprint: bool = True
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may take, and when a child is replaced before its memory grows.

    `memory` and `weight` are bytes beyond what a child begins with: that it shares with its
    parent, which holds the plan of a whole batch.
    """

    seconds: float = 60.0
    memory: int = 1_000_000_000
    documents: int = 100
    weight: int = 150_000_000


@dataclass(frozen=True, slots=True)
class BuildChoices:
    """How a house is built: what, with what, and by whom.

    `exercises` make a patient's own sheet; `processes` work at a time; `cluster` is the
    address of one that makes the files instead, `insecure` lets them go there unencrypted.
    """

    order: Order = Order()
    options: OutputOptions = OutputOptions()
    exercises: tuple[str, ...] = ()
    force: bool = False
    prune: bool = False
    processes: int = 1
    limits: Limits = field(default_factory=Limits)
    cluster: str = ""
    insecure: bool = False

    @property
    def key(self) -> str:
        """By what the same choice of files is known again."""
        return repr((self.order, self.options))

    @property
    def typed(self) -> str:
        """The same choice as it is typed behind `leaflet build`; nothing where it takes all."""
        order, options = self.order, self.options
        named = {
            "--practice": order.practices,
            "--layout": order.layouts,
            "--language": order.languages,
            "--media": order.media,
        }
        words = [*order.publications]
        words += [f"{option} {each}" for option, some in named.items() for each in some]
        flags = {
            f"--languages {','.join(order.side_by_side)}": order.side_by_side,
            f"--format {order.format}": order.format != "pdf",
            "--cmyk": order.standard == "none",
            "--marks": options.marks,
            "--attach-source": options.attach_source,
            "--no-imprint": not options.imprint,
        }
        return " ".join([*words, *(flag for flag, given in flags.items() if given)])


@dataclass(frozen=True, slots=True)
class CheckChoices:
    """What of a house is checked: without limits only its words; with pictures of its pages.

    Without `imprint` every file is rendered, as in `OutputOptions`.
    """

    order: Order = Order()
    limits: Limits | None = None
    with_pictures: bool = False
    imprint: bool = True
