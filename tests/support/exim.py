"""exim4 from Debian's packages, unpacked and not installed, on a port of the loopback.

It runs without privileges and delivers everything into one maildir. Debian's exim asks
for a user `Debian-exim` by name; libnss-wrapper answers that it is the one running it.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from mailbox import Maildir
from pathlib import Path

import trustme
from servers import free_port

PACKAGES = ("exim4-daemon-light", "libidn12", "libnss-wrapper")
CONFIGURATION = """\
exim_path = {folder}/root/usr/sbin/exim4
keep_environment = LD_LIBRARY_PATH : LD_PRELOAD : ^NSS_WRAPPER
primary_hostname = exim.voorbeeld.example
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/pid
daemon_smtp_ports = {port}
local_interfaces = 127.0.0.1
smtp_accept_queue_per_connection = 0
tls_advertise_hosts = *
tls_certificate = {folder}/server.pem
tls_privatekey = {folder}/server.pem
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
dsn_advertise_hosts = *
acl_smtp_rcpt = check
acl_smtp_data = accept
domainlist local = *
begin acl
check:
  deny !authenticated = *
       message = log in first
  deny local_parts = ^unknown.*
       message = no such user $local_part@$domain
  defer local_parts = ^full.*
       message = mailbox of $local_part@$domain is full
  accept
begin routers
everybody:
  driver = accept
  transport = into_maildir
begin transports
into_maildir:
  driver = appendfile
  directory = {folder}/maildir
  maildir_format
  create_directory
  envelope_to_add
  user = {user}
  group = {user}
begin retry
*  *  F,1h,1m
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{press}}}}{{eq{{$auth3}}{{geheim-ë}}}}}}}}
  server_set_id = $auth2
"""


class NoEximError(Exception):
    """Why exim cannot be had here."""


@dataclass(frozen=True)
class Exim:
    """A running exim."""

    port: int
    folder: Path

    @property
    def maildir(self) -> Maildir:
        return Maildir(self.folder / "maildir", create=False)

    @property
    def log(self) -> Path:
        return self.folder / "log/mainlog"


@contextmanager
def running(folder: Path, authority: trustme.CA) -> Iterator[Exim]:
    """Fetch, unpack and start exim in an empty folder that everybody may enter."""
    _unpack(folder)
    user = os.getuid() or 65534
    port = free_port()
    for name in ("spool", "log", "maildir"):
        (folder / name).mkdir()
    for name in ("new", "cur", "tmp"):
        (folder / "maildir" / name).mkdir()
    names = {"passwd": f"Debian-exim:x:{user}:{user}::/tmp:/bin/false\n"}
    names["group"] = f"Debian-exim:x:{user}:\n"
    for name, text in names.items():
        (folder / name).write_text(text)
    certificate = authority.issue_cert("127.0.0.1")
    certificate.private_key_and_cert_chain_pem.write_to_path(folder / "server.pem")
    settings = folder / "exim.conf"
    settings.write_text(CONFIGURATION.format(folder=folder, port=port, user=user))
    if os.getuid() == 0:
        for path in (folder, *folder.rglob("*")):
            if not path.is_symlink() and "root" not in path.relative_to(folder).parts[:1]:
                os.chown(path, user, user)
        os.chown(settings, 0, 0)
    process = _start(folder, settings, user)
    try:
        _wait_for(port, process)
        yield Exim(port, folder)
    finally:
        process.terminate()
        process.wait(10)


def _unpack(folder: Path) -> None:
    """Fetch the packages with apt and unpack them; no package is installed."""
    for tool in ("apt-get", "dpkg-deb"):
        if not shutil.which(tool):
            raise NoEximError(f"there is no {tool} here")
    done = subprocess.run(
        ["apt-get", "download", *PACKAGES], cwd=folder, capture_output=True, text=True
    )
    if done.returncode:
        raise NoEximError(f"apt-get cannot fetch exim4: {done.stderr.strip()[-200:]}")
    for package in folder.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", package, folder / "root"], check=True)
    # As packed it runs as root; then the loader would not look where we unpacked libraries.
    (folder / "root/usr/sbin/exim4").chmod(0o755)


def _start(folder: Path, settings: Path, user: int) -> subprocess.Popen[bytes]:
    libraries = next(folder.glob("root/usr/lib/*/libidn.so.12")).parent
    environment = {
        "PATH": os.environ["PATH"],
        "LD_LIBRARY_PATH": str(libraries),
        "LD_PRELOAD": str(libraries / "libnss_wrapper.so"),
        "NSS_WRAPPER_PASSWD": str(folder / "passwd"),
        "NSS_WRAPPER_GROUP": str(folder / "group"),
    }
    drop = {"user": user, "group": user, "extra_groups": []} if os.getuid() == 0 else {}
    with (folder / "output").open("wb") as output:
        server: subprocess.Popen[bytes] = subprocess.Popen(
            [folder / "root/usr/sbin/exim4", "-C", settings, "-bdf"],
            env=environment,
            stdout=output,
            stderr=output,
            **drop,  # type: ignore[call-overload]
        )
        return server


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        if process.poll() is not None:
            raise NoEximError(f"exim does not run here (exit code {process.returncode})")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise NoEximError("exim does not listen")


def recipients(exim: Exim) -> list[str]:
    """To whom the delivered messages went, as the envelope says."""
    return sorted(str(message["Envelope-to"]) for message in exim.maildir)


def accepted(exim: Exim) -> list[str]:
    """The Message-IDs that exim noted when it took responsibility."""
    return re.findall(r" <= .* id=(\S+)", exim.log.read_text(errors="replace"))
