"""What tests of the commands of mail share: whom they send what, and how they read answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

ANNA = "anna.devries@voorbeeld.example"
SEND = ("send", "slapen", "--practice", "brug")
Leaflet = Callable[..., Result]


def counts(leaflet: Leaflet) -> dict[str, int]:
    lines = leaflet("outbox").stdout.splitlines()
    found = (re.fullmatch(r"(.+?) +(\d+)", line) for line in lines)
    return {match[1]: int(match[2]) for match in found if match and int(match[2])}


def listed(house: Path, text: str) -> tuple[str, ...]:
    path = house.parent / "group.csv"
    path.write_text(text)
    return (*SEND, "--list", str(path))


def planned(ran: Result) -> str:
    return str(re.findall(r"--plan (\w+)", ran.output)[-1])
