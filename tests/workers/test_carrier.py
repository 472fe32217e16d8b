"""What a cluster sends home is read as what lies on a disk is: strange things cost themselves."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from press.cache import ObjectCache, digest_of
from press.cache.plain import pack as sealed
from press.imprint import Refused
from press.workers import Task
from press.workers.cluster import _Cluster
from press.workers.process import Packed, PipedProcess
from press.workers.queue import JobResult

KEY = digest_of(b"a frame")


def refuse(task: Task, job: int) -> str | Refused:
    """A kind of job."""
    return Refused(str(job))


class Speaker(PipedProcess):
    """A process that answers the one job with this."""

    def __init__(self, answer: Packed) -> None:
        self.answer, self.name = answer, ""

    def tell(self, content: bytes) -> None:
        (message,) = pickle.loads(content).jobs
        self.name = digest_of(message)

    def hear(self) -> bytes:
        value = sealed(self.name, pickle.loads(self.answer.value))
        return pickle.dumps(JobResult(0, replace(self.answer, value=value)))


def came(folder: Path, value: object, kept: dict[str, bytes] | None = None) -> JobResult[object]:
    speaker = Speaker(Packed(pickle.dumps(value), kept or {}))
    cluster = _Cluster(speaker, ObjectCache(folder, "shelf"))
    (outcome,) = cluster(refuse, [7])
    return outcome


@pytest.mark.parametrize("value", ["a word", Refused("seven")])
def test_what_a_job_says_that_it_gives_comes(tmp_path: Path, value: object) -> None:
    assert came(tmp_path, value) == JobResult(0, value)


@pytest.mark.parametrize("value", [7, ["a", "word"], JobResult(0, "word"), None])
def test_what_is_something_else_is_lost_and_said(tmp_path: Path, value: object) -> None:
    outcome = came(tmp_path, value)
    assert (outcome.value, outcome.cause) == (None, "died")
    assert outcome.words.startswith("a worker sent what the press did not write: ")


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


@pytest.mark.parametrize("key", ["../out", "/tmp/out", "", "a/b", f"{KEY}\n", KEY.upper()])
def test_what_is_kept_is_kept_nowhere_else(tmp_path: Path, key: str) -> None:
    came(tmp_path, "a word", {key: b"out"})
    assert [*files(tmp_path)] == []


def test_of_two_that_are_kept_the_larger_stays(tmp_path: Path) -> None:
    for content in (b"two", b"three", b"four"):
        came(tmp_path, "a word", {KEY: content})
    assert [*files(tmp_path)] == [(f"shelf/{KEY}", b"three")]
