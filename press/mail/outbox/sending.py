"""Messages that are due -> sent, failed, put off or in doubt, through the accounts.

One lane an account, with its own connection and its own pace; the lane whose turn
comes first goes next, so that a long list does not keep the desk waiting. A recall waits
for no pace, until the server asks for one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from press.errors import MailError
from press.mail.accounts import Route, log_in_with
from press.mail.addresses import redact
from press.mail.connecting import Patience
from press.mail.messages import make_head
from press.mail.outbox.ledger import Claimed, Ledger
from press.mail.outbox.pace import Clock, Urgency, wait_before_first
from press.mail.transport import Connection, Envelope, Outcome, RemoteResult

_PER_CONNECTION = 50
"""Messages; servers commonly refuse to take more than a hundred through one connection."""
_LONGEST_IDLE = 30
"""Seconds that a connection is kept open without a message."""
_MOST_TROUBLES = 3
"""In a row, each saying nothing about its recipient; then the server is left alone. So many
recipients put off in a row are taken for a server that was overrun."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the messages of one run; `outages` say why an account was left alone."""

    sent: int = 0
    failed: int = 0
    later: int = 0
    unknown: int = 0
    outages: tuple[str, ...] = ()

    @property
    def tried(self) -> int:
        return self.sent + self.failed + self.later + self.unknown

    def plus(self, outcome: Outcome) -> Tally:
        """One more of this outcome."""
        return replace(self, **{outcome.value: getattr(self, outcome.value) + 1})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What sending needs from outside."""

    clock: Clock
    environ: Mapping[str, str]
    patience: Patience = field(default_factory=Patience)


def send_due(
    ledger: Ledger,
    routes: Iterable[Route],
    around: Surroundings,
    *,
    progress: Callable[[Tally], None] = lambda tally: None,
    enough: Callable[[], bool] | None = None,
) -> Tally:
    """Send all that is due, or until it is `enough`; the caller holds the outbox's lock."""
    clock, tally = around.clock, Tally()
    ledger.recover(clock.now(), ledger.believe(clock))
    lanes = [_Lane(ledger, route, around) for route in routes]
    try:
        while not (enough and enough()) and (lane := _next_lane(lanes, clock)):
            try:
                outcome = lane.send_one(ahead=enough is None)
            except MailError as error:
                lane.stopped = True
                tally = replace(tally, outages=(*tally.outages, str(error)))
                continue
            if outcome:
                tally = tally.plus(outcome)
                progress(tally)
            if lane.why:
                lane.stopped = True
                tally = replace(tally, outages=(*tally.outages, lane.why))
    finally:
        for lane in lanes:
            lane.leave()
    return tally


def _next_lane(lanes: list[_Lane], clock: Clock) -> _Lane | None:
    """The lane whose turn comes first, when it has come; None if no lane has work."""
    while True:
        now = clock.now()
        turns = [(lane.turn(now), lane) for lane in lanes if not lane.stopped]
        waiting = [(turn, lane) for turn, lane in turns if turn is not None]
        if not waiting:
            return None
        turn, first = min(waiting, key=lambda each: each[0])
        wait = turn - clock.steady()
        if wait <= 0:
            return first
        # Not the whole wait at once: another lane may be given work meanwhile.
        clock.sleep(min(wait, 1))


class _Lane:
    """One account while messages go through it."""

    def __init__(self, ledger: Ledger, route: Route, around: Surroundings) -> None:
        self.ledger, self.route, self.around = ledger, route, around
        self.stopped = False
        self.why = ""
        self.ready = self._steady() + wait_before_first(
            ledger.last_attempt(route.name), route.account.rate, around.clock.now()
        )
        self._used = self._steady()
        self._connection: Connection | None = None
        self._troubles = 0
        self._put_off = 0
        self._overrun = False
        self._next: Claimed | None = None
        self._contents: dict[str, bytes] = {}

    def turn(self, now: float) -> float | None:
        """When its next message may go, on the steady clock; None without one that is due."""
        name = self.route.name
        urgent = self._next.urgent if self._next else self.ledger.most_urgent(name, now)
        if urgent is None:
            return None
        # A recall waits for no pace, unless the server could not take it.
        return self._used if urgent == Urgency.RECALL and not self._overrun else self.ready

    def _steady(self) -> float:
        return self.around.clock.steady()

    def send_one(self, *, ahead: bool = False) -> Outcome | None:
        """Send the message whose turn it is; an account that lets nobody in raises first.

        `ahead`: when nothing keeps the next one waiting, it is claimed in the transaction
        that settles this one. That makes two durable commits a message instead of three.
        """
        connection = self._connected()
        message, self._next = self._next or self._claim(), None
        if message is None:
            return None
        self._used = self._steady()
        self.ready = self._used + 60 / self.route.account.rate
        number = message.id
        answer = connection.send(self._envelope(message), lambda: self.ledger.dot(number))
        with self.ledger.change():
            outcome = self._settle(message, answer)
            self._judge(answer)
            if ahead and self._goes_on():
                self._next = self._claim()
        return outcome

    def _claim(self) -> Claimed | None:
        return self.ledger.claim(self.route.name, self.around.clock.now())

    def _goes_on(self) -> bool:
        """Whether the next message can follow at once through the same connection."""
        connection = self._connection
        fresh = connection is not None and connection.sent < _PER_CONNECTION
        turn = self.turn(self.around.clock.now()) if fresh and not self.why else None
        return turn is not None and turn <= self._steady()

    def leave(self) -> None:
        """Close the connection; what was claimed and not sent waits for another time."""
        self.disconnect()
        if self._next:
            self.ledger.postpone(self._next, self.around.clock.now(), "not sent yet")
            self._next = None

    def disconnect(self) -> None:
        if self._connection:
            with suppress(OSError):
                self._connection.close()
        self._connection = None

    def _connected(self) -> Connection:
        """The open connection, or a new one if it has served long enough."""
        connection = self._connection
        idle = self._steady() - self._used > _LONGEST_IDLE
        if connection and (idle or connection.sent >= _PER_CONNECTION):
            self.disconnect()
        if self._connection is None:
            login = log_in_with(self.route, self.around.environ)
            self._connection = Connection(
                self.route.account, login, self.around.patience, outside=self.route.outside
            )
        return self._connection

    def _envelope(self, message: Claimed) -> Envelope:
        if message.content not in self._contents:
            self._contents = {message.content: self.ledger.content(message.content)}
        content = self._contents[message.content]
        head = make_head(message.address, message.message_id, message.date, content)
        return Envelope(message.sender, message.address, head, content)

    def _settle(self, message: Claimed, answer: RemoteResult) -> Outcome:
        """Write down what the answer means; what servers say, without the address."""
        reply = redact(answer.reply, message.address)
        if answer.outcome is Outcome.LATER:
            waits = self.ledger.postpone(message, self.around.clock.now(), reply)
            return Outcome.LATER if waits else Outcome.FAILED
        self.ledger.settle(message, answer.outcome.value, reply)
        return answer.outcome

    def _judge(self, answer: RemoteResult) -> None:
        """Decide whether to go on: the account may be refused, or the server not be well."""
        if answer.lost:
            self.disconnect()
        later = answer.outcome is Outcome.LATER
        self._put_off = self._put_off + 1 if later else 0
        # One full mailbox says nothing about the server.
        self._overrun |= later and (answer.everybody or self._put_off >= _MOST_TROUBLES)
        self._troubles = self._troubles + 1 if answer.everybody else 0
        server = self.route.server
        if answer.refused:
            self.why = f"{server}: the account is refused ({answer.reply[:3]})"
        elif answer.outcome is Outcome.UNKNOWN:
            # Each doubt costs a person time; a server that vanishes is left alone at once.
            self.why = f"{server}: gone at the moment of acceptance"
        elif self._troubles >= _MOST_TROUBLES:
            self.why = f"{server}: {_MOST_TROUBLES} messages in a row did not come through"
