"""A file -> a printer has it once: asked first, given a number, handed over, asked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from press.printing.ipp import FIDELITY, Answer, Attributes, Value, ask
from press.printing.printer import Refusal

Became = Literal["coming", "printing", "done", "broken off", "unknown"]
"""What a printer knows of a job; `coming`: its file has not come whole."""
_PDF: dict[str, Value] = {"document-format": "application/pdf"}
_NO_SUCH_OPERATION, _NOT_FOUND = 0x0501, (0x0406, 0x0407, 0x0404)
_BUSY = (0x0502, 0x0505, 0x0506, 0x0507, 0x0509, 0x050A, 0x050B)
"""Statuses of a printer that takes no job now and will later (RFC 8011, B.1.5)."""
_STOPPED, _GIVEN_UP, _COMPLETED = 6, (7, 8), 9
"""States of a job (RFC 8011, 5.3.7)."""
BLIND = -1
"""The number of a job whose printer gives none before it has the file."""


class BusyError(Exception):
    """A printer is there and takes no job now."""


class RefusedError(Exception):
    """A printer refuses; `refusal` says what it lacks."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class State:
    """What became of a job at its printer, and why it does not go on: its keywords."""

    became: Became
    reasons: tuple[str, ...] = ()


def validate(uri: str, title: str, job: Attributes) -> None:
    """Ask whether a printer would print this so; RefusedError or BusyError if not."""
    _must_be_good(ask(uri, "VALIDATE_JOB", {"job-name": title, **FIDELITY, **_PDF}, job=job))


def hand_over(
    uri: str, title: str, job: Attributes, pdf: bytes, numbered: Callable[[int], None]
) -> None:
    """Give a printer a file; `numbered` hears the job's number before the file goes.

    PrinterAwayError where the line breaks: then `state_of` that number says what is there.
    """
    named: dict[str, Value] = {"job-name": title, **FIDELITY}
    answer = ask(uri, "CREATE_JOB", named, job=job)
    if answer.status == _NO_SUCH_OPERATION:  # an older printer: all at once
        numbered(BLIND)
        answer = ask(uri, "PRINT_JOB", {**named, **_PDF}, job=job, data=pdf)
        _must_be_good(answer)
        numbered(_number(answer))
        return
    _must_be_good(answer)
    number = _number(answer)
    numbered(number)
    about: dict[str, Value] = {
        "job-id": number,
        "document-name": title,
        **_PDF,
        "last-document": True,
    }
    _must_be_good(ask(uri, "SEND_DOCUMENT", about | _PDF, data=pdf))


def state_of(uri: str, number: int) -> State:
    """What a printer knows of a job (RFC 8011, 5.3.7 and 5.3.8)."""
    names = ("job-state", "job-state-reasons", "number-of-documents")
    answer = ask(uri, "GET_JOB_ATTRIBUTES", {"job-id": number, "requested-attributes": names})
    if answer.status in _NOT_FOUND or not answer.jobs:
        return State("unknown")
    said = answer.jobs[0]
    code = int(str(int(said["job-state"][0])))  # type: ignore[call-overload]
    reasons = tuple(str(each) for each in said.get("job-state-reasons", ()) if each != "none")
    if code == _COMPLETED:
        return State("done")
    if code in _GIVEN_UP:
        return State("broken off", reasons)
    if {"job-incoming", "job-data-insufficient"} & {*reasons} or said.get(
        "number-of-documents"
    ) == (0,):
        return State("coming", reasons)
    return State("printing", ("stopped", *reasons) if code == _STOPPED else reasons)


def number_of(uri: str, name: str) -> int:
    """The number of a job by its name, which no two have; 0 if the printer lists none such."""
    for which in ("not-completed", "completed"):
        asked: dict[str, Value] = {
            "which-jobs": which,
            "requested-attributes": ("job-id", "job-name"),
        }
        for job in ask(uri, "GET_JOBS", asked).jobs:
            if job.get("job-name") == (name,) and isinstance(found := job["job-id"][0], int):
                return found
    return 0


def cancel(uri: str, number: int) -> None:
    """Take back a job whose file has not come whole."""
    ask(uri, "CANCEL_JOB", {"job-id": number})


def _must_be_good(answer: Answer) -> None:
    if answer.is_good:
        return
    if answer.status in _BUSY:
        raise BusyError(answer.words)
    about = ", ".join(answer.unsupported) or answer.words or f"{answer.status:#06x}"
    raise RefusedError(Refusal("refuses", about))


def _number(answer: Answer) -> int:
    said = answer.jobs[0].get("job-id", (BLIND,))[0] if answer.jobs else BLIND
    return said if isinstance(said, int) else BLIND
