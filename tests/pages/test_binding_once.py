"""Binding: what several leaflets have in common is said once, and warning signs in each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bound import BOOKLET, PROJECT, aloud, printed, starts, variant
from lxml import html as lxml_html
from lxml.html import HtmlElement
from printed import Printed

from press.merge import merge
from press.merge.transforms.binding import bind
from press.merge.transforms.flow import flags_apart
from press.merge.tree import write

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def booklet() -> Printed:
    return printed("samen", BOOKLET)


def test_the_disclaimer_stands_once_at_the_end(booklet: Printed) -> None:
    words = aloud(booklet)
    assert words.count("Dit is algemene uitleg.") == 1
    assert words.index("Zie ook goed slapen") < words.index("Dit is algemene uitleg.")
    assert words.index("Dit is algemene uitleg.") < words.index("Bronnen")


def test_a_disclaimer_in_other_words_stands_there_too() -> None:
    asked = variant("samen", BOOKLET)
    first, *others = asked.publication.leaflets
    other = first.model_copy(
        update={"body": "\n## Kop\n\nTekst.\n\n!!! disclaimer\n    Vraag uw apotheker.\n"}
    )
    publication = replace(asked.publication, leaflets=(other, *others))
    html = merge(replace(asked, publication=publication), PROJECT.library).html
    assert html.count("Vraag uw apotheker.") == 1
    assert html.count("Dit is algemene uitleg.") == 1


def test_what_to_call_for_at_once_stands_in_each_chapter_that_says_so(booklet: Printed) -> None:
    """No chapter says "these signs" without signs."""
    assert booklet.text.count("U slaapt al weken bijna niet.") == 2
    again = booklet.pages[starts(booklet)["wandelen"] - 1]
    assert "U slaapt al weken bijna niet." in again and "0123 - 45 67 89" in again


def test_other_red_flags_stay_whole(booklet: Printed) -> None:
    assert booklet.text.count("U wordt duizelig.") == 1


FLAGS = (
    '<div><section class="part red-flags"><{0} class="part-title">Bel</{0}>'
    '<div class="part-body"><p>Nu:</p><ul><li>{1}</li></ul><p>Vandaag:</p><ul><li>Pijn.</li></ul>'
    '<div class="call"></div></div></section></div>'
)
UNGROUPED = (
    '<div><section class="part red-flags"><h3 class="part-title">Bel</h3>'
    '<div class="part-body"><p>Bel bij koorts. Bel ook bij pijn.</p><div class="call"></div></div>'
    "</section></div>"
)


def elsewhere(called: str, place: str) -> str:
    return f'<p><a href="#{place}">{called}</a></p>'


def bound(*texts: str) -> list[HtmlElement]:
    trees = [lxml_html.fromstring(text) for text in texts]
    bind(trees, elsewhere)
    return trees


def test_flags_said_again_lead_to_the_other_groups_of_their_own_list() -> None:
    one, two = FLAGS.format("h3", "Koorts."), FLAGS.format("h3", "Duizelig.")
    trees = bound(one, two, one, two)
    texts = [write(tree) for tree in trees]
    assert ['id="red-flags"' in text for text in texts] == [True, False, False, False]
    assert ['id="red-flags-2"' in text for text in texts] == [False, True, False, False]
    assert '<a href="#red-flags-group-2">Vandaag</a>' in texts[2] and "Koorts." in texts[2]
    assert '<a href="#red-flags-2-group-2">Vandaag</a>' in texts[3] and "Pijn." not in texts[3]
    # The place is there whether a layout sets the groups apart or not.
    for first in (trees[0], flags_apart(trees[0])):
        assert write(first).count('id="red-flags-group-2"') == 1


def test_what_points_to_other_groups_counts_as_made_by_the_press() -> None:
    one = FLAGS.format("h3", "Koorts.")
    pointer = bound(one, one)[1].find(".//p[@data-made]")
    assert pointer is not None and pointer.text_content() == "Vandaag"


def test_red_flags_that_are_not_in_groups_are_said_again() -> None:
    texts = [write(tree) for tree in bound(UNGROUPED, UNGROUPED)]
    assert texts[1] == texts[0].replace(' id="red-flags"', "")


def test_red_flags_are_the_same_at_another_level_and_with_other_addresses() -> None:
    first = FLAGS.format("h3", 'Koorts.<sup id="a--note"><a href="#note-1">1</a></sup>')
    again = FLAGS.format("h2", 'Koorts.<sup id="b--note"><a href="#note-1">1</a></sup>')
    for texts, level in (([first, again], "h3"), ([again, first], "h4")):
        said = write(bound(*texts)[1])
        assert "red-flags-again" in said and f"<{level} " in said
