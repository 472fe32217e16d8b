"""The press, its libraries and those of the system -> their versions.

Read without loading any of them: a package's version stands in the name of its
`.dist-info` folder, a system library says its own.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
import zlib
from collections.abc import Callable

from press import __version__
from press.cache.digests import Digests, digest_of, inventory
from press.installed import PACKAGE

_PACKAGES = (
    "babel brotli cffi cssselect2 defusedxml fonttools jinja2 lxml markdown markupsafe pikepdf"
    " pillow pydantic pydantic_core pydyf pymdown_extensions pyphen ruamel_yaml skia_pathops"
    " tinycss2 tinyhtml5 uharfbuzz weasyprint zopfli zxing_cpp"
)
"""Packages that have a hand in the bytes of a file."""

_WITHOUT_A_HAND = (
    "commands dry_run importing report proof proofread preflight starters cache build workers mail"
    " files"
)
"""Parts of the press that do not change what stands in a file."""

_BUT = "press/build/imprint_"
"""How the modules of these parts begin that do: what a shell is made for, and put on it."""

_LIBRARIES = {
    "pango": (("libpango-1.0.so.0", "libpango-1.0.dylib"), "pango_version_string"),
    "harfbuzz": (("libharfbuzz.so.0", "libharfbuzz.dylib"), "hb_version_string"),
    "fontconfig": (("libfontconfig.so.1", "libfontconfig.dylib"), "FcGetVersion"),
    "harfbuzz-subset": (("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib"), ""),
}
_BREW = ("", "/opt/homebrew/lib/", "/usr/local/lib/")


def versions(digests: Digests) -> dict[str, str]:
    """Everything that makes a file besides the house, by name, with its version."""
    found = {
        "press": f"{__version__} {_code(digests)}",
        "python": ".".join(map(str, sys.version_info[:3])),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    for folder in reversed(sys.path):
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if package := re.fullmatch(r"([^-]+)-([^-]+)\.dist-info", name):
                known = re.sub(r"[-_.]+", "_", package[1]).lower()
                if known in _PACKAGES.split():
                    found[known] = package[2]
    return found | {name: _library(*said) for name, said in _LIBRARIES.items()}


def _code(digests: Digests) -> str:
    """One digest of all code that has a hand in a file."""
    files = inventory({"press": PACKAGE}, digests)
    lines = [
        f"{name} {digest}"
        for name, digest in files.items()
        if name.endswith(".py")
        and (_part(name) not in _WITHOUT_A_HAND.split() or name.startswith(_BUT))
    ]
    return digest_of("\n".join(lines).encode())[:16]


def _part(name: str) -> str:
    return name.split("/")[1].removesuffix(".py")


def _library(names: tuple[str, ...], says: str) -> str:
    """The version that a system library tells of itself."""
    for name in (folder + name for folder in _BREW for name in names):
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        if not says:
            return "there"
        ask: Callable[[], bytes] = getattr(library, says)
        if says == "FcGetVersion":
            return str(ask())
        ask.restype = ctypes.c_char_p  # type: ignore[attr-defined]
        return str(ask().decode())
    return "not there"
