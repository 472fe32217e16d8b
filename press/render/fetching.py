"""Names in pages and sheets -> the manuscript's resources; all else is refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from press.model import Finding, Manuscript
from press.render.places import resource_place

ORIGIN = "https://house.invalid/"
"""The one origin that pages are served from. It cannot exist (RFC 6761), and it is the
same on every machine, so that no path of a machine reaches a file."""

_TYPES = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}


class Fetcher:
    """Serves a manuscript's resources; all else is refused, and remembered."""

    def __init__(self, resources: Mapping[str, bytes | Path]) -> None:
        self.resources = resources
        self.asked: list[str] = []
        self.refused: list[str] = []

    def __call__(self, url: str) -> Any:
        name = url.removeprefix(ORIGIN)
        self.asked.append(name)
        resource = resource_of(self.resources, name)
        if resource is None or not url.startswith(ORIGIN):
            self.refused.append(name)
            raise ValueError("not a resource of this manuscript")
        body = resource.read_bytes() if isinstance(resource, Path) else resource
        kind = _TYPES[Path(name).suffix.lower()]
        from weasyprint.urls import URLFetcherResponse

        return URLFetcherResponse(url, body, {"Content-Type": kind})

    def findings(self, manuscript: Manuscript) -> list[Finding]:
        """What was asked for and refused."""
        return [
            Finding(
                "P001",
                "error",
                f"'{name}' is not there, or not allowed",
                resource_place(name, manuscript),
                "a page may use pictures of sources/images, the practice's logo and the fonts",
            )
            for name in dict.fromkeys(self.refused)
        ]


def resource_of(resources: Mapping[str, bytes | Path], name: str) -> bytes | Path | None:
    """What is served under a name; beyond ASCII the engine percent-encodes it (RFC 3987, 3.1)."""
    return resources.get(name) or resources.get(unquote(name))


def as_engine_fetcher(fetcher: Fetcher) -> Any:
    """WeasyPrint wants a subclass of its own: a bare function breaks when it raises."""
    from weasyprint.urls import URLFetcher

    class Fence(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, _headers: Any = None) -> Any:
            return fetcher(url)

    return Fence()
