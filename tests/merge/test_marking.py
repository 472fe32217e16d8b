"""What changed is marked: every new word, every word that is gone, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from lxml.html import HtmlElement

from press.merge.as_read import lines_of, without_names
from press.merge.marking import mark, opcodes

WORDS = st.lists(st.sampled_from(["loop", "elke", "dag", "tien", "en", "rust", "niet", "te", "mg"]))
PICTURE = ("[picture:", "Maan]")
"""The words that stand for a picture: nothing on a page that could be marked."""
BLOCKS = st.lists(WORDS, min_size=1, max_size=5)


@st.composite
def trees(draw: st.DrawFn) -> HtmlElement:
    """Paragraphs, items and cells of words, some of them strong, some glued to the next."""
    root = html.Element("div")
    for words in draw(BLOCKS):
        block = html.fragment_fromstring(draw(st.sampled_from(["<p/>", "<h2/>", "<ul><li/></ul>"])))
        inner = block if not len(block) else block[0]
        inner.text = ""
        last: HtmlElement | None = None
        for word in words:
            space = draw(st.sampled_from([" ", "  ", "\n", "\u00a0", ""]))
            if draw(st.booleans()):
                last = html.Element("strong")
                last.text = word
                inner.append(last)
                last.tail = space
            elif last is None:
                inner.text += word + space
            else:
                last.tail = (last.tail or "") + word + space
        root.append(block)
        if draw(st.booleans()):
            name = draw(st.sampled_from(["maan.svg", "0123456789abcdef0123456789abcdef"]))
            root.append(html.fragment_fromstring(f"<p><img src='images/{name}' alt='Maan'></p>"))
    return root


def words_of(root: HtmlElement) -> list[str]:
    said = without_names(" ".join(lines_of(root))).split()
    return [word for word in said if word.strip("#")]


def without(root: HtmlElement, tag: str) -> str:
    """The letters of a tree without those in these elements."""
    copy = html.fromstring(html.tostring(root))
    etree.strip_elements(copy, tag, with_tail=False)
    return letters_of(copy)


def letters_of(element: HtmlElement) -> str:
    return "".join(str(element.text_content()).split())


def marked(root: HtmlElement, tag: str) -> str:
    return "".join(letters_of(each) for each in root.iter(tag))


def _holds(new: HtmlElement, old: HtmlElement) -> None:
    before, after = words_of(old), words_of(new)
    letters = letters_of(new)
    mark([new], before)
    assert without(new, "del") == letters, "no word of the text is lost or moved"
    ops = opcodes(before, after)
    own = [word for word in after if word not in PICTURE]
    new_words = [w for what, _, _, i, j in ops if what != "equal" for w in after[i:j]]
    inserted = "".join(word for word in new_words if word not in PICTURE)
    deleted = "".join(w for what, i, j, _, _ in ops if what != "equal" for w in before[i:j])
    assert marked(new, "ins") == inserted
    assert marked(new, "del") == (deleted if own else "")
    if before == after:
        assert not list(new.iter("ins", "del")), "where no word differs there is no bar"


@given(trees(), trees())
@pytest.mark.slow
def test_bars_are_exactly_where_words_differ(new: HtmlElement, old: HtmlElement) -> None:
    _holds(new, old)


@pytest.mark.whole
@settings(max_examples=1000)
@given(trees(), trees())
def test_bars_are_exactly_where_words_differ_in_a_thousand_texts(
    new: HtmlElement, old: HtmlElement
) -> None:
    _holds(new, old)


@given(trees())
@pytest.mark.slow
def test_the_same_words_on_other_lines_have_no_bar(tree: HtmlElement) -> None:
    other = html.fromstring(html.tostring(tree, encoding="unicode").replace("\u00a0", "\n "))
    mark([tree], words_of(other))
    assert not list(tree.iter("ins", "del"))


def test_marks_are_read_in_their_place() -> None:
    new = html.fromstring("<div><p>Durf <b>NIET</b> te bewegen.</p><p>Rust 10 dagen.</p></div>")
    mark([new], ["Durf", "te", "bewegen.", "Rust", "dus", "12", "dagen."])
    assert html.tostring(new, encoding="unicode") == (
        '<div><p>Durf <b><ins data-made="">NIET</ins></b> te bewegen.</p><p>Rust'
        ' <del data-made="">dus 12</del> <ins data-made="">10</ins> dagen.</p></div>'
    )
