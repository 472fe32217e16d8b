"""Clean HTML -> the parts of a leaflet: summary, key point, exercise, steps, references…

Works on the tree that Markdown made. Each rule is one function; `shape` lists
them in order. Marks left for later: CALL where the telephone block comes, and
CARD … CARD_END around the slug of a leaflet whose card (title, QR code, short
address) comes there, NOTE … NOTE_END around what a number refers to, BESIDE …
BESIDE_TO … BESIDE_END around what stands in the margin and what it goes with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import unquote

from lxml import html as lxml_html
from lxml.etree import iterwalk
from lxml.html import HtmlElement
from lxml.html.builder import E

from press.model import Words, is_identifier

CALL = "\ue001"
CARD, CARD_END = "\ue002", "\ue003"
IN_ROW = "/row"
"""Behind a card's slug: it stands in a row of cards, not in the margin."""
NOTE, NOTE_END = "\ue004", "\ue005"
BESIDE, BESIDE_TO, BESIDE_END = "\ue006", "\ue007", "\ue008"
SHARED = "this--"
"""Begins every address inside the same text; a booklet puts the leaflet's name there."""

IN_MARGIN = {"key", "term"}
"""Parts that stand in the margin column beside the text."""
UNTITLED = {"steps", "questions", "exercise", "fill-in", "diary"}
"""Parts that have no title unless the writer gives one."""
_FULL_MEASURE = {"red-flags", "exercises", "diary", "fill-in"}
"""Parts that leave no margin column beside them."""
RUN_IN = {"tip"}
"""Parts whose title runs into the first line."""

_SIGNS = {"📌": "pin", "👉": "hand", "⚠": "warning", "✅": "yes", "❌": "no", "💡": "tip"}
_SPOKEN = {"warning", "yes", "no"}
"""Signs that say something: they get a word for who cannot see them."""
_SIGN = re.compile("(" + "|".join(_SIGNS) + ")\ufe0f?\\s*")
_BLANK = re.compile(r"_{4,}")
_SCHEME = re.compile(r"^(https|mailto|tel):", re.I)
_SHORT = 13
"""Characters of two words that need not be parted."""
_LONG = 24
"""Characters of a heading that may take two lines."""
_DEEPEST = 40
"""Levels of blocks in each other. The engine runs out of Python's stack at about 150."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What the numbers in a text refer to: identifiers in the order of the text.

    Those of the head's sources, and those of the writer's own footnotes with their HTML.
    """

    cited: tuple[str, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Shaped:
    """What `shape` made, and what it met on the way, in the order of the text."""

    html: str = ""
    closing: str = ""
    notes: Notes = field(default_factory=Notes)
    references: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    without_alt: list[str] = field(default_factory=list)
    unknown_parts: list[str] = field(default_factory=list)
    unknown_notes: list[str] = field(default_factory=list)
    notes_in_notes: list[str] = field(default_factory=list)
    refused_links: list[str] = field(default_factory=list)
    unknown_places: list[str] = field(default_factory=list)
    wrong_headings: list[str] = field(default_factory=list)


def shape(html: str, language: str, words: Words) -> Shaped:
    """Give the tree of a text the structure that layouts style."""
    shaped = Shaped()
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    if _depth(root) > _DEEPEST:
        raise RecursionError("too deep to be laid out")
    shaped.notes = _take_notes(root, shaped)
    _find_unknown_notes(root, shaped)
    _find_wrong_headings(root, shaped)
    _make_parts(root, words, shaped)
    _make_figures(root, shaped)
    _tighten_lists(root)
    _make_tables(root)
    _make_links(root, shaped)
    _pair_exercises(root)
    _draw_blanks(root)
    _draw_signs(root, words)
    _typeset(root, language, words)
    _balance_headings(root)
    _hold_notes(root)
    _share_addresses(root)
    shaped.closing = _take_closing(root)
    _mark_beside(root)
    shaped.html = _inner(root)
    return shaped


def _depth(root: HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


# --- notes ------------------------------------------------------------------------------


def _take_notes(root: HtmlElement, shaped: Shaped) -> Notes:
    """Take the list of footnotes off the end; Markdown's numbers are not in the text's order."""
    cited: dict[str, None] = {}
    for reference in root.find_class("footnote-ref"):
        target = (reference.get("href") or "").removeprefix("#fn:")
        if any(
            "footnote" in (above.get("class") or "") for above in reference.iterancestors("div")
        ):
            shaped.notes_in_notes.append(target)
            continue
        cited[target] = None
        reference.text = f"{NOTE}{target}{NOTE_END}"
        reference.attrib.pop("href")
        if (above := reference.getparent()) is not None:
            above.attrib.pop("id", None)
    written = {}
    for holder in root.find_class("footnote"):
        for link in list(holder.find_class("footnote-backref")):
            link.drop_tree()
        for item in holder.iter("li"):
            identifier = (item.get("id") or "").removeprefix("fn:")
            written[identifier] = "".join(_inner(child) for child in item) or _inner(item)
        holder.drop_tree()
    return Notes(tuple(cited), written)


def _find_wrong_headings(root: HtmlElement, shaped: Shaped) -> None:
    """Headings begin at the second level, below the title, and skip none (14289-1, 7.4.2)."""
    last = 1
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.tag[1])
        if not 2 <= level <= min(last + 1, 4):
            shaped.wrong_headings.append(heading.text_content().strip())
        last = level


def _find_unknown_notes(root: HtmlElement, shaped: Shaped) -> None:
    for text in root.itertext():
        shaped.unknown_notes += re.findall(r"\[\^([^\]\s]+)\]", text)


# --- parts ------------------------------------------------------------------------------


def _make_parts(root: HtmlElement, words: Words, shaped: Shaped) -> None:
    """`!!! tip "Title"` becomes a section or, in the margin, an aside with its title."""
    for part in list(root.find_class("admonition")):
        kinds = [name for name in (part.get("class") or "").split() if name != "admonition"]
        kind = kinds[0] if kinds else ""
        if kind not in words.parts:
            shaped.unknown_parts.append(kind)
            continue
        title = _take_title(part, kind, words)
        part.set("class", f"part {' '.join(kinds)}")
        part.tag = "aside" if kind in IN_MARGIN else "section"
        if kind in IN_MARGIN:
            part.set("class", f"{part.get('class')} margin")
        if kind in IN_MARGIN:
            _wrap(part, "margin-body")
            part = part[0]
        if title and kind in RUN_IN:
            _run_in(part, title)
        elif title:
            heading = E.p(title) if kind in IN_MARGIN else E(_level(part), title)
            heading.set("class", "part-title")
            part.insert(0, heading)
        _arrange(part, kind)


def _wrap(part: HtmlElement, name: str) -> None:
    """Put all that a part holds in one box, which layouts keep on one page."""
    part.text = None
    part.append(E.div({"class": name}, *part))


def _take_title(part: HtmlElement, kind: str, words: Words) -> str:
    """The part's title: the writer's, else the house's word for it."""
    titles = part.find_class("admonition-title")
    if not titles:
        return ""
    title = str(titles[0].text_content() or "").strip()
    titles[0].drop_tree()
    # Python-Markdown makes a title of the type where the writer gives none.
    if title.lower() != kind.replace("-", " ") and title.lower() != kind:
        return title
    return "" if kind in UNTITLED else str(words.parts[kind])


def _level(part: HtmlElement) -> str:
    """The level of a part's heading: one below the heading that it stands under."""
    for before in part.itersiblings(preceding=True):
        if before.tag in ("h2", "h3"):
            return "h3"
    return "h2"


def _run_in(part: HtmlElement, title: str) -> None:
    first = next(part.iter("p"), None)
    if first is None:
        first = E.p()
        part.insert(0, first)
    strong = E.strong(f"{title}.", {"class": "part-title"})
    strong.tail = f" {first.text or ''}"
    first.text = None
    first.insert(0, strong)


def _arrange(part: HtmlElement, kind: str) -> None:
    """What each kind of part adds to its content."""
    match kind:
        case "exercise":
            paragraphs = [child for child in part.iterchildren("p") if child.find("img") is None]
            if paragraphs:
                paragraphs[0].set("class", "purpose")
            for paragraph in paragraphs[1:]:
                blank = _BLANK.search(paragraph.text_content())
                paragraph.set("class", "dose" if blank else "caution")
        case "red-flags":
            _, *body = list(part)
            wrapped = E.div({"class": "part-body"}, *body)
            wrapped.append(E.div(CALL, {"class": "call"}))
            part.append(wrapped)
        case "read-also":
            part.set("class", f"{part.get('class')} cards")
            for item in list(part.iter("li")):
                link = item.find(".//a")
                if link is not None and _slug(link.get("href")):
                    item.clear()
                    item.text = f"{CARD}{_slug(link.get('href'))}{IN_ROW}{CARD_END}"
                    item.set("class", "card-place")
                    item.append(_stub(link))


def _stub(link: HtmlElement) -> HtmlElement:
    """Keeps a reference findable after its link has become a card."""
    return E.span({"class": "reference-stub", "data-slug": _slug(link.get("href")) or ""})


def _make_figures(root: HtmlElement, shaped: Shaped) -> None:
    """A paragraph that is only a picture becomes a figure, the picture's title its caption."""
    for picture in list(root.iter("img")):
        source = (picture.get("src") or "").removeprefix("images/").removeprefix("../images/")
        shaped.pictures.append(source)
        picture.set("src", f"images/{source}")
        if not (picture.get("alt") or "").strip():
            shaped.without_alt.append(source)
        above = picture.getparent()
        caption = picture.attrib.pop("title", None)
        alone = above is not None and above.tag == "p" and len(above) == 1
        if alone and not (above.text or "").strip() and not (picture.tail or "").strip():
            above.tag = "figure"
            if picture.get("class"):
                above.set("class", picture.attrib.pop("class"))
            if caption:
                above.append(E.figcaption(caption))


def _tighten_lists(root: HtmlElement) -> None:
    """A paragraph in a list item is taken out of its tags: loose items are not valid PDF/UA."""
    for item in list(root.iter("li")):
        paragraphs = item.findall("p")
        for later in paragraphs[1:]:
            later.insert(0, E.br())
            later[0].tail, later.text = later.text, None
        for paragraph in paragraphs:
            paragraph.drop_tag()
        if "task-list-item" in (item.get("class") or ""):
            item.set("class", "tick-box")
            for wrapper in list(item.iter("label", "span")):
                wrapper.drop_tag()


def _make_tables(root: HtmlElement) -> None:
    for table in root.iter("table"):
        for heading in table.iter("th"):
            heading.set("scope", "col")
        cells = list(table.iter("td"))
        empty = [cell for cell in cells if not cell.text_content().strip()]
        if len(empty) * 2 > len(cells):
            table.set("class", "boxes")


# --- links ------------------------------------------------------------------------------


def _slug(target: str | None) -> str | None:
    """The leaflet that a link refers to: an address that is just a name."""
    name = (target or "").removesuffix(".md").removeprefix("./")
    return name if is_identifier(name) else None


def _make_links(root: HtmlElement, shaped: Shaped) -> None:
    """A leaflet's first reference gets a card; other addresses are printed behind the link."""
    for stub in list(root.find_class("reference-stub")):
        _note(shaped.references, stub.get("data-slug") or "")
        stub.drop_tree()
    cards: dict[HtmlElement, list[str]] = {}
    places = {element.get("id") for element in root.iter()}
    for link in list(root.iter("a")):
        target = link.get("href") or ""
        for child in list(link):
            child.drop_tag()  # an element inside a link is not tagged right
        if "footnote-ref" in (link.get("class") or ""):
            continue
        if target.startswith("#"):
            if target[1:] not in places:
                shaped.unknown_places.append(target[1:])
            continue
        if slug := _slug(target):
            link.set("href", f"ref:{slug}")
            link.set("class", "reference")
            if _note(shaped.references, slug):
                cards.setdefault(_block(link), []).append(slug)
        elif _SCHEME.match(target):
            if readable(link.text_content().strip()).lower() != readable(target).lower():
                address = E.span(f" ({readable(target)})", {"class": "address"})
                address.tail, link.tail = link.tail, None
                link.addnext(address)
        else:
            shaped.refused_links.append(target)
            link.drop_tag()
    for block, slugs in cards.items():
        _place_cards(block, slugs)


def _block(element: HtmlElement) -> HtmlElement:
    """The outermost block of the text that an element stands in."""
    while (above := element.getparent()) is not None and above.getparent() is not None:
        element = above
    return element


def _note(known: list[str], slug: str) -> bool:
    """Add a reference; False if the text has referred to that leaflet before."""
    if slug in known:
        return False
    known.append(slug)
    return True


def _place_cards(block: HtmlElement, slugs: list[str]) -> None:
    """A card stands in the margin beside its block; several stand in a row behind it."""
    if len(slugs) == 1 and not _FULL_MEASURE & set((block.get("class") or "").split()):
        block.addprevious(margin_card(slugs[0]))
        return
    row = row_of_cards(slugs)
    row.tail, block.tail = block.tail, None
    block.addnext(row)


def margin_card(slug: str) -> HtmlElement:
    card = E.div(f"{CARD}{slug}{CARD_END}", {"class": "margin-body"})
    return E.aside(card, {"class": "margin card-place"})


def row_of_cards(slugs: list[str]) -> HtmlElement:
    places = [E.li(f"{CARD}{slug}{IN_ROW}{CARD_END}", {"class": "card-place"}) for slug in slugs]
    return E.aside(E.ul(*places), {"class": "cards"})


def readable(address: str) -> str:
    """An address as people write it: no scheme, no slash at the end."""
    return re.sub(r"^(https?://(www\.)?|mailto:|tel:)", "", address, flags=re.I).rstrip("/")


# --- the page ---------------------------------------------------------------------------


def _pair_exercises(root: HtmlElement) -> None:
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


def _draw_blanks(root: HtmlElement) -> None:
    """`____` becomes a line to write on; alone in its paragraph, a line of full width."""
    for rule in list(root.iter("hr")):
        rule.tag = "div"
        rule.set("class", "writing-line")
    for paragraph in root.iter("p"):
        if _BLANK.fullmatch(paragraph.text_content().strip()):
            paragraph.clear()
            paragraph.tag = "div"
            paragraph.set("class", "writing-line")

    def blank(match: re.Match[str]) -> HtmlElement:
        return E.span({"class": "blank", "style": f"width: {2.2 * len(match[0]):.1f}mm"})

    _replace(root, _BLANK, blank)


def _draw_signs(root: HtmlElement, words: Words) -> None:
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
    _replace(root, _SIGN, sign)


def _typeset(root: HtmlElement, language: str, words: Words) -> None:
    """Keep number and unit together, and a letter's hyphen (X-ray); set 's and 't right."""
    units = re.compile(rf"(\d) (?=(?:{'|'.join(map(re.escape, words.units))})\b)")
    for owner, attribute in _texts(root):
        text = units.sub("\\1\u00a0", getattr(owner, attribute))
        text = re.sub(r"\b([A-Za-z]-)(?=[a-z])", "\\1\u2060", text)
        if language == "nl":
            text = re.sub(r"‘(?=(?:s|t|n|k|m)\b)", "’", text)
        setattr(owner, attribute, text)


def balanced(text: str, most: int = _SHORT) -> str:
    """A title or lead whose last two words, if short, stay together: no word alone on a line.

    A lead is set small enough for longer words: `most` characters. Two words are left alone.
    """
    head, _, last = text.rpartition(" ")
    before = head.rpartition(" ")
    joined = before[0] and len(before[2]) + len(last) <= most
    return f"{head}\u00a0{last}" if joined else text


def _balance_headings(root: HtmlElement) -> None:
    for heading in root.iter("h2", "h3", "h4"):
        if heading.text and len(heading.text) > _LONG and not len(heading):
            heading.text = balanced(heading.text)


def _hold_notes(root: HtmlElement) -> None:
    """A note's number stays on the line of the word before it: a word joiner (U+2060) holds it.

    An element around both, kept on one line, makes WeasyPrint break the lines before it early.
    """
    for note in list(root.iter("sup")):
        before, above = note.getprevious(), note.getparent()
        if above is None:
            continue
        if before is None:
            above.text = f"{above.text or ''}\u2060"
        else:
            before.tail = f"{before.tail or ''}\u2060"


def _share_addresses(root: HtmlElement) -> None:
    """Addresses inside the text begin with SHARED, so that texts can be bound together."""
    for element in root.iter():
        if identifier := element.get("id"):
            element.set("id", SHARED + identifier)
        if (target := element.get("href") or "").startswith("#"):
            element.set("href", f"#{SHARED}{target[1:]}")


def _take_closing(root: HtmlElement) -> str:
    """Take the disclaimer off: a booklet says it once.

    It comes to stand beside the sources, and its heading is of their level.
    """
    closing = list(root.find_class("disclaimer"))
    for title in (title for part in closing for title in part.iterchildren("h3")):
        title.tag = "h2"
    html = "".join(_outer(part) for part in closing)
    for part in closing:
        part.drop_tree()
    return html


def _mark_beside(root: HtmlElement) -> None:
    """Mark what stands in the margin and the block that it goes with.

    A layout of one column puts it behind that block, and behind what the block introduces.
    """
    for first in list(root):
        before = first.getprevious()
        if not _is_margin(first) or (before is not None and _is_margin(before)):
            continue
        last = first
        while (following := last.getnext()) is not None and _is_margin(following):
            last = following
        if (block := following) is None or block.tag in ("h2", "h3", "h4"):
            continue
        if block.tag == "p" and (shown := block.getnext()) is not None:
            listed = shown.tag in ("ul", "ol") and block.text_content().rstrip().endswith(":")
            if listed or shown.tag in ("table", "figure"):
                block = shown
        if before is None:
            root.text = (root.text or "") + BESIDE
        else:
            before.tail = (before.tail or "") + BESIDE
        last.tail = BESIDE_TO + (last.tail or "")
        block.tail = BESIDE_END + (block.tail or "")


def _is_margin(element: HtmlElement) -> bool:
    return "margin" in (element.get("class") or "").split()


def _replace(
    root: HtmlElement, pattern: re.Pattern[str], make: Callable[[re.Match[str]], HtmlElement]
) -> None:
    """Replace each match in the texts of a tree by an element."""
    for owner, attribute in _texts(root):
        text = getattr(owner, attribute)
        matches = list(pattern.finditer(text))
        if not matches:
            continue
        setattr(owner, attribute, text[: matches[0].start()])
        above = owner if attribute == "text" else owner.getparent()
        index = 0 if attribute == "text" else above.index(owner) + 1
        ends = [match.start() for match in matches[1:]] + [len(text)]
        for offset, (match, end) in enumerate(zip(matches, ends, strict=True)):
            element = make(match)
            element.tail = text[match.end() : end]
            above.insert(index + offset, element)


def _texts(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Every text of the tree, as the element and attribute (text or tail) that hold it."""
    for element in list(root.iter()):
        if element.text:
            yield element, "text"
        if element.tail and element is not root:
            yield element, "tail"


def _inner(element: HtmlElement) -> str:
    """The HTML inside an element."""
    return escape(element.text or "", quote=False) + "".join(
        _outer(child) + escape(child.tail or "", quote=False) for child in element
    )


def _outer(element: HtmlElement) -> str:
    """The HTML of an element. Marks inside an address come back from lxml's %-encoding."""
    html = str(lxml_html.tostring(element, encoding="unicode", with_tail=False))
    return re.sub(r"%EE%8[0-9A-F]%[89AB][0-9A-F]", lambda mark: unquote(mark[0]), html)
