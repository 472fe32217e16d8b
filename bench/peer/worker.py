"""A worker in a process of its own: a folder and a file's name a line in, a line back when done.

python worker.py weasyprint|typst
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

Print = Callable[[Path, Path], None]


def _weasyprint() -> Print:
    """WeasyPrint as its documentation shows it, with tags: everything anew each time."""
    from weasyprint import HTML

    def work(folder: Path, file: Path) -> None:
        HTML(filename=folder / "page.html").write_pdf(file, pdf_variant="pdf/ua-1")

    return work


def _typst() -> Print:
    """Typst with one compiler that stays warm; the brand comes in by name."""
    import typst

    compilers: dict[Path, typst.Compiler] = {}

    def work(folder: Path, file: Path) -> None:
        pages = folder.parent
        if pages not in compilers:
            fonts = typst.Fonts(font_paths=[pages / "fonts"], include_system_fonts=False)
            compilers[pages] = typst.Compiler(pages / "main.typ", root=pages, font_paths=fonts)
        compilers[pages].compile(output=file, sys_inputs={"folder": folder.name})

    return work


if __name__ == "__main__":
    work = {"weasyprint": _weasyprint, "typst": _typst}[sys.argv[1]]()
    for line in sys.stdin:
        work(*map(Path, line.rstrip("\n").split("\t")))
        print("done", flush=True)
