"""A leaflet's life: who stands for its words, what was published, what was taken back.

text         leaflets -> the words that their readers get, and a digest of these
changes      two texts -> the words that changed
signatures   who signs -> a line beside the leaflet
archive      a leaflet as published -> plain files that are never written again
publishing   leaflets -> archive and record at once
judging      a house -> which leaflets may not go out, and why
issued       what went out -> a line in a record that is only added to
owing        leaflets, a day -> who owes a review or a signature
calendars    reviews -> a calendar file
withdrawal   a leaflet taken back -> a file beside it, and what still names it

Whether a publication may go out is asked in one place: `Publication.held` says why not.
"""
