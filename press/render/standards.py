"""Make the file say what it is: PDF/UA-1 and PDF/A-3u at once."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import fromstring, register_namespace, tostring

from press.model import Variant
from press.render.boxes import LaidOut, replaced

_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
for _prefix, _uri in _NAMES.items():
    register_namespace(_prefix, _uri)

_PART = '<rdf:Description rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>'
_SCHEMA = f"""
<rdf:Description rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{_NAMES["pdfuaid"]}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
""".replace("\n", "")
"""The description of pdfuaid:part, in the form of ISO 19005-3, annex A."""


def with_standards(laid_out: LaidOut) -> None:
    """Make the file say that it is PDF/UA-1 besides PDF/A-3u (WeasyPrint #2467).

    PDF/A wants the schema of every property that it does not know described in the
    same packet (ISO 19005-3, 6.6.2.3), and readers want to find it uncompressed.
    """
    metadata = laid_out.metadata
    plain_rdf, plain_include = metadata.generate_rdf_metadata, metadata.include_in_pdf

    def rdf(variant: str, version: int, conformance: str) -> bytes:
        root = fromstring(plain_rdf(variant, version, conformance))
        said = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMES.items())
        root.extend(fromstring(f"<more {said}>{_PART}{_SCHEMA}</more>"))
        packet: bytes = tostring(root, encoding="utf-8")
        return packet

    def include(pdf: Any, variant: str, version: int, conformance: str, compress: bool) -> None:
        plain_include(pdf, variant, version, conformance, compress=False)

    metadata.generate_rdf_metadata = rdf
    metadata.include_in_pdf = include


def say_direction(variant: Variant, file: Any) -> None:
    """Say in a file that is read from right to left that it is: spreads, and how pages turn.

    (ISO 32000-1, table 150, Direction.)
    """
    import pydyf

    if variant.direction == "rtl":
        known = file.catalog.get("ViewerPreferences", {})
        file.catalog["ViewerPreferences"] = pydyf.Dictionary({**known, "Direction": "/R2L"})


def tell_the_printer(laid_out: LaidOut, file: Any) -> None:
    """Say in a file for paper how it is printed: each sheet turned as a page is, unscaled.

    A page that stands is turned over its long edge, one that lies, as a folded leaflet's,
    over its short edge. (ISO 32000-2, table 147; booklets get theirs from `press.impose`.)
    """
    import pydyf

    first = laid_out.pages[0]
    turned = "Short" if first.width > first.height else "Long"
    wishes = {
        "Duplex": f"/DuplexFlip{turned}Edge",
        "PrintScaling": "/None",
        "PickTrayByPDFSize": "true",
    }
    known = file.catalog.get("ViewerPreferences", {})
    file.catalog["ViewerPreferences"] = pydyf.Dictionary({**known, **wishes})


def into_bytes(file: Any) -> None:
    """Turn each object into bytes once; pydyf does it again for the file's identifier."""
    import pydyf

    class Written(pydyf.Object):  # type: ignore[misc]
        data = b""
        compressible = False

    for place, thing in enumerate(file.objects):
        if isinstance(thing, pydyf.Dictionary | pydyf.Stream):
            file.objects[place] = written = Written()
            written.data, written.compressible = thing.data, thing.compressible
            written.number, written.generation = thing.number, thing.generation


def ends_well(filtered: bytes) -> bytes:
    """What stands in a stream with a filter, with a byte behind it if it ends in a carriage return.

    Before `endstream` stands an end of line that is not part of the data (ISO 32000-1,
    7.3.8.1); validators take a carriage return there for half of it. The last byte is the
    checksum's (RFC 1950, 2.2), one in 256; what stands behind it no filter reads.
    """
    return filtered + b"\n" if filtered.endswith(b"\r") else filtered


@contextmanager
def whole_streams() -> Iterator[None]:
    """While a file is written, compress as zlib does by itself, and end in no carriage return.

    The engine's level 9 takes twice the time of level 6, 2 % of a file's, and saves 1 % of it.
    """
    import pydyf

    plain = pydyf.Stream.data

    def data(stream: Any) -> bytes:
        written: bytes = plain.fget(stream)
        if not written.endswith(b"\r\nendstream"):
            return written
        extra = dict(stream.extra)
        if stream.compress:
            extra["Filter"] = "/FlateDecode"
        elif "Filter" not in extra:
            return data(pydyf.Stream(stream.stream, extra, compress=True))
        content = written.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
        ended: bytes = plain.fget(pydyf.Stream([ends_well(content)], extra))
        return ended

    quick = SimpleNamespace(compressobj=lambda level: zlib.compressobj(min(level, 6)))
    with replaced(pydyf.Stream, data=property(data)), replaced(pydyf, zlib=quick):
        yield
