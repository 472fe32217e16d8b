"""A browser at the front desk -> leaflets found, looked at, printed, mailed, taken along.

records     what these say to each other
catalogue   Project, Practice -> what this practice can hand out, as the desk lists it
search      Catalogue, what was typed -> its rows, the best first
room        a folder -> the house as it is now; variants -> their files, built or made
acts        what the server asks of the room: files, pictures, a message
paper_acts  the same of paper: a patient's own sheet, print jobs
backroom    a request -> an act, in a child of a process that has no threads
words       words/<language>.yaml -> what the pages say
accounts    passwords and keys of practices -> who may come in
safety      a connection -> a request that is safe to answer
answers     what is shown -> a response, with its words, its token, its headers
pages, mailing, exercises, login, api   the addresses
server      all of it -> a server
install     a house -> a unit that systemd starts

The server never renders: it asks the back room, which forks. What is typed of a patient,
a name or an address, goes through memory to the paper or the outbox and nowhere else.
"""
