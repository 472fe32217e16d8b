"""An account -> what its server says of itself. Connects and logs in; sends nothing."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import Any, cast

from press.mail.accounts import Login
from press.mail.connecting import Patience
from press.mail.transport import Connection
from press.model import Account


@dataclass(frozen=True, slots=True)
class Examination:
    """What a person who sets up an account wants to know."""

    encryption: str
    certificate: str
    login: str
    size: str
    notices: str

    def lines(self) -> tuple[tuple[str, str], ...]:
        """What was found, as pairs of a word and what it is."""
        return (
            ("Encryption", self.encryption),
            ("Certificate", self.certificate),
            ("Login", self.login),
            ("Largest message", self.size),
            ("Delivery notices", self.notices),
        )


def examine(
    account: Account, login: Login | None, patience: Patience, *, outside: bool = False
) -> Examination:
    """Connect, log in, look, leave; raise OutageError as sending would."""
    connection = Connection(account, login, patience, outside=outside)
    try:
        features, sock = connection.client.esmtp_features, connection.client.sock
        assert isinstance(sock, ssl.SSLSocket)
        cipher = sock.cipher()
        most = features.get("size", "").strip()
        return Examination(
            encryption=f"{sock.version()}, {cipher[0] if cipher else 'no cipher'}",
            certificate=_certificate(sock),
            login=f"accepted as {login.user}" if login else "none configured",
            size=f"{int(most) / 1e6:.0f} MB" if most.isdigit() and int(most) else "no limit named",
            notices="to the sender, on failure, headers only"
            if "dsn" in features
            else "not offered",
        )
    finally:
        connection.close()


def _certificate(sock: ssl.SSLSocket) -> str:
    """Who vouches for the server, and until when."""
    known = sock.getpeercert() or {}
    issuer: dict[str, str] = dict(part[0] for part in cast(Any, known.get("issuer", ())))
    by = issuer.get("organizationName") or issuer.get("commonName") or "unknown"
    return f"issued by {by}, valid until {known.get('notAfter', 'unknown')}"
