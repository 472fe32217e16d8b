"""Text -> Reading: its counts and how easily it reads by the formula of its language.

A number is a signal, not a certificate. Counted are the whole sentences of
paragraphs and lists; headings, catchwords, tables and references are left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from press.model import Block, Prose
from press.proofread.language import Lists
from press.proofread.syllables import can_count, syllables
from press.proofread.words import Dots, Sentence, sentences

ENOUGH = 100
"""Words from which on a text is judged; Flesch took samples of a hundred."""

_FLESCH = ((90, "very easy"), (80, "easy"), (70, "fairly easy"), (60, "normal"))
_HARD = ((50, "fairly difficult"), (30, "difficult"))
_HARD_DOUMA = ((45, "fairly difficult"), (30, "difficult"))
_ATESMAN = ((90, "very easy"), (70, "easy"), (50, "normal"), (30, "difficult"))
_LIX = ((60, "very difficult"), (50, "difficult"), (40, "normal"), (30, "easy"))

_NAMES = {
    "nl": "Flesch-Douma",
    "en": "Flesch Reading Ease",
    "de": "Flesch-Amstad",
    "tr": "Ateşman",
}
"""Languages that have a formula of their own."""
_LONG_WORDS = frozenset(["sv", "no", "nb", "nn", "da", "fi", "fr", "it", "es", "pt", "ru"])
"""Those for which long words were shown to tell (Björnsson 1983, newspapers in 11 languages).

In others they do not: Arabic writes no short vowels, Somali and Tigrinya join words, Polish
bends them, Chinese has no letters. Their texts are not measured rather than called hard.
"""
NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was counted, and the index: its name, value and meaning in words.

    `syllables` is 0 where the language's cannot be counted, `value` None where there
    is no sentence or no formula for the language, whose `index` then is NOT_MEASURED.
    `others` are further indices for those who use them.
    """

    words: int
    sentences: int
    syllables: int
    mean_sentence: float
    index: str
    value: float | None
    meaning: str
    others: tuple[tuple[str, float], ...] = ()


def read_through(text: Prose, lists: Lists) -> Reading:
    """Count a text and work out its indices, rounded to one decimal."""
    found = [sentence for block in text.blocks for sentence in counted(block, lists.dots)]
    words = [word for sentence in found for word in sentence.words]
    language = lists.language.split("-")[0]
    spoken = sum(syllables(word, language) for word in words) if can_count(language) else 0
    name = index_of(language)
    if not words:
        return Reading(0, 0, 0, 0.0, name, None, "no sentences")
    per_sentence, per_word = len(words) / len(found), spoken / len(words)
    value, others = None, {}
    if name != NOT_MEASURED:
        others["LIX"] = lix(per_sentence, sum(len(word) > 6 for word in words) / len(words))
    match language:
        case "nl":
            value = flesch_douma(per_sentence, per_word)
            others = {"Brouwer": brouwer(per_sentence, per_word), **others}
        case "en":
            value = flesch(per_sentence, per_word)
        case "de":
            value = flesch_amstad(per_sentence, per_word)
        case "tr":
            value, others = atesman(per_sentence, per_word), {}
        case _:
            value = others.pop("LIX", None)
    return Reading(
        words=len(words),
        sentences=len(found),
        syllables=spoken,
        mean_sentence=round(per_sentence, 1),
        index=name,
        value=None if value is None else round(value, 1),
        meaning=NOT_MEASURED if value is None else meaning(name, value),
        others=tuple((other, round(number, 1)) for other, number in others.items()),
    )


def index_of(language: str) -> str:
    """By which index a language is measured; NOT_MEASURED where none is known."""
    return _NAMES.get(language, "LIX" if language in _LONG_WORDS else NOT_MEASURED)


def counted(block: Block, dots: Dots) -> list[Sentence]:
    """The sentences of a block that count: whole ones, without a bold catchword in front."""
    if block.kind not in ("text", "item"):
        return []
    first = block.lead if block.kind == "text" and block.text[: block.lead].endswith(".") else 0
    return [
        sentence
        for sentence in sentences(block.text, dots)
        if sentence.complete and sentence.start >= first
    ]


def flesch_douma(per_sentence: float, per_word: float) -> float:
    """Dutch (Douma 1960): words a sentence and syllables a word; higher is easier."""
    return 206.835 - 0.93 * per_sentence - 77 * per_word


def brouwer(per_sentence: float, per_word: float) -> float:
    """Dutch (Brouwer 1963)."""
    return 195 - 2 / 3 * 100 * per_word - 2 * per_sentence


def flesch(per_sentence: float, per_word: float) -> float:
    """English: Flesch Reading Ease (1948)."""
    return 206.835 - 1.015 * per_sentence - 84.6 * per_word


def flesch_amstad(per_sentence: float, per_word: float) -> float:
    """German (Amstad 1978)."""
    return 180 - per_sentence - 58.5 * per_word


def atesman(per_sentence: float, per_word: float) -> float:
    """Turkish (Ateşman 1997), whose words have more syllables and whose sentences fewer words."""
    return 198.825 - 40.175 * per_word - 2.61 * per_sentence


def lix(per_sentence: float, long: float) -> float:
    """Some languages (Björnsson 1968): the share of long words counts; lower is easier."""
    return per_sentence + 100 * long


def meaning(name: str, value: float) -> str:
    """What a value of an index is called."""
    if name == "LIX":
        return next((said for least, said in _LIX if value >= least), "very easy")
    if name == "Ateşman":
        return next((said for least, said in _ATESMAN if value >= least), "very difficult")
    bands = _FLESCH + (_HARD_DOUMA if name == "Flesch-Douma" else _HARD)
    return next((said for least, said in bands if value >= least), "very difficult")
