"""What a build is expected to take: told before, put right as it is known, done in the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from network import network

from press import build
from press.build import Stage
from press.choices import BuildChoices
from press.commands.progress import Progress

SLUG = "chronische-lage-rugklachten"


class Told(Progress):
    """Keeps how many shells were expected when the first was laid out."""

    before = 0

    def work(self, stage: Stage, more: int, done: int) -> None:
        if stage is Stage.SHELLS and done and not self.before:
            self.before = self.kinds[stage.value].total
        super().work(stage, more, done)


@pytest.mark.slow
def test_all_that_is_expected_is_done_in_the_end(tmp_path: Path) -> None:
    root = network(tmp_path / "net", 5)
    told = Told(as_json=True)
    order = build.Order(publications=(SLUG,), layouts=("a4",), languages=("nl",))
    build.build_house(root, BuildChoices(order), told)
    shells = told.kinds[Stage.SHELLS.value]
    assert shells.total == shells.done >= 2
    assert told.before >= 2, "a text with several pictures for its front has a shell for each"
    for stage in (Stage.FURNITURE, Stage.IMPRINTING):
        assert told.kinds[stage.value].total == told.kinds[stage.value].done > 0
