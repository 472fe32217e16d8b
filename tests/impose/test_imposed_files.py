"""Imposed files: what of a booklet stays, what goes, and what a printer is told."""

from __future__ import annotations

import pikepdf
import pypdfium2
import pytest
from imposed import NOTE, numbered, opened
from pikepdf import Name, Pdf

from press.impose import impose
from press.model import (
    Document,
    Printer,
)


def test_the_text_of_each_page_can_still_be_selected(imposed: Document) -> None:
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(imposed.pdf)]
    pairs = [(8, 1), (2, 7), (6, 3), (4, 5)]
    for text, pair in zip(texts, pairs, strict=True):
        for number in range(1, 9):
            assert (f"slapen, deel {number}." in text) == (number in pair)


def test_the_file_is_not_larger_and_holds_each_typeface_once(
    booklet: Document, imposed: Document
) -> None:
    assert len(imposed.pdf) <= 1.1 * len(booklet.pdf)
    with opened(booklet) as before, opened(imposed) as after:
        assert typefaces(after) == typefaces(before)
        assert len(typefaces(after)) == 1


def test_the_same_booklet_is_imposed_to_the_same_bytes(
    booklet: Document, imposed: Document
) -> None:
    assert impose(booklet, direction="ltr", printer=Printer(), note=NOTE).pdf == imposed.pdf


def test_title_and_language_stay(imposed: Document) -> None:
    with opened(imposed) as pdf:
        assert str(pdf.docinfo.Title) == "Beter slapen"
        assert str(pdf.Root.Lang) == "nl"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Beter slapen"


def test_the_output_intent_stays(booklet: Document, imposed: Document) -> None:
    with opened(booklet) as before, opened(imposed) as after:
        kept = [
            [bytes(intent.DestOutputProfile.read_bytes()) for intent in pdf.Root.OutputIntents]
            for pdf in (before, after)
        ]
        assert kept[0] == kept[1] != []


def test_nothing_is_left_of_tags_links_and_standards(imposed: Document) -> None:
    with opened(imposed) as pdf:
        assert set(pdf.Root.keys()) == {
            *("/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents"),
            *("/ViewerPreferences", "/PageLabels", "/PageMode", "/Outlines"),
        }
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                assert thing.get("/Type") not in (Name.StructElem, Name.StructTreeRoot, Name.Annot)
                assert not {"/StructParents", "/StructParent", "/Annots"} & set(thing.keys())
        claims = pdf.Root.Metadata.read_bytes()
        for prefix in (b"pdfaid:", b"pdfuaid:", b"pdfaExtension:", b"pdfaSchema:"):
            assert prefix not in claims


@pytest.mark.parametrize(
    ("flip", "duplex"),
    [("short-edge", "/DuplexFlipShortEdge"), ("long-edge", "/DuplexFlipLongEdge")],
)
def test_the_dialogue_is_told_to_print_duplex_and_unscaled(
    booklet: Document, flip: str, duplex: str
) -> None:
    printer = Printer.model_validate({"flip": flip})
    with opened(impose(booklet, direction="ltr", printer=printer)) as pdf:
        preferences = pdf.Root.ViewerPreferences
        assert preferences.Duplex == duplex
        assert preferences.PrintScaling == "/None"


def test_the_note_is_the_only_bookmark_and_is_seen_when_the_file_opens(
    booklet: Document, imposed: Document
) -> None:
    with opened(imposed) as pdf:
        assert bookmarks(pdf) == [NOTE]
        assert pdf.Root.PageMode == Name.UseOutlines
    with opened(impose(booklet, direction="ltr", printer=Printer())) as pdf:
        assert "/Outlines" not in pdf.Root and "/PageMode" not in pdf.Root


def test_each_side_is_labelled_with_its_pages() -> None:
    with opened(impose(numbered(6), direction="ltr", printer=Printer())) as pdf:
        assert [page.label for page in pdf.pages] == ["6|1", "2|–", "–|3", "4|5"]


def bookmarks(pdf: Pdf) -> list[str]:
    with pdf.open_outline() as outline:
        return [item.title for item in outline.root]


def typefaces(pdf: Pdf) -> list[str]:
    """The embedded font files, by the name that the file gives them."""
    return sorted(
        str(thing.FontName)
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing
    )
