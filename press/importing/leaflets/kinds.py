"""A file, by the ending of its name -> Document and the words that were counted in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from press.importing.leaflets.counted import Fragment, count_lines, count_page, count_word
from press.importing.leaflets.decoding import Source, Taken, decoded
from press.importing.leaflets.record import Block, Document, Known, NotReadError, Piece, Remark
from press.importing.leaflets.through_pandoc import of_epub, of_open_document, of_rtf
from press.importing.leaflets.web import read_page
from press.importing.leaflets.word import read_word
from press.merge.account import plain_words
from press.reading import lies_inside, read_bytes, read_yaml, split_head

MOST = 60_000_000
"""Bytes of a file that is taken over."""
_LONG = 45
"""Signs of a line that may have been broken for its length."""
_UNREAD = "not read"
"""The part that words of Markdown are which its reader did not take for text."""
_MOST_PICTURE = 40_000_000


def read(path: Path, changes: str) -> Taken:
    """Read a file of any kind that is known; NotReadError for others."""
    content = read_bytes(path, MOST + 1)
    if len(content) > MOST:
        raise NotReadError(
            f"the file is larger than {MOST // 1_000_000} MB", "make its pictures smaller"
        )
    reader = KINDS.get(path.suffix.lower())
    if reader is None:
        hint = REFUSED.get(path.suffix.lower(), f"save it as one of {', '.join(KINDS)}")
        raise NotReadError(f"'{path.suffix}' is no kind of file that can be taken over", hint)
    try:
        return reader(Source(content, path, changes))
    except RecursionError as error:
        raise NotReadError(
            "things in it stand too deep inside each other", "simplify it"
        ) from error


def _of_word(source: Source) -> Taken:
    return Taken(read_word(source.content, source.changes), count_word(source.content))


def _of_page(source: Source) -> Taken:
    text = decoded(source.content)
    return Taken(read_page(text, _beside(source.path)), count_page(text))


def _beside(path: Path) -> Callable[[str], bytes]:
    """Files in the folder of a page and below it; nothing of what lies elsewhere."""

    def bytes_of(address: str) -> bytes:
        try:
            found = path.parent / address.split("?")[0].split("#")[0]
            if address and lies_inside(found, path.parent) and found.is_file():
                return read_bytes(found, _MOST_PICTURE)
        except (OSError, ValueError):
            pass
        return b""

    return bytes_of


def _of_markdown(source: Source) -> Taken:
    """Markdown of other tools (CommonMark, with what GitHub has besides), by way of a page."""
    text = decoded(source.content)
    head, body = "", text
    if text.startswith("---\n"):
        head, body, _, findings = split_head(text, source.path.name)
        head, body = ("", text) if findings else (head, body)
    page = _page_of(body)
    document = read_page(page, _beside(source.path), whole=True)
    yaml, _ = read_yaml(head, source.path.name) if head else (None, [])
    said = yaml.data if yaml and isinstance(yaml.data, dict) else {}
    title, summary, author, language = map(
        _one_line, map(said.get, ("title", "summary", "author", "lang"))
    )
    known = Known(title, summary, author, language)
    remarks = [
        Remark("key of the head", "the head", "left out", _one_line(what), about=str(key))
        for key, what in said.items()
    ]
    lost = list(_unread(body, count_page(page)[""]))
    remarks += [
        Remark("words that are no text in Markdown", place, "left out", word, True, _UNREAD)
        for word, _, place in lost
    ]
    document = replace(document, known=known, remarks=(*document.remarks, *remarks))
    return Taken(document, {**count_page(page), _UNREAD: lost})


def _page_of(markdown: str) -> str:
    """Markdown as a page; its notes are marked by their numbers and say none."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for plugin in (footnote_plugin, deflist_plugin, tasklists_plugin):
        plugin(reader)
    reader.add_render_rule("footnote_ref", _note_mark)
    reader.add_render_rule("footnote_anchor", lambda *_: "")
    page: str = reader.render(markdown)
    return page


def _note_mark(_: RendererProtocol, tokens: Sequence[Token], at: int, *__: object) -> str:
    return f'<a class="footnote-ref" href="#fn{tokens[at].meta["id"] + 1}"></a>'


def _unread(markdown: str, read: list[Fragment]) -> Iterator[Fragment]:
    """Words of Markdown, read by the looks of its marks, that did not come on the page."""
    left = Counter(word.text for word in read)
    counted = count_lines(plain_words(markdown.split("\n")))[""]
    for word in counted:
        if not left[word.text]:
            yield word._replace(begins=False)
        left[word.text] -= 1


def _one_line(said: object) -> str:
    return " ".join(str(said).split())[:200] if said is not None else ""


def _of_text(source: Source) -> Taken:
    text = decoded(source.content)
    document = _of_paragraphs(re.split(r"\n[ \t]*\n", text), "paragraph")
    return Taken(document, count_lines(line.split() for line in text.split("\n")))


def _of_paragraphs(paragraphs: list[str], what: str) -> Document:
    blocks = [
        Block("text", (Piece(_lines_joined(said), number),), f"{what} {number}", "", number)
        for number, said in enumerate(paragraphs, 1)
        if said.strip()
    ]
    return Document(tuple(blocks))


def _lines_joined(said: str) -> str:
    """A paragraph with its lines as they are meant: what was broken for its length goes on."""
    lines = [line.strip() for line in said.strip().split("\n")]
    longest = max(map(len, lines))
    out = lines[0]
    for before, line in pairwise(lines):
        broken = len(before) > max(_LONG, longest * 3 // 4) and not before.endswith(
            (".", ":", "!", "?")
        )
        out += (" " if broken or (len(before) > _LONG and line[:1].islower()) else "\n") + line
    return out


def _of_pdf(source: Source) -> Taken:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(source.content)
        pages = [pdf[number].get_textpage().get_text_bounded() for number in range(len(pdf))]
    except pypdfium2.PdfiumError as error:
        raise NotReadError(
            f"this PDF cannot be read: {error}", "save it anew without a password"
        ) from error
    text = "\n\n".join(pages).replace("\r\n", "\n").replace("\ufffe", "-").replace("\x02", "-")
    if not text.strip():
        hint = "it may be a scan: type it, or find the file that it was made from"
        raise NotReadError("there is no text in this PDF", hint)
    joined = "\n\n".join(map(_lines_joined, re.split(r"\n[ \t]*\n", text)))
    lines = [line for line in joined.split("\n") if re.search(r"\w", line)]
    document = _of_paragraphs(lines, "line")
    became = "only its text was taken: headings, lists, tables and pictures are to be made anew"
    remark = Remark("text of a PDF", "the file", became)
    counted = count_lines(line.split() for line in text.split("\n"))
    return Taken(replace(document, remarks=(remark,)), counted)


KINDS: Mapping[str, Callable[[Source], Taken]] = {
    ".docx": _of_word,
    **dict.fromkeys((".html", ".htm", ".xhtml"), _of_page),
    **dict.fromkeys((".md", ".markdown"), _of_markdown),
    ".txt": _of_text,
    ".odt": of_open_document,
    ".rtf": of_rtf,
    ".epub": of_epub,
    ".pdf": _of_pdf,
}
REFUSED: Mapping[str, str] = {
    ".doc": "open it in Word or LibreOffice and save it as .docx",
    ".docm": "save it as .docx, without macros",
    ".pages": "export it from Pages as .docx",
}
"""Kinds that are known and not taken, and what to do instead."""
