"""The account of words from the text to the page."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as some
from lxml import html as lxml_html
from lxml.html import HtmlElement
from merging import merged

from press.merge.account import faults, said_on_lines, words_in


def _lines(page: HtmlElement) -> dict[str, list[str]]:
    return {line: words_in(said) for line, said in said_on_lines(page).items()}


@given(some.randoms(use_true_random=False))
def test_a_word_that_is_lost_moved_or_changed_on_the_page_is_noticed(random: Random) -> None:
    """Faults are seeded into a page; each must be told, at the line where it is."""
    html = merged("wandelen").html
    page = lxml_html.document_fromstring(html)
    wanted = _lines(page)
    assert list(faults(wanted, page, "a4")) == []
    blocks = [
        block
        for block in page.iterfind(".//*[@data-line]")
        if len(words_in(block.text or "")) > 1 and block.get("data-made") is None
    ]
    block = random.choice(blocks)
    words = (block.text or "").split(" ")
    at = random.randrange(len(words))
    match random.randrange(4):
        case 0:
            del words[at]
        case 1:
            words.insert(at, "verzonnen")
        case 2:
            words.reverse()
        case _:
            words[at] = words[at][::-1] + "x"
    if words_in(" ".join(words)) == words_in(block.text or ""):
        return  # nothing but a sign was taken
    block.text = " ".join(words)
    assert [str(each.origin) for each in faults(wanted, page, "a4")] == [block.get("data-line")]
