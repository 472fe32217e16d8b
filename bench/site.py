"""What the websites of a network cost: pages a second, nothing to do, one number changed.

    python bench/site.py [PRACTICES] [LEAFLETS] [LANGUAGES]      300, 60 and 2: 36,000 pages
    python bench/site.py --search …                               and with the index of Pagefind
    python bench/site.py --peer [PRACTICES] [LEAFLETS] [LANGUAGES]  the same texts with MkDocs

The house has as many leaflets in each language, each with red flags, sources, references and
pictures. The peer is given the same text as plain Markdown (`pip install mkdocs`, https://www.mkdocs.org).
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scale import LEAFLET, make_house

from press import site
from press.site import full_text, run
from press.site.run import SiteChoices

_PRESS = Path(__file__).resolve().parents[1]
_CORES = 2
_WHOSE = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def main(practices: int, leaflets: int, languages: int, *, search: bool) -> None:
    for module in () if search else (full_text, run):
        setattr(module, "pagefind", lambda: None)  # noqa: B010  # a function, to a type checker
    with tempfile.TemporaryDirectory() as folder:
        house = _house(Path(folder) / "house", practices, leaflets, languages)
        print(f"{practices} practices, {leaflets} leaflets, {languages} languages")
        _timed("all sites", house)
        _timed("nothing to do", house)
        one = house / "sources/practices/praktijk-0/practice.yaml"
        one.write_text(one.read_text("utf-8").replace("0123 45 67 89", "0123 45 67 80"), "utf-8")
        _timed("one number changed", house)
        largest = [resource.getrusage(whose).ru_maxrss / 1e3 for whose in _WHOSE]
        print(f"memory: {largest[0]:.0f} MB, the largest child {largest[1]:.0f} MB")
        pages = [*(house / "output/site").rglob("*.html")]
        sizes = sorted(page.stat().st_size for page in pages)
        total = sum(path.stat().st_size for path in (house / "output/site").rglob("*.*"))
        print(
            f"{len(pages)} pages, the largest {sizes[-1] / 1e3:.0f} kB, in all {total / 1e6:.0f} MB"
        )


def _house(house: Path, practices: int, leaflets: int, languages: int) -> Path:
    """A network whose leaflets refer to each other, in Dutch and, as copies, in English."""
    make_house(house, practices, leaflets)
    for name in ("passages", "images"):  # a house reads nothing outside itself
        (house / "sources" / name).unlink()
        shutil.copytree(_PRESS / "sources" / name, house / "sources" / name)
    dutch = house / "sources/leaflets/nl"
    for number, path in enumerate(sorted(dutch.glob("*.md"))):
        other = f"leaflet-{(number + 1) % leaflets}"
        text = path.read_text("utf-8").replace("(https://www.example.org)", f"({other})", 1)
        path.write_text(text, "utf-8")
        if languages > 1:
            english = house / "sources/leaflets/en" / path.name
            english.parent.mkdir(exist_ok=True)
            text = text.replace('"rode-vlaggen.md"', '"red-flags.md"')
            text = text.replace("short: rug", "short: back").replace("id: R-", "id: E-")
            english.write_text(text, "utf-8")
    if languages > 1:
        for practice in (house / "sources/practices").glob("*/practice.yaml"):
            text = practice.read_text("utf-8").replace('["nl"]', '["nl", "en"]')
            practice.write_text(text, "utf-8")
    return house


def _timed(what: str, house: Path) -> None:
    start, before = time.perf_counter(), _processor()
    outcome = site.build_site(house, SiteChoices(processes=_CORES))
    took = time.perf_counter() - start
    assert outcome.sites and not outcome.failed, [*outcome.findings]
    print(
        f"{what:20} {took:6.1f} s  {outcome.pages} pages, {outcome.written} files written,"
        f" {outcome.pages / took:.0f} a second, processor {_processor() - before:.1f} s"
    )


def _processor() -> float:
    """Seconds of processor that this process and its children took."""
    said = [resource.getrusage(whose) for whose in _WHOSE]
    return sum(each.ru_utime + each.ru_stime for each in said)


def peer(practices: int, leaflets: int, languages: int) -> None:
    """The same texts with MkDocs: a site for each practice and language, one after another."""
    text = LEAFLET.partition("---\n")[2].partition("---\n")[2]
    with tempfile.TemporaryDirectory() as folder:
        sites = []
        for number in range(practices * languages):
            source = Path(folder) / f"{number}/docs"
            source.mkdir(parents=True)
            settings = (
                f"site_name: Praktijk {number}\nplugins: []\nmarkdown_extensions: [footnotes]\n"
            )
            (source.parent / "mkdocs.yml").write_text(settings, "utf-8")
            for each in range(leaflets):
                (source / f"leaflet-{each}.md").write_text(f"# {each}\n\n{text}", "utf-8")
            sites.append(source.parent)
        start = time.perf_counter()
        for made in sites:
            command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
            subprocess.run(command, cwd=made, check=True, capture_output=True)
        took = time.perf_counter() - start
        print(f"MkDocs {took:.1f} s, {len(sites) * leaflets / took:.0f} pages a second")


if __name__ == "__main__":
    given = [each for each in sys.argv[1:] if not each.startswith("--")]
    sizes_given = [int(each) for each in given] + [300, 60, 2][len(given) :]
    if "--peer" in sys.argv:
        peer(*sizes_given)
    else:
        main(*sizes_given, search="--search" in sys.argv)
