"""A text in Chinese or Japanese, whose words have no spaces between them -> set as one is.

What stands between two of its signs in the source, a line's end or the space that Markdown
wants behind bold words, is nothing on the page (CSS Text 4, 4.1.3, which the engine has not).
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from press.merge.html import INLINE
from press.merge.tree import texts_of

_HAN = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WIDE = f"{_HAN}\u3001\u3002\u3008-\u3011\u3014-\u301b\uff01-\uff60"
_BETWEEN = re.compile(rf"(?<=[{_WIDE}])[ \n]+(?=[{_WIDE}])")
_BEGINS, _ENDS = re.compile(rf"[ \n]*[{_WIDE}]"), re.compile(rf"[{_WIDE}][ \n]*\Z")
_TITLE_END = re.compile(rf"[{_WIDE}]{{4}}\Z")


def close_up(root: HtmlElement) -> None:
    """Take out what stands between the signs of a line, over elements in it too."""
    for owner, attribute in texts_of(root):
        setattr(owner, attribute, _BETWEEN.sub("", getattr(owner, attribute)))
    for element in root.iter(*INLINE):
        said, above, before = (
            str(element.text_content()),
            element.getparent(),
            element.getprevious(),
        )
        if element.tail and _ENDS.search(said) and _BEGINS.match(element.tail):
            element.tail = element.tail.lstrip(" \n")
        if not _BEGINS.match(said) or above is None:
            continue
        if before is not None and _ENDS.search(before.tail or ""):
            before.tail = before.tail.rstrip(" \n")
        elif before is None and _ENDS.search(above.text or ""):
            above.text = above.text.rstrip(" \n")


def with_end_held(title: str) -> str:
    """A title whose last four signs stand on one line: there is no space to break it at."""
    return _TITLE_END.sub(lambda found: "\u2060".join(found[0]), title)
