"""Mail servers for the tests: one that behaves, and one that fails as it is told to.

Both listen on the loopback and speak TLS with certificates of an authority that the
tests make; the press trusts it by SSL_CERT_FILE, as an administrator would let it.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

USER, PASSWORD = "press", "geheim-ë"


@dataclass
class Got:
    """A message as a server got it."""

    sender: str
    recipients: list[str]
    data: bytes

    @property
    def message(self) -> EmailMessage:
        parsed = BytesParser(policy=policy.default).parsebytes(self.data)
        assert isinstance(parsed, EmailMessage)
        return parsed

    @property
    def message_id(self) -> str:
        head = self.data[:4000].decode("ascii", "replace")
        return next(line[12:] for line in head.splitlines() if line.startswith("Message-ID: "))


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def server_context(authority: trustme.CA, name: str = "127.0.0.1") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


@dataclass
class Everyday:
    """aiosmtpd, asking for encryption and a login; keeps what it gets."""

    authority: trustme.CA
    security: str = "starttls"
    got: list[Got] = field(default_factory=list)
    logins: list[bool] = field(default_factory=list)
    port: int = field(default_factory=free_port)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.got.append(Got(envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 taken"

    def authenticate(self, server: Any, session: Any, envelope: Any, how: str, who: Any) -> Any:
        right = isinstance(who, LoginPassword) and who == LoginPassword(
            USER.encode(), PASSWORD.encode()
        )
        self.logins.append(right)
        return AuthResult(success=right, handled=False)

    @contextmanager
    def running(self) -> Iterator[Everyday]:
        context = server_context(self.authority)
        tls: dict[str, Any] = (
            {"tls_context": context, "require_starttls": True}
            if self.security == "starttls"
            # aiosmtpd does not know that a whole connection is encrypted.
            else {"ssl_context": context, "auth_require_tls": False}
        )
        controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            auth_required=True,
            authenticator=self.authenticate,
            **tls,
        )
        controller.start()
        try:
            yield self
        finally:
            controller.stop()


class Faulty:
    """A server on a raw socket that goes wrong at one place: `mode` names it.

    `offers` are the words of its EHLO. It counts as taken what it answered 250 to, or
    what it got whole, dot and all, before it vanished. In every mode but those of the
    greeting and of TLS, it encrypts first.
    """

    def __init__(self, authority: trustme.CA, mode: str, name: str = "127.0.0.1") -> None:
        self.mode, self.context = mode, server_context(authority, name)
        self.taken: list[str] = []
        self.commands: list[str] = []
        self.said: str = ""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._open: list[socket.socket] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        for sock in (self._listener, *self._open):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._open.append(sock)
                threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        layers = [sock]
        with suppress(OSError, ValueError):
            self._talk(layers)
        with suppress(OSError):
            layers[-1].shutdown(socket.SHUT_RDWR)
        layers[-1].close()

    def _talk(self, layers: list[socket.socket]) -> None:
        """Talk through the last of these sockets; encryption adds one."""
        sock = layers[0]

        def say(line: str) -> None:
            sock.sendall(line.encode() + b"\r\n")

        if self.mode == "421 greeting":
            return say("421 too busy")
        say("220 faulty")
        stream, encrypted = sock.makefile("rb"), False
        recipient = ""
        while line := stream.readline().decode().strip():
            command, *rest = line.split()
            command = command.upper()
            self.commands.append(" ".join([command, *rest]))
            match command, self.mode:
                case ("EHLO", _):
                    words = ["AUTH PLAIN"] if encrypted else ["STARTTLS"]
                    if self.mode == "no STARTTLS":
                        words = ["AUTH PLAIN"]
                    if "xoauth2" in self.mode:
                        words = ["AUTH XOAUTH2"] if encrypted else ["STARTTLS"]
                    if self.mode == "small":
                        words.append("SIZE 1000")
                    for word in ["faulty", "DSN", *words][:-1]:
                        say(f"250-{word}")
                    say(f"250 {words[-1]}")
                case ("STARTTLS", _):
                    say("220 go on")
                    sock = self.context.wrap_socket(sock, server_side=True)
                    layers.append(sock)
                    self._open.append(sock)
                    stream, encrypted = sock.makefile("rb"), True
                case ("AUTH", "xoauth2"):
                    say("334 eyJzdGF0dXMiOiI0MDEifQ==")
                    self.commands.append(stream.readline().decode().strip())
                    say("535 5.7.8 the token is old")
                case ("AUTH", "login refused"):
                    say(f"535 5.7.8 wrong: \x1b[2J{line} for press {PASSWORD}")
                case ("AUTH", _):
                    say("235 welcome")
                case ("MAIL", "550 MAIL"):
                    say("550 5.7.1 you may not send")
                case ("MAIL", "451 MAIL"):
                    say("451 4.3.0 not now")
                case ("RCPT", _):
                    recipient = line.partition("<")[2].partition(">")[0]
                    first = not recipient.startswith("second")
                    match self.mode:
                        case "452 RCPT":
                            say(f"452 4.2.2 <{recipient}>: mailbox full")
                        case "550 RCPT" if first:
                            say(f"550 5.1.1 <{recipient}>... User {recipient.upper()} unknown")
                        case "daily limit":
                            say("550 5.4.5 Daily user sending limit exceeded")
                        case _:
                            say("250 ok")
                case ("DATA", "drop at DATA"):
                    return
                case ("DATA", "554 DATA"):
                    say("554 5.5.1 no")
                case ("DATA", _):
                    say("354 go on")
                    if not self._body(sock, stream, recipient):
                        return
                case ("RSET" | "MAIL" | "NOOP", _):
                    say("250 ok")
                case ("QUIT", _):
                    return say("221 bye")
                case _:
                    say("502 what?")

    def _body(self, sock: socket.socket, stream: Any, recipient: str) -> bool:
        """Read a body and answer as the mode says; False ends the connection."""
        if self.mode == "drop in the body":
            stream.readline()
            return False
        if self.mode == "421 in the body":
            stream.readline()
            sock.sendall(b"421 closing\r\n")
            return False
        while stream.readline() not in (b".\r\n", b""):
            pass
        answers = {
            "451 after the dot": "451 4.7.1 try later",
            "421 after the dot": "421 4.3.2 closing",
            "550 after the dot": f"550 5.7.1 {recipient} refused",
            "nonsense after the dot": "354 go on",
            "garbage after the dot": "\x00\x01garbage",
        }
        if answer := answers.get(self.mode):
            sock.sendall(answer.encode() + b"\r\n")
            return not answer.startswith("421")
        self.taken.append(recipient)
        if self.mode == "drop after the dot":
            return False
        if self.mode == "half an answer after the dot":
            sock.sendall(b"250-tak")
            return False
        if self.mode == "silence after the dot":
            time.sleep(5)
            return False
        sock.sendall(b"250 2.0.0 taken\r\n")
        return True


def bytes_below(*folders: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file below these folders."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield path, path.read_bytes()
