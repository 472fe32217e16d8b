"""Drawings of the leaflets: numbers of a body in, SVG files in `sources/images/` out (`python -m drawings`)."""
