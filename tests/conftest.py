"""What the tests share: a small house to work on, and the command to run in it.

`house/` is the smallest complete house: two leaflets in Dutch that refer to each
other and one in English, a passage, a picture, and two practices. A test that
changes a house works on its own copy; `built` and `sample` were built once, for all
that only look.
"""

from __future__ import annotations

import fcntl
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings

from leaflet import main
from press import build, pipeline
from press.model import Finding
from press.reading import Yaml, read_file

pytest_plugins = [
    "browser",
    "checked",
    "corpus_house",
    "designed",
    "fitted",
    "imposed",
    "made_house",
    "pages_of_the_house",
    "taken_over",
]
"""Of `tests/support`, those from which tests import as well: pytest must read them first."""

settings.register_profile("quick", max_examples=40, deadline=None, derandomize=True)
settings.register_profile("long", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

# The validators in Java run for seconds: what is compiled a little is done with them sooner.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")

ROOT = Path(__file__).parents[1]
HOUSE = Path(__file__).parent / "house"
SEED, SHORT = "chronische-lage-rugklachten", "pijn-onder-in-de-rug"
"""The leaflet that the press began with, and the shortest."""
HEAD = """\
title: Proef
summary: Voor wie dit leest.
version: "1.0"
published: 2026-01-05
reviewed: 2026-01-05
review_due: 2028-01-05
authors: [tekstschrijver]
"""
HEAD_LINES = HEAD.count("\n") + 2
"""The line of the closing '---'; the text of a leaflet begins on the next."""


@cache
def project_of(root: Path) -> build.Project:
    """A house of the tests that nobody changes, loaded once for all modules."""
    return build.load(root)


@dataclass(frozen=True)
class Ran:
    """What came of a command: its exit code, what it printed, and what it had to say."""

    code: int
    output: str
    errors: list[str]

    @property
    def summary(self) -> str:
        """The last line without its time: `5 written, 0 with findings`."""
        return self.output.splitlines()[-1].rpartition(",")[0]


Run = Callable[..., Ran]
Write = Callable[..., Path]
Once = Callable[[str, Callable[[Path], object]], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write expected texts anew")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What is slow as a whole is not even read for `-m "not slow"`: it loads much, for nothing."""
    if config.option.markexpr != "not slow" or collection_path.suffix != ".py":
        return None
    return "\npytestmark = pytest.mark.slow\n" in collection_path.read_text("utf-8") or None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What only the whole run makes is slow as well: `-m "not slow"` leaves it out."""
    for item in items:
        if item.get_closest_marker("whole"):
            item.add_marker("slow")


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """The press's own layouts and words are the same in every test: a process reads them once."""
    known: dict[tuple[Path, str], tuple[Yaml | None, list[Finding]]] = {}

    def read(path: Path, name: str) -> tuple[Yaml | None, list[Finding]]:
        if not path.is_relative_to(ROOT / "layouts"):
            return read_file(path, name)
        if (path, name) not in known:
            known[path, name] = read_file(path, name)
        yaml, findings = known[path, name]
        return yaml, [*findings]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("press.reading.layouts.read_file", read)
        yield


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the small house."""
    return shutil.copytree(HOUSE, tmp_path / "house")


@pytest.fixture(scope="session")
def warm() -> None:
    """Parse the style sheets once; the processes in which files are made begin with them."""
    project = build.load(HOUSE)
    variant = build.plan(project, build.Order(("wandelen",), ("molen",), ("a4",)))[0]
    assert pipeline.produce(variant, project.library, pipeline.OutputOptions()).document


@pytest.fixture
def run(house: Path, warm: None) -> Run:
    """Run `leaflet` in the house, in this process: `run("build", "slapen")`."""

    def run(*arguments: str, root: Path = house) -> Ran:
        return invoke("--root", str(root), *arguments)

    return run


@pytest.fixture
def write(house: Path) -> Write:
    """Write a leaflet into the house: its text, and what its head says besides what it must."""

    def write(body: str, *, slug: str = "proef", language: str = "nl", head: str = "") -> Path:
        path = house / "sources/leaflets" / language / f"{slug}.md"
        path.write_text(f"---\n{HEAD}{head}---\n{body}", encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Make a folder once in a run, however many processes test: `once("name", make)`."""
    shared = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        shared = shared.parent

    def once(name: str, make: Callable[[Path], object]) -> Path:
        folder, done = shared / f"once-{name}", shared / f"once-{name}.done"
        with (shared / f"once-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)  # what was not made whole
                folder.mkdir()
                make(folder)
                done.touch()
        return folder

    return once


@pytest.fixture(scope="session")
def built(once: Once, warm: None) -> Path:
    """A copy of the small house with all its files built; only to be looked at."""

    def build(folder: Path) -> None:
        ran = invoke("--root", str(shutil.copytree(HOUSE, folder / "house")), "build")
        assert (ran.code, ran.errors) == (0, [])

    return once("built", build) / "house"


@pytest.fixture(scope="session")
def sample(once: Once) -> Path:
    """A few files of the sample house, built as `make` does; only to be looked at.

    The seed leaflet for every practice, and of each layout and kind one that has most in it.
    """
    return once("sample", lambda folder: build_sample(folder, FEW))


@pytest.fixture(scope="session")
def whole_sample(once: Once) -> Path:
    """The same with every publication in every language and layout, each for one practice."""
    return once("whole-sample", lambda folder: build_sample(folder, shared_out()))


@pytest.fixture(
    scope="session", params=["sample", pytest.param("whole_sample", marks=pytest.mark.whole)]
)
def samples(request: pytest.FixtureRequest) -> Path:
    """For what is asked of every file: the few; in the whole run all of them."""
    folder: Path = request.getfixturevalue(request.param)
    return folder


FEW = {
    "lindehof": {SEED},
    "mueller": {SEED, "alam-asfal-al-zahr"},
    "notenboom": {SEED, "lage-rugklachten", "pain-in-the-lower-back"},
    "vanbentum": {SEED, SHORT},
}
"""What each practice of the sample house hands out, where a few files are enough."""


def shared_out() -> dict[str, set[str]]:
    """Each leaflet of the house for one practice, but for the first of all.

    What is in neither Dutch nor English comes from the one that hands out every language.
    """
    leaflets = sorted(ROOT.glob("sources/leaflets/*/*.md"))
    slugs = sorted({path.stem for path in leaflets if path.parent.name in ("nl", "en")})
    others = {path.stem for path in leaflets} - {*slugs}
    return {
        name: {SEED, *slugs[number :: len(FEW)], *(others if name == "mueller" else ())}
        for number, name in enumerate(FEW)
    }


def build_sample(folder: Path, handed_out: dict[str, set[str]]) -> None:
    """Nothing is to be found in the sample house but pages that end short (P016)."""
    shutil.copytree(ROOT / "sources", folder / "sources")
    for path in sorted(folder.glob("sources/practices/*/practice.yaml")):
        with path.open("a", encoding="utf-8") as file:
            file.write(f"publications: [{', '.join(sorted(handed_out[path.parent.name]))}]\n")
    build = [sys.executable, str(ROOT / "leaflet.py"), "--root", str(folder), "build"]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    said = [line for line in done.stderr.splitlines() if re.search(r"\[[A-Z]\d{3}\]$", line)]
    assert [line for line in said if not line.endswith("[P016]")] == []


@pytest.fixture(autouse=True)
def no_log_lines(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """What a library logs is caught and told as a finding; nothing slips past."""
    yield
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING] == []


def invoke(*arguments: str) -> Ran:
    """Run `leaflet` in this process; an exception that it does not expect comes through."""
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr.splitlines())
