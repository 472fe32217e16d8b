"""A report in text and HTML -> one message to who runs the house, through the outbox."""

from __future__ import annotations

from datetime import date

from press.errors import UsageError
from press.mail.accounts import house_route
from press.mail.compose import account_of, sender_for, staff_message
from press.mail.messages import make_content
from press.mail.outbox import Outbox
from press.model import House, Letter


def queue_report(house: House, outbox: Outbox, letter: Letter, today: date, now: float) -> bool:
    """Queue a report; False if the same was sent today. UsageError or MailError: to whom, how?"""
    if not house.operator:
        hint = "add 'operator: name@address' to sources/house.yaml"
        raise UsageError(f"nobody is named to whom the report is mailed: {hint}")
    route = account_of(house_route(house), "sources/house.yaml")
    sender = sender_for(route, house.name or "Leaflet press", route.account.sender)
    content = make_content(sender, letter, [], automatic=True)
    batch = f"report-{today}-{content.digest[:8]}"
    mine = route, sender, content
    message = staff_message(outbox, *mine, to=house.operator, about="report", batch=batch, now=now)
    return bool(outbox.ledger.queue([message], [(content.digest, content.data)], now))
