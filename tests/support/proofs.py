"""The proof of documents that a test has made."""

from __future__ import annotations

from collections.abc import Iterable

from press.model import Document
from press.proof import Proof, lay_out, views


def proof(documents: Iterable[Document]) -> Proof:
    """Page images of these documents, each under its path."""
    return lay_out([(document.variant.path, views(document)) for document in documents])
