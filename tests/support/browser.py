"""A page in headless Chromium, and axe-core to judge it."""

from __future__ import annotations

import base64
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from chromium import Message, Pipes, chromium

if TYPE_CHECKING:
    from conftest import Once

AXE = "axe-core@4.14.1"


def _fetch_axe(folder: Path) -> None:
    """Put axe-core, from npm, into a folder; skips the test where that cannot be had."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed: axe-core cannot be had")
    done = subprocess.run(
        [npm, "pack", AXE, "--silent"], cwd=folder, capture_output=True, text=True, timeout=120
    )
    if done.returncode:
        pytest.skip(f"npm cannot fetch {AXE}: {done.stderr.strip()[-200:]}")
    with tarfile.open(folder / done.stdout.split()[-1]) as packed:
        source = packed.extractfile("package/axe.min.js")
        assert source is not None
        (folder / "axe.js").write_bytes(source.read())


class Browser:
    """One page of a running Chromium; what its other pages say is none of its business."""

    def __init__(self, pipes: Pipes) -> None:
        self._pipes, self._session = pipes, pipes.new_tab()
        self._told: set[str] = set()
        self.asked_for: list[str] = []
        """Every address that the page has asked for."""
        self("Network.enable")

    def __call__(self, method: str, /, **parameters: Any) -> Message:
        """Send a command and give its answer."""
        return self._pipes.ask(method, self._session, self._note, **parameters)

    def open(self, page: Path | str, width: int, *, scheme: str = "light", zoom: int = 1) -> None:
        """Show a file or address on a screen of that width in CSS pixels, each of so many dots."""
        self(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=800,
            deviceScaleFactor=zoom,
            mobile=False,
        )
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self("Emulation.setEmulatedMedia", features=[feature])
        self._told.clear()
        self("Page.navigate", url=page if isinstance(page, str) else page.as_uri())
        while "Page.loadEventFired" not in self._told:
            self._note(self._pipes.hear())

    def run(self, script: str) -> Any:
        """The value of a script, awaited."""
        said = self("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in said, said["exceptionDetails"]
        return said["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        code = {"Tab": 9, "Enter": 13}[key]
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **text)

    def picture(self, height: int | None = None) -> bytes:
        """The whole page as PNG, or so much of its top."""
        size = self("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"]}
        shot = self("Page.captureScreenshot", captureBeyondViewport=True, clip={**clip, "scale": 1})
        return base64.b64decode(shot["data"])

    def close(self) -> None:
        """Close the page."""
        self("Page.close")

    def _note(self, told: Message) -> None:
        if told.get("sessionId") != self._session:
            return
        self._told.add(told.get("method", ""))
        if told.get("method") == "Network.requestWillBeSent":
            self.asked_for.append(told["params"]["request"]["url"])


@pytest.fixture(scope="session")
def running_chromium() -> Iterator[Pipes]:
    """Chromium, started once in a process of tests; skips the test where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("chromium is not installed (Debian: apt-get install chromium)")
    with chromium(program, "--hide-scrollbars") as pipes:
        yield pipes


@pytest.fixture(scope="module")
def shown(running_chromium: Pipes) -> Iterator[Browser]:
    """A page of a running Chromium, for the tests of one module."""
    page = Browser(running_chromium)
    yield page
    page.close()


@pytest.fixture(scope="session")
def axe(once: Once) -> str:
    """The source of axe-core, fetched once in a run; skips the test where it cannot be had."""
    return (once("axe", _fetch_axe) / "axe.js").read_text("utf-8")
