"""A house, SiteChoices -> output/site: the site of each practice that is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from press.build import Inputs, Project, load
from press.cache import (
    FOLDER,
    Digests,
    ObjectCache,
    Stamp,
    clock,
    digest_of,
    everything,
    inventory,
    open_cache,
    seen_of,
)
from press.choices import OutputOptions
from press.errors import DiskError, UsageError
from press.files import bring_to_disk, must_take_more, sweep
from press.governance.addresses import NAME, write_addresses
from press.merge.web import Articles
from press.model import Finding, Layout, Practice, has_errors, is_worth_telling, names_in
from press.reading import did_you_mean
from press.site.full_text import pagefind
from press.site.pages import Download, SiteMaker
from press.site.plan import Shared, languages_of, plan_site
from press.site.shared import offered_files, read_shared
from press.site.texts import TextReader
from press.site.writing import (
    SITES,
    LaidDown,
    Written,
    lay_site,
    name_files,
    not_laid,
    read_notes,
    take_away,
    write_notes,
)
from press.workers.isolated import READING, lost
from press.workers.pool import LIMITS, Limits, in_children

_LOAD = 16
"""Sites that are brought to the disk together."""
_SITE = Limits(seconds=600.0, memory=LIMITS.memory, documents=10_000, weight=1_000_000_000)
"""What the site of one practice may take; a child holds the texts of the whole house."""


@dataclass(frozen=True, slots=True)
class SiteChoices:
    """For whom sites are made, and how many at a time."""

    practices: tuple[str, ...] = ()
    processes: int = 1
    force: bool = False


@dataclass
class Outcome:
    """What became of the sites: practices written and up to date, and what is wrong."""

    sites: int = 0
    pages: int = 0
    written: int = 0
    findings: dict[str, None] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    """Sites that were taken away, since their practice is gone."""
    failed: bool = False

    def add(self, note: Written, new: int) -> None:
        """Count a site, of which so many files are new."""
        self.sites += 1
        self.pages += sum(path.endswith(".html") for path in note.files)
        self.written += new
        self.findings |= dict.fromkeys(note.told)
        self.failed |= note.failed

    def say(self, findings: Sequence[Finding]) -> None:
        self.findings |= {str(each): None for each in findings if is_worth_telling(each)}
        self.failed |= has_errors(findings)


def build_site(root: Path, choices: SiteChoices) -> Outcome:
    """Make the sites that are chosen; UsageError where there is no such practice."""
    root = root.resolve()
    output = root / "output"
    notes = read_notes(output)
    if not choices.force and (standing := _standing(root, choices, notes)):
        return standing
    outcome, project = Outcome(), load(root)
    outcome.say(project.findings)
    outcome.troubles += project.troubles
    practices = _chosen(project, choices.practices)
    layout = next((each for each in project.layouts if each.format == "html"), None)
    if layout is None:
        raise UsageError("there is no layout of the format html, as layouts/web is")
    with open_cache(project.house.output) as cache:
        sweep(output)
        inputs_of = Inputs(project, cache.digests, OutputOptions())
        jobs = partial(in_children, processes=choices.processes, limits=READING)
        kept = ObjectCache(output, f"{FOLDER}/pages")
        reader = TextReader(project, layout, inputs_of, kept, jobs)
        shared, texts = read_shared(project, reader)
        outcome.say(texts.findings)
        offered = offered_files(project, practices, cache, inputs_of)
        made = _Sites(shared, texts.articles, layout, offered, output, choices)
        todo, inputs = [], _inputs(practices, shared, offered, cache.digests)
        for each in practices:
            note = notes.get(each.id)
            same = note is not None and not choices.force and note.inputs == inputs[each.id]
            if note and same and note.stands(f"{output}/{SITES}/{each.id}"):
                outcome.add(note, 0)
            else:
                todo.append(each)
        for practice, note, new in made.written(todo, notes, inputs):
            outcome.add(note, new)
            if new >= 0:
                notes[practice.id] = note
        outcome.notes = _without_practice(project, notes, output) if not choices.practices else ()
        write_addresses(project.house, shared.addresses)
        told = tuple(outcome.findings)
        notes[""] = Written(_key(root, cache.digests, choices), {}, told, outcome.failed)
        write_notes(output, notes)
        texts.articles.kept.tidy(clock(output / FOLDER))
    return outcome


def _without_practice(project: Project, notes: dict[str, Written], output: Path) -> tuple[str, ...]:
    """Take away the sites of practices that are gone; of one that cannot be read, none."""
    there = {each.id for each in project.practices} | names_in(project.findings)
    told = []
    for name in sorted(notes.keys() - there - {""}):
        left = "" if take_away(output, name, notes.pop(name).files) else ": other files are left"
        told.append(f"removed output/{SITES}/{name}, whose practice is gone{left}")
    return tuple(told)


def _standing(root: Path, choices: SiteChoices, notes: Mapping[str, Written]) -> Outcome | None:
    """What the last run said, if it would say the same again."""
    last, output = notes.get(""), root / "output"
    if last is None or last.inputs != _key(
        root, Digests(seen_of(output), clock(output / FOLDER)), choices
    ):
        return None
    outcome = Outcome()
    for practice, note in notes.items():
        if practice and (not choices.practices or practice in choices.practices):
            if not note.stands(f"{output}/{SITES}/{practice}"):
                return None
            outcome.add(note, 0)
    outcome.findings |= dict.fromkeys(last.told)
    outcome.failed |= last.failed
    return outcome


def _key(root: Path, digests: Digests, choices: SiteChoices) -> str:
    """One digest of all that sites are made from: the house, its archive, the files built."""
    records = Stamp.of(root / "output" / FOLDER / "records")
    known = everything(root, digests) | inventory({"archive": root / "archive"}, digests)
    known |= {NAME: digests.of(str(root / NAME)), "built": str(records)}
    known["search"] = str(pagefind())
    known["chosen"] = str(choices.practices)
    return _digest(known)


def _digest(known: Mapping[str, str]) -> str:
    return digest_of("\n".join(f"{name}\0{said}" for name, said in known.items()).encode())


def _inputs(
    practices: Sequence[Practice],
    shared: Shared,
    offered: Mapping[str, Sequence[Download]],
    digests: Digests,
) -> dict[str, str]:
    """A digest for each practice: of what all sites are made from, and of what is its own."""
    common: dict[str, str] = {}
    own: dict[str, dict[str, str]] = {each.origin.path.rpartition("/")[0]: {} for each in practices}
    for name, said in everything(shared.project.house.root, digests).items():
        folder = "/".join(name.split("/")[:3])
        if not name.startswith("sources/practices/"):
            common[name] = said
        elif folder in own:
            own[folder][name] = said
    common["addresses"] = str(sorted(shared.addresses.known.items()))
    common["search"] = str(pagefind())
    common["changes"] = str(sorted(shared.changes.items()))
    house = _digest(common)
    return {
        each.id: _digest(
            own[each.origin.path.rpartition("/")[0]]
            | {"house": house, "files": str([file.sha256 for file in offered.get(each.id, ())])}
        )
        for each in practices
    }


def _chosen(project: Project, wanted: Sequence[str]) -> list[Practice]:
    known = {each.id: each for each in project.practices}
    for name in wanted:
        if name not in known:
            hint = did_you_mean(name, sorted(known))
            raise UsageError(f"there is no practice '{name}'" + (f" ({hint})" if hint else ""))
    return [
        each
        for each in project.practices
        if (not wanted or each.id in wanted) and languages_of(each, project)
    ]


@dataclass(frozen=True, slots=True)
class _Sites:
    """Makes sites in children, a practice at a time in each."""

    shared: Shared
    articles: Articles
    layout: Layout
    offered: Mapping[str, Sequence[Download]]
    output: Path
    choices: SiteChoices

    def written(
        self, todo: Sequence[Practice], notes: Mapping[str, Written], inputs: Mapping[str, str]
    ) -> Iterator[tuple[Practice, Written, int]]:
        """Each practice with what is remembered of its site, and how many files are new.

        -1 of a site that was lost: its last one stands.
        """

        def work(index: int) -> LaidDown:
            practice = todo[index]
            made = SiteMaker(
                plan_site(practice, self.shared),
                self.shared,
                self.layout,
                self.offered.get(practice.id, ()),
                self.articles,
            ).site()
            before = notes[practice.id].files if practice.id in notes else {}
            try:
                return lay_site(self.output, practice.id, made, before)
            except (OSError, DiskError) as error:
                must_take_more(error)
                return not_laid(practice.id, error)

        load: list[tuple[Practice, LaidDown]] = []

        def named() -> Iterator[tuple[Practice, Written, int]]:
            bring_to_disk(self.output)
            for practice, laid in load:
                before = notes[practice.id].files if practice.id in notes else {}
                note = name_files(self.output, practice.id, laid, before, inputs[practice.id])
                yield practice, note, len(laid.new)
            load.clear()

        processes = min(self.choices.processes, max(1, len(todo)))
        for arrived in in_children(len(todo), work, processes=processes, limits=_SITE):
            practice = todo[arrived.index]
            if arrived.value is None:
                finding = lost(arrived, f"the site of {practice.id}", practice.origin)
                yield practice, Written("", {}, (str(finding),), failed=True), -1
                continue
            if arrived.value.failed and not arrived.value.same and not arrived.value.new:
                yield practice, Written("", {}, arrived.value.told, failed=True), -1
                continue
            load.append((practice, arrived.value))
            if len(load) >= _LOAD:
                yield from named()
        yield from named()
