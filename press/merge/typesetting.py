"""What a text needs to stand on a page: pairs, lines to write on, signs, spaces, addresses."""

from __future__ import annotations

import re
from collections.abc import Collection

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


def pair_exercises(root: HtmlElement) -> None:
    """Exercises that follow each other stand in pairs, two beside each other."""
    for first in list(root.find_class("exercise")):
        above = first.getparent()
        if above is None or "exercises" in (above.get("class") or ""):
            continue
        pair = E.div({"class": "exercises"})
        first.addprevious(pair)
        second = first.getnext()
        pair.append(first)
        if second is not None and "exercise" in (second.get("class") or "").split():
            pair.append(second)


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
        signs = len(match[0])
        width = max(_DATE if signs > _FEW else _TIME, _SIGN_WIDTH * signs)
        return E.span({"class": "blank", "style": f"width: {width:.1f}mm"})

    replace_text(root, BLANK, blank)
    for paragraph in root.iter("p"):
        said = (paragraph.text or "").strip()
        ends = [
            child.get("class") == "blank" and not (child.tail or "").strip() for child in paragraph
        ]
        if ends == [True] and 0 < len(said) <= _LABEL:
            paragraph.set("class", f"{paragraph.get('class', '')} to-edge".strip())


def number_lists(root: HtmlElement) -> None:
    """A list goes on at its `start`; from the number 10 on its text stands clear of two figures."""
    for listed in root.iter("ol"):
        start = listed.attrib.pop("start", "1")
        first = int(start) if re.fullmatch(r"\d{1,4}", start) else 1
        if first != 1:
            listed.set("start", str(first))
            listed.set("style", f"counter-reset: item {first - 1}")
        if first + len(listed.findall("li")) > 10:
            listed.set("class", f"{listed.get('class', '')} two-figures".strip())


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


def balanced(text: str, most: int = _SHORT, together: Collection[str] = ()) -> str:
    """A title or lead whose last two words, if short, stay together: no word alone on a line.

    A lead is set small enough for longer words: `most` characters. Two words are left alone.
    What is behind an ampersand stays with it, and so does what is behind one of the words
    `together` (an article, a short adjective) where both are short enough for any line.
    """
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
        if heading.text and len(heading.text) > _LONG and not len(heading):
            heading.text = balanced(heading.text, together=words.together)


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
