"""An editor as a server meets it: `leaflet lsp` started as editors do, and spoken to."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
T = TypeVar("T")


class Editor:
    """Texts that are open, what was said of each, and when."""

    def __init__(self, house: Path, loop: asyncio.AbstractEventLoop) -> None:
        self.house, self.loop = house.resolve(), loop
        self.client = LanguageClient("test", "1")
        self.news: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}

        self.heard: set[str] = set()

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def told(news: types.PublishDiagnosticsParams) -> None:
            self.news.put_nowait(news)

    def run(self, asked: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(asyncio.wait_for(asked, PATIENCE))

    def start(self, *options: str) -> None:
        """Begin as an editor does, the house being the folder that is open."""
        command = (str(ROOT / "leaflet.py"), *options, "lsp", "--stdio")
        self.run(self.client.start_io(sys.executable, *command))
        asked = types.InitializeParams(
            capabilities=types.ClientCapabilities(), root_uri=self.house.as_uri()
        )
        self.run(self.client.initialize_async(asked))
        self.client.initialized(types.InitializedParams())

    def stop(self) -> None:
        self.run(self.client.shutdown_async(None))
        self.client.exit(None)
        self.run(self.client.stop())  # type: ignore[no-untyped-call]

    def uri(self, name: str) -> str:
        return (self.house / name).as_uri()

    def open(self, name: str, text: str | None = None) -> list[types.Diagnostic]:
        """Open a file, with this text or its own; what is found in it."""
        self.show(name, text)
        return self.told(name)

    def show(self, name: str, text: str | None = None) -> None:
        """Open a file, and do not wait."""
        text = (self.house / name).read_text("utf-8") if text is None else text
        self.texts[name], self.versions[name] = text, 0
        item = types.TextDocumentItem(self.uri(name), "markdown", 0, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def write(self, name: str, text: str) -> None:
        """Change a text that is open; nothing is saved."""
        self.texts[name] = text
        self.versions[name] += 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name)),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def close(self, name: str) -> None:
        at = types.TextDocumentIdentifier(self.uri(name))
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(at))

    def told(self, name: str) -> list[types.Diagnostic]:
        """What is said next of a text as it is now."""
        while True:
            news = self.run(self.news.get())
            self.heard.add(news.uri)
            if news.uri == self.uri(name) and news.version in (None, self.versions[name]):
                return [*news.diagnostics]

    def after(self, name: str, text: str) -> tuple[list[types.Diagnostic], float]:
        """What is said of a text after a change, and in how many seconds."""
        since = time.perf_counter()
        self.write(name, text)
        return self.told(name), time.perf_counter() - since

    def at(self, name: str, before: str) -> dict[str, Any]:
        """The cursor behind these words, where they first stand."""
        text = self.texts[name]
        offset = text.index(before) + len(before)
        line = text.count("\n", 0, offset)
        column = offset - (text.rfind("\n", 0, offset) + 1)
        return {
            "text_document": types.TextDocumentIdentifier(self.uri(name)),
            "position": types.Position(line, column),
        }

    def offered(self, name: str, before: str) -> list[str]:
        """What may be typed behind these words."""
        asked = types.CompletionParams(**self.at(name, before))
        answer = self.run(self.client.text_document_completion_async(asked))
        return [each.label for each in answer] if isinstance(answer, list) else []

    def defined(self, name: str, before: str) -> list[tuple[str, int]]:
        """Where the name is defined that the cursor stands in: files of the house, lines from 1."""
        asked = types.DefinitionParams(**self.at(name, before))
        answer = self.run(self.client.text_document_definition_async(asked))
        every = answer if isinstance(answer, list | tuple) else []
        found = [each for each in every if isinstance(each, types.Location)]
        base = f"{self.house.as_uri()}/"
        return [(each.uri.removeprefix(base), each.range.start.line + 1) for each in found]

    def mended(self, name: str, diagnostic: types.Diagnostic) -> dict[str, str]:
        """The changes that are offered for a finding: the text after each, by its title."""
        asked = types.CodeActionParams(
            types.TextDocumentIdentifier(self.uri(name)),
            diagnostic.range,
            types.CodeActionContext([diagnostic]),
        )
        answer = self.run(self.client.text_document_code_action_async(asked))
        found = {}
        for each in answer or []:
            assert isinstance(each, types.CodeAction) and each.edit and each.edit.changes
            [edit] = each.edit.changes[self.uri(name)]
            found[each.title] = _changed(self.texts[name], edit)
        return found


def _changed(text: str, edit: types.TextEdit | types.AnnotatedTextEdit) -> str:
    lines = text.split("\n")
    first, last = edit.range.start, edit.range.end
    before = [*lines[: first.line], lines[first.line][: first.character]]
    behind = [lines[last.line][last.character :], *lines[last.line + 1 :]]
    return "\n".join(before) + edit.new_text + "\n".join(behind)


@contextmanager
def editor(house: Path, *options: str) -> Iterator[Editor]:
    """An editor on a house, its server started with these options."""
    loop = asyncio.new_event_loop()
    opened = Editor(house, loop)
    opened.start(*options)
    try:
        yield opened
    finally:
        opened.stop()
        loop.close()
