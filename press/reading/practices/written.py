"""What brand.yml holds, as its schema says: https://posit-dev.github.io/brand-yml.

A file that Quarto or Posit's package accepts is accepted here. Short forms are
brought to the long one while reading (a text where a path and its alternative text
may stand, one colour where a light and a dark one may), so that the rest knows one
form only. What leaflets have no use for is read and left alone.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from press.model import OneLine, Written

Anything = Any
"""A value that brand.yml allows and that leaflets do not use."""


def _as_light_and_dark(value: Anything) -> Anything:
    return {"light": value, "dark": value} if isinstance(value, str) else value


def _as_path(value: Anything) -> Anything:
    return {"path": value} if isinstance(value, str) else value


def _as_family(value: Anything) -> Anything:
    return {"family": value} if isinstance(value, str) else value


def _as_light_logo(value: Anything) -> Anything:
    one = isinstance(value, str) or (isinstance(value, dict) and "path" in value)
    return {"light": value} if one else value


def _as_medium_logo(value: Anything) -> Anything:
    one = isinstance(value, str) or (isinstance(value, dict) and "path" in value)
    return {"medium": value} if one else value


class ColourPair(Written):
    """A colour for light and one for dark pages; print uses the light one."""

    light: OneLine | None = None
    dark: OneLine | None = None


ColourValue = (
    Annotated[
        ColourPair, BeforeValidator(_as_light_and_dark, json_schema_input_type=OneLine | ColourPair)
    ]
    | None
)


Percent = Annotated[float, Field(ge=0, le=100)]
PrintValues = tuple[Percent, Percent, Percent, Percent]


class ColourPart(Written):
    """Named colours, and what they are for; one may refer to another by name."""

    palette: dict[str, ColourValue] = Field(default_factory=dict)
    foreground: ColourValue = None
    background: ColourValue = None
    primary: ColourValue = None
    secondary: ColourValue = None
    tertiary: ColourValue = None
    success: ColourValue = None
    info: ColourValue = None
    warning: ColourValue = None
    danger: ColourValue = None
    light: ColourValue = None
    dark: ColourValue = None
    link: ColourValue = None
    cmyk: dict[Literal["primary", "secondary"], PrintValues] = Field(default_factory=dict)
    """Ours: what a print shop mixes for these colours, cyan magenta yellow black in percent."""
    spot: dict[Literal["primary", "secondary"], OneLine] = Field(default_factory=dict)
    """Ours: the names of spot colours that a print shop prints them in."""


class LogoFile(Written):
    """A picture's path, or the name of one under `images`, and its alternative text."""

    path: OneLine
    alt: OneLine | None = None


LogoValue = (
    Annotated[LogoFile, BeforeValidator(_as_path, json_schema_input_type=OneLine | LogoFile)] | None
)


class LogoPair(Written):
    """The logo to set on light ground, and the one to set on dark."""

    light: LogoValue = None
    dark: LogoValue = None


LogoPairValue = (
    Annotated[
        LogoPair,
        BeforeValidator(_as_light_logo, json_schema_input_type=OneLine | LogoFile | LogoPair),
    ]
    | None
)


class LogoPart(Written):
    images: dict[str, LogoValue] = Field(default_factory=dict)
    small: LogoPairValue = None
    medium: LogoPairValue = None
    large: LogoPairValue = None


class FontFile(Written):
    path: OneLine
    weight: OneLine | None = None
    style: Literal["normal", "italic", "oblique"] | None = None


class Font(Written):
    """Where a family comes from; only the practice's own files are taken."""

    family: OneLine
    source: Literal["file", "google", "bunny", "system"] | None = None
    files: tuple[
        Annotated[FontFile, BeforeValidator(_as_path, json_schema_input_type=OneLine | FontFile)],
        ...,
    ] = ()
    weight: Anything = None
    style: Anything = None
    display: Anything = None
    version: Anything = None
    url: Anything = None


class TypeOptions(Written):
    """How one kind of text is set."""

    model_config = ConfigDict(populate_by_name=True)

    family: OneLine | None = None
    size: OneLine | None = None
    weight: OneLine | None = None
    style: Anything = None
    color: ColourValue = None
    decoration: Anything = None
    line_height: Annotated[Anything, Field(alias="line-height")] = None
    background_color: Annotated[ColourValue, Field(alias="background-color")] = None


TypeValue = (
    Annotated[
        TypeOptions, BeforeValidator(_as_family, json_schema_input_type=OneLine | TypeOptions)
    ]
    | None
)


class TypePart(Written):
    fonts: tuple[Font, ...] = ()
    base: TypeValue = None
    headings: TypeValue = None
    monospace: TypeValue = None
    monospace_inline: Annotated[TypeValue, Field(alias="monospace-inline")] = None
    monospace_block: Annotated[TypeValue, Field(alias="monospace-block")] = None
    link: TypeValue = None


class BrandFile(Written):
    """What `_brand.yml`, or `brand:` in practice.yaml, holds."""

    meta: Anything = None
    logo: (
        Annotated[
            LogoPart,
            BeforeValidator(_as_medium_logo, json_schema_input_type=OneLine | LogoFile | LogoPart),
        ]
        | None
    ) = None
    """A file in the practice's folder, and what it says."""
    color: ColourPart = ColourPart()
    typography: TypePart = TypePart()
    """Typefaces, sizes and weights."""
    defaults: dict[str, Anything] = Field(default_factory=dict)
    """Choices among what layouts offer, under `leaflet:`."""
