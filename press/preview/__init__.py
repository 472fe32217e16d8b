"""A house and a browser -> pages that change as a writer saves: the writer's window.

    renderer  a process of its own that keeps the house loaded and warm: Order -> news
    room      what it keeps: the house, its lists of words, what was read of each file
    pages     a view's pages: a first look, the whole
    apart     work in a child of the renderer, given up once it is stale
    changes   what changes on the disk, told once it is quiet
    window    what is shown: the last good pages of each view, and who is to be told
    server    HTTP on this machine only: the page, its pictures, the events
    words     what the window says, in Dutch and English

A leaflet that takes too long or too much costs its own process: the window says so, keeps the
last good page, and starts another. The pages are those of `leaflet build`, made the same way.
"""

from press.preview.server import open_window

__all__ = ["open_window"]
