"""Clocks that are set: mail goes on, and nobody is forgotten before his time."""

from __future__ import annotations

from itertools import repeat

import pytest
from hands import Hands
from hypothesis import given
from hypothesis import strategies as st
from servers import Everyday

from press.mail.outbox.pace import Clock, Look, look, wait_before_first

pytest_plugins = ["mail_fixtures"]
HOUR, DAY = 3600.0, 24 * 3600.0
READERS = [f"reader{n}@voorbeeld.example" for n in range(3)]


class Set:
    """Two clocks of which the one that people set is wrong by `off` seconds."""

    def __init__(self, start: float) -> None:
        self.passed, self.start, self.off, self.boot = 0.0, start, 0.0, "first"

    @property
    def clock(self) -> Clock:
        def sleep(seconds: float) -> None:
            assert seconds >= 0
            self.passed += seconds

        def now() -> float:
            return self.start + self.passed + self.off

        return Clock(now, lambda: self.passed, sleep, self.boot)


def send(hands: Hands, server: Everyday, clock: Clock, rate: int = 60) -> int:
    return hands.send(server.port, clock, rate=rate).sent


@pytest.mark.parametrize("off", [-HOUR, -400 * DAY, HOUR, 1 * DAY])
@pytest.mark.slow
def test_a_clock_that_is_set_while_mail_goes_out_stops_nothing(
    hands: Hands, server: Everyday, off: float
) -> None:
    both = Set(hands.moment)
    hands.queue(*READERS)
    assert send(hands, server, both.clock) == 3
    hands.queue("one-more@voorbeeld.example")
    both.off = off
    assert send(hands, server, both.clock) == 1
    assert both.passed <= 5  # seconds that anybody waited


def test_the_pace_is_kept_by_the_clock_that_nobody_sets(hands: Hands, server: Everyday) -> None:
    both = Set(hands.moment)
    hands.queue(*READERS)

    def sleep(seconds: float) -> None:
        both.passed += seconds
        both.off -= 2 * seconds  # it runs backwards

    plain = both.clock
    assert send(hands, server, Clock(plain.now, plain.steady, sleep, "first"), rate=10) == 3
    assert both.passed == pytest.approx(12)


def test_one_run_with_a_clock_a_month_ahead_forgets_nobody(hands: Hands) -> None:
    both = Set(hands.moment)
    hands.queue(*READERS)
    for off in (0, 31 * DAY, 0):
        both.off, both.passed = off, both.passed + 300
        believed = hands.outbox.ledger.believe(both.clock)
        hands.outbox.ledger.recover(both.clock.now(), believed)
        assert hands.outbox.purge(believed) == {}
    assert hands.states() == {"queued": 3}
    assert hands.queue(*READERS) == 0


@pytest.mark.parametrize("boots", [["first"], ["second", "third", "fourth"]])
def test_what_two_looks_agree_on_is_believed(hands: Hands, boots: list[str]) -> None:
    """Rows go after thirty days all the same, whether the machine ran on or was started anew."""
    both = Set(hands.moment)
    hands.outbox.ledger.believe(both.clock)
    hands.queue(*READERS)
    gone: dict[str, int] = {}
    for boot in boots:
        both.passed, both.boot = both.passed + 31 * DAY, boot
        believed = hands.outbox.ledger.believe(both.clock)
        hands.outbox.ledger.recover(both.clock.now(), believed)
        gone |= hands.outbox.purge(believed)
    assert gone == {"failed": 3}


@given(
    st.lists(
        st.tuples(st.floats(0, 10 * DAY), st.floats(-40 * DAY, 40 * DAY), st.booleans()),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_believed_is_never_ahead_of_the_true_time_by_one_clocks_word(
    steps: list[tuple[float, float, bool]],
) -> None:
    """Whatever single looks say: the clock is wrong at every second look only."""
    true, boots = 1_800_000_000.0, 0
    last: Look | None = None
    for number, (passed, off, restarted) in enumerate(steps):
        true, boots = true + passed, boots + restarted
        wrong = off if number % 2 else 0.0
        steady = true if not boots else true - 1_000_000.0 * boots
        seen = true + wrong
        wall, steadily = repeat(seen).__next__, repeat(steady).__next__
        last = look(Clock(wall, steadily, lambda _: None, str(boots)), last)
        if not wrong:
            assert last.believed <= max(true, seen)


@pytest.mark.parametrize(
    ("last", "rate", "now", "wait"),
    [(None, 1, 100.0, 0), (100.0, 60, 100.0, 1), (100.0, 1, 130.0, 30), (100.0, 20, 999.0, 0)],
)
def test_an_account_keeps_the_pace_of_an_earlier_run(
    last: float | None, rate: int, now: float, wait: float
) -> None:
    assert wait_before_first(last, rate, now) == wait
    assert wait_before_first(9999.0, 60, 100.0) == 1  # tried in the future


def test_who_had_it_is_told_with_the_version(hands: Hands, server: Everyday) -> None:
    reader = hands.outbox.fingerprints(READERS[0], "reader", "brug", "nl/slapen")
    assert hands.outbox.ledger.had(reader) == ""
    hands.queue(READERS[0], reader=reader[0], leaflets="nl/slapen 1.0")
    assert hands.outbox.ledger.had(reader) == "nl/slapen 1.0"
    assert send(hands, server, Set(hands.moment).clock) == 1
    assert hands.outbox.ledger.had(reader) == "nl/slapen 1.0"
    hands.queue(READERS[0], batch="2", reader=reader[0], leaflets="nl/slapen 1.1")
    assert hands.outbox.ledger.had(reader) == "nl/slapen 1.1"
