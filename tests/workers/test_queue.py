"""The queue of jobs: each is done once, and alike ones by the same as far as others have work."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from press.workers.queue import JobResult, Queue


def test_who_has_done_one_of_a_kind_does_the_others() -> None:
    kinds = "aabbab"
    queue = Queue[str](len(kinds), kinds.__getitem__)
    one, other = queue.next(), queue.next()
    assert (one, other) == (0, 2)
    queue.came(JobResult(0, "done"))
    assert queue.next(after=0) == 1
    queue.came(JobResult(2, "done"))
    assert queue.next(after=2) == 3


def test_the_last_of_a_kind_are_shared_out() -> None:
    queue = Queue[str](4, lambda _: "a")
    assert [queue.next(), queue.next(), queue.next(after=0)] == [0, 1, 2]


def test_what_was_not_done_is_the_next() -> None:
    queue = Queue[str](4, "abca".__getitem__)
    assert [queue.next(), queue.next()] == [0, 1]
    queue.again([0, 1])
    assert [queue.next(), queue.next(), queue.next(after=0)] == [0, 1, 3]


@given(
    st.lists(st.sampled_from("abc"), max_size=12),
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["", "again", "time"])), max_size=40),
)
def test_each_job_is_given_until_it_came_or_is_spared(
    kinds: list[str], turns: list[tuple[int, str]]
) -> None:
    queue = Queue[str](len(kinds), kinds.__getitem__)
    hands: list[int | None] = [None, None, None]
    told = Counter[int]()

    def turn(hand: int, cause: str) -> None:
        held = hands[hand]
        if held is not None:
            if cause == "again":
                queue.again([held])
                hands[hand] = None
                return
            told[held] += 1
            queue.came(JobResult(held, None, "time" if cause == "time" else ""))
        hands[hand] = queue.next(after=held)
        assert hands[hand] is None or hands.count(hands[hand]) == 1
        told.update(each.index for each in queue.spared())

    for hand, cause in turns:
        turn(hand, cause)
    for _ in kinds:
        for hand in range(3):
            turn(hand, "")
    for hand in range(3):
        turn(hand, "")
    assert told == Counter(range(len(kinds)))
