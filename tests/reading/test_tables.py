"""Lists as spreadsheets save them: read as a person reads them, or refused."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.reading.tables import read_table
from press.reading.tables.comma import Broken, rows_of_text
from press.reading.tables.encodings import UnclearError, decoded

WESTERN = [
    *("Müller", "Söhne", "Coördinatie", "Café", "Zoë", "Éénhoorn", "André", "Jürgen", "Größe"),
    *("geïntegreerd", "Crèche"),
]
CENTRAL = [
    *("Łódź", "Świętej", "Źródlana", "Dvořák", "Černý", "Růžička", "Szőnyi", "Győző"),
    *("Żółkiewski", "Žižka"),
]
TURKISH = ["Şükrü", "Güneş", "Işık", "Sağlık", "Öztürk", "Yıldız", "Doğan", "Şahin"]
CYRILLIC = ["Клініка", "Київ", "Львів", "Фізіотерапія", "Здоров'я", "Шевченка", "Москва", "Щастя"]
GREEK = ["Ιατρείο", "Αθηνών", "Ερμού", "Αθήνα", "Θεσσαλονίκη", "Φυσικοθεραπεία"]
LISTS = [
    *((encoding, WESTERN) for encoding in ("windows-1252", "mac_roman", "cp850", "cp437")),
    ("windows-1250", CENTRAL),
    ("windows-1254", TURKISH),
    ("windows-1251", CYRILLIC),
    ("windows-1253", GREEK),
]


def possible(words: list[str], encoding: str) -> list[str]:
    return [word for word in words if word.encode(encoding, "ignore").decode(encoding) == word]


@pytest.mark.parametrize(("encoding", "words"), LISTS)
@given(data=st.data())
@pytest.mark.slow
def test_an_old_encoding_is_told_by_what_it_reads_as(
    encoding: str, words: list[str], data: st.DataObject
) -> None:
    some = st.lists(
        st.sampled_from(possible(words, encoding)), min_size=6, max_size=20, unique=True
    )
    text = "".join(f"Praktijk {word};Laan 3;1234 AB\r\n" for word in data.draw(some))
    read, guess = decoded(text.encode(encoding))
    assert read == text
    assert guess.startswith("read as ") and any(word in guess for word in words)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_unicode_is_no_guess(encoding: str) -> None:
    assert decoded("name;naam\nZoë € 诊所\n".encode(encoding)) == ("name;naam\nZoë € 诊所\n", "")


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        text, _ = decoded(content)
    except UnclearError:
        return
    assert isinstance(text, str)


@given(
    st.lists(
        st.lists(st.text(st.sampled_from('ab é;,"\n'), max_size=6), min_size=2, max_size=2),
        min_size=1,
        max_size=6,
    ),
    st.sets(st.integers(1, 6)),
)
def test_a_row_with_stray_quotation_marks_costs_no_other(
    rows: list[list[str]], broken: set[int]
) -> None:
    """Rows are quoted as a spreadsheet quotes them; some are spoilt by a mark too many."""
    lines = ["x;y"]
    expected: list[tuple[str, ...]] = [("x", "y")]
    for number, cells in enumerate(rows, 1):
        quoted = ['"' + cell.replace('"', '""') + '"' for cell in cells]
        if number in broken:
            lines.append('a "b;"c" d')
        else:
            lines.append(";".join(quoted))
            expected.append(tuple(cell.strip() for cell in cells))
    read = [cells for _, cells in rows_of_text("\n".join(lines) + "\n")]
    whole = [cells for cells in read if not isinstance(cells, Broken)]
    assert whole[: len(expected)] == expected or (broken and "\n" in str(rows).replace("\\n", "\n"))


def workbook() -> bytes:
    import openpyxl  # slow to load, as odf below

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["naam", "postcode", "telefoon", "open"])
    sheet.append(["Praktijk Zoë", 1234, "0123 - 45 67 89", True])
    sheet.append([None, None, None, None])
    sheet.append(["Brug", 12.5, 31123456789, None])
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def ods() -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book, table, row = OpenDocumentSpreadsheet(), Table(name="a"), TableRow()
    for text, value in (
        ("Zoë", {"valuetype": "string"}),
        ("7", {"valuetype": "float", "value": 7}),
    ):
        cell = TableCell(**value)
        cell.addElement(P(text=text))
        row.addElement(cell)
    table.addElement(row)
    book.spreadsheet.addElement(table)
    saved = BytesIO()
    book.write(saved)
    return saved.getvalue()


def cells(tmp_path: Path, content: bytes) -> list[tuple[int, tuple[str, ...]]]:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    lines, findings = read_table(path, "list.xlsx", "S070")
    assert findings == []
    return [(line.number, line.cells) for line in lines]


def test_a_workbook_is_read_as_it_is_seen(tmp_path: Path) -> None:
    assert cells(tmp_path, workbook()) == [
        (1, ("naam", "postcode", "telefoon", "open")),
        (2, ("Praktijk Zoë", "1234", "0123 - 45 67 89", "yes")),
        (4, ("Brug", "12.5", "31123456789", "")),
    ]
    assert cells(tmp_path, ods()) == [(1, ("Zoë", "7"))]


def bomb() -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_000)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04 no more", "the workbook cannot be read: it is damaged"),
        (workbook()[:2000], "the workbook cannot be read"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "the workbook cannot be read"),
        (None, "grows too large"),
        (b"a;b\n" * 1_500_000, "larger than 5 MB"),
        (b"\0\1\2", "this is not a text"),
        (b"M\xdb\xb2\xb1r\xb0\xcb", "not a text"),
    ],
)
@pytest.mark.slow
def test_what_is_no_list_is_refused_by_name(
    tmp_path: Path, content: bytes | None, says: str
) -> None:
    path = tmp_path / "list"
    path.write_bytes(bomb() if content is None else content)
    lines, (finding,) = read_table(path, "list", "S070")
    assert lines == [] and finding.severity == "error" and says in finding.message


def test_of_a_private_list_no_word_is_repeated(tmp_path: Path) -> None:
    path = tmp_path / "list"
    for content in ("email\nZoë".encode("mac_roman"), b"email\n=B2&\x92x", b"x\n\x92t"):
        path.write_bytes(content)
        _, findings = read_table(path, "list", "D002", private=True)
        assert not any(
            "Zo" in str(each) or "B2" in str(each) or "’t" in str(each) for each in findings
        )
