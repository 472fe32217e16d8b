"""The name of an open family -> its font files and licence in a house's or a practice's fonts/.

The one place of the press that fetches fonts, and only when a person asks for a family by
name: the package `@fontsource/…` of an npm registry, whose digest is checked. The build finds
what lies here and fetches nothing.
"""

from __future__ import annotations

import json
import re
import tarfile
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha512
from io import BytesIO
from pathlib import Path

from press.errors import UsageError
from press.files import put
from press.reading.fonts import SHEET, declared_in, joined_font

Fetch = Callable[[str], bytes]
"""From an address to what stands there; OSError if there is nothing."""

_LICENCES = {"OFL-1.1": "the SIL Open Font License", "Apache-2.0": "the Apache License"}
_SUBSETS = ("latin", "latin-ext")
_SCRIPTS = {
    "sc": "chinese-simplified",
    "tc": "chinese-traditional",
    "jp": "japanese",
    "kr": "korean",
}
"""Endings of families that are for a script: what a package calls it; else it has its name."""
_AFTER_LATIN = 0x590
"""Before it stand Latin, Greek and Cyrillic, and what they have in common."""
_MOST_FILE = 2_000_000
"""Bytes of one file of a package."""


@dataclass(frozen=True, slots=True)
class OpenFamily:
    """An open family as a package holds it: WOFF files by weight and style, and its licence.

    `signs` are those that a family for a script is for, as a sheet says it; else nothing.
    """

    family: str
    licence: str
    licence_text: bytes
    files: dict[tuple[int, str], tuple[bytes, ...]]
    signs: str = ""


def fetch_family(family: str, weights: Sequence[int], registry: str, fetch: Fetch) -> OpenFamily:
    """Fetch the package of a family; UsageError, saying why, if there is none that may be used.

    Of weights that it lacks the nearest is taken; italics come with the upright ones.
    """
    slug = _slug(family)
    try:
        about = json.loads(fetch(f"{registry.rstrip('/')}/@fontsource%2f{slug}"))
        version = about["versions"][about["dist-tags"]["latest"]]
        licence = str(version.get("license", "")).strip()
        address, integrity = version["dist"]["tarball"], version["dist"]["integrity"]
    except OSError as error:
        raise UsageError(f"there is no open family '{family}' to be had: {error}") from None
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"what the registry says of '{family}' cannot be read") from None
    if licence not in _LICENCES:
        raise UsageError(f"'{family}' is under '{licence}', not under a licence known to be open")
    try:
        data = fetch(address)
    except OSError as error:
        raise UsageError(f"the files of '{family}' cannot be fetched: {error}") from None
    if f"sha512-{b64encode(sha512(data).digest()).decode()}" not in integrity.split():
        raise UsageError(f"the files of '{family}' did not come whole, or are others")
    return _unpacked(family, slug, licence, data, weights)


def _slug(family: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", family.casefold()).strip("-")
    if not slug:
        raise UsageError(f"'{family}' is not the name of a family")
    return slug


def _unpacked(
    family: str, slug: str, licence: str, data: bytes, weights: Sequence[int]
) -> OpenFamily:
    """Take out of a package what is asked for, and nothing by a path of its own."""
    try:
        with tarfile.open(fileobj=BytesIO(data), mode="r:gz") as package:
            held = {each.name: each for each in package if each.isfile() and each.size < _MOST_FILE}

            def read(name: str) -> bytes | None:
                member = held.get(f"package/{name}")
                file = package.extractfile(member) if member else None
                return file.read() if file else None

            script = slug.rpartition("-")[2]
            script = _SCRIPTS.get(script, script)
            own = f"package/files/{slug}-{script}-400-normal.woff" in held
            subsets = (script,) if own else _SUBSETS
            pattern = re.compile(rf"package/files/{slug}-{subsets[0]}-(\d+)-normal\.woff")
            there = {int(match[1]) for name in held if (match := pattern.fullmatch(name))}
            if not there:
                raise UsageError(f"the package of '{family}' has no Latin letters")
            wanted = {min(there, key=lambda one: (abs(one - weight), one)) for weight in weights}
            files: dict[tuple[int, str], tuple[bytes, ...]] = {}
            for weight in sorted(wanted):
                for style in ("normal", "italic"):
                    names = (f"files/{slug}-{part}-{weight}-{style}.woff" for part in subsets)
                    if found := tuple(content for name in names if (content := read(name))):
                        files[weight, style] = found
            text = read("LICENSE") or b""
            signs = _signs(script, read("unicode.json") or b"{}") if own else ""
    except (tarfile.TarError, OSError, EOFError) as error:
        raise UsageError(f"the package of '{family}' cannot be read: {error}") from None
    if not text:
        raise UsageError(f"the package of '{family}' does not hold its licence")
    return OpenFamily(family, licence, text, files, signs)


def _signs(script: str, said: bytes) -> str:
    """The signs of a script in what a package says of its parts: those that are not Latin's."""
    parts: dict[str, str] = json.loads(said)
    numbered = ",".join(value for name, value in parts.items() if name.startswith("["))
    ranges = re.findall(r"U\+([0-9A-Fa-f]{2,6})(-[0-9A-Fa-f]{2,6})?", parts.get(script, numbered))
    own = [(int(first, 16), f"U+{first}{last}".upper()) for first, last in ranges]
    return ", ".join(shown for first, shown in sorted(own) if first >= _AFTER_LATIN)


def ttf_of(fetched: OpenFamily) -> dict[tuple[int, str], bytes]:
    """The files of a family as TrueType, those of one weight and style as one.

    They come from elsewhere: to be done in a process of its own. Empty if one is broken.
    """
    try:
        return {key: joined_font(parts) for key, parts in fetched.files.items()}
    except Exception:  # fontTools meets a broken file with errors of any kind
        return {}


def add_family(fonts: Path, fetched: OpenFamily, ttf: dict[tuple[int, str], bytes]) -> list[Path]:
    """Write the files of a family and its licence into a fonts folder, and list them there."""
    if not ttf:
        raise UsageError(f"the files of '{fetched.family}' cannot be read as fonts")
    known = {(face.family, face.weight, face.style) for face in declared_in(fonts)}
    slug = _slug(fetched.family)
    name = re.sub(r"[^A-Za-z0-9]", "", fetched.family)
    made = [put(fonts / slug / "LICENSE.txt", fetched.licence_text)]
    rules: list[str] = []
    for (weight, style), data in sorted(ttf.items()):
        file = f"{slug}/{name}-{weight}{'' if style == 'normal' else '-' + style}.ttf"
        made.append(put(fonts / file, data))
        if (fetched.family, str(weight), style) not in known:
            rules.append(_rule(fetched, weight, style, file))
    sheet = fonts / SHEET
    before = sheet.read_text(encoding="utf-8").rstrip("\n") + "\n\n" if sheet.is_file() else ""
    head = f"/* {fetched.family}, under {_LICENCES[fetched.licence]}: see its folder. */"
    if rules:
        made.append(put(sheet, (before + "\n".join([head, *rules]) + "\n").encode()))
    return made


def _rule(fetched: OpenFamily, weight: int, style: str, file: str) -> str:
    signs = f"; unicode-range: {fetched.signs}" if fetched.signs else ""
    return (
        f'@font-face {{ font-family: "{fetched.family}"; font-weight: {weight};'
        f" font-style: {style}; src: url({file}){signs} }}"
    )
