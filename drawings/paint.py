"""Painting a body: parts in, a silhouette with a strong outline and thin inner lines out.

Parts lie from back to front. Those that join (thigh and trunk, forearm and upper arm) are merged
with a small fillet, colours are laid as one region each, and hidden lines are left out.
"""

from dataclasses import dataclass, field

from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

from .geometry import Vector, ahead_of, cross_line, filled_notches, lines_in, pieces
from .svg import INK, INNER, OUTLINE, PAPER, Canvas

NOTHING = Polygon()
SHORTEST_EDGE = 7  # units; shorter inner edges are crumbs at a joint


@dataclass
class Part:
    """A part of a body.

    `colours` are areas of cloth or hair, `seams` lines on it, `dots` small areas of ink. `joins`
    names the part it grows out of, `joint` and `joint_radius` (units) where; `fillet` is the
    radius of the corner between them; `melt` the area without a line between the two, if it is not
    the disc of the joint; `keep` the share of that disc in which the colours and seams of the
    other part stay on top.
    """

    name: str
    shape: BaseGeometry
    colours: list[tuple[BaseGeometry, str]] = field(default_factory=list)
    seams: list[BaseGeometry] = field(default_factory=list)
    dots: list[BaseGeometry] = field(default_factory=list)
    joins: str | None = None
    joint: Vector | None = None
    joint_radius: float = 0
    fillet: float = 3
    melt: BaseGeometry | None = None
    keep: float = 1
    corner: BaseGeometry = NOTHING  # what fills the corner with the part it grows out of

    @property
    def keep_disc(self) -> BaseGeometry:
        """The area around the joint that keeps the colours and seams of the other part."""
        return (
            NOTHING
            if self.joint is None
            else Point(*self.joint).buffer(self.joint_radius * self.keep)
        )

    @property
    def joint_disc(self) -> BaseGeometry:
        """The area around the joint in which no line separates the two parts."""
        return NOTHING if self.joint is None else Point(*self.joint).buffer(self.joint_radius)


def dressed(
    part: Part,
    colour: str,
    *,
    until: tuple[Vector, Vector] | None = None,
    loose: float = 1,
    skin: str = PAPER,
) -> Part:
    """Clothe a part wholly, or from its root `until` a point with the limb's heading there."""
    if until is None:
        part.shape = part.shape.buffer(loose)
        part.colours = [(part.shape, colour)]
        return part
    point, heading = until
    cloth = part.shape.buffer(loose).intersection(ahead_of(point, -heading))
    part.shape = unary_union([part.shape, cloth])
    part.colours = [(cloth, colour), (part.shape.difference(cloth), skin)]
    part.seams.append(cross_line(point, heading).intersection(cloth.buffer(0.05)))
    return part


def resting_on(parts: list[Part], place: Vector, upward: Vector) -> list[Part]:
    """Return the parts, flattened where they rest on the ground at the place."""
    for part in parts:
        part.shape = part.shape.intersection(ahead_of(place, upward))
    return parts


def paint(
    canvas: Canvas,
    parts: list[Part],
    *,
    outline: float = OUTLINE,
    ground: tuple[Vector, Vector] | None = None,
    dark: BaseGeometry = NOTHING,
) -> BaseGeometry:
    """Paint parts and return their silhouette; `outline` is a weight in units.

    `ground` is a place on what they rest on and the way up from it. From `dark` things behind them
    they stand off by a thin line of paper.
    """
    _add_fillets(parts)
    if ground is not None:
        resting_on(parts, *ground)
    silhouette = _without_pinholes(unary_union([part.shape for part in parts]).buffer(0.05))
    canvas.area(silhouette.buffer(1.35 * OUTLINE).intersection(dark.buffer(OUTLINE)), PAPER)
    canvas.solid(silhouette, PAPER, outline)
    inside = silhouette.buffer(
        0.3 - outline / 2
    )  # colours go just under the inner edge of the outline
    for colour, region in _regions(parts).items():
        if colour != PAPER:
            canvas.area(region.intersection(inside), colour)
    for index, part in enumerate(parts):
        in_front = unary_union([other.shape for other in parts[index + 1 :]] or [NOTHING])
        for edge in (
            *_inner_edges(parts, index, silhouette, in_front),
            *_visible_seams(parts, index),
        ):
            canvas.line(edge, INNER)
        for dot in part.dots:
            canvas.area(dot.difference(in_front), INK)
    return silhouette


def _add_fillets(parts: list[Part]) -> None:
    by_name = {part.name: part for part in parts}
    for part in parts:
        parent = by_name.get(part.joins or "")
        if parent is None or part.joint is None or not part.shape.intersects(parent.shape):
            continue
        both = unary_union([part.shape, parent.shape])
        nearby = Point(*part.joint).buffer(part.joint_radius * 1.9)
        corner = filled_notches(both, part.fillet).difference(both).intersection(nearby)
        touching = [c for c in pieces(corner) if c.distance(part.shape) < 0.1]
        corner = unary_union(touching or [NOTHING]).buffer(0.1).difference(parent.shape)
        if part.colours:
            colour = part.colours[0][1]
            part.colours.insert(0, (corner, colour))
        part.shape, part.corner = unary_union([part.shape, corner]), corner


def _without_pinholes(shape: BaseGeometry) -> BaseGeometry:
    """Return the shape without holes too narrow to be seen as air."""
    filled = []
    for piece in pieces(shape):
        if isinstance(piece, Polygon):
            holes = [hole for hole in piece.interiors if Polygon(hole).buffer(-2.4).area > 10]
            filled.append(Polygon(piece.exterior, holes))
    return unary_union(filled)


def _regions(parts: list[Part]) -> dict[str, BaseGeometry]:
    """Return the visible area of every colour."""
    regions: dict[str, BaseGeometry] = {}
    by_name = {part.name: part for part in parts}
    for part in parts:
        parent = by_name.get(part.joins or "")
        # The trunk keeps its colours at the hip, or a white thigh bites a disc out of a shirt.
        kept = part.keep_disc.intersection(parent.shape) if parent is not None else NOTHING
        covered = part.shape.difference(kept)
        for colour in regions:
            regions[colour] = regions[colour].difference(covered)
        for area, colour in part.colours:
            regions[colour] = unary_union([regions.get(colour, NOTHING), area.difference(kept)])
    return regions


def _inner_edges(
    parts: list[Part], index: int, silhouette: BaseGeometry, in_front: BaseGeometry
) -> list[BaseGeometry]:
    part = parts[index]
    edge = part.shape.boundary.intersection(silhouette.buffer(-0.8)).difference(in_front)
    parent = next((other for other in parts if other.name == part.joins), None)
    if parent is not None:
        melt = part.joint_disc if part.melt is None else part.melt
        if part.keep < 1:  # the part lies over the other: they melt only where the cloth is one
            melt = melt.intersection(parent.colours[0][0])
        edge = edge.difference(melt.intersection(parent.shape.buffer(-0.3)))
    for other in parts:
        if other.joins == part.name and other.melt is not None:
            edge = edge.difference(other.melt)
    lines = [line for line in lines_in(edge) if not line.is_empty]
    whole = linemerge(lines) if len(lines) > 1 else edge
    return [line for line in pieces(whole) if _is_fold(line, part)]


def _is_fold(line: BaseGeometry, part: Part) -> bool:
    """Tell whether an inner edge shows something: a crumb beside a joint does not."""
    return line.difference(part.corner.buffer(0.5)).length > SHORTEST_EDGE


def _visible_seams(parts: list[Part], index: int) -> list[BaseGeometry]:
    part = parts[index]
    covers = []
    for other in parts[index + 1 :]:
        keeps_open = other.joins == part.name
        covers.append(other.shape.difference(other.keep_disc) if keeps_open else other.shape)
    cover = unary_union(covers or [NOTHING])
    seams = [seam.intersection(part.shape.buffer(0.1)) for seam in part.seams]
    return [seam.difference(cover) for seam in seams if not seam.is_empty]
