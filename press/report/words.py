"""Numbers and days in English, as the report writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def sentence(text: str) -> str:
    """A message as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def figure(number: int) -> str:
    return f"{number:,}"


def times(number: int) -> str:
    return "Once" if number == 1 else f"{number:,} times"


def many(number: int, what: str) -> str:
    """`1 error`, `1,204 errors`, `no errors`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}" if number else f"No {what}s"


def counts(numbers: Mapping[str, int]) -> str:
    """`12 of 1.2, 3 of 1.1`: how many of each; nothing where there is nothing."""
    return ", ".join(f"{number:,} of {what}" for what, number in numbers.items())


def day(when: date) -> str:
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def short_day(when: date) -> str:
    return f"{when.day} {_MONTHS[when.month - 1][:3]} {when.year}"


def distance(today: date, when: date) -> str:
    """How far a day lies from today, in days up to two months and in months from there."""
    days = (when - today).days
    if days == 0:
        return "today"
    size = abs(days)
    span = f"{size} days" if size > 1 else "1 day"
    if size > 60:
        span = f"{round(size / 30.44)} months"
    return f"in {span}" if days > 0 else f"{span} ago"
