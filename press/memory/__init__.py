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

from press.memory.prints import Prints, digest_of, inventory
from press.memory.records import Memory, Record, Row, Stamp, clock, open_memory
from press.memory.shelf import Shelf
from press.memory.standing import Standing, look, remember
from press.memory.tools import versions

__all__ = [
    "Memory",
    "Prints",
    "Record",
    "Row",
    "Shelf",
    "Stamp",
    "Standing",
    "clock",
    "digest_of",
    "inventory",
    "look",
    "open_memory",
    "remember",
    "versions",
]
