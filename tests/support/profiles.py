"""Profiles of colours, made as ICC.1:2010 says: of screens and of a press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from struct import pack

ADOBE = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
PROPHOTO = ((0.79767, 0.28804, 0.0), (0.13519, 0.71188, 0.0), (0.03134, 0.00009, 0.82491))
"""XYZ of red, green and blue under D50."""


def matrix_profile(primaries: Sequence[tuple[float, ...]], gamma: float) -> bytes:
    """A profile of a screen: three primaries and a gamma."""
    curve = b"curv\0\0\0\0" + pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    tags = {name + "TRC": curve for name in "rgb"}
    for name, xyz in zip("rgb", primaries, strict=True):
        tags[name + "XYZ"] = b"XYZ \0\0\0\0" + _fixed(*xyz)
    return _profile("mntr", "RGB ", "XYZ ", tags)


def ink_profile(labs: Mapping[int, tuple[float, float, float]]) -> bytes:
    """A profile of a press: paper white, and what each full ink looks like on its own."""
    grid = bytearray()
    for corner in range(16):
        inks = [ink for ink in range(4) if corner >> (3 - ink) & 1]
        other = (95 - 60 * bool(inks), 0, 0)
        lightness, a, b = labs.get(inks[0], other) if inks else other
        grid += bytes((round(lightness * 2.55), round(a) + 128, round(b) + 128))
    table = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + _fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
    table += bytes(range(256)) * 4 + bytes(grid) + bytes(range(256)) * 3
    return _profile("prtr", "CMYK", "Lab ", {"A2B0": table})


def _profile(kind: str, space: str, to: str, tags: Mapping[str, bytes]) -> bytes:
    text = b"made for a test\0"
    said = b"desc\0\0\0\0" + pack(">I", len(text)) + text + bytes(78)
    tags = {"desc": said, "wtpt": b"XYZ \0\0\0\0" + _fixed(0.9642, 1, 0.8249), **tags}
    at, index, body = 132 + 12 * len(tags), b"", b""
    for name, data in tags.items():
        data += bytes(-len(data) % 4)
        index += name.encode() + pack(">II", at + len(body), len(data))
        body += data
    head = pack(
        ">I4sI4s4s4s",
        at + len(body),
        b"\0\0\0\0",
        0x02100000,
        kind.encode(),
        space.encode(),
        to.encode(),
    )
    head += bytes(12) + b"acsp" + bytes(28) + _fixed(0.9642, 1, 0.8249)
    return head.ljust(128, b"\0") + pack(">I", len(tags)) + index + body


def _fixed(*values: float) -> bytes:
    return b"".join(pack(">i", round(value * 65536)) for value in values)
