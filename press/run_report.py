"""A house, a moment -> RunReport: what was made, failed, delivered since, and what is due."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import datetime
from pathlib import Path

from press.build import Project
from press.cache import BuildCache, LastRun, Record, last_runs, read_cache
from press.errors import PressError
from press.governance.issued import read_issued
from press.governance.owing import owed
from press.mail.outbox import FOLDER, open_outbox
from press.mail.reminding import house_reviews
from press.report import Build, Mail, RunReport


def run_report(project: Project, since: datetime, until: datetime) -> RunReport:
    """Look back over what a house did; both moments with their time zone.

    What was made are files of `output/` that were written since; a delivery counts from the
    day on which `since` lies, as the record knows days only.
    """
    house, today = project.house, until.date()
    cache = read_cache(house.output)
    runs = [(when, run) for when, run in last_runs(house.output) if when >= since.timestamp()]
    builds = [_build(cache, datetime.fromtimestamp(at, since.tzinfo), run) for at, run in runs]
    errors = [str(each) for each in project.findings if each.severity == "error"]
    for build, (_, run) in zip(builds, runs, strict=True):
        errors += run.errors if build.not_written or build.left else ()
    leaflets = project.library.content.leaflets
    events, _ = read_issued(house)
    return RunReport(
        house=house.name or house.root.name,
        since=since,
        until=until,
        builds=tuple(builds),
        made=_made(cache, since),
        files=len(cache.records),
        errors=tuple(dict.fromkeys(errors)),
        events=tuple(event for event in events if since.date() <= event.on <= today),
        mail=_mail(house.root, since.timestamp(), until.timestamp()),
        owed=tuple(owed(house_reviews(project), leaflets, project.unsigned, today)),
        free=shutil.disk_usage(house.root).free,
    )


def _build(cache: BuildCache, ended: datetime, run: LastRun) -> Build:
    """A build; what it could not write and another wrote since is no failure any more."""
    failed = tuple(path for path in run.failed if not _is_new(cache.records.get(path), ended))
    not_written = run.not_written - len(run.failed) + len(failed)
    counts = run.written, run.up_to_date, not_written, run.left
    return Build(ended, run.order, *counts, failed)


def _is_new(record: Record | None, since: datetime) -> bool:
    """Whether a file was written since; files are dated to the whole second."""
    return record is not None and record.stamp.of_bytes // 1_000_000_000 >= int(since.timestamp())


def _made(cache: BuildCache, since: datetime) -> Counter[str]:
    """Files that were written since, and stand, by practice."""
    new = (each.about.practice for each in cache.records.values() if _is_new(each, since))
    return Counter(sorted(new))


def _mail(root: Path, since: float, until: float) -> Mail:
    """What became of messages, without to whom they went."""
    if not (root / FOLDER).is_dir():
        return Mail()
    try:
        with open_outbox(root, until) as outbox:
            return Mail(outbox.ledger.states_since(since), outbox.ledger.failed_since(since))
    except (OSError, PressError) as error:
        return Mail(unread=str(error))
