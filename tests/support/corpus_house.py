"""A house with entries of the corpus, and what the press made of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import makers
import pikepdf
import pypdfium2
import pytest
from conftest import HEAD, HOUSE, Once

CORPUS = Path(__file__).parents[1] / "corpus"


FILES = sorted(CORPUS.glob("*/*.toml"))


SECRET = "kanarie-7f3a91"
"""Stands in files outside the house, and nowhere else."""


PRACTICE = """\
name: Praktijk Proef
address: {street: Proefweg 1, postcode: 1234 AB, city: Voorbeeldstad}
phone: 0123 - 45 67 89
email: info@proef.example
languages: [nl]
layouts: [a4]
urgent: practice
publications: [wandelen]
"""


@dataclass(frozen=True)
class Entry:
    """One file of the corpus, its names filled in."""

    name: str
    said: dict[str, Any]

    def has(self, key: str) -> Any:
        return self._filled(self.said.get(key, []))

    def _filled(self, value: Any) -> Any:
        match value:
            case str():
                return value.replace("{name}", self.name)
            case list():
                return [self._filled(item) for item in value]
            case dict():
                return {self._filled(key): self._filled(item) for key, item in value.items()}
        return value

    @property
    def places(self) -> list[str]:
        """Where it puts something."""
        return [place for kind in ("lay", "make", "link") for place in self.has(kind)]

    @property
    def unwritten(self) -> set[str]:
        """What is not written when it is refused: its leaflets, its practices' files."""
        paths = [Path(place).parts for place in self.places]
        leaflets = {f"molen/nl/{p[-1][:-3]}.a4.pdf" for p in paths if p[1] == "leaflets"}
        return leaflets | {p[2] for p in paths if p[1] == "practices" and len(p) > 3}

    def owns(self, line: str) -> bool:
        """Whether a line that the press said is about this entry, by its place or its file."""
        places = [*self.places, *([self.has("about")] if self.has("about") else [])]
        if any(line.startswith(f"{place}:") for place in places):
            return True
        about = line if "[D02" in line else re.split(": (?:error|warning|info): ", line)[0]
        return bool(re.search(rf"(?<![\w-]){re.escape(self.name)}(?![\w-])", about))


ENTRIES = {
    path.relative_to(CORPUS).with_suffix("").as_posix(): Entry(
        path.stem, tomllib.loads(path.read_text("utf-8"))
    )
    for path in FILES
}


@dataclass
class Outcome:
    """What the press made of the house: its files, what it said, who was asked."""

    house: Path
    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def output(self) -> Path:
        return self.house / "output"


@pytest.fixture(scope="module")
def canary() -> Iterator[ThreadingHTTPServer]:
    """A server on this machine that writes down who asks."""

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.server.asked.append(self.path)  # type: ignore[attr-defined]
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Listening) as server:
        server.asked = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def outcome(request: pytest.FixtureRequest, once: Once, canary: ThreadingHTTPServer) -> Outcome:
    """A house with all entries that were chosen, built."""

    def make(folder: Path) -> None:
        house = lay_out(folder, _chosen(request), canary)
        scratch = folder / "scratch"
        limits = ("--time-limit", "5", "--memory-limit", "400", "--jobs", "2")
        told = press(house, scratch, "build", *limits)
        told += press(house, scratch, "check", "--words-only")
        home = scratch / f"leaflet-press-{os.getuid()}"  # of all runs; it stays, and is empty
        lying = [*scratch.iterdir(), *home.iterdir()]
        left = [each.name for each in lying if each != home and "fontconfig" not in each.name]
        said = json.dumps([told, canary.asked, left])  # type: ignore[attr-defined]
        (folder / "said.json").write_text(said)

    folder = once("corpus", make)
    return Outcome(folder / "house", *json.loads((folder / "said.json").read_text()))


def _chosen(request: pytest.FixtureRequest) -> set[str]:
    """The entries whose tests run."""
    specs = [getattr(item, "callspec", None) for item in request.session.items]
    return {spec.params["key"] for spec in specs if spec and "key" in spec.params} & set(ENTRIES)


def lay_out(folder: Path, keys: Iterable[str], canary: ThreadingHTTPServer) -> Path:
    """A house with these entries, and beside it what nobody may see."""
    house = shutil.copytree(HOUSE, folder / "house", symlinks=True)
    shutil.rmtree(house / "sources/practices/brug")
    shutil.rmtree(house / "sources/leaflets/en")
    (folder / "scratch").mkdir()
    secret = _hide(folder / "elsewhere")
    for key in sorted(keys):
        lay(ENTRIES[key], house, secret, f"http://127.0.0.1:{canary.server_address[1]}/{key}")
    return house


def _hide(folder: Path) -> Path:
    """A file that nobody may see, and others beside it that the press could read."""
    folder.mkdir()
    secret = folder / "secret"
    secret.write_text(SECRET)
    secret.with_suffix(".md").write_text(f"---\n{HEAD}---\n{SECRET}\n")
    secret.with_suffix(".svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>{SECRET}</title>'
        '<rect width="9" height="9"/></svg>'
    )
    secret.with_suffix(".yaml").write_text(PRACTICE.replace("Proef", SECRET))
    return secret


def lay(entry: Entry, house: Path, secret: Path, canary: str) -> None:
    """Put an entry into a house."""

    def filled(text: str) -> str:
        text = text.replace("<head>", f"---\n{HEAD}---").replace("<practice>\n", PRACTICE)
        own = PRACTICE.replace("[a4]", f"[{entry.name}]")
        text = text.replace(f"<practice:{entry.name}>\n", own)
        return text.replace("<canary>", canary).replace("<secret>", str(secret))

    for place in entry.places:
        (house / place).parent.mkdir(parents=True, exist_ok=True)
    for place, text in dict(entry.has("lay")).items():
        (house / place).write_text(filled(text), encoding="utf-8")
    for place, (maker, *given) in dict(entry.has("make")).items():
        given = [filled(one) if isinstance(one, str) else one for one in given]
        getattr(makers, maker)(house / place, *given)
    for place, target in dict(entry.has("link")).items():
        (house / place).symlink_to(filled(target))


def press(house: Path, scratch: Path, *arguments: str) -> list[str]:
    """Run the press in a process of its own; what it said, also of its children."""
    command = [sys.executable, "-m", "leaflet", "--root", str(house), *arguments]
    root, around = Path(__file__).parents[2], {**os.environ, "TMPDIR": str(scratch)}
    done = subprocess.run(command, cwd=root, env=around, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return done.stderr.splitlines()


def text_of(path: Path) -> str:
    """All that can be read on the pages of a file, and where its links lead."""
    file = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_range() for page in file]
    file.close()
    return "\n".join([*pages, *links_of(path)])


def links_of(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        return [str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A]
