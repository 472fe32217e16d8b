"""A page of the press's own, HTML -> PDF: no leaflet, no layout, no practice."""

from __future__ import annotations

from press.installed import INSTALLED
from press.render.engine import weasyprint
from press.render.fetching import ORIGIN, Fetcher, as_engine_fetcher


def lay_out_own(page: str) -> bytes:
    """Lay out a page with the typefaces that are installed with the press."""
    fonts = INSTALLED / "fonts"
    files = {path.relative_to(fonts).as_posix(): path for path in fonts.rglob("*.ttf")}
    fetcher = as_engine_fetcher(Fetcher(files))
    sheet = (fonts / "fonts.css").read_text(encoding="utf-8")
    html = weasyprint().HTML(
        string=page.replace("</head>", f"<style>{sheet}</style></head>"),
        base_url=ORIGIN,
        url_fetcher=fetcher,
        media_type="print",
    )
    pdf: bytes = html.write_pdf()
    return pdf
