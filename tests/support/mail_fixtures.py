"""Certificates, servers and an empty outbox for the mail tests.

A plugin that test modules name, and no conftest.py: of that name Python imports one only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme
from hands import Hands
from servers import Everyday, Faulty

from press.mail.outbox import Outbox


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(
    authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The authority's certificate, trusted by this process and those that it starts."""
    path = tmp_path_factory.mktemp("trust") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return path


@pytest.fixture
def server(authority: trustme.CA, trusted: Path) -> Iterator[Everyday]:
    """A server that behaves."""
    with Everyday(authority).running() as running:
        yield running


@pytest.fixture
def faulty(authority: trustme.CA, trusted: Path) -> Iterator[Callable[..., Faulty]]:
    """Start a server that fails: `faulty("drop after the dot")`."""
    started = []

    def start(mode: str, name: str = "127.0.0.1") -> Faulty:
        started.append(Faulty(authority, mode, name))
        return started[-1]

    yield start
    for one in started:
        one.close()


@pytest.fixture
def hands(tmp_path: Path) -> Iterator[Hands]:
    """An empty outbox in tmp_path, and a clock."""
    opened = Hands(tmp_path, Outbox(tmp_path, 1_800_000_000.0))
    yield opened
    opened.outbox.close()
