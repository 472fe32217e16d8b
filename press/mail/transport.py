"""A message -> what the server answered, told apart by what it means for sending again.

The final dot goes out by itself, after `before_dot` has returned: up to there the
message is certainly not accepted, so a slow upload is no reason for doubt (RFC 1047).
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from press.mail.accounts import Login
from press.mail.connecting import Patience, connect, in_words
from press.model import Account

_CHUNK = 64 * 1024
_ACCOUNT_REFUSED = re.compile(r"5\.4\.5\b|5\.7\.(?:3|8|9|14)\b")
"""Enhanced codes that speak of the account: Google's daily limit (5.4.5), logins (RFC 4954)."""


class Outcome(Enum):
    """What an answer means."""

    SENT = "sent"
    LATER = "later"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RemoteResult:
    """What became of a message.

    `lost`: the connection cannot be used again. `everybody`: the answer is not about
    this recipient. `refused`: the account is refused, so that nobody else is to be tried.
    """

    outcome: Outcome
    reply: str = ""
    lost: bool = False
    everybody: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message as it goes out: from whom, to the one it is for, head and content."""

    sender: str
    recipient: str
    head: bytes
    content: bytes


class Connection:
    """A server that has let us in."""

    def __init__(
        self, account: Account, login: Login | None, patience: Patience, *, outside: bool = False
    ) -> None:
        """Connect, encrypt, log in; raise OutageError with server and reason if one fails."""
        self.patience = patience
        self.sent = 0
        self._idle = True
        self.client = connect(account, login, patience, outside=outside)

    def send(self, message: Envelope, before_dot: Callable[[], None]) -> RemoteResult:
        """Send one message; when `before_dot` raises, the message is not accepted."""
        self._idle = False
        answer = self._send(message, before_dot)
        self._idle = not answer.lost
        return answer

    def close(self) -> None:
        """Leave; without a word if the server is gone or in the middle of a body."""
        with suppress(smtplib.SMTPException, OSError):
            if self._idle:
                self._wait_at_most(2)
                self.client.quit()
        self.client.close()

    def _send(self, message: Envelope, before_dot: Callable[[], None]) -> RemoteResult:
        try:
            if refused := self._offer(message):
                return refused
            self._upload(message)
            self._must_be_waiting()
        except (smtplib.SMTPException, OSError):
            return RemoteResult(Outcome.LATER, "the connection was lost", lost=True, everybody=True)
        before_dot()
        return self._finish()

    def _offer(self, message: Envelope) -> RemoteResult | None:
        """MAIL, RCPT, DATA: the answer that ends it, or None if the server waits for the body."""
        client, features = self.client, self.client.esmtp_features
        size = len(message.head) + len(message.content)
        most = features.get("size", "").strip()
        if most.isdigit() and 0 < int(most) < size:
            return RemoteResult(Outcome.FAILED, f"larger than the server takes ({most} bytes)")
        dsn = "dsn" in features
        options = [f"SIZE={size}"] if "size" in features else []
        options += ["RET=HDRS"] if dsn else []
        steps: tuple[tuple[str, Callable[[], tuple[int, bytes]]], ...] = (
            ("MAIL", lambda: client.mail(message.sender, options)),
            ("RCPT", lambda: client.rcpt(message.recipient, ["NOTIFY=FAILURE"] if dsn else [])),
            ("DATA", lambda: client.docmd("DATA")),
        )
        for command, say in steps:
            code, text = say()
            if code // 100 != (3 if command == "DATA" else 2):
                return self._refused(command, code, text)
        return None

    def _refused(self, command: str, code: int, text: bytes) -> RemoteResult:
        """What a refusal before the body means; the connection is made ready for the next."""
        reply = in_words(code, text)
        lost = code == 421 or code < 400
        if not lost:
            try:
                lost = self.client.rset()[0] != 250
            except (smtplib.SMTPException, OSError):
                lost = True
        from_account = command == "MAIL" and code != 552 and code >= 500
        if from_account or code in (530, 535) or _ACCOUNT_REFUSED.search(reply):
            return RemoteResult(Outcome.LATER, reply, lost, everybody=True, refused=True)
        if code >= 500:
            return RemoteResult(Outcome.FAILED, reply, lost)
        return RemoteResult(Outcome.LATER, reply, lost, everybody=lost or command == "MAIL")

    def _upload(self, message: Envelope) -> None:
        """Send the body (RFC 5321, 4.5.2), up to the final dot.

        In pieces: a timeout of Python's sendall holds for the whole of what it is given.
        """
        body = message.head + _stuffed(message.content)
        for start in range(0, len(body), _CHUNK):
            self.client.send(body[start : start + _CHUNK])

    def _must_be_waiting(self) -> None:
        """Raise if the server is gone or spoke before the dot: then there is no doubt yet."""
        sock = self.client.sock
        if sock is None:
            raise smtplib.SMTPServerDisconnected("the connection was lost")
        sock.setblocking(False)
        try:
            said = sock.recv(1)
        except (BlockingIOError, ssl.SSLWantReadError):
            sock.settimeout(self.patience.answer)
            return
        raise smtplib.SMTPServerDisconnected(f"the server ended the body ({len(said)})")

    def _finish(self) -> RemoteResult:
        """Send the dot and read the answer; without one nobody knows."""
        try:
            self._wait_at_most(self.patience.dot)
            self.client.send(b".\r\n")
            code, text = self.client.getreply()
            self._wait_at_most(self.patience.answer)
        except (smtplib.SMTPException, OSError):
            self.client.close()
            return RemoteResult(Outcome.UNKNOWN, "no answer after the final dot", lost=True)
        self.sent += 1
        reply = in_words(code, text)
        match code // 100:
            case 2:
                return RemoteResult(Outcome.SENT, reply)
            case 4:
                return RemoteResult(Outcome.LATER, reply, lost=code == 421, everybody=code == 421)
            case 5 if _ACCOUNT_REFUSED.search(reply):
                return RemoteResult(Outcome.LATER, reply, everybody=True, refused=True)
            case 5:
                return RemoteResult(Outcome.FAILED, reply)
        return RemoteResult(Outcome.UNKNOWN, f"an answer that means nothing ({code})", lost=True)

    def _wait_at_most(self, seconds: float) -> None:
        if self.client.sock:
            self.client.sock.settimeout(seconds)


@lru_cache(maxsize=4)
def _stuffed(content: bytes) -> bytes:
    """A content with dots doubled and its last line ended; no line of a head begins with one."""
    body = re.sub(rb"(?m)^\.", b"..", content)
    return body if body.endswith(b"\r\n") else body + b"\r\n"
