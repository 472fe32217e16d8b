"""A task -> what came of its variants, made on a Dask cluster that can be trusted.

Nothing is sent where others could read along, and nothing is made by workers that would
make other files than this machine. The only home of Dask.
"""

from __future__ import annotations

import ipaddress
import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from press.cache import digest_of
from press.errors import UsageError
from press.pipeline import RemoteResult
from press.workers.pool import JobResult
from press.workers.remote import close, difference, through, tools
from press.workers.task import Task, pack

if TYPE_CHECKING:
    from distributed import Client

_TOGETHER = 8
"""Variants in a job: a process begun for one alone takes nearly twice as long for it."""
_TURNS = 4
"""Jobs that each thread of a cluster is to have at least, so that all end at about one time."""
_AGAIN = 2
"""Times that a job is tried again elsewhere. When a worker dies, Dask's scheduler counts:
`distributed.scheduler.allowed-failures`, 3 of itself."""


def on_dask(address: str, task: Task, *, insecure: bool) -> Iterator[JobResult[RemoteResult]]:
    """Make the variants of a task on the Dask cluster whose scheduler has this address.

    Raises UsageError, before anything is made, where the cluster cannot be trusted, is not
    there, or would make other files than this machine.
    """
    if not task.variants:
        return
    must_be_safe(address, insecure=insecure)
    client = _connect(address)
    try:
        threads = _look_over(client, insecure=insecure)
        yield from _made(client, task, threads)
    finally:
        client.close(timeout=2)


def _made(client: Client, task: Task, threads: int) -> Iterator[JobResult[RemoteResult]]:
    packed, count = pack(task), len(task.variants)
    digest, executor = digest_of(packed), client.get_executor(pure=False, retries=_AGAIN)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Sending large graph")
        # A task, and no scattered data: when all workers that have it die, it is done again.
        there = client.submit(bytes, packed, pure=False)
    together = max(1, min(_TOGETHER, count // (threads * _TURNS)))
    loads = [range(at, min(at + together, count)) for at in range(0, count, together)]
    task_parts = (there, digest, tools())
    try:
        yield from through(
            executor, loads, task_parts, at_once=2 * threads, alive=partial(_alive, client)
        )
    finally:
        with suppress(Exception):  # whoever is gone has nothing to close
            if _alive(client):
                client.run(close, digest)


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


def _connect(address: str) -> Client:
    try:
        from distributed import Client, Security
    except ImportError:
        raise UsageError(
            "--dask needs a library that is not here (pip install 'leaflet-press[dask]')"
        ) from None
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # we say it ourselves
    try:
        security = Security()
        if address.startswith("tls:") and not security.get_connection_args("client")["ssl_context"]:
            raise ValueError(
                "Dask's configuration names no certificates"
                " (ca-file, client.cert and client.key under distributed.comm.tls)"
            )
        return Client(address, timeout=10, set_as_default=False, security=security)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(f"{address} cannot be reached: {error}") from error


def _look_over(client: Client, *, insecure: bool) -> int:
    """Compare every worker with this machine; give how many threads they have together."""
    try:
        client.wait_for_workers(1, timeout=10)
    except TimeoutError:
        raise UsageError("the cluster has no workers") from None
    workers = client.scheduler_info(n_workers=-1)["workers"]
    for address in workers:
        must_be_safe(address, insecure=insecure)
    here = tools()
    for address, versions in sorted(client.run(tools, on_error="return").items()):
        if isinstance(versions, Exception):
            raise UsageError(f"the worker {address} cannot run the press: {versions}")
        if unlike := difference(here, versions):
            raise UsageError(f"the worker {address} would make other files: {unlike}")
    return sum(each["nthreads"] for each in workers.values())


def _alive(client: Client) -> bool:
    """Whether the cluster has workers; a scheduler that does not answer has none."""
    try:
        return bool(client.scheduler_info(n_workers=-1)["workers"])
    except Exception:
        return False
