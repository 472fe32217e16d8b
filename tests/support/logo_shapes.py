"""A seeded choice -> SVG of a few shapes in a few colours, of which logos are made."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Feature = Callable[[Random, str], str]
"""What to draw around or beside, and a name for what it names -> SVG."""


def colour(of: Random) -> str:
    hexed = f"#{of.randrange(1 << 24):06x}"
    red, green, blue = (of.randrange(256) for _ in range(3))
    named = of.choice(["teal", "crimson", "RebeccaPurple", "darkorange", "steelblue"])
    shown = [hexed, hexed[:4], named, f"rgb({red},{green},{blue})", f"hsl({red}, 70%, 40%)"]
    return of.choice([*shown, f"rgb({red} {green} {blue} / 80%)"])


def shapes(of: Random, more: str = "") -> str:
    """Two or three shapes of every kind, with attributes that the caller adds to each."""
    x, y = of.randint(0, 30), of.randint(0, 20)
    kinds = [
        f'<rect x="{x}" y="{y}" width="{of.randint(40, 90)}" height="{of.randint(30, 60)}"'
        f' rx="{of.choice([0, 4, 30])}" {{}}/>',
        f'<circle cx="{x + 40}" cy="{y + 30}" r="{of.randint(12, 35)}" {{}}/>',
        f'<ellipse cx="{x + 45}" cy="40" rx="{of.randint(10, 45)}" ry="18" {{}}/>',
        f'<polygon points="{x},{y} {x + 80},{y + 10} {x + 40} {y + 60}" {{}}/>',
        f'<path d="M{x} {y}h50q20 0 20 20t-20 20h-50zm12,10v18h30v-18z" {{}}/>',
        f'<path d="M{x + 10},60c10-50,60.5-50,70,0s-20-20-35-20S30 70 {x + 10} 60" {{}}/>',
        f'<path d="M{x + 20} 40a25 18 {of.randint(0, 80)} 1150-8 25 18 30 01-50 8z" {{}}/>',
    ]
    return "".join(
        kind.format(f'{more} fill="{colour(of)}"' if "fill" not in more else more)
        for kind in of.sample(kinds, of.randint(2, 3))
    )
