"""The installed press: `pip install .` brings all that a new house needs to build at once."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from printed import Printed

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run_here(
        *(sys.executable, "-m", "pip", "wheel", ROOT, "--wheel-dir", folder),
        *("--no-deps", "--no-build-isolation", "--quiet"),
        cwd=folder,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a virtual environment that has the wheel, and the libraries of this one."""
    venv = tmp_path_factory.mktemp("fresh") / "venv"
    run_here(sys.executable, "-m", "venv", "--without-pip", venv, cwd=venv.parent)
    libraries = next(venv.glob("lib/python*/site-packages"))
    known = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    (libraries / "libraries.pth").write_text("\n".join(known) + "\n")
    run_here(
        *(sys.executable, "-m", "pip", "--python", venv, "install", wheel),
        *("--no-deps", "--no-index", "--quiet"),
        cwd=venv.parent,
    )
    return venv / "bin"


def run_here(*command: str | Path, cwd: Path) -> str:
    """Run a program in a folder that has nothing of the checkout."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "LEAFLET", "PIP_", "COV_"))
    } | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    return done.stdout


def test_the_wheel_brings_layouts_fonts_and_starters(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("layouts", "fonts", "starters"):
        ours = {
            f"press/house/{path.relative_to(ROOT).as_posix()}"
            for path in (ROOT / folder).rglob("*")
            if path.is_file()
        }
        assert ours <= names
    assert {"leaflet.py", "press/py.typed"} <= names
    assert not any(name.startswith(("tests", "sources", "bench", "output")) for name in names)


def test_the_installed_command_says_its_version(installed: Path, tmp_path: Path) -> None:
    from press import __version__

    said = run_here(installed / "leaflet", "--version", cwd=tmp_path).splitlines()
    assert said[0] == f"leaflet, version {__version__}"
    assert said[1].endswith(", patched")


def test_a_new_house_builds_at_once(installed: Path, tmp_path: Path) -> None:
    leaflet = installed / "leaflet"
    said = run_here(leaflet, "new", "house", "mine", cwd=tmp_path)
    assert "A first leaflet, a draft yet: mine/output/voorbeeld/nl/rustig-slapen.a4.pdf" in said
    said = run_here(leaflet, "--root", "mine", "build", "--layout", "a4", cwd=tmp_path)
    assert "0 written, 1 up to date, 0 with findings" in said
    printed = Printed(tmp_path / "mine/output/voorbeeld/nl/rustig-slapen.a4.pdf")
    assert printed.title == "CONCEPT: Rustig slapen"  # what is begun is a draft
    assert "Atkinson" in printed.fonts


def test_a_new_layout_is_a_copy_of_the_installed_one(installed: Path, tmp_path: Path) -> None:
    leaflet = installed / "leaflet"
    run_here(leaflet, "new", "house", ".", cwd=tmp_path)
    run_here(leaflet, "new", "layout", "ons", cwd=tmp_path)
    assert "1 written" in run_here(leaflet, "build", "--layout", "ons", cwd=tmp_path)
    assert (tmp_path / "output/voorbeeld/nl/rustig-slapen.ons.pdf").is_file()
