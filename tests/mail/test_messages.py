"""The bytes of a message: what a person typed adds no header, and everything reads back."""

from __future__ import annotations

from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from hands import LETTER, SENDER
from hypothesis import given
from hypothesis import strategies as st

from press.mail import messages
from press.mail.messages import (
    Attachment,
    MessageError,
    Sender,
    attachments_of,
    draft,
    make_content,
    make_head,
    new_message_id,
)
from press.model import Letter

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 50
HEADERS = ["From", "Reply-To", "Subject", "MIME-Version", "Content-Type", "Content-Language"]


def build(sender: Sender = SENDER, letter: Letter = LETTER) -> EmailMessage:
    """A finished message, read again."""
    content = make_content(sender, letter, attachments_of(letter, [PDF]))
    head = make_head(
        "anna@voorbeeld.example", "<1@x.example>", "Mon, 1 Jan 2029 00:00:00 +0000", content.data
    )
    message = BytesParser(policy=policy.default).parsebytes(head + content.data)
    assert isinstance(message, EmailMessage)
    return message


def test_a_message_has_these_headers_and_no_others() -> None:
    assert sorted(build().keys()) == sorted(["To", "Date", "Message-ID", *HEADERS])


def test_text_and_html_say_the_letter_and_the_file_is_attached() -> None:
    message = build()
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text and text.get_content().split() == LETTER.text.split()
    assert html and html.get_content().split() == LETTER.html.split()
    (attached,) = message.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content() == PDF


def test_a_message_is_ascii_with_short_lines_and_whole_line_breaks() -> None:
    data = make_content(SENDER, LETTER, attachments_of(LETTER, [PDF])).data
    assert data.isascii()
    assert max(len(line) for line in data.split(b"\r\n")) <= 78
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")


def test_the_same_letter_gives_the_same_bytes() -> None:
    one, other = (make_content(SENDER, LETTER, attachments_of(LETTER, [PDF])) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("where", ["name", "subject", "attachment"])
@pytest.mark.parametrize(
    "typed",
    [
        "=?utf-8?q?a=0D=0ABcc:_x@y.example?=",
        "Praktijk\r\nBcc: x@y.example",
        "Praktijk\nBcc: x@y.example",
        "Praktijk\rBcc: x@y.example",
        "Praktijk\x85Bcc: x@y.example",
        "Praktijk\u2028Bcc: x@y.example",
        "Praktijk\0",
    ],
)
def test_what_a_person_typed_adds_no_header(where: str, typed: str) -> None:
    sender = replace(SENDER, name=typed) if where == "name" else SENDER
    letter = LETTER if where == "name" else replace(LETTER, **{where: typed})
    with pytest.raises(MessageError):
        build(sender, letter)


@given(st.text(min_size=1, max_size=100), st.text(min_size=1, max_size=150))
@pytest.mark.slow
def test_no_name_and_subject_change_the_headers(name: str, subject: str) -> None:
    try:
        message = build(replace(SENDER, name=name), replace(LETTER, subject=subject))
    except (MessageError, UnicodeError):
        return
    assert sorted(message.keys()) == sorted(["To", "Date", "Message-ID", *HEADERS])
    assert len(message["From"].addresses) == len(message["To"].addresses) == 1


@pytest.mark.parametrize(
    "name",
    [
        "Praktijk Bücher & Zoon, sinds 1999",
        'Praktijk "De Brug"',
        "Praktijk (Noord); west",
        "عيادة الشفاء",
        "Huisartsenpraktijk van den Berg-de Vries en Oosterhuis te Voorbeeldstad-Noord",
        "Praktijk 中文 " * 8,
    ],
)
def test_a_name_of_any_language_and_length_reads_back(name: str) -> None:
    letter = replace(LETTER, subject=f"Informatie van {name}", attachment=f"Informatie van {name}")
    message = build(replace(SENDER, name=name), letter)
    shown = message["From"].addresses[0].display_name
    assert shown.replace(" ", "") == name.replace(" ", "")
    assert message["From"].addresses[0].addr_spec == SENDER.address


def test_internationalised_domains_go_as_punycode() -> None:
    message = build(Sender("Praktijk", "folders@bücher.example", "info@bücher.example"))
    assert message["From"].addresses[0].addr_spec == "folders@xn--bcher-kva.example"


def test_several_files_are_numbered_and_no_name_is_a_path() -> None:
    letter = replace(LETTER, attachment="Informatie van ../De Brug: 1/2")
    names = [file.name for file in attachments_of(letter, [b"1", b"2"])]
    assert names == ["Informatie van ..-De Brug- 1-2 1.pdf", "Informatie van ..-De Brug- 1-2 2.pdf"]


def test_more_than_ten_megabytes_is_refused() -> None:
    with pytest.raises(MessageError, match=r"10\.0 MB is too much"):
        make_content(SENDER, LETTER, [Attachment("a.pdf", bytes(10_000_001))])


@pytest.mark.parametrize("address", ["a@x.example, b@x.example", "a@x.example\r\nBcc: b@x.example"])
def test_a_head_is_for_one_address_only(address: str) -> None:
    content = make_content(SENDER, LETTER, [])
    with pytest.raises((MessageError, ValueError)):
        make_head(address, "<1@x.example>", "Mon, 1 Jan 2029 00:00:00 +0000", content.data)


def test_a_message_that_reads_differently_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "text_of", lambda message, kind: "something else")
    with pytest.raises(MessageError, match="reads differently"):
        make_content(SENDER, LETTER, [])


def test_a_list_asks_for_no_automatic_answers() -> None:
    assert (
        b"Auto-Submitted: auto-generated" in make_content(SENDER, LETTER, [], automatic=True).data
    )


def test_a_draft_opens_to_be_sent_and_names_nobody() -> None:
    data = draft(make_content(SENDER, LETTER, []))
    message = BytesParser(policy=policy.default).parsebytes(data)
    assert message["X-Unsent"] == "1"
    assert "To" not in message


def test_a_message_id_tells_nothing_and_is_never_the_same() -> None:
    one, other = new_message_id("a@praktijk.example"), new_message_id("a@praktijk.example")
    assert one != other
    assert one.endswith("@praktijk.example>")
