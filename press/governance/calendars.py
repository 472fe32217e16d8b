"""Reviews -> a calendar file (RFC 5545): a day each, with alarms 90, 60 and 30 days ahead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from press import __version__
from press.governance.owing import Review
from press.model import House

_AHEAD = (90, 60, 30)


def as_calendar(house: House, due: Iterable[Review]) -> bytes:
    """A calendar of reviews; the same reviews give the same bytes.

    A review keeps its identifier when its day moves, so that a calendar that reads the
    file again moves it too.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//The leaflet press//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Reviews: {house.name or 'leaflets'}")
    for each in due:
        calendar.add_component(_event(house, each))
    data: bytes = calendar.to_ical()
    return data


def _event(house: House, review: Review) -> Event:
    event = Event()
    whose = house.website or house.name or house.root.name
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'{whose}/review/{review.name}')}")
    # Of the review and not of today: when the text was last looked at.
    event.add("dtstamp", datetime.combine(review.reviewed, time(), UTC))
    event.add("dtstart", review.due)
    event.add("dtend", review.due + timedelta(days=1))
    event.add("summary", f"Review: {review.title} ({review.language})")
    owners = f", owned by {', '.join(review.owners)}" if review.owners else ""
    said = f"{review.name}, version {review.version}, reviewed {review.reviewed}{owners}"
    event.add("description", said)
    event.add("transp", "TRANSPARENT")
    for days in _AHEAD:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", timedelta(days=-days))
        alarm.add("description", f"Review in {days} days: {review.title}")
        event.add_component(alarm)
    return event
