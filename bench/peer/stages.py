"""Where a document's time goes: the stages of the press, each timed while it runs."""

from __future__ import annotations

import gc
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pydyf

from peer.material import Material
from press import files, render
from press.merge import merge

_DOCUMENTS = 24


def stages_of(material: Material, output: Path) -> dict[str, float]:
    """Milliseconds of each stage, the median over some documents of different brands."""
    from weasyprint import HTML
    from weasyprint.document import Document

    taken: dict[str, float] = defaultdict(float)
    rows: list[dict[str, float]] = []
    with ExitStack() as stack:
        for stage, owner, name in (
            ("layout", render, "html_of"),
            ("layout", HTML, "render"),
            ("checks", render, "audit"),
            ("checks", render, "check_fit"),
            ("checks", render, "check_links"),
            ("checks", render, "fonts_of"),
            ("paint", Document, "write_pdf"),
            ("mended tags", render, "mend"),
            ("written as PDF", pydyf.PDF, "write"),
        ):
            stack.enter_context(_timed(taken, stage, owner, name))
        for variant in (material.variants * _DOCUMENTS)[: _DOCUMENTS + 1]:
            taken.clear()
            manuscript = _took(taken, "merge", partial(merge, variant, material.project.library))
            whole = time.perf_counter()
            document = render.render(manuscript)
            whole = (time.perf_counter() - whole) * 1000
            write = partial(files.write_at, output, variant.path, document.pdf)
            _took(taken, "to disk", write)
            inner = taken["mended tags"] + taken["written as PDF"]
            taken["paint"] -= inner
            known = sum(taken[n] for n in ("layout", "checks", "paint")) + inner
            taken["the rest of render"] = whole - known
            rows.append(dict(taken))
            gc.collect()
    order = ("merge", "layout", "checks", "paint", "mended tags", "written as PDF")
    names = (*order, "the rest of render", "to disk")
    return {name: statistics.median(row[name] for row in rows[1:]) for name in names}


def _took(taken: dict[str, float], stage: str, work: Callable[[], Any]) -> Any:
    start = time.perf_counter()
    try:
        return work()
    finally:
        taken[stage] += (time.perf_counter() - start) * 1000


@contextmanager
def _timed(taken: dict[str, float], stage: str, owner: Any, name: str) -> Iterator[None]:
    plain = getattr(owner, name)

    def timed(*arguments: Any, **more: Any) -> Any:
        return _took(taken, stage, lambda: plain(*arguments, **more))

    setattr(owner, name, timed)
    try:
        yield
    finally:
        setattr(owner, name, plain)
