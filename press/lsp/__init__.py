"""A house and an editor -> what the editor shows of a text while it is written (LSP 3.17).

    records  what the server asks of the house and what it is told: plain values
    room     the house, kept loaded in a process of its own: texts as edited -> findings, names
    marks    a finding -> from where to where it stands, and the changes that mend it
    places   what stands at the cursor: a reference, a picture, a key of a head
    names    a house -> all names that texts may use, each with where it is defined
    server   the protocol: opened, changed, asked -> told

A text is checked as it stands in the editor. The server itself reads no text of a house: the
process that does is the preview's, with its limits of time and memory.
"""
