"""What is wrong with a text as it was read: markup, HTML, words that were lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from press.merge.account import lost, renumbered
from press.merge.builder import Read
from press.merge.coded import Coded, Taken
from press.merge.html import MEANT, UNREAD
from press.merge.residue import Residue
from press.merge.shaped import Remark
from press.model import Origin, Severity
from press.reading import cannot_be_printed, did_you_mean


def faults_of(
    lines: Sequence[str], coded: Coded, read: Read, sources: Sequence[str]
) -> list[Remark]:
    """What is wrong with the markup of a text, and which of its words did not come through."""
    return [*_of_markup(coded, read, sources), *_of_words(lines, coded, read)]


def _of_markup(coded: Coded, read: Read, sources: Sequence[str]) -> Iterator[Remark]:
    """What is wrong with the markup of a text."""
    hint = 'a text may hold {{ practice.phone }} and the like, and {% include "…" %} lines'
    for row, what in coded.refused:
        yield Remark("S041", "error", what, row, hint)
    for row, sign in [*coded.strange, *read.strange]:
        yield Remark("S011", "error", cannot_be_printed(sign, Origin("")).message, row, "remove it")
    for row, cells, head in read.rows_of_tables:
        message = f"a row of {_many(cells, 'cell')} in a table whose head has {head}"
        hint = "write as many as in the head; for the sign | itself write \\|"
        yield Remark("S066", "error", message, row, hint)
    for row, note in read.unknown_notes:
        message = f"there is no source or footnote '{note}'"
        yield Remark("S045", "error", message, row, did_you_mean(note, list(sources)))
    for residue in _once_in_a_run(read.residue):
        message = f"{residue.what}: '{residue.words}'"
        yield Remark("S063", residue.severity, message, residue.row, residue.hint)
    yield from _of_taken([*coded.taken, *read.taken])


def _once_in_a_run(residue: Iterable[Residue]) -> Iterator[Residue]:
    """Markup without that of rows right below the same: a table or list is one cause."""
    seen: set[tuple[int, str]] = set()
    for each in residue:
        if not seen & {(each.row, each.what), (each.row - 1, each.what)}:
            yield each
        seen.add((each.row, each.what))


def _of_taken(taken: Iterable[Taken]) -> Iterator[Remark]:
    """What was taken away of HTML, each kind once, where it first stood."""
    times: dict[tuple[str, str, str], list[int]] = {}
    for each in taken:
        value = each.value if each.attribute == "class" else ""
        times.setdefault((each.element, each.attribute, value), []).append(each.row)
    for (element, attribute, value), rows in times.items():
        again = f", {len(rows)} times" if len(rows) > 1 else ""
        is_error = element in (*MEANT, *UNREAD) and not attribute
        message, hint = _taken(element, attribute, value)
        severity: Severity = "error" if is_error else "warning"
        yield Remark("S062", severity, message + again, rows[0], hint)


def _taken(element: str, attribute: str, value: str) -> tuple[str, str]:
    """What to say of an element or attribute that was taken away, and what to do."""
    if attribute == "/":
        return f"<{element}> is not closed where it should be", f"write </{element}>"
    if attribute == "class":
        hint = "a text's own classes begin with 'own-', and a layout of the house has them"
        return f"the class '{value}' of <{element}> is not used", hint
    if attribute:
        return f"'{attribute}' of <{element}> is not printed", "take it out"
    if element.startswith("/"):
        return f"<{element}> closes nothing", "take it out"
    if element in UNREAD:
        return f"<{element}> and what stands in it is not printed", "take it out"
    if element in MEANT:
        return f"struck-out text (<{element}>) is printed as it is", "leave out what does not hold"
    return f"<{element}> is not used in print", "take it out, what stands in it is printed"


def _of_words(lines: Sequence[str], coded: Coded, read: Read) -> Iterator[Remark]:
    """Words that went in and did not come out, or not where they stood."""
    hint = "write it plainer: something in this line is read as markup"
    for row, words, moved in dict.fromkeys(lost(lines, coded, read)):
        said = words if len(words) <= 60 else f"{words[:59]}…"
        message = f"'{said}' comes elsewhere than it was written" if moved else f"'{said}' is lost"
        yield Remark("S061", "error", message, row, hint)
    for row, written, printed in renumbered(lines, read.root):
        hint = "number the items of a list one by one, or end the list before it"
        yield Remark("S061", "warning", f"'{written}.' is printed as '{printed}.'", row, hint)


def once_a_row(remarks: Iterable[Remark]) -> list[Remark]:
    """Say the same cause once: lost words tell nothing new of a row with wrong markup."""
    each = list(dict.fromkeys(remarks))
    errors = [remark for remark in each if remark.severity == "error"]
    wrong = {remark.row for remark in errors if remark.code != "S061"}
    return [remark for remark in each if remark.code != "S061" or remark.row not in wrong]


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
