"""What to make -> files: plans the variants, makes those that are not up to date, remembers them.

project        a house -> Project: everything that variants can be made of
plan           Project, Order -> Variants
asked          Project, Order -> the order in its language, or why it fits nothing
finding        Project, words -> leaflets that hold them
inputs         Variant -> a digest of everything that it is made from
jobs           Variants -> BuildPlan: those that are not up to date, and why
run            Jobs -> files, and a record of each
families       Practices -> those for whom a leaflet is laid out once
imprint_plan   Jobs -> what each is imprinted from, or why it is not
imprint_furniture, imprint_shells  a practice's furniture, a leaflet's shell laid out
imprint_parts  Jobs -> shells and furniture, laid out or taken from the cache
imprint_files  Jobs -> files that are imprinted, many at a time
looks          Variants -> what a look at each gives: imprinted where that takes less
house          all of it, and what it came to
manifest       records -> output/manifest.json and output/PRACTICE/index.json
"""

from press.build.asked import in_its_languages, must_come_to_something, translation
from press.build.house import Outcome, Watch, build_house
from press.build.inputs import Inputs
from press.build.jobs import BuildPlan, BuildResult, Job, build_plan
from press.build.looks import looked_over
from press.build.manifest import list_files, prune, unclaimed, withdrawn
from press.build.plan import plan, proofread_all
from press.build.project import Project, load, with_sheet
from press.build.run import build
from press.build.stages import Stage
from press.choices import Order

__all__ = [
    "BuildPlan",
    "BuildResult",
    "Inputs",
    "Job",
    "Order",
    "Outcome",
    "Project",
    "Stage",
    "Watch",
    "build",
    "build_house",
    "build_plan",
    "in_its_languages",
    "list_files",
    "load",
    "looked_over",
    "must_come_to_something",
    "plan",
    "proofread_all",
    "prune",
    "translation",
    "unclaimed",
    "with_sheet",
    "withdrawn",
]
