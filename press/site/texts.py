"""Publications -> what each text names and is made from, its page merged: kept for the next run.

A text is converted once: what it refers to is asked there, and its article is
merged for the place that it has in the first practice's site, which is that in most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from press.build import Inputs, Project
from press.build.inputs import PartName
from press.cache import digest_of
from press.merge import targets_of, text_findings
from press.merge.web import Articles, Kept, Named, PageMaker, Place, named_in
from press.model import Finding, Layout, Origin, Practice, Publication, Variant, has_errors
from press.workers.isolated import lost
from press.workers.pool import JobResult

_MADE_FROM = (PartName.PRESS, PartName.WORDS, PartName.LAYOUT, PartName.TEXT)


@dataclass(frozen=True, slots=True)
class Read:
    """What one text says of itself: leaflets that it leads to, findings, what it names."""

    targets: tuple[str, ...]
    findings: tuple[Finding, ...]
    named: Named


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of a house's sites; `references` are those of the usable ones."""

    references: Mapping[Origin, tuple[str, ...]]
    findings: tuple[Finding, ...]
    articles: Articles


@dataclass(frozen=True, slots=True)
class TextReader:
    """Reads texts, those that are not kept, for pages in a layout; `jobs` reads so many."""

    project: Project
    layout: Layout
    inputs: Inputs
    kept: Kept
    jobs: Callable[[int, Callable[[int], Read]], Iterable[JobResult[Read]]]

    def read(self, paths: Sequence[tuple[Publication, str]]) -> Texts:
        """Read texts, each with the path of its page below the root of most sites."""
        practice = next(iter(self.project.practices), None)
        kept = self.kept
        if practice is None:
            return Texts({}, (), Articles(kept, {}, {}))
        made_from = {each.origin: self._key(each, practice) for each, _ in paths}
        known = {
            each.origin: read
            for each, _ in paths
            if (read := kept.take(made_from[each.origin], Read)) is not None
        }
        todo = [(each, path) for each, path in paths if each.origin not in known]
        links: dict[str, dict[str, str]] = {}
        for each, path in paths:
            links.setdefault(each.language, {})[each.slug] = path

        def work(index: int) -> Read:
            publication, path = todo[index]
            library, origin = self.project.library, publication.origin
            found = text_findings(publication, library)
            read = Read(targets_of(publication, library), found, named_in(publication, library))
            if not has_errors(found):
                articles = Articles(kept, {origin: read.named}, made_from)
                maker = PageMaker(practice, library, self.layout, articles)
                place = Place("../" * path.count("/"), links[publication.language])
                maker.article(publication, place)
            return read

        findings: list[Finding] = []
        for arrived in self.jobs(len(todo), work):
            origin = todo[arrived.index][0].origin
            if arrived.value is None:
                findings.append(lost(arrived, "the web page of this", origin, by_option=False))
            else:
                known[origin] = arrived.value
                kept.keep(made_from[origin], arrived.value)
        usable = {origin: each for origin, each in known.items() if not has_errors(each.findings)}
        findings += [
            one for each in known.values() if has_errors(each.findings) for one in each.findings
        ]
        references = {origin: each.targets for origin, each in usable.items()}
        named = {origin: each.named for origin, each in usable.items()}
        return Texts(references, tuple(findings), Articles(kept, named, made_from))

    def _key(self, publication: Publication, practice: Practice) -> str:
        """One digest of what a text and its page are made from, whoever hands it out."""
        variant = Variant(publication, practice, self.layout, "screen", "html", "wcag2.2-aa")
        parts = self.inputs.of(variant)
        return digest_of("\n".join(parts[name][1] for name in _MADE_FROM).encode())
