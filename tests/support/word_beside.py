"""What a Word file holds besides its plain text: changes, comments, notes, boxes, pictures."""

from __future__ import annotations

import io

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from word_xml import NAMES, add, add_table, cells, part, picture, run, xml


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


def row_deleted(document: Document) -> None:
    gone = '<w:trPr><w:del w:id="8" w:author="Eva"/></w:trPr>'
    first = cells((f"<w:p>{run('middel')}</w:p>", f"<w:p>{run('dosis')}</w:p>"))
    add_table(
        document, first + cells((f"<w:p>{run('oud')}</w:p>", f"<w:p>{run('9')}</w:p>"), head=gone)
    )


def changes_in_a_link(document: Document) -> None:
    name = document.part.relate_to(
        "https://www.example.org/n", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    held = '<w:ins w:id="5" w:author="Jan">' + run("nieuwe") + "</w:ins>"
    held += '<w:del w:id="6" w:author="Jan"><w:r><w:delText>oude</w:delText></w:r></w:del>'
    add(document, f'<w:hyperlink r:id="{name}">{run("de ")}{held}{run(" folder")}</w:hyperlink>')


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
    part(document, "comments", "comments", f"<w:comments {NAMES}>{held}</w:comments>")


def header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "Ziekenhuis De Berk, afdeling Orthopedie"


def footer(document: Document) -> None:
    document.sections[0].footer.paragraphs[0].text = "Versie 3, pagina 1"


def watermark(document: Document) -> None:
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph._p.append(
        xml('<w:r><w:pict><v:shape><v:textpath string="CONCEPT"/></v:shape></w:pict></w:r>')
    )


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


def box_in_a_table(document: Document) -> None:
    box = f"<w:txbxContent><w:p>{run('in de doos')}</w:p></w:txbxContent>"
    held = f'<v:shape alt="een vorm"><v:textbox>{box}</v:textbox></v:shape>'
    shape = f"<w:r><w:pict>{held}</w:pict></w:r>"
    rows = cells((f"<w:p>{run('voor')}{shape}{run(' na')}</w:p>", f"<w:p>{run('ernaast')}</w:p>"))
    add_table(document, rows)


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
        f'<w:{kind} {NAMES}><w:{name} w:id="0" w:type="separator"><w:p/>'
        f"</w:{name}>{held}</w:{kind}>",
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
