"""An account -> a server that has let us in, or why not.

Always encrypted, always with the certificate checked, never in the clear instead.
"""

from __future__ import annotations

import base64
import ipaddress
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from press.errors import MailError
from press.mail.accounts import Login
from press.mail.addresses import redact_secrets
from press.model import Account


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait: for a connection, for an answer, for the answer to the dot (RFC 5321)."""

    connect: float = 30
    answer: float = 120
    dot: float = 600


class OutageError(MailError):
    """The account cannot be used now; says nothing of any message."""


def connect(
    account: Account, login: Login | None, patience: Patience, *, outside: bool = False
) -> smtplib.SMTP:
    """Connect, encrypt, log in; raise OutageError with server and reason if one fails.

    A server that must lie `outside` is on the internet, whatever its name leads to.
    """
    try:
        if outside:
            found = socket.getaddrinfo(account.host, account.at_port, type=socket.SOCK_STREAM)
            _must_lie_outside(account, (str(address[0]) for *_, address in found))
        client = _encrypted(account, patience, outside)
        try:
            if login:
                _log_in(client, login)
        except BaseException:
            client.close()
            raise
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        why = redact_secrets(_why(error), _sent(account, login))
        raise OutageError(f"{account.host}:{account.at_port}: {why}") from None
    return client


def _sent(account: Account, login: Login | None) -> list[str]:
    """What a server may repeat of what it was sent: never shown, in whatever form."""
    if login is None:
        return [account.sender]
    secrets = [login.user, login.password, login.token]
    together = f"\0{login.user}\0{login.password}"
    coded = [base64.b64encode(each.encode()).decode() for each in (*secrets, together)]
    return [account.sender, *secrets, *coded]


def in_words(code: int, text: bytes) -> str:
    """A server's answer as one text."""
    return f"{code} {text.decode('utf-8', 'replace')}"


def _must_lie_outside(account: Account, addresses: Iterable[str]) -> None:
    for address in addresses:
        number = ipaddress.ip_address(address.partition("%")[0])
        number = getattr(number, "ipv4_mapped", None) or number
        if not number.is_global:
            raise OutageError(f"{account.host}:{account.at_port}: it lies in this network")


def _encrypted(account: Account, patience: Patience, outside: bool) -> smtplib.SMTP:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # Servers want a name in EHLO; this computer's is nobody's business.
    name = account.sender.rpartition("@")[2].encode("idna").decode("ascii")
    client: smtplib.SMTP
    if account.security == "tls":
        client = smtplib.SMTP_SSL(
            account.host, account.at_port, name, timeout=patience.connect, context=context
        )
    else:
        client = smtplib.SMTP(account.host, account.at_port, name, timeout=patience.connect)
    try:
        if outside and client.sock:  # a name may lead elsewhere when it is asked again
            _must_lie_outside(account, [client.sock.getpeername()[0]])
        _say(client.ehlo())
        if account.security == "starttls":
            client.starttls(context=context)
            _say(client.ehlo())
        assert client.sock
        # The dot goes out by itself: without this it waits 40 ms for a delayed ACK.
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.sock.settimeout(patience.answer)
    except BaseException:
        client.close()
        raise
    return client


def _log_in(client: smtplib.SMTP, login: Login) -> None:
    """Log in by one mechanism: trying several can lock an account."""
    offered = client.esmtp_features.get("auth", "").upper().split()
    wanted = ["XOAUTH2"] if login.token else ["PLAIN", "LOGIN", "CRAM-MD5"]
    mechanism = next((name for name in wanted if name in offered), None)
    client.user, client.password = login.user, login.password
    match mechanism:
        case None:
            raise smtplib.SMTPNotSupportedError(f"the server offers no {' or '.join(wanted)}")
        case "XOAUTH2":
            client.auth("XOAUTH2", _xoauth2(login))
        case "PLAIN":
            # Not smtplib's: it takes passwords in ASCII only (RFC 4616 says UTF-8).
            secret = base64.b64encode(f"\0{login.user}\0{login.password}".encode()).decode()
            code, text = client.docmd("AUTH", f"PLAIN {secret}")
            if code != 235:
                raise smtplib.SMTPAuthenticationError(code, text)
        case "LOGIN":
            client.auth("LOGIN", client.auth_login)
        case _:
            client.auth("CRAM-MD5", client.auth_cram_md5)


def _xoauth2(login: Login) -> Callable[..., str]:
    """Google's and Microsoft's login: the token first, and nothing when the server says why not."""

    def respond(challenge: bytes | None = None) -> str:
        if challenge is None:
            return f"user={login.user}\x01auth=Bearer {login.token}\x01\x01"
        return ""

    return respond


def _say(answer: tuple[int, bytes]) -> None:
    if not 200 <= answer[0] < 300:
        raise smtplib.SMTPHeloError(*answer)


def _why(error: Exception) -> str:
    """Why a connection failed, in words; an answer's own text may name accounts, not patients."""
    match error:
        case ssl.SSLCertVerificationError():
            return f"its certificate is not accepted: {error.verify_message}"
        case ssl.SSLError():
            return f"no encrypted connection: {error.reason or 'the handshake failed'}"
        case smtplib.SMTPAuthenticationError():
            return f"the login is refused ({_said(error)})"
        case smtplib.SMTPNotSupportedError():
            said = str(error)
            return (
                "it offers no STARTTLS; nothing is sent in the clear"
                if "STARTTLS" in said
                else said
            )
        case smtplib.SMTPResponseException():
            return f"not now: {_said(error)}"
        case socket.gaierror():
            return "there is no server of that name"
        case TimeoutError():
            return "no answer"
        case ConnectionRefusedError():
            return "nothing listens there"
        case UnicodeError():
            return "the login holds letters that this way of logging in cannot carry"
    return "the connection was lost"


def _said(error: smtplib.SMTPResponseException) -> str:
    text = error.smtp_error
    return in_words(error.smtp_code, text if isinstance(text, bytes) else text.encode())[:120]
