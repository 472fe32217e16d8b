"""The sample house -> the pictures of the desk that docs/desk.md shows.

    PYTHONPATH=bench:tests/support python docs/pictures/desk.py

It needs Chromium. The fonts of the machine show, so no test compares them.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from browser import Browser
from chromium import chromium
from desks import opened_desk

HERE = Path(__file__).resolve().parent
PICTURES = {
    "desk-find": ("/lindehof/?q=rugpjin", 900),
    "desk-look": ("/lindehof/look?item=nl/chronische-lage-rugklachten.a4", 900),
}
"""By name: the address, and the width of the screen."""
_HIGHEST = 900


def main() -> None:
    """Open the desk of a copy of the sample house, with a mail account and a printer."""
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder)
        shutil.copytree(HERE.parents[1] / "sources", house / "sources")
        account = "mail: {host: mail.lindehof.example, from: folders@lindehof.example}\n"
        with (house / "sources/practices/lindehof/practice.yaml").open("a") as practice:
            practice.write(account)
        path = house / "sources/practices/lindehof/practice.yaml"
        path.write_text(
            path.read_text().replace("printer:\n", "printer:\n  uri: ipp://balie.local/ipp/print\n")
        )
        program = shutil.which("chromium") or "chromium"
        with opened_desk(house) as desk, chromium(program, "--hide-scrollbars") as pipes:
            shown = Browser(pipes)
            for name, (address, width) in PICTURES.items():
                shown.open(f"{desk.rstrip('/')}{address}&face=en", width)
                (HERE / f"{name}.png").write_bytes(shown.picture(_HIGHEST))


if __name__ == "__main__":
    main()
