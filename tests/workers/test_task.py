"""What travels to a cluster: all that its work takes, and nothing that is nobody's business."""

from __future__ import annotations

import os
import shutil
import zlib
from pathlib import Path

from clusters import task_of
from conftest import ROOT

from press.workers.task import pack, unpack

ACCOUNT = """
mail:
  host: smtp.example.org
  from: secret-sender@example.org
  user: secret-user
  password_file: secret-password
"""


def test_no_account_and_nothing_of_a_patient_goes_along(house: Path) -> None:
    for file in ("sources/house.yaml", "sources/practices/molen/practice.yaml"):
        with (house / file).open("a") as told:
            told.write(ACCOUNT)
    for name in (
        "secret-password",
        "sources/secret-password",
        "sources/list.csv",
        "sources/practices/molen/list.csv",
        "sources/practices/molen/secret-password",
        "outbox/secret.json",
        "output/secret.pdf",
        "output/.press/secret",
    ):
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / name).write_text("secret-patient@example.org")
    task = task_of(house)
    assert task.library.house.mail
    assert any(variant.practice.mail for variant in task.variants)
    sent = zlib.decompress(pack(task))
    assert b"Praktijk" in sent
    assert b"secret" not in sent
    assert b"smtp.example.org" not in sent
    assert os.fsencode(house) not in sent


def test_what_travels_is_all_that_a_variant_names(house: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "layouts/a4", house / "layouts/own")
    task = unpack(pack(task_of(house, "brug")), tmp_path / "there")
    there = tmp_path / "there"
    assert sorted(path.relative_to(there).as_posix() for path in there.rglob("*.*")) == [
        "layouts/own/inner.css",
        "layouts/own/layout.css",
        "layouts/own/layout.html",
        "layouts/own/layout.yaml",
        "sources/images/moon.svg",
        "sources/practices/brug/logo.svg",
    ]
    assert task.library.house.layouts == (there / "layouts", ROOT / "layouts")
    assert {variant.practice.folder for variant in task.variants} == {
        there / "sources/practices/brug"
    }
