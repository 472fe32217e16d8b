"""Blocks -> what they could be made into: headings, warning signs, questions, a practice's own.

Nothing is rewritten unasked: an offer says what to write. Those that are certain are done with
`--apply`, and told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from press.importing.leaflets.record import Block, Piece, Remark
from press.importing.leaflets.shaping import each_letter_from, each_piece, is_bold

_URGENT = re.compile(
    r"(?i)(?:bel|neem|waarschuw|ga)\b.*\b(?:direct|meteen|onmiddellijk|nu|spoed|112)\b"
    r"|(?:call|phone|contact|ring|seek|get)\b.*"
    r"\b(?:immediately|at once|straight away|right away|now|urgent\w*|112|911|999)\b"
    r"|(?:rode vlaggen|alarmsignalen|alarmsymptomen|red flags|warning signs)\W*\Z"
)
_QUESTION = re.compile(r"\s*(?:v(?:raag)?|q(?:uestion)?)\s*[:.]\s*(?=\S)", re.I)
_ANSWER = re.compile(r"\s*a(?:ntwoord|nswer)?\s*[:.]\s*(?=\S)", re.I)
_EXERCISE = re.compile(r"(?i)\s*(?:oefening|exercise)\b|\s*\d{1,2}[.)]?\s")
_ADDRESS = re.compile(
    r"\b\w[\w .'-]{2,40} \d{1,4}\w?,?\s+\d{4} ?[A-Z]{2}\b|\b\d{4} ?[A-Z]{2} {1,2}[A-Z]\w+"
)
_MOST_WORDS, _LONGEST = 10, 70


@dataclass(frozen=True, slots=True)
class Offer:
    """What so many blocks from one on could be: what is seen, what to write, what comes of it.

    Only a certain one has blocks that take their place, and the words that then fall away.
    """

    index: int
    count: int
    seen: str
    write: str
    made: tuple[Block, ...] = ()
    fallen: tuple[Remark, ...] = ()
    at: int = 0
    """The number of the first block in the file."""


def offers_in(blocks: Sequence[Block]) -> list[Offer]:
    """What could be made of blocks, none of them twice."""
    found: list[Offer] = []
    behind = 0
    for at in range(len(blocks)):
        if at < behind:
            continue
        offer = next(filter(None, (kind(blocks, at) for kind in _KINDS)), None)
        if offer:
            found.append(replace(offer, at=blocks[at].at))
            behind = at + offer.count
    return found


def applied(
    blocks: Sequence[Block], offers: Iterable[Offer]
) -> tuple[list[Block], list[Offer], list[Remark]]:
    """Do the offers that are certain: the blocks, the offers that are left, what was done."""
    out: list[Block] = []
    left: list[Offer] = []
    told: list[Remark] = []
    at = 0
    for offer in offers:
        if not offer.made:
            left.append(offer)
            continue
        first = blocks[offer.index]
        out += blocks[at : offer.index]
        out += offer.made
        at = offer.index + offer.count
        became = f"made into {offer.write.splitlines()[0]}"
        said = " ".join(first.text.split())
        told += [Remark(offer.seen, first.place, became, said, part=first.part, at=first.at)]
        told += offer.fallen
    return [*out, *blocks[at:]], left, told


def _heading(blocks: Sequence[Block], at: int) -> Offer | None:
    """A paragraph that is all bold, short, and above others that are not."""
    block, said = blocks[at], " ".join(blocks[at].text.split())
    follows = blocks[at + 1] if at + 1 < len(blocks) else None
    if not _is_line(block) or follows is None or said.endswith((".", ":", ",", ";")):
        return None
    if follows.kind == "heading" or (follows.kind == "text" and is_bold(follows)):
        return None
    above = [b.level for b in blocks[:at] if b.kind == "heading" and b.name != "made"]
    pieces = tuple(replace(piece, marks=piece.marks - {"bold"}) for piece in block.pieces)
    level = (above[-1] or 0) + 1 if above else 1
    made = replace(block, kind="heading", pieces=pieces, level=level, name="made")
    return Offer(at, 1, "bold line that is a heading", f"## {said}", (made,))


def _is_line(block: Block) -> bool:
    said = block.text.strip()
    short = len(said) <= _LONGEST and len(said.split()) <= _MOST_WORDS and "\n" not in said
    return block.kind == "text" and block.level < 0 and is_bold(block) and short


def _red_flags(blocks: Sequence[Block], at: int) -> Offer | None:
    """A line that says to call at once, and the list below it."""
    block, said = blocks[at], " ".join(blocks[at].text.split())
    if block.kind not in ("heading", "text") or not _URGENT.match(said) or block.level == 0:
        return None
    end = at + 1
    while end < len(blocks) and blocks[end].kind == "item":
        end += 1
    title = said.rstrip(": ")
    write = f'!!! red-flags "{title}"\n    - …'
    plain = not any(piece.note or piece.href or piece.value for piece in block.pieces)
    if end == at + 1 or not plain or len(said) > _LONGEST:
        return Offer(at, 1, "words that say to call at once", write)
    pieces = tuple(replace(piece, marks=frozenset()) for piece in block.pieces)
    part = replace(
        block,
        kind="part",
        name="red-flags",
        pieces=pieces,
        level=-1,
        blocks=tuple(blocks[at + 1 : end]),
    )
    return Offer(at, end - at, "list of what to call at once for", write, (part,))


def _question(blocks: Sequence[Block], at: int) -> Offer | None:
    """'Vraag: …' and 'Antwoord: …', each a paragraph."""
    if at + 1 >= len(blocks):
        return None
    pair = blocks[at], blocks[at + 1]
    marks = _QUESTION.match(pair[0].text), _ANSWER.match(pair[1].text)
    if not all(marks) or any(block.kind != "text" or block.level >= 0 for block in pair):
        return None
    made, fallen = [], []
    for block, mark, kind in zip(pair, marks, ("term", "answer"), strict=True):
        assert mark
        pieces = each_letter_from(block.pieces, mark.end())
        if kind == "term":
            pieces = tuple(replace(piece, marks=frozenset()) for piece in pieces)
        made.append(replace(block, kind=kind, pieces=pieces))  # type: ignore[arg-type]
        word = f"{mark[0].strip()} "
        became = "left out: a question stands above its answer"
        fallen.append(
            Remark(
                "word before a question or answer",
                block.place,
                became,
                word,
                True,
                block.part,
                block.at,
            )
        )
    said = " ".join(made[0].text.split())
    return Offer(at, 2, "question and answer", f"{said}\n:   …", tuple(made), tuple(fallen))


def _exercise(blocks: Sequence[Block], at: int) -> Offer | None:
    """A heading of an exercise with a picture and steps below it."""
    block, below = blocks[at], blocks[at + 1 : at + 8]
    kinds = {each.kind for each in below}
    is_head = block.kind == "heading" or _is_line(block)
    if not is_head or not _EXERCISE.match(block.text) or not {"picture", "item"} <= kinds:
        return None
    said = " ".join(block.text.split())
    write = f'!!! exercise "{said}"\n    (picture and steps below it, indented)'
    return Offer(at, 1, "exercise with a picture and steps", write)


def _address(blocks: Sequence[Block], at: int) -> Offer | None:
    block = blocks[at]
    if block.kind in ("text", "item") and (found := _ADDRESS.search(block.text)):
        seen = f"address: '{' '.join(found[0].split())}'"
        return Offer(at, 1, seen, "{{ practice.address.street }}, {{ practice.address.city }}")
    return None


_KINDS: tuple[Callable[[Sequence[Block], int], Offer | None], ...] = (
    _question,
    _red_flags,
    _exercise,
    _heading,
    _address,
)


# --- a practice's own ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Own:
    """Something of a practice that texts must not spell out: how it is found, and its value."""

    pattern: re.Pattern[str]
    value: str
    kind: str


def own_of(name: str, phone: str, email: str, website: str) -> Iterator[Own]:
    """What a practice has of its own, to be found however it is spaced."""
    digits = [r"[\s()./-]*".join(re.sub(r"\D", "", phone))] if phone else []
    for pattern in digits:
        yield Own(re.compile(rf"(?<!\d)\(?{pattern}(?!\d)"), "practice.phone", "telephone number")
    if email:
        yield Own(
            re.compile(rf"(?<![\w.]){re.escape(email)}(?!\w)", re.I),
            "practice.email",
            "e-mail address",
        )
    if bare := re.sub(r"^https?://|/$", "", website):
        pattern = rf"(?<![\w.@/-])(?:https?://)?{re.escape(bare)}/?(?![\w/-])"
        yield Own(re.compile(pattern, re.I), "practice.website", "website")
    if name:
        words = r"\s+".join(map(re.escape, name.split()))
        yield Own(re.compile(rf"(?<!\w){words}(?!\w)"), "practice.name", "name of a practice")


def with_values(blocks: Sequence[Block], owns: Sequence[Own]) -> tuple[list[Block], list[Remark]]:
    """Put values in the place of what a practice of the house has of its own."""
    told: list[Remark] = []

    def change(block: Block, piece: Piece) -> Iterable[Piece]:
        if block.kind == "heading" and not block.level:
            return [piece]
        for own in owns:
            if found := own.pattern.search(piece.text):
                became = f"{{{{ {own.value} }}}}"
                told.append(
                    Remark(
                        own.kind, block.place, became, f" {found[0]} ", True, block.part, piece.at
                    )
                )
                href = "" if piece.href else piece.href
                before = replace(piece, text=piece.text[: found.start()], href=href)
                behind = replace(piece, text=piece.text[found.end() :], href=href, note="")
                value = replace(piece, text="", value=own.value, href="", note="")
                return [*change(block, before), value, *change(block, behind)]
        return [piece]

    return each_piece(blocks, change), told
