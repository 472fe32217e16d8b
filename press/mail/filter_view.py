"""A message -> what a mail filter reads off it, and what its domain says in DNS.

Filters judge whether the sender's domain vouches for the server that sends (SPF, RFC 7208),
for the message (DKIM, RFC 6376, which the server adds), and what is to be done where neither
agrees with the From line (DMARC, RFC 7489).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from press.mail.messages import text_of

_PATIENCE = 3.0
"""Seconds for one question to DNS."""

Line = tuple[str, str]
"""What is looked at, and what is there."""


def as_filter_sees(message: bytes, envelope_sender: str) -> Iterator[Line]:
    """What stands in a finished message, in the words of filters; the reader is not named."""
    read = BytesParser(policy=policy.SMTP).parsebytes(message)
    assert isinstance(read, EmailMessage)
    (sender,) = read["From"].addresses
    yield "From", f"{sender.display_name} <{sender.addr_spec}>"
    yield "Envelope sender", f"{envelope_sender}: {_alignment(sender.domain, envelope_sender)}"
    if read["Reply-To"]:
        (answers,) = read["Reply-To"].addresses
        yield "Reply-To", f"{answers.addr_spec}: {_alignment(sender.domain, answers.addr_spec)}"
    else:
        yield "Reply-To", "none: answers go to From"
    yield "Subject", str(read["Subject"])
    yield "Message-ID", f"from {str(read['Message-ID']).strip('<>').rpartition('@')[2]}"
    plain, page = (text_of(read, kind) for kind in ("plain", "html"))
    yield "Text and HTML", f"{len(plain.split())} words and {len(_without_tags(page).split())}"
    hosts = sorted({host.lower() for host in re.findall(r'href="https?://([^/"]+)', page)})
    yield "Links", ", ".join(hosts) or "none"
    files = [
        f"{part.get_content_type()}, {len(part.get_content()) / 1000:.0f} kB"
        for part in read.iter_attachments()
    ]
    yield "Attachments", "; ".join(files) or "none"
    yield "Size", f"{len(message) / 1000:.0f} kB"


def said_by_domain(address: str) -> Iterator[Line]:
    """What the domain of a sender says in DNS; asks the resolver of this machine."""
    domain = address.rpartition("@")[2]
    spf = [text for text in _records(domain) or () if text.lower().startswith("v=spf1")]
    dmarc = [text for text in _records(f"_dmarc.{domain}") or () if text.startswith("v=DMARC1")]
    asked = _records(domain) is not None
    nothing = "not there: add it with your provider" if asked else "DNS did not answer"
    yield (
        f"SPF of {domain}",
        spf[0] if len(spf) == 1 else (f"{len(spf)}: one too many" if spf else nothing),
    )
    yield f"DMARC of {domain}", dmarc[0] if dmarc else nothing
    yield "DKIM", "added by the mail server; look for 'dkim=pass' in what arrives"


def _records(name: str) -> list[str] | None:
    """The TXT records of a name; None if nobody answers."""
    import dns.exception
    import dns.resolver

    try:
        answer = dns.resolver.resolve(name, "TXT", lifetime=_PATIENCE)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError):
        return None
    return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]


def _alignment(domain: str, address: str) -> str:
    """Whether an address is of the From line's domain: what DMARC calls aligned."""
    other = address.rpartition("@")[2].lower()
    mine = domain.lower()
    if other == mine:
        return "the same domain"
    if other.endswith(f".{mine}") or mine.endswith(f".{other}"):
        return "a part of the same domain"
    return "another domain, which filters distrust"


def _without_tags(page: str) -> str:
    return re.sub(r"<style.*?</style>|<[^>]*>", " ", page, flags=re.S)
