"""Lengths -> points, in which PDF counts: a millimetre, a CSS pixel (CSS Values 4, 6.2)."""

from __future__ import annotations

MM = 72 / 25.4
PX = 72 / 96
