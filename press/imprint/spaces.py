"""A brand's colours -> colour spaces of one colour each, and files whose colours hang on them.

Pages say `/dark cs 0 scn`: colour 0 of the Indexed colour space (ISO 32000-1, 8.6.6.3) that
their resources call so. Such a space holds any colour, of a screen, of process inks, or of
a spot colour (8.6.6.4), alone or with black over it (8.6.6.5), without a page being changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from press.colour.inks import Spot
from press.colour.separations import Separation
from press.imprint import scan
from press.imprint.records import Written
from press.imprint.writing import entries, written
from press.model import Document, Variant


@dataclass(frozen=True, slots=True)
class Spaces:
    """Colour spaces as the entries of a dictionary, and by name the streams they refer to."""

    entries: Written
    streams: Mapping[str, tuple[Written, bytes]]


def spaces_of(separations: Mapping[str, Separation]) -> Spaces:
    """The colour spaces of a brand's colours, by name, to be put into any file."""
    streams: dict[str, tuple[Written, bytes]] = {}

    def name(thing: Object) -> str:
        called = f"tint{thing.objgen[0]}"
        streams[called] = (written(thing, name), thing.read_bytes())
        return called

    with pikepdf.new() as pdf:
        written_spaces = entries(_spaces(pdf, separations), name)
    return Spaces(written_spaces, streams)


def separate(
    variant: Variant,
    document: Document,
    names: Mapping[str, str],
    separations: Mapping[str, Separation],
) -> Document:
    """The document as this variant's, its colours exchanged for paints of the same names.

    `names` are those of the colours `#rrggbb` that it was laid out in; where paints are
    ink, other colours are converted. Pictures of dots stay as they are.
    """
    with pikepdf.open(BytesIO(document.pdf)) as pdf:
        inks = any(not isinstance(paint, str) for paint in separations.values())
        name_colours(pdf, scan.operands(names), inks=inks)
        resources = pdf.pages[0].Resources
        for key, space in _spaces(pdf, separations).items():
            resources.ColorSpace[key] = space
        saved = BytesIO()
        pdf.save(saved, deterministic_id=True, fix_metadata_version=False)
    return replace(document, variant=variant, pdf=saved.getvalue())


def name_colours(pdf: pikepdf.Pdf, names: Mapping[bytes, bytes], *, inks: bool) -> None:
    """Let every use of these colours (`r g b`) hang on a colour space of the resources."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and scan.is_content(thing):
            content = thing.read_bytes()
            named = scan.with_named_colours(content, names, inks=inks)
            if named != content:
                scan.put(thing, named)


def _spaces(pdf: pikepdf.Pdf, separations: Mapping[str, Separation]) -> Mapping[str, Array]:
    made = _Making(pdf)
    return {f"/{name}": made.space(paint) for name, paint in sorted(separations.items())}


class _Making:
    """Makes colour spaces in a file; those of one spot colour share their function."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.functions: dict[tuple[float, ...], Object] = {}

    def space(self, paint: Separation) -> Array:
        if isinstance(paint, str):
            amounts = bytes.fromhex(paint.removeprefix("#"))
            return _indexed(Name.DeviceRGB, amounts)
        if not isinstance(paint, Spot):
            return _indexed(Name.DeviceCMYK, _bytes(*paint))
        if not paint.black:
            return _indexed(_separation(paint), _bytes(paint.share))
        return _indexed(self._over_printed(paint), _bytes(paint.share, paint.black))

    def _over_printed(self, spot: Spot) -> Array:
        """A spot colour and black: what they look like together is a function of both."""
        if spot.process not in self.functions:
            cyan, magenta, yellow, black = (b"%g" % ink for ink in spot.process)
            # Spot and black lie on the stack; black is added to the spot colour's own.
            program = (
                b"{exch dup %s mul exch dup %s mul exch dup %s mul exch %s mul"
                b" 5 -1 roll add dup 1 gt {pop 1} if}" % (cyan, magenta, yellow, black)
            )
            self.functions[spot.process] = self.pdf.make_stream(
                program, FunctionType=4, Domain=[0, 1] * 2, Range=[0, 1] * 4
            )
        colorants = Dictionary({"/Colorants": Dictionary({_name(spot): _separation(spot)})})
        inks = Array([Name(_name(spot)), Name.Black])
        function = self.functions[spot.process]
        return Array([Name.DeviceN, inks, Name.DeviceCMYK, function, colorants])


def _separation(spot: Spot) -> Array:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * 4, C1=[*spot.process], N=1)
    return Array([Name.Separation, Name(_name(spot)), Name.DeviceCMYK, tint])


def _name(spot: Spot) -> str:
    return f"/{spot.name}"


def _indexed(base: Object, amounts: bytes) -> Array:
    return Array([Name.Indexed, base, 0, pikepdf.String(amounts)])


def _bytes(*amounts: float) -> bytes:
    return bytes(round(255 * amount) for amount in amounts)
