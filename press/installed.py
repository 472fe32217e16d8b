"""What is installed: the press's own layouts and fonts, in the wheel or the checkout; its engine.

Nothing here loads the engine: help answers without it.
"""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
INSTALLED = PACKAGE / "house" if (PACKAGE / "house").is_dir() else PACKAGE.parent

ENGINE = {"weasyprint": "70.0", "pydyf": "0.13.0", "cssselect2": "0.10.1", "tinyhtml5": "2.1.0"}
"""The libraries that lay out and write a file, as the press knows their private parts."""


def patches_off() -> str:
    """Why the press leaves the engine unpatched, which is slower; nothing if it does not."""
    if os.environ.get("LEAFLET_PLAIN_ENGINE", "") not in ("", "0"):
        return "LEAFLET_PLAIN_ENGINE is set"
    from importlib.metadata import PackageNotFoundError, version

    for name, known in ENGINE.items():
        try:
            installed = version(name)
        except PackageNotFoundError:
            installed = "missing"
        if installed != known:
            return f"{name} is {installed}, not {known}"
    return ""
