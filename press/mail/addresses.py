"""What a person typed -> one e-mail address, or why it is none.

A reason never repeats what was typed, so that it can be shown and logged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_MOST_LOCAL = 64
"""Characters before the @-sign (RFC 5321, 4.5.3.1.1)."""
_LEAST_TO_REDACT = 3
"""Characters; a shorter part of an address cannot be told from other words."""


class AddressError(ValueError):
    """What was typed is not one e-mail address."""


def read_address(typed: str) -> str:
    """Read one address as it goes on the wire: ASCII, its domain in punycode. Asks no server."""
    from email_validator import EmailNotValidError, validate_email

    typed = typed.strip(" \t")
    if refused := _refused(typed):
        raise AddressError(refused)
    try:
        checked = validate_email(typed, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise AddressError(_reason(str(error), typed)) from None
    if not checked.ascii_email:
        raise AddressError("it cannot be written in ASCII")
    return checked.ascii_email


def folded(address: str) -> str:
    """The form in which two addresses are compared. Providers do not tell case apart."""
    return address.casefold()


def redact(text: str, address: str) -> str:
    """Take an address out of what a server said, in every form that servers repeat it in."""
    local, _, domain = address.partition("@")
    pieces = {local, domain, _in_letters(domain), local.partition("+")[0]}
    if any(len(piece) < _LEAST_TO_REDACT for piece in pieces):
        codes = re.match(r"\d{3}(?: \d\.\d{1,3}\.\d{1,3})?", text)
        return codes[0] if codes else ""
    text = re.sub(r"\S*(?:@|%40|=40)\S*", "…", text, flags=re.I)
    for piece in sorted(pieces, key=len, reverse=True):
        text = re.sub(re.escape(piece), "…", text, flags=re.I)
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


def redact_secrets(text: str, sent: Iterable[str]) -> str:
    """Take what we sent out of what a server said of it, and what would steer a terminal."""
    for piece in sorted(filter(None, sent), key=len, reverse=True):
        text = re.sub(re.escape(piece), "…", text, flags=re.I)
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _refused(typed: str) -> str:
    """Mistakes that deserve words of their own."""
    if not typed:
        return "there is no address"
    if any(ord(c) < 32 or 127 <= ord(c) < 160 for c in typed):
        return "it holds a control character"
    if re.search(r"[<>]", typed):
        return "write the address alone, without a name or '<' and '>'"
    if typed.count("@") > 1 or re.search(r"[,;\s]", typed):
        return "write one address, without spaces, ',' or ';'"
    if len(typed.partition("@")[0]) > _MOST_LOCAL:
        return "what stands before the @-sign is too long"
    return "it holds '=?'" if "=?" in typed else ""


def _reason(said: str, typed: str) -> str:
    """The library's reason without the part of the address that it quotes."""
    reason = re.split(r":| \(", said)[0].rstrip(". ")
    pieces = [piece for piece in re.split(r"[@.]", typed) if len(piece) >= _LEAST_TO_REDACT]
    quoted = any(piece.casefold() in reason.casefold().split() for piece in pieces)
    return "this is not an e-mail address" if quoted else reason


def _in_letters(domain: str) -> str:
    """A punycode domain as a person writes it."""
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain
