"""The people in the drawings: builds, hair and clothes of different ages and sexes."""

from dataclasses import dataclass

from .svg import PAPER, TINT


@dataclass(frozen=True)
class Person:
    """A build and a wardrobe.

    Factors are of the standard build; belly, bust and seat are extra units. `sleeve` and `trouser`
    say how far cloth reaches: 0..1 along the upper bone, 1..2 along the lower one. `hair` names a
    shape in `heads.py`; `skin`, `shirt` and `trousers` are colours.
    """

    name: str
    girth: float = 1
    limb: float = 1
    neck: float = 1
    belly: float = 0
    bust: float = 0
    seat: float = 0
    hair: str = "short"
    beard: bool = False
    glasses: bool = False
    skin: str = PAPER
    shirt: str = TINT
    trousers: str = PAPER
    sleeve: float = 0.5
    trouser: float = 1.75
    shirt_length: float = 0.9  # of the pelvis: where the shirt ends above the hip (1 = waist)
    loose: float = 0.9  # units the cloth stands off
    shoes: bool = False


ANNE = Person(
    "Anne",
    girth=0.95,
    limb=0.97,
    neck=0.92,
    bust=3,
    seat=1,
    hair="bob",
    trouser=1.72,
    shirt_length=0.8,
)
JAN = Person(
    "Jan",
    girth=1.12,
    limb=1.1,
    neck=1.15,
    belly=9,
    hair="receding",
    beard=True,
    shirt=PAPER,
    trousers=TINT,
    sleeve=0.6,
    trouser=0.7,
    loose=1.4,
)
RIET = Person(
    "Riet",
    girth=1.03,
    limb=1.02,
    belly=3,
    bust=4,
    seat=3,
    hair="grey bun",
    sleeve=1.5,
    trouser=1.8,
    shirt_length=0.65,
    loose=1.2,
)
SAM = Person(
    "Sam",
    limb=1.03,
    neck=1.12,
    skin=TINT,
    shirt=PAPER,
    trouser=0.66,
    loose=1.3,
    shirt_length=0.95,
)
FATMA = Person(
    "Fatma",
    girth=1.02,
    limb=1.02,
    bust=3,
    seat=2,
    hair="scarf",
    shirt=PAPER,
    trousers=TINT,
    sleeve=1.82,
    trouser=1.82,
    shirt_length=0.55,
    loose=1.4,
)
WILLEM = Person(
    "Willem",
    girth=1.04,
    limb=0.98,
    neck=1.08,
    belly=5,
    hair="grey",
    glasses=True,
    sleeve=1.85,
    trouser=1.86,
    shirt_length=0.4,
    loose=1.3,
    shoes=True,
)
NOOR = Person(
    "Noor",
    girth=0.96,
    limb=0.98,
    neck=0.92,
    bust=3,
    seat=2,
    hair="pony",
    shirt=PAPER,
    trousers=TINT,
    sleeve=0.5,
    trouser=1.7,
    shirt_length=0.9,
)
DAVID = Person(
    "David",
    girth=1.05,
    limb=1.05,
    neck=1.15,
    belly=2,
    hair="curls",
    skin=TINT,
    shirt=PAPER,
    sleeve=0.55,
    trouser=1.84,
    shirt_length=0.7,
    loose=1.2,
    shoes=True,
)
KIM = Person(
    "Kim",
    girth=0.97,
    limb=0.99,
    neck=0.92,
    bust=3,
    seat=1,
    hair="bun",
    shirt=TINT,
    trousers=PAPER,
    trouser=0.62,
    shirt_length=0.9,
)
OMA = Person(
    "Oma",
    girth=1.06,
    limb=1,
    belly=4,
    bust=5,
    seat=4,
    hair="grey bun",
    shirt=TINT,
    trousers=PAPER,
    sleeve=1.82,
    trouser=1.8,
    shirt_length=0.2,
    loose=1.6,
    shoes=True,
)
MARIA = Person(
    "Maria",
    girth=1.08,
    limb=1.06,
    neck=0.98,
    belly=3,
    bust=4,
    seat=4,
    hair="curls",
    skin=TINT,
    shirt=PAPER,
    trousers=TINT,
    sleeve=1.4,
    trouser=1.7,
    shirt_length=0.4,
    loose=1.4,
    shoes=True,
)
HENK = Person(
    "Henk",
    girth=1.12,
    limb=1.06,
    neck=1.12,
    belly=10,
    seat=1,
    hair="receding",
    beard=True,
    skin=TINT,
    shirt=PAPER,
    trousers=PAPER,
    sleeve=0.6,
    trouser=1.86,
    shirt_length=0.5,
    loose=1.4,
    shoes=True,
)
LIEN = Person(
    "Lien",
    girth=0.95,
    limb=0.97,
    neck=0.92,
    bust=3,
    seat=2,
    hair="grey",
    glasses=True,
    shirt=TINT,
    trousers=PAPER,
    sleeve=1.35,
    trouser=1.7,
    shirt_length=0.45,
    loose=1.2,
    shoes=True,
)
