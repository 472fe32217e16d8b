"""PrintJob, language -> the sentence for who stands at the desk: what became of it, what to do."""

from __future__ import annotations

from press.printing.jobs import PrintJob

_STATES = {
    "nl": {
        "waiting": "Deze opdracht wacht en wordt vanzelf opnieuw geprobeerd.",
        "sending": "De opdracht was onderweg naar de printer; straks blijkt of hij is aangekomen.",
        "printing": "De printer heeft de opdracht.",
        "turn": "De voorkanten zijn afgedrukt. Leg het papier terug zoals op het bovenste blad"
        " staat, en ga dan verder.",
        "done": "Afgedrukt.",
        "refused": "Deze printer kan dit niet afdrukken.",
        "failed": "De printer heeft de opdracht afgebroken. Kijk wat er in de printer ligt voordat"
        " u opnieuw afdrukt.",
        "doubt": "Het is niet zeker of dit is afgedrukt: de printer weet het niet meer. Kijk bij"
        " de printer, en druk het zo nodig opnieuw af.",
    },
    "en": {
        "waiting": "This job waits, and is tried again by itself.",
        "sending": "The job was on its way to the printer; it will turn out whether it arrived.",
        "printing": "The printer has the job.",
        "turn": "The fronts are printed. Lay the paper back as the sheet on top says, then go on.",
        "done": "Printed.",
        "refused": "This printer cannot print this.",
        "failed": "The printer broke the job off. See what lies in the printer before you print"
        " again.",
        "doubt": "It is not certain whether this was printed: the printer does not know any more."
        " Look at the printer, and print it again if need be.",
    },
}
_WHY = {
    "nl": {
        "away": "De printer antwoordt niet. Staat hij aan?",
        "lost": "De printer antwoordt niet. Op dit blad staat een naam; daarom is het niet"
        " bewaard. Druk het opnieuw af als de printer aanstaat.",
        "busy": "De printer neemt nu geen opdrachten aan.",
        "paper": "Hij heeft geen papier van {about}.",
        "grey": "Hij kan niet in grijs afdrukken.",
        "tray": "Hij heeft geen lade met die naam, wel: {about}.",
        "copies": "Hij drukt hoogstens {about} exemplaren in één keer af.",
        "pdf": "Hij leest geen PDF. Voeg hem op deze computer toe als printer, en kies hem daar.",
        "refuses": "Hij weigert: {about}.",
        "media-empty": "Het papier is op. Vul de lade bij.",
        "media-needed": "De printer vraagt om papier. Vul de lade bij.",
        "media-jam": "Er zit papier vast in de printer.",
        "cover-open": "De printer staat open. Doe de klep dicht.",
        "door-open": "De printer staat open. Doe de deur dicht.",
        "toner-empty": "De toner is op.",
        "marker-supply-empty": "De inkt of toner is op.",
        "paused": "De printer staat op pauze.",
        "stopped": "De printer heeft hem stilgezet. Kijk bij de printer, of in zijn instellingen"
        " op deze computer.",
        "offline": "De printer is niet verbonden.",
        "output-area-full": "De uitvoerbak is vol.",
        "input-tray-missing": "De papierlade zit niet in de printer.",
    },
    "en": {
        "away": "The printer does not answer. Is it switched on?",
        "lost": "The printer does not answer. There is a name on this sheet, so it was not kept."
        " Print it again when the printer is on.",
        "busy": "The printer takes no jobs now.",
        "paper": "It has no paper of {about}.",
        "grey": "It cannot print in grey.",
        "tray": "It has no tray of that name, but: {about}.",
        "copies": "It prints at most {about} copies at once.",
        "pdf": "It does not read PDF. Add it to this computer as a printer, and choose it there.",
        "refuses": "It refuses: {about}.",
        "media-empty": "The paper has run out. Fill the tray.",
        "media-needed": "The printer asks for paper. Fill the tray.",
        "media-jam": "Paper is stuck in the printer.",
        "cover-open": "The printer is open. Close its cover.",
        "door-open": "The printer is open. Close its door.",
        "toner-empty": "The toner has run out.",
        "marker-supply-empty": "The ink or toner has run out.",
        "paused": "The printer is paused.",
        "stopped": "The printer has stopped it. Look at the printer, or at its settings on this"
        " computer.",
        "offline": "The printer is not connected.",
        "output-area-full": "The output tray is full.",
        "input-tray-missing": "The paper tray is not in the printer.",
    },
}
_ATTRIBUTES = {
    "nl": {
        "sides": "dubbelzijdig",
        "media": "dit papier",
        "media-col": "dit papier uit deze lade",
        "copies": "zoveel exemplaren",
        "print-scaling": "op ware grootte",
        "print-color-mode": "deze kleuren",
        "document-format": "PDF",
    },
    "en": {
        "sides": "both sides",
        "media": "this paper",
        "media-col": "this paper from this tray",
        "copies": "so many copies",
        "print-scaling": "in true size",
        "print-color-mode": "these colours",
        "document-format": "PDF",
    },
}


def say(job: PrintJob, language: str = "en") -> str:
    """What became of a job and what to do, in that language or else in English."""
    language = language if language in _STATES else "en"
    names = _ATTRIBUTES[language]
    about = ", ".join(names.get(each, each) for each in job.about.split(", "))
    why = _WHY[language].get(job.why, "").replace("{about}", about)
    if job.why == "lost":
        return why
    said = _STATES[language][job.state]
    first, then = (said, why) if job.state in ("refused", "printing") else (why, said)
    return f"{first} {then}".strip()
