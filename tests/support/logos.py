"""Logos as drawing programs write them, made from a seed: features of SVG alone and in pairs.

A feature is a function that draws something around what it is given, or draws that in its
own manner. `logos(n)` gives the first n of an endless row, the same each time.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from itertools import islice, product
from pathlib import Path
from random import Random

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONT = Path(__file__).parents[2] / "fonts/nunito/Nunito-ExtraBold.ttf"
WIDTH, HEIGHT = 120, 80

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


def classes(of: Random, inner: str) -> str:
    style = f".st0{{fill:{colour(of)};}}.st1{{fill:none;stroke:{colour(of)};stroke-width:3px}}"
    return (
        f"<style type='text/css'>{style}</style><g>{inner}</g>"
        '<path class="st0" d="M5 5h30v30z"/><path class="st1" d="M60 10l40 50"/>'
    )


def cascade(of: Random, inner: str) -> str:
    style = f"""<![CDATA[
      /* as a program writes it */
      g.mark > path {{ opacity: .9; fill: {colour(of)} }}  path {{ fill: {colour(of)} }}
      #one{{fill:{colour(of)}}} .mark .dot, .none {{ fill: {colour(of)} !important; }}
      g circle[r="9"] {{ stroke: {colour(of)}; stroke-width: 2 }} .a.b {{ fill: {colour(of)} }}
      @media (prefers-color-scheme: dark) {{ path {{ fill: white }} }}
    ]]>"""
    return (
        f'<defs><style>{style}</style></defs>{inner}<g class="mark"><path d="M5 5h20v20z"/>'
        f'<path id="one" d="M30 5h20v20z"/><path style="fill:{colour(of)}" d="M55 5h20v20z"/>'
        f'<circle class="dot" cx="90" cy="15" r="9" style="fill:{colour(of)}"/>'
        '<g><path class="a b" d="M5 50h20v20z"/></g></g>'
    )


def clip(of: Random, inner: str) -> str:
    area = of.choice(
        [
            '<rect x="10" y="8" width="90" height="60"/>',
            '<circle cx="60" cy="40" r="36"/><rect width="30" height="20"/>',
            '<path clip-rule="evenodd" d="M0 0h120v80h-120zM30 20h50v40h-50z"/>',
            '<use href="#area" transform="rotate(10)"/>',
        ]
    )
    return (
        f'<defs><path id="area" d="M60 5l50 70h-100z"/><clipPath id="clip">{area}</clipPath></defs>'
        f'<g clip-path="url(#clip)">{inner}</g>'
    )


def clip_by_box(of: Random, inner: str) -> str:
    return (
        '<clipPath id="box" clipPathUnits="objectBoundingBox"'
        f' transform="translate(0 {of.choice([0, 0.1])})">'
        '<circle cx=".5" cy=".5" r=".5"/></clipPath>'
        f'<g style="clip-path: url(#box)" transform="rotate({of.randint(-20, 20)} 60 40)">'
        f"{inner}</g>"
    )


def mask(of: Random, inner: str) -> str:
    kind = of.choice(
        [
            "",
            ' style="mask-type:alpha"',
            ' maskUnits="userSpaceOnUse" x="10" y="0" width="100" height="70"',
        ]
    )
    hole = "" if "alpha" in kind else '<circle cx="60" cy="40" r="10" fill="black"/>'
    return (
        f'<mask id="mask" fill="white"{kind}><rect x="15" y="10" width="80" height="60" rx="12"/>'
        f'<line x1="20" y1="5" x2="110" y2="70" stroke="#fff" stroke-width="8"/>{hole}</mask>'
        f'<g mask="url(#mask)">{inner}</g>'
    )


def use(of: Random, inner: str) -> str:
    return (
        f'<defs><g id="twice">{inner}<path id="leaf" d="M0 0h20v12z"/></g></defs>'
        f'<use xlink:href="#twice" x="-10" y="4" fill="{colour(of)}"/>'
        f'<use href="#twice" transform="translate(60 30) scale(.5)" stroke="{colour(of)}"/>'
        '<use href="#leaf" x="90" y="60"/>'
    )


def symbol(of: Random, inner: str) -> str:
    ratio = of.choice(["", ' preserveAspectRatio="xMinYMax slice"', ' overflow="visible"'])
    return (
        f'<symbol id="sign" viewBox="0 0 100 100"{ratio}>{inner}</symbol>'
        '<use href="#sign" x="5" y="5" width="70" height="60"/>'
        '<use href="#sign" x="70" y="20" width="40%" height="40%"/>'
    )


def gradient(of: Random, inner: str) -> str:
    spread = of.choice(["", ' spreadMethod="reflect"', ' spreadMethod="repeat"'])
    ends = of.choice(
        [
            'x1="20" x2="60" y1="10" y2="40" gradientUnits="userSpaceOnUse"',
            'x1="0" x2="30%" y1="20%" y2="50%"',
            'x2="0" y2="1"',
        ]
    )
    turned = of.choice(["", ' gradientTransform="rotate(30)"', ' gradientTransform="skewX(20)"'])
    return (
        f'<defs><linearGradient id="stops"><stop stop-color="{colour(of)}"/>'
        f'<stop offset=".4" stop-color="{colour(of)}"/>'
        f'<stop offset="80%" style="stop-color:{colour(of)}"/></linearGradient>'
        f'<linearGradient id="lin" xlink:href="#mid"{spread}/>'
        f'<linearGradient id="mid" xlink:href="#stops" {ends}{turned}/></defs>'
        f"{inner}{shapes(of, 'fill=' + chr(34) + 'url(#lin)' + chr(34))}"
    )


def radial(of: Random, inner: str) -> str:
    where = of.choice(
        [
            'cx="60" cy="40" r="30" fx="50" fy="30" gradientUnits="userSpaceOnUse"'
            ' gradientTransform="matrix(1 .2 -.3 .8 10 0)"',
            "",
            'r=".7" fx=".3"',
            'cx=".4" r=".2" spreadMethod="repeat"',
            'fr=".1" r=".3" spreadMethod="reflect"',
        ]
    )
    return (
        f'<radialGradient id="rad" {where}><stop offset="0" stop-color="{colour(of)}"/>'
        f'<stop offset="1" stop-color="{colour(of)}"/></radialGradient>'
        f'{inner}<ellipse cx="60" cy="40" rx="50" ry="25" fill="url(#rad)"/>'
    )


def fading(of: Random, inner: str) -> str:
    return (
        f'<linearGradient id="fade"><stop stop-color="{colour(of)}" stop-opacity="0"/>'
        f'<stop offset="1" stop-color="{colour(of)}" stop-opacity=".9"/></linearGradient>'
        f'{inner}<rect x="10" y="20" width="100" height="40" fill="url(#fade)"'
        f' fill-opacity="{of.choice([1, 0.6])}"/>'
    )


def gradient_line(of: Random, inner: str) -> str:
    return (
        f'<linearGradient id="along"><stop stop-color="{colour(of)}"/><stop offset="1"'
        f' stop-color="{colour(of)}"/></linearGradient>{inner}<path d="M15 60C40-20 80 100 105 15"'
        f' fill="none" stroke="url(#along)" stroke-width="{of.randint(4, 12)}"'
        f' stroke-linecap="{of.choice(["round", "butt", "square"])}"/>'
    )


def line_ends(of: Random, inner: str) -> str:
    dashes = of.choice(
        [
            "",
            ' stroke-dasharray="12 5 2"',
            ' stroke-dasharray="8,6" stroke-dashoffset="-4"',
            ' stroke-dasharray="10%"',
        ]
    )
    return (
        f'{inner}<g fill="none" stroke="{colour(of)}" stroke-width="6"'
        f' stroke-linejoin="{of.choice(["miter", "round", "bevel"])}"'
        f' stroke-linecap="{of.choice(["butt", "round", "square"])}"'
        f' stroke-miterlimit="{of.choice([4, 1, 10])}"{dashes}><path d="M10 70L30 10 50 70z"/>'
        '<polyline points="60 70 75,20 90 70"/><line x1="100" x2="110" y1="10" y2="70"/>'
        '<path d="M60 10h0"/></g>'
    )


def even_lines(of: Random, inner: str) -> str:
    return (
        f'{inner}<g transform="scale({of.choice([8, 0.5, "6 3"])})" stroke="{colour(of)}">'
        '<path d="M2 2h8l-3 9z" fill="none" stroke-width="3" vector-effect="non-scaling-stroke"/>'
        "</g>"
    )


def order(of: Random, inner: str) -> str:
    return (
        f'{inner}<g style="paint-order:{of.choice(["stroke", "stroke fill markers", "normal"])}"'
        f' stroke="{colour(of)}" stroke-width="9" opacity="{of.choice([1, 0.6])}">'
        f'<circle cx="60" cy="40" r="25" fill="{colour(of)}" opacity="{of.choice([1, 0.7])}"/></g>'
    )


def nested(of: Random, inner: str) -> str:
    ratio = of.choice(["none", "xMaxYMin", "xMidYMid slice", "xMinYMid meet"])
    over = of.choice(["", ' overflow="visible"', ' style="overflow:hidden"'])
    return (
        f'<svg x="10" y="5%" width="{of.choice(["80%", "60", "20mm"])}" height="60"{over}'
        f' viewBox="0 0 120 80" preserveAspectRatio="{ratio}">{inner}</svg>'
        f'<svg x="80" y="40"><rect width="10%" height="100%" fill="{colour(of)}"/></svg>'
    )


def units(of: Random, inner: str) -> str:
    return (
        f'{inner}<g fill="{colour(of)}" font-size="10"><rect x="2mm" y="1em" width="50%"'
        ' height=".5cm"/><circle cx="70%" cy="50%" r="10%"/><line x1="1in" x2="20pt" y1="2pc"'
        f' y2="70px" stroke="{colour(of)}" stroke-width="1mm"/>'
        '<rect style="x:80px;width:20px;height:1em" y="3em" rx="50%"/></g>'
    )


def current(of: Random, inner: str) -> str:
    return (
        f'<g color="{colour(of)}" fill="currentColor">{inner}<path d="M5 60h40v15z"/>'
        f'<g style="color:{colour(of)}"><circle cx="90" cy="20" r="12" stroke="currentcolor"/>'
        '<path d="M60 70h30" style="stroke:CurrentColor;stroke-width:5"/></g></g>'
    )


def variables(of: Random, inner: str) -> str:
    return (
        f"<style>:root{{--main:{colour(of)};--edge:var(--main)}}"
        f".v{{fill:var(--main);stroke:var(--edge)}} .w{{fill:var(--none, {colour(of)})}}</style>"
        f'{inner}<path class="v" d="M5 5h30v20z"/><path class="w" d="M70 40h40v30z"/>'
    )


def chosen(of: Random, inner: str) -> str:
    return (
        '<switch><foreignObject requiredExtensions="http://ns.example/Graphs" x="0" y="0"'
        f' width="1" height="1"/><g>{inner}<rect x="5" y="60" width="30" height="10"'
        f' fill="{colour(of)}"/></g></switch>'
    )


def together(of: Random, inner: str) -> str:
    return (
        f'<g opacity="{of.choice([".5", "40%"])}">{inner}<rect x="20" y="10" width="50"'
        f' height="40" fill="{colour(of)}"/><g style="opacity:.7"><rect x="50" y="30" width="50"'
        f' height="40" fill="{colour(of)}" stroke="{colour(of)}" stroke-width="4"/></g></g>'
    )


def turned(of: Random, inner: str) -> str:
    how = of.choice(
        [
            "translate(20,-10) rotate(15)",
            "matrix(.8 .2 -.2 .9 10 5)",
            "skewY(10)",
            "scale(.6 1.1) translate(30)",
            "rotate(-30 60 40)",
        ]
    )
    css = of.choice(["rotate(20deg)", "translate(10px, 5px) scale(.7)", "skewX(.2rad)"])
    return (
        f'<g transform="{how}">{inner}</g><g style="transform:{css};transform-origin:'
        f'{of.choice(["60px 40px", "center", "50% 0"])}"><path d="M40 30h50v30z"'
        f' fill="{colour(of)}" stroke="{colour(of)}" stroke-width="4"/></g>'
    )


def hidden(of: Random, inner: str) -> str:
    return (
        f'<style>.off{{display:none}}</style>{inner}<g class="off"><text>draft</text></g>'
        f'<g visibility="hidden"><rect width="80" height="60"/><circle cx="30" cy="60" r="14"'
        f' visibility="visible" fill="{colour(of)}"/></g>'
        '<path style="display: none" d="M0 0h99v9"/>'
    )


def lettering(of: Random, inner: str) -> str:
    anchor, pair = of.choice(["start", "middle", "end"]), of.choice(["To", "AV"])
    one, two, edge = colour(of), colour(of), colour(of)
    return (
        f"<defs><style>@font-face{{font-family:Nunito;font-weight:800;src:url({_font()})}}"
        ".t{font:800 20px 'Nunito',sans-serif}</style></defs>"
        f'{inner}<text class="t" x="60" y="30" text-anchor="{anchor}" fill="{one}">Wave '
        f'<tspan dx="2" fill="{two}">{pair}</tspan></text><text font-family="Nunito"'
        f' font-weight="800" font-size="14pt" letter-spacing="{of.choice([0, 2])}"'
        f' transform="translate(5 70)" stroke="{edge}" stroke-width=".5">'
        '<tspan x="0" y="0">Kliniek\n   fi</tspan></text>'
    )


FEATURES: tuple[Feature, ...] = (
    classes, cascade, clip, clip_by_box, mask, use, symbol, gradient, radial, fading,
    gradient_line, line_ends, even_lines, order, nested, units, current, variables, chosen,
    together, turned, hidden, lettering,
)  # fmt: skip


@cache
def _font() -> str:
    """The letters that are needed, so that Chromium has them too."""
    font, out = TTFont(FONT), BytesIO()
    options = Options()
    options.layout_features = ["*"]
    subset = Subsetter(options)
    subset.populate(text="Wave ToAVKliniekfi")
    subset.subset(font)
    font.save(out)
    return "data:font/ttf;base64," + b64encode(out.getvalue()).decode()


def logos(count: int) -> Iterator[tuple[str, str]]:
    """Logos with names of what is in them: each feature alone, then in pairs, then again."""
    return islice(_all(), count)


def _all() -> Iterator[tuple[str, str]]:
    alone = [(one,) for one in FEATURES]
    pairs = [pair for pair in product(FEATURES, repeat=2) if pair[0] is not pair[1]]
    Random(1).shuffle(pairs)
    seed = 0
    while True:
        for features in [*alone, *pairs]:
            seed += 1
            of = Random(seed)
            inner = shapes(of)
            for feature in reversed(features):
                inner = feature(of, inner)
            name = "+".join(feature.__name__ for feature in features)
            yield f"{seed}-{name}", _root(of, inner)


def _root(of: Random, inner: str) -> str:
    """The root as programs write it: with and without units, offsets, a transformation."""
    box, size = "0 0 120 80", f'width="{WIDTH}" height="{HEIGHT}"'
    kind = of.randrange(8)
    if kind == 1:
        box, inner = "-600 400 1200 800", f'<g transform="matrix(10 0 0 10 -600 400)">{inner}</g>'
    elif kind == 2:
        size += ' preserveAspectRatio="none"'
        box = "0 0 140 80"
    elif kind == 3:
        size += ' transform="scale(1 -1)"'
    elif kind == 4:
        size = 'style="enable-background:new 0 0 120 80;"'
    elif kind == 5:
        size = 'width="1.25in" height="60pt" preserveAspectRatio="xMidYMid slice"'
        box = "0 0 120 60"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"'
        f' xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{box}" {size}>{inner}</svg>'
    )
