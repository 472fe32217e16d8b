"""What a practice brings, on its pages: its typeface, its logo, any brand file that is right."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from brand_grammar import FONT, LOGOS, brand_file
from conftest import Run, Write
from PIL import Image
from practice_folders import LOGO
from printed import Printed
from small_fonts import make_variable_font

pytestmark = pytest.mark.slow

WHITE_LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30">'
    '<path fill="#ffffff" d="M0 0h20v30h-20zM30 0h20v30h-20zM60 0h30v30h-30z"/></svg>'
)


@pytest.fixture
def practice(house: Path) -> Path:
    shutil.rmtree(house / "sources/practices/molen")
    return house / "sources/practices/brug"


def test_a_white_logo_is_seen_on_the_page(run: Run, practice: Path, house: Path) -> None:
    (practice / "logo.svg").write_text(WHITE_LOGO)
    ran = run("build", "slapen", "--language", "nl")
    assert any("[S068]" in line for line in ran.errors)
    page = Printed(house / "output/brug/nl/slapen.a4.pdf").picture(1, 72).convert("RGB")
    head = page.crop((0, 0, page.width, 140))
    colours = {rgb for count, rgb in head.getcolors(100_000) or [] if count > 200}
    assert {(255, 255, 255), (0x1F, 0x3A, 0x5F)} <= colours


def test_letters_that_the_practices_typeface_lacks_are_named_with_the_one_that_lends_them(
    run: Run, practice: Path, write: Write
) -> None:
    make_variable_font("Huisletter", 300, 800, without="éœ").save(practice / FONT)
    (practice / "_brand.yml").write_text(
        "color: {primary: navy}\n"
        "typography:\n"
        f"  fonts: [{{family: Huisletter, source: file, files: [{FONT}]}}]\n"
        "  base: Huisletter\n"
    )
    write("Eén œuvre → ☐ مرحبا.\n")
    said = [line for line in run("build", "proef").errors if "[P003]" in line]
    assert [line.partition("proef.md:")[2] for line in said] == [
        "10: warning: é œ printed in 'Source Sans 3': no typeface of the brand has it"
        " (take a typeface with all letters of the text) [P003]"
    ]


def test_right_brand_files_of_many_forms_are_printed(run: Run, practice: Path, house: Path) -> None:
    for name in LOGOS:
        path = practice / name
        path.parent.mkdir(exist_ok=True)
        if path.suffix == ".svg":
            path.write_text(LOGO)
        else:
            Image.new("RGB", (60, 20), "#e07020").save(path)
    make_variable_font("Huisletter", 300, 800).save(practice / FONT)
    for seed in range(6):
        (practice / "_brand.yml").write_text(brand_file(seed, right=True).text)
        ran = run("build", "slapen", "--language", "nl")
        assert ran.summary.startswith(("1 written", "1 up to date")), (seed, ran.errors)
        assert not [line for line in ran.errors if ": error: " in line]
