"""PDF -> what Poppler reads on each page: a second opinion, where its programs are installed.

PDFium and Poppler find words in a file by rules of their own. What both read alike, other
readers, screen readers and search engines read too.
"""

from __future__ import annotations

import shutil
import subprocess

from lxml import etree, html

_SECONDS = 60


def read(pdf: bytes) -> tuple[str, ...]:
    """The words of each page, in the order of its content; nothing without `pdftotext`.

    A file that Poppler cannot read has no page. Its plain text will not do: where a typeface
    has a narrow space, that has none.
    """
    program = shutil.which("pdftotext")
    if program is None:
        return ()
    try:
        done = subprocess.run(
            [program, "-raw", "-bbox", "-", "-"],
            input=pdf,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
        pages = html.document_fromstring(done.stdout.decode("utf-8", "replace")).iter("page")
    except (OSError, subprocess.TimeoutExpired, etree.ParserError):
        return ("",)
    return tuple(" ".join(word.text or "" for word in page.iter("word")) for page in pages)
