"""Words that were laid out, words that the finished file reads -> a finding where they differ."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from press.model import Finding, Origin
from press.preflight.page_data import File

_UNSEEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u2060\ufeff\ufffe")) | {2: "-"}
"""Where a line may break or a word is broken: U+FFFE is what PDFium makes of a soft hyphen,
U+0002 of one at the end of a line that somebody typed."""
_MOST = 3
"""Places that are named in one file."""


def words_are_all_there(file: File) -> Iterator[Finding]:
    """P045: the words of the text, in its order, and none besides.

    Compared is what a screen reader reads: the content of each tag, as PDFium takes it out,
    without what CSS wrote.
    """
    if not file.is_tagged or not file.document.said.words:
        return
    said = [(level(word), place) for word, place in file.document.said.words]
    said = [each for each in said if each[0]]
    wanted = [word for word, _ in said]
    read = level(file.read).split()
    if file.is_right_to_left:  # which of two words comes first there, readers do not agree on
        said, wanted, read = sorted(said), sorted(wanted), sorted(read)
    if _agree(wanted, read):
        return
    for before, after, place in list(_differences(said, read))[:_MOST]:
        message = f"{_quoted(before)} of the text reads {_quoted(after)} in the file"
        hint = "tell the makers of the press: no word may be lost"
        origin = _origin(place, file.variant.publication.origin)
        yield Finding("P045", "error", message, origin, hint)


def _origin(place: str, whole: Origin) -> Origin:
    path, _, line = place.rpartition(":")
    return Origin(path or whole.path, int(line)) if line.isdigit() else whole


def level(text: str) -> str:
    """A text as it is compared: composed, in small letters, without signs that are not seen."""
    return unicodedata.normalize("NFC", text.translate(_UNSEEN)).casefold()


def _agree(wanted: Sequence[str], read: Sequence[str]) -> bool:
    """Whether these are the words, in this order. A word may come in pieces.

    PDFium reads a space where another piece of the line was drawn first, as before the raised
    number of a note.
    """
    at, piece = 0, ""
    for word in read:
        piece += word
        if at == len(wanted) or not wanted[at].startswith(piece):
            return False
        if piece == wanted[at]:
            at, piece = at + 1, ""
    return at == len(wanted) and not piece


def _differences(
    said: Sequence[tuple[str, str]], read: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], str]]:
    """What was written, what is read instead, and where, if they differ."""
    wanted = [word for word, _ in said]
    matcher = SequenceMatcher(None, wanted, read, autojunk=False)
    for kind, first, end, start, stop in matcher.get_opcodes():
        in_pieces = first < end and "".join(wanted[first:end]) == "".join(read[start:stop])
        if kind != "equal" and not (in_pieces and end - first < stop - start):
            yield wanted[first:end], read[start:stop], said[min(first, len(said) - 1)][1]


def _quoted(words: Sequence[str]) -> str:
    return f"'{' '.join(words[:6])}'" if words else "nothing"
