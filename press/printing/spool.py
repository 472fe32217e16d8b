"""Tickets -> jobs kept in outbox/printing until they are printed; each handed over once.

    waiting ─▶ sending ─▶ printing ─▶ done          a printer that is away: waiting, tried again
       ▲          │           ├─▶ failed            the printer broke it off
       └──────────┘           ├─▶ turn ─▶ waiting   fronts are done: lay the paper back (go_on)
    refused                   └─▶ doubt             the printer does not know it any more

A job is a file of JSON beside its PDF; the PDF goes when it is printed. A private one, with a
patient's name on it, is never on the disk: it is lost when its printer is away, and says so.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter

from press.errors import UsageError
from press.files import content_of, lock, put
from press.printing.handing import (
    BLIND,
    BusyError,
    RefusedError,
    State,
    cancel,
    hand_over,
    number_of,
    state_of,
    validate,
)
from press.printing.ipp import PrinterAwayError
from press.printing.jobs import PrintJob, job_of, prepared, with_reasons
from press.printing.printer import look
from press.printing.tickets import Ticket

_JOBS = TypeAdapter(PrintJob)
FOLDER = "outbox/printing"
_LIFE = 24 * 3600.0
"""Seconds for which a job that is over is still shown."""
_PAUSE = 1.0
"""Seconds between two looks at a job that is being printed."""
OVER = ("done", "refused", "failed")


class Spool:
    """The print jobs of a house."""

    def __init__(self, root: Path) -> None:
        self.folder = root / FOLDER
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ignore = self.folder.parent / ".gitignore"
        if not ignore.exists():
            put(ignore, b"*\n")
        self._private: dict[str, tuple[PrintJob, bytes]] = {}

    def add(self, ticket: Ticket, now: float) -> PrintJob:
        """Keep a job; it goes to its printer with `send`."""
        job = job_of(ticket, secrets.token_hex(4), now)
        if ticket.private:
            self._private[job.id] = job, ticket.pdf
        else:
            put(self._path(job.id, "pdf"), ticket.pdf, mode=0o600)
            self._keep(job)
        return job

    def jobs(self) -> tuple[PrintJob, ...]:
        """All that are kept, the oldest first."""
        names = [path.stem for path in self.folder.glob("*.json")]
        kept = [job for job in map(self._read, names) if job]
        return tuple(sorted([*kept, *(job for job, _ in self._private.values())], key=_age))

    def job(self, name: str) -> PrintJob:
        """One job; UsageError where there is none of that name."""
        if found := next((each for each in self.jobs() if each.id == name), None):
            return found
        raise UsageError(f"there is no print job '{name}': leaflet print --jobs shows them")

    def send(self, name: str) -> PrintJob:
        """Hand a waiting job to its printer, or find out what became of it; says why not."""
        with lock(self.folder):
            job = self.job(name)
            if job.state == "sending":
                job = self._resumed(job)
            return self._sent(job) if job.state == "waiting" else job

    def send_due(self) -> tuple[PrintJob, ...]:
        """Try all that waits, and ask what became of the rest; those of which there is news."""
        news, away = [], set()
        for job in self.jobs():
            if job.state in (*OVER, "turn", "doubt") or job.printer in away:
                continue
            now = self.look(job.id) if job.state == "printing" else self.send(job.id)
            if now.why == "away":
                away.add(now.printer)
            if now != job:
                news.append(now)
        return tuple(news)

    def look(self, name: str) -> PrintJob:
        """Ask the printer once what became of a job that it has."""
        with lock(self.folder):
            job = self.job(name)
            if job.state != "printing":
                return job
            try:
                state, can = state_of(job.printer, job.number), look(job.printer)
            except PrinterAwayError:
                return self._keep(replace(job, why="away"))
            return self._keep(with_reasons(_after(job, state), state, can))

    def follow(
        self, name: str, patience: float, tell: Callable[[PrintJob], None] = lambda _: None
    ) -> PrintJob:
        """Look at a job until it is over or `patience` (seconds) is; `tell` hears what is new."""
        end, job = time.monotonic() + patience, self.job(name)
        while job.state == "printing" and time.monotonic() < end:
            before, job = job, self.look(name)
            if (job.state, job.why) != (before.state, before.why):
                tell(job)
            if job.state == "printing":
                time.sleep(_PAUSE)
        return job

    def go_on(self, name: str) -> PrintJob:
        """Print the backs, now that the paper is laid back; or once more what was in doubt."""
        with lock(self.folder):
            job = self.job(name)
            if job.state not in ("turn", "doubt", "failed"):
                raise UsageError(f"'{name}' does not wait for you: it is {job.state}")
            if job.state == "failed" and not self._path(name, "pdf").exists():
                raise UsageError(f"the file of '{name}' is gone: print it anew")
            job = replace(job, step=2) if job.state == "turn" else replace(job, turn=job.turn + 1)
            return self._keep(replace(job, state="waiting", number=0, why="", about=""))

    def forget(self, name: str) -> None:
        """Throw a job away; what its printer has already is printed."""
        with lock(self.folder):
            self._private.pop(self.job(name).id, None)
            for kind in ("pdf", "json"):
                self._path(name, kind).unlink(missing_ok=True)

    def is_private(self, job: PrintJob) -> bool:
        """Whether a job is in memory only, and gone with this process."""
        return job.id in self._private

    def sweep(self, now: float) -> None:
        """Forget what was over long ago."""
        for job in self.jobs():
            if job.state in OVER and now - job.queued > _LIFE:
                self.forget(job.id)

    def _sent(self, job: PrintJob) -> PrintJob:
        try:
            pdf, attributes, job = prepared(job, self._pdf(job), look(job.printer))
            validate(job.printer, job.name, attributes)
            job = self._keep(replace(job, state="sending", number=0, why="", about=""))

            def numbered(number: int) -> None:
                nonlocal job
                job = self._keep(replace(job, number=number))

            hand_over(job.printer, job.name, attributes, pdf, numbered)
        except RefusedError as error:
            if job.number > 0:
                cancel(job.printer, job.number)
            lack, about = error.refusal.lack, error.refusal.about
            return self._keep(replace(job, state="refused", why=lack, about=about))
        except BusyError:
            job = job if job.number > 0 else replace(job, state="waiting")
            return self._keep(replace(job, why="busy"))
        except PrinterAwayError:
            return self._away(job)
        return self._keep(replace(job, state="printing"))

    def _away(self, job: PrintJob) -> PrintJob:
        """The printer does not answer; what it was being given is in its number."""
        if job.id in self._private:
            lost = replace(job, state="failed", why="lost")
            return self._keep(replace(job, state="doubt", why="away") if job.number else lost)
        return self._keep(replace(job, why="away"))

    def _resumed(self, job: PrintJob) -> PrintJob:
        """What to do with a job whose handing over broke off: its printer is asked.

        Where its number was not written down, it is found by its name; if it is not there,
        nothing was handed over, unless all was to go at once.
        """
        try:
            number = job.number if job.number > 0 else number_of(job.printer, job.name)
            if not number:
                gone = replace(job, state="doubt" if job.number == BLIND else "waiting")
                return self._keep(replace(gone, number=0))
            job, state = replace(job, number=number), state_of(job.printer, number)
            if state.became == "coming":
                cancel(job.printer, job.number)
                return self._keep(replace(job, state="waiting", number=0))
        except PrinterAwayError:
            return self._keep(replace(job, why="away"))
        return self._keep(_after(job, state))

    def _pdf(self, job: PrintJob) -> bytes:
        if job.id in self._private:
            return self._private[job.id][1]
        return content_of(self._path(job.id, "pdf"))

    def _keep(self, job: PrintJob) -> PrintJob:
        """Write a job down, on the disk before this returns; what is over keeps no file."""
        if job.id in self._private:
            self._private[job.id] = job, b"" if job.state in OVER else self._private[job.id][1]
            return job
        put(self._path(job.id, "json"), _JOBS.dump_json(job), mode=0o600)
        if job.state in ("done", "refused"):
            self._path(job.id, "pdf").unlink(missing_ok=True)
        return job

    def _read(self, name: str) -> PrintJob | None:
        try:
            return _JOBS.validate_json(content_of(self._path(name, "json")))
        except (OSError, ValueError):  # gone meanwhile, or not the press's own
            return None

    def _path(self, name: str, kind: str) -> Path:
        return self.folder / f"{name}.{kind}"


@contextmanager
def open_spool(root: Path, now: float) -> Iterator[Spool]:
    """Open the print jobs of a house for a while."""
    spool = Spool(root)
    spool.sweep(now)
    yield spool


def _after(job: PrintJob, state: State) -> PrintJob:
    """A job that was handed over, after what its printer says of it."""
    match state.became:
        case "done":
            return replace(job, state="turn" if job.step == 1 else "done", why="", about="")
        case "broken off":
            return replace(job, state="failed", why="", about=", ".join(state.reasons))
        case "unknown":
            return replace(job, state="doubt", why="", about="")
        case _:
            return replace(job, state="printing", why="", about="")


def _age(job: PrintJob) -> tuple[float, str]:
    return job.queued, job.id
