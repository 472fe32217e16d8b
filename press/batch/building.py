"""Steps -> files: makes them in parallel, and remembers each; gives them in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from press.batch.apart import lost, warm_for
from press.batch.children import LIMITS, Came, Limits, in_children, in_order
from press.batch.files import LinkError, write_at
from press.batch.imprinting import Setting
from press.batch.line import Answer, Finish, answer
from press.batch.pressing import imprinted, shelf_of
from press.batch.steps import Made, Step, remember
from press.batch.works import Works
from press.memory import Memory, digest_of
from press.model import Finding, Variant

Elsewhere: TypeAlias = "Callable[[Sequence[Variant]], Iterator[Came[Answer]]]"
"""Makes variants somewhere else, and gives what came of each as it arrives."""


def build(
    todo: Sequence[Step],
    works: Works,
    memory: Memory,
    finish: Finish,
    *,
    jobs: int,
    limits: Limits = LIMITS,
    arrived: Callable[[Made], None] = lambda _: None,
    keep: bool = True,
    elsewhere: Elsewhere | None = None,
) -> Iterator[Made]:
    """Make, write and remember each; give them in their order, however they arrive.

    A file stands and is remembered when it `arrived`, so that what is done stays done.
    Without `keep` files are written and not remembered: a patient's own sheets. With
    `elsewhere` all are made there, and written and remembered here.
    """
    if not elsewhere:
        warm_for((step.variant for step in todo), works.stock)

    def taken() -> Iterator[tuple[int, Made]]:
        left = {index: step.rendered for index, step in enumerate(todo)}
        if keep and not elsewhere:
            setting = Setting(works.stock, finish, shelf_of(memory), jobs, limits)
            for index, made in imprinted(todo, memory, setting, left):
                arrived(made)
                yield index, made
        rest = list(left)

        def work(at: int) -> Answer:
            return answer(todo[rest[at]].variant, works.stock, finish)

        if elsewhere:
            arriving = elsewhere([todo[index].variant for index in rest])
        else:
            arriving = in_children(len(rest), work, jobs=jobs, limits=limits)
        for came in arriving:
            index = rest[came.index]
            why = "on a cluster" if elsewhere else left[index]
            made = replace(_take(came, todo[index], memory, keep), how=f"rendered: {why}")
            arrived(made)
            yield index, made

    return in_order(taken())


def _take(came: Came[Answer], step: Step, memory: Memory, keep: bool) -> Made:
    """Write what a child made, and remember it; or say why there is nothing."""
    variant, answer = step.variant, came.value
    if answer is None:
        trouble = came.words if came.cause == "mistake" else ""
        return Made(
            variant.path,
            "failed",
            (lost(came, variant.path, variant.publication.origin),),
            (),
            trouble,
        )
    if answer.pdf is None:
        return Made(variant.path, "failed", answer.findings, answer.silenced)
    try:
        path = write_at(memory.output, variant.path, answer.pdf)
    except (OSError, LinkError) as error:
        return Made(variant.path, "failed", (_not_written(error, variant),), answer.silenced)
    said = answer.findings, answer.silenced
    if keep:
        remember(step, memory, path, digest_of(answer.pdf), answer.pages, *said)
        memory.flush()
    return Made(variant.path, "written", *said)


def _not_written(error: Exception, variant: Variant) -> Finding:
    """Why a file that was made does not stand in its place."""
    why = str(error) if isinstance(error, LinkError) else (error.strerror or str(error))  # type: ignore[attr-defined]
    message = f"{variant.path} cannot be written: {why}"
    hint = "see to the folder 'output', then build again"
    return Finding("D024", "error", message, variant.publication.origin, hint)
