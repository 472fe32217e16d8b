"""Project, Order -> what proofreading says of each leaflet that is asked for."""

from __future__ import annotations

from datetime import date

from press.build.asked import in_its_languages
from press.build.plan import is_asked, is_chosen, must_be_known, plan
from press.build.project import Project
from press.choices import Order
from press.merge import read_text
from press.model import Finding, Leaflet, sort_findings, suppress
from press.proofread import Proof, load_lists, proofread
from press.reading.between import untranslated
from press.workers.isolated import READING, alone, cores, lost
from press.workers.pool import in_children


def proofread_all(
    project: Project, order: Order, today: date
) -> tuple[tuple[tuple[Leaflet, Proof], ...], tuple[Finding, ...]]:
    """Proofread once each leaflet that is asked for; give also what else is wrong.

    A leaflet that no practice hands out yet is read too, unless practices or layouts
    are chosen; so is the text of one whose head has mistakes, then if it is named.
    """
    content = project.library.content
    if order.practices or order.layouts:
        asked = tuple(variant.publication for variant in plan(project, order))
        more = content.with_bad_head if order.publications else ()
    else:
        must_be_known(project, order)
        order = in_its_languages(project, order)
        asked = tuple(each for each in project.publications if is_asked(each, order))
        more = (*content.leaflets, *content.with_bad_head)
    besides = {
        leaflet.origin: leaflet
        for leaflet in more
        if is_chosen(leaflet.slug, order.publications)
        and is_chosen(leaflet.language, order.languages)
    }
    lists, findings = alone(lambda: load_lists(project.house))
    leaflets = {
        leaflet.origin: leaflet for publication in asked for leaflet in publication.leaflets
    }
    names = tuple(practice.name for practice in project.practices)
    words = project.library.words
    todo = sorted({**besides, **leaflets}.values(), key=lambda leaflet: leaflet.origin)

    def read(index: int) -> tuple[Proof, tuple[Finding, ...]]:
        leaflet = todo[index]
        text, wrong = read_text(leaflet, content, words.get(leaflet.language))
        kept, _ = suppress(wrong, [leaflet])
        return proofread(leaflet, text, lists, today=today, names=names), kept

    proofs: list[tuple[Leaflet, Proof]] = []
    for outcome in in_children(len(todo), read, processes=cores(), limits=READING):
        leaflet = todo[outcome.index]
        if not outcome.value:
            what = "proofreading this"
            findings.append(lost(outcome, what, leaflet.origin, by_option=False))
            continue
        proof, wrong = outcome.value
        findings += wrong
        if leaflet.origin in leaflets:
            proofs.append((leaflet, proof))
        else:  # of its head the reader has its say
            findings += [one for one in proof.findings if not one.code.startswith("T00")]
    proofs.sort(key=lambda pair: pair[0].origin)
    return tuple(proofs), sort_findings([*findings, *untranslated(project.library.content)])
