"""What to make -> files: plans the variants and runs the line over them.

works        a house -> Works: everything that variants can be made of
plan         Works, Order -> Variants
line         Variant -> Result: merge, render, impose; the one module that knows the order
apart        files read, variants run in processes of their own: nothing in them is trusted
ingredients  Variant -> a digest of everything that it is made from
imprinting   Variants -> what is laid out once for all practices, and imprinted
children     jobs -> results, each in a process that may die alone
steps        Variants -> Steps: those that are not up to date, and why
building     Steps -> files, and a record of each
pressing     Steps -> files that are imprinted, many at a time
bundle       a task -> bytes -> the task again, in another place
workshop     such a task, then numbers -> what came of them, in a process of its own
executors    numbers -> what came of them, through any executor
cluster      the same on a Dask cluster that can be trusted
manifest     records -> output/manifest.json and output/PRACTICE/index.json
files        Document -> file, the old one or the new one at any moment
"""

from press.batch.apart import Apart, run_apart
from press.batch.building import build
from press.batch.bundle import Task
from press.batch.children import Limits
from press.batch.cluster import must_be_safe, on_dask
from press.batch.files import put, sweep, write, write_at
from press.batch.findings import has_errors, sort
from press.batch.ingredients import Ingredients
from press.batch.line import Finish, Result, examine, produce, run
from press.batch.manifest import list_files, prune, unclaimed
from press.batch.plan import Order, plan, proofread_all
from press.batch.steps import Made, Step, Steps, steps
from press.batch.works import Works, load, with_sheet
from press.render import lacking

__all__ = [
    "Apart",
    "Finish",
    "Ingredients",
    "Limits",
    "Made",
    "Order",
    "Result",
    "Step",
    "Steps",
    "Task",
    "Works",
    "build",
    "examine",
    "has_errors",
    "lacking",
    "list_files",
    "load",
    "must_be_safe",
    "on_dask",
    "plan",
    "produce",
    "proofread_all",
    "prune",
    "put",
    "run",
    "run_apart",
    "sort",
    "steps",
    "sweep",
    "unclaimed",
    "with_sheet",
    "write",
    "write_at",
]
