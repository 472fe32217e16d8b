"""What to make -> files: plans the variants, makes those that are not up to date, remembers them.

project        a house -> Project: everything that variants can be made of
plan           Project, Order -> Variants
proofs         Project, Order -> what proofreading says of each leaflet that is asked for
asked          Project, Order -> the order in its language, or why it fits nothing
finding        Project, words -> leaflets that hold them
inputs         Variant -> a digest of everything that it is made from
jobs           Variants -> BuildPlan: those that are not up to date, and why
run            Jobs -> files, and a record of each
families       Practices -> those for whom a leaflet is laid out once
imprint_plan   Jobs -> what each is imprinted from, or why it is not
imprint_furniture, imprint_shells  a practice's furniture, a leaflet's shell laid out
imprint_parts  Jobs -> shells and furniture, laid out or known from before
imprint_texts  Publication -> what its text refers to
imprint_shelf  shells and furniture -> their keys on the shelf, and back
imprint_files  Jobs -> files that are imprinted, many at a time
looks          Variants -> what a look at each gives: imprinted where that takes less
house          all of it, some practices after others
house_run      what a build holds meanwhile
outcome        what it came to
manifest       records -> output/manifest.json and output/PRACTICE/index.json
"""

from press.build.asked import must_come_to_something as must_come_to_something
from press.build.asked import translation as translation
from press.build.house import build_house as build_house
from press.build.inputs import Inputs as Inputs
from press.build.jobs import BuildPlan as BuildPlan
from press.build.jobs import BuildResult as BuildResult
from press.build.jobs import Job as Job
from press.build.jobs import build_plan as build_plan
from press.build.looks import looked_over as looked_over
from press.build.manifest import list_files as list_files
from press.build.manifest import prune as prune
from press.build.manifest import withdrawn as withdrawn
from press.build.outcome import Outcome as Outcome
from press.build.outcome import Watch as Watch
from press.build.plan import plan as plan
from press.build.project import Project as Project
from press.build.project import load as load
from press.build.project import with_sheet as with_sheet
from press.build.run import build as build
from press.build.stages import Stage as Stage
from press.choices import Order as Order
