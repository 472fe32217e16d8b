"""A disk that is really full (tmpfs): what docs/operations.md says of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import HOUSE, ROOT

pytestmark = pytest.mark.slow
WRITE = (
    "publish",
    "sign slapen --role editor --name X",
    "withdraw slapen --why x",
    "new leaflet nieuw",
    "outbox run",
    "report --mail",
    "build wandelen --practice molen",
)
READ = ("find slapen", "list leaflets", "issued", "check --words-only wandelen", "report")
SETTINGS = """
name: Zorggroep
operator: beheer@zorg.example
owners: {editor: a@zorg.example}
mail: {host: 127.0.0.1, from: f@zorg.example}
"""
TRY = """
import json, os, sys
from pathlib import Path
from conftest import invoke
house, fill = Path(sys.argv[1]), Path(sys.argv[1], "fill")
lines = json.loads(sys.argv[2])
def run(line):
    ran = invoke("--root", str(house), *line.split())
    return ran.code, ran.output + "\\n".join(ran.errors)
def kept():
    return {str(path): path.read_bytes().decode("latin-1") for path in house.rglob("*")
            if path.is_file() and path.parts[-2] not in (".press",) and path != fill}
first = run("outbox")
before = kept()
try:
    fill.write_bytes(bytes(100_000_000))
except OSError:
    pass
full = [run(line) for line in lines]
same = kept() == before
fill.unlink()
print(json.dumps([first, full, same, run("build wandelen --practice molen"), run("publish")]))
"""


def test_a_full_disk_is_told_and_read_and_nothing_is_half_written(tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rm", "true"]).returncode:
        pytest.skip("no name space can be made here in which to mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=3m tmpfs {disk} && cp -r {HOUSE}/. {disk}"
    mount += f" && printf %s '{SETTINGS}' >> {disk}/sources/house.yaml"
    program = (sys.executable, "-c", TRY, str(disk), json.dumps([*WRITE, *READ]))
    done = subprocess.run(
        [unshare, "-rm", "sh", "-c", f'{mount} && exec "$@"', "sh", *program],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
    )
    assert done.returncode == 0, done.stderr
    first, full, same, built, published = json.loads(done.stdout)
    assert (first[0], built[0], published[0]) == (0, 0, 0), (built, published)
    assert same, "a full disk changed a file, or left half of one"
    for line, (code, said) in zip([*WRITE, *READ], full, strict=True):
        assert "Traceback" not in said
        if line in WRITE:
            assert code == 1 and ("No space left" in said or "is full" in said), (line, said)
        else:
            assert "No space left" not in said, (line, said)
