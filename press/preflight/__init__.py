"""Document -> findings about its pages, read from the finished file.

    catalogue  what the PDF says of itself      drawing   what its pages show
    poppler    what another reader reads        finished  all of it, read once
    page_data  what rules take
    setting, contrast, pictures, paper, codes, words, file   the rules by subject

Every rule is a function of a File that yields findings; `RULES` is all of them. What the
laid-out boxes tell better (text that does not fit, torn boxes) `render` has judged
before. One broken rule makes one finding, which names the worst place.

Of files that were imprinted on one shell the first is judged whole. Of the others the pages are
read too, and judged by every rule but those that ask of the text whether what is read is what
was written: of that the shell was asked when it was laid out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from press.model import Document, Finding, sort_findings
from press.preflight import codes, contrast, file, paper, pictures, setting, words
from press.preflight.finished import read
from press.preflight.page_data import File

__all__ = ["RULES", "Alike", "misread", "preflight"]

Rule = Callable[[File], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    setting.body_is_large_enough,
    setting.nothing_is_too_small,
    setting.notes_stay_with_their_word,
    setting.lines_are_not_too_long,
    setting.lines_are_far_enough_apart,
    setting.nothing_is_justified,
    setting.no_italics,
    setting.no_capitals,
    setting.words_are_whole,
    contrast.words_can_be_read,
    contrast.brand_keeps_its_promise,
    pictures.pictures_are_sharp,
    pictures.pictures_hide_no_words,
    paper.boxes_are_right,
    paper.text_is_far_from_the_cut,
    paper.colour_ends_where_it_may,
    paper.booklet_is_whole,
    codes.codes_can_be_read,
    codes.codes_lead_where_the_page_says,
    codes.addresses_are_short,
    file.fonts_are_embedded,
    file.file_says_what_it_is,
    file.file_is_small_enough,
    words.words_are_all_there,
    words.slots_are_filled,
    words.readers_agree,
)
_OF_PARTS = frozenset({words.words_are_all_there, words.readers_agree})
"""What is asked of the parts that files are imprinted from."""


def preflight(document: Document) -> tuple[Finding, ...]:
    """Judge the pages of a document by every rule.

    Best asked before a booklet is imposed: of spreads it says the sides of the sheets, not
    the pages. Crop marks do not disturb it.
    """
    return _judged(read(document), RULES)


class Alike:
    """Judges files that were imprinted on one shell."""

    def __init__(self) -> None:
        self.first: File | None = None

    def judge(self, document: Document) -> tuple[Finding, ...]:
        """Judge the next: the first by another reader too."""
        finished = read(document, like=self.first)
        left_out = _OF_PARTS if self.first else {words.words_are_all_there}
        self.first = self.first or finished
        return _judged(finished, [rule for rule in RULES if rule not in left_out])


def misread(document: Document, *, by_two: bool) -> tuple[Finding, ...]:
    """What of a shell or of furniture is read otherwise than it was written; by two readers."""
    rules: list[Rule] = [words.words_are_all_there]
    return _judged(read(document), [*rules, words.readers_agree] if by_two else rules)


def _judged(finished: File, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    return sort_findings(finding for rule in rules for finding in rule(finished))
