"""Where the press's own layouts, fonts and starters lie: in the wheel, or in the checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
INSTALLED = PACKAGE / "house" if (PACKAGE / "house").is_dir() else PACKAGE.parent
