"""How logos are painted: gradients, lines, orders of painting, colours by name, see-through."""

from __future__ import annotations

from random import Random

from logo_shapes import colour, shapes


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


def together(of: Random, inner: str) -> str:
    return (
        f'<g opacity="{of.choice([".5", "40%"])}">{inner}<rect x="20" y="10" width="50"'
        f' height="40" fill="{colour(of)}"/><g style="opacity:.7"><rect x="50" y="30" width="50"'
        f' height="40" fill="{colour(of)}" stroke="{colour(of)}" stroke-width="4"/></g></g>'
    )
