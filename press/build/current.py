"""Variants -> their files as they should be now: what is up to date is read, the rest is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from press.build.inputs import Inputs
from press.build.jobs import build_plan
from press.build.manifest import list_files
from press.build.project import Project
from press.build.run import build
from press.cache import open_cache
from press.choices import OutputOptions
from press.files import content_of
from press.model import Finding, Variant
from press.workers.isolated import cores
from press.workers.pool import LIMITS, Limits


@dataclass(frozen=True, slots=True)
class CurrentFile:
    """A file of the output folder that is up to date, and its bytes."""

    variant: Variant
    path: Path
    pdf: bytes


def current_files(
    project: Project, variants: Sequence[Variant], limits: Limits = LIMITS
) -> tuple[list[CurrentFile], list[Finding]]:
    """The files of these variants in their order, and what is said of them.

    What 'leaflet build' made and is up to date is given byte for byte; what is not is made
    as it makes it, and remembered. A file that cannot be made is missing, with an error.
    """
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
    there = [each for each in variants if each.path not in failed]
    paths = [project.house.output / each.path for each in there]
    files = [
        CurrentFile(variant, path, content_of(path))
        for variant, path in zip(there, paths, strict=True)
    ]
    return files, list(dict.fromkeys(findings))
