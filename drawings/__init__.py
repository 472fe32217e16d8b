"""Drawings of the leaflets: the numbers of a body in, SVG files in `sources/images/` out."""
