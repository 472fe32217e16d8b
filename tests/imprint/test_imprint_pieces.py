"""What imprinting is made of: a page's content read and changed, a file updated in place."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.imprint import misfit, scan
from press.imprint.update import Stream, Trailer, stored, updated
from press.model.slots import SlotKey, SlotKind, SlotLook

# --- an incremental update --------------------------------------------------------------


def small() -> bytes:
    """A file of one page that says 'before'."""
    pdf, out = pikepdf.new(), BytesIO()
    pdf.add_blank_page(page_size=(100, 100))
    pdf.pages[0].Contents = pdf.make_stream(b"% before")
    pdf.docinfo["/Title"] = "before"
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def change(file: bytes, content: bytes) -> bytes:
    """The file with other content and another title."""
    with pikepdf.open(BytesIO(file)) as pdf:
        previous = int(file[file.rindex(b"startxref") :].split()[1])
        size, root = int(pdf.trailer.Size), pdf.Root.objgen[0]
        info, stream = pdf.trailer.Info.objgen[0], pdf.pages[0].Contents.objgen[0]
    trailer = Trailer(size, previous, root, info, (b"a" * 16, b"b" * 16))
    objects: dict[int, bytes | Stream] = {
        info: b"<</Title(after)/Other %d 0 R>>" % size,
        size: b"[1 2 3]",
        stream: stored(content),
    }
    return updated(file, objects, trailer)


@given(st.binary(max_size=300))
@pytest.mark.slow
def test_an_update_leaves_the_file_as_it_is_and_holds_what_is_new(content: bytes) -> None:
    file = small()
    changed = change(file, content)
    assert changed.startswith(file)
    with pikepdf.open(BytesIO(changed)) as pdf:
        assert pdf.pages[0].Contents.read_bytes() == content
        assert (str(pdf.docinfo["/Title"]), [int(each) for each in pdf.docinfo["/Other"]]) == (
            "after",
            [1, 2, 3],
        )
        assert bytes(pdf.trailer.ID[1]) == b"b" * 16
    with pikepdf.open(BytesIO(changed[: len(file)])) as pdf:
        assert str(pdf.docinfo["/Title"]) == "before"


def test_qpdf_finds_nothing_wrong_in_an_update(tmp_path: Path) -> None:
    path = tmp_path / "changed.pdf"
    path.write_bytes(change(small(), b"% after"))
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []
    if qpdf := shutil.which("qpdf"):
        subprocess.run([qpdf, "--check", path], check=True, capture_output=True)


@given(st.binary(max_size=40))
def test_no_stream_is_stored_so_that_its_end_is_in_doubt(content: bytes) -> None:
    kept = stored(content)
    assert not (kept.dictionary and kept.data.endswith(b"\r"))
    roughly = stored(content, exactly=False)
    assert not roughly.data.endswith(b"\r")
    assert zlib.decompress(roughly.data).rstrip(b" ") == content.rstrip(b" ")


# --- a page's content -------------------------------------------------------------------


def test_content_is_parted_at_the_numbers_of_its_marked_content() -> None:
    content = b"/Span\n<</MCID 7>>\nBDC\nEMC\n"
    assert scan.mcids(content) == [7]
    assert scan.parted(content) == (b"/Span\n<</MCID ", b">>\nBDC\nEMC\n")


def test_codes_are_counted_by_their_typeface() -> None:
    content = b"/Span <</MCID 1>> BDC\n/AB 12 Tf\n[<0001>0<00020003>] TJ\n/CD 9 Tf\n[<0001>] TJ"
    assert scan.shown(content) == {"AB": {1, 2, 3}, "CD": {1}}


@pytest.mark.parametrize(
    ("code", "fits"),
    [((3, b"0020", 7), True), ((3, b"00a0", 7), False), ((3, b"0020", 8), False)],
    ids=["the same", "another text", "another drawing"],
)
def test_a_code_that_means_something_else_in_the_shell_is_a_misfit(
    code: scan.Code, fits: bool
) -> None:
    look = SlotLook(SlotKey(SlotKind.URGENT), 1.0, "")
    opening: Any = SimpleNamespace(slot=look, height=1.0, root=5)
    slot: Any = SimpleNamespace(height=1.0, elements=(1,), codes={"AB": {(3, b"0020", 7)}})
    shell: Any = SimpleNamespace(openings=[opening], codes={"AB": {code}})
    furniture: Any = SimpleNamespace(slots={look: slot})
    assert (misfit(shell, furniture) is None) == fits


def test_only_the_colours_of_the_brand_get_names() -> None:
    names = scan.operands({"#336699": "dark"})
    content = b"0.2 0.4 0.6 rg\n0.2 0.4 0.6 RG\n0.2 0.4 0.61 rg"
    named = b"/dark cs 0 scn\n/dark CS 0 SCN\n0.2 0.4 0.61 rg"
    assert scan.with_named_colours(content, names) == named
    in_ink = b"/dark cs 0 scn\n/dark CS 0 SCN\n0.67 0.35 0 0.39 k"
    assert scan.with_named_colours(content, names, inks=True) == in_ink


_NUMBERS = (b"0 0.5 1", b"1 .5 0", b"0 1 0", b"0", b"1", b"-.5", b"12.", b"0.25.5")
_WORDS = st.sampled_from([*_NUMBERS, b"rg", b"RG", b"rgb", b"q", b"/a"])
_NAMED = {b"0 0.5 1": b"dark", b"1 .5 0": b"light", b"0 1 0": b"tint"}


@given(st.lists(st.tuples(_WORDS, st.sampled_from([b" ", b" ", b"\n"])), max_size=30))
def test_every_colour_that_a_content_sets_is_found(words: list[tuple[bytes, bytes]]) -> None:
    content = b"".join(word + space for word, space in words)

    def named(found: re.Match[bytes]) -> bytes:
        name = _NAMED.get(found[1])
        sets = b"/%s cs 0 scn" if found[2] == b"rg" else b"/%s CS 0 SCN"
        return sets % name if name else found[0]

    simple = rb"(?<![\d.-])(\d*\.?\d+ \d*\.?\d+ \d*\.?\d+) (rg|RG)\b"
    assert scan.with_named_colours(content, _NAMED) == re.sub(simple, named, content)
