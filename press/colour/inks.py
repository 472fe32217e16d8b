"""Brand colours -> what a print shop prints them with: four process inks, or a spot colour by name.

A spot colour is one ink mixed beforehand. Its tints are less of it; its shades are all of it
with black over it, since there is nothing darker of one ink: a leaflet in one spot colour and
black comes from two plates. What the ink looks like stands beside its name in process inks,
for proofs and for printers that have no such ink.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from press.colour.derive import amounts

Process: TypeAlias = "tuple[float, float, float, float]"
"""Cyan, magenta, yellow and black, each from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Spot:
    """So much of a spot colour and so much black over it, 0 to 1; `process` is all of it."""

    name: str
    process: Process
    share: float
    black: float


Ink: TypeAlias = "Process | Spot"

_BLACK: Process = (0, 0, 0, 1)


def inks_of(
    colours: Mapping[str, str], known: Mapping[str, Process], spots: Mapping[str, str]
) -> Mapping[str, Ink]:
    """A brand's colours (`#rrggbb` by name, as `press.colour.derive.derive` makes them) in ink.

    `known` are the practice's own print values of primary and secondary, `spots` the names
    of their spot colours. Shades of a spot colour are spot colour; of own print values
    tints are, and what is as dark as they are; all else is converted without a profile, all
    grey in black. Text is black alone, so that it stays sharp.
    """
    if colours.get("secondary") == colours["primary"]:  # one colour, whatever it is called
        known = {"secondary": known["primary"], **known} if "primary" in known else known
        spots = {"secondary": spots["primary"], **spots} if "primary" in spots else spots
    own = {colours[name]: inks for name, inks in known.items()}
    written: dict[str, Ink] = {}
    for name, colour in colours.items():
        family = "secondary" if name.startswith(("second", "on-")) else "primary"
        if name == "foreground":
            written[name] = _BLACK
        elif name == "background":
            written[name] = converted(colour)
        elif family in spots:
            process = known.get(family) or converted(colours[family])
            written[name] = _shade(colour, colours[family], spots[family], process)
        elif colour in own:  # a shade that is the colour itself too
            written[name] = _rounded(own[colour])
        elif "tint" in name and family in known:
            share = _share(colour, colours[family])
            cyan, magenta, yellow, black = known[family]
            written[name] = _rounded((share * cyan, share * magenta, share * yellow, share * black))
        else:
            written[name] = converted(colour)
    return written


def converted(colour: str) -> Process:
    """A colour in process inks without a profile, all grey in black."""
    red, green, blue = amounts(colour)
    brightest = max(red, green, blue)
    if not brightest:
        return _BLACK
    cyan, magenta, yellow = (1 - channel / brightest for channel in (red, green, blue))
    return _rounded((cyan, magenta, yellow, 1 - brightest))


def _shade(colour: str, full: str, name: str, process: Process) -> Spot:
    """A tint or a shade of a spot colour."""
    if sum(amounts(colour)) >= sum(amounts(full)):
        return Spot(name, process, round(_share(colour, full), 2), 0)
    black = 1 - max(amounts(colour)) / max(amounts(full))
    return Spot(name, process, 1, round(black, 2))


def _share(tint: str, full: str) -> float:
    """How much of a colour a tint of it on white holds, 0 to 1."""
    left, whole = (3 - sum(amounts(colour)) for colour in (tint, full))
    return left / whole if whole else 1.0


def _rounded(process: Process) -> Process:
    """In hundredths, as print shops count."""
    cyan, magenta, yellow, black = (round(ink, 2) for ink in process)
    return cyan, magenta, yellow, black
