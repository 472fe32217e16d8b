"""A house -> why leaflets may not go out, and what is wrong in what was signed and published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from press.governance.archive import published_otherwise, published_path
from press.governance.signatures import (
    Signed,
    lacking,
    read_signatures,
    signed_otherwise,
    signed_path,
)
from press.governance.text import ReadText, Texts
from press.model import NOT_YET, Finding, House, Leaflet, Library, Origin
from press.reading import did_you_mean


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is wrong in what was signed, and by place of a leaflet:

    why it may not go out, and the roles whose signature it lacks.
    """

    held: Mapping[Origin, str]
    unsigned: Mapping[Origin, tuple[str, ...]]
    findings: tuple[Finding, ...]


def judge(library: Library) -> Judgement:
    """Judge every leaflet of a house by its head, its signatures and the archive.

    Without drafts, roles that must sign, signatures and an archive this costs nothing.
    """
    house, leaflets = library.house, library.content.leaflets
    findings: list[Finding] = []
    signed: dict[Origin, Signed] = {}
    for leaflet in leaflets:
        if signed_path(house, leaflet).exists():
            signed[leaflet.origin], more = read_signatures(house, leaflet)
            findings += more
    texts, concerned = (
        Texts(library),
        [
            leaflet
            for leaflet in leaflets
            if leaflet.origin in signed or published_path(house, leaflet).exists()
        ],
    )
    digests = texts.digests(concerned)

    def otherwise(leaflet: Leaflet, text: ReadText | None = None) -> list[Finding]:
        digest = digests.get(leaflet.origin)
        if digest is None:
            return []
        by = signed.get(leaflet.origin, ())
        return [
            *signed_otherwise(house, by, digest, text),
            *published_otherwise(house, leaflet, digest, text),
        ]

    doubtful = [leaflet for leaflet in concerned if otherwise(leaflet)]
    read = texts.read(doubtful)
    for leaflet in doubtful:
        findings += otherwise(leaflet, read.get(leaflet.origin))
    held, unsigned = {}, {}
    for leaflet in leaflets:
        findings += _of_nobody(house.owners, leaflet)
        roles = lacking(house, signed.get(leaflet.origin, ()), digests.get(leaflet.origin))
        if roles:
            unsigned[leaflet.origin] = roles
        if concept := _concept(leaflet, roles, house):
            held[leaflet.origin] = concept.message
            findings.append(concept)
    return Judgement(held, unsigned, tuple(findings))


def _of_nobody(owners: Mapping[str, str], leaflet: Leaflet) -> list[Finding]:
    """A leaflet whose owner is nobody of the house: nobody is reminded of its review."""
    if not leaflet.owner or leaflet.owner in owners:
        return []
    message = f"nobody is reminded of its review: '{leaflet.owner}' has no address"
    place = Origin(leaflet.origin.path, leaflet.lines.get("owner", 1))
    hint = did_you_mean(leaflet.owner, sorted(owners))
    hint = hint or "add the role with its address under 'owners:' in sources/house.yaml"
    return [Finding("S087", "warning", message, place, hint)]


def _concept(leaflet: Leaflet, roles: tuple[str, ...], house: House) -> Finding | None:
    """Why a leaflet is printed as a concept; None if it may go out.

    A house that asks for signatures holds back what nobody has read in its own language too:
    who signs may not know that language.
    """
    if leaflet.status == "draft":
        place = Origin(leaflet.origin.path, leaflet.lines.get("status", 1))
        hint = "when it is ready, take the line 'status' out"
        return Finding("S081", "info", "this is a draft, and so a concept", place, hint)
    if house.approve and leaflet.read_by == NOT_YET:
        place = Origin(leaflet.origin.path, leaflet.lines.get("read_by", 1))
        message = "this is a concept: nobody has read this translation as their own language"
        hint = "when somebody has, write who and when behind 'read_by'"
        return Finding("S081", "warning", message, place, hint)
    if not roles:
        return None
    message = f"this is a concept: it lacks the signature of {' and '.join(roles)}"
    hint = f"leaflet sign {leaflet.slug} --role {roles[0]}"
    return Finding("S081", "warning", message, Origin(leaflet.origin.path, 1), hint)
