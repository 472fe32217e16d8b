"""What a screen reader reads of the seed leaflet: the tags walked in order, kept as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from bound import BOOKLET, printed
from conftest import SEED, SHORT, Run, Write
from printed import Printed, Tag

pytestmark = pytest.mark.slow

EXPECTED = Path(__file__).parents[1] / "golden/screen_reader"
BLOCKS = {"H1", "H2", "H3", "H4", "P", "TH", "TD", "Caption", "Lbl", "LBody"}


@pytest.fixture(scope="module")
def seed(sample: Path) -> Printed:
    """The seed leaflet for one practice, on A4."""
    return Printed(sample / f"output/lindehof/nl/{SEED}.a4.pdf")


FILES = (
    f"lindehof/nl/{SEED}.a4",
    f"lindehof/nl/{SEED}.a4-large-print",
    f"vanbentum/nl/{SHORT}.trifold",
    "notenboom/en/pain-in-the-lower-back.trifold",
)


@pytest.mark.parametrize("name", FILES)
def test_a_file_reads_well_from_top_to_bottom(
    name: str, sample: Path, request: pytest.FixtureRequest
) -> None:
    """By its tags; what is drawn comes in the same order (tests/render/test_content_order.py)."""
    spoken = "\n".join(aloud(Printed(sample / f"output/{name}.pdf").tags)) + "\n"
    kept = EXPECTED / f"{Path(name).name}.txt"
    if request.config.getoption("--rewrite"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(spoken, encoding="utf-8")
    assert spoken == kept.read_text(encoding="utf-8")


def test_a_note_in_the_margin_is_read_after_what_it_belongs_to(seed: Printed) -> None:
    spoken = aloud(seed.tags)
    paragraph = next(i for i, line in enumerate(spoken) if line.startswith("P Pijn die blijft"))
    assert spoken[paragraph].endswith("Kijk wat u herkent:")
    table = spoken[paragraph + 1 : spoken.index("P Belangrijk")]
    assert table[0] == "Table" and all(line.startswith("  ") for line in table[1:])


def test_a_note_is_read_after_a_list_that_two_pages_share(
    house: Path, write: Write, run: Run
) -> None:
    steps = "".join(f"{number}. Loop {number} rondjes.\n" for number in range(1, 61))
    write(f'!!! key "Kern"\n    Houd vol.\n\n{steps}')
    result = run("build", "proef", "--practice", "molen", "--layout", "a4")
    assert result.code == 0, result
    made = Printed(house / "output/molen/nl/proef.a4.pdf")
    assert not any("Loop 1 " in page and "Loop 60 " in page for page in made.pages)
    spoken = aloud(made.tags)
    first, last = (
        next(n for n, line in enumerate(spoken) if f"Loop {number} r" in line) for number in (1, 60)
    )
    assert not [line for line in spoken[first:last] if "Kern" in line]
    assert "P Kern" in spoken[last:]


def test_phrases_and_titles_are_read_in_their_own_language(
    house: Path, write: Write, run: Run
) -> None:
    title = "What low back pain is. The Lancet"
    head = f"sources:\n  - {{id: a, text: '{title}.', year: 2018, language: en}}\n"
    write("Dit heet [red flags]{: lang=en}.[^a]\n", head=head)
    assert run("build", "proef", "--practice", "molen", "--layout", "a4").code == 0
    made = Printed(house / "output/molen/nl/proef.a4.pdf")
    english = [tag.text for tag in made.tags.all("Span") if tag.language == "en"]
    assert english == ["red flags", f"{title}. 2018."]


def test_running_heads_and_feet_are_not_read(seed: Printed) -> None:
    for each in (seed, printed("ademen", BOOKLET)):
        spoken = aloud(each.tags)
        assert sum(each.title in page for page in each.pages) > 2
        assert not any("1 van" in line for line in spoken)
        assert sum(line.endswith(f" {each.title}") for line in spoken) <= 2


def aloud(tag: Tag) -> list[str]:
    """Each block that holds words of its own as one line: its kind and what is read."""
    if tag.kind == "Figure":
        return [f"Figure [{tag.alt}]"]
    inner = [line for child in tag.children for line in aloud(child)]
    has_blocks = any(child.all(*BLOCKS, "L", "Table") for child in tag.children)
    if tag.kind in BLOCKS and not has_blocks:
        pictures = [line for line in inner if line.startswith("Figure")]
        return [*pictures, f"{tag.kind} {tag.text}"] if tag.text else pictures
    if tag.kind in ("L", "Table"):
        return [tag.kind, *(f"  {line}" for line in inner)]
    return inner
