"""Two printers of this machine for the tests: ippeveprinter, a printer, and CUPS, a print system.

Both come from Debian (cups-ipp-utils, cups-daemon) and listen on the loopback. What was sent
to them lies in a folder, each file with the attributes of its job. Printers of the first kind
announce themselves by DNS-SD, so they get a bus and an avahi of their own; only one avahi can
run, hence the lock.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from servers import free_port

from press.printing.ipp import PrinterAwayError, ask

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/><allow user="*"/></policy></busconfig>"""
_AVAHI = "[server]\nallow-interfaces=lo\nuse-ipv6=no\n"
_NOTE = '#!/bin/sh\nenv | grep ^IPP_ > "$1.attributes"\nsleep {seconds}\n'
_CUPSD = """LogLevel error
Listen localhost:{port}
Browsing No
DefaultAuthType None
WebInterface No
<Location />
Order allow,deny
Allow localhost
</Location>
<Policy default>
JobPrivateAccess all
JobPrivateValues none
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
_FILES = """User lp
Group lp
SystemGroup lpadmin
Printcap
ServerRoot {folder}/root
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/run
ServerBin {folder}/bin
AccessLog {folder}/access
ErrorLog {folder}/error
PageLog {folder}/page
"""
_QUEUE = """<Printer balie>
Info Balie
DeviceURI balie:/
State Idle
Accepting Yes
JobSheets none none
ErrorPolicy stop-printer
</Printer>
"""
_BACKEND = """#!/bin/sh
[ $# = 0 ] && exit 0
cp "$6" "{folder}/got/$1.pdf" && echo "copies=$4 $5" > "{folder}/got/$1.pdf.attributes"
"""
_PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "BALIE.PPD"
*Product: "(Balie)"
*Manufacturer: "Press"
*ModelName: "Press Balie"
*NickName: "Press Balie"
*PSVersion: "(3010.000) 550"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsFilter2: "application/pdf application/pdf 0 -"
{options}
*DefaultImageableArea: A4
*ImageableArea A4/A4: "12 12 583 830"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
"""
_OPTIONS = {
    "PageSize": ("A4",),
    "PageRegion": ("A4",),
    "InputSlot": ("Tray1", "Tray2"),
    "Duplex": ("None", "DuplexNoTumble", "DuplexTumble"),
    "ColorModel": ("RGB", "Gray"),
}


@dataclass(frozen=True)
class Sent:
    """A file as a printer got it, and the attributes of its job."""

    pdf: bytes
    attributes: Mapping[str, str]


@dataclass(frozen=True)
class TestPrinter:
    """A printer that runs: its address, and where its files lie."""

    __test__ = False
    uri: str
    folder: Path

    @property
    def sent(self) -> list[Sent]:
        """What it was given, in order."""
        found = [path for path in self.folder.iterdir() if path.suffix == ".pdf"]
        return [_sent(path) for path in sorted(found, key=lambda path: _number(path.name))]


def _number(name: str) -> int:
    return int(re.split(r"\D", name)[0])


def _sent(path: Path) -> Sent:
    note = path.with_name(f"{path.name}.attributes")
    text = note.read_text() if note.exists() else ""
    words = text.splitlines() if text.startswith("IPP_") else text.split()
    pairs = (word.removeprefix("IPP_").partition("=") for word in words)
    named = {name.lower().replace("_", "-"): value for name, _, value in pairs}
    return Sent(path.read_bytes(), named)


def must_have(*programs: str) -> None:
    """Leave a test out, saying so, where a program that it drives is not there."""
    for program in programs:
        if not shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin"):
            pytest.skip(f"there is no {program}: sh .ci/test-programs installs it on Debian")


@contextmanager
def running(*command: str | Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs meanwhile."""
    with subprocess.Popen(
        [str(each) for each in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin", **environment},
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


@contextmanager
def bus() -> Iterator[dict[str, str]]:
    """A bus with an avahi on it; what programs need in their environment to find it."""
    must_have("ippeveprinter", "avahi-daemon", "dbus-daemon")
    lock_path = Path(tempfile.gettempdir()) / f"leaflet-avahi-{os.getuid()}.lock"
    with ExitStack() as stack:
        lock = stack.enter_context(lock_path.open("w"))
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "bus.conf").write_text(_BUS.format(folder=folder))
        (folder / "avahi.conf").write_text(_AVAHI)
        found = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder}/bus"}
        stack.enter_context(running("dbus-daemon", f"--config-file={folder}/bus.conf", "--nofork"))
        _wait(lambda: (folder / "bus").exists())
        Path("/run/avahi-daemon/pid").unlink(missing_ok=True)
        settings = ("-f", folder / "avahi.conf", "--no-drop-root", "--no-chroot", "--no-rlimits")
        stack.enter_context(running("avahi-daemon", *settings, **found))
        _wait(Path("/run/avahi-daemon/pid").exists)
        yield found


@contextmanager
def a_printer(
    environment: Mapping[str, str], *more: str, port: int = 0, folder: Path, seconds: float = 0
) -> Iterator[TestPrinter]:
    """A printer that keeps what it gets; each job takes it so many seconds."""
    got = folder / "got"
    got.mkdir(exist_ok=True)
    note = folder / "note"
    note.write_text(_NOTE.format(seconds=seconds))
    note.chmod(0o755)
    port = port or free_port()
    settings = ("-p", str(port), "-f", "application/pdf", "-d", got, "-k", "-c", note, "-r", "off")
    with running("ippeveprinter", *settings, *more, "Balie", **environment):
        uri = f"ipp://localhost:{port}/ipp/print"
        _wait(lambda: _answers(uri))
        yield TestPrinter(uri, got)


@contextmanager
def cups(folder: Path) -> Iterator[TestPrinter]:
    """A print system with one queue, `balie`, that prints on both sides and has two trays."""
    must_have("cupsd")
    port = free_port()
    for name in ("root/ppd", "spool/tmp", "run", "cache", "bin/backend", "bin/daemon", "got"):
        (folder / name).mkdir(parents=True)
    (folder / "got").chmod(0o777)
    for path in (folder, *folder.parents):
        if path.stat().st_uid == os.getuid() and path != Path(tempfile.gettempdir()):
            path.chmod(path.stat().st_mode | 0o011)  # the backend runs as lp
    (folder / "cupsd.conf").write_text(_CUPSD.format(port=port))
    (folder / "files.conf").write_text(_FILES.format(folder=folder))
    (folder / "root/printers.conf").write_text(_QUEUE)
    options = "\n".join(_option(name, choices) for name, choices in _OPTIONS.items())
    (folder / "root/ppd/balie.ppd").write_text(_PPD.format(options=options))
    backend = folder / "bin/backend/balie"
    backend.write_text(_BACKEND.format(folder=folder))
    backend.chmod(0o755)
    (folder / "bin/daemon/cups-exec").symlink_to("/usr/lib/cups/daemon/cups-exec")
    settings = ("-c", folder / "cupsd.conf", "-s", folder / "files.conf")
    with running("cupsd", "-f", *settings):
        uri = f"ipp://localhost:{port}/printers/balie"
        _wait(lambda: _answers(uri))
        yield TestPrinter(uri, folder / "got")


def _option(name: str, choices: tuple[str, ...]) -> str:
    lines = "\n".join(f'*{name} {choice}/{choice}: ""' for choice in choices)
    opened = f"*OpenUI *{name}/{name}: PickOne\n*Default{name}: {choices[0]}"
    return f"{opened}\n{lines}\n*CloseUI: *{name}"


def _answers(uri: str) -> bool:
    try:
        return ask(uri, "GET_PRINTER_ATTRIBUTES", {"requested-attributes": "printer-name"}).is_good
    except PrinterAwayError:
        return False


def _wait(ready: object, seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not ready():  # type: ignore[operator]
        assert time.monotonic() < end, "a program of the tests does not begin"
        time.sleep(0.05)
