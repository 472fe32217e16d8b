"""Leaflet, its Prose -> Proof: findings about its words, and how easily it reads.

    words        words and sentences         syllables, readability   the formulas
    language     the lists of a language     proof                    what rules take, all codes
    head, parts, wording, contact, length    the rules by subject

Every rule is a function of a Copy that yields findings; `RULES` is all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from press.model import Finding, Leaflet, Prose, sort_findings
from press.proofread import contact, head, length, parts, wording
from press.proofread.language import Lists, lists_of, load_lists
from press.proofread.proof import OTHERS, SEVERITY, Copy, Proof
from press.proofread.readability import Reading, read_through

__all__ = ["RULES", "Lists", "Proof", "Reading", "load_lists", "proofread"]

Rule = Callable[[Copy], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    head.sources_are_named,
    head.identifier_is_given,
    head.review_is_planned,
    head.sources_can_be_looked_up,
    head.patients_are_named,
    wording.hard_words,
    wording.unexplained_terms,
    wording.unexplained_abbreviations,
    wording.words_cut_short,
    wording.forms_of_address,
    wording.missing_lists,
    contact.phones,
    contact.emails,
    contact.practice_names,
    length.sentences,
    length.mean_sentence,
    length.reading_index,
    length.paragraphs,
    length.sections,
    length.lists,
    parts.sections_present,
    parts.summary,
    parts.action,
    parts.tool,
)


def proofread(
    leaflet: Leaflet,
    text: Prose,
    lists: Mapping[str, Lists],
    *,
    today: date,
    names: tuple[str, ...] = (),
) -> Proof:
    """Judge a leaflet's words by every rule.

    `lists` are all languages', `names` those of the practices, which no text may spell out.
    What the leaflet's head allows is kept apart.
    """
    own = lists_of(leaflet.language, lists)
    copy = Copy(leaflet, text, read_through(text, own), own, today, names)
    found = {finding: None for rule in RULES for finding in rule(copy)}
    silenced = [finding for finding in found if finding.code in leaflet.allow]
    kept = [finding for finding in found if finding.code not in leaflet.allow]
    kept += _needless(copy, {finding.code for finding in silenced})
    return Proof(sort_findings(kept), sort_findings(silenced), copy.reading)


def _needless(copy: Copy, used: set[str]) -> Iterator[Finding]:
    """An `allow` that silences nothing. Codes of other stages are theirs to judge."""
    for code in copy.leaflet.allow:
        if code in SEVERITY and code not in used:
            message = f"'allow' names {code}, which does not occur here"
            yield copy.head("T091", "allow", message, "take it out")
        elif code not in SEVERITY and code not in OTHERS:
            message = f"'allow' names {code}, which no rule has"
            yield copy.head("T090", "allow", message, "docs/findings.md lists all codes")
