"""Pages -> what lists them: A to Z, search index, feed, sitemap; and what servers are told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from press.model.languages import without_marks
from press.site.plan import Gone, Page

POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; script-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What a page may do: show what lies beside it. Nothing in it is of another place."""
SEARCHING = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""What a start page may besides where there is an index of Pagefind, which is WebAssembly."""
HEADERS = {  # of a page that says more, both hold
    "Content-Security-Policy": f"{SEARCHING}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What a server should say with every file."""
_MOST_NEWS = 50


def by_letter(pages: Iterable[Page]) -> list[Mapping[str, object]]:
    """Pages by the first letter of their titles, as an index has them: Ö stands under O."""
    letters: dict[str, list[Page]] = {}
    for page in sorted(pages, key=lambda page: (_plain(page.title), page.path)):
        first = next((sign for sign in _plain(page.title) if sign.isalnum()), "#")
        letters.setdefault(first.upper(), []).append(page)
    return [{"name": name, "pages": list(map(row, found))} for name, found in letters.items()]


def row(page: Page) -> Mapping[str, str]:
    """A page as templates list it."""
    return {"path": page.path, "title": page.title, "summary": page.summary}


def by_keyword(pages: Iterable[Page]) -> list[Mapping[str, object]]:
    """The words under which leaflets are found besides their titles, each with its pages."""
    words: dict[str, list[Page]] = {}
    for page in pages:
        for word in page.leaflet.keywords:
            words.setdefault(word, []).append(page)
    order = sorted(words, key=lambda word: (_plain(word), word))
    return [{"word": word, "pages": list(map(row, words[word]))} for word in order]


def _plain(text: str) -> str:
    return without_marks(text).lower()


def search_index(pages: Iterable[Page]) -> str:
    """What the start page's script searches, as JSON."""
    rows = [
        dict(row(page)) | {"words": " ".join((*page.leaflet.keywords, page.leaflet.slug))}
        for page in pages
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def feed(pages: Sequence[Page], website: str, language: str, name: str) -> str:
    """New and changed leaflets as Atom (RFC 4287), the newest first."""
    newest = sorted(pages, key=lambda page: (page.leaflet.published, page.path), reverse=True)
    day = max((page.leaflet.published for page in pages), default=None)
    entries = [
        f"<entry><id>{escape(website)}/{page.path}#v{escape(page.leaflet.version)}</id>"
        f"<title>{escape(page.title)}</title><link href={quoteattr(f'{website}/{page.path}')}/>"
        f"<updated>{page.leaflet.published}T00:00:00Z</updated>"
        f"<summary>{escape(page.summary)}</summary></entry>\n"
        for page in newest[:_MOST_NEWS]
    ]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">'
        f"<id>{escape(website)}/#{language}</id><title>{escape(name)}</title>"
        f"<author><name>{escape(name)}</name></author><updated>{day}T00:00:00Z</updated>\n"
        f"{''.join(entries)}</feed>\n"
    )


def sitemap(pages: Iterable[Page], starts: Iterable[str], website: str) -> str:
    """Every page for search engines (sitemaps.org)."""
    rows = [f"<url><loc>{escape(website)}/{path}</loc></url>\n" for path in starts]
    rows += [
        f"<url><loc>{escape(website)}/{page.path}</loc>"
        f"<lastmod>{page.leaflet.published}</lastmod></url>\n"
        for page in pages
    ]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{''.join(rows)}</urlset>\n"
    )


def for_servers(gone: Iterable[Gone], website: str) -> dict[str, str]:
    """What Netlify and Apache read of themselves: headers, and where old addresses lead."""
    before = urlsplit(website).path
    moved = [
        (f"{before}/{each.path}", f"{before}/{each.instead.path}")
        for each in gone
        if each.moved and each.instead
    ]
    headers = "".join(f"  {name}: {said}\n" for name, said in HEADERS.items())
    apache = "".join(f'  Header always set {name} "{said}"\n' for name, said in HEADERS.items())
    return {
        "_headers": f"/*\n{headers}",
        "_redirects": "".join(f"{old.rstrip('/')} {new} 301\n" for old, new in moved),
        ".htaccess": f"<IfModule mod_headers.c>\n{apache}</IfModule>\nErrorDocument 404 "
        f"{before}/404.html\n" + "".join(f"Redirect 301 {old} {new}\n" for old, new in moved),
    }
