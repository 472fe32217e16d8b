"""Things around the figures: chairs, desks, screens, pillows. The floor is at height 0."""

from shapely.geometry import LineString, box
from shapely.ops import unary_union

from .geometry import bar, bone, direction, placed, rounded_box, smooth_area, vector
from .svg import PAPER, TINT, Canvas

SEAT = 69  # height of a chair's seat
DESK = 107  # height of a desk top


def office_chair(
    canvas: Canvas, *, seat_middle: float, seat: float = SEAT, lean: float = 98
) -> None:
    """Draw a desk chair from the side, its back to the left and leaning at an angle (degrees)."""
    x = seat_middle
    canvas.solid(bar((x, 14), (x, seat - 6), 7))
    canvas.solid(
        unary_union(
            [
                bar((x - 30, 8), (x, 15), 5),
                bar((x + 30, 8), (x, 15), 5),
                bar((x, 15), (x + 4, 8), 5),
            ]
        )
    )
    for wheel in (x - 30, x + 4, x + 30):
        canvas.solid(
            placed(smooth_area([(4.2, 0), (0, 4.2), (-4.2, 0), (0, -4.2)]), (wheel, 4.6), 0)
        )
    hinge = vector((x - 34, seat + 4))
    top = hinge + direction(lean) * 82
    canvas.solid(
        unary_union(
            [
                bar((x - 20, seat - 7), (x - 38, seat - 5), 4.4),
                bar((x - 38, seat - 5), hinge + vector((-4, 26)), 4.4),
            ]
        )
    )
    canvas.solid(bar(hinge + direction(lean) * 20, top, 9), TINT)
    canvas.solid(rounded_box(x - 35, seat - 9, x + 34, seat, 4), TINT)


def desk(
    canvas: Canvas, left: float, right: float, height: float = DESK, *, column: bool = False
) -> None:
    """Draw a desk; `column` gives it a lifting leg."""
    leg = right - 16
    if column:
        canvas.solid(rounded_box(leg - 34, 0, leg + 12, 5, 2))
        canvas.solid(box(leg - 5, 5, leg + 5, height * 0.55))
        canvas.solid(box(leg - 3, height * 0.55, leg + 3, height - 6))
    else:
        canvas.solid(box(leg - 3, 0.5, leg + 3, height - 6))
    canvas.solid(rounded_box(left, height - 6, right, height, 1.5))


def screen(canvas: Canvas, x: float, table: float, top: float) -> None:
    """Draw a screen on a foot, seen from the side."""
    canvas.solid(rounded_box(x - 6, table, x + 22, table + 3, 1.2))
    canvas.solid(
        bone((x + 11, table + 3), (x + 5, (table + top) / 2), [(0, 2.2, 2.2), (1, 2.2, 2.2)])
    )
    canvas.solid(placed(rounded_box(0, -2.4, top - table - 12, 2.4, 2), (x, table + 12), 93), TINT)


def keyboard(canvas: Canvas, left: float, table: float) -> None:
    """Draw a keyboard."""
    canvas.solid(rounded_box(left, table, left + 30, table + 2.6, 1.2))


def laptop(canvas: Canvas, left: float, table: float) -> None:
    """Draw an open laptop, its screen to the right."""
    canvas.solid(bar((left, table + 1.9), (left + 38, table + 1.9), 3))
    canvas.solid(bar((left + 38, table + 2.2), (left + 50, table + 36), 3), TINT)


def pillow(
    canvas: Canvas,
    middle: tuple[float, float],
    width: float,
    height: float,
    angle: float = 0,
    colour: str = TINT,
) -> None:
    """Draw a soft pillow around a point."""
    w, h = width / 2, height / 2
    half = [
        (-w, -h * 0.8),
        (-w * 0.92, 0),
        (-w, h * 0.8),
        (-w * 0.7, h),
        (0, h * 0.96),
        (w * 0.7, h),
    ]
    outline = [*half, *((-x, -y) for x, y in half)]
    canvas.solid(placed(smooth_area(outline), middle, angle), colour)


def crate(
    canvas: Canvas, left: float, bottom: float, width: float = 54, height: float = 40
) -> None:
    """Draw a box with a lid."""
    canvas.solid(rounded_box(left, bottom, left + width, bottom + height, 1.5), PAPER)
    canvas.line(LineString([(left, bottom + height - 10), (left + width, bottom + height - 10)]))
