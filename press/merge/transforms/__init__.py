"""Tree -> tree: each module has the transforms of one subject, `shape` their order.

notes        notes taken off the end, numbered through a publication
parts        `!!! tip` to sections and asides
blocks       pictures, lists, tables, rules, boxes to tick
links        addresses printed, leaflets referred to by cards
typesetting  signs, blanks, spaces, dashes
han          what has no spaces between its words
ltr_runs     what is read from left to right in any language
filling      what differs between practices: values, cards, the telephone
directions   numbers and addresses among words that are written from right to left
binding      the texts of a booklet to one text
flow         a text beside its margin, or in one column
"""

from __future__ import annotations

from lxml.html import HtmlElement

from press.merge.shaped import Shaped
from press.merge.transforms import blocks, links, notes, parts, typesetting
from press.merge.tree import keep_lines_of_blocks
from press.model import Words


def shape(root: HtmlElement, words: Words) -> Shaped:
    """Give the tree of a text the structure that layouts style; what is met is given back."""
    shaped = Shaped()
    blocks.drop_empty(root)
    notes.take_notes(root, shaped)
    blocks.check_headings(root, shaped)
    blocks.name_headings(root)
    parts.make_parts(root, words, shaped)
    blocks.make_figures(root, shaped)
    blocks.make_lists(root)
    for note in shaped.written.values():
        blocks.make_lists(note)
    blocks.make_tables(root)
    links.make_links(root, shaped)
    parts.pair_exercises(root)
    typesetting.draw_blanks(root, shaped)
    for tree in (root, *shaped.written.values()):
        typesetting.draw_signs(tree, words)
        typesetting.typeset(tree, words)
    typesetting.balance_headings(root, words)
    notes.hold_notes(root)
    for tree in (root, *shaped.written.values()):
        keep_lines_of_blocks(tree)
    parts.take_closing(root, shaped)
    return shaped
