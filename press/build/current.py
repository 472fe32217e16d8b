"""Variants -> their files as they should be now: what is up to date is read, the rest is made.

What `leaflet build` made and is up to date is given byte for byte; what is not is made as it
makes it, and stays. Beside another build that is writing it is made in memory, and not kept.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from press.build.inputs import Inputs
from press.build.jobs import build_plan
from press.build.manifest import list_files
from press.build.project import Project
from press.build.run import build
from press.cache import open_cache
from press.choices import OutputOptions
from press.errors import UsageError
from press.files import content_of
from press.model import Finding, Library, Variant
from press.workers.isolated import cores, run_isolated
from press.workers.pool import LIMITS, Limits

_PATIENCE = 5
"""Seconds to wait for another build that is writing."""


@dataclass(frozen=True, slots=True)
class CurrentFile:
    """A file as it should be now: of what, and its bytes."""

    variant: Variant
    pdf: bytes


def current_files(
    project: Project, variants: Sequence[Variant], limits: Limits = LIMITS
) -> tuple[list[CurrentFile], list[Finding]]:
    """The files of these variants in their order, and what is said of them.

    A file that cannot be made is missing, with an error.
    """
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return _built(project, variants, limits)
        except UsageError:
            if time.monotonic() > end:
                return made_in_memory(variants, project.library, limits)
            time.sleep(0.1)


def made_in_memory(
    variants: Sequence[Variant], library: Library, limits: Limits = LIMITS
) -> tuple[list[CurrentFile], list[Finding]]:
    """The same, each file made now and written nowhere."""
    files: list[CurrentFile] = []
    findings: list[Finding] = []
    for made in run_isolated(variants, library, lambda result: result, limits=limits):
        findings += [*made.findings, *(made.value.findings if made.value else ())]
        if made.value and made.value.document:
            files.append(CurrentFile(made.variant, made.value.document.pdf))
    return files, list(dict.fromkeys(findings))


def _built(
    project: Project, variants: Sequence[Variant], limits: Limits
) -> tuple[list[CurrentFile], list[Finding]]:
    options, failed = OutputOptions(), set()
    findings: list[Finding] = []
    with open_cache(project.house.output) as cache:
        inputs = Inputs(project, cache.digests, options)
        plan = build_plan(variants, inputs, cache, force=False)
        made = build(plan.todo, project, cache, options, processes=cores(), limits=limits)
        for result in (*plan.ready, *made):
            findings += result.findings
            if result.state == "failed":
                failed.add(result.path)
        if plan.todo:
            list_files(cache)
            cache.close()
    output = project.house.output
    there = [each for each in variants if each.path not in failed]
    files = [CurrentFile(each, content_of(output / each.path)) for each in there]
    return files, list(dict.fromkeys(findings))
