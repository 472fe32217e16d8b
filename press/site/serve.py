"""output/site -> a server on this machine, to look at the sites before they are laid out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from press.errors import UsageError
from press.site.listings import HEADERS

HERE = "127.0.0.1"
"""Nobody else reaches it: a site for others is laid on a web server (docs/site.md)."""


class _Handler(SimpleHTTPRequestHandler):
    """Serves files with the headers that a real server should send, and writes no log."""

    extensions_map = {  # noqa: RUF012  # typeshed has it as a field of each
        **SimpleHTTPRequestHandler.extensions_map,
        ".woff2": "font/woff2",
        ".js": "text/javascript",
        ".epub": "application/epub+zip",
    }

    def end_headers(self) -> None:
        for name, said in HEADERS.items():
            self.send_header(name, said)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file; a visitor who has gone in the meantime is nothing to tell of."""
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing of a visitor is written down."""


def serve(folder: Path, port: int, ready: Callable[[str], object]) -> None:
    """Serve until it is interrupted; `ready` is told the address. UsageError for a taken port."""
    try:
        server = ThreadingHTTPServer((HERE, port), partial(_Handler, directory=str(folder)))
    except OSError as error:
        raise UsageError(f"port {port} cannot be used: {error.strerror}") from None
    with server:
        ready(f"http://{HERE}:{server.server_address[1]}/")
        server.serve_forever()
