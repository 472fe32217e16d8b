"""A text's tree, its words before -> the same tree with what changed marked: `<ins>`, `<del>`.

Every word that is new stands in an `<ins>` of its own, what is gone in a `<del>` before the
word that follows it: so a bar can stand beside each line with a change, and beside no other.
Only words count. What is added nobody wrote: it has `data-made`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from lxml.html import HtmlElement
from lxml.html.builder import E

from press.merge.as_read import Slot, before_text, behind_text, opened, plain, without_names
from press.merge.text import Text
from press.model import Leaflet, Since, Words

_MOST_COMPARED = 10_000
"""Words of a text from which on frequent ones are no longer looked for: it takes too long."""
_WORD = re.compile(r"\S+")


@dataclass(slots=True)
class _Word:
    """A word and where it stands: a word may go on from one text to the next (`<b>Ze</b>gt`)."""

    said: str = ""
    parts: list[tuple[Slot, int, int]] = field(default_factory=list)


def opcodes(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """How one list of words becomes another, as difflib says it."""
    junk = max(len(old), len(new)) > _MOST_COMPARED
    return list(SequenceMatcher(None, old, new, autojunk=junk).get_opcodes())


def mark(
    roots: Sequence[HtmlElement],
    old: Iterable[str],
    above: Iterable[str] = (),
    below: Iterable[str] = (),
) -> None:
    """Mark in trees what is new, and what is gone since the words were `old`.

    Words `above` and `below` them stand elsewhere on the page, and are not marked.
    """
    body = [word for root in roots for word in _words(root) if word.said.strip("#")]
    first = [_Word(word) for word in above if word.strip("#")]
    words = [*first, *body, *(_Word(word) for word in below)]
    # A picture has no words to mark: which one it is the list at the end says.
    wanted = [word for word in without_names(" ".join(old)).split() if word.strip("#")]
    edits: dict[Slot, list[tuple[int, int, str]]] = {}
    for what, start, end, there, there_end in opcodes(wanted, [word.said for word in words]):
        if what == "equal":
            continue
        for word in words[there:there_end]:
            for slot, begins, ends in word.parts:
                edits.setdefault(slot, []).append((begins, ends, ""))
        if end > start and len(first) <= there <= len(first) + len(body):
            _note_gone(edits, words, there, " ".join(wanted[start:end]))
    for (owner, attribute), marks in edits.items():
        # What is gone at one place stays in its order: a picture may have stood between.
        _put_in(owner, attribute, sorted(marks, key=lambda each: each[:2]))


def show_changes(
    leaflet: Leaflet, text: Text, roots: Sequence[HtmlElement], since: Since, words: Words
) -> None:
    """Mark what changed in a leaflet's trees, and list it at the end of the last."""
    mark(
        roots,
        since.words,
        without_names(" ".join(map(plain, before_text(leaflet)))).split(),
        " ".join(map(plain, behind_text(leaflet, text))).split(),
    )
    title = E.h2(words.furniture.get("changes", "What changed"), {"class": "part-title"})
    items = [E.li(line) for line in since.listed]
    roots[-1].append(E.section(title, E.ul(*items), {"class": "part", "data-made": ""}))


CHANGES_STYLE = (
    "changes",
    "ins { text-decoration: underline } del { text-decoration: line-through }"
    " ins::before, del::before { content: ''; position: absolute; width: 0.8mm; height: 1.25em;"
    " margin-top: -0.1em; inset-inline-start: -5mm; background: #a4161a }",
)
"""The sheet that shows marks: a bar beside each line that has one, in the page's margin."""


def _note_gone(
    edits: dict[Slot, list[tuple[int, int, str]]], words: Sequence[_Word], at: int, gone: str
) -> None:
    """What is gone stands before the word that follows; at the end behind the last."""
    for word in words[at:]:
        if word.parts:
            slot, begins, _ = word.parts[0]
            edits.setdefault(slot, []).append((begins, begins, gone))
            return
    for word in reversed(words):
        if word.parts:
            slot, _, ends = word.parts[-1]
            edits.setdefault(slot, []).append((ends, ends, gone))
            return


def _put_in(owner: HtmlElement, attribute: str, marks: Sequence[tuple[int, int, str]]) -> None:
    """Put marks into one text, the last first, so that places before it stay what they are."""
    text = str(getattr(owner, attribute))
    above = owner if attribute == "text" else owner.getparent()
    index = 0 if attribute == "text" else above.index(owner) + 1
    for begins, ends, gone in reversed(marks):
        new = E("del", gone) if gone else E("ins", text[begins:ends])
        new.set("data-made", "")
        new.tail = text[ends:]
        if gone and not text[ends:][:1].isspace():
            new.tail = f" {new.tail}"
        text = text[:begins]
        above.insert(index, new)
    setattr(owner, attribute, text)


def _words(root: HtmlElement) -> Iterator[_Word]:
    """The words of a tree as its reader gets them, each with its places."""
    word = _Word()
    for said, slot in opened(root):
        said = said and (said if slot else without_names(said))
        if said is None or (slot is None and not said):
            if said is None and word.said:
                yield _plain(word)
                word = _Word()
            continue
        at = 0
        for found in _WORD.finditer(said):
            if found.start() > at or (found.start() and not at):
                if word.said:
                    yield _plain(word)
                word = _Word()
            word.said += found[0]
            if slot:
                word.parts.append((slot, found.start(), found.end()))
            at = found.end()
        if said and said[-1].isspace() and word.said:
            yield _plain(word)
            word = _Word()
    if word.said:
        yield _plain(word)


def _plain(word: _Word) -> _Word:
    word.said = plain(word.said)
    return word
