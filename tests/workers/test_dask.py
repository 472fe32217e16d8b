"""A cluster: who may take part, and what must be the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

from press import workers
from press.errors import ClusterError, UsageError
from press.workers.dask import _look_over, _threads
from press.workers.queue import JobResult
from press.workers.remote import difference, make, tools


@pytest.mark.parametrize(
    "address",
    [
        "tcp://10.0.0.7:8786",
        "10.0.0.7:8786",
        "tcp://cluster.example.org:8786",
        "tcp://localhost.example.org:8786",
        "tcp://[2001:db8::1]:8786",
        "tcp://127.0.0.1.example.org:8786",
    ],
)
def test_another_machine_is_refused_without_tls(run: Run, house: Path, address: str) -> None:
    ran = run("build", "--dask", address)
    assert ran.code == 2
    assert ran.errors[0].startswith(f"leaflet: {address} is another machine")
    assert not (house / "output").exists()


@pytest.mark.parametrize("address", ["", "8786", "ws://127.0.0.1:1", "file:///tmp/x", "a b"])
def test_what_is_no_address_is_refused(run: Run, address: str) -> None:
    if address:
        assert run("build", "--dask", address, "--insecure").code == 2
    with pytest.raises(UsageError, match="is no address of a cluster"):
        workers.must_be_safe(address, insecure=True)


@pytest.mark.parametrize(
    ("address", "insecure"),
    [
        ("tcp://127.0.0.1:8786", False),
        ("127.8.0.1:8786", False),
        ("localhost:8786", False),
        ("tcp://[::1]:8786", False),
        ("tls://cluster.example.org:8786", False),
        ("tcp://10.0.0.7:8786", True),
    ],
)
def test_this_machine_and_tls_are_not_refused(address: str, insecure: bool) -> None:
    workers.must_be_safe(address, insecure=insecure)  # else it raises


@pytest.mark.slow
def test_tls_without_certificates_is_told_at_once(run: Run) -> None:
    ran = run("build", "--dask", "tls://cluster.example.org:8786")
    assert (ran.code, len(ran.errors)) == (2, 1)
    assert "cannot be reached: Dask's configuration names no certificates" in ran.errors[0]


def test_a_patients_own_sheet_is_not_made_on_a_cluster(run: Run) -> None:
    ran = run("build", "--dask", "127.0.0.1:8786", "--exercises", "bridge")
    assert (ran.code, len(ran.errors)) == (2, 1)
    assert "a patient's own sheet is made here" in ran.errors[0]


class Cluster:
    """What a client tells of a cluster of one worker."""

    def __init__(self, address: str, **unlike: str) -> None:
        self.address, self.unlike = address, unlike

    def wait_for_workers(self, n_workers: int, timeout: int) -> None: ...

    def scheduler_info(self, n_workers: int) -> dict[str, Any]:
        return {"workers": {self.address: {"nthreads": 2}}}

    def run(self, function: Any, on_error: str) -> dict[str, Any]:
        return {self.address: {**function(), **self.unlike}}


@pytest.mark.slow
def test_a_worker_that_would_make_other_files_is_named() -> None:
    here: Any = Cluster("tcp://127.0.0.1:40001")
    _look_over(here, tools(), insecure=False)
    assert _threads(here) == 2
    other: Any = Cluster("tcp://127.0.0.1:40002", pango="1.0")
    with pytest.raises(UsageError, match=r"worker tcp://127.0.0.1:40002 .*: pango 1.0 instead of"):
        _look_over(other, tools(), insecure=False)


def test_a_worker_to_which_the_way_is_open_is_refused() -> None:
    far: Any = Cluster("tcp://10.0.0.7:40001")
    with pytest.raises(UsageError, match=r"10\.0\.0\.7:40001 is another machine"):
        _look_over(far, tools(), insecure=False)


def test_a_worker_that_comes_later_looks_for_itself() -> None:
    expected = {**tools(), "pango": "1.0"}
    with pytest.raises(UsageError, match=r"would make other files: pango .* instead of 1\.0"):
        make(b"", "", expected, b"")


def test_a_difference_is_told_by_name() -> None:
    here, there = {"pango": "1", "zlib": "1", "nh3": "1"}, {"pango": "2", "zlib": "1", "lxml": "1"}
    assert difference(here, there) == (
        "lxml 1 instead of none, nh3 is missing instead of 1, pango 2 instead of 1"
    )
    assert difference(here, here) == ""


def test_a_cluster_that_is_lost_for_good_ends_the_build(
    run: Run, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Lost:
        ahead = 1

        def __call__(self, *_: object, **__: object) -> Iterator[JobResult[Any]]:
            raise ClusterError("no worker of the cluster is left")

    @contextmanager
    def cluster(*_: object, **__: object) -> Iterator[Lost]:
        yield Lost()

    monkeypatch.setattr("press.build.house_run.on_dask", cluster)
    ran = run("build", "wandelen", "--layout=a4", "--dask=127.0.0.1:8786")
    assert ran.code == 1
    assert [error for error in ran.errors if "no worker of the cluster is left" in error] == [
        "output: error: no worker of the cluster is left (when it is there again, give the same"
        " command, or leave out --dask) [D027]"
    ]
    assert "stopped: 2 left; the same command goes on from here" in ran.output
    assert not [*(house / "output").rglob("*.pdf")]
