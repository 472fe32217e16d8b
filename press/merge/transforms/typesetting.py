"""What a text needs to stand on a page: lines to write on, signs, spaces, dashes."""

from __future__ import annotations

import re
from collections.abc import Collection

from lxml.html import HtmlElement
from lxml.html.builder import E

from press.merge.account import MADE
from press.merge.shaped import Shaped
from press.merge.transforms.han import close_up, with_end_held
from press.merge.transforms.ltr_runs import with_held_numbers
from press.merge.tree import add_class, replace_text, row_of, texts_of
from press.model import Words
from press.model.languages import script_of

_SIGNS = {"📌": "pin", "👉": "hand", "⚠": "warning", "✅": "yes", "❌": "no", "💡": "tip"}
_SPOKEN = {"warning", "yes", "no"}
"""Signs that say something: they get a word for who cannot see them."""
_SIGN = re.compile("(" + "|".join(_SIGNS) + ")\ufe0f?\\s*")
_SIGN_WIDTH, _TIME, _DATE = 2.2, 20, 35
"""mm of a blank: a sign of it, and what an old hand needs for a number or time, and a date."""
_FEW = 5
"""Signs of a blank for a number or a time."""
_LABEL = 40
"""Characters before a blank that runs to the edge: they stand on the line with it."""
_SHORT = 13
"""Characters of two words that need not be parted."""
_HELD = 15
"""Characters that words held together may have: a title's line in the narrowest layout."""
_LONG = 24
"""Characters of a heading that may take two lines."""


def draw_blanks(root: HtmlElement, shaped: Shaped) -> None:
    """`____` becomes a line to write on; alone in its paragraph, a line of full width."""
    for rule in list(root.iter("hr")):
        hint = "take it out; a line to write on is ____"
        shaped.warn("S062", "a rule between paragraphs is not printed", row_of(rule), hint)
        rule.drop_tree()
    for blank in list(root.iter("x-blank")):
        above = blank.getparent()
        if above.tag == "p" and len(above) == 1 and not str(above.text_content()).strip():
            above.remove(blank)
            above.text = None
            above.tag = "div"
            above.set("class", "writing-line")
            continue
        signs = int(blank.attrib.pop("length"))
        width = max(_DATE if signs > _FEW else _TIME, _SIGN_WIDTH * signs)
        blank.tag = "span"
        blank.set("class", "blank")
        blank.set("style", f"width: {width:.1f}mm")
        if _ends_label(blank, above):
            add_class(above, "to-edge")
            # From right to left the engine keeps room for a space at the end of its line.
            above.text = above.text.rstrip()


def _ends_label(blank: HtmlElement, paragraph: HtmlElement) -> bool:
    """Whether a blank is all that a paragraph holds behind a few words."""
    alone = paragraph.tag == "p" and len(paragraph) == 1 and not (blank.tail or "").strip()
    return alone and 0 < len((paragraph.text or "").strip()) <= _LABEL


def draw_signs(root: HtmlElement, words: Words) -> None:
    """The signs that writers type become drawn icons."""

    def sign(match: re.Match[str]) -> HtmlElement:
        name = _SIGNS[match[1]]
        if name in _SPOKEN:
            picture = E.img({"class": "sign", "src": f"icons/dark/{name}.svg"})
            picture.set("alt", words.signs[name])
            picture.set(MADE, "")
            return picture
        return E.span({"class": f"sign {name}"})

    for item in root.iter("li", "p"):
        if _SIGN.match(item.text or ""):
            item.set("class", f"{item.get('class', '')} signed".strip())
            if item.tag == "li" and (above := item.getparent()) is not None:
                above.set("class", "signs")
    replace_text(root, _SIGN, sign)


def typeset(root: HtmlElement, words: Words) -> None:
    """Set dashes and dots, keep number and unit together, and a letter's hyphen (X-ray)."""
    units = "|".join(map(re.escape, words.units)) or "(?!)"
    letters = "|".join(map(re.escape, words.apostrophes)) or "(?!)"
    between = re.compile(rf"(?<=\d)[ \n](?=(?:{units})(?!\w))")
    behind = re.compile(rf"[ \n](?=(?:{units})(?!\w))")  # **3** weken
    for owner, attribute in texts_of(root):
        text = getattr(owner, attribute)
        if "--" in text or "..." in text:
            for pattern, sign in _DASHES:
                text = pattern.sub(sign, text)
        text = with_held_numbers(between.sub("\u00a0", text))
        if attribute == "tail" and behind.match(text) and _ends_in_digit(owner):
            text = f"\u00a0{text[1:]}"
        text = _LETTER.sub("\\1\u2060", text)
        text = re.sub(rf"‘(?=(?:{letters})\b)", "’", text)
        setattr(owner, attribute, _PARTED.sub("\u00a0", text))
    if script_of(words.language) in _WITHOUT_SPACES:
        close_up(root)


def _ends_in_digit(element: HtmlElement) -> bool:
    return str(element.text_content())[-1:].isdigit()


_DASHES = (
    (re.compile(r"(?<!-)---(?!-)"), "—"),
    (re.compile(r"(?<!-)--(?!-)"), "–"),
    (re.compile(r"(?<!\.)\.{3}(?!\.)"), "…"),
)
_WITHOUT_SPACES = ("Hans", "Hant", "Jpan")
"""Scripts whose words have no spaces between them."""
_PARTED = re.compile(r"(?<=«)[ \n]|[ \n](?=[!?;:»](?:\s|$))")
"""The blank that French puts between a sign and its words: no line ends there."""
_LETTER = re.compile(r"\b([A-Za-z]-)(?=[a-z])")


def balanced(text: str, most: int = _SHORT, together: Collection[str] = ()) -> str:
    """A title or lead whose last two words, if short, stay together: no word alone on a line.

    A lead is set small enough for longer words: `most` characters. Two words are left alone.
    What is behind an ampersand stays with it, and so does what is behind one of the words
    `together` (an article, a short adjective) where both are short enough for any line.
    """
    text = with_end_held(text)
    groups: list[str] = []
    for word in text.replace(" & ", " &\u00a0").split(" "):
        before = groups[-1] if groups else ""
        binds = before.rpartition("\u00a0")[2].lower() in together
        if binds and len(before) + len(word) < _HELD:
            groups[-1] = f"{before}\u00a0{word}"
        else:
            groups.append(word)
    text = " ".join(groups)
    head, _, last = text.rpartition(" ")
    first, _, second = head.rpartition(" ")
    joined = first and len(second) + len(last) <= most
    return f"{head}\u00a0{last}" if joined else text


def balance_headings(root: HtmlElement, words: Words) -> None:
    """Keep the end of a long heading together."""
    for heading in root.iter("h2", "h3", "h4"):
        if not heading.text or len(heading):
            continue
        if len(heading.text) > _LONG:
            heading.text = balanced(heading.text, together=words.together)
        else:
            heading.text = with_end_held(heading.text)
