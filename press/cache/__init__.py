"""Files -> what is known of them: the memory by which nothing is made twice.

    digests    a file -> its digest, without reading it again when nothing moved
    versions   the press, its libraries and those of the system -> their versions
    records    what is known of a written file, and a text of such records
    build_cache  what each written file was made from, a practice at a time
    opening    how that is opened, by one run at a time
    objects    what took long to make and is used again
    runs       how the last build of each order ended
    up_to_date a house in which nothing is left to do, told without loading it
    plain      how all of that is written, and read: nothing is believed

Nothing but the standard library, so that `leaflet build` answers at once when
there is nothing to do. All of it lies in `output/.press`; whoever removes that
folder loses time, nothing else.
"""

from press.cache.build_cache import INDEX as INDEX
from press.cache.build_cache import BuildCache as BuildCache
from press.cache.digests import FOLDER as FOLDER
from press.cache.digests import Digests as Digests
from press.cache.digests import clock as clock
from press.cache.digests import digest_of as digest_of
from press.cache.digests import inventory as inventory
from press.cache.digests import is_still as is_still
from press.cache.digests import seen_of as seen_of
from press.cache.objects import ObjectCache as ObjectCache
from press.cache.opening import begin_memory as begin_memory
from press.cache.opening import open_cache as open_cache
from press.cache.opening import read_cache as read_cache
from press.cache.records import About as About
from press.cache.records import Record as Record
from press.cache.records import Row as Row
from press.cache.records import Stamp as Stamp
from press.cache.runs import MOST_NAMED as MOST_NAMED
from press.cache.runs import LastRun as LastRun
from press.cache.runs import last_runs as last_runs
from press.cache.runs import note_run as note_run
from press.cache.up_to_date import Standing as Standing
from press.cache.up_to_date import Told as Told
from press.cache.up_to_date import UpToDate as UpToDate
from press.cache.up_to_date import Whereabouts as Whereabouts
from press.cache.up_to_date import everything as everything
from press.cache.up_to_date import look as look
from press.cache.versions import versions as versions
