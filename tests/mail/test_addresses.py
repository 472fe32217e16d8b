"""What a person typed: one address or a reason, and a reason never tells the address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.mail.addresses import AddressError, folded, read_address, redact


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("anna@voorbeeld.example", "anna@voorbeeld.example"),
        ("  anna@voorbeeld.example\t", "anna@voorbeeld.example"),
        ("Anna.de-Vries+x@Voorbeeld.example", "Anna.de-Vries+x@voorbeeld.example"),
        ("anna@bücher.example", "anna@xn--bcher-kva.example"),
        ("anna@例え.example", "anna@xn--r8jz45g.example"),
    ],
)
def test_one_address_is_read_as_it_goes_on_the_wire(typed: str, address: str) -> None:
    assert read_address(typed) == address


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "there is no address"),
        ("anna", "An email address must have an @-sign"),
        ("Anna <anna@voorbeeld.example>", "without a name"),
        ("anna@voorbeeld.example, jan@voorbeeld.example", "write one address"),
        ("anna@voorbeeld.example jan@voorbeeld.example", "write one address"),
        ("anna@voorbeeld.example\njan@voorbeeld.example", "control character"),
        ("anna@voorbeeld.example\r\nBcc: jan@voorbeeld.example", "control character"),
        ("anna\0@voorbeeld.example", "control character"),
        ("anna@[127.0.0.1]", "bracketed IP address"),
        ("=?utf-8?q?a?=@voorbeeld.example", "it holds '=?'"),
        ("annä@voorbeeld.example", "Internationalized characters"),
        ('"anna b"@voorbeeld.example', "write one address"),
        ("anna@localhost", "should have a period"),
        ("anna@voorbeeld", "should have a period"),
        ("anna@voor_beeld.example", "contains invalid characters"),
        ("anna@voorbeeld.example.", "cannot end with a period"),
        ("-@-.example", "hyphen"),
        ("a" * 65 + "@voorbeeld.example", "too long"),
    ],
)
def test_anything_else_is_refused_with_a_reason(typed: str, reason: str) -> None:
    with pytest.raises(AddressError) as refused:
        read_address(typed)
    assert reason in str(refused.value)
    assert "voorbeeld" not in str(refused.value)


@given(st.text(max_size=80))
def test_no_text_gives_more_than_one_address_or_a_control_character(typed: str) -> None:
    try:
        address = read_address(typed)
    except AddressError:
        return
    assert address.count("@") == 1
    assert address.isascii() and address.isprintable()
    assert not set(address) & set(' <>,;:"')


def test_case_makes_no_other_address() -> None:
    assert folded("Anna@Voorbeeld.example") == folded("anna@voorbeeld.EXAMPLE")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("550 5.1.1 <anna.devries@bücher.example>: unknown", "550 5.1.1 … unknown"),
        ("550 5.1.1 ANNA.DEVRIES@XN--BCHER-KVA.EXAMPLE unknown", "550 5.1.1 … unknown"),
        ("550 User anna.devries unknown at xn--bcher-kva.example", "550 User … unknown at …"),
        ("450 anna.devries=40bücher.example greylisted", "450 … greylisted"),
        ("421 http://x.example/?a=anna.devries%40b try later", "421 … try later"),
        ("452 4.2.2\r\nmailbox\tfull", "452 4.2.2 mailbox full"),
    ],
)
def test_what_servers_say_loses_the_address(said: str, left: str) -> None:
    assert redact(said, "anna.devries@xn--bcher-kva.example") == left


def test_of_what_is_said_of_a_short_address_only_the_codes_stay() -> None:
    assert redact("550 5.1.1 no user jo here", "jo@voorbeeld.example") == "550 5.1.1"


@given(
    local=st.from_regex(r"[a-z]{3,12}(\.[a-z]{3,12})?", fullmatch=True),
    before=st.text(max_size=20),
    after=st.text(max_size=20),
    form=st.sampled_from(["{0}@{1}", "<{0}@{1}>", "{0}", "{1}", "{0}=40{1}", "smtp;{0}@{1}"]),
    upper=st.booleans(),
)
def test_no_address_survives_in_whatever_is_said(
    local: str, before: str, after: str, form: str, upper: bool
) -> None:
    said = before + form.format(local, "voorbeeld.example") + after
    left = redact(said.upper() if upper else said, f"{local}@voorbeeld.example").casefold()
    assert local not in left and "voorbeeld.example" not in left
