"""Preflight: for each rule a page that breaks it, and that the plain page breaks none."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import segno
from PIL import Image

from press.colour.derive import derive
from press.installed import INSTALLED
from press.model import (
    Brand,
    Checks,
    Document,
    Layout,
    Leaflet,
    Origin,
    Page,
    Practice,
    Publication,
    Variant,
)
from press.preflight import preflight
from press.reading.house import open_house
from press.reading.layouts import load_layouts
from press.render.engine import weasyprint

FONTS = Path(__file__).parents[2] / "fonts/source-sans-3"
FACES = "".join(
    f"@font-face {{ font-family: Source; src: url({(FONTS / file).as_uri()}); {how} }}"
    for file, how in (
        ("SourceSans3-Regular.ttf", "font-weight: 400"),
        ("SourceSans3-Bold.ttf", "font-weight: 700"),
        ("SourceSans3-Italic.ttf", "font-style: italic"),
    )
)
PLAIN = "@page { size: A4; margin: 20mm 40mm } body { font: 12pt/1.4 Source; margin: 0 }"
BLEED = "@page { bleed: 3mm }"
SENTENCE = "Bewegen helpt bij pijn in de rug, ook als dat in het begin nog niet zo makkelijk gaat. "
TEXT = f"<h1>Rugpijn</h1><p>{SENTENCE * 8}</p>"
FAMILIES = frozenset({"Source"})
COLOURS = derive("#00797f", "#c3d82c", "#1a1a1a", "#ffffff")


def variant(
    *,
    media: str = "screen",
    binding: str = "none",
    checks: Mapping[str, float] | None = None,
    colours: Mapping[str, str] = COLOURS,
) -> Variant:
    leaflet = Leaflet.model_construct(slug="rug", origin=Origin("sources/leaflets/nl/rug.md"))
    brand = Brand(colours, "Source", "Source", "700", 12, {}, None, None)
    return Variant(
        Publication("rug", "nl", leaflet, (leaflet,), leaflet.origin, {}),
        Practice.model_construct(id="linde", brand=brand, origin=Origin("practice.yaml")),
        Layout.model_construct(
            name="kaart",
            binding=binding,
            checks=Checks(**(checks or {})),
            origin=Origin("layouts/kaart/layout.yaml"),
        ),
        media,  # type: ignore[arg-type]
    )


@cache
def sheets() -> tuple[Any, Any]:
    weasyprint()
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    return CSS(string=FACES, font_config=fonts), fonts


@cache
def pdf_of(body: str, css: str, head: str, *, tags: bool = True, media: str = "screen") -> bytes:
    html = f"<!doctype html>{head}<style>{PLAIN}{css}</style><body>{body}</body>"
    faces, fonts = sheets()
    document = weasyprint().HTML(string=html, media_type=media)
    options = {"pdf_variant": "pdf/ua-1"} if tags else {}
    pdf: bytes = document.write_pdf(
        stylesheets=[faces], font_config=fonts, pdf_tags=tags, **options
    )
    return pdf


HEAD = '<html lang="nl"><title>Rugpijn</title>'


def said(
    body: str = TEXT,
    css: str = "",
    *,
    head: str = HEAD,
    tags: bool = True,
    families: frozenset[str] = FAMILIES,
    **how: Any,
) -> list[str]:
    """What preflight has to say about a page, without the place."""
    pdf = pdf_of(body, css, head, tags=tags)
    return about(pdf, families, **how)


def about(pdf: bytes, families: frozenset[str] = FAMILIES, **how: Any) -> list[str]:
    document = Document(variant(**how), pdf, (Page(1, 0, 0),), (), families=families)
    return [str(finding).partition(" ")[2] for finding in preflight(document)]


def codes(*arguments: Any, **how: Any) -> set[str]:
    return {line[-5:-1] for line in said(*arguments, **how)}


@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_plain_page_is_right(media: str) -> None:
    assert said(media=media) == []


def test_a_plain_page_with_bleed_is_right_for_the_print_shop() -> None:
    assert said(TEXT, BLEED, media="prepress") == []


def test_a_page_without_tags_is_read_by_where_its_text_stands() -> None:
    assert said(TEXT, BLEED, tags=False, media="prepress") == []
    justified = "p { text-align: justify }"
    assert codes(TEXT, BLEED + justified, tags=False, media="prepress") == {"P024"}


def test_an_empty_page_is_no_mistake() -> None:
    assert said("<p></p>") == []


# --- type -------------------------------------------------------------------------------


def test_running_text_is_at_least_twelve_points() -> None:
    assert said(TEXT, "body { font-size: 11pt }")[0] == (
        "error: running text is set in 11 pt, at least 12 pt:"
        " 'Bewegen helpt bij pijn in de rug, ook …' on page 1"
        " (give it a larger 'font-size' in layout.css) [P020]"
    )


def test_a_layout_may_ask_for_larger_text() -> None:
    assert "P020" in codes(TEXT, "body { font-size: 16pt }", checks={"body": 18})
    assert said(TEXT, "body { font-size: 18pt }", checks={"body": 18}) == []


def test_the_layout_for_large_print_asks_for_large_print() -> None:
    layouts, _ = load_layouts(open_house(INSTALLED)[0])
    asked = {layout.name: layout.checks.body for layout in layouts}
    assert (asked["a4"], asked["a4-large-print"]) == (12, 18)


def test_nothing_is_smaller_than_nine_points() -> None:
    small = "<p style='font-size: 8pt; line-height: 12pt'>Uitgave 3</p>"
    assert said(TEXT + small) == [
        "error: type of 8 pt, at least 9 pt: 'Uitgave 3' on page 1"
        " (give it a larger 'font-size' in layout.css) [P021]"
    ]
    assert said(TEXT + small.replace("8pt;", "9pt;")) == []


def test_text_that_is_scaled_has_the_size_in_which_it_is_seen() -> None:
    scaled = "<p style='transform: scale(0.6)'>Uitgave 3</p>"
    assert said(TEXT + scaled)[0].startswith("error: type of 7.2 pt")


def test_a_figure_that_refers_to_a_note_may_be_small() -> None:
    note = "<sup style='font-size: 66%; line-height: 0; position: relative; top: -4pt'>1</sup>"
    assert said(TEXT.replace("rug,", f"rug{note},")) == []


def test_type_in_a_picture_may_be_small() -> None:
    drawing = (
        "<svg width='200' height='40'><title>Logo van De Linde</title>"
        "<text y='20' font-size='8' fill='#ddd' font-family='Source'>fysiotherapie</text></svg>"
    )
    assert said(f"{TEXT}<p>{drawing}</p>") == []


def test_lines_have_at_most_75_characters() -> None:
    [line] = said(TEXT, "@page { margin: 20mm 15mm }")
    assert line.startswith("warning: lines of running text have 10")
    assert line.endswith("at most 75 (make the column narrower or the type larger) [P022]")


def test_lines_of_a_note_do_not_count_as_lines_of_running_text() -> None:
    note = f"<p style='font-size: 9pt; margin: 0 -25mm'>{SENTENCE * 8}</p>"
    assert said(TEXT * 2 + note) == []


def test_baselines_are_at_least_three_millimetres_apart() -> None:
    note = f"<p style='font-size: 9pt; line-height: 8pt'>{SENTENCE * 2}</p>"
    assert said(TEXT + note) == [
        "error: baselines are 2.8 mm apart on page 1, at least 3 mm"
        " (raise 'line-height', as of 'Bewegen helpt bij pijn in de rug, ook …') [P023]"
    ]


def test_running_text_has_room_between_its_lines() -> None:
    assert said(TEXT, "body { line-height: 1.2 }") == [
        "warning: running text has a line height of 1.20, better 1.4"
        " (raise 'line-height' in layout.css) [P023]"
    ]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_justified_text_is_an_error(direction: str) -> None:
    css = f"body {{ direction: {direction} }} p {{ text-align: justify }}"
    assert codes(TEXT, css) == {"P024"}
    assert codes(TEXT, f"body {{ direction: {direction} }}") == set()


def test_italics_in_running_text_are_pointed_at() -> None:
    assert said(TEXT.replace("pijn", "<i>pijn</i>")) == [
        "warning: italics in running text: 'pijn' on page 1"
        " (set 'em' and 'i' bold in layout.css) [P025]"
    ]


def test_a_block_of_capitals_is_pointed_at() -> None:
    assert said(TEXT + "<p>LET OP: BEL DE ARTS METEEN bij koorts.</p>") == [
        "warning: words in capitals on page 1: 'LET OP: BEL DE ARTS METEEN'"
        " (write them small; bold says more) [P025]"
    ]
    assert said(TEXT + "<p>Een MRI of een CT is niet nodig. Bel 112. 1234 AB Dorp.</p>") == []


LONG = (
    "<h1>Verzekering</h1><p>Arbeidsongeschiktheidsverzekeringen, ziektekostenverzekeringen,"
    " fysiotherapeutenregistratie, beweegstimuleringsmaatregelen, aansprakelijkheidswaardering,"
    " rugklachtenbehandelingsmethode, huisartsenpostbereikbaarheid en samenwerkingsverbanden.</p>"
)


def test_split_words_are_pointed_at() -> None:
    [line] = said(LONG, "p { hyphens: auto }")
    assert line.startswith("warning: words are split at the ends of lines on page 1: '")
    assert said(LONG) == []


def test_words_may_be_split_in_a_narrow_column_but_not_in_large_print() -> None:
    narrow = "p { hyphens: auto; width: 60mm }"
    assert said(LONG, narrow) == []
    assert codes(LONG, narrow + "body { font-size: 18pt }", checks={"body": 18}) == {"P026"}


def test_a_hyphen_that_was_written_splits_no_word() -> None:
    assert (
        said(f"<h1>Foto</h1><p>{'Een aller-aller-allerlaatste röntgen-foto-bespreking. ' * 9}")
        == []
    )


# --- contrast ---------------------------------------------------------------------------


def on(ground: str, colour: str, more: str = "") -> str:
    return f"{TEXT}<p style='background: {ground}; color: {colour}; {more}'>Bel ons gerust.</p>"


def test_pale_words_are_an_error() -> None:
    assert said(on("white", "#999")) == [
        "error: words in #999999 on #ffffff have a contrast of 2.8, at least 4.5: 'Bel ons gerust.'"
        " (page 1) (use 'dark' on light grounds, white or 'on-dark' on dark ones) [P027]"
    ]


@pytest.mark.parametrize(
    ("ground", "colour", "more"),
    [
        ("#c3d82c", "white", ""),  # on a field
        ("linear-gradient(to right, #003, #eee)", "white", "display: inline-block"),
        ("white", "#000", "opacity: 0.3"),
        ("#00565a", "#00797f", "position: absolute; top: 90mm; transform: rotate(20deg)"),
    ],
)
def test_the_ground_is_what_is_seen_under_the_words(ground: str, colour: str, more: str) -> None:
    assert codes(on(ground, colour, more)) == {"P027"}


@pytest.mark.parametrize(
    ("ground", "colour", "more"),
    [
        ("#00565a", "white", ""),
        ("white", "#777", "font-size: 18pt"),
        ("white", "#777", "font-size: 14pt; font-weight: 700"),
        ("#00565a", "white", "border-radius: 5mm; padding: 2mm; position: absolute; top: 90mm"),
    ],
)
def test_words_that_can_be_read_are_right(ground: str, colour: str, more: str) -> None:
    assert said(on(ground, colour, more)) == []


def test_a_hundred_pale_words_are_one_finding() -> None:
    assert len(said(TEXT, "body { color: #aaa }")) == 1


def test_colours_that_fall_together_in_grey_are_pointed_at() -> None:
    # Red is darker to the printer's sum than it is to the eye.
    [line] = said(on("#000", "#f00"))
    assert line.startswith(
        "warning: words in #ff0000 on #000000 have a contrast of 2.4 when printed in grey,"
    )


def test_a_brand_that_breaks_its_promise_is_pointed_at() -> None:
    [line] = said(colours={**COLOURS, "tint-3": COLOURS["solid"]})
    assert line.startswith("warning: 'dark' on 'tint-3' has a contrast of 1.")


# --- pictures ---------------------------------------------------------------------------


def picture(pixels: int, millimetres: int, alt: str = "Een rug") -> str:
    noise = Image.effect_noise((pixels, pixels // 2), 80)
    return f"<p><img alt='{alt}' src='{address_of(noise)}' style='width: {millimetres}mm'></p>"


def address_of(image: Image.Image) -> str:
    out = io.BytesIO()
    image.save(out, "PNG")
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


def test_a_coarse_picture_is_an_error() -> None:
    assert said(TEXT + picture(200, 50)) == [
        "error: 'Een rug' on page 1 has 102 dots an inch where it is 50 mm wide, at least 150"
        " (use a picture 591 pixels wide) [P029]"
    ]


def test_a_picture_that_could_be_sharper_is_pointed_at() -> None:
    [line] = said(TEXT + picture(400, 50))
    assert line.startswith("warning: 'Een rug' on page 1 has 203 dots an inch")
    assert said(TEXT + picture(600, 50)) == []


# --- the file ---------------------------------------------------------------------------


def test_a_font_that_is_not_the_house_s_is_an_error() -> None:
    [line] = said(families=frozenset({"Nunito"}))
    assert line.endswith(
        "is neither the house's nor the brand's"
        " (use a typeface of fonts/ or of the practice) [P030]"
    )


def changed(pdf: bytes, change: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        change(file)
        file.save(out)
    return out.getvalue()


def plain(css: str = "", body: str = TEXT) -> bytes:
    return pdf_of(body, css, HEAD)


def test_a_font_that_is_not_embedded_is_an_error() -> None:
    def lose(file: pikepdf.Pdf) -> None:
        for item in file.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                for key in {"/FontFile2", "/FontFile3"} & set(item.keys()):
                    del item[key]

    [line] = [line for line in about(changed(plain(), lose)) if "P030" in line]
    assert line.endswith("is not in the file (load it with @font-face) [P030]")


def test_a_file_says_its_title_and_language() -> None:
    def forget(file: pikepdf.Pdf) -> None:
        del file.docinfo["/Title"], file.Root.Lang, file.Root.ViewerPreferences

    assert about(changed(plain(), forget)) == [
        "error: the file does not show its title (write <title> in layout.html) [P037]",
        'error: the file has no language (write <html lang="nl">) [P037]',
        "error: the file has no title (write <title> in layout.html) [P037]",
    ]
    assert said(head='<html lang="en"><title>Rug</title>') == [
        "error: the file says that its language is 'en' (write <html lang=\"nl\">) [P037]"
    ]


def test_a_file_for_the_screen_has_tags() -> None:
    assert codes(tags=False) == {"P037"}
    assert codes(tags=False, media="print") == set()


def test_several_pages_have_an_outline() -> None:
    two = f"<p>{SENTENCE}</p><p style='break-before: page'>{SENTENCE}</p>"
    assert said(two) == ["error: the file has no outline (give it headings: <h1>, <h2>) [P037]"]


@pytest.mark.parametrize(("millions", "severity"), [(3, "warning"), (11, "error")])
def test_a_large_file_cannot_be_mailed(millions: int, severity: str) -> None:
    large = plain() + b"\n" + b"%" * (millions * 1_000_000)
    [line] = about(large)
    assert line.startswith(f"{severity}: the file has {millions}.0 MB")
    assert about(large, media="prepress") != [line]


# --- paper ------------------------------------------------------------------------------


def test_a_print_shop_needs_bleed() -> None:
    assert said(TEXT, "", media="prepress")[0].endswith(
        "(write 'bleed: 3mm' in each @page of @media prepress) [P031]"
    )
    assert said(TEXT, "@page { bleed: 2mm }", media="prepress") == [
        "error: page 1 has 2.0 mm of bleed, at least 3 mm"
        " (write 'bleed: 3mm' in each @page of @media prepress) [P031]"
    ]


def test_a_print_shop_needs_pages_of_one_size() -> None:
    css = BLEED + "@page other { size: A5 } .other { page: other }"
    [line] = said(f"{TEXT}<div class='other'>{TEXT}</div>", css, media="prepress")
    assert line.startswith("error: page 2 is cut to another size than page 1")


def test_a_print_shop_needs_boxes() -> None:
    def lose(file: pikepdf.Pdf) -> None:
        del file.pages[0].obj["/TrimBox"]

    [line] = about(changed(plain(BLEED), lose), media="prepress")
    assert line.startswith("error: page 1 has no TrimBox")


def test_text_stays_away_from_the_cut() -> None:
    near = f"{TEXT}<p style='margin-left: -37mm'>Te ver</p>"
    assert said(near, BLEED, media="prepress") == [
        "error: 'Te ver' stands 3.1 mm from the edge, at least 5 mm (page 1)"
        " (move it away from the edge) [P032]"
    ]
    assert [line[:7] for line in said(near, media="print")] == ["warning"]
    assert said(near, media="screen") == []


def field(beyond: str, more: str = "") -> str:
    where = f"position: absolute; left: calc(-40mm - {beyond}); top: 100mm; height: 50mm"
    width = f"width: calc(210mm + 2 * {beyond})"
    return f"{TEXT}<div style='background: #00797f; {where}; {width}; {more}'></div>"


def test_colour_runs_on_beyond_the_cut() -> None:
    assert said(field("0mm"), BLEED, media="prepress") == [
        "error: colour ends at the cut on page 1, where the edge will show"
        " (let it run 3 mm past the edge in @media prepress) [P039]"
    ]
    assert said(field("3mm"), BLEED, media="prepress") == []


def test_a_swept_corner_may_end_in_the_bleed() -> None:
    swept = field("3mm", "border-bottom-right-radius: 34mm")
    assert said(swept, BLEED, media="prepress") == []


def test_colour_keeps_away_from_the_edges_of_an_office_printer() -> None:
    assert said(field("0mm"), media="print") == [
        "warning: colour runs to the edge on page 1, which office printers leave white"
        " (let it end 5 mm inside the edge in @media print) [P039]"
    ]
    assert said(field("-6mm"), media="print") == []
    assert said(field("0mm"), media="screen") == []


def test_colour_may_run_to_the_fold_of_a_booklet() -> None:
    half = field("-3mm", "width: 150mm; left: -40mm")
    assert said(half, media="print", binding="stitched") == []
    assert codes(half, media="print") == {"P039"}


PAGES = "<p style='break-before: page'></p>"


def test_a_booklet_for_the_print_shop_has_a_multiple_of_four_pages() -> None:
    [line] = said(TEXT + PAGES, BLEED, media="prepress", binding="stitched")
    assert line.startswith("error: 2 pages cannot be stitched")
    assert said(TEXT + PAGES * 3, BLEED, media="prepress", binding="stitched") == []


def test_more_than_three_blank_pages_are_pointed_at() -> None:
    assert said(TEXT + PAGES * 3) == []
    assert said(TEXT + PAGES * 4) == [
        "warning: 4 pages are blank, at most 3 (lengthen or shorten the text by some pages) [P033]"
    ]


def test_a_page_with_a_running_foot_alone_is_blank() -> None:
    css = "@page { @bottom-left { content: 'Praktijk' } }"
    pdf = changed(plain(css, TEXT + PAGES * 4), as_artifacts)
    assert [line[-5:-1] for line in about(pdf)] == ["P033"]


def as_artifacts(file: pikepdf.Pdf) -> None:
    """Take what stands on the last pages out of the tags, as `press.render` does with feet."""
    numbers = file.Root.StructTreeRoot.ParentTree.Nums
    for page in list(file.pages)[1:]:
        at = [int(n) for n in list(numbers)[::2]].index(int(page.obj.StructParents))
        owners = numbers[2 * at + 1]
        for index in range(len(owners)):
            owners[index] = file.make_indirect(pikepdf.Dictionary())


# --- codes ------------------------------------------------------------------------------


def code(
    address: str = "https://linde.example/rug",
    *,
    alt: str = "QR-code naar linde.example/rug",
    beside: str = "linde.example/rug",
    width: float = 34.6,
    border: int = 4,
    level: str = "m",
    css: str = "",
    **colours: str,
) -> str:
    out = io.BytesIO()
    made = segno.make(address, error=level, micro=False, boost_error=False)
    made.save(out, kind="png", scale=8, border=border, **colours)
    url = f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
    shown = f"<img alt='{alt}' src='{url}' style='width: {width}mm; {css}'>"
    return f"{TEXT}<p>{shown}</p><p>{beside}</p>"


def test_a_code_that_leads_where_the_page_says_is_right() -> None:
    assert said(code()) == []
    assert said(code(width=27), "@page { size: A5; margin: 15mm }") == []


def test_a_drawn_code_is_read_as_well() -> None:
    drawn = segno.make("https://linde.example/rug", error="m", micro=False).svg_inline(scale=4)
    titled = drawn.replace("><path", "><title>QR-code naar linde.example/oud</title><path", 1)
    assert codes(f"{TEXT}<p>{titled}</p><p>linde.example/oud</p>") == {"P035"}


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"width": 20}, "is 20 mm wide with its quiet zone, at least 25 mm without"),
        ({"border": 1}, "has 1.0 modules of white around it, at least 4"),
        ({"level": "l"}, "has the lowest error correction, L"),
        ({"dark": "#fff", "light": "#000"}, "cannot be read"),
        ({"css": "opacity: 0.05"}, "cannot be read"),
    ],
)
def test_a_code_that_a_telephone_may_not_read_is_an_error(how: Any, says: str) -> None:
    # A code with a narrow border has words close by on two sides.
    page = code(**how)
    if "border" in how:
        page = page.replace("<img", "<div style='background: #00565a'><img").replace(
            "/></p>", "</div>"
        )
    [line] = [line for line in said(page) if "P034" in line]
    assert line.startswith(f"error: the QR code on page 1 {says}")


def test_a_code_that_is_large_enough_only_with_its_quiet_zone_is_a_warning() -> None:
    """25 mm on A4 and 20 mm on A5 are those of the code itself."""
    for width, page in ((30, ""), (24, "@page { size: A5; margin: 15mm }")):
        [line] = said(code(width=width), page)
        assert line.startswith("warning: the QR code on page 1 is ")
        assert "without its quiet zone, at least" in line and "[P034]" in line


def test_words_on_a_code_are_seen() -> None:
    over = (
        f"<p style='position: absolute; top: {{}}mm; font: 900 60pt/0.3 Source'>{'MMMM ' * 9}</p>"
    )
    page = f"<div style='position: relative'>{code()}{over}</div>"
    assert "P034" not in codes(page.format(120))
    assert "P034" in codes(page.format(50))


def test_a_code_that_leads_elsewhere_is_an_error() -> None:
    assert said(code("https://linde.example/oud")) == [
        "error: the QR code on page 1 leads to https://linde.example/oud, but is said to lead to"
        " linde.example/rug (make the code of the address that is meant) [P035]"
    ]


def test_the_address_of_a_code_stands_beside_it() -> None:
    [line] = said(code(beside="Kijk verder"))
    assert "leads to https://linde.example/rug, which is not printed there" in line


def test_an_address_over_two_lines_is_found() -> None:
    assert said(code(beside="www.linde<wbr>.example/<br>rug/")) == []


def test_a_code_without_alternative_text_leads_where_a_link_does() -> None:
    link = "<a href='https://linde.example/rug'>linde.example/rug</a>"
    assert said(code(alt="Scan mij", beside=link)) == []
    [line] = said(code("https://linde.example/oud", alt="Scan mij", beside=link))
    assert "leads to https://linde.example/oud, which nothing there says" in line


def test_a_square_picture_is_no_code() -> None:
    noise = Image.effect_noise((400, 400), 80)
    square = f"<img alt='Een foto' src='{address_of(noise)}' style='width: 30mm'>"
    assert said(f"{TEXT}<p>{square}</p>") == []


def test_a_long_address_is_pointed_at() -> None:
    path = "folders/oefeningen-bij-lage-rugklachten-voor-thuis"
    long = f"linde.example/{path}"
    [line] = said(code(f"https://{long}", alt=f"QR-code naar {long}", beside=long, width=40))
    assert line.startswith(f"warning: an address of {len(long)} characters on page 1: {long}")
