"""Files of OpenDocument, RTF and EPUB -> Document, by way of pandoc; what it loses is counted.

pandoc says nothing of what it leaves out, so the words of these files are read here too.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace

from defusedxml.ElementTree import fromstring

from press.importing.leaflets.counted import count_lines, count_page
from press.importing.leaflets.decoding import Source, Taken, decoded
from press.importing.leaflets.package import Package, local
from press.importing.leaflets.record import NotReadError
from press.importing.leaflets.web import read_page
from press.importing.leaflets.word import read_word

_PANDOC_SECONDS = 60


def of_open_document(source: Source) -> Taken:
    package = Package(source.content)
    held = package.xml("content.xml")
    names = {local(each) for each in held.iter()} if held is not None else set()
    source = _decided(source, bool(names & {"insertion", "deletion"}))
    return _through_pandoc(source, "odt", _text_of_odt(package))


def of_rtf(source: Source) -> Taken:
    if not source.content.startswith(b"{\\rtf"):
        raise NotReadError("this is no RTF", "save it anew")
    rtf = source.content.decode("latin-1")
    source = _decided(source, bool(re.search(r"\\(?:revised|deleted)\b", rtf)))
    return _through_pandoc(source, "rtf", _text_of_rtf(rtf))


def _decided(source: Source, is_tracked: bool) -> Source:
    """Refuse a file with tracked changes, which pandoc accepts in silence, unless so wanted."""
    if is_tracked and source.changes != "accept":
        hint = "say --changes accept; or decide on them in LibreOffice, and save it as .docx"
        raise NotReadError("it has tracked changes that nobody has decided on", hint)
    return source


def of_epub(source: Source) -> Taken:
    package = Package(source.content)
    pages = sorted(name for name in package.names if name.endswith((".xhtml", ".html", ".htm")))
    counted = [f for name in pages for f in count_page(decoded(package.bytes(name)))[""]]
    made = _pandoc(source.content, "epub", "html")

    def bytes_of(address: str) -> bytes:
        name = address.rpartition("/")[2]
        return next(
            (package.bytes(n) for n in sorted(package.names) if n.endswith(f"/{name}")), b""
        )

    document = read_page(made.decode(), bytes_of, whole=True)
    return Taken(replace(document, through="pandoc"), {"": counted})


def _through_pandoc(source: Source, kind: str, text: str) -> Taken:
    document = read_word(_pandoc(source.content, kind, "docx"), source.changes)
    counted = count_lines(line.split() for line in text.split("\n"))
    return Taken(replace(document, through="pandoc"), counted)


def _pandoc(content: bytes, kind: str, to: str) -> bytes:
    """Have pandoc turn one kind into another, without files and network but what it is given."""
    try:
        import pypandoc
    except ImportError as error:
        hint = "pip install 'leaflet-press[import]', or save it as .docx"
        raise NotReadError(f"a file .{kind} needs pandoc, which is not here", hint) from error
    more = ["--track-changes=all"] if kind == "docx" else []
    try:
        done = subprocess.run(
            [
                pypandoc.get_pandoc_path(),
                "--sandbox",
                f"--from={kind}",
                f"--to={to}",
                *more,
                "-o",
                "-",
            ],
            input=content,
            capture_output=True,
            timeout=_PANDOC_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotReadError("pandoc did not come to an end with it", "save it as .docx") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().split("\n")[0]
        raise NotReadError(f"pandoc cannot read it: {said}", "save it as .docx")
    return done.stdout


def _text_of_odt(package: Package) -> str:
    """The text of an OpenDocument file, what stands around it too."""
    out = []
    for name in ("content.xml", "styles.xml"):
        for body in fromstring(package.bytes(name) or b"<nothing/>").iter():
            place = body.tag.rpartition("}")[2]
            if place in ("text", "header", "footer") and "office" in body.tag + "office" * (
                place != "text"
            ):
                out.append(
                    "\n".join(
                        "".join(p.itertext()) for p in body.iter() if p.tag.endswith(("}p", "}h"))
                    )
                )
    return "\n".join(out)


_RTF = re.compile(
    r"\\'(?P<byte>[0-9a-fA-F]{2})|\\u(?P<code>-?\d{1,6})[ ]?(?:\\'[0-9a-fA-F]{2}|[^\\{}])?"
    r"|\\(?P<word>[a-z]+)(?:-?\d+)?[ ]?|\\(?P<sign>[^a-z])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
_NOTED = {"footnote", "annotation", "shptxt"}
"""What holds text though programs that do not know it may pass it over."""
_NO_TEXT = {
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "fldinst",
    "listtable",
    "generator",
    "listoverridetable",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "rsidtbl",
}


def _text_of_rtf(rtf: str) -> str:
    """The text of an RTF file, by its marks."""
    out: list[str] = []
    silent, depth, apart = 0, 0, False
    for found in _RTF.finditer(rtf):
        if found["brace"]:
            depth += 1 if found["brace"] == "{" else -1
            silent = silent if silent and depth >= silent else 0
        elif found["sign"] == "*":
            apart = True
        elif found["word"] in _NO_TEXT or (apart and found["word"] not in _NOTED):
            silent, apart = silent or depth, False
        elif silent:
            continue
        elif found["word"]:
            apart = False
            out.append("\n" if found["word"] in ("par", "line", "cell", "row", "tab") else "")
        elif found["byte"]:
            out.append(bytes.fromhex(found["byte"]).decode("cp1252", "replace"))
        elif found["code"]:
            out.append(chr(int(found["code"]) % 65536))
        else:
            out.append(found["text"] or {"~": " ", "_": "-"}.get(found["sign"] or "", ""))
    return "".join(out)
