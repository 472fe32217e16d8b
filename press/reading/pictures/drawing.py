"""An SVG as a drawing program saved it -> SVG of paths and colours only, each mistake by line.

Nothing is copied: what is to be painted is found out (flatten) and written anew as paths,
gradients and groups of one opacity, in px at the drawing's own size. What could fetch or run
something is refused, as is what would look different without what is not supported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from fontTools.misc.transform import Identity, Transform
from pathops import Path, PathOpsError
from PIL.Image import Image

from press.model import Finding, FontFace
from press.reading.pictures import geometry
from press.reading.pictures.flatten import Flattener
from press.reading.pictures.markup import Element, Findings, StopError, read_markup, wrong
from press.reading.pictures.paint import Gradient, Paint, Paints
from press.reading.pictures.painting import Leaf, Line, painted
from press.reading.pictures.sketch import Sketch
from press.reading.pictures.style import Styles
from press.reading.pictures.values import fitted, length, matrix, number, share

_MM = 25.4 / 96
_MOST_WRITTEN = 2_000_000
"""Bytes that a drawing may come to."""
_VARIABLE = re.compile(rb"var\(\s*--([a-z][a-z0-9-]*)\s*,\s*([^()]*)\)")

Drawing = tuple[bytes, float, float]
"""Cleaned SVG, width and height in mm."""


def clean_drawing(
    data: bytes,
    name: str,
    faces: Iterable[FontFace] | None = (),
    sketches: list[Image] | None = None,
) -> tuple[Drawing | None, list[Finding]]:
    """Clean an SVG; `name` is what findings call the file, `faces` are what texts are set in.

    Where those are not known yet, None, texts are not judged, and the drawing is no drawing.
    A sketch of it is added to `sketches` where these are asked for.
    """
    findings = Findings(name)
    drawing = None
    try:
        root = read_markup(data, findings)
        if root is not None:
            drawing = _cleaned(root, faces, findings, sketches)
    except StopError:
        pass
    said = findings.all()
    return (None, said) if said else (drawing, [])


def recolour(svg: bytes, colours: Mapping[str, str]) -> bytes:
    """Put colours in the place of `var(--name, fallback)`; names not given take the fallback.

    The house's drawings use --ink, --tint, --brand and --paper. CSS of the page does not
    reach into a picture, so this is done in its text, before it is used.
    """

    def colour(match: re.Match[bytes]) -> bytes:
        given = colours.get(match[1].decode("ascii"))
        return given.encode("ascii") if given else match[2].strip()

    return _VARIABLE.sub(colour, svg)


def _cleaned(
    root: Element,
    faces: Iterable[FontFace] | None,
    findings: Findings,
    sketches: list[Image] | None,
) -> Drawing | None:
    size = _size(root)
    if size is None:
        hint = "export it with 'viewBox', or with width and height"
        findings.refuse("S036", "the drawing does not say how large it is", hint)
        return None
    width, height, box = size
    styles = Styles(root, findings)
    flat = Flattener(root, styles, faces, findings)
    ratio = root.get("preserveAspectRatio", "xMidYMid")
    try:
        ctm = fitted(box, width, height, ratio)
    except ValueError:
        findings.refuse(*wrong("preserveAspectRatio", root, ratio))
        return None
    ctm = _turned(root, styles, width, height, findings).transform(ctm)
    writer = _Writer(max(width, height), flat.paints, findings)
    sketch = Sketch(width, height, flat.paints, findings) if sketches is not None else None
    for item in flat.drawn(root, ctm, (box[2], box[3])):
        writer.write(item)
        if sketch:
            sketch.add(item)
    writer.clip()
    if not writer.shapes:
        if not findings.all():
            findings.refuse("S036", "there is nothing to see in the drawing", "export it anew")
        return None
    if sketch and sketches is not None:
        sketches.append(sketch.image)
    mm = round(width * _MM, 6), round(height * _MM, 6)
    # Laid out by now; what it still says is that the drawing may be cropped.
    crop = ' preserveAspectRatio="xMidYMid slice"' if ratio.endswith("slice") else ""
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{mm[0]:.6g}mm" height="{mm[1]:.6g}mm"'
        f' viewBox="0 0 {width:.9g} {height:.9g}"{crop}>{"".join(writer.out)}</svg>'
    )
    return text.encode("utf-8"), *mm


def _turned(
    root: Element, styles: Styles, width: float, height: float, findings: Findings
) -> Transform:
    """`transform` on the root is that of a box in a page: it turns about the middle."""
    text = styles.of(root, {}).get("transform", "")
    try:
        made = matrix(text)
    except ValueError:
        findings.refuse(*wrong("transform", root, text))
        made = Identity
    x, y = width / 2, height / 2
    return Identity.translate(x, y).transform(made).translate(-x, -y)


class _Writer:
    """Writes what is painted as SVG."""

    def __init__(self, size: float, paints: Paints, findings: Findings) -> None:
        self.out: list[str] = []
        self.shapes = 0
        # To a part in 200,000 of the drawing: a micrometre on a page.
        self._digits = min(9, max(1, 6 - len(f"{size:.0f}")))
        self._paints, self._findings = paints, findings
        self._defined: dict[str, str] = {}
        self._areas: dict[int, tuple[Path, str]] = {}
        self._clips: tuple[str, ...] = ()
        self._bytes = 0

    def write(self, item: Leaf | float | None) -> None:
        """A leaf, or the begin or end of a group of one opacity."""
        if not isinstance(item, Leaf):
            self.clip()
            self._put("</g>" if item is None else f'<g opacity="{item:.4g}">')
            return
        try:
            self._leaf(item)
        except (ValueError, PathOpsError) as error:
            message = f"<{item.element.tag}> cannot be drawn: {str(error)[:40]}"
            hint = "simplify it in the drawing program"
            self._findings.refuse("S035", message, hint, item.element.line)

    def clip(self, *names: str) -> None:
        """Leave the clips that are open and enter these, if they are others."""
        if names != self._clips:
            self._put("</g>" * len(self._clips))
            for name in names:
                self._put(f'<g clip-path="url(#{name})">')
            self._clips = names

    def _leaf(self, leaf: Leaf) -> None:
        parts = list(painted(leaf, self._paints, self._findings))
        if not parts:
            return
        boxes = [
            part.reach() if isinstance(part, Line) else part.controlPointBounds for part, _ in parts
        ]
        clips = [
            clip for clip in leaf.clips if not all(geometry.covers(clip, box) for box in boxes)
        ]
        self.clip(*map(self._clip_path, clips))
        opacity = share(leaf.values.get("opacity", "1"))
        together = opacity < 1 and len(parts) > 1
        if together:
            self._put(f'<g opacity="{opacity:.4g}">')
        for part, paint in parts:
            alpha = 1.0 if together else opacity
            if isinstance(part, Path):
                self._area(part, paint, leaf, alpha)
            elif isinstance(paint, Gradient):
                self._area(part.area(), paint, leaf, alpha)
            else:
                self._line(part, paint, alpha)
        if together:
            self._put("</g>")

    def _line(self, line: Line, paint: Paint, alpha: float) -> None:
        scale = _scale(line.ctm)
        said = {
            "d": self._commands(geometry.moved(line.path, Identity.scale(scale, scale))),
            "transform": _matrix(line.ctm.scale(1 / scale, 1 / scale)),
            "fill": "none",
            "stroke": paint.colour,
            "stroke-opacity": _number(paint.opacity * alpha, 1),
            "stroke-width": _number(line.width * scale, 1),
            "stroke-linecap": line.cap if line.cap in ("round", "square") else "",
            "stroke-linejoin": line.join if line.join in ("round", "bevel") else "",
            "stroke-miterlimit": _number(line.miter, 4),
            "stroke-dasharray": " ".join(f"{dash * scale:.6g}" for dash in line.dashes),
            "stroke-dashoffset": _number(line.offset * scale, 0),
        }
        self._path(said)

    def _area(self, area: Path, paint: Paint | Gradient, leaf: Leaf, alpha: float) -> None:
        said = {"fill-rule": "evenodd" if geometry.is_even_odd(area) else ""}
        if isinstance(paint, Paint):
            fill, said["fill-opacity"] = paint.colour, _number(paint.opacity * alpha, 1)
        else:
            lay = leaf.ctm.transform(paint.matrix)
            scale = _scale(lay)
            area = geometry.moved(area, lay.inverse())
            fill = self._gradient(*paint.written(area.bounds, scale, alpha))
            area = geometry.moved(area, Identity.scale(scale, scale))
            said["transform"] = _matrix(lay.scale(1 / scale, 1 / scale))
        self._path({"d": self._commands(area), "fill": fill, **said})

    def _path(self, said: Mapping[str, str]) -> None:
        self.shapes += 1
        given = "".join(f' {name}="{value}"' for name, value in said.items() if value)
        self._put(f"<path{given}/>")

    def _gradient(self, tag: str, inner: str) -> str:
        """Write a gradient, and say how it is referred to."""
        kind, _, given = tag.partition(" ")
        name = self._define(kind, f' gradientUnits="userSpaceOnUse" {given}', inner)
        return f"url(#{name})"

    def _clip_path(self, area: Path) -> str:
        """Write an area to clip by, once for all that it clips, and say its name."""
        if id(area) not in self._areas:
            d = self._commands(geometry.nonzero(area))
            self._areas[id(area)] = area, self._define("clipPath", "", f'<path d="{d}"/>')
        return self._areas[id(area)][1]

    def _commands(self, path: Path) -> str:
        return geometry.commands(path, self._digits)

    def _define(self, tag: str, given: str, inner: str) -> str:
        """Write what others refer to, once, and say its name."""
        content = f"{given}>{inner}</{tag}>"
        known = self._defined.get(content)
        if known is None:
            known = self._defined[content] = f"n{len(self._defined)}"
            self._put(f'<{tag} id="{known}"{content}')
        return known

    def _put(self, text: str) -> None:
        self._bytes += len(text)
        if self._bytes > _MOST_WRITTEN:
            message = f"the drawing comes to more than {_MOST_WRITTEN // 1000} kB"
            raise self._findings.stop("S032", message, "simplify it in the drawing program")
        self.out.append(text)


def _scale(lay: Transform) -> float:
    """How many times larger a matrix makes areas' sides."""
    return float(abs(lay[0] * lay[3] - lay[1] * lay[2]) ** 0.5)


def _matrix(lay: Transform) -> str:
    """A matrix as an attribute; nothing for the one that changes nothing."""
    values = [f"{value:.7g}" for value in lay]
    plain = all(abs(a - b) < 1e-6 for a, b in zip(lay, Identity, strict=True))
    return "" if plain else f"matrix({' '.join(values)})"


def _number(value: float, default: float) -> str:
    return "" if value == default else f"{value:.6g}"


def _size(root: Element) -> tuple[float, float, list[float]] | None:
    """Width and height in px, and the viewBox; one may be made from the other."""
    try:
        box = [number(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    except ValueError:
        box = []
    if len(box) != 4 or not (box[2] > 0 and box[3] > 0):
        box = []
    width, height = _px(root.get("width", "")), _px(root.get("height", ""))
    if not box:
        return (width, height, [0, 0, width, height]) if width and height else None
    if width and not height:
        height = width * box[3] / box[2]
    elif height and not width:
        width = height * box[2] / box[3]
    return (width, height, box) if width and height else (box[2], box[3], box)


def _px(text: str) -> float:
    """A length in px; 0 if there is none that does not depend on the page."""
    try:
        value = length(text)
    except ValueError:
        return 0.0
    return max(0.0, value)
