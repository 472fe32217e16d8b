"""Files from elsewhere -> draft leaflets, each with a report in which every word is accounted for.

    kinds                          a file by its ending -> what its reader makes of it
    word, word_runs, word_beside, word_styles, package   Word's own format, read from its parts
    web                            web pages, and what else becomes one
    record, gathering              what readers give: blocks and remarks, in the file's order
    counted                        the words of the file, read once more, and the account
    shaping, offers, pictures      blocks -> those of a leaflet
    writing, report, drafting      the files of a draft

Each file is read in a child that may die alone; nothing in it is trusted, run or fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from press.errors import UsageError
from press.files import put
from press.importing.leaflets.drafting import Desk, Draft, draft, slug_of
from press.importing.leaflets.kinds import KINDS, REFUSED
from press.importing.leaflets.offers import own_of
from press.model import Finding, House, Origin
from press.proofread import load_lists
from press.reading import lies_inside
from press.reading.house import open_house
from press.reading.layouts import families, load_faces, load_words
from press.reading.practices import load_practices
from press.workers.isolated import Readers, cores, lost
from press.workers.pool import Limits, in_children, in_order

__all__ = ["Desk", "Draft", "drafts", "files_in", "open_desk", "write"]

LIMITS = Limits(seconds=60.0)
"""What one file may take: pandoc starts slowly, a usual Word file takes half a second."""


def open_desk(
    root: Path, today: date, *, changes: str, language: str, apply: bool
) -> tuple[House, Desk]:
    """What drafting needs of a house."""
    house, _ = open_house(root)
    words, _ = load_words(house)
    if language and language not in words:
        known = ", ".join(sorted(words))
        raise UsageError(f"the press has no words in the language '{language}' (it has {known})")
    lists, _ = load_lists(house)
    practices, _ = load_practices(house, families(load_faces(house)), Readers(house))
    owns = tuple(
        own
        for each in practices
        for own in own_of(each.name, each.phone or "", each.email, each.website or "")
    )
    names = tuple(dict.fromkeys(each.name for each in practices))
    return house, Desk(words, lists, owns, names, today, language, changes, apply)


def files_in(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The files to take over, those of folders too; and others in those folders."""
    wanted: list[Path] = []
    others: list[Path] = []
    for path in paths:
        if not path.is_dir():
            wanted.append(path)
            continue
        for each in sorted(path.rglob("*")):
            if each.is_dir() or each.name.startswith((".", "~$")):
                continue
            known = each.suffix.lower() in KINDS or each.suffix.lower() in REFUSED
            (wanted if known else others).append(each)
    return wanted, others


def drafts(paths: Sequence[Path], desk: Desk) -> Iterator[tuple[Path, Draft, str]]:
    """A draft of each file, in their order, and the traceback of a mistake of ours."""

    def work(index: int) -> Draft:
        return draft(paths[index], desk)

    def arrived() -> Iterator[tuple[int, tuple[Path, Draft, str]]]:
        processes = min(cores(), len(paths))
        for outcome in in_children(len(paths), work, processes=processes, limits=LIMITS):
            path = paths[outcome.index]
            made, trouble = outcome.value, outcome.words if outcome.cause == "mistake" else ""
            if made is None:
                why = lost(outcome, "reading this", Origin(str(path)), by_option=False)
                made = Draft(slug_of(path), "", findings=(why,))
            yield outcome.index, (path, made, trouble)

    return in_order(arrived())


def write(house: House, path: Path, made: Draft, taken: set[str], *, dry: bool) -> Draft:
    """Write the files of a draft, all of them or none; what is there already is never written over.

    `taken` are the files of this run; with `dry` nothing is written.
    """
    if made.files is None:
        return made
    there = [
        name
        for name in made.files
        if name in taken
        or (house.sources / name).exists()
        or not lies_inside(house.sources / name, house.root)
    ]
    if there:
        message = f"sources/{there[-1]} is there already; nothing is written"
        hint = "rename this file, or move that one away"
        finding = Finding("S103", "error", message, Origin(str(path)), hint)
        return replace(made, files=None, findings=(finding,))
    taken |= set(made.files)
    written: list[Path] = []
    try:
        for name, data in {} if dry else made.files.items():
            written.append(put(house.sources / name, data, only_if_new=True))
    except BaseException:
        for each in written:
            with suppress(OSError):
                each.unlink()
        raise
    return made
