"""A language -> two sheets for who stands at the printer: a test, and how paper is laid back."""

from __future__ import annotations

from io import BytesIO
from typing import Literal

from pikepdf import Dictionary, Name, Pdf

from press.model import LayBack
from press.render.own_page import lay_out_own
from press.workers.isolated import alone

_STYLE = """
@page { size: A4 portrait; margin: 20mm }
@page lying { size: A4 landscape; margin: 15mm }
body { margin: 0; font: 14pt/1.4 "Atkinson Hyperlegible Next" }
section { page: lying; break-after: page; position: relative; block-size: 178mm }
section:last-child { break-after: auto }
h1 { font-size: 24pt; margin: 0 0 6mm }
.arrow { font: 700 60pt/1 "Noto Sans"; text-align: center; margin: 0 }
.edge { text-align: center; font-weight: 700; margin: 0 0 8mm }
ol { padding-inline-start: 8mm }
li, p { margin-block: 0 4mm; max-inline-size: 200mm }
code { font-family: inherit; font-weight: 700 }
.across, .down { position: absolute; border: 0 solid black; text-align: center }
.across { inset-block-end: 0; inset-inline-start: 60mm; inline-size: 100mm;
  box-sizing: border-box; border-inline-width: 0.3mm; border-block-end-width: 0.3mm }
.down { inset-inline-end: 0; inset-block-start: 40mm; block-size: 100mm; inline-size: 22mm;
  box-sizing: border-box; border-block-width: 0.3mm; border-inline-end-width: 0.3mm;
  padding-block-start: 44mm }
"""
_TEST = {
    "nl": {
        "title": "Proefblad",
        "top": "boven",
        "front": "Voorkant. Sla dit blad om zoals een bladzijde van een boekje: van rechts naar"
        " links. De pijl op de achterkant moet ook naar boven wijzen.",
        "back": "Achterkant. Wijst deze pijl naar boven, net als die op de voorkant? Dan klopt"
        " het. Wijst hij naar beneden? Schrijf dan in <code>practice.yaml</code> onder"
        " <code>printer:</code> <code>flip: {other}</code>, en druk dit blad opnieuw af.",
        "rule": "De lijnen zijn precies 100 mm. Meet ze na: zijn ze korter, dan verkleint de"
        " printer, en moet bij zijn instellingen ‘passend maken’ uit.",
        "nothing": "Staat er niets op de achterkant, dan drukt deze printer maar op één kant af.",
    },
    "en": {
        "title": "Test sheet",
        "top": "top",
        "front": "Front. Turn this sheet as a page of a booklet: from right to left. The arrow on"
        " the back must point up too.",
        "back": "Back. Does this arrow point up, as the one on the front? Then all is well. Does"
        " it point down? Write <code>flip: {other}</code> under <code>printer:</code> in"
        " <code>practice.yaml</code>, and print this sheet again.",
        "rule": "The lines are exactly 100 mm. Measure them: if they are shorter, the printer"
        " scales, and ‘fit to page’ must be off in its settings.",
        "nothing": "If there is nothing on the back, this printer prints on one side only.",
    },
}
_LAY_BACK = {
    "nl": {
        "title": "Nu de achterkanten",
        "take": "Neem dit blad weg. De bladen eronder zijn aan één kant bedrukt; houd ze op"
        " volgorde.",
        "printed-side-up": "Keer de stapel in zijn geheel om, en leg hem in de papierlade met de"
        " bedrukte kant naar boven.",
        "printed-side-down": "Leg de stapel zoals hij is in de papierlade, met de bedrukte kant"
        " naar beneden.",
        "edge": "De rand waar deze pijl naar wijst gaat als eerste de printer in.",
        "go": "Ga dan op het scherm verder, of typ <code>leaflet print --go-on</code> met het"
        " nummer van de opdracht.",
        "wrong": "Komt de achterkant op een kant die al bedrukt is? Schrijf dan in"
        " <code>practice.yaml</code> onder <code>printer:</code> <code>lay_back: {other}</code>.",
    },
    "en": {
        "title": "Now the backs",
        "take": "Take this sheet away. Those below it are printed on one side; keep them in order.",
        "printed-side-up": "Turn the pile over as a whole, and lay it in the paper tray with the"
        " printed side up.",
        "printed-side-down": "Lay the pile in the paper tray as it is, with the printed side down.",
        "edge": "The edge to which this arrow points goes into the printer first.",
        "go": "Then go on at the screen, or type <code>leaflet print --go-on</code> with the"
        " number of the job.",
        "wrong": "Does the back come on a side that is printed already? Write"
        " <code>lay_back: {other}</code> under <code>printer:</code> in"
        " <code>practice.yaml</code>.",
    },
}


def test_sheet(language: str, flip: Literal["short-edge", "long-edge"]) -> bytes:
    """Front and back with an arrow and 100 mm both ways, turned as a booklet is."""
    words = _TEST.get(language, _TEST["en"])
    other = "long-edge" if flip == "short-edge" else "short-edge"
    sides = (
        f"<h1>{words['title']}</h1><p>{words['front']}</p><p>{words['rule']}</p>",
        f"<p>{words['back']}</p><p>{words['nothing']}</p>".replace("{other}", other),
    )
    rule = '<div class="across">100 mm</div><div class="down">100 mm</div>'
    pages = "".join(
        f'<section><p class="arrow">↑</p><p class="edge">{words["top"]}</p>{side}{rule}</section>'
        for side in sides
    )
    pdf = alone(lambda: lay_out_own(_page(language, words["title"], pages)))
    with Pdf.open(BytesIO(pdf)) as file:
        if flip == "long-edge":  # as in booklets: each second side stands on its head
            file.pages[1].rotate(180, relative=True)
        turned = Name.DuplexFlipLongEdge if flip == "long-edge" else Name.DuplexFlipShortEdge
        file.Root.ViewerPreferences = Dictionary(Duplex=turned, PrintScaling=Name("/None"))
        out = BytesIO()
        file.save(out, deterministic_id=True)
    return out.getvalue()


def lay_back_sheet(language: str, lay_back: LayBack) -> bytes:
    """How the pile is laid back for its second side; the last that comes out in a first pass."""
    words = _LAY_BACK.get(language, _LAY_BACK["en"])
    other = "printed-side-down" if lay_back == "printed-side-up" else "printed-side-up"
    steps = "".join(f"<li>{words[name]}</li>" for name in ("take", lay_back, "edge", "go"))
    wrong = words["wrong"].replace("{other}", other)
    body = f'<p class="arrow">↑</p><h1>{words["title"]}</h1><ol>{steps}</ol><p>{wrong}</p>'
    return alone(lambda: lay_out_own(_page(language, words["title"], body)))


def _page(language: str, title: str, body: str) -> str:
    said = language if language in _TEST else "en"
    return (
        f'<!DOCTYPE html><html lang="{said}"><head><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>{body}</body></html>"
    )
