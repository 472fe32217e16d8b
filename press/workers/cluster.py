"""Jobs of a task -> what came of each, done on a Dask cluster that can be trusted.

Nothing is sent where others could read along, and nothing is made by workers that would make
other files than this machine. Dask has threads, and lives in a process of its own (`dask`):
so whoever builds goes on forking. What comes is read as what lies on a disk is.
"""

from __future__ import annotations

import ipaddress
import pickle
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TypeVar, get_type_hints

from press.cache import ObjectCache, digest_of
from press.cache.plain import StrangeError, unpack
from press.errors import ClusterError, UsageError
from press.files import LinkError, write_at
from press.workers.carrier import Carrier, Make
from press.workers.process import Packed, PipedProcess, ProcessEndedError
from press.workers.queue import JobResult
from press.workers.remote import Asking
from press.workers.task import Task, pack

J = TypeVar("J")
T = TypeVar("T")


@contextmanager
def on_dask(address: str, task: Task, *, insecure: bool) -> Iterator[Carrier]:
    """Have jobs of a task done on the Dask cluster whose scheduler has this address.

    What is asked first raises UsageError where the cluster cannot be trusted, is not there,
    or would make other files than this machine; ClusterError when it is lost later.
    """
    must_be_safe(address, insecure=insecure)
    speaker = PipedProcess("press.workers.dask:serve")
    try:
        speaker.tell(pickle.dumps((address, insecure, pack(task))))
        yield _Cluster(speaker, task.objects)
    except ProcessEndedError as error:
        raise ClusterError("the process that spoke with the cluster ended") from error
    finally:
        speaker.process.terminate()
        speaker.end()


class _Cluster:
    """Does jobs on a cluster, through the process that speaks with it."""

    ahead = 1

    def __init__(self, speaker: PipedProcess, objects: ObjectCache) -> None:
        self.speaker, self.objects = speaker, objects
        self._begins, self._count = list[int](), 0
        self._arrived: list[deque[JobResult[Packed]]] = []
        """Of each asking what has come and was not taken yet; by the numbers of the cluster."""

    def __call__(
        self,
        make: Make[J, T],
        jobs: Sequence[J],
        *,
        together: int = 1,
        alike: Callable[[int], Hashable] = lambda index: index,
    ) -> Iterator[JobResult[T]]:
        """As `Carrier` says; they are asked for at once."""
        kinds: dict[Hashable, int] = {}
        numbers = [kinds.setdefault(alike(index), len(kinds)) for index in range(len(jobs))]
        messages = [pickle.dumps((make, job)) for job in jobs]
        asking, begin = len(self._begins), self._count
        self._begins.append(begin)
        self._arrived.append(deque())
        self._count += len(jobs)
        if jobs:
            self.speaker.tell(pickle.dumps(Asking(messages, numbers, together)))

        def taken() -> Iterator[JobResult[T]]:
            kind = get_type_hints(make)["return"]
            for _ in jobs:
                outcome = self._next(asking)
                at = outcome.index - begin
                yield self._read(replace(outcome, index=at), digest_of(messages[at]), kind)

        return taken()

    def _next(self, asking: int) -> JobResult[Packed]:
        """The next that comes of an asking; what comes of others meanwhile waits."""
        while not self._arrived[asking]:
            outcome: JobResult[Packed] = pickle.loads(self.speaker.hear())
            of = bisect_right(self._begins, outcome.index) - 1
            self._arrived[of].append(outcome)
        return self._arrived[asking].popleft()

    def _read(self, outcome: JobResult[Packed], name: str, kind: type[T]) -> JobResult[T]:
        """What a worker sent, read as whatever lies on the disk is: it is not believed."""
        index, packed = outcome.index, outcome.value
        if packed is None:
            return JobResult(index, None, outcome.cause, outcome.words, outcome.spared)
        try:
            value: T = unpack(name, kind, packed.value)
        except StrangeError as error:
            words = f"a worker sent what the press did not write: {error}"
            return JobResult(index, None, "died", words)
        for key, content in packed.kept.items():
            self._keep(key, content)
        return JobResult(index, value)

    def _keep(self, key: str, content: bytes) -> None:
        """Keep what was kept there; of two sets of moulds the larger. Who takes it reads it."""
        path = self.objects.path_of(key)
        if re.fullmatch("[0-9a-f]+", key) and not (
            path.exists() and path.stat().st_size >= len(content)
        ):
            with suppress(OSError, LinkError):
                write_at(self.objects.output, f"{self.objects.below}/{key}", content)


def must_be_safe(address: str, *, insecure: bool) -> None:
    """Refuse an address at which others could read along or answer."""
    parts = re.fullmatch(r"(?:(tcp|tls)://)?(\[[^\]]+\]|[^:/\[\]]+):(\d+)/?", address)
    if not parts:
        raise UsageError(f"{address!r} is no address of a cluster (write tls://HOST:PORT)")
    if insecure or parts[1] == "tls" or _is_here(parts[2].strip("[]")):
        return
    raise UsageError(
        f"{address} is another machine, and what goes there is not encrypted"
        " (take a tls:// address, or say --insecure where the network is your own)"
    )


def _is_here(host: str) -> bool:
    """Whether a host is this machine, by its address and not by what a server says of it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
