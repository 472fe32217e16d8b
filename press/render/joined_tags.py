"""A structure tree in pieces -> one element for each HTML element, however many pages it takes.

The engine tags each page by itself: a paragraph, list, table or note that goes on behind a page's
end becomes two elements, and an inline one for each line (WeasyPrint #2903). A screen reader says
"list of three items" twice, and jumps from the end of a page to nowhere.
"""

from __future__ import annotations

from typing import Any

from press.render.tag_tree import Tree, mark_as_artifacts

_REPEATED = ("/THead", "/TFoot")
"""What is drawn again on each page of a table: read once."""


def join(tree: Tree) -> None:
    """Make one element of the pieces of each."""
    _Joining(tree).join()


class _Joining:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.last: dict[int, int] = {}
        """The last page that an element reaches, by its number."""
        self.heads: dict[str, Any] = {}
        """The name of a head cell that is gone, and that of the one that stays."""
        self.repeated: dict[int, set[int]] = {}

    def join(self) -> None:
        tree = self.tree
        self._reach(tree.document)
        self._join_kids(tree.document)
        for node in tree.walk(tree.document) if self.heads else ():
            if names := node.get("A", {}).get("Headers"):
                kept = [self.heads.get(name.data, name) for name in names]
                node["A"]["Headers"] = tree.array({name.data: name for name in kept}.values())
        for page, numbers in self.repeated.items():
            content = tree.object(tree.object(tree.pdf.page_references[page])["Contents"])
            mark_as_artifacts(content.stream, numbers)

    def _reach(self, node: Any) -> int:
        reached = [self.tree.page(node), *map(self._reach, self.tree.kids(node))]
        self.last[node.number] = max(reached)
        return max(reached)

    def _join_kids(self, parent: Any) -> None:
        if parent["S"] == "/L":
            self._join_columns(parent)
        kept, known, before = [], dict[Any, Any](), None
        for kid in parent["K"]:
            node = self.tree.element(kid)
            if node is None:
                kept.append(kid)
                before = None
                continue
            source = self.tree.source(node)
            key = (*source, node["S"])
            first = known.get(key) if source[0] is not None else None
            if first is None or not self._goes_on(first, node, before):
                kept.append(kid)
                known[key] = before = node
            elif node["S"] in _REPEATED:
                self._drop(first, node)
            else:
                self._absorb(first, node)
                before = first
        self.tree.set_kids(parent, kept)
        for kid in self.tree.kids(parent):
            self._join_kids(kid)

    def _join_columns(self, whole: Any) -> None:
        """The engine makes a list of each column of a list: what stands in one is the list's."""
        kept: list[Any] = []
        for kid in whole["K"]:
            node = self.tree.element(kid)
            if node and node["S"] == "/L" and self.tree.source(node) == self.tree.source(whole):
                kept += [self.tree.moved(each, node, whole) for each in node["K"]]
                node.clear()
            else:
                kept.append(kid)
        self.tree.set_kids(whole, kept)
        self.tree.own(whole)

    def _goes_on(self, first: Any, node: Any, before: Any) -> bool:
        """Whether the second is a piece of the first, behind a page's end or a line's.

        Text beside blocks has boxes of the same element on either side of these: only what
        follows directly, on a later page, goes on there.
        """
        later = self.tree.page(node) > self.last[first.number]
        anonymous = self.tree.notes.anonymous
        if {first.number, node.number} & anonymous:
            return before is first and later and node.number in anonymous
        return later or before is first

    def _absorb(self, first: Any, node: Any) -> None:
        """Put what stands below a piece behind what stands below the first one."""
        moved = [self.tree.moved(kid, node, first) for kid in node["K"]]
        self.tree.set_kids(first, [*first["K"], *moved])
        self.tree.own(first)
        self.last[first.number] = max(self.last[first.number], self.last[node.number])
        if "ID" in node and "ID" in first:
            self.heads[node["ID"].data] = first["ID"]
        node.clear()

    def _drop(self, first: Any, node: Any) -> None:
        """A head that is drawn again is an artifact; cells below it point to the first."""
        tree = self.tree
        names = {tree.source(cell): cell["ID"] for cell in tree.walk(first) if "ID" in cell}
        for each in list(tree.walk(node)):
            if "ID" in each:
                self.heads[each["ID"].data] = names.get(tree.source(each), each["ID"])
            for page, number in tree.marked(each):
                self.repeated.setdefault(page, set()).add(number)
                tree.parents[2 * page + 1][number] = "null"
        for each in list(tree.walk(node)):
            each.clear()
