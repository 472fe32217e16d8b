"""Findings -> annotations: GitHub's workflow commands, which a pull request shows at the line.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from press.model import Finding, shown

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_TEXT | str.maketrans({":": "%3A", ",": "%2C"})


def annotate(findings: Iterable[Finding], house: str = "") -> Iterator[str]:
    """Write each finding as a line; `house` is the house's folder in the repository."""
    for finding in findings:
        origin = finding.origin
        path = f"{house}/{origin.path}" if house not in ("", ".") else origin.path
        hint = f" ({finding.hint})" if finding.hint else ""
        yield (
            f"::{_COMMANDS[finding.severity]} file={_plain(path).translate(_IN_PROPERTY)}"
            f",line={origin.line or 1},title={finding.code.translate(_IN_PROPERTY)}"
            f"::{_plain(finding.message + hint).translate(_IN_TEXT)}"
        )


def _plain(text: str) -> str:
    """A text without what would steer a terminal; line breaks are escaped by GitHub's rules."""
    return "".join(sign if sign in "\r\n" else shown(sign) for sign in text)
