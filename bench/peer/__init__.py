"""What the benchmark of peers is made of.

material   a house of many brands; the same leaflet as a web page and as a Typst source
crews      a peer as two workers that take a page and give a file
worker     one such worker, in a process of its own
browser    Chromium with two tabs
"""
