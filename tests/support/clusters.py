"""Dask clusters of processes of their own, whose parts may be killed, started again, cut off."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme
from conftest import ROOT

from press import build, pipeline, workers
from press.cache import ObjectCache


class Machines:
    """A scheduler and workers, each started in front of whatever `inside` says: a namespace."""

    def __init__(self, folder: Path, address: str, environment: Mapping[str, str]) -> None:
        self.folder, self.address = folder, address
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        self.processes: list[subprocess.Popen[bytes]] = []

    def scheduler(self, *inside: str) -> subprocess.Popen[bytes]:
        """Start the scheduler."""
        told = self.folder / "scheduler.json"
        told.unlink(missing_ok=True)
        host, _, port = self.address.rpartition(":")
        words = ["scheduler", "--no-dashboard", "--host", host, "--port", port or "0"]
        process = self.start(inside, [*words, "--scheduler-file", str(told)])
        while not told.exists() or not told.read_text():
            assert process.poll() is None, self.said()
            time.sleep(0.05)
        self.address = json.loads(told.read_text())["address"]
        return process

    def worker(self, *inside: str, host: str = "127.0.0.1") -> subprocess.Popen[bytes]:
        """Start a worker of one thread."""
        scheme, _, _ = self.address.partition("://")
        folder = self.folder / f"worker-{len(self.processes)}"
        words = ["worker", self.address, "--host", f"{scheme}://{host}", "--no-dashboard"]
        words += ["--no-nanny", "--nthreads", "1", "--local-directory", str(folder)]
        return self.start(inside, words)

    def start(self, inside: Sequence[str], words: Sequence[str]) -> subprocess.Popen[bytes]:
        program = [sys.executable, "-m", f"distributed.cli.dask_{words[0]}", *words[1:]]
        with (self.folder / f"{words[0]}.log").open("ab") as log:
            process = subprocess.Popen(
                [*inside, *program],
                env=self.environment,
                cwd=self.folder,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.processes.append(process)
        return process

    def said(self) -> str:
        """What all have said, for whoever reads why a test failed."""
        return "\n".join(path.read_text() for path in self.folder.glob("*.log"))


@contextmanager
def machines(
    folder: Path, address: str = "tcp://127.0.0.1:0", environment: Mapping[str, str] | None = None
) -> Iterator[Machines]:
    """Machines that all end with the test."""
    folder.mkdir(exist_ok=True)
    there = Machines(folder, address, environment or {})
    try:
        yield there
    finally:
        for process in there.processes:
            process.kill()
            process.wait()


def task_of(house: Path, *practices: str) -> workers.Task:
    """All that a house has for these practices, as it travels to a cluster."""
    project = build.load(house)
    variants = build.plan(project, build.Order(practices=practices))
    objects = ObjectCache(house / "output", ".press/shells")
    return workers.Task(
        variants, project.library, pipeline.OutputOptions(), workers.Limits(), objects
    )


# --- certificates ---


def own_certificates(folder: Path, addresses: Sequence[str]) -> dict[str, str]:
    """Dask's configuration of docs/operations.md, with certificates of our own for each address."""
    (folder / "dask").mkdir(parents=True)
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    issued = authority.issue_cert(*addresses)
    issued.cert_chain_pems[0].write_to_path(folder / "cert.pem")
    issued.private_key_pem.write_to_path(folder / "key.pem")
    page = (ROOT / "docs/operations.md").read_text("utf-8")
    _, _, told = page.partition("# /etc/dask/leaflet.yaml\n")
    yaml = told.partition("```")[0].replace("/etc/leaflet", str(folder))
    (folder / "dask/leaflet.yaml").write_text(yaml, "utf-8")
    return {"DASK_CONFIG": str(folder / "dask")}


# --- networks ---


@dataclass(frozen=True)
class Network:
    """A network namespace with one cable to a bridge here (ip-netns(8), veth(4))."""

    name: str
    address: str
    plug: str

    @property
    def inside(self) -> tuple[str, ...]:
        """What stands before a program that is to run in it."""
        return ("ip", "netns", "exec", self.name)

    def cable(self, state: str) -> None:
        """Pull the cable out ("down") or put it in ("up")."""
        ip("link", "set", self.plug, state)


@contextmanager
def namespaces(count: int) -> Iterator[list[Network]]:
    """So many networks that see each other and this machine; skipped where we may not have any."""
    own = os.getpid() % 65536
    bridge, subnet = f"lf{own:x}", f"10.{64 + own % 128}.{own // 256}"
    with ExitStack() as stack:
        try:
            ip("link", "add", bridge, "type", "bridge")
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"no networks of our own: {error}")
        stack.callback(ip, "link", "del", bridge)
        ip("addr", "add", f"{subnet}.1/24", "dev", bridge)
        ip("link", "set", bridge, "up")
        networks: list[Network] = []
        for number in range(count):
            name = f"{bridge}n{number}"
            network = Network(name, f"{subnet}.{number + 2}", f"{bridge}p{number}")
            ip("netns", "add", name)
            stack.callback(ip, "netns", "del", name)
            ip("link", "add", network.plug, "type", "veth", "peer", "eth0", "netns", name)
            ip("link", "set", network.plug, "master", bridge, "up")
            ip("-n", name, "addr", "add", f"{network.address}/24", "dev", "eth0")
            for interface in ("lo", "eth0"):
                ip("-n", name, "link", "set", interface, "up")
            networks.append(network)
        yield networks


def ip(*words: str) -> None:
    """Tell the system of networks."""
    subprocess.run(["ip", *words], check=True, capture_output=True)
