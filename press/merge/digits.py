"""A variant, the words of a language -> the digits in which the press writes what it says itself.

Page numbers, numbers of lists and notes, days, versions and hours. What a writer typed stays as
it is typed, so that a dose is the same on the box and on the page; a telephone number and an
address have the digits of a keypad, whatever the language.
"""

from __future__ import annotations

from dataclasses import dataclass

from press.merge.transforms.ltr_runs import in_western
from press.model import Variant, Words, fixed_runs
from press.model.languages import OwnDigits, ten_digits


@dataclass(frozen=True, slots=True)
class Digits:
    """Digits by the name that CSS has for them, none for 0 to 9; and what is never in them."""

    own: OwnDigits | None = None
    western: tuple[str, ...] = ()

    @property
    def counter(self) -> str:
        return self.own or "decimal"

    def written(self, text: str) -> str:
        """A text with its numbers in these digits, but for telephones and addresses."""
        if not self.own:
            return text
        digits = str.maketrans("0123456789", ten_digits(self.own))
        pieces = in_western(text, self.western)
        return "".join(said if western else said.translate(digits) for said, western in pieces)


def digits_of(variant: Variant, words: Words) -> Digits:
    """The digits of a variant in a language.

    Those of a screen, whose text is one for all practices, are 0 to 9.
    """
    wanted = variant.practice.wants_native_digits(words.language)
    own = words.digits if wanted and variant.format == "pdf" else None
    practice = variant.practice
    return Digits(own, (*fixed_runs(practice), practice.emergency_number) if own else ())
