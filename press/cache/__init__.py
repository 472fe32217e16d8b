"""Files -> what is known of them: the memory by which nothing is made twice.

    digests    a file -> its digest, without reading it again when nothing moved
    versions   the press, its libraries and those of the system -> their versions
    records    what each written file was made from
    objects    what took long to make and is used again
    runs       how the last build of each order ended
    up_to_date a house in which nothing is left to do, told without loading it
    plain      how all of that is written, and read: nothing is believed

Nothing but the standard library, so that `leaflet build` answers at once when
there is nothing to do. All of it lies in `output/.press`; whoever removes that
folder loses time, nothing else.
"""

from press.cache.digests import (
    FOLDER,
    Digests,
    clock,
    digest_of,
    inventory,
    is_still,
    seen_of,
)
from press.cache.objects import ObjectCache
from press.cache.records import (
    About,
    BuildCache,
    Record,
    Row,
    Stamp,
    open_cache,
    read_cache,
)
from press.cache.runs import MOST_NAMED, LastRun, last_runs, note_run
from press.cache.up_to_date import UpToDate, everything, look, remember
from press.cache.versions import versions

__all__ = [
    "FOLDER",
    "MOST_NAMED",
    "About",
    "BuildCache",
    "Digests",
    "LastRun",
    "ObjectCache",
    "Record",
    "Row",
    "Stamp",
    "UpToDate",
    "clock",
    "digest_of",
    "everything",
    "inventory",
    "is_still",
    "last_runs",
    "look",
    "note_run",
    "open_cache",
    "read_cache",
    "remember",
    "seen_of",
    "versions",
]
