"""The corpus: whatever is put into a house, it costs itself and nothing gets through.

Every entry of `corpus/` that was chosen is laid over one house, which is built once.
"""

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
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import makers
import pikepdf
import pypdfium2
import pytest
from conftest import HEAD, HOUSE, Once

pytestmark = pytest.mark.slow

CORPUS = Path(__file__).parent / "corpus"
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
OTHERS = {f"molen/nl/{slug}.a4.pdf" for slug in ("slapen", "wandelen")}
_FINDING = re.compile(r"(?P<place>[^ ]+): (?:error|warning|info): .* \[(?P<code>[STPD]\d{3})\]")


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
    root, around = Path(__file__).parents[1], {**os.environ, "TMPDIR": str(scratch)}
    done = subprocess.run(command, cwd=root, env=around, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return done.stderr.splitlines()


@pytest.mark.parametrize("key", ENTRIES)
def test_an_entry_comes_to_what_it_should(key: str, outcome: Outcome) -> None:
    entry = ENTRIES[key]
    own = [line for line in outcome.told if entry.owns(line)]
    found = {f"{m['place']} {m['code']}" for m in map(_FINDING.fullmatch, own) if m}
    found = {one for one in found if not one.endswith(_OF_WORDS)}
    written = {path for path in entry.unwritten if files_of(outcome.output / path)}
    if killed := entry.has("killed"):
        assert any(killed in line for line in own), own
        assert written == set()
    elif refused := entry.has("refused"):
        assert found == set(refused), own
        assert written == set()
        assert [text for text in entry.has("says") if text not in "\n".join(own)] == []
    else:
        assert found == set(entry.has("told")), own
        for path in entry.has("cleaned"):
            text = text_of(outcome.output / path)
            assert not [word for word in entry.has("gone") if word in text]
        assert entry.has("cleaned")


def files_of(path: Path) -> list[str]:
    """What the press wrote in this place, which may be a file or a folder, and no link."""
    folders = os.walk(path) if not path.is_symlink() else ()
    below = [name for _, _, names in folders for name in names if name.endswith(".pdf")]
    return [path.name] if path.is_file() else below


_OF_WORDS = tuple(f" T{number:03}" for number in range(90))
"""What proofreading has to say of an entry is not asked here."""


def test_no_mistake_of_the_press_and_nothing_is_left_lying(outcome: Outcome) -> None:
    assert [line for line in outcome.told if "Traceback" in line or "[D023]" in line] == []
    assert list(outcome.output.rglob("*.part")) == []
    assert outcome.left == []


def test_the_other_leaflets_are_built(outcome: Outcome) -> None:
    for path in OTHERS:
        assert "De Molen" in text_of(outcome.output / path)


def test_nobody_was_asked(outcome: Outcome) -> None:
    assert outcome.asked == []


def test_no_file_from_outside_the_house_is_seen(outcome: Outcome) -> None:
    seen = partial(str.__contains__, "\n".join(outcome.told))
    assert not seen(SECRET)
    for path in outcome.output.rglob("*"):
        if path.is_file() and not path.is_symlink():
            assert SECRET.encode() not in path.read_bytes(), path
        if path.suffix == ".pdf":
            assert SECRET not in text_of(path), path
            assert SECRET.encode() not in streams_of(path), path


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


def streams_of(path: Path) -> bytes:
    """Every stream of a file, decoded, and every word of its structure."""
    with pikepdf.open(path) as pdf:
        parts = [
            each.read_bytes() if isinstance(each, pikepdf.Stream) else str(each).encode()
            for each in pdf.objects
        ]
    return b"\n".join(parts)


def test_links_lead_to_web_mail_and_telephone_only(outcome: Outcome) -> None:
    for path in outcome.output.rglob("*.pdf"):
        strange = [to for to in links_of(path) if not to.startswith(("https:", "mailto:", "tel:"))]
        assert strange == [], path


def test_there_are_as_many_entries_as_were_asked_for() -> None:
    assert len(ENTRIES) >= 60
    assert len({entry.name for entry in ENTRIES.values()}) == len(ENTRIES)


@pytest.mark.parametrize(
    "command",
    [
        "check",
        *(pytest.param(more, marks=pytest.mark.whole) for more in ("proof", "list variants")),
    ],
)
def test_other_commands_come_to_their_end_as_well(
    command: str, canary: ThreadingHTTPServer, tmp_path: Path
) -> None:
    """They know no limits but their own, so what takes its time stays out."""
    house = lay_out(tmp_path, set(ENTRIES) - {"layout/memory", "layout/endless"}, canary)
    told = press(house, tmp_path / "scratch", *command.split())
    assert [line for line in told if "Traceback" in line or "[D02" in line] == []
    assert canary.asked == []  # type: ignore[attr-defined]
