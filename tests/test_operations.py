"""Units and cron lines of docs/operations.md, and the desk's own: as systemd reads them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from press.commands import FOUND, IN_DOUBT
from press.desk.install import NAME, unit

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/operations.md").read_text("utf-8")
UNITS = dict(re.findall(r"```ini\n# /etc/systemd/system/(\S+)\n(.+?)```", PAGE, re.S))
SERVICES = [name for name in UNITS if name.endswith(".service")]


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not installed")
    return subprocess.run([program, *arguments], capture_output=True, text=True)


@pytest.fixture
def laid_out(tmp_path: Path) -> Path:
    """The units in a folder, with a program that is there."""
    for name, text in {**UNITS, NAME: unit(ROOT, "lindehof", 8765)}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.replace("/opt/leaflet/bin/leaflet", sys.executable))
    return tmp_path


def test_systemd_has_nothing_to_say_about_the_units(laid_out: Path) -> None:
    units = [str(each) for each in laid_out.iterdir() if each.is_file()]
    assert len(units) == len(UNITS)  # all but the drop-in, and the desk's
    ran = analyze("verify", "--man=no", *units)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_shut_in(name: str, laid_out: Path) -> None:
    """The exposure that systemd reckons, in tenths: below 2.5, which it calls OK."""
    ran = analyze("security", "--offline=yes", "--threshold=25", str(laid_out / name))
    assert ran.returncode == 0, ran.stdout


def test_findings_and_doubt_end_no_night_but_show_in_its_report() -> None:
    lenient = f"SuccessExitStatus={FOUND} {IN_DOUBT}\n"
    assert {name for name in SERVICES if lenient in UNITS[name]} == {
        "leaflet-night.service",
        "leaflet-outbox.service",
    }
    assert "SuccessExitStatus" not in UNITS["leaflet-report.service"]
    for outcome in ("OnSuccess", "OnFailure"):
        assert f"{outcome}=leaflet-report.service" in UNITS["leaflet-night.service"]
