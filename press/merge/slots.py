"""What imprinting needs: a leaflet with its slots left open, and a practice's furniture alone.

A shell is merged for a stand-in: a practice of the same shape (it has a website or not, and
so on), whose colours and words are tokens that occur nowhere else. The furniture is merged
for the practice itself, in the tokens' colours, with a text that holds nothing but slots:
first those of every leaflet, then the cards that refer to each leaflet, apart from each other,
so that a card looks the same whatever other cards there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from lxml import html as lxml_html
from lxml.html import HtmlElement
from lxml.html.builder import E

from press.colour.separations import TOKEN_COLOURS
from press.errors import SlotError
from press.merge.transforms.links import margin_card, row_of_cards
from press.model import (
    Address,
    Brand,
    Leaflet,
    Origin,
    OutOfHours,
    Practice,
    Publication,
    Urgent,
    Words,
    in_language,
)
from press.model.parts import RED_FLAGS
from press.model.slots import GROWS, NAME, SLOT, TOKEN, WEBSITE, SlotKey, SlotKind

NUMBERS = "0123456789 +-–()/."
"""A telephone number of every sign that one has: the engine takes the width of a sign from
where it is first used, so this one stands where numbers stand."""
_IN_MARGINS = (("data-practice", NAME), ("data-phone", NUMBERS))
"""Attributes that style sheets put into margin boxes, where they are filled in."""
_LETTERS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789"
    "!&'()+,-./:;@_éèëïöüäßç–’\u00a0 ff fi fl ffi ffl fäfëfïföfü tt Th"
)
"""What furniture is mostly written with; joined letters too."""
_WHOLE = (SlotKind.CONTACT, SlotKind.MARK)
_SMALL_LINKS = (
    f"[{SLOT}] a {{ display: inline-block; width: 1px; height: 1px;"
    " white-space: nowrap; vertical-align: top }"
)
"""So that a link of the stand-in's lies in its slot, however long its address is."""
_OPEN = date(2000, 1, 1)
_ALONE = "clear: both; break-inside: avoid; min-height: 19em"
"""So that a card looks as if it were the only one: a page for each would take twice as long.

As high as most cards, so that a longer address in one moves none of the others.
"""


def stand_in(practice: Practice) -> Practice:
    """A practice of no name: the shape of this one, its typefaces and choices, else tokens."""
    out, named = practice.out_of_hours, isinstance(practice.urgent, Urgent)
    return practice.model_copy(
        update={
            "id": "stand-in",
            "name": NAME,
            "address": Address(street=TOKEN, postcode=TOKEN, city=TOKEN),
            "phone": practice.phone and NUMBERS,
            "email": f"x@{TOKEN}.invalid",
            "website": WEBSITE if practice.website else None,
            "feedback": None,
            "hours": TOKEN,
            "out_of_hours": out and OutOfHours(name=TOKEN, phone=NUMBERS if out.phone else None),
            "call_for": None,
            "urgent": Urgent(name=TOKEN, phone=NUMBERS) if named else practice.urgent,
            "emergency": practice.emergency_number and NUMBERS,
            "facts": {},
            "mail": None,
            "brand": replace(in_tokens(practice.brand), logo=None, logo_on_dark=None),
            "origin": Origin(practice.origin.path),
        }
    )


def in_tokens(brand: Brand) -> Brand:
    """The brand in the tokens' colours."""
    return replace(brand, colours=TOKEN_COLOURS)


def other_letters(practice: Practice, language: str) -> str:
    """What a practice writes in its furniture that a shell has only if it is asked for."""
    said = [practice.name, practice.email, practice.feedback or "", practice.website or ""]
    said += [practice.address.street, practice.address.postcode, practice.address.city]
    said += [in_language(practice.hours, language) if practice.hours else ""]
    said += [in_language(practice.call_for, language) if practice.call_for else ""]
    if practice.out_of_hours:
        said.append(in_language(practice.out_of_hours.name, language))
    said.append(in_language(practice.urgent_name, language))
    return "".join(sorted(set("".join(said)) - set(_LETTERS) - {"\n"}))


def shape(practice: Practice) -> tuple[bool, ...]:
    """What a practice has of what another may lack."""
    out = practice.out_of_hours
    return (
        bool(practice.website),
        bool(practice.phone),
        bool(out),
        bool(out and out.phone),
        practice.brand.logo is not None,
        practice.calls_gp,
        bool(practice.urgent_phone),
        bool(practice.emergency_number),
    )


def open_slots(html: str, heights: Mapping[SlotKey, float], letters: str, *, has_logo: bool) -> str:
    """A page whose slots have these heights (px), and whose typefaces have these letters too.

    Of a typeface with optical sizes the engine takes the size at which it is first used. So
    the letters stand in the last slot that is painted in one go, and where practices have
    a logo there is no name in the typeface of headings.
    """
    page: HtmlElement = lxml_html.document_fromstring(html)
    for mark in page.find_class("mark-name") if has_logo else ():
        small = E.span("x", {"style": "font: 1pt/1pt var(--base-family)"})
        mark.text, mark[:] = None, [small]
    page.head.append(E.style(_SMALL_LINKS))
    slots = list(page.iterfind(f".//*[@{SLOT}]"))
    for slot in slots:
        key = SlotKey.read(slot.get(SLOT, ""))
        if key and key in heights and slot.get(GROWS) is not None:
            # A stand-in may be longer than any name, and a line below its slot would move text.
            slot.set("style", f"height: {heights[key]:.9f}px; white-space: nowrap")
    for slot in [slot for slot in slots if slot.get(SLOT) in _WHOLE][-1:]:
        alphabet = _alphabet(letters)
        alphabet.tail, slot.text = slot.text, None
        slot.insert(0, alphabet)
    written = lxml_html.tostring(page, encoding="unicode")
    return f"<!doctype html>\n{written}"


def check_slots(html: str) -> None:
    """Refuse a page that says something of the stand-in outside its slots.

    Links may lead to its website, and margin boxes may say its name: both are filled in.
    """
    page: HtmlElement = lxml_html.document_fromstring(html)
    for slot in page.findall(f".//*[@{SLOT}]"):
        slot.drop_tree()
    said = [*page.body.itertext()]
    for element in page.body.iter():
        for name, value in element.attrib.items():
            leads_there = name == "href" and value.startswith(WEBSITE)
            if not leads_there and (name, value) not in _IN_MARGINS:
                said.append(value)
    if any(TOKEN in text or NUMBERS in text for text in said):
        raise SlotError("the layout says something of the practice outside its slots")


def _alphabet(letters: str) -> HtmlElement:
    """Letters for the file's typefaces; what is drawn in a slot is taken out with the rest."""
    faces = (
        "font-weight: 400",
        "font-weight: 700",
        "font-family: var(--heading-family); font-weight: var(--heading-weight)",
    )
    rows = [
        E.span(_LETTERS + letters, {"style": f"{face}; font-variant-numeric: lining-nums"})
        for face in faces
    ]
    place = "position: absolute; left: 0; top: 0; width: 1px; height: 1px; white-space: nowrap"
    return E.span({"style": place}, *rows)


def furniture_of(practice: Practice, language: str) -> Publication:
    """The publication that a practice's furniture is merged as."""
    leaflet = Leaflet(
        title="x",
        summary="x",
        version="x",
        published=_OPEN,
        reviewed=_OPEN,
        review_due=_OPEN,
        authors=("x",),
        slug="furniture",
        language=language,
        body="",
        body_line=1,
        origin=practice.origin,
    )
    return Publication("furniture", language, leaflet, (leaflet,), practice.origin, {})


def text_of_slots(targets: Sequence[str], words: Words, folded: bool) -> HtmlElement:
    """Red flags with whom to call, in one box and in two, and the cards of these leaflets.

    All of it is the tree of a text. A folded layout has no pages after its panels: in each
    of them stand the red flags, or where there are targets their cards.
    """
    root: HtmlElement = E.div()
    if folded:
        for number in range(4):
            cards = [card for slug in targets for card in _cards(slug)]
            flags = [_flags(words), _flags(words, groups=2)]
            root.extend([E.h2("x", id=f"x{number}"), *(cards if targets else flags)])
        return root
    again = _flags(words, f"{RED_FLAGS}-again")
    root.extend([_flags(words), _flags(words, groups=2), again])
    cards = [E.div({"style": _ALONE}, card) for slug in targets for card in _cards(slug)]
    root.append(E.div({"style": "break-before: page"}, E.p("x"), *cards))
    return root


def _cards(slug: str) -> tuple[HtmlElement, HtmlElement]:
    return margin_card(slug), row_of_cards([slug])


def _flags(words: Words, *more: str, groups: int = 0) -> HtmlElement:
    """Red flags that hold nothing but whom to call, and so many groups."""
    title = E.h3(words.parts[RED_FLAGS], {"class": "part-title"})
    body = E.div({"class": "part-body"})
    for _ in range(groups):
        body.extend([E.p("x"), E.ul(E.li("x"))])
    body.append(E.div({"class": "call"}, E("x-call")))
    return E.section({"class": " ".join(("part", RED_FLAGS, *more))}, title, body)
