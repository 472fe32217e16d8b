"""What is written of a leaflet's life: who signed it, what was published, why it was withdrawn."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from press.model.values import Day, Form, Identifier, OneLine, Written

Digest = Annotated[str, Form(r"[0-9a-f]{64}", "a digest has 64 signs: 0-9 and a-f")]


class Signature(Written):
    """Somebody's word for a text: in what role, on what day, for which words.

    `digest` is that of the words as the reader gets them (`press.governance.text`).
    """

    role: Identifier
    name: OneLine
    on: Day
    version: OneLine
    digest: Digest


class SignedFile(Written):
    """What `sources/leaflets/<language>/<slug>.signed.yaml` holds, the newest last."""

    signed: Annotated[tuple[Signature, ...], Field(min_length=1)]


class WithdrawnFile(Written):
    """What `sources/leaflets/<language>/<slug>.withdrawn.yaml` holds.

    `instead` is the leaflet that takes its place.
    """

    why: OneLine
    on: Day
    instead: Identifier | None = None


class PublishedFile(Written):
    """What `archive/<language>/<slug>/<version>.yaml` holds: a text as it was published.

    `snapshot` is the digest of the list of the house's files at that moment.
    """

    title: OneLine
    version: OneLine
    on: Day
    note: OneLine | None = None
    digest: Digest
    snapshot: Digest
    signed: tuple[Signature, ...] = ()
