"""Word files made for tests: a feature a function, alone or several in one file.

Each feature adds to a document that python-docx holds; what that library has no word for is
put into its XML.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph
from PIL import Image

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{_W}"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
Feature = Callable[[Document], None]


def xml(text: str):  # type: ignore[no-untyped-def]  # lxml's element, of python-docx's own classes
    """A piece of WordprocessingML, with the usual names."""
    head, sign, rest = (
        text.partition(">")
        if "/>" not in text.split(">")[0] + ">"
        else (text.split("/>")[0], "/>", text.partition("/>")[2])
    )
    return parse_xml(f"{head} {_NAMES}{sign}{rest}")


def add(document: Document, inner: str, style: str = "") -> None:
    """A paragraph of so much XML."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    document.element.body.insert_element_before(xml(f"<w:p>{properties}{inner}</w:p>"), "w:sectPr")


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    props = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{props}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(told: str, result: str) -> str:
    """A field in its long form."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {told} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def picture(kind: str = "PNG", colour: str = "teal") -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (120, 80), colour).save(out, kind)
    return out.getvalue()


def part(document: Document, name: str, kind: str, content: str) -> str:
    """A part beside the text, such as notes; gives the name that the text has for it."""
    mime = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    made = Part(PackURI(f"/word/{name}.xml"), mime, content.encode(), document.part.package)
    base = RELATIONSHIP_TYPE.STYLES.rpartition("/")[0]
    return str(document.part.relate_to(made, f"{base}/{name}"))


def _notes(document: Document, kind: str) -> None:
    name = kind[:-1]
    add(
        document,
        run("Rust is goed")
        + f'<w:r><w:{name}Reference w:id="2"/></w:r>'
        + run(" en bewegen ook")
        + f'<w:r><w:{name}Reference w:id="3"/></w:r>'
        + run("."),
    )
    held = "".join(
        f'<w:{name} w:id="{n}"><w:p><w:r><w:{name}Ref/></w:r>{run(said)}</w:p></w:{name}>'
        for n, said in (
            (2, f" Een {name} over rust."),
            (3, f" Nog een {name}, over bewegen."),
            (4, f" Een {name} zonder verwijzing."),
        )
    )
    part(
        document,
        kind,
        kind,
        f'<w:{kind} {_NAMES}><w:{name} w:id="0" w:type="separator"><w:p/>'
        f"</w:{name}>{held}</w:{kind}>",
    )


def inserted(document: Document) -> None:
    add(
        document,
        run("Neem ")
        + '<w:ins w:id="1" w:author="Jan" w:date="2026-01-01T00:00:00Z">'
        + run("nooit ")
        + "</w:ins>"
        + run("meer dan vier tabletten."),
    )


def deleted(document: Document) -> None:
    add(
        document,
        run("Rust ") + '<w:del w:id="2" w:author="Eva"><w:r><w:delText xml:space="preserve">'
        "vooral niet </w:delText></w:r></w:del>" + run("uit na de ingreep."),
    )


def moved(document: Document) -> None:
    add(
        document,
        '<w:moveFrom w:id="3" w:author="Jan">'
        + run("Drink genoeg water.")
        + "</w:moveFrom>"
        + run(" Eet rustig."),
    )
    add(
        document,
        run("Slaap goed. ")
        + '<w:moveTo w:id="4" w:author="Jan">'
        + run("Drink genoeg water.")
        + "</w:moveTo>",
    )


def comments(document: Document) -> None:
    add(
        document,
        '<w:commentRangeStart w:id="0"/>'
        + run("Bel bij koorts.")
        + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    )
    add(document, run("Bel bij pijn.") + '<w:r><w:commentReference w:id="1"/></w:r>')
    held = "".join(
        f'<w:comment w:id="{n}" w:author="Redactie"><w:p>{run(said)}</w:p></w:comment>'
        for n, said in ((0, "Klopt dit nog?"), (1, "Boven welke grens?"))
    )
    part(document, "comments", "comments", f"<w:comments {_NAMES}>{held}</w:comments>")


def header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "Ziekenhuis De Berk, afdeling Orthopedie"


def footer(document: Document) -> None:
    document.sections[0].footer.paragraphs[0].text = "Versie 3, pagina 1"


def text_box(document: Document) -> None:
    box = f"<w:txbxContent><w:p>{run('Let op: niet autorijden.')}</w:p></w:txbxContent>"
    add(
        document,
        run("Na de prik ") + '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        '<w:drawing><wp:anchor><wp:docPr id="7" name="Tekstvak 7"/>'
        "<a:graphic><a:graphicData><wps:wsp>"
        f"<wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        "</mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>" + run("kunt u suf zijn."),
    )


def footnotes(document: Document) -> None:
    _notes(document, "footnotes")


def endnotes(document: Document) -> None:
    _notes(document, "endnotes")


def picture_without_alt(document: Document) -> None:
    document.add_picture(io.BytesIO(picture()))


def picture_with_alt(document: Document) -> None:
    document.add_paragraph("Zo tilt u veilig:")
    document.add_picture(io.BytesIO(picture("JPEG", "orange")))
    document.inline_shapes[-1]._inline.docPr.set("descr", "Een vrouw tilt een doos met rechte rug.")
    document.add_paragraph("Figuur: veilig tillen", style="Caption")


def emf_picture(document: Document) -> None:
    document.add_picture(io.BytesIO(picture("GIF")))
    document.inline_shapes[-1]._inline.docPr.set("descr", "Een tekening van Windows.")
    name = document.inline_shapes[-1]._inline.graphic.graphicData.pic.blipFill.blip.embed
    document.part.related_parts[name]._blob = b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(40)


def ole_object(document: Document) -> None:
    add(
        document,
        run("Zie het schema.") + '<w:r><w:object><v:shape alt="Een schema in Excel">'
        '<v:imagedata r:id="rIdX"/></v:shape>'
        '<o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="rIdY"/>'
        "</w:object></w:r>",
    )


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


def watermark(document: Document) -> None:
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph._p.append(
        xml('<w:r><w:pict><v:shape><v:textpath string="CONCEPT"/></v:shape></w:pict></w:r>')
    )


def cells(*rows: tuple[str, ...], head: str = "") -> str:
    """A table of cells that hold so much XML."""
    return "".join(
        f"<w:tr>{head}" + "".join(f"<w:tc>{inner}</w:tc>" for inner in row) + "</w:tr>"
        for row in rows
    )


def _table(document: Document, rows: str) -> None:
    table = xml(f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")
    document.element.body.insert_element_before(table, "w:sectPr")


def row_deleted(document: Document) -> None:
    gone = '<w:trPr><w:del w:id="8" w:author="Eva"/></w:trPr>'
    first = cells((f"<w:p>{run('middel')}</w:p>", f"<w:p>{run('dosis')}</w:p>"))
    _table(
        document, first + cells((f"<w:p>{run('oud')}</w:p>", f"<w:p>{run('9')}</w:p>"), head=gone)
    )


def changes_in_a_link(document: Document) -> None:
    name = document.part.relate_to(
        "https://www.example.org/n", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    held = '<w:ins w:id="5" w:author="Jan">' + run("nieuwe") + "</w:ins>"
    held += '<w:del w:id="6" w:author="Jan"><w:r><w:delText>oude</w:delText></w:r></w:del>'
    add(document, f'<w:hyperlink r:id="{name}">{run("de ")}{held}{run(" folder")}</w:hyperlink>')


def box_in_a_table(document: Document) -> None:
    box = f"<w:txbxContent><w:p>{run('in de doos')}</w:p></w:txbxContent>"
    held = f'<v:shape alt="een vorm"><v:textbox>{box}</v:textbox></v:shape>'
    shape = f"<w:r><w:pict>{held}</w:pict></w:r>"
    rows = cells((f"<w:p>{run('voor')}{shape}{run(' na')}</w:p>", f"<w:p>{run('ernaast')}</w:p>"))
    _table(document, rows)


def table_in_a_table(document: Document) -> None:
    inner = cells((f"<w:p>{run('binnen')}</w:p>", f"<w:p>{run('in')}</w:p>"))
    outer = f"<w:p>{run('boven')}</w:p><w:tbl>{inner}</w:tbl><w:p>{run('onder')}</w:p>"
    _table(document, cells((outer, f"<w:p>{run('rechts')}</w:p>")))


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


FEATURES: Mapping[str, Feature] = {
    name: each
    for name, each in list(globals().items())
    if callable(each)
    and getattr(each, "__annotations__", {}).get("document") == "Document"
    and list(each.__annotations__) == ["document", "return"]
}
"""Every feature, by its name."""
TRACKED = {"inserted", "deleted", "moved", "row_deleted", "changes_in_a_link"}


def word_file(path: Path, *features: str, title: str = "Rust na de ingreep") -> Path:
    """Write a Word file with a title, a few paragraphs and these features."""
    document = docx.Document()
    if title:
        document.add_heading(title, 0)
    document.add_heading("Wat is het?", 1)
    document.add_paragraph("Na een ingreep heeft uw lichaam rust nodig. Dat duurt een week.")
    for name in features:
        FEATURES[name](document)
    document.add_heading("Hoe gaat het verder?", 1)
    document.add_paragraph("U komt na zes weken terug.")
    document.save(str(path))
    return path


def repacked(path: Path, changes: Mapping[str, bytes | None]) -> Path:
    """A Word file with other parts: put in, in the place of what was there, or taken out (None)."""
    with zipfile.ZipFile(path) as packed:
        parts: dict[str, bytes | None] = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in {**parts, **changes}.items():
            if content is not None:
                out.writestr(name, content)
    return path
