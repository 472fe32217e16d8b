"""What a text may not spell out, since each practice has its own: telephone, e-mail, name (N4).

Looked for in the source lines and the head, wherever in them: old leaflets are
called back for an old number, whether it stands in a sentence or in a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.model import Finding, Origin
from press.proofread.language import Contact
from press.proofread.proof import Copy, finding

_PHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\+|00)[1-9]|\(?0[1-9])[\d\s()./-]{5,18}\d(?![\w/]|[.,-]\d)"
)
_FEWEST, _MOST = 9, 15
"""Digits of a telephone number (E.164); a service number (0800-…) may have fewer."""
_SERVICE = re.compile(r"0[89]0\d")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_ADDRESS = re.compile(r"https?://\S+|\bdoi:\S+|\b10\.\d{4,9}/\S+")


def phones(copy: Copy) -> Iterator[Finding]:
    """N4: no telephone number, but for those that are the same everywhere."""
    listed = copy.lists.get(Contact)
    known = {_digits(number) for number in (listed.numbers if listed else ())}
    for line, origin in _lines(copy):
        for match in _PHONE.finditer(_ADDRESS.sub(" ", line)):
            digits = _digits(match[0])
            enough = _FEWEST if not _SERVICE.match(digits) else 8
            if digits in known or not enough <= len(digits) <= _MOST:
                continue
            message = f"a telephone number in the text: {match[0].strip()}"
            hint = "write {{ practice.phone }}"
            if listed:
                hint += "; a national number belongs in the list contact.yaml"
            yield finding("T020", origin, message, hint)


def emails(copy: Copy) -> Iterator[Finding]:
    """N4: no e-mail address."""
    for line, origin in _lines(copy):
        for match in _EMAIL.finditer(line):
            message = f"an e-mail address in the text: {match[0]}"
            yield finding("T021", origin, message, "write {{ practice.email }}")


def practice_names(copy: Copy) -> Iterator[Finding]:
    """N4: no practice is called by its name."""
    for name in dict.fromkeys(copy.names):
        words = r"\s+".join(map(re.escape, name.split()))
        for line, origin in _lines(copy):
            if words and re.search(rf"(?<!\w){words}(?!\w)", line):
                message = f"the name of a practice in the text: {name}"
                yield finding("T022", origin, message, "write {{ practice.name }}, or 'wij'")


def _lines(copy: Copy) -> Iterator[tuple[str, Origin]]:
    """The lines that are printed: of the head those with text, and all of the body."""
    leaflet = copy.leaflet
    for key in ("title", "summary", "picture_alt"):
        if said := getattr(leaflet, key):
            yield said, Origin(leaflet.origin.path, leaflet.lines.get(key, 1))
    yield from copy.text.lines


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)
