"""What a PDF says of itself: its tags, fonts, boxes, links, title. Read through pikepdf."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from press.preflight.page_data import Box, Place

_INLINE = {"/Span", "/NonStruct", "/Link", "/Reference", "/Strong", "/Em", "/Quote", "/Code"}
"""Tags inside a block; what is in them belongs to the block around them."""
_NOWHERE = Place()


class Tags:
    """Finds the block that a piece of marked content belongs to (ISO 32000-1, 14.7.4.4)."""

    def __init__(self, pdf: Pdf) -> None:
        self._places: dict[tuple[int, int], Place] = {}
        self._owners: dict[int, list[Object | None]] = {}
        root = self._root = pdf.Root.get(Name.StructTreeRoot)
        self._pdf = pdf
        tree = root.get(Name.ParentTree) if root is not None else None
        numbers = list(tree.get(Name.Nums, Array())) if tree is not None else []
        for index in range(0, len(numbers), 2):
            if isinstance(owners := numbers[index + 1], Array):
                self._owners[int(numbers[index])] = list(owners)

    def __bool__(self) -> bool:
        return bool(self._owners)

    def place(self, page: Page, mark: int) -> Place:
        """The place of the marked content of that number on a page."""
        owners = self._owners.get(int(page.obj.get(Name.StructParents, -1)), [])
        owner = owners[mark] if 0 <= mark < len(owners) else None
        return self._climb(owner) if isinstance(owner, Dictionary) else _NOWHERE

    def read(self, said: Sequence[Mapping[int, str]], leave: Set[tuple[int, int]]) -> str:
        """What the tags read, from what the marked content of each page says, but for some.

        The latter by their page, from 0, and number.
        """
        if self._root is None:
            return ""
        pages = {page.obj.objgen: number for number, page in enumerate(self._pdf.pages)}
        kept = [
            {mark: text for mark, text in of_page.items() if (page, mark) not in leave}
            for page, of_page in enumerate(said)
        ]
        return "".join(_read(self._root, 0, pages, kept))

    def _climb(self, element: Object) -> Place:
        known = self._places.get(element.objgen)
        if known is None:
            kind = str(element.get(Name.S, ""))
            parent = element.get(Name.P)
            if kind in _INLINE and isinstance(parent, Dictionary):
                known = self._climb(parent)
            elif kind:
                known = Place(element.objgen[0], kind[1:], str(element.get(Name.Alt, "")))
            else:
                known = _NOWHERE
            self._places[element.objgen] = known
        return known


def _read(
    element: Object,
    page: int,
    pages: Mapping[tuple[int, int], int],
    said: Sequence[Mapping[int, str]],
) -> Iterator[str]:
    """What an element and all below it say; a block is apart from what is around it."""
    kind = str(element.get(Name.S, ""))
    if kind == "/Figure":
        return
    if (own := element.get(Name.Pg)) is not None:
        page = pages[own.objgen]
    edge = "" if kind in _INLINE else "\n"
    yield edge
    kids = element.get(Name.K, Array())
    for kid in list(kids) if isinstance(kids, Array) else [kids]:
        if not isinstance(kid, Dictionary):
            yield said[page].get(int(kid), "")
        elif Name.S in kid:
            yield from _read(kid, page, pages, said)
        elif Name.MCID in kid:
            yield said[pages[kid.Pg.objgen]].get(int(kid.MCID), "")
    yield edge


def box_of(page: Page, name: str) -> Box:
    """A box of a page, or the one that stands for it (ISO 32000-1, 14.11.2.1)."""
    box = getattr(page, name)
    left, bottom, right, top = (float(side) for side in box)
    return left, bottom, right, top


def said_boxes(page: Page) -> frozenset[str]:
    """The names of the boxes that a page gives itself."""
    names = ("MediaBox", "TrimBox", "BleedBox")
    return frozenset(name for name in names if f"/{name}" in page.obj)


def links_of(page: Page) -> Iterator[str]:
    """The addresses outside the file that links on a page lead to."""
    for note in page.obj.get(Name.Annots, []):
        action = note.get(Name.A)
        if action is not None and Name.URI in action:
            yield str(action.URI)


def fonts_of(pdf: Pdf) -> dict[str, bool]:
    """The names of all fonts in a file, without a subset's prefix, and whether each is embedded."""
    found: dict[str, bool] = {}
    for item in pdf.objects:
        if not isinstance(item, Dictionary) or item.get(Name.Type) != Name.Font:
            continue
        if item.get(Name.Subtype) in (Name.Type0, Name.Type3):  # the parts of the one are listed
            continue
        name = str(item.get(Name.BaseFont, "/?"))[1:].split("+")[-1]
        descriptor = item.get(Name.FontDescriptor, Dictionary())
        embedded = any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))
        found[name] = found.get(name, True) and embedded
    return found


def title_of(pdf: Pdf) -> str:
    return str(pdf.docinfo.get(Name.Title, ""))


def shows_title(pdf: Pdf) -> bool:
    """Whether a window shows the title instead of the file's name."""
    return bool(pdf.Root.get(Name.ViewerPreferences, Dictionary()).get("/DisplayDocTitle", False))


def is_tagged(pdf: Pdf) -> bool:
    return Name.StructTreeRoot in pdf.Root and bool(
        pdf.Root.get(Name.MarkInfo, Dictionary()).get("/Marked", False)
    )


def has_outline(pdf: Pdf) -> bool:
    return Name.First in pdf.Root.get(Name.Outlines, Dictionary())
