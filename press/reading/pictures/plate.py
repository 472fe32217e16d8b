"""A picture and a colour -> the picture on a plate of it, for a ground that it is not seen on."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

from PIL import Image

from press.reading.pictures.picture import Picture

_ROOM = 0.16
"""Around the picture, as a part of its shorter side."""
_BOX = re.compile(rb'\A<svg ([^>]*?) ?width="[^"]*" height="[^"]*" viewBox="0 0 (\S+) (\S+)">')


def on_plate(picture: Picture, colour: str) -> Picture:
    """Put a picture as `read_picture` gives it on a rectangle of `#rrggbb`, a little larger."""
    room = _ROOM * min(picture.width, picture.height)
    larger = replace(picture, width=picture.width + 2 * room, height=picture.height + 2 * room)
    if picture.mime == "image/svg+xml":
        return replace(larger, data=_drawn(larger, picture, colour))
    with Image.open(BytesIO(picture.data)) as image:
        plate = Image.new("RGBA", (round(larger.width), round(larger.height)), colour)
        plate.alpha_composite(image.convert("RGBA"), (round(room), round(room)))
    out = BytesIO()
    plate.convert("RGB").save(out, "PNG", optimize=True)
    return Picture(out.getvalue(), "image/png", plate.width, plate.height, "px")


def _drawn(larger: Picture, picture: Picture, colour: str) -> bytes:
    head = _BOX.match(picture.data)
    assert head is not None
    width, height = float(head[2]), float(head[3])
    x = (larger.width / picture.width - 1) / 2 * width
    y = (larger.height / picture.height - 1) / 2 * height
    path = f"M{-x:.6g} {-y:.6g}H{width + x:.6g}V{height + y:.6g}H{-x:.6g}Z"
    begin = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{larger.width:.6g}mm"'
        f' height="{larger.height:.6g}mm"'
        f' viewBox="{-x:.6g} {-y:.6g} {width + 2 * x:.6g} {height + 2 * y:.6g}">'
        f'<path fill="{colour}" d="{path}"/>'
    )
    return begin.encode() + picture.data[head.end() :]
