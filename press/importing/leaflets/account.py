"""Words of a file, of its leaflet and of its report -> the first that does not come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from press.importing.leaflets.counted import Fragment, fragments


class Unaccounted(NamedTuple):
    """A word that is in neither the leaflet nor the report, or that the file does not have."""

    word: str
    place: str
    invented: bool = False


def unaccounted(
    wanted: Mapping[str, Sequence[Fragment]],
    leaflet: Mapping[str, Sequence[str]],
    report: Mapping[str, Sequence[str]],
) -> Unaccounted | None:
    """The first word that the account does not come out with; None where it does.

    Each part's words must be those of the leaflet and those of the report, each in their
    order. Which of both a word went to is not asked: all ways that are left are followed, by
    how many letters of the leaflet they took.
    """
    for part in dict.fromkeys([*wanted, *leaflet, *report]):
        found = _of_part(
            wanted.get(part, ()), _letters(leaflet.get(part, ())), _letters(report.get(part, ()))
        )
        if found:
            return found._replace(place=", ".join(filter(None, (part, found.place))))
    return None


def _letters(texts: Sequence[str]) -> tuple[str, frozenset[int]]:
    """The letters of texts, and where among them words begin."""
    out, starts, at = [], set(), 0
    for text in texts:
        for fragment in fragments(text, ""):
            starts.add(at)
            out.append(fragment.text)
            at += len(fragment.text)
    return "".join(out), frozenset([*starts, at])


def _of_part(
    wanted: Sequence[Fragment],
    leaflet: tuple[str, frozenset[int]],
    report: tuple[str, frozenset[int]],
) -> Unaccounted | None:
    ways, done = {0}, 0
    for word, begins, place in wanted:
        following = set()
        for at in ways:
            for (letters, starts), here, step in ((leaflet, at, len(word)), (report, done - at, 0)):
                if letters.startswith(word, here) and (not begins or here in starts):
                    following.add(at + step)
        if not following:
            return Unaccounted(word, place)
        ways, done = following, done + len(word)
    if len(leaflet[0]) in ways and done == len(leaflet[0]) + len(report[0]):
        return None
    at = max(ways)
    rest = leaflet[0][at : at + 40] or report[0][done - at : done - at + 40]
    return Unaccounted(rest, "", invented=True)


def not_given(wanted: Iterable[Fragment], got: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Words of a file that another program did not give, with their places; order says nothing."""
    words = list(_whole(wanted))
    codes = SequenceMatcher(None, [w.text for w in words], got, autojunk=False).get_opcodes()
    moved = Counter(w for tag, _, _, i, j in codes if tag != "equal" for w in got[i:j])
    for tag, start, end, _, _ in codes:
        held = [word.text for word in words[start:end]] if tag != "equal" else []
        lost = [word for word in held if not moved[word]]
        moved.subtract(word for word in held if moved[word])
        if lost:
            yield " ".join(lost), words[start].place


def _whole(fragments: Iterable[Fragment]) -> Iterator[Fragment]:
    """Words of which each run had a piece, in one."""
    held: Fragment | None = None
    for each in fragments:
        if held and not each.begins:
            held = held._replace(text=held.text + each.text)
            continue
        if held:
            yield held
        held = each
    if held:
        yield held
