"""Lists: read whole or refused whole, with the line of every mistake and no address in any."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.mail.recipients import Recipient, read_recipients

ANNA, BOB = "anna@voorbeeld.example", "bob@voorbeeld.example"


def read(tmp_path: Path, text: str | bytes) -> tuple[tuple[Recipient, ...], list[str]]:
    path = tmp_path / "group.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    recipients, findings = read_recipients(path, "group.csv")
    assert not any("voorbeeld" in str(finding) for finding in findings)
    return recipients, [str(finding) for finding in findings]


@pytest.mark.parametrize(
    "text",
    [
        f"email\n{ANNA}\n{BOB}\n",
        f"email,language\n{ANNA},\n{BOB},\n",
        f"email;language\n{ANNA};\n{BOB};\n",
        f"language;email\n;{ANNA}\n;{BOB}\n",
        f"E-mail;Taal\n{ANNA};\n{BOB};\n",
        f"E-mailadres\n{ANNA}\n{BOB}\n".encode("utf-16"),
        f"email\tlanguage\n{ANNA}\tn\xe9\n{BOB}\t\n".encode("cp1252").replace(b"n\xe9", b""),
        f"\ufeffEmail\r\n{ANNA}\r\n\r\n  {BOB}\r\n".encode(),
        f'"email"\n"{ANNA}"\n"{BOB}"',
    ],
)
def test_commas_semicolons_marks_and_blank_lines_make_no_difference(
    tmp_path: Path, text: str | bytes
) -> None:
    recipients, findings = read(tmp_path, text)
    assert [one.address for one in recipients] == [ANNA, BOB]
    assert findings == []


def test_a_row_may_name_a_language(tmp_path: Path) -> None:
    recipients, _ = read(tmp_path, f"email,language\n{ANNA},EN\n{BOB},\n")
    assert recipients == (Recipient(ANNA, "en", 2), Recipient(BOB, "", 3))


def test_an_address_that_stands_twice_counts_once_and_is_reported(tmp_path: Path) -> None:
    recipients, findings = read(tmp_path, f"email\n{ANNA}\n{BOB}\nANNA@Voorbeeld.Example\n")
    assert [one.address for one in recipients] == [ANNA, BOB]
    assert findings == [
        "group.csv:4: warning: the address of line 2 again; it gets one message [D004]"
    ]


def test_every_bad_row_is_named_with_its_line_and_reason(tmp_path: Path) -> None:
    _, findings = read(tmp_path, f"email,language\n{ANNA},nl\nvoorbeeld,nl\n{BOB}\n,en\n")
    assert findings == [
        "group.csv:3: error: not an e-mail address: An email address must have an @-sign [D003]",
        "group.csv:4: error: 1 cells where the first line has 2 [D003]",
        "group.csv:5: error: not an e-mail address: there is no address [D003]",
    ]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("", "group.csv: error: the list is empty"),
        ("email\n", "group.csv: error: the list names nobody"),
        (f"{ANNA}\n{BOB}\n", "group.csv:1: error: there is no column 'email'"),
        (f"email,name\n{ANNA},Anna\n", "group.csv:1: error: column 2 is not known"),
        (f"email,email\n{ANNA},{BOB}\n", "group.csv:1: error: column 2 has the name of another"),
        (f'email\n"{ANNA}\n', "group.csv:2: error: a quotation mark in it begins or ends"),
        (f"email\n{ANNA}\0\n", "group.csv:1: error: it cannot be told which letters"),
        (f'email\n=HYPERLINK("mailto:{ANNA}")\n', "group.csv:2: error: a cell is what a formula"),
        (b"PK\x03\x04voorbeeld", "group.csv:1: error: the workbook cannot be read"),
        (f"email\n{ANNA},{BOB}\n", "group.csv:2: error: not an e-mail address: write one address"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, text: str | bytes, finding: str) -> None:
    recipients, findings = read(tmp_path, text)
    assert recipients == ()
    assert findings[0].startswith(finding)
