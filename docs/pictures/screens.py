"""The sample house -> pictures of what a screen shows: desk, window, website, book, message.

    PYTHONPATH=bench:tests/support python docs/pictures/screens.py     (or: … desk window)

It needs Chromium, whose machine lends its typefaces: so no test compares dots. Each picture
holds the digest of the files that decide what is to be seen, and a test holds it against them.
"""

from __future__ import annotations

import email
import email.policy
import hashlib
import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from browser import Browser
from chromium import chromium
from desks import opened_desk
from PIL import Image, PngImagePlugin
from windows import window

HERE = Path(__file__).resolve().parent
HOUSE = HERE.parents[1]
_SLUG, _PRACTICE = "chronische-lage-rugklachten", "lindehof"
_TEXT = f"sources/leaflets/nl/{_SLUG}.md"
_DESK = tuple(f"press/desk/templates/{name}" for name in ("base.html", "desk.css", "parts.html"))
_FIND, _LOOK = (
    (*_DESK, f"press/desk/templates/{name}.html", _TEXT, "press/desk/words/{}.yaml")
    for name in ("find", "look")
)
INPUTS = {
    "desk-find": tuple(each.format("en") for each in _FIND),
    "desk-look": tuple(each.format("en") for each in _LOOK),
    "desk-find.nl": tuple(each.format("nl") for each in _FIND),
    "desk-look.nl": tuple(each.format("nl") for each in _LOOK),
    "preview": ("press/preview/static/*", _TEXT),
    "web": ("layouts/web/*", _TEXT),
    "e-book": ("layouts/e-book/*", _TEXT),
    "message": ("layouts/mail/frame.html", "layouts/mail/message.html", "layouts/mail/words/nl.*"),
}
"""By name: the files that decide what is to be seen."""
_FRONT, _NARROW, _HIGHEST = 900, 420, 900
_WAITING = "new Promise(done => setTimeout(done, 250))"


def digest(name: str) -> str:
    """Of the files that a picture shows; of the desk's words, of those that its pages say."""
    found = sorted({path for each in INPUTS[name] for path in HOUSE.glob(each)})
    assert found, name
    texts = [path.read_text("utf-8") for path in found]
    said = {*re.findall(r'say\("(\w+)"', "".join(texts))}
    kept = [
        "".join(line for line in text.splitlines(True) if line.partition(":")[0] in said)
        if path.is_relative_to(HOUSE / "press/desk/words")
        else text
        for path, text in zip(found, texts, strict=True)
    ]
    return hashlib.sha256("\0".join(kept).encode()).hexdigest()[:16]


def shown_digest(name: str) -> str | None:
    """The digest that a picture holds."""
    with Image.open(HERE / f"{name}.png") as picture:
        held: str | None = picture.info.get("inputs")
    return held


def _save(name: str, png: bytes) -> None:
    """In few colours and without what nobody sees; a page of a phone is cut where it goes on."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    small = image.quantize(32, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    note = PngImagePlugin.PngInfo()
    note.add_text("inputs", digest(name))
    small.save(HERE / f"{name}.png", optimize=True, pnginfo=note)


def _run(house: Path, *words: str, typed: str = "") -> None:
    command = [sys.executable, str(HOUSE / "leaflet.py"), "--root", str(house), *words]
    subprocess.run(command, input=typed, text=True, check=True, stdout=subprocess.DEVNULL)


def _desk(house: Path, shown: Browser) -> None:
    look = f"/{_PRACTICE}/look?item=nl/{_SLUG}.a4"
    with opened_desk(house) as desk:
        for name, address in (("desk-find", f"/{_PRACTICE}/?q=rugpjin"), ("desk-look", look)):
            for ending, face in (("", "en"), (".nl", "nl")):
                shown.open(f"{desk.rstrip('/')}{address}&face={face}", _FRONT)
                _save(name + ending, shown.picture(_HIGHEST))


def _window(house: Path, shown: Browser) -> None:
    """With one word that is too hard, to show how that is told."""
    text = house / _TEXT
    whole = text.read_text("utf-8")
    text.write_text(whole.replace("komen heel vaak voor", "komen frequent voor", 1), "utf-8")
    with window(house, _SLUG, "--practice", _PRACTICE, "--layout", "a4") as opened:
        shown.open(opened.address, 1200)
        while not shown.run("[...document.images].some(one => one.complete && one.width > 200)"):
            shown.run(_WAITING)
        for _ in range(12):
            shown.run(_WAITING)
        _save("preview", shown.picture(800))
    text.write_text(whole, "utf-8")


def _site(house: Path, shown: Browser) -> None:
    _run(house, "site", "--practice", _PRACTICE)
    pages = (house / "output/site" / _PRACTICE).rglob("index.html")
    (page,) = (each for each in pages if re.search("<h1[^>]*>Chronische", each.read_text("utf-8")))
    shown.open(page, _NARROW)
    _save("web", shown.picture(_HIGHEST))


def _book(house: Path, shown: Browser) -> None:
    _run(house, "build", _SLUG, "--practice", _PRACTICE, "--format", "epub")
    (book,) = house.rglob("*.epub")
    with zipfile.ZipFile(book) as packed:
        packed.extractall(house / "book")
    page = max((house / "book").rglob("*.xhtml"), key=lambda path: path.stat().st_size)
    shown.open(page, _NARROW)
    _save("e-book", shown.picture(_HIGHEST))


def _message(house: Path, shown: Browser) -> None:
    _run(house, "send", _SLUG, "--practice", _PRACTICE, typed="mevrouw@patient.example\n")
    (draft,) = (house / "output/mail").glob("*.eml")
    message = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
    body = message.get_body(("html",))
    assert body
    (house / "message.html").write_text(body.get_content(), "utf-8")
    shown.open(house / "message.html", _NARROW)
    _save("message", shown.picture(600))


MAKERS: Mapping[str, Callable[[Path, Browser], None]] = {
    "desk": _desk,
    "window": _window,
    "site": _site,
    "book": _book,
    "message": _message,
}


def main() -> None:
    """Show a copy of the sample house, with a mail account and a printer."""
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder)
        shutil.copytree(HOUSE / "sources", house / "sources")
        path = house / f"sources/practices/{_PRACTICE}/practice.yaml"
        account = "mail: {host: mail.lindehof.example, from: folders@lindehof.example}\n"
        printer = "printer:\n  uri: ipp://balie.local/ipp/print\n"
        path.write_text(path.read_text("utf-8").replace("printer:\n", printer) + account, "utf-8")
        program = shutil.which("chromium") or "chromium"
        options = ("--hide-scrollbars", "--allow-file-access-from-files")
        with chromium(program, *options) as pipes:
            for name in sys.argv[1:] or MAKERS:
                MAKERS[name](house, Browser(pipes))


if __name__ == "__main__":
    main()
