"""What a text needs to stand on a page: pairs, lines to write on, signs, spaces, addresses."""

from __future__ import annotations

import re

from lxml.html import HtmlElement
from lxml.html.builder import E

from press.merge.shaped import SHARED
from press.merge.tree import html_of, replace_text, texts_of
from press.model import Words

_SIGNS = {"📌": "pin", "👉": "hand", "⚠": "warning", "✅": "yes", "❌": "no", "💡": "tip"}
_SPOKEN = {"warning", "yes", "no"}
"""Signs that say something: they get a word for who cannot see them."""
_SIGN = re.compile("(" + "|".join(_SIGNS) + ")\ufe0f?\\s*")
BLANK = re.compile(r"_{4,}")
_SHORT = 13
"""Characters of two words that need not be parted."""
_LONG = 24
"""Characters of a heading that may take two lines."""


def pair_exercises(root: HtmlElement) -> None:
    """Exercises that follow each other stand in pairs; of an odd number, the last three."""
    for first in list(root.find_class("exercise")):
        above = first.getparent()
        if above is None or "exercises" in (above.get("class") or ""):
            continue
        run = [first]
        while (following := run[-1].getnext()) is not None and _is_exercise(following):
            run.append(following)
        row = E.div({"class": "exercises"})
        first.addprevious(row)
        row.extend(run if len(run) == 3 else run[:2])


def _is_exercise(element: HtmlElement) -> bool:
    return "exercise" in (element.get("class") or "").split()


def draw_blanks(root: HtmlElement) -> None:
    """`____` becomes a line to write on; alone in its paragraph, a line of full width."""
    for rule in list(root.iter("hr")):
        rule.tag = "div"
        rule.set("class", "writing-line")
    for paragraph in root.iter("p"):
        if BLANK.fullmatch(paragraph.text_content().strip()):
            paragraph.clear()
            paragraph.tag = "div"
            paragraph.set("class", "writing-line")

    def blank(match: re.Match[str]) -> HtmlElement:
        return E.span({"class": "blank", "style": f"width: {2.2 * len(match[0]):.1f}mm"})

    replace_text(root, BLANK, blank)


def draw_signs(root: HtmlElement, words: Words) -> None:
    """The signs that writers type become drawn icons."""

    def sign(match: re.Match[str]) -> HtmlElement:
        name = _SIGNS[match[1]]
        if name in _SPOKEN:
            picture = E.img({"class": "sign", "src": f"icons/dark/{name}.svg"})
            picture.set("alt", words.signs[name])
            return picture
        return E.span({"class": f"sign {name}"})

    for item in root.iter("li", "p"):
        if _SIGN.match(item.text or ""):
            item.set("class", f"{item.get('class', '')} signed".strip())
            if item.tag == "li" and (above := item.getparent()) is not None:
                above.set("class", "signs")
    replace_text(root, _SIGN, sign)


def typeset(root: HtmlElement, language: str, words: Words) -> None:
    """Keep number and unit together, and a letter's hyphen (X-ray); set 's and 't right."""
    unit = rf"(?:{'|'.join(map(re.escape, words.units))})(?!\w)"
    for owner, attribute in texts_of(root):
        text = re.sub(rf"(?<=\d)[ \n](?={unit})", "\u00a0", getattr(owner, attribute))
        if attribute == "tail" and owner.text_content()[-1:].isdigit():  # **3** weken
            text = re.sub(rf"^[ \n](?={unit})", "\u00a0", text)
        text = re.sub(r"\b([A-Za-z]-)(?=[a-z])", "\\1\u2060", text)
        if language == "nl":
            text = re.sub(r"‘(?=(?:s|t|n|k|m)\b)", "’", text)
        setattr(owner, attribute, text)


def balanced(text: str, most: int = _SHORT) -> str:
    """A title or lead whose last two words, if short, stay together: no word alone on a line.

    A lead is set small enough for longer words: `most` characters. Two words are left alone.
    What is behind an ampersand stays with it.
    """
    text = text.replace(" & ", " &\u00a0")
    head, _, last = text.rpartition(" ")
    before = head.rpartition(" ")
    joined = before[0] and len(before[2]) + len(last) <= most
    return f"{head}\u00a0{last}" if joined else text


def balance_headings(root: HtmlElement) -> None:
    """Keep the end of a long heading together."""
    for heading in root.iter("h2", "h3", "h4"):
        if heading.text and len(heading.text) > _LONG and not len(heading):
            heading.text = balanced(heading.text)


def hold_notes(root: HtmlElement) -> None:
    """A note's number stays on the line of the word before it: a word joiner (U+2060) holds it.

    Two in a row have a comma between them: 1,3 and not 13.

    An element around both, kept on one line, makes WeasyPrint break the lines before it early.
    """
    for note in list(root.iter("sup")):
        before, above = note.getprevious(), note.getparent()
        if above is None:
            continue
        if before is None:
            above.text = f"{above.text or ''}\u2060"
        else:
            if before.tag == "sup" and not before.tail:
                note.text = ","
            before.tail = f"{before.tail or ''}\u2060"


def share_addresses(root: HtmlElement) -> None:
    """Addresses inside the text begin with SHARED, so that texts can be bound together."""
    for element in root.iter():
        if identifier := element.get("id"):
            element.set("id", SHARED + identifier)
        if (target := element.get("href") or "").startswith("#"):
            element.set("href", f"#{SHARED}{target[1:]}")


def take_closing(root: HtmlElement) -> str:
    """Take the disclaimer off: a booklet says it once.

    It comes to stand beside the sources, and its heading is of their level.
    """
    closing = list(root.find_class("disclaimer"))
    for title in (title for part in closing for title in part.iterchildren("h3")):
        title.tag = "h2"
    html = "".join(html_of(part) for part in closing)
    for part in closing:
        part.drop_tree()
    return html
