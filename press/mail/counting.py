"""A house's outbox -> how often each version of a leaflet was mailed; of readers nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from press.mail.outbox import FOLDER, open_outbox

Mailed = dict[tuple[str, str], dict[str, int]]
"""By practice and leaflet (nl/slapen): how often which version was mailed."""


def mailed_until(root: Path, until: date, now: float) -> Mailed:
    """What was mailed until a day; nothing where there is no outbox."""
    counts: Mailed = {}
    if not (root / FOLDER).is_dir():
        return counts
    with open_outbox(root, now) as outbox:
        for practice, leaflets, number in outbox.ledger.mailed(until.isoformat()):
            for named in leaflets.split(", "):
                leaflet, _, version = named.partition(" ")
                versions = counts.setdefault((practice, leaflet), {})
                versions[version] = versions.get(version, 0) + number
    return counts
