"""What a check of a network costs: imprinted, again with what was kept, and rendered.

    python bench/check_network.py [LEAFLETS] [PRACTICES] [FAMILIES] [RENDERED]    7 40 1 4

Makes a house of so many leaflets (the samples', over and over) for so many practices, in so many
families (1 to 4), in A4. Rendering every file takes long: it is done for the first RENDERED
practices and reckoned for all in proportion (words once); for them the findings are compared.
Seconds are those of the processor, children's included.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import imprint

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class _Checked:
    """A check: its seconds on the clock and of the processor, and what it said."""

    clock: float
    processor: float
    said: dict[str, Any]

    @property
    def files(self) -> int:
        return int(self.said["totals"]["checked"] + self.said["totals"]["not_checked"])

    @property
    def findings(self) -> list[Any]:
        return [self.said["findings"], self.said["silenced"], self.said["totals"]]


def main(leaflets: int, practices: int, families: int, rendered: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder) / "network"
        imprint.make(house, leaflets, practices, families)
        some = [word for n in range(rendered) for word in ("--practice", f"p{n:03}")]
        first = _checked(house)
        _show("imprinted, with nothing kept", first)
        again = _checked(house)
        _show("imprinted, shells and furniture kept", again)
        few = _checked(house, *some)
        alone = _checked(house, *some, "--no-imprint")
        _show(f"{rendered} practices, every file rendered", alone)
        same = few.findings == alone.findings and first.findings == again.findings
        print(f"the findings are {'the same' if same else 'NOT the same'}: {len(few.findings[0])}")
        words = _checked(house, "--words-only").processor
        whole = words + (alone.processor - words) * first.files / alone.files
        print(f"every file rendered, reckoned: {whole:.0f} s, of that the words {words:.1f} s")
        for name, one in (("first", first), ("again", again)):
            print(f"{name}: {whole / one.processor:.1f} times as fast")


def _checked(house: Path, *arguments: str) -> _Checked:
    program = [sys.executable, str(_ROOT / "leaflet.py"), "--root", str(house)]
    command = [*program, "check", "--layout", "a4", "--json", *arguments]
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.DEVNULL)
        _, _, used = os.wait4(process.pid, 0)
        clock = time.perf_counter() - start
        said.seek(0)
        return _Checked(clock, used.ru_utime + used.ru_stime, json.load(said))


def _show(name: str, one: _Checked) -> None:
    each = 1000 * one.processor / one.files
    print(
        f"{name:40} {one.files:5} files {one.processor:8.1f} s of the processor"
        f" {each:7.0f} ms each {one.clock:8.1f} s on the clock",
        flush=True,
    )


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*numbers, *(7, 40, 1, 4)[len(numbers) :])
