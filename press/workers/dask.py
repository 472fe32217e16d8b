"""Messages of jobs -> what came of them on a Dask cluster: a process that speaks with it.

The only home of Dask. A cluster that is lost is looked for again, and what was on its way is
done again.
"""

from __future__ import annotations

import logging
import pickle
import signal
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from threading import Thread
from typing import IO, TYPE_CHECKING

from press.cache import digest_of
from press.errors import ClusterError, PressError, UsageError
from press.workers.cluster import must_be_safe
from press.workers.pool import end_with_parent
from press.workers.process import Packed, hear, pipes, say
from press.workers.queue import JobResult
from press.workers.remote import (
    PATIENCE,
    JobQueue,
    Versions,
    close,
    difference,
    prepare,
    through,
    tools,
)

if TYPE_CHECKING:
    from distributed import Client

_AGAIN = 2
"""Times that a job is tried again elsewhere. When a worker dies, Dask's scheduler counts:
`distributed.scheduler.allowed-failures`, 3 of itself."""
_TRIES = 5
"""Times that a cluster may give everything up, and nothing came of it."""


def serve() -> None:
    """The life of the process: where the cluster is and a task, then jobs until there are none."""
    end_with_parent(signal.SIGTERM)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    signal.signal(signal.SIGTERM, _leave)
    logging.disable()  # we say it ourselves
    tasks, results = pipes()
    hello = hear(tasks)
    if hello is None:
        return
    queue, said = JobQueue(), SimpleQueue[bytes]()
    Thread(target=_listen, args=(tasks, queue), daemon=True).start()
    speaking = Thread(target=_speak, args=(results, said), daemon=True)
    speaking.start()
    try:
        with _opened(*pickle.loads(hello)) as cluster:
            for outcome in cluster.carried(queue):
                said.put(pickle.dumps(pickle.dumps(outcome)))
    except PressError as error:
        said.put(pickle.dumps(error))
        speaking.join()  # until nobody listens


def _listen(tasks: IO[bytes], queue: JobQueue) -> None:
    """Hear what is asked while other work is done: whoever asks does not wait."""
    while (message := hear(tasks)) is not None:
        queue.ask(pickle.loads(message))
    queue.ask(None)


def _speak(results: IO[bytes], said: SimpleQueue[bytes]) -> None:
    """Say what has come while more comes: the cluster does not wait for who hears it."""
    with suppress(BrokenPipeError):
        while True:
            say(results, said.get())


def _leave(*_: object) -> None:
    raise SystemExit


@contextmanager
def _opened(address: str, insecure: bool, packed: bytes) -> Iterator[_Session]:
    session = _Session(address, insecure, packed)
    try:
        try:
            session.open()
        except ClusterError as error:
            raise UsageError(str(error)) from error
        yield session
    finally:
        session.close()


class _Session:
    """A connection to a cluster, which may be lost and found again."""

    def __init__(self, address: str, insecure: bool, packed: bytes) -> None:
        self.address, self.insecure, self.packed = address, insecure, packed
        self.digest, self.tools = digest_of(packed), tools()
        self.client: Client | None = None

    def open(self) -> None:
        """Connect; ClusterError where nobody answers or works, UsageError where none may."""
        try:
            self.client = _connect(self.address)
            _look_over(self.client, self.tools, insecure=self.insecure)
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", message="Sending large graph")
                # A task, not scattered data: when all workers that have it die, it is done again.
                self.there = self.client.submit(bytes, self.packed, pure=False)
            self.task = (self.there, self.digest, self.tools)
            self.prepared = [
                self.client.submit(prepare, *self.task, workers=[worker], pure=False)
                for worker in self.client.scheduler_info(n_workers=-1)["workers"]
            ]
        except PressError:
            raise
        except Exception as error:
            raise ClusterError(f"{self.address} cannot be reached: {error}") from error

    def close(self) -> None:
        """Let go of the workers and of the scheduler."""
        if self.client:
            with suppress(Exception):  # whoever is gone has nothing to close
                if self.threads():
                    self.client.run(close, self.digest)
            with suppress(Exception):
                self.client.close(timeout=2)
        self.client = None

    def threads(self) -> int:
        """How many threads the workers have; a scheduler that does not answer has none."""
        try:
            assert self.client
            return _threads(self.client)
        except Exception:
            return 0

    def carried(self, queue: JobQueue) -> Iterator[JobResult[Packed]]:
        """Do jobs; those that a lost cluster had are done by the one that is found again."""
        tries = 0
        while not (queue.closed and not queue.left):
            assert self.client
            executor = self.client.get_executor(pure=False, retries=_AGAIN)
            for outcome in through(executor, queue, self.task, threads=self.threads):
                tries = 0
                yield outcome
            if queue.left:
                tries += 1
                if tries > _TRIES:
                    raise ClusterError("the cluster gives up whatever it is given")
                self.find_again()

    def find_again(self) -> None:
        """Connect again, and for some time."""
        until = time.monotonic() + PATIENCE
        while True:
            self.close()
            try:
                return self.open()
            except ClusterError:
                if time.monotonic() > until:
                    raise
                time.sleep(1)


def _connect(address: str) -> Client:
    try:
        from distributed import Client, Security
    except ImportError:
        raise UsageError(
            "--dask needs a library that is not here (pip install 'leaflet-press[dask]')"
        ) from None
    security = Security()
    if address.startswith("tls:") and not security.get_connection_args("client")["ssl_context"]:
        raise UsageError(
            f"{address} cannot be reached: Dask's configuration names no certificates"
            " (ca-file, client.cert and client.key under distributed.comm.tls)"
        )
    return Client(address, timeout=10, set_as_default=False, security=security)


def _look_over(client: Client, here: Versions, *, insecure: bool) -> None:
    """Compare every worker with this machine."""
    try:
        client.wait_for_workers(1, timeout=10)
    except TimeoutError:
        raise ClusterError("the cluster has no workers") from None
    workers = client.scheduler_info(n_workers=-1)["workers"]
    for address in workers:
        must_be_safe(address, insecure=insecure)
    for address, versions in sorted(client.run(tools, on_error="return").items()):
        if isinstance(versions, Exception):
            raise UsageError(f"the worker {address} cannot run the press: {versions}")
        if unlike := difference(here, versions):
            raise UsageError(f"the worker {address} would make other files: {unlike}")


def _threads(client: Client) -> int:
    workers = client.scheduler_info(n_workers=-1)["workers"]
    return sum(each["nthreads"] for each in workers.values())
