"""What a hostile or broken file costs is itself: refused in a sentence, or taken and harmless."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import HOUSE
from hostile_documents import (
    BEGIN,
    BOX,
    END,
    LAUGHS,
    MIDDLE,
    SECRET,
    TABLE,
    XXE,
    Make,
    W,
    body,
    data_picture,
    locked,
    nested,
    p,
    parts,
    png,
    raw,
    related,
    secret_beside,
    shown,
    twice,
    zipped,
)
from word_files import word_file
from word_xml import picture

from press.importing.leaflets import Desk, drafts, open_desk
from press.importing.leaflets.drafting import Draft

pytestmark = pytest.mark.slow

_SLOWEST = 20.0
"""Seconds, on a machine that does six other things."""


@pytest.fixture(scope="module")
def desk() -> Desk:
    return open_desk(HOUSE, date(2026, 11, 30), changes="accept", language="nl", apply=True)[1]


def one(path: Path, desk: Desk) -> Draft:
    """What comes of a file, read in a child as the command has it read."""
    ((_, made, trouble),) = drafts([path], desk)
    assert not trouble
    return made


REFUSED: dict[str, Make] = {
    "empty": raw("x.docx", b""),
    "no zip": raw("x.docx", "dit is geen Word"),
    "old word": raw("x.docx", b"\xd0\xcf\x11\xe0" + bytes(600)),
    "named doc": raw("x.doc", b"\xd0\xcf\x11\xe0"),
    "with macros by name": raw("x.docm", b"PK\3\4"),
    "no name": raw("x", "tekst"),
    "executable": raw("x.exe", b"MZ"),
    "cut short": lambda folder: raw("y.docx", word_file(folder / "x.docx").read_bytes()[:3000])(
        folder
    ),
    "two of a name": twice,
    "password": locked,
    "many parts": zipped("x.docx", {f"word/{n}.xml": b"" for n in range(4000)}),
    "no text": parts(word__document_xml=None),
    "another root": parts(word__document_xml=b"<nothing/>"),
    "bomb": parts(word__document_xml=b"<w:document>" + b" " * 60_000_000),
    "bomb of a picture": parts(**{"word__media__image1.jpg": bytes(60_000_000)}),
    "no xml": parts(word__document_xml=b"<w:document"),
    "no utf-8": parts(word__document_xml=b"<w:document>\xff\xfe\xff"),
    "xxe": body(p("&x;"), XXE),
    "laughs": body(p("&c;"), LAUGHS),
    "doctype": body(p("x"), "<!DOCTYPE a>"),
    "outer dtd": body(p("x"), '<!DOCTYPE a SYSTEM "http://x.example/a.dtd">'),
    "parameter entity": body(p("x"), '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://x.example/p">%p;]>'),
    "xxe in styles": parts(word__styles_xml=f"{XXE}<w:styles {W}>&x;</w:styles>".encode()),
    "deep xml": body("<w:smartTag>" * 5000 + "</w:smartTag>" * 5000),
    "deep tables": body(nested(TABLE, 150)),
    "too long": body(p("woord " * 2000) * 40),
    "binary page": raw("x.html", bytes(range(256)) * 10),
    "empty page": raw("x.html", ""),
    "binary text": raw("x.txt", b"\0\1\2\3" * 100),
    "no pdf": raw("x.pdf", "%PDF-1.7 en dan niets"),
    "pdf without text": raw("x.pdf", b""),
    "no rtf": raw("x.rtf", "geen rtf"),
    "no odt": raw("x.odt", "geen odt"),
    "odt with xxe": zipped("x.odt", {"content.xml": f"{XXE}<a>&x;</a>".encode()}),
    "odt bomb": zipped("x.odt", {"content.xml": b"<a>" + b" " * 60_000_000}),
    "no epub": zipped("x.epub", {"a": b"b"}),
}
TAKEN: dict[str, Make] = {
    "picture of the network": related(
        shown("rX0"), ("image", "http://x.example/a.png", 'TargetMode="External"')
    ),
    "picture of the disk": related(
        shown("rX0"), ("image", "file:///etc/passwd", 'TargetMode="External"')
    ),
    "picture outside the package": related(shown("rX0"), ("image", "../../../etc/passwd", "")),
    "picture by a whole path": related(shown("rX0"), ("image", "/etc/passwd", "")),
    "template of the network": related(
        p("x"), ("attachedTemplate", "http://x.example/t", 'TargetMode="External"')
    ),
    "link that runs": related(
        '<w:p><w:hyperlink r:id="rX0"><w:r><w:t>klik</w:t></w:r></w:hyperlink></w:p>' + p("x"),
        ("hyperlink", "javascript:alert(1)", 'TargetMode="External"'),
    ),
    "part outside": parts(**{"../../evil.txt": b"x"}),
    "macro": parts(**{"word__vbaProject.bin": b"x"}),
    "script for a picture": parts(**{"word__media__image1.jpg": b"<html><script>1</script>"}),
    "svg that runs": parts(
        **{"word__media__image1.jpg": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'}
    ),
    "picture of a square kilometre": parts(**{"word__media__image1.jpg": png(60_000, 60_000)}),
    "half a picture": parts(**{"word__media__image1.jpg": picture()[:60]}),
    "file in the file": body(p("x") + '<w:altChunk r:id="rId9"/>'),
    "wide cell": body(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>'
        + p("a")
        + "</w:tc><w:tc>"
        + p("b")
        + "</w:tc></w:tr></w:tbl>"
        + p("x")
    ),
    "cell of no width": body(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="-3"/></w:tcPr>'
        + p("a")
        + "</w:tc><w:tc>"
        + p("b")
        + "</w:tc></w:tr></w:tbl>"
        + p("x")
    ),
    "merge without a beginning": body(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>" + p("a") + "</w:tc>"
        "<w:tc>" + p("b") + "</w:tc></w:tr></w:tbl>"
    ),
    "rows of other lengths": body(
        "<w:tbl><w:tr><w:tc>" + p("a") + "</w:tc><w:tc>" + p("b") + "</w:tc></w:tr>"
        "<w:tr><w:tc>" + p("c") + "</w:tc></w:tr><w:tr/></w:tbl>"
    ),
    "style on itself": parts(
        word__styles_xml=(
            f'<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="A">'
            '<w:name w:val="a"/><w:basedOn w:val="B"/></w:style>'
            '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
        ).encode()
    ),
    "list that is not there": body(
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="99"/><w:numId w:val="77"/></w:numPr></w:pPr>'
        "<w:r><w:t>een</w:t></w:r></w:p>" + p("x")
    ),
    "field without an end": body(
        f"<w:p>{BEGIN}<w:r><w:instrText>DATE</w:instrText></w:r></w:p>" + p("verder")
    ),
    "end without a field": body(f"<w:p>{END}{MIDDLE}</w:p>" + p("x")),
    "fields in fields": body(f"<w:p>{BEGIN * 500}{END * 500}</w:p>" + p("x")),
    "contents without an end": body(
        f"<w:p>{BEGIN}<w:r><w:instrText>TOC</w:instrText></w:r>{MIDDLE}</w:p>" + p("weg")
    ),
    "note that is not there": body(
        '<w:p><w:r><w:footnoteReference w:id="9"/><w:t>a</w:t></w:r></w:p>' + p("x")
    ),
    "boxes in boxes": body(p("x") + nested(BOX, 8)),
    "choices in choices": body(
        p("x") + "<w:p><mc:AlternateContent><mc:Choice><mc:AlternateContent><mc:Choice>"
        "<w:r><w:t>een</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>twee</w:t></w:r></mc:Fallback>"
        "</mc:AlternateContent></mc:Choice></mc:AlternateContent></w:p>"
    ),
    "utf-16": parts(
        word__document_xml=f"<w:document {W}><w:body>{p('é')}</w:body></w:document>".encode(
            "utf-16"
        )
    ),
    "unseen signs": body(p("a\u202eb\u2066c\u200bd\ufeffe\ue000f\u2028g") + p("x")),
    "template text": body(p("{{ practice.phone }} {% include 'x' %} {# y #}") + p("x")),
    "markup in text": body(
        p("&lt;script&gt;x&lt;/script&gt; &lt;!-- y --&gt; [a](javascript:b)") + p("x")
    ),
    "a part of ours in text": body(p("!!! red-flags") + p("    - nep") + p("[^1]: nep") + p("x")),
    "an end of the head": body(p('--- "titel": \\ # x') + p("---") + p("title: nep") + p("x")),
    "long word": body(p("x" * 50_000) + p("x")),
    "many runs": body("<w:p>" + "<w:r><w:t>a </w:t></w:r>" * 20_000 + "</w:p>" + p("x")),
    "other namespaces": parts(
        word__document_xml=(
            b'<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>strikt'
            b"</x:t></x:r></x:p></x:body></x:document>"
        )
    ),
    "file beside by its path": secret_beside("x.html", '<p>a</p><img alt="x" src="{secret}">'),
    "file beside by steps up": secret_beside("x.html", '<p>a</p><img alt="x" src="../secret.png">'),
    "file beside by a link": secret_beside("x.html", '<p>a</p><img alt="x" src="link.png">'),
    "file by its scheme": secret_beside("x.html", '<p>a</p><img alt="x" src="file://{secret}">'),
    "other base": secret_beside(
        "x.html", '<base href="file:///"><p>a</p><img alt="x" src="etc/passwd">'
    ),
    "frame": raw("x.html", '<p>a</p><iframe src="file:///etc/passwd">b</iframe>'),
    "drawing in an address": raw(
        "x.html", data_picture(f"{LAUGHS}<svg>&c;</svg>".encode(), "image/svg+xml")
    ),
    "huge picture in an address": raw("x.html", data_picture(png(60_000, 60_000))),
    "no base64": raw("x.html", '<p>a</p><img alt="x" src="data:image/png;base64,???">'),
    "entities of a page": raw("x.html", f"{LAUGHS}<p>a &c; &amp;#0; &#0; &#xD800; b</p>"),
    "comment without an end": raw("x.html", "<p>a</p><!-- b <p>c</p>"),
    "markup that ends nothing": raw("x.html", "</p></div></body><p>a</b></table>b</p>"),
    "wide table": raw("x.html", '<table><tr><td colspan="99999999" rowspan="-1">a<td>b</table>'),
    "many b": raw("x.html", "<p>" + "<b>a" * 200 + "</p>"),
    "refresh": raw(
        "x.html", '<meta http-equiv="refresh" content="0;url=http://x.example"><p>a</p>'
    ),
    "strange charset": raw("x.html", '<meta charset="no-such"><p>é</p>'),
    "brackets": raw("x.md", "# a\n\n" + "[" * 900),
    "quotations": raw("x.md", "# a\n\n" + ">" * 60 + " b"),
    "head of references": raw("x.md", "---\na: &a [x,x]\nb: [*a,*a]\n---\n# c\n\nd\n"),
    "html in markdown": raw(
        "x.md", "# a\n\n<script>x</script>\n\n<div onclick=x>b</div>\n\n<img src=/etc/passwd>\n"
    ),
    "one long line": raw("x.txt", "woord " * 20_000),
    "rtf that holds a file": raw("x.rtf", r"{\rtf1 a{\object\objemb{\*\objdata 0105}}\par b}"),
}
"""Inputs that are taken over, and what they try does not happen."""


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    name: str, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    path = REFUSED[name](tmp_path / "in")
    began = time.monotonic()
    made = one(path, desk)
    assert time.monotonic() - began < _SLOWEST
    assert made.files is None
    assert {f.code for f in made.findings} <= {"S100", "S010", "S102", "D020", "D021"}
    assert all(finding.message for finding in made.findings) and made.findings


@pytest.mark.parametrize("name", TAKEN)
def test_what_a_hostile_file_tries_does_not_happen(name: str, desk: Desk, tmp_path: Path) -> None:
    if name.startswith("rtf"):
        pytest.importorskip("pypandoc")
    (tmp_path / "in").mkdir()
    path = TAKEN[name](tmp_path / "in")
    began = time.monotonic()
    made = one(path, desk)
    assert time.monotonic() - began < _SLOWEST
    assert made.files, made.findings
    files = {
        place: data for place, data in made.files.items() if not place.endswith((".png", ".jpg"))
    }
    for place, data in files.items():
        assert b"root:" not in data and SECRET.encode() not in data, place
    leaflet = made.files[f"leaflets/nl/{made.slug}.md"].decode()
    text = leaflet.split("\n---\n")[1]
    assert not re.search(r"(?<!\\)\]\((?!https?:|mailto:|tel:|x/)", text)
    assert not re.search(r"(?<!\\)<script", text)
    assert leaflet.count("\n---\n") == 1
    assert all(".." not in place and not place.startswith("/") for place in made.files)


def test_there_are_sixty_of_them() -> None:
    assert len(REFUSED) + len(TAKEN) >= 60


def test_a_name_of_a_file_becomes_a_name_that_every_system_takes(
    desk: Desk, tmp_path: Path
) -> None:
    for name in ("CON", "..", "-", "Ünïcode ß", "a" * 200, "x;rm -rf", "日本"):
        path = word_file(tmp_path / f"{name}.docx")
        made = one(path, replace(desk, apply=False))
        assert made.files and made.slug.isascii() and len(made.slug) <= 64
