"""The schemas for editors: they say what the press says, of files that are right and wrong."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from conftest import ROOT, invoke
from hypothesis import assume, given, settings
from hypothesis import strategies as some
from practice_folders import PRACTICE, Folder
from strategies import NAMES, ODD, VALUES, WORDS, quoted

from press import schema
from press.commands.schema import KINDS
from press.model import Finding, Origin, PracticeFile
from press.reading import UNPRINTABLE, Value, read_yaml, split_head, validate
from press.reading.practices import contact_checks

HOUSE = """\
name: Vereniging
website: https://a.example/x
mail: {host: smtp.a.example, from: a@a.example, user: a, password_env: SECRET, port: 25}
mail_hosts: [localhost]
approve: [clinician]
owners: {clinician: a@a.example}
strict: no
"""
LISTED = {
    "head": "sources/leaflets/*/*.md",
    "exercise": "sources/exercises/*/*.md",
    "booklet": "sources/booklets/*/*.yaml",
    "practice": "sources/practices/*/practice.yaml",
    "layout": "layouts/*/layout.yaml",
    "words": "layouts/base/words/*.yaml",
}
"""Where the sample has files of each kind."""
_FOR_ALL = 500
"""Files that are generated, of all kinds together."""


def texts(kind: str) -> Iterator[tuple[str, str]]:
    """Files of a kind, each with its name, of a Markdown file its head."""
    if kind == "house":
        yield "house.yaml", HOUSE
    for path in sorted(ROOT.glob(LISTED.get(kind, "-"))):
        text = path.read_text("utf-8")
        yield path.name, split_head(text, path.name)[0] if path.suffix == ".md" else text


@cache
def values(kind: str) -> list[Value]:
    """What stands in the sample's files of a kind; of a brand what stands in practices."""
    if kind == "brand":
        return [each["brand"] for each in values("practice") if "brand" in each]
    read = [read_yaml(text, name)[0] for name, text in texts(kind)]
    return [each.data for each in read if each]


schema_of = cache(schema.schema_of)


@cache
def validator(kind: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(schema_of(kind))


def of_press(kind: str, text: str) -> list[Finding]:
    """What the press has against a file, but for what no schema can say."""
    read, findings = read_yaml(text, "x.yaml")
    if read is None or (kind == "house" and read.data is None):
        return findings
    given = dict.fromkeys(schema.GIVEN.get(kind, ()), "nl")
    record, more = validate(schema.KINDS[kind], read, given)
    if getattr(record, "picture", None) and not getattr(record, "picture_alt", None):
        more.append(Finding("S013", "error", "no alternative text", Origin("x.yaml")))
    if isinstance(record, PracticeFile):
        more += [each for each in contact_checks(record, read) if "address" in each.message]
    return [*findings, *(each for each in more if "'offers" not in each.hint)]


def in_editor(kind: str, text: str) -> list[str]:
    """What an editor has against it, which knows YAML 1.2 and the schema."""
    return [each.message for each in validator(kind).iter_errors(yaml.load(text, Loader=_Core))]


def without_empty(value: Value) -> Value:
    """Values without those that say nothing."""
    if isinstance(value, dict):
        return {key: without_empty(each) for key, each in value.items() if each is not None}
    return [*map(without_empty, value)] if isinstance(value, list) else value


class _Core(yaml.SafeLoader):  # type: ignore[misc]
    """YAML 1.2 in its core schema (10.3.2), as language servers read it."""

    yaml_implicit_resolvers: Mapping[str, object] = {}


for tag, pattern in {
    "null": r"null|Null|NULL|~|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?",
}.items():
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), None)
_Core.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
_Core.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value))


# --- files that are generated: the sample's, changed in a few places ----------------------------

NUMBERS = some.integers(-5, 3000) | some.floats(-5, 2000).map(lambda n: int(n) + 0.25)
# Numbers that no computer holds are not in JSON.
ANY = some.one_of(
    *(
        ODD.filter(lambda text: not re.fullmatch("[0-9e]{5,}", text)),
        VALUES.map(without_empty),
        WORDS,
        NAMES,
        NUMBERS.map(str),
    ),
    some.sampled_from([{}, [], "true", "no", "Yes", "2026-02-29", "2028-02-29", "draft", "EN_gb"]),
)
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


@some.composite
def files(draw: some.DrawFn, kind: str) -> str:
    """A file of a kind in which up to three things are other than they were."""
    data = json.loads(json.dumps(draw(some.sampled_from(values(kind)))))
    for _ in range(draw(some.integers(0, 3))):
        _change(draw, data, kind)
    text = "".join(f"{quoted(key)}: {_flow(draw, value)}\n" for key, value in data.items())
    assume(not UNPRINTABLE.search(text))  # that no file may hold is told before any schema is asked
    return text


def _change(draw: some.DrawFn, data: Value, kind: str) -> None:
    """Change, empty, drop, add, rename or wrap one thing, wherever in the values it stands."""
    known = _known(kind)
    holder = draw(some.sampled_from([*filter(None, _holders(data))] or [data]))
    keys = [*holder] if isinstance(holder, dict) else [*range(len(holder))]
    key = draw(some.sampled_from(keys or [None]))
    match draw(some.sampled_from(["set", "set", "empty", "drop", "add", "rename", "wrap"])):
        case "add" if isinstance(holder, dict):
            holder[draw(some.sampled_from(known) | WORDS)] = draw(ANY)
        case "add":
            holder.append(draw(ANY))
        case "drop" if keys:
            del holder[key]
        case "empty" if key in known:  # where there is no such key, the press lets nothing pass
            holder[key] = None
        case "rename" if keys and isinstance(holder, dict):
            holder[draw(NAMES | WORDS)] = holder.pop(key) or "x"
        case "wrap" if keys and holder[key] is not None:
            holder[key] = draw(some.sampled_from([[holder[key]], {"nl": holder[key]}]))
        case _ if keys:
            holder[key] = draw(ANY)


def _holders(value: Value) -> Iterator[Value]:
    if isinstance(value, dict | list):
        yield value
        for each in value.values() if isinstance(value, dict) else value:
            yield from _holders(each)


@cache
def _known(kind: str) -> list[str]:
    return [*_keys(schema_of(kind))]


def _keys(node: object) -> Iterator[str]:
    """Every key that a schema knows, wherever."""
    if isinstance(node, dict):
        yield from node.get("properties", {})
        for each in node.values():
            yield from _keys(each)


def _flow(draw: some.DrawFn, value: Value) -> str:
    match value:
        case dict():
            pairs = (f"{quoted(key)}: {_flow(draw, one)}" for key, one in value.items())
            return f"{{{', '.join(pairs)}}}"
        case list():
            return f"[{', '.join(_flow(draw, one) for one in value)}]"
        case None:
            return "~"
    return _text(draw, value)


def _text(draw: some.DrawFn, text: str) -> str:
    """A text with quotes or, where it may be, without; a number without."""
    if _NUMBER.fullmatch(text):
        return text
    plain = re.fullmatch(r"[A-Za-z0-9.+][A-Za-z0-9.+_/-]*( [A-Za-z0-9.+_/-]+)*", text)
    if plain and not text.startswith("...") and draw(some.booleans()):
        return text
    return quoted(text)


@pytest.mark.slow
@pytest.mark.parametrize("kind", schema.KINDS)
def test_an_editor_and_the_press_agree_on_files_that_are_generated(kind: str) -> None:
    @settings(max_examples=-(-_FOR_ALL // len(schema.KINDS)), derandomize=True, deadline=None)
    @given(files(kind))
    def agree(text: str) -> None:
        press, editor = of_press(kind, text), in_editor(kind, text)
        assert bool(press) == bool(editor), f"{text}\npress: {press}\neditor: {editor}"

    agree()


@pytest.mark.parametrize("kind", schema.KINDS)
@pytest.mark.slow
def test_no_file_of_the_sample_is_wrong_in_an_editor(kind: str) -> None:
    assert {
        name: in_editor(kind, text) for name, text in texts(kind) if in_editor(kind, text)
    } == {}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("email", "balie"),
        ("email", "balie@praktijk"),
        ("email", "balie@praktijk.example"),
        ("feedback", "a b@praktijk.example"),
        ("website", "https://praktijk.example/a"),
        ("website", "praktijk.example"),
        ("website", "https://praktijk.example?x"),
        ("website", "https://{{x}}.example"),
    ],
)
def test_it_judges_addresses_as_the_press_does(key: str, value: str, tmp_path: Path) -> None:
    text, house = PRACTICE.replace("email: info@debrug.example\n", ""), Folder(tmp_path)
    both = {"email": "a@b.example", key: value}
    text += "".join(f"{each}: {quoted(said)}\n" for each, said in both.items())
    house.add("debrug", text)
    told = [each for each in house.load()[1] if each.endswith("[S021]")]
    assert bool(in_editor("practice", text)) == bool(told)


@pytest.mark.slow
def test_its_patterns_are_those_of_javascript() -> None:
    if not (node := shutil.which("node")):
        pytest.skip("needs node")
    patterns = json.dumps([*_patterns([*map(schema_of, schema.KINDS)])])
    code = f"{patterns}.forEach(each => new RegExp(each, 'u'))"
    assert subprocess.run([node, "-e", code], capture_output=True, text=True).stderr == ""


def _patterns(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(pattern := node.get("pattern"), str):
            yield pattern
        node = [*node.values()]
    for each in node if isinstance(node, list) else ():
        yield from _patterns(each)


@pytest.mark.parametrize("kind", schema.KINDS)
def test_every_key_that_needs_it_says_what_it_is_for(kind: str) -> None:
    """Of the keys that a schema has itself; what an address is needs no words."""
    keys = schema_of(kind)["properties"]
    assert isinstance(keys, dict)
    plain = {"title", "summary", "name", "address", "phone", "email", "website", "meta", "color"}
    said = {key for key, each in keys.items() if isinstance(each, dict) and "description" in each}
    assert {*keys} - said <= plain


@pytest.mark.slow
def test_the_command_prints_what_lies_in_a_new_house(tmp_path: Path) -> None:
    root = tmp_path / "mine"
    (root / "sources").mkdir(parents=True)
    assert invoke("--root", str(root), "new", "practice", "delinde").code == 0
    assert invoke("--root", str(root), "new", "leaflet", "knie").code == 0
    assert invoke("--root", str(root), "new", "layout", "ons").code == 0
    for path in (
        "sources/practices/delinde/practice.yaml",
        "sources/leaflets/nl/knie.md",
        "layouts/ons/layout.yaml",
    ):
        line = re.search(
            r"^# yaml-language-server: \$schema=(.*)$", (root / path).read_text(), re.M
        )
        assert line
        named = ((root / path).parent / line[1]).resolve()
        assert named.read_text() == invoke("schema", named.stem).output
    assert [*KINDS] == [*schema.KINDS] == [path.stem for path in schema.put_schemas(root)]
