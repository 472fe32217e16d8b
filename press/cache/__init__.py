"""Files -> what is known of them: the memory by which nothing is made twice.

    prints     a file -> its digest, without reading it again when nothing moved
    tools      the press, its libraries and those of the system -> their versions
    records    what each written file was made from
    shelf      what took long to make and is used again
    standing   a house in which nothing is left to do, told without loading it

Nothing but the standard library, so that `leaflet build` answers at once when
there is nothing to do. All of it lies in `output/.press`; whoever removes that
folder loses time, nothing else.
"""

from press.cache.digests import Digests, digest_of, inventory
from press.cache.objects import ObjectCache
from press.cache.records import BuildCache, Record, Row, Stamp, clock, open_cache
from press.cache.up_to_date import UpToDate, look, remember
from press.cache.versions import versions

__all__ = [
    "BuildCache",
    "Digests",
    "ObjectCache",
    "Record",
    "Row",
    "Stamp",
    "UpToDate",
    "clock",
    "digest_of",
    "inventory",
    "look",
    "open_cache",
    "remember",
    "versions",
]
