"""How logos are put together: styles, clips, masks, pieces used twice, units, turns, letters."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

from logo_shapes import colour

FONT = Path(__file__).parents[2] / "fonts/nunito/Nunito-ExtraBold.ttf"


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


def chosen(of: Random, inner: str) -> str:
    return (
        '<switch><foreignObject requiredExtensions="http://ns.example/Graphs" x="0" y="0"'
        f' width="1" height="1"/><g>{inner}<rect x="5" y="60" width="30" height="10"'
        f' fill="{colour(of)}"/></g></switch>'
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


@cache
def _font() -> str:
    """The letters that are needed, so that Chromium has them too."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font, out = TTFont(FONT), BytesIO()
    options = Options()
    options.layout_features = ["*"]
    subset = Subsetter(options)
    subset.populate(text="Wave ToAVKliniekfi")
    subset.subset(font)
    font.save(out)
    return "data:font/ttf;base64," + b64encode(out.getvalue()).decode()
