"""The fence around WeasyPrint: it sees the manuscript's resources and the house's fonts only.

Fonts of the machine stay out, so that a file is the same everywhere: fontconfig
reads its configuration once, when it starts, therefore this module sets it before
WeasyPrint is imported.
"""

from __future__ import annotations

import ctypes.util
import logging
import os
import re
import sys
import tempfile
import traceback
import warnings
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, TreeBuilder

from lxml import etree
from lxml import html as lxml_html

from press.errors import EngineError
from press.installed import patches_off
from press.model import Manuscript
from press.render.boxes import replaced
from press.render.even_lines import even_lines
from press.render.fetching import ORIGIN, Fetcher, as_engine_fetcher
from press.render.weasyprint_patches import patch

if TYPE_CHECKING:
    from weasyprint import HTML

_NO_FONTS = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
    "<fontconfig><cachedir>{cache}</cachedir></fontconfig>"
)


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
        with warnings.catch_warnings(), _no_search():
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
    patch()
    even_lines()
    return weasyprint


def _no_search() -> AbstractContextManager[None]:
    """On Linux, let libraries be opened by the names under which the system knows them.

    WeasyPrint tries those of Windows first, and for each ctypes.util starts ldconfig and a
    compiler to look for it: two fifths of the time that importing takes (docs/engine.md).
    """
    if sys.platform == "linux":
        return replaced(ctypes.util, find_library=lambda name: None)
    return nullcontext()


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
    """What makes the press slower on this machine, in words."""
    weasyprint()
    from weasyprint.text.ffi import harfbuzz_subset

    said = []
    if off := patches_off():
        said.append(f"the engine is unpatched, and slower by a half: {off}")
    if not harfbuzz_subset:
        said.append(
            "harfbuzz-subset is missing: each file takes two to six times as long"
            " (Debian: apt install libharfbuzz-subset0; macOS: brew install harfbuzz)"
        )
    return tuple(said)


def html_of(manuscript: Manuscript, fetcher: Fetcher) -> HTML:
    """The manuscript's page, parsed."""
    root = tree_of(manuscript.html)
    html = weasyprint().HTML(
        string=manuscript.html if root is None else "<html>",
        base_url=ORIGIN,
        url_fetcher=as_engine_fetcher(fetcher),
        media_type=manuscript.variant.medium,
    )
    if root is not None:
        from cssselect2 import ElementWrapper

        html.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        html.etree_element = html.wrapper_element.etree_element
    return html


def tree_of(page: str) -> Element | None:
    """A page that nests as it should, in elements as the engine has them: of Python's own kind.

    The engine's own parser takes fourteen times as long. None is what that one must mend in
    its way, and what has rules of its own (HTML, 13.2.6).
    """
    parser = lxml_html.HTMLParser(huge_tree=True)
    # What libxml2 does not know to hold nothing would take in all that follows.
    closed = page.replace("</wbr>", "").replace("<wbr>", "<wbr></wbr>")
    root = lxml_html.document_fromstring(closed, parser)
    if parser.error_log or re.search(r"<(?:svg|math|pre)\b", page, re.I):
        return None
    builder = TreeBuilder()
    for event, element in etree.iterwalk(root, ("start", "end", "comment", "pi")):
        if event == "start":
            builder.start(element.tag, {str(name): str(value) for name, value in element.items()})
            builder.data(element.text or "")
            continue
        if event == "end":
            builder.end(element.tag)
        builder.data((element is not root and element.tail) or "")
    return builder.close()


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
