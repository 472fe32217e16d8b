"""A workbook (.xlsx, .ods, .xls) -> the rows of its first sheet, as text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from press.reading.tables.comma import Row

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files begin that are packed as workbooks are: ZIP; OLE, which Excel wrote before 2007."""
_MOST_UNPACKED = 100_000_000
_MOST_FILES = 2_000


class WorkbookError(ValueError):
    """It is none, or damaged, or too large."""


def rows_of_workbook(content: bytes) -> Iterator[Row]:
    """The rows of the first sheet with their numbers; what is empty is an empty text."""
    import python_calamine

    _must_be_small(content)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = workbook.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except Exception as error:  # the library's own kinds, and Rust's panics as BaseException
        raise WorkbookError("save it as .xlsx, .ods or CSV UTF-8 anew") from error
    for number, cells in enumerate(rows, 1):
        yield number, tuple(_as_text(cell) for cell in cells)


def _must_be_small(content: bytes) -> None:
    """Refuse what grows when it is unpacked."""
    if content.startswith(WORKBOOKS[1]):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            files = packed.infolist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise WorkbookError("it is damaged; save it anew") from error
    if len(files) > _MOST_FILES or sum(file.file_size for file in files) > _MOST_UNPACKED:
        raise WorkbookError("it grows too large when it is unpacked")


def _as_text(cell: object) -> str:
    """A cell as a person reads it: whole numbers without a point."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() | date() | time() | timedelta():
            return str(cell)
    return str(cell).strip()
