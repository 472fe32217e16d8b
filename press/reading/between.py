"""Content -> what is wrong between its leaflets: addresses, translations."""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Content, Finding, Leaflet, Origin
from press.reading.records import did_you_mean

SITE_FILES = "files"
"""The folder of a website for what its pages ask for."""


def same_addresses(content: Content) -> Iterator[Finding]:
    """Two leaflets in one language whose printed address and QR code would be the same."""
    languages = {leaflet.language for leaflet in content.leaflets}
    seen: dict[tuple[str, str], Leaflet] = {}
    # A leaflet's own name comes before the short ones that others choose.
    for leaflet in sorted(content.leaflets, key=lambda leaflet: leaflet.short is not None):
        other = seen.setdefault((leaflet.language, leaflet.address_path), leaflet)
        if other is not leaflet:
            message = f"the address '{leaflet.address_path}' is also that of {other.origin.path}"
            place = Origin(leaflet.origin.path, leaflet.lines.get("short", 1))
            yield Finding("S055", "error", message, place, "give it another 'short' name")
        elif leaflet.address_path in (SITE_FILES, *languages):
            message = f"the address '{leaflet.address_path}' is the website's own"
            place = Origin(leaflet.origin.path, leaflet.lines.get("short", 1))
            yield Finding("S055", "error", message, place, "give it another 'short' name")


def check_translations(content: Content) -> Iterator[Finding]:
    """A translation names what it translates, at the version that it was made of."""
    by_name = {leaflet.slug: leaflet for leaflet in content.leaflets if not leaflet.translation_of}
    unread = {slug for _, slug in content.unread}
    withdrawn = {slug for _, slug in content.withdrawn}
    for leaflet in content.leaflets:
        if leaflet.translation_of is None:
            continue
        place = Origin(leaflet.origin.path, leaflet.lines.get("translation_of", 1))
        original = by_name.get(leaflet.translation_of)
        if original is None and leaflet.translation_of in withdrawn:
            message = f"'{leaflet.translation_of}', which this translates, is withdrawn"
            hint = f"withdraw this too: leaflet withdraw {leaflet.slug} --why …"
            yield Finding("S083", "warning", message, place, hint)
        elif original is None and leaflet.translation_of in unread:
            message = f"'{leaflet.translation_of}', which this translates, cannot be read"
            yield Finding("S058", "warning", message, place, "mend that leaflet first")
        elif original is None:
            message = f"there is no leaflet '{leaflet.translation_of}' that this could translate"
            hint = did_you_mean(leaflet.translation_of, list(by_name))
            yield Finding("S050", "error", message, place, hint)
        elif leaflet.translation_of_version != original.version:
            said = leaflet.translation_of_version or "no version"
            message = (
                f"this translates {said} of '{original.slug}', which is now {original.version}"
            )
            hint = "translate what changed, then write the new 'translation_of_version'"
            yield Finding("S051", "warning", message, place, hint)


def untranslated(content: Content) -> Iterator[Finding]:
    """Leaflets that lack a language into which others are translated."""
    languages = {leaflet.language for leaflet in content.leaflets if leaflet.translation_of}
    translated = {(leaflet.translation_of, leaflet.language) for leaflet in content.leaflets}
    for leaflet in content.leaflets:
        if leaflet.translation_of is None:
            missing = [
                f"'{language}'"
                for language in sorted(languages - {leaflet.language})
                if (leaflet.slug, language) not in translated
            ]
            if missing:
                message = f"this leaflet is not translated into {', '.join(missing)}, as others are"
                yield Finding("S052", "info", message, leaflet.origin)
