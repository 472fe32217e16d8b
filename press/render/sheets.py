"""Style sheets -> parsed, with their fonts, once for all manuscripts that use the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from press.model import Manuscript, Medium
from press.render.complaints import Log, Said, complaints
from press.render.engine import weasyprint
from press.render.fetching import ORIGIN, Fetcher, as_engine_fetcher, resource_of

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration


@dataclass(frozen=True, slots=True)
class _Sheets:
    """Parsed sheets with their fonts, what these were made of, and what was wrong in them."""

    sheets: tuple[CSS, ...]
    fonts: FontConfiguration
    made_of: Mapping[str, object]
    refused: tuple[str, ...]
    messages: tuple[Said, ...]


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
            sheets, fonts = _parse(styles, media, first, heard)
        made_of = _made_of(first.asked, resources)
        known = _Sheets(sheets, fonts, made_of, tuple(first.refused), tuple(heard.messages))
    _SHARED[key] = known
    return known


def _made_of(names: Iterable[str], resources: Mapping[str, bytes | Path]) -> Mapping[str, object]:
    """What stands behind each of these names: bytes, or a file as it is now."""
    return {name: as_it_is(resource_of(resources, name)) for name in names}


def as_it_is(resource: bytes | Path | None) -> object:
    """What tells that a resource is another: itself, or of a file what the system says of it."""
    if not isinstance(resource, Path):
        return resource
    try:
        stat = resource.stat()
    except OSError:
        return None
    return resource, stat.st_size, stat.st_mtime_ns, stat.st_ino


def _parse(
    styles: tuple[tuple[str, str], ...], media: Medium, fetcher: Fetcher, log: Log
) -> tuple[tuple[CSS, ...], FontConfiguration]:
    engine = weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheets = []
    for log.sheet, css in styles:
        sheet = engine.CSS(
            string=css,
            # Addresses in a sheet are relative to the origin, as they are in the page.
            base_url=ORIGIN,
            url_fetcher=as_engine_fetcher(fetcher),
            media_type=media,
            font_config=fonts,
        )
        sheets.append(sheet)
    log.sheet = ""
    return tuple(sheets), fonts
