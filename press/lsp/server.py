"""Editor <-> house by the Language Server Protocol 3.17, on standard input and output."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer
from pygls.workspace import ServerTextPosition, ServerTextRange, TextDocument

from press import __version__
from press.lsp.places import Place, language_of, options_at, place_at
from press.lsp.records import Ask, Fix, Found, Mark, Name, Names, Position
from press.lsp.room import Room
from press.model import Finding, Origin
from press.preview.renderer import LostError, Renderer

PAUSE: Final = 0.04
"""Seconds without a change after which the text that was changed is checked."""
QUIET: Final = 1.0
"""Seconds without a change after which the whole house is read again."""
_SEVERITY = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
_PICTURED = {
    "key": types.CompletionItemKind.Property,
    "value": types.CompletionItemKind.Variable,
    "picture": types.CompletionItemKind.File,
    "passage": types.CompletionItemKind.Snippet,
}
_BEGINS = ["(", "{", '"', "'", "/", ".", "!", "[", "^", ":", " ", "-", ","]
"""Signs behind which names are offered unasked."""


def serve(root: Path, today: Callable[[], date]) -> None:
    """Talk to the editor that started this, until it ends it."""
    server_of(root, today).start_io()


class Server(LanguageServer):
    """What is open, what was found in it, and the names of the house."""

    def __init__(self, root: Path, today: Callable[[], date]) -> None:
        super().__init__("leaflet", __version__)
        self.today = today
        self.begin(root)
        self.names = Names()
        self.marks: dict[str, tuple[Mark, ...]] = {}
        self.open: dict[str, str] = {}
        """The address of each file that is open, by its path in the house."""
        self.last = ""
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def begin(self, root: Path) -> None:
        """Take a folder for the house."""
        self.roots = (root.resolve(), root.absolute())
        self.renderer = Renderer(root, self.today, Room)

    def name_of(self, uri: str) -> str:
        """The path of a file in the house; '' for one that lies elsewhere."""
        path = Path(uris.to_fs_path(uri) or "/")
        for root in self.roots:
            if path.is_relative_to(root) and ".." not in path.parts:
                return path.relative_to(root).as_posix()
        return ""

    def text_of(self, name: str) -> TextDocument:
        return self.workspace.get_text_document(self.open[name])

    def changed(self, uri: str) -> None:
        """A text is other than it was."""
        self.last = self.name_of(uri)
        if self.last:
            self.open[self.last] = uri
            self.look()

    def look(self) -> None:
        """Check once it is quiet."""
        self._changed.set()
        self._task = self._task or asyncio.get_running_loop().create_task(self._check())

    async def _check(self) -> None:
        """Wait for a pause, check what was changed; when it is quiet, all that is open."""
        while True:
            await self._changed.wait()
            while await self._changes_within(PAUSE):
                pass
            if not await self._tell(self.last) and not await self._changes_within(QUIET):
                await self._tell("")

    async def _changes_within(self, seconds: float) -> bool:
        self._changed.clear()
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _tell(self, at_once: str) -> bool:
        """Check, and show what was found in texts that are as they were; whether it was in all."""
        documents = {name: self.text_of(name) for name in self.open}
        edited = {name: document.source for name, document in documents.items()}
        versions = {name: document.version for name, document in documents.items()}
        if not edited:
            return True
        whole = False
        try:
            async for found in self.renderer.ask(Ask(edited, at_once)):
                self._show(found, versions)
                whole = found.names is not None
        except LostError as error:
            why = (
                "took more than 60 s" if str(error) == "time" else "took too much memory, or failed"
            )
            lost = Finding("D022", "error", f"the check {why}", Origin(at_once), "undo the change")
            for name in [at_once] if at_once in edited else edited:
                self._show(Found({name: (Mark(lost, (0, 0), (0, 0)),)}), versions)
        return whole

    def _show(self, found: Found, versions: dict[str, int | None]) -> None:
        self.names = found.names or self.names
        for name, marks in found.marks.items():
            if name not in self.open or self.text_of(name).version != versions[name]:
                continue
            self.marks[name] = marks
            document = self.text_of(name)
            shown = [_diagnostic(mark, document) for mark in marks]
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(document.uri, shown, document.version)
            )

    def close(self, uri: str) -> None:
        """A text is no longer open: nothing is said of it."""
        name = self.name_of(uri)
        if self.open.pop(name, ""):
            self.marks.pop(name, None)
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def place(self, uri: str, position: types.Position) -> tuple[Place, TextDocument, str] | None:
        """What stands at the cursor in a text of the house."""
        name = self.name_of(uri)
        if name not in self.open:
            return None
        document = self.text_of(name)
        at = document.position_from_client_units(position)
        found = place_at(document.source, name, at.line, at.character)
        return (found, document, name) if found else None


def server_of(root: Path, today: Callable[[], date]) -> Server:
    """A server for a house, with all that it answers."""
    server = Server(root, today)

    @server.feature(types.INITIALIZE)
    def begins(params: types.InitializeParams) -> None:
        folders = [each.uri for each in params.workspace_folders or ()] or [params.root_uri or ""]
        opened = [Path(uris.to_fs_path(each) or "") for each in folders if each]
        house = next((each for each in (*opened, root) if (each / "sources").is_dir()), None)
        if house:
            server.begin(house)
        else:
            message = f"{root.resolve()} is not a house: it has no folder 'sources'"
            server.window_show_message(
                types.ShowMessageParams(types.MessageType.Warning, f"leaflet: {message}")
            )

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.changed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.changed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.look()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def others_changed(params: types.DidChangeWatchedFilesParams) -> None:
        server.look()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.close(params.text_document.uri)

    @server.feature(types.SHUTDOWN)
    async def ends(_: None) -> None:
        await server.renderer.close()

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=_BEGINS)
    )
    def completion(params: types.CompletionParams) -> list[types.CompletionItem]:
        if not (found := server.place(params.text_document.uri, params.position)):
            return []
        place, document, name = found
        line = document.position_from_client_units(params.position).line
        span = _range(document, (line, place.start), (line, place.end))
        options = options_at(place, server.names, language_of(name))
        has_colon = document.lines[line][place.end :].lstrip().startswith(":")
        behind = ": " if place.kind == "key" and not has_colon else ""
        return [_item(each, place.kind, span, behind) for each in options]

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> list[types.Location]:
        if not (found := server.place(params.text_document.uri, params.position)):
            return []
        place, document, name = found
        options = options_at(place, server.names, language_of(name))
        places = [each.places for each in options if each.name == place.name]
        return [_location(server, document, *at) for each in places for at in each]

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
    )
    def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        name = server.name_of(params.text_document.uri)
        document = server.text_of(name) if name in server.open else None
        marks = server.marks.get(name, ())
        return [*_actions(marks, params.range, document)] if document else []

    return server


def _range(document: TextDocument, first: Position, last: Position) -> types.Range:
    """Two positions as the editor counts them."""
    ours = ServerTextRange(ServerTextPosition(*first), ServerTextPosition(*last))
    return document.range_to_client_units(ours)


def _diagnostic(mark: Mark, document: TextDocument) -> types.Diagnostic:
    finding = mark.finding
    said = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
    return types.Diagnostic(
        range=_range(document, mark.first, mark.last),
        message=said,
        severity=_SEVERITY[finding.severity],
        code=finding.code,
        source="leaflet",
    )


def _item(option: Name, kind: str, span: types.Range, behind: str) -> types.CompletionItem:
    """A name as it is offered; what stands behind it comes with it."""
    return types.CompletionItem(
        label=option.name,
        kind=_PICTURED.get(kind, types.CompletionItemKind.Reference),
        detail=option.about or None,
        filter_text=option.name,
        text_edit=types.TextEdit(span, option.name + behind),
    )


def _location(server: Server, document: TextDocument, path: str, line: int) -> types.Location:
    """Where a name is defined; in the same text if no path is given."""
    base = server.roots[0]
    uri = uris.from_fs_path(str(base / PurePosixPath(path))) if path else document.uri
    start = types.Position(line - 1, 0)
    return types.Location(uri or document.uri, types.Range(start, start))


def _actions(
    marks: Iterable[Mark], asked: types.Range, document: TextDocument
) -> Iterable[types.CodeAction]:
    """The changes that mend what is found on these lines."""
    for mark in marks:
        if mark.last[0] < asked.start.line or mark.first[0] > asked.end.line:
            continue
        shown = _diagnostic(mark, document)
        for fix in mark.fixes:
            yield types.CodeAction(
                title=fix.title,
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[shown],
                is_preferred=len(mark.fixes) == 1,
                edit=types.WorkspaceEdit(changes={document.uri: [_edit(fix, document)]}),
            )


def _edit(fix: Fix, document: TextDocument) -> types.TextEdit:
    return types.TextEdit(_range(document, fix.first, fix.last), fix.new)
