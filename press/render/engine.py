"""The fence around WeasyPrint: it sees the manuscript's resources and the house's fonts only.

Fonts of the machine stay out, so that a file is the same everywhere: fontconfig
reads its configuration once, when it starts, therefore this module sets it before
WeasyPrint is imported.
"""

from __future__ import annotations

import logging
import os
import re
import tempfile
import traceback
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from press.errors import EngineError
from press.model import Finding, Manuscript, Medium, Origin
from press.render.missing_signs import missing_signs
from press.render.places import place_of
from press.render.weasyprint_patches import quicken

if TYPE_CHECKING:
    from weasyprint import CSS, HTML
    from weasyprint.document import Document as LaidOut
    from weasyprint.text.fonts import FontConfiguration

ORIGIN = "https://house.invalid/"
"""The one origin that pages are served from. It cannot exist (RFC 6761), and it is the
same on every machine, so that no path of a machine reaches a file."""

_NO_FONTS = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
    "<fontconfig><cachedir>{cache}</cachedir></fontconfig>"
)
_TYPES = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff2": "font/woff2",
}


@lru_cache(maxsize=1)
def weasyprint() -> Any:
    """Import WeasyPrint without the fonts of the machine."""
    folder = Path(tempfile.gettempdir()) / f"leaflet-press-fontconfig-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise EngineError(f"{folder} belongs to somebody else; remove it")
    configuration = folder / "fonts.conf"
    text = _NO_FONTS.format(cache=folder / "cache")
    if not configuration.is_file() or configuration.read_text(encoding="utf-8") != text:
        configuration.write_text(text, encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(configuration)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="No fonts configured")
            warnings.filterwarnings("ignore", message="HarfBuzz-Subset")  # lacking() says it
            import weasyprint
    except OSError as error:
        raise EngineError(
            f"a library that WeasyPrint needs is missing: {error}\n"
            "Install Pango 1.50 or later and harfbuzz-subset (Debian: libpango-1.0-0 "
            "libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango)."
        ) from error
    logging.getLogger("weasyprint").setLevel(logging.WARNING)
    quicken()
    return weasyprint


def broke_off(error: Exception) -> bool:
    """Whether an error arose in the engine, and not in what the press does beside it.

    What is done quicker in its place counts as the engine.
    """
    engine, press = Path(weasyprint().__file__).parent, Path(__file__).parents[1]
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(engine) or path.is_relative_to(
            press / "render" / "weasyprint_patches"
        ):
            return True
        if path.is_relative_to(press):
            return False
    return False


def lacking() -> tuple[str, ...]:
    """What this machine lacks that the press can do without, in words."""
    weasyprint()
    from weasyprint.text.ffi import harfbuzz_subset

    if harfbuzz_subset:
        return ()
    return (
        "harfbuzz-subset is missing: each file takes two to six times as long"
        " (Debian: apt install libharfbuzz-subset0; macOS: brew install harfbuzz)",
    )


class Fetcher:
    """Serves a manuscript's resources; all else is refused, and remembered."""

    def __init__(self, resources: Mapping[str, bytes | Path]) -> None:
        self.resources = resources
        self.asked: list[str] = []
        self.refused: list[str] = []

    def __call__(self, url: str) -> Any:
        name = url.removeprefix(ORIGIN)
        self.asked.append(name)
        resource = _resource(self.resources, name)
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
                _place(name, manuscript),
                "a page may use pictures of sources/images, the practice's logo and the fonts",
            )
            for name in dict.fromkeys(self.refused)
        ]


def _resource(resources: Mapping[str, bytes | Path], name: str) -> bytes | Path | None:
    """What is served under a name; beyond ASCII the engine percent-encodes it (RFC 3987, 3.1)."""
    return resources.get(name) or resources.get(unquote(name))


def _as_engine_fetcher(fetcher: Fetcher) -> Any:
    """WeasyPrint wants a subclass of its own: a bare function breaks when it raises."""
    weasyprint()
    from weasyprint.urls import URLFetcher

    class Fence(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            return fetcher(url)

    return Fence()


def html_of(manuscript: Manuscript, fetcher: Fetcher) -> HTML:
    """The manuscript's page, parsed."""
    return weasyprint().HTML(
        string=manuscript.html,
        base_url=ORIGIN,
        url_fetcher=_as_engine_fetcher(fetcher),
        media_type=manuscript.variant.medium,
    )


@dataclass(frozen=True, slots=True)
class _Sheets:
    """Parsed sheets with their fonts, what these were made of, and what was wrong in them."""

    sheets: tuple[CSS, ...]
    fonts: FontConfiguration
    made_of: Mapping[str, object]
    refused: tuple[str, ...]
    messages: tuple[str, ...]


def attachments_of(manuscript: Manuscript) -> list[Any]:
    """The leaflets' sources as associated files, dated by their review: dates are bytes too."""
    engine = weasyprint()
    return [
        engine.Attachment(
            string=leaflet.written,
            base_url=ORIGIN,
            name=f"{leaflet.slug}.md",
            description=leaflet.title,
            created=_midnight(leaflet.published),
            modified=_midnight(leaflet.reviewed),
            relationship="Source",
        )
        for leaflet in manuscript.attached
    ]


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


_SHARED: dict[object, _Sheets] = {}
_MOST_SHARED = 32


def shared_sheets(
    manuscript: Manuscript, fetcher: Fetcher, log: Log
) -> tuple[tuple[CSS, ...], FontConfiguration]:
    """The manuscript's sheets, parsed once for all that use the same, with their fonts.

    What is wrong in them is wrong for each: it is told to every fetcher and log.
    """
    shared = share(manuscript.styles, manuscript.variant.medium, fetcher.resources)
    fetcher.refused += shared.refused
    log.messages += shared.messages
    return shared.sheets, shared.fonts


def share(
    styles: tuple[tuple[str, str], ...], media: Medium, resources: Mapping[str, bytes | Path]
) -> _Sheets:
    """Parse sheets, unless they have been and the fonts behind their names are still the same."""
    key = (styles, media)
    known = _SHARED.pop(key, None)
    if known is None or known.made_of != _made_of(known.made_of, resources):
        if len(_SHARED) >= _MOST_SHARED:
            _SHARED.pop(next(iter(_SHARED)))
        first = Fetcher(resources)
        with complaints() as heard:
            sheets, fonts = _parse(styles, media, first)
        made_of = _made_of(first.asked, resources)
        known = _Sheets(sheets, fonts, made_of, tuple(first.refused), tuple(heard.messages))
    _SHARED[key] = known
    return known


def _made_of(names: Iterable[str], resources: Mapping[str, bytes | Path]) -> Mapping[str, object]:
    """What stands behind each of these names: bytes, or a file as it is now."""
    return {name: _as_it_is(_resource(resources, name)) for name in names}


def _as_it_is(resource: bytes | Path | None) -> object:
    if not isinstance(resource, Path):
        return resource
    try:
        stat = resource.stat()
    except OSError:
        return None
    return resource, stat.st_size, stat.st_mtime_ns, stat.st_ino


def _parse(
    styles: tuple[tuple[str, str], ...], media: Medium, fetcher: Fetcher
) -> tuple[tuple[CSS, ...], FontConfiguration]:
    engine = weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheets = tuple(
        engine.CSS(
            string=css,
            # Addresses in a sheet are relative to the origin, as they are in the page.
            base_url=ORIGIN,
            url_fetcher=_as_engine_fetcher(fetcher),
            media_type=media,
            font_config=fonts,
        )
        for _, css in styles
    )
    return sheets, fonts


_LINKS = ("https://", "mailto:", "tel:")


def check_links(laid_out: LaidOut, manuscript: Manuscript) -> list[Finding]:
    """Find links that lead out of the file to what a reader cannot or may not open."""
    targets = (
        target for page in laid_out.pages for kind, target, *_ in page.links if kind != "internal"
    )
    return [
        Finding(
            "P005",
            "error",
            f"a link to '{target.removeprefix(ORIGIN)}' is not possible in a mailed file",
            place_of(target.removeprefix(ORIGIN), manuscript),
            "link to an address with https, mailto or tel",
        )
        for target in dict.fromkeys(targets)
        if not target.startswith(_LINKS) or target.startswith(ORIGIN)
    ]


# --- the log ----------------------------------------------------------------------------


class Log(logging.Handler):
    """Collects what WeasyPrint says while it goes on regardless."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())

    def findings(self, manuscript: Manuscript) -> list[Finding]:
        return [
            _complaint(message, manuscript)
            for message in dict.fromkeys(self.messages)
            if not message.startswith(_SAID)
        ]


@contextmanager
def complaints() -> Iterator[Log]:
    """Collect the engine's warnings; it renders one document at a time in a process."""
    weasyprint()
    log, logger = Log(), logging.getLogger("weasyprint")
    handlers, propagate = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [log], False
    try:
        yield log
    finally:
        logger.handlers, logger.propagate = handlers, propagate


def _complaint(message: str, manuscript: Manuscript) -> Finding:
    """An engine's warning as a finding, at the place that it speaks of if that is known."""
    if re.search(r" at \d+:\d+|CSS|media type", message):
        origin = manuscript.variant.layout.origin
        return Finding("P004", "warning", f"the style sheets: {message}", origin)
    if re.search("font", message, re.I):
        origin = manuscript.variant.publication.leaflets[0].origin
        return Finding("P003", "error", message, origin)
    name = next((name for name in manuscript.places if name in message), "")
    return Finding("P002", "error", message, _place(name, manuscript))


_SAID = ("Failed to load", ".notdef glyph", "Using fontTools instead of HarfBuzz-Subset")
"""Begins what is said elsewhere: by the fetcher and the fonts with the place in the sources,
and by `lacking` once for all files."""


def _place(name: str, manuscript: Manuscript) -> Origin:
    known = manuscript.places.get(name)
    return known or Origin(f"layouts/{manuscript.variant.layout.name}/layout.html")


def fonts_of(laid_out: LaidOut, manuscript: Manuscript) -> tuple[tuple[str, ...], list[Finding]]:
    """The families in the file, and findings for signs that the brand's families lack.

    For such a sign the engine silently takes another family of the house, if one has it.
    """
    used: set[str] = set()
    findings = []
    for font in laid_out.fonts.values():
        used.add(font.family)
        if font.family not in manuscript.families:
            findings.append(_foreign(font, manuscript))
    missing = {chr(code) for font in laid_out.fonts.values() for code in font.missing}
    findings += missing_signs(missing, manuscript)
    return tuple(sorted(used)), findings


def _foreign(font: Any, manuscript: Manuscript) -> Finding:
    """What would be printed in a family that is not the brand's: a few signs, letters last."""
    signs = sorted(set(font.to_unicode.values()), key=lambda sign: (sign.isascii(), sign))
    shown = [sign for sign in signs if sign.strip()][:5]
    message = f"{' '.join(shown)} would be printed in '{font.family}'"
    place = place_of(shown[0] if shown else " ", manuscript)
    return Finding("P003", "error", message, place, "no typeface of the brand has it")
