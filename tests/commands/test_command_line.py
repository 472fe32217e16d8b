"""The command line as its users expect it: help, colours, completion, finding, dry runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from conftest import HOUSE, Run, invoke
from every_command import commands

from leaflet import main
from press.commands.completing import Name
from press.commands.painting import painted

ROOT = Path(__file__).parents[2]
LINE = "sources/leaflets/nl/proef.md:3: error: 'summary' is missing [S006]"


def test_help_shows_every_command_in_a_section_and_cuts_no_sentence() -> None:
    for name, command in commands():
        help_ = invoke(*name.split(), "--help").output
        assert not re.search(r"[a-z,.]\.\.\.", help_), name  # click's mark of a sentence cut
        if isinstance(command, click.Group):
            for each in command.list_commands(click.Context(command)):
                assert re.search(rf"^  {each}  +[A-Z]", help_, re.M), each
    assert "Hand out:" in invoke("--help").output


def completed(*typed: str, house: Path = HOUSE) -> list[str]:
    """What a shell is offered for the last word."""
    shell = ShellComplete(main, {}, "leaflet", "_LEAFLET_COMPLETE")
    *words, begun = typed
    return [each.value for each in shell.get_completions(["--root", str(house), *words], begun)]


def test_completion_knows_the_names_of_a_house() -> None:
    assert completed("build", "--practice", "") == ["brug", "molen"]
    assert completed("build", "sl") == ["slapen", "sleeping"]
    assert completed("build", "--layout", "a4-l") == ["a4-large-print"]
    assert completed("send", "--language", "") == ["en", "nl"]
    assert completed("build", "--exercises", "bridge,br", house=ROOT) == []
    assert "bridge,bird-dog" in completed("build", "--exercises", "bridge,bi", house=ROOT)
    assert completed("out") == ["outbox"]


def test_whatever_takes_a_name_of_the_house_completes_it() -> None:
    names = {"practice", "practices", "layout", "layouts", "publications", "publication", "slug"}
    for typed, command in commands():
        for each in command.params:
            if each.name in names:
                assert isinstance(each.type, Name), f"{typed} {each.name}"


@pytest.mark.slow
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_with_what_the_command_prints(shell: str, tmp_path: Path) -> None:
    program = shutil.which(shell)
    if not program:
        pytest.skip(f"there is no {shell} here")
    leaflet = tmp_path / "leaflet"
    leaflet.write_text(f'#!/bin/sh\nexec {ROOT}/.venv/bin/python {ROOT}/leaflet.py "$@"\n')
    leaflet.chmod(0o755)
    script = tmp_path / "script"
    script.write_text(invoke("completion", shell).output)
    asks = {
        "bash": f". {script}; COMP_WORDS=({leaflet} build --practice l); COMP_CWORD=3;"
        f' _leaflet_completion {leaflet}; printf "%s\\n" "${{COMPREPLY[@]}}"',
        "zsh": f"autoload -Uz compinit; compinit -u -d {tmp_path}/dump;"
        f" compadd() {{ print -r -- ${{@[-1]}} }}; . {script};"
        f" words=({leaflet} build --practice l); CURRENT=4; _leaflet_completion",
        "fish": f". {script}; complete --do-complete '{leaflet} build --practice l'",
    }
    done = subprocess.run(
        [program, "-c", asks[shell]],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "HOME": str(tmp_path), "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        text=True,
    )
    assert done.stdout.split() == ["lindehof"], done.stderr


def test_a_severity_is_in_colour_and_no_colour_takes_it_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert click.unstyle(painted(LINE)) == LINE
    error, warning = painted(LINE), painted(LINE.replace("error", "warning"))
    assert error.split("error")[0] != warning.split("warning")[0]
    assert "\x1b[" not in painted("3 written, 0 with findings")
    monkeypatch.setenv("NO_COLOR", "1")
    assert painted(LINE) == LINE


@pytest.mark.slow
def test_find_gives_what_has_all_words_whatever_their_accents_and_capitals(house: Path) -> None:
    found = invoke("--root", str(house), "find", "SLÁPEN", "bet").output
    assert found.splitlines() == [
        "Beter slapen  (leaflet slapen, nl)",
        "    not built: leaflet build slapen --language nl",
    ]
    ran = invoke("--root", str(house), "find", "bestaatniet")
    assert (ran.code, ran.output, ran.errors) == (1, "", ["Nothing here has all these words."])
    ran = invoke("--root", str(house), "find", "slpaen", "bet")
    assert ran.errors == ["Nothing here has all these words. Did you mean 'slapen bet'?"]


@pytest.mark.slow
def test_find_says_where_the_files_of_a_practice_lie(built: Path) -> None:
    found = invoke("--root", str(built), "find", "elke dag", "--practice", "molen").output
    assert f"    {built}/output/molen/nl/wandelen.a4.pdf" in found.splitlines()
    assert "sleeping" not in found


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("leaflets --language en", ["sleeping"]),
        ("leaflets slapen", ["slapen"]),
        ("leaflets --practice molen", ["slapen", "wandelen"]),
        ("practices sleeping", ["brug"]),
        ("practices --language nl", ["brug", "molen"]),
        ("layouts --practice molen --media screen", ["a4"]),
        ("exercises", []),
    ],
)
@pytest.mark.slow
def test_list_takes_the_choices_of_build(asked: str, first: list[str]) -> None:
    ran = invoke("--root", str(HOUSE), "list", *asked.split())
    assert [line.split()[0] for line in ran.output.splitlines()] == first


@pytest.mark.slow
def test_a_leaflet_asked_for_in_another_language_is_its_translation() -> None:
    listed = invoke("--root", str(ROOT), "list", "variants", "rug-zonder", "--language", "en")
    assert listed.code == 2
    ran = invoke(
        *("--root", str(ROOT), "list", "variants", "pijn-onder-in-de-rug"),
        *("--language", "en", "--practice", "lindehof", "--layout", "a4", "--media", "screen"),
    )
    assert ran.output.startswith("lindehof/en/pain-in-the-lower-back.a4.pdf")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            "build wandelen --language en",
            "'wandelen' is there in nl, and nothing in en translates it",
        ),
        (
            "build sleeping --practice molen",
            "nothing is made of this: molen hands out nothing in en",
        ),
        (
            "build slapen --layout exercise-sheet",
            "nothing is made of this: a leaflet comes in the layouts ",
        ),
        ("build slapen --practice molen --layout web", "'web' is no layout for pdf"),
        (
            "send slapen a@b.example --practice molen",
            "'a@b.example' is an address, and what is typed here others can read",
        ),
    ],
)
@pytest.mark.slow
def test_what_comes_to_nothing_is_said_in_a_sentence(run: Run, arguments: str, says: str) -> None:
    ran = run(*arguments.split())
    assert (ran.code, ran.output) == (2, "")
    assert ran.errors[0].startswith(f"leaflet: {says}")


@pytest.mark.slow
def test_a_dry_run_says_what_would_look_otherwise_and_writes_nothing(
    built: Path, tmp_path: Path
) -> None:
    """After an upgrade: one layout changed how a page looks, another only its bytes."""
    house = shutil.copytree(built, tmp_path / "house")
    own = house / "layouts/a4"
    shutil.copytree(ROOT / "layouts/a4", own)
    css = own / "layout.css"
    ask = ("--root", str(house), "build", "wandelen", "--practice", "molen", "--dry-run")
    before = {path: path.stat().st_mtime_ns for path in (house / "output").rglob("*.*")}

    css.write_text(css.read_text("utf-8") + "\n/* nothing that can be seen */\n", "utf-8")
    same = invoke(*ask)
    assert same.code == 0, same.errors
    assert "0 would look otherwise, 1 differ in bytes only" in same.output
    css.write_text(css.read_text("utf-8") + "\nh1 { color: #b00020 !important; }\n", "utf-8")
    other = invoke(*ask)
    assert "wandelen.a4.pdf: looks otherwise on page 1" in other.output
    assert "1 file: the layout changed: layouts/a4/inner.css and 3 more" in other.output
    assert other.output.endswith("1 would be written, 0 up to date; nothing was written\n")
    after = {path: path.stat().st_mtime_ns for path in (house / "output").rglob("*.*")}
    # What was read of the sources may be remembered; of the files nothing is.
    assert {path: at for path, at in after.items() if path.name != ".press"} == {
        path: at for path, at in before.items() if path.name != ".press"
    }
