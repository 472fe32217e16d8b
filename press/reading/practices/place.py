"""Where a brand lies, and the files that it names there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from press.model import Finding, Origin
from press.reading import did_you_mean

_TEXTS = (".yaml", ".yml", ".md", ".txt")


@dataclass(frozen=True, slots=True)
class Place:
    """A practice's folder, what findings call the folder, and the practice's name.

    `output` is where what is made of its fonts is kept. In a `strict` house a typeface that is
    not there is an error.
    """

    folder: Path
    name: str
    called: str
    output: Path
    strict: bool = False

    def find(
        self, written: str, code: str, origin: Origin, names: list[str]
    ) -> tuple[Path | None, list[Finding]]:
        """Find the file that a path means, inside this folder only.

        A path that begins with '/' begins at the folder (Quarto's root of a project).
        `names` are other words that the writer may have meant.
        """
        root = self.folder.resolve()
        try:
            path = (root / written.lstrip("/")).resolve()
            found = path.is_file()
        except (OSError, ValueError, RuntimeError):  # a name too long, a circle of links
            path, found = root, False
        if not path.is_relative_to(root):
            message = f"{written!r} lies outside the practice's folder"
            return None, [Finding(code, "error", message, origin, "copy the file into the folder")]
        if not found:
            files = (file for file in sorted(root.rglob("*.*")) if file.suffix not in _TEXTS)
            known = [*(file.relative_to(root).as_posix() for file in files), *names]
            message = f"there is no file {written!r} in the practice's folder"
            return None, [Finding(code, "error", message, origin, did_you_mean(written, known))]
        return self.folder / path.relative_to(root), []
