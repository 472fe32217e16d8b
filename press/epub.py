"""Manuscript -> Document: an EPUB 3.3 of one page, the same bytes for the same page.

What accessibility it promises stands in its package (EPUB Accessibility 1.1, 2.2).
"""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from press.model import Document, Manuscript

_THEN = (1980, 1, 1, 0, 0, 0)
"""When every file in it was made: the first moment that ZIP knows."""
_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="EPUB/package.opf"'
    ' media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
_PROMISES = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual,visual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityHazard", "none"),
    ("accessibilitySummary", "Every picture is described; headings are in order."),
)
_TYPES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}


def bind(manuscript: Manuscript) -> Document:
    """Bind a manuscript, whose HTML is XHTML, with the sheets and pictures that it names."""
    pictures = {
        name: data
        for name, data in sorted(manuscript.resources.items())
        if isinstance(data, bytes) and f'src="{name}"' in manuscript.html
    }
    files = {
        "EPUB/package.opf": _package(manuscript, [*pictures]).encode(),
        "EPUB/text.xhtml": manuscript.html.encode(),
        "EPUB/layout.css": "\n".join(
            css for name, css in manuscript.styles if name.startswith("layouts/")
        ).encode(),
        **{f"EPUB/{name}": data for name, data in pictures.items()},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr(zipfile.ZipInfo("mimetype", _THEN), b"application/epub+zip")
        for name, data in {"META-INF/container.xml": _CONTAINER.encode(), **files}.items():
            info = zipfile.ZipInfo(name, _THEN)
            book.writestr(info, data, zipfile.ZIP_DEFLATED, 9)
    return Document(manuscript.variant, file.getvalue(), (), ())


def _package(manuscript: Manuscript, pictures: list[str]) -> str:
    """The package document: what the book is, and what is in it."""
    publication, practice = manuscript.variant.publication, manuscript.variant.practice
    head = publication.head
    name = f"{practice.website or practice.id} {manuscript.variant.path} {head.version}"
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, name)
    promises = "".join(
        f'<meta property="schema:{what}">{said}</meta>\n' for what, said in _PROMISES
    )
    subjects = "".join(f"<dc:subject>{escape(word)}</dc:subject>\n" for word in head.keywords)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        f" xml:lang={quoteattr(publication.language)}>\n"
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>\n'
        f"<dc:title>{escape(publication.title)}</dc:title>\n"
        f"<dc:language>{escape(publication.language)}</dc:language>\n"
        f"<dc:publisher>{escape(practice.name)}</dc:publisher>\n"
        f"<dc:description>{escape(head.summary)}</dc:description>\n"
        f"<dc:date>{head.published}</dc:date>\n{subjects}"
        f'<meta property="dcterms:modified">{head.reviewed}T00:00:00Z</meta>\n'
        f"{promises}</metadata>\n"
        f"<manifest>\n{''.join(_items(pictures))}</manifest>\n"
        '<spine><itemref idref="text"/></spine>\n</package>\n'
    )


def _items(pictures: list[str]) -> Iterator[str]:
    yield (
        '<item id="text" href="text.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
    )
    yield '<item id="css" href="layout.css" media-type="text/css"/>\n'
    for number, name in enumerate(pictures):
        kind = _TYPES[name.rpartition(".")[2].lower()]
        yield f'<item id="p{number}" href={quoteattr(name)} media-type="{kind}"/>\n'
