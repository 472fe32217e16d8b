"""Shell and furniture -> Document: a practice's furniture and colours put on a leaflet.

    shell      a file laid out once for nobody, its slots empty, its colours named
    furniture  what stands in a practice's slots, taken out of a file of nothing but slots
    update     ISO 32000's incremental update: the shell's bytes stay, the rest comes behind
    objects    the objects of one imprint
    moulds     furniture that was laid out, put into another practice's words
    fitting    which text takes which words, and where it stands
    casting    one slot written in other words
    emptying   the slots of a shell opened
    structure  which elements and links are a slot's
    records    what passes between them
    spaces     a brand's colours, as screens show them or in ink
    scan, writing   a page's content read, an object written

A shell is a finished file; nothing in it is parsed or written again. Imprinting appends
what its slots draw and their part of the structure tree, the values of the brand's colours,
the addresses that links lead to, and the practice's name in the metadata.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from press.imprint.furniture import put_together as put_together
from press.imprint.furniture import take_furniture as take_furniture
from press.imprint.moulds import Mould as Mould
from press.imprint.moulds import Moulds as Moulds
from press.imprint.moulds import recast as recast
from press.imprint.moulds import said_by as said_by
from press.imprint.objects import Imprinting
from press.imprint.objects import PracticeMarks as PracticeMarks
from press.imprint.records import Furniture as Furniture
from press.imprint.records import Refused as Refused
from press.imprint.records import Shell as Shell
from press.imprint.shell import open_shell as open_shell
from press.imprint.spaces import Spaces as Spaces
from press.imprint.spaces import separate as separate
from press.imprint.spaces import spaces_of as spaces_of
from press.imprint.update import Trailer, updated
from press.model import Document, Variant


def misfit(shell: Shell, furniture: Furniture) -> Refused | None:
    """Why this furniture cannot be put on this shell; nothing if it can."""
    for opening in shell.openings:
        slot, name = furniture.slots.get(opening.slot), opening.slot.key.kind
        if slot is None:
            return Refused(f"the layout sets '{name}' otherwise there")
        if abs(slot.height - opening.height) > 0.01:
            return Refused(f"'{name}' is {slot.height:.1f} px high, not {opening.height:.1f}")
        for font, codes in slot.codes.items():
            if not codes <= shell.codes.get(font, frozenset()):
                return Refused(f"'{name}' has letters that are not in the shell")
        if bool(slot.elements) != bool(opening.root):
            return Refused(f"'{name}' is empty")
    return None


def imprint(variant: Variant, shell: Shell, furniture: Furniture, marks: PracticeMarks) -> Document:
    """Put a practice's furniture and colours on a shell that it fits (`misfit`)."""
    objects = Imprinting(shell, furniture, marks).objects()
    digest = sha256()
    for key, thing in sorted(objects.items()):
        digest.update(b"%d " % key)
        digest.update(thing if isinstance(thing, bytes) else thing.dictionary + thing.data)
    identifiers = (shell.identifier, digest.digest()[:16])
    trailer = Trailer(shell.size, shell.previous, shell.root, shell.info, identifiers)
    pdf = updated(shell.pdf, objects, trailer)
    said = shell.said
    if furniture.said:
        said = replace(
            said, slots=tuple(furniture.said.get(each.slot, "") for each in shell.openings)
        )
    of_shell = (shell.laid_out, shell.families, shell.findings, shell.allowed)
    return Document(variant, pdf, *of_shell, said)
