"""Approval: what lacks a signature is a concept, and stays in the house."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from conforming import PROFILES, failures
from conftest import Run, Write
from signed import BODY, SIGN, approve, held, said

from press import build
from press.governance.signatures import SUFFIX
from press.mail.delivery import compare, with_rows
from press.model import Origin, Publication


@pytest.mark.slow
def test_without_approve_nobody_need_sign(house: Path, write: Write) -> None:
    write(BODY)
    assert held(house) == {}
    assert said(house, "S080", "S081", "S082") == []
    assert not (house / "output").exists(), "and nothing is worked out"


@pytest.mark.slow
def test_what_lacks_a_role_is_a_concept_and_so_is_its_booklet(house: Path, run: Run) -> None:
    booklet = house / "sources/booklets/nl/beide.yaml"
    booklet.parent.mkdir(parents=True)
    booklet.write_text(
        'title: Beide\nsummary: Alles.\nversion: "1.0"\npublished: 2026-01-05\n'
        "reviewed: 2026-01-05\nreview_due: 2028-01-05\nleaflets: [slapen, wandelen]\n"
    )
    approve(house, "clinician", "editor")
    for role in ("clinician", "editor"):
        assert run("sign", "wandelen", "--role", role, "--name", "X").code == 0
    assert run("sign", "slapen", "--role", "editor", "--name", "X").code == 0
    assert held(house) == {
        "sleeping": "this is a concept: it lacks the signature of clinician and editor",
        "slapen": "this is a concept: it lacks the signature of clinician",
        "beide": "slapen: this is a concept: it lacks the signature of clinician",
    }
    assert run("sign", "slapen", "--role", "clinician", "--name", "X").code == 0
    assert set(held(house)) == {"sleeping"}


@pytest.mark.slow
def test_a_concept_says_so_on_every_page_as_an_artifact_and_in_the_title(
    house: Path, run: Run
) -> None:
    approve(house, "clinician")
    ran = run("build", "slapen", "--practice", "molen")
    assert ran.code == 0, ran.errors
    with pikepdf.open(house / "output/molen/nl/slapen.a4.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == "CONCEPT: Beter slapen"
        for page in pdf.pages:
            assert "CONCEPT" in aslant(page)
    data = (house / "output/molen/nl/slapen.a4.pdf").read_bytes()
    assert [failures(data, each) for each in PROFILES] == [[], []]
    run("sign", "slapen", "--role", "clinician", "--name", "X")
    assert "\n1 written" in run("build", "slapen", "--practice", "molen").output
    with pikepdf.open(house / "output/molen/nl/slapen.a4.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == "Beter slapen"
        assert not any(map(aslant, pdf.pages))


def aslant(page: pikepdf.Page) -> str:
    """The artifacts that are set aslant on a page: how many letters each has."""
    open_marks, turned, found = [], [False], ""
    for each in pikepdf.parse_content_stream(page):
        operands = each.operands
        match str(each.operator):
            case "q":
                turned.append(turned[-1])
            case "Q":
                turned.pop()
            case "cm":
                turned[-1] = turned[-1] or abs(float(operands[1])) > 0.1
            case "BDC" | "BMC":
                open_marks.append(str(operands[0]))
            case "EMC":
                open_marks.pop()
            case "TJ" if turned[-1]:
                assert "/Artifact" in open_marks
                letters = sum(isinstance(each, pikepdf.String) for each in operands[0])
                found += "CONCEPT" if letters >= 7 else "?"
            case _:
                pass
    return found


@pytest.mark.slow
def test_a_concept_is_neither_sent_nor_delivered_and_holds_nobody_back(
    house: Path, run: Run
) -> None:
    approve(house, "clinician")
    run("sign", "wandelen", "--role", "clinician", "--name", "X")
    ran = run("send", "slapen", "--practice", "molen")
    assert ran.code == 1
    assert ran.errors[-1] == (
        "sources/leaflets/nl/slapen.md:1: error: slapen is not sent: this is a concept: it lacks"
        " the signature of clinician (a concept goes out to nobody: see docs/governance.md) [D007]"
    )
    ran = run("deliver", "--practice", "molen")
    assert ran.code == 0
    assert "- Elke dag wandelen (nl, versie 1.0)" in ran.output
    assert "slapen" not in ran.output
    assert len([line for line in ran.errors if "slapen is not delivered" in line]) == 1


def test_what_is_held_back_is_not_called_withdrawn() -> None:
    row = {"path": "a/nl/x.pdf", "language": "nl", "publication": "x", "sha256": "1"}
    last = json.dumps({"files": [row | {"title": "X", "version": "1.0"}]})
    now = json.dumps({"files": []})
    leaflet = Publication("x", "nl", None, (), Origin("x"), {}, held="why")  # type: ignore[arg-type]
    assert compare(last, with_rows(now, last, [leaflet])) == {
        "new": [],
        "changed": [],
        "withdrawn": [],
    }
    assert compare(last, with_rows(now, last, []))["withdrawn"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--on", "2999-01-01"), "is still to come"),
        (("--on", "gisteren"), "write year-month-day"),
        (("--role", "De Dokter"), "is no role"),
        (("--name", "A\nB"), "on one line"),
        (("--language", "en"), "there is no leaflet 'proef' in 'en'"),
    ],
)
@pytest.mark.slow
def test_what_cannot_be_signed_is_not(
    house: Path, write: Write, run: Run, arguments: tuple[str, ...], why: str
) -> None:
    write(BODY)
    ran = run(*SIGN, *arguments)
    assert ran.code == 2
    assert why in "\n".join(ran.errors)
    assert not list(house.rglob(f"*{SUFFIX}"))


@pytest.mark.parametrize(
    "content", ["signed: [", "signed: []", "signed:\n  - role: x", "a: b", "\x00", "- 1"]
)
@pytest.mark.slow
def test_damaged_signatures_are_a_finding_and_count_for_nothing(
    house: Path, write: Write, run: Run, content: str
) -> None:
    write(BODY)
    path = house / f"sources/leaflets/nl/proef{SUFFIX}"
    path.write_text(content)
    found = [each for each in build.load(house).findings if each.origin.path.endswith(SUFFIX)]
    assert found and all(each.severity == "error" for each in found)
    assert run(*SIGN).code == 2
    assert path.read_text() == content


@pytest.mark.slow
def test_a_day_to_come_is_a_finding_of_check(house: Path, write: Write, run: Run) -> None:
    path = write(BODY)
    run(*SIGN)
    path = house / f"sources/leaflets/nl/proef{SUFFIX}"
    path.write_text(path.read_text().replace(date.today().isoformat(), "2999-01-01"))
    ran = run("check", "proef", "--words-only")
    assert ran.code == 1
    assert [line for line in ran.errors if "S085" in line] == [
        "sources/leaflets/nl/proef.signed.yaml:3: error: this was signed on 2999-01-01, which is"
        " still to come (write the day on which it was) [S085]"
    ]


@pytest.mark.slow
def test_a_draft_is_a_concept_without_any_approve(house: Path, write: Write) -> None:
    write(BODY, head="status: draft\n")
    assert held(house) == {"proef": "this is a draft, and so a concept"}
    write(BODY, head="status: final\n")
    assert "'status' cannot be 'final'" in " ".join(said(house, "S008"))


@pytest.mark.slow
def test_a_translation_that_nobody_has_read_is_a_concept_where_signatures_are_asked_for(
    house: Path, run: Run
) -> None:
    """Who signs may not know its language."""
    path = house / "sources/leaflets/en/sleeping.md"
    path.write_text(path.read_text().replace("---\n", "---\nread_by: not yet\n", 1))
    assert held(house) == {}
    approve(house, "clinician")
    assert run("sign", "sleeping", "--role", "clinician", "--name", "X").code == 0
    unread = "this is a concept: nobody has read this translation as their own language"
    assert held(house)["sleeping"] == unread
    path.write_text(path.read_text().replace("not yet", "a translator, May 2026", 1))
    assert "sleeping" not in held(house)
