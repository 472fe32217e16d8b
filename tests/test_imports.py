"""Who may import whom, where each library lives, and what nobody may do: read from the sources.

The tables are documentation. A new module gets a row here before it gets its first line.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterable

from press_sources import FILES, ROOT, calls, imports, imports_at_once, nodes

MAY_IMPORT = {
    # the command: parses, calls, prints
    "leaflet": "commands errors installed",
    "commands": "desk lsp preview schema check dry_run run_report site printing build workers cache"
    " scratch proof report mail importing/practices importing/typefaces importing/leaflets"
    " governance pipeline reading starters reading/house files choices installed model errors",
    "dry_run": "build workers pipeline cache proof choices model",
    "run_report": "build governance cache mail report model errors",
    "schema": "reading reading/house reading/practices files model",
    "check": "build governance workers pipeline proof report proofread choices model",
    # mailing: on built documents
    "mail": "build governance workers files merge/letter reading reading/tables model errors",
    # on paper, at a practice's printer
    "printing": "build mail/choosing workers files reading render/own_page units model errors",
    # a writer at work: pages that change as files are saved, an editor that is told as one types
    "preview": "desk/guard site build workers pipeline cache merge render proofread reading choices"
    " installed model errors",
    "lsp": "preview build merge proofread reading reading/content schema model errors",
    # pages behind the codes on paper
    "site": "build governance workers cache scratch files merge reading reading/exercises choices"
    " model errors",
    # a browser at the front desk
    "desk": "printing build governance workers pipeline cache files merge mail proof reading"
    " reading/exercises choices installed model errors",
    # plans, remembers, makes
    "build": "choices governance workers pipeline cache files reading reading/content reading/fonts"
    " reading/exercises reading/practices reading/layouts reading/house proofread merge merge/slots"
    " imprint render colour/separations model errors",
    # who stands for a text, what was published, what was taken back
    "governance": "workers cache files reading merge/as_read merge/marking model errors",
    "workers": "choices pipeline cache scratch files render merge reading installed model errors",
    "pipeline": "choices merge epub render imprint impose preflight colour/separations units model",
    # what is made of the stages' results, for people
    "proof": "units model",
    "report": "proof proofread governance/issued governance/owing model",
    "starters": "installed files model errors",
    # a list of practices -> their folders, judged by the loaders
    "importing": "",
    "importing/typefaces": "files reading/fonts model errors",  # the one that fetches
    "importing/leaflets": "workers files merge proofread reading reading/content reading/house"
    " reading/layouts reading/practices reading/pictures model errors",
    "importing/practices": "files reading reading/tables reading/house reading/layouts"
    " reading/practices reading/pictures model",
    # loaders: files -> records; none knows another but practices their pictures
    "reading/house": "reading model installed errors",
    "reading/content": "reading model",
    "reading/exercises": "reading model errors",
    "reading/practices": "colour reading/pictures reading/fonts reading model",
    "reading/layouts": "reading/fonts reading model",
    # stages: a record -> the next record
    "proofread": "reading model",
    "merge": "colour reading/pictures reading model errors",
    "render": "units model errors installed",
    "imprint": "colour units model errors",
    "epub": "model",
    "impose": "units model errors",
    "preflight": "colour units model",
    # what the others stand on
    "reading/pictures": "reading model",
    "reading/fonts": "files reading model",  # keeps what it makes
    "reading/tables": "model",
    "reading": "model",
    "colour": "model",
    "cache": "installed files errors",
    "scratch": "files errors",
    "files": "errors",
    "installed": "",
    "units": "",
    "choices": "model",
    "model": "",
    "errors": "",
}
"""Each room of the press, and those that it may import. Stages know nothing of each other.

A room within a room (`reading/content`) has a row of its own; the rest of the outer one is
`reading`. Where only one module of a room may be used, that module is named."""

HOMES = {
    "click": "leaflet commands",
    "pydantic": "model governance reading reading/house reading/layouts reading/practices printing"
    " desk schema lsp",
    "pydantic_core": "model",
    "ruamel": "reading",
    "yaml": "reading",  # PyYAML, for its libyaml
    "email_validator": "reading/practices mail",
    "dns": "mail",  # comes with email_validator
    "fontTools": "reading/fonts reading/pictures merge render site",  # fonts, glyphs, x-heights
    "pagefind": "site",
    "tinycss2": "reading/fonts reading/pictures merge colour",
    "defusedxml": "reading/pictures importing/leaflets",
    "cssselect2": "reading/pictures render",
    "pathops": "reading/pictures",
    # texts in drawings as outlines; furniture's lines
    "uharfbuzz": "reading/pictures render",
    "pillow_heif": "reading/pictures",
    "PIL": "reading/pictures reading/practices merge proof preflight site"  # merge: QR codes
    " importing/leaflets",
    "markdown": "merge",
    "markdown_it": "importing/leaflets",  # the Markdown of other tools
    "mdit_py_plugins": "importing/leaflets",
    "jinja2": "merge report desk preview",  # but merge: templates of their own
    "markupsafe": "merge",
    "lxml": "merge render preflight importing/leaflets",
    "babel": "merge importing/practices model desk",  # model: names of countries
    "weasyprint": "render",
    "pydyf": "render",
    "pikepdf": "render imprint impose preflight printing",
    "pypdfium2": "preflight proof importing/leaflets preview",
    "distributed": "workers",  # Dask
    "icalendar": "governance",
    "python_calamine": "reading/tables",  # workbooks
    "zxingcpp": "merge preflight",  # QR codes: written, read
    "pypandoc": "importing/leaflets",  # where pandoc lies
    "pyipp": "printing",
    "watchfiles": "preview",
    "aiohttp": "printing",  # comes with pyipp
    "starlette": "desk preview",
    "uvicorn": "desk preview",
    "argon2": "desk",
    "rapidfuzz": "desk",
    "pygls": "lsp",
    "lsprotocol": "lsp",  # comes with pygls
}
"""Each library from outside, and the rooms that may import it: mostly one, its home."""

LATE = {
    "python_calamine",
    "weasyprint",
    "pydyf",
    "email_validator",
    "dns",
    "distributed",
    "pypandoc",
    "pyipp",
    "aiohttp",
}
"""Slow to import: only inside the function that needs them, or for the type checker."""

NOT_IN_THE_PRESS = {
    "print",
    "input",
    "sys.exit",
    "os.getcwd",
    "os.chdir",
    "Path.cwd",
    "date.today",
    "datetime.now",
    "datetime.today",
    "time.time",
}
"""Calls that only the command may make: what they give is passed in, what they do is returned."""

COMMAND = ("leaflet", "commands")


def room(name: str) -> str:
    """The room that a module is in: the longest name of the table that it begins with."""
    parts = name.split("/")
    names = ("/".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((each for each in names if each in MAY_IMPORT), name)


def of_ours(name: str) -> set[str]:
    """The modules of the press that a source imports, besides those of its own room."""
    words = {word.replace(".", "/").removeprefix("press/") for word in imports(name)}
    ours = {word for word in words if word.split("/")[0] in TOPS}
    return {word for word in ours if room(word) != room(name)}


TOPS = {name.split("/")[0] for name in MAY_IMPORT} - {"leaflet"}


def offending(
    wrong: Callable[[str], set[str]], names: Iterable[str] = FILES
) -> dict[str, set[str]]:
    """The sources that break a rule, each with what does; one test looks at them all, quickly."""
    return {name: found for name in names if (found := wrong(name))}


def test_a_module_imports_only_what_stands_below_it() -> None:
    def forbidden(name: str) -> set[str]:
        may = MAY_IMPORT[room(name)].split()
        modules = [each for each in may if each != room(each)]  # one module of a room
        return {
            word
            for word in of_ours(name)
            if room(word) not in may
            and not any(word == each or word.startswith(f"{each}/") for each in modules)
        }

    assert not offending(forbidden)


def test_every_library_from_outside_has_one_home() -> None:
    def abroad(name: str) -> set[str]:
        outside = {word.split(".")[0] for word in imports(name)} - {"press"}
        at_home = {library for library, homes in HOMES.items() if room(name) in homes.split()}
        return outside - sys.stdlib_module_names - at_home

    assert not offending(abroad)


def test_no_row_lets_modules_import_in_a_circle() -> None:
    below = {name: {room(each) for each in row.split()} for name, row in MAY_IMPORT.items()}
    ready: set[str] = set()
    while layer := {name for name in below if below[name] <= ready} - ready:
        ready |= layer
    assert ready == set(MAY_IMPORT)


def test_slow_libraries_are_imported_where_they_are_used() -> None:
    assert not offending(lambda name: {m.split(".")[0] for m in imports_at_once(name)} & LATE)


def test_a_command_imports_the_press_only_when_it_runs() -> None:
    def press(name: str) -> set[str]:
        at_once = {module for module in imports_at_once(name) if module.startswith("press")}
        return {module for module in at_once if not module.startswith("press.commands")}

    assert not offending(press, [name for name in FILES if name.startswith("commands/")])


def test_the_press_neither_prints_nor_ends_the_program_nor_asks_where_and_when_it_is() -> None:
    press = [name for name in FILES if name.split("/")[0] not in COMMAND]
    assert not offending(lambda name: calls(name) & NOT_IN_THE_PRESS, press)


def test_help_answers_without_loading_the_press() -> None:
    asked = ["--help", "build --help", "list --help", "--version"]
    asking = [f"leaflet.main({words.split()}, standalone_mode=False)" for words in asked]
    loaded = modules_after("\n".join(asking), "leaflet")
    assert not loaded & {"weasyprint", "pydantic", "jinja2", "ruamel.yaml", "PIL", "press.model"}
    assert "distributed" not in loaded


def test_a_house_can_be_loaded_without_the_engine() -> None:
    loaded = modules_after("", "press.build")
    assert "press.build" in loaded
    assert not loaded & LATE


def modules_after(statement: str, module: str) -> set[str]:
    """What is loaded in a new process after importing a module and running a statement."""
    code = f"import sys, {module}\n{statement}\nprint('|', *sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.rpartition("|")[2].split())


def test_little_is_of_any_type_outside_the_engine_s_face() -> None:
    """`Any` is where a mistake hides; the engine's boxes are known in `render` alone."""
    found = [
        (name, node.lineno)
        for name in FILES
        if room(name) != "render"
        for node in nodes(name)
        if isinstance(node, ast.Name) and node.id == "Any"
    ]
    assert len(found) <= 40, found
