"""A peer -> a function that makes files: two at a time, warm, each job to whoever is free."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from peer.browser import Job, tabs
from peer.material import Material
from press import build, pipeline
from press.cache import open_cache

WORKERS = 2
Make = Callable[[Sequence[int]], None]
"""Makes the files of these brands, by their number."""

_FRESH = "import sys, weasyprint as w; w.HTML(sys.argv[1]).write_pdf(sys.argv[2])"


class MissingError(Exception):
    """A peer that this machine does not have."""


@contextmanager
def press(material: Material, output: Path, *, imprint: bool = False) -> Iterator[Make]:
    """The press's own batch: isolated children, every file written and remembered."""
    options = pipeline.OutputOptions(imprint=imprint)
    # Files are laid down in the output folder of a house: this crew has one of its own.
    house = replace(material.project.house, root=output)
    project = replace(material.project, library=replace(material.project.library, house=house))
    house.output.mkdir()
    with open_cache(house.output) as cache:
        inputs = build.Inputs(material.project, cache.digests, options)

        def make(numbers: Sequence[int]) -> None:
            variants = [material.variants[number] for number in numbers]
            steps = build.build_plan(variants, inputs, cache, force=True)
            for made in build.build(steps.todo, project, cache, options, processes=WORKERS):
                assert made.state == "written", made.findings

        yield make


@contextmanager
def fresh_process(material: Material, output: Path) -> Iterator[Make]:
    """WeasyPrint in a new process for each file."""

    def one(job: Job) -> None:
        page, file = job[0] / "page.html", job[1]
        subprocess.run([sys.executable, "-c", _FRESH, str(page), str(file)], check=True, env=_own())

    def make(numbers: Sequence[int]) -> None:
        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(one, _jobs(material, output, numbers)))

    yield make


@contextmanager
def plain_loop(material: Material, output: Path) -> Iterator[Make]:
    """WeasyPrint in a plain loop, in two processes."""
    with _workers("weasyprint") as work:
        yield lambda numbers: work(_jobs(material, output, numbers))


@contextmanager
def typst(material: Material, output: Path) -> Iterator[Make]:
    """Typst's compiler, warm, in two processes."""
    if importlib.util.find_spec("typst") is None:
        raise MissingError("pip install 'leaflet-press[bench]'")
    with _workers("typst") as work:
        yield lambda numbers: work(_jobs(material, output, numbers))


@contextmanager
def warm_chromium(material: Material, output: Path) -> Iterator[Make]:
    """One Chromium, warm, two tabs, tagged PDF."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise MissingError("Debian: apt-get install chromium")
    with tabs(program, WORKERS) as warm:
        yield lambda numbers: warm.make(_jobs(material, output, numbers))


CREWS: dict[str, Callable[[Material, Path], AbstractContextManager[Make]]] = {
    "the press": press,
    "the press, imprinting": partial(press, imprint=True),
    "WeasyPrint, fresh process": fresh_process,
    "WeasyPrint, plain loop": plain_loop,
    "Chromium, warm": warm_chromium,
    "Typst, warm": typst,
}


def _jobs(material: Material, output: Path, numbers: Sequence[int]) -> list[Job]:
    folders = [material.folders[number] for number in numbers]
    return [(folder, output / f"{folder.name}.pdf") for folder in folders]


@contextmanager
def _workers(kind: str) -> Iterator[Callable[[Sequence[Job]], None]]:
    """Processes that stay; each job goes to the first that is free."""
    program = [sys.executable, str(Path(__file__).with_name("worker.py")), kind]
    with ExitStack() as stack:
        free: SimpleQueue[subprocess.Popen[str]] = SimpleQueue()
        for _ in range(WORKERS):
            free.put(stack.enter_context(_running(program)))

        def one(job: Job) -> None:
            worker = free.get()
            assert worker.stdin and worker.stdout
            worker.stdin.write("\t".join(map(str, job)) + "\n")
            worker.stdin.flush()
            assert worker.stdout.readline() == "done\n"
            free.put(worker)

        def work(processes: Sequence[Job]) -> None:
            with ThreadPoolExecutor(WORKERS) as pool:
                list(pool.map(one, processes))

        yield work


@contextmanager
def _running(program: list[str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_own()
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _own() -> dict[str, str]:
    """The environment as it was: without the press's own configuration of typefaces."""
    return {name: said for name, said in os.environ.items() if name != "FONTCONFIG_FILE"}
