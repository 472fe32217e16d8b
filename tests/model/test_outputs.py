"""What a file can be: medium, format and standard, and what stands in only one place."""

from __future__ import annotations

from typing import get_args

import click
import pytest
from conftest import HOUSE

from press import build
from press.commands.build import command
from press.model import CONFORMANCE, MEDIA, OUTPUTS, Medium, Standard


def test_the_tables_know_every_medium_and_every_standard() -> None:
    assert set(MEDIA) == set(get_args(Medium))
    assert set(CONFORMANCE) == set(get_args(Standard))
    offered = {each for formats in OUTPUTS.values() for row in formats.values() for each in row}
    assert offered == set(CONFORMANCE)


def test_what_a_reader_gets_can_be_read_aloud() -> None:
    for medium in ("screen", "print"):
        for standards in OUTPUTS[medium].values():
            assert all(CONFORMANCE[standard].is_tagged for standard in standards)


def test_the_command_offers_every_medium() -> None:
    [media] = [option.type for option in command.params if option.name == "media"]
    assert isinstance(media, click.Choice)
    assert tuple(media.choices) == MEDIA


@pytest.mark.parametrize(
    ("medium", "asked", "got"),
    [
        ("screen", None, "ua1+a3u"),
        ("screen", "none", "ua1+a3u"),
        ("prepress", None, "ua1+a3u"),
        ("prepress", "none", "none"),
    ],
)
@pytest.mark.slow
def test_a_standard_is_for_media_that_it_goes_with(
    medium: Medium, asked: Standard | None, got: Standard
) -> None:
    project = build.load(HOUSE)
    layout = project.layouts[0].model_copy(update={"media": MEDIA, "unasked": ("leaflet",)})
    order = build.Order(media=(medium,), standard=asked)
    variants = build.plan(
        build.Project(project.library, project.publications, project.practices, (layout,), ()),
        order,
    )
    assert {variant.standard for variant in variants} == {got}
    assert {variant.in_inks for variant in variants} == {got == "none"}
    assert {variant.path.rpartition(".")[2] for variant in variants} == {"pdf"}
