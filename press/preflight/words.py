"""Words that were laid out, words that the finished file reads -> a finding where they differ."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate, zip_longest

from press.model import Finding, Origin
from press.preflight.page_data import File

_UNSEEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u2060\ufeff\ufffe")) | {2: "-"}
"""Where a line may break or a word is broken: U+FFFE is what PDFium makes of a soft hyphen,
U+0002 of one at the end of a line that somebody typed."""
_NO_SIGNS = ("Cc", "Cf", "Zs", "Zl", "Zp")
_REPORT = "tell the makers of the press: no word may be lost"
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
    if file.is_right_to_left:  # words stand there in an order, and torn, as each reader likes
        if _signs("".join(wanted)) == _signs("".join(read)):
            return
        said, wanted, read = sorted(said), sorted(wanted), sorted(read)
    if _agree(wanted, read):
        return
    for before, after, place in list(_differences(said, read))[:_MOST]:
        message = f"{_quoted(before)} of the text reads {_quoted(after)} in the file"
        origin = _origin(place, file.variant.publication.origin)
        yield Finding("P045", "error", message, origin, _REPORT)


def slots_are_filled(file: File) -> Iterator[Finding]:
    """P045: each slot of an imprinted file reads what its practice says there, in one piece."""
    if not file.document.said.slots or file.is_right_to_left:  # each reader has its own order there
        return
    pieces = (text for page in file.pages for _, text in sorted(page.said.items()))
    read = "".join(map(_squeezed, pieces))
    for text, times in Counter(file.document.said.slots).items():
        if (wanted := _squeezed(text)) and read.count(wanted) < times:
            message = f"{_quoted(text.split())} of the practice is not read in the file"
            yield file.text("P045", "error", message, _REPORT)
            return


def _squeezed(text: str) -> str:
    return "".join(level(text).split())


def readers_agree(file: File) -> Iterator[Finding]:
    """P045: Poppler reads on each page the words that PDFium reads there, furniture included."""
    for page, other in zip_longest(file.pages, file.other if file.other else ()):
        if page is None or other is None:
            if file.other:
                message = f"Poppler reads {len(file.other)} of {len(file.pages)} pages"
                yield file.text("P045", "error", message, _REPORT)
            return
        runs = [level(run.text) for run in page.runs]
        theirs = level(other)
        if file.is_right_to_left or not all(run.level for run in page.runs):
            # Words stand there in an order, and torn, as each reader likes.
            runs, theirs = ["".join(_signs("".join(runs)))], "".join(_signs(theirs))
        if difference := _between(runs, theirs):
            ours, said = difference
            message = f"'{ours}' on page {page.number} reads '{said}' in Poppler"
            yield file.text("P045", "error", message, _REPORT)


def _signs(text: str) -> list[str]:
    """The signs of a text without regard to order, spaces and signs of direction."""
    return sorted(sign for sign in text if unicodedata.category(sign) not in _NO_SIGNS)


def _between(runs: Sequence[str], theirs: str) -> tuple[str, str] | None:
    """Where what is drawn in runs is read otherwise: a few signs of both, or nothing.

    Between two runs, as at the end of a line, a reader may see a space that is not written;
    it may not see one within a run, nor overlook one.
    """
    ours, ends = "".join(runs), {0}
    bare_ours, spaces = _bare(ours)
    bare_theirs, seen = _bare(theirs)
    for run in runs:
        ends.add(max(ends) + len(_bare(run)[0]))
    if bare_ours != bare_theirs:
        pairs = enumerate(zip(bare_ours, bare_theirs, strict=False))
        shorter = min(len(bare_ours), len(bare_theirs))
        at = next((at for at, (one, other) in pairs if one != other), shorter)
    elif wrong := (spaces - seen) | (seen - spaces - ends):
        at = min(wrong)
    else:
        return None
    return _around(ours, at), _around(theirs, at)


def _bare(text: str) -> tuple[str, set[int]]:
    """A text without its spaces, and where in it they stood; those around it do not count."""
    words = text.split()
    return "".join(words), set(accumulate(map(len, words[:-1])))


def _around(text: str, at: int) -> str:
    """The words around a sign, which is counted without spaces."""
    words, passed = text.split(), 0
    for index, word in enumerate(words):
        passed += len(word)
        if passed >= at:
            return " ".join(words[max(0, index - 1) : index + 3])
    return " ".join(words[-3:])


def _origin(place: str, whole: Origin) -> Origin:
    path, _, line = place.rpartition(":")
    return Origin(path or whole.path, int(line)) if line.isdigit() else whole


@lru_cache(maxsize=16384)  # a text comes again for each practice
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
