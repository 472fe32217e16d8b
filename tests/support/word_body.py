"""What a Word file's text is made of: tables, fields, lists, letters, links, headings."""

from __future__ import annotations

import io

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph
from word_xml import add, add_table, cells, field, picture, run


def table(document: Document) -> None:
    rows = [
        ("Middel", "Hoe vaak"),
        ("paracetamol", "4 keer per dag"),
        ("ibuprofen", "3 keer per dag"),
    ]
    made = document.add_table(rows=0, cols=2)
    for texts in rows:
        for cell, text in zip(made.add_row().cells, texts, strict=True):
            cell.text = text


def merged_cells(document: Document) -> None:
    made = document.add_table(rows=3, cols=3)
    for number, cell in enumerate(c for row in made.rows for c in row.cells):
        cell.text = f"cel {number}"
    made.cell(0, 1).merge(made.cell(0, 2))
    made.cell(1, 0).merge(made.cell(2, 0))


def layout_table(document: Document) -> None:
    made = document.add_table(rows=1, cols=2)
    made.cell(0, 0).paragraphs[0].add_run().add_picture(io.BytesIO(picture("PNG", "navy")))
    made.cell(0, 1).text = "Til uw billen op."
    made.cell(0, 1).add_paragraph("Houd dit vast.", style="List Bullet")


def box(document: Document) -> None:
    made = document.add_table(rows=1, cols=1)
    made.cell(0, 0).text = "Goed om te weten: u mag gewoon douchen."


def fields(document: Document) -> None:
    add(
        document,
        run("Gedrukt op ")
        + field("DATE \\@ dd-MM-yyyy", run("12-03-2024"))
        + '<w:fldSimple w:instr=" AUTHOR ">'
        + run(" door Jan")
        + "</w:fldSimple>"
        + run("."),
    )


def hidden(document: Document) -> None:
    add(
        document,
        run("Neem de pil ")
        + run("alleen op recept ", "<w:vanish/>")
        + run("in de och")
        + run("xx", "<w:vanish/>")
        + run("tend."),
    )


def struck(document: Document) -> None:
    add(document, run("Kom ") + run("niet ", "<w:strike/>") + run("nuchter."))


def coloured(document: Document) -> None:
    paragraph: Paragraph = document.add_paragraph("Stop met ")
    paragraph.add_run("roken").font.color.rgb = RGBColor(200, 0, 0)


def highlighted(document: Document) -> None:
    add(document, run("Bel ") + run("altijd", '<w:highlight w:val="yellow"/>') + run(" vooraf."))


def columns(document: Document) -> None:
    document.add_paragraph("Tekst in twee kolommen.")
    columns = document.sections[0]._sectPr.find(qn("w:cols"))
    assert columns is not None
    columns.set(qn("w:num"), "2")


def contents(document: Document) -> None:
    add(
        document,
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("Wat is het? 1"),
    )
    add(document, run("Wat kunt u doen? ") + field("PAGEREF _Toc1", run("2")))
    add(document, '<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def numbers_by_hand(document: Document) -> None:
    for text in ("1. Ga liggen.", "2. Til uw been op.", "3. Houd vijf tellen vast."):
        document.add_paragraph(text)
    for text in ("• rust", "• ijs"):
        document.add_paragraph(text)
    document.add_paragraph("2019. Dat was het jaar van de richtlijn.")


def dead_link(document: Document) -> None:
    add(
        document,
        run("Zie ") + '<w:hyperlink w:anchor="weg">' + run("hoofdstuk 3") + "</w:hyperlink>",
    )
    name = document.part.relate_to(
        "file:///C:/folder.doc", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    add(
        document,
        run("Zie ") + f'<w:hyperlink r:id="{name}">' + run("de andere folder") + "</w:hyperlink>",
    )


def link(document: Document) -> None:
    name = document.part.relate_to(
        "https://www.example.org/a_b(c)", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    add(
        document,
        run("Lees ")
        + f'<w:hyperlink r:id="{name}">'
        + run("meer hierover")
        + "</w:hyperlink>"
        + run("."),
    )
    add(document, field('HYPERLINK "https://www.example.org/x"', run("een veld als link")))


def bookmark(document: Document) -> None:
    add(
        document,
        '<w:bookmarkStart w:id="9" w:name="rust"/>'
        + run("Rust helpt.")
        + '<w:bookmarkEnd w:id="9"/>',
    )


def lists(document: Document) -> None:
    for text, style in (
        ("Doe dit:", ""),
        ("loop elke dag", "List Bullet"),
        ("zwem", "List Bullet"),
        ("eerst dit", "List Number"),
        ("dan dat", "List Number"),
        ("diep", "List Bullet 2"),
    ):
        document.add_paragraph(text, style=style or None)


def marks(document: Document) -> None:
    paragraph = document.add_paragraph("Dit is ")
    paragraph.add_run("vet").bold = True
    paragraph.add_run("gedrukt, dit ").italic = True
    paragraph.add_run("schuin").italic = True
    paragraph.add_run(", H")
    paragraph.add_run("2").font.subscript = True
    paragraph.add_run(
        "O, 5*3=15, a_b, [haken], <uw naam>, {{ niets }}, 30% & 38,5 °C | ~ ^ `x` \\ en # teken."
    )


def signs(document: Document) -> None:
    for text in (
        "# geen kop",
        "+ plus",
        "> 38,5 graden",
        "---",
        "===",
        ": dubbele punt",
        "!!! tip",
        "| a | b |",
        "[^1]: geen noot",
        "~~weg~~ ==geel==",
        "€ 5,- per keer",
        "____",
        "1) alleen",
        "<b>niet vet</b>",
    ):
        document.add_paragraph(text)


def equation(document: Document) -> None:
    add(
        document,
        run("BMI is ") + "<m:oMath><m:f><m:num><m:r><m:t>gewicht</m:t></m:r></m:num><m:den><m:r>"
        "<m:t>lengte</m:t></m:r></m:den></m:f></m:oMath>" + run("."),
    )


def form_hint(document: Document) -> None:
    add(
        document,
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + run("Klik om in te vullen")
        + "</w:sdtContent></w:sdt>"
        + run(" Uw naam"),
    )


def breaks(document: Document) -> None:
    add(
        document,
        run("Eerste regel")
        + "<w:r><w:br/></w:r>"
        + run("- tweede regel")
        + "<w:r><w:br/></w:r>"
        + run("3. derde regel")
        + "<w:r><w:tab/></w:r>"
        + run("na een tab"),
    )


def red_flags(document: Document) -> None:
    document.add_paragraph("").add_run("Bel direct").bold = True
    for text in ("koorts boven 38,5", "veel bloed"):
        document.add_paragraph(text, style="List Bullet")


def bold_heading(document: Document) -> None:
    document.add_paragraph("").add_run("Wat kunt u zelf doen?").bold = True
    document.add_paragraph("Blijf rustig bewegen.")


def questions(document: Document) -> None:
    document.add_paragraph("Vraag: Mag ik sporten?")
    document.add_paragraph("Antwoord: Ja, na een week.")


def table_in_a_table(document: Document) -> None:
    inner = cells((f"<w:p>{run('binnen')}</w:p>", f"<w:p>{run('in')}</w:p>"))
    outer = f"<w:p>{run('boven')}</w:p><w:tbl>{inner}</w:tbl><w:p>{run('onder')}</w:p>"
    add_table(document, cells((outer, f"<w:p>{run('rechts')}</w:p>")))


def field_over_paragraphs(document: Document) -> None:
    add(
        document,
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>IF a = "</w:instrText></w:r>',
    )
    add(document, run("verder in de opdracht"))
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    add(document, separate + run("uitslag") + end + run(" en tekst"))


def words_gone_between_words(document: Document) -> None:
    add(document, run("Neem er") + run(" nooit ", "<w:strike/>") + run("twee"))


def other_scripts(document: Document) -> None:
    document.add_paragraph("İzmir <!-- x --> हिन्दी, اتصل بنا, e\u0301e\u0301n, 中文, 📌 let op")


def tick_boxes(document: Document) -> None:
    for text in ("☐ Ik slaap slecht", "☐ Ik ben moe"):
        document.add_paragraph(text)
