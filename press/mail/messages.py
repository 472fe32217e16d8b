"""A letter and its files -> the bytes of a message, checked by reading them again.

All who get one letter share one content; what differs (to whom, when, which
Message-ID) is a head of three lines put before it. One recipient a message, always.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.utils import format_datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from press.errors import PressError
from press.mail.addresses import read_address
from press.model import Letter

if TYPE_CHECKING:
    from datetime import datetime

MOST_ATTACHED = 10_000_000
"""Bytes of all attachments together; more does not pass everywhere."""
_POLICY = policy.SMTP.clone(cte_type="7bit")
_KINDS = {".pdf": "pdf", ".zip": "zip"}


class MessageError(PressError):
    """A message that must not be sent as it is."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a message is from: the name that is shown, the address, where answers go."""

    name: str
    address: str
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file; its name must tell neither complaint nor patient."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """A message without its head; `files` is the hash of what is attached."""

    data: bytes
    digest: str
    files: str


def attachments_of(
    letter: Letter, files: Sequence[bytes], suffix: str = ".pdf"
) -> list[Attachment]:
    """Name files as their letter says: several are numbered."""
    stem = re.sub(r'[\\/:*?"<>|]+', "-", _plain(letter.attachment)).strip(" .")
    if len(files) == 1:
        return [Attachment(f"{stem}{suffix}", files[0])]
    return [Attachment(f"{stem} {n}{suffix}", data) for n, data in enumerate(files, 1)]


def make_content(
    sender: Sender,
    letter: Letter,
    attachments: Sequence[Attachment],
    *,
    automatic: bool = False,
    subscribed: bool = False,
) -> Content:
    """Build what all recipients share: text, HTML and files; the same input gives the same bytes.

    `automatic` asks mail programs to send no answer of their own (RFC 3834); `subscribed`
    tells them how to leave (RFC 2369): for practices on a list, never for a patient's letter.
    """
    if (size := sum(len(attachment.data) for attachment in attachments)) > MOST_ATTACHED:
        most = f"{MOST_ATTACHED / 1e6:.0f} MB"
        raise MessageError(f"{size / 1e6:.1f} MB is too much for one message; at most {most} goes")
    message = _headers(sender, letter, automatic=automatic, subscribed=subscribed)
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    for attachment in attachments:
        kind = _KINDS[attachment.name[-4:]]
        message.add_attachment(
            attachment.data, maintype="application", subtype=kind, filename=attachment.name
        )
    # Last: what sets a content takes every Content- header with it.
    message["Content-Language"] = _plain(letter.language)
    _fix_boundaries(message, letter, attachments)
    data = message.as_bytes(policy=_POLICY)
    _check_again(data, message, letter, attachments)
    files = hashlib.sha256()
    for attachment in attachments:
        files.update(hashlib.sha256(attachment.data).digest())
    return Content(data, hashlib.sha256(data).hexdigest(), files.hexdigest())


def make_head(address: str, message_id: str, date: str, content: bytes) -> bytes:
    """The lines before a content that make it one person's; read again with it and compared."""
    lines = {"To": address, "Date": date, "Message-ID": message_id}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode("ascii")
    shared, names = _shared_head(content)
    both = BytesHeaderParser(policy=_POLICY).parsebytes(head + shared)
    to = both["To"].addresses
    if both.keys() != [*lines, *names] or [one.addr_spec for one in to] != [address]:
        raise MessageError("the head of a message reads differently from what was meant")
    return head


def new_message_id(sender: str) -> str:
    """A Message-ID that says nothing of computer, time or recipient."""
    return f"<{secrets.token_hex(16)}@{sender.rpartition('@')[2]}>"


def date_header(moment: datetime) -> str:
    return format_datetime(moment)


def draft(content: Content) -> bytes:
    """A content that opens in a mail program as a message still to be sent; it names nobody."""
    return b"X-Unsent: 1\r\n" + content.data


def _headers(sender: Sender, letter: Letter, *, automatic: bool, subscribed: bool) -> EmailMessage:
    """The headers that all recipients share."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(_plain(sender.name), addr_spec=read_address(sender.address))
    if sender.reply_to:
        message["Reply-To"] = Address(addr_spec=read_address(sender.reply_to))
    message["Subject"] = _plain(letter.subject)
    if automatic:
        message["Auto-Submitted"] = "auto-generated"
    if subscribed:
        answers = read_address(sender.reply_to or sender.address)
        message["List-Unsubscribe"] = f"<mailto:{answers}?subject=unsubscribe>"
    return message


def _plain(text: str) -> str:
    """A text that can be put in a header.

    '=?' is refused beside control characters: up to Python 3.11.9 an encoded word in a
    subject could become a header of its own (CVE-2024-6923).
    """
    if any(ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u2028\u2029" for c in text) or "=?" in text:
        raise MessageError("a name or subject holds a control character or '=?'")
    return text


def _fix_boundaries(
    message: EmailMessage, letter: Letter, attachments: Sequence[Attachment]
) -> None:
    """Take boundaries from what is inside, so that they are the same each time."""
    seed = hashlib.sha256(letter.text.encode() + letter.html.encode())
    for attachment in attachments:
        seed.update(attachment.data)
    parts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(parts):
        part.set_boundary(f"leaflet-{number}-{seed.hexdigest()[:32]}")


def _check_again(
    data: bytes, meant: EmailMessage, letter: Letter, attachments: Sequence[Attachment]
) -> None:
    """Read finished bytes again and compare: headers, words and files."""
    if re.search(rb"(?<!\r)\n|\r(?!\n)", data):
        raise MessageError("a message holds a bare line break")
    read = BytesParser(policy=_POLICY).parsebytes(data)
    assert isinstance(read, EmailMessage)
    files = [(part.get_filename(), part.get_content()) for part in read.iter_attachments()]
    same = (
        read.keys() == meant.keys()
        and all(_squeezed(read[name]) == _squeezed(meant[name]) for name in _FIXED if name in meant)
        and len(read["From"].addresses) == 1
        and not read.defects
        and text_of(read, "plain") == letter.text.rstrip()
        and text_of(read, "html") == letter.html.rstrip()
        and files == [(attachment.name, attachment.data) for attachment in attachments]
    )
    if not same:
        raise MessageError("a message reads differently from what was meant")


def _squeezed(header: object) -> str:
    """A header without spaces: Python up to 3.12 reads one too many between encoded words."""
    return "".join(str(header).split())


_FIXED = ("From", "Reply-To", "Subject", "Content-Language", "Auto-Submitted", "List-Unsubscribe")


def text_of(message: EmailMessage, kind: str) -> str:
    """The text of a message, plain or as HTML; nothing where it has none."""
    part = message.get_body((kind,))
    return "" if part is None else str(part.get_content()).replace("\r\n", "\n").rstrip()


@lru_cache(maxsize=4)
def _shared_head(content: bytes) -> tuple[bytes, list[str]]:
    """The headers of a content, and their names."""
    head = content[: content.index(b"\r\n\r\n") + 4]
    return head, BytesHeaderParser(policy=_POLICY).parsebytes(head).keys()
