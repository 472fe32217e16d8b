"""A printer's address and a question -> its answer, in the Internet Printing Protocol (RFC 8011).

pyipp carries the bytes and reads the answer. Its encoder knows the attributes of its own
table and leaves out all others without a word, so the table is made whole here; collections
(RFC 8010, 3.1.6), in which a tray is named, are written here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from struct import pack
from types import MappingProxyType, ModuleType
from typing import TypeAlias

from press.errors import PressError

Value: TypeAlias = "str | int | bool | Sequence[str]"
Attributes: TypeAlias = "Mapping[str, Value | Mapping[str, object]]"
"""Attributes by name; a mapping is a collection, of keywords, whole numbers and collections."""
Values: TypeAlias = "Mapping[str, tuple[object, ...]]"
"""What was answered: each attribute with all its values."""

_KEYWORDS = (
    *("media", "print-scaling", "print-color-mode", "multiple-document-handling"),
    *("media-source", "output-bin"),
)
"""Attributes that pyipp does not know, or takes for names (`media`, pyipp 0.17)."""
_QUICK, _SLOW = 8, 120
"""Seconds: for a question, and for a file to a printer that prints while it takes it."""
_NOTHING: Attributes = MappingProxyType({})
_OF_THE_SYSTEM = "ipp://localhost:631/"
FIDELITY: dict[str, Value] = {"ipp-attribute-fidelity": True}
"""Refuse rather than print otherwise than asked (RFC 8011, 4.2.1.1)."""


class PrinterAwayError(PressError):
    """Nobody answers at a printer's address, or no printer does."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a printer said: its status (RFC 8011, appendix B), in its own words too."""

    status: int
    words: str
    unsupported: tuple[str, ...]
    jobs: tuple[Values, ...]
    printers: tuple[Values, ...]

    @property
    def is_good(self) -> bool:
        return 0 <= self.status < 0x200


@dataclass(frozen=True, slots=True)
class FoundPrinter:
    """A printer that the system knows: its name there, its address, what people call it."""

    name: str
    uri: str
    info: str


def ask(
    uri: str,
    operation: str,
    asked: Attributes = _NOTHING,
    *,
    job: Attributes = _NOTHING,
    data: bytes = b"",
) -> Answer:
    """Ask a printer one thing, as `VALIDATE_JOB`; PrinterAwayError if it does not answer."""
    return asyncio.run(_ask(uri, operation, asked, job, data))


def printers_of_system() -> tuple[FoundPrinter, ...]:
    """The printers that this machine's print system (CUPS) lists; none where there is none."""
    names = ("printer-name", "printer-uri-supported", "printer-info")
    try:
        answer = ask(_OF_THE_SYSTEM, "CUPS_GET_PRINTERS", {"requested-attributes": names})
    except PrinterAwayError:
        return ()
    said = [[str(one.get(name, ("",))[0]) for name in names] for one in answer.printers]
    return tuple(FoundPrinter(*each) for each in said if all(each[:2]))


async def _ask(uri: str, operation: str, asked: Attributes, job: Attributes, data: bytes) -> Answer:
    import aiohttp

    pyipp = _pyipp()
    printer = pyipp.IPP(uri, request_timeout=_SLOW if data else _QUICK, user_agent="leaflet")
    plain = {name: value for name, value in job.items() if not isinstance(value, Mapping)}
    nested = {name: value for name, value in job.items() if isinstance(value, Mapping)}
    message = {
        "version": printer.ipp_version,
        "operation": pyipp.enums.IppOperation[operation],
        "operation-attributes-tag": {
            "attributes-charset": "utf-8",
            "attributes-natural-language": "en",
            "printer-uri": uri,
            "requesting-user-name": "leaflet",
            **asked,
        },
        **({"job-attributes-tag": plain} if job else {}),
    }
    head = pyipp.serializer.encode_dict(message)[:-1]  # without the end-of-attributes tag
    collections = b"".join(_collection(name, value) for name, value in nested.items())
    try:
        async with printer:
            got = await printer._request(data=head + collections + b"\x03" + data)
        parsed = pyipp.parser.parse(got)
    except pyipp.IPPResponseError as error:
        raise PrinterAwayError(f"what answers there is no printer ({error.args[0]})") from None
    except (pyipp.IPPError, aiohttp.ClientError, OSError) as error:
        raise PrinterAwayError(str(error.args[0] if error.args else error)) from None
    except Exception as error:  # pyipp meets answers that it cannot read in many ways
        raise PrinterAwayError(f"its answer cannot be read: {error}") from None
    return Answer(
        status=parsed["status-code"],
        words=str(parsed["operation-attributes"].get("status-message", "")),
        unsupported=tuple(name for each in parsed["unsupported-attributes"] for name in each),
        jobs=tuple(map(_values, parsed["jobs"])),
        printers=tuple(map(_values, parsed["printers"])),
    )


@cache
def _pyipp() -> ModuleType:
    """The library, its table of attributes made whole."""
    try:
        import pyipp
        import pyipp.parser
        import pyipp.serializer
    except ImportError:
        raise PressError(
            "printing needs a library that is not here\n"
            "Install it: pip install 'leaflet-press[desk]'"
        ) from None
    from pyipp.enums import IppTag
    from pyipp.tags import ATTRIBUTE_TAG_MAP

    ATTRIBUTE_TAG_MAP.update(dict.fromkeys(_KEYWORDS, IppTag.KEYWORD))
    return pyipp


def _values(said: Mapping[str, object]) -> Values:
    """pyipp gives one value bare and several as a list."""
    return {
        name: tuple(value) if isinstance(value, list) else (value,) for name, value in said.items()
    }


def _collection(name: str, members: Mapping[str, object]) -> bytes:
    """A collection as RFC 8010, 3.1.6 writes it: begin, members by name, end."""
    return _value(0x34, name, b"") + _members(members) + _value(0x37, "", b"")


def _members(members: Mapping[str, object]) -> bytes:
    written = b""
    for name, value in members.items():
        written += _value(0x4A, "", name.encode())
        if isinstance(value, Mapping):
            written += _value(0x34, "", b"") + _members(value) + _value(0x37, "", b"")
        elif isinstance(value, int):
            written += _value(0x21, "", pack(">i", value))
        else:
            written += _value(0x44, "", str(value).encode())
    return written


def _value(tag: int, name: str, value: bytes) -> bytes:
    return pack(">BH", tag, len(name)) + name.encode() + pack(">H", len(value)) + value
