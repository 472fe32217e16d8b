"""What the window says, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "title": "Voorbeeld",
        "choose": "Kies een folder",
        "show": "Laat zien",
        "what": "Wat u ziet",
        "zoom": "Grootte",
        "findings": "Bevindingen",
        "none": "Niets gevonden.",
        "error": "fout",
        "warning": "let op",
        "info": "tip",
        "making": "Bezig…",
        "ready": "Bijgewerkt",
        "old": "Zo was de bladzijde voordat er een fout in kwam.",
        "waiting": "De bladzijden komen zo.",
        "page": "bladzijde",
        "of": "van",
        "file": "Het bestand (PDF)",
        "others": "Andere folders",
        "gone": "Het voorbeeld is gestopt. Start leaflet preview opnieuw.",
        "where": "Klik op een bladzijde om te zien waar die tekst geschreven is.",
        "copied": "gekopieerd",
    },
    "en": {
        "title": "Preview",
        "choose": "Choose a leaflet",
        "show": "Show",
        "what": "What you see",
        "zoom": "Size",
        "findings": "Findings",
        "none": "Nothing found.",
        "error": "error",
        "warning": "warning",
        "info": "hint",
        "making": "Working…",
        "ready": "Up to date",
        "old": "This is how the page was before there was an error in it.",
        "waiting": "The pages are coming.",
        "page": "page",
        "of": "of",
        "file": "The file (PDF)",
        "others": "Other leaflets",
        "gone": "The preview has stopped. Start leaflet preview again.",
        "where": "Click on a page to see where that text is written.",
        "copied": "copied",
    },
}


def language_of(accepted: str) -> str:
    """The first of the browser's languages (RFC 9110, 12.5.4) that the window speaks."""
    for each in accepted.split(","):
        if (name := each.partition(";")[0].strip()[:2].lower()) in WORDS:
            return name
    return "en"
