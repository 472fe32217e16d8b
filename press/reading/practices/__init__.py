"""sources/practices -> Practice with its Brand: who hands leaflets out, and how theirs look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from press.model import (
    A_WEBSITE,
    Brand,
    Finding,
    House,
    Origin,
    Practice,
    PracticeFile,
    Urgent,
    has_errors,
    is_identifier,
)
from press.model.languages import closest
from press.model.telephones import FORM, dialled
from press.reading import Each, ReadAs, Yaml, one_by_one, read_file, validate
from press.reading.practices.brand import make_brand
from press.reading.practices.place import Place

_PRACTICE = "practice.yaml"
_BRAND = "_brand.yml"


class _Written(PracticeFile):
    """`practice.yaml` as it is written: the brand's own keys are checked afterwards."""

    brand: Any = None


def load_practices(
    house: House, families: Mapping[str, frozenset[str]], each: Each = one_by_one
) -> tuple[tuple[Practice, ...], list[Finding]]:
    """Load every practice of the house; a broken one costs only itself.

    `families` are the house's typefaces with their weights. A folder's name is the
    practice's identifier; names that begin with '_' or '.' are passed over. Since
    identifiers are lower-case ASCII, no two can collide on any file system.
    """

    def load(file: Path) -> tuple[Practice | None, list[Finding]]:
        return load_practice(file.parent, house.name_of(file.parent), families, house)

    practices, findings, files = [], [], []
    folder = house.sources / "practices"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(("_", ".")) or not path.is_dir():
            continue
        if refused := _refused(house, path):
            findings.append(refused)
        else:
            files.append(path / _PRACTICE)
    known = sorted((name, sorted(weights)) for name, weights in families.items())
    how = ReadAs(Practice, with_folder=True, besides=repr((known, house.strict)), before=_load)
    for practice, more in each(load, files, how):
        findings += more
        if practice:
            practices.append(practice)
    return tuple(practices), findings


def _load() -> None:
    """Load what reading takes once, before others are forked that need it."""
    import email_validator  # noqa: F401


def load_practice(
    folder: Path, name: str, families: Mapping[str, frozenset[str]], house: House
) -> tuple[Practice | None, list[Finding]]:
    """Load the practice in one folder; `name` is what findings call the folder."""
    yaml, findings = _read(folder / _PRACTICE, f"{name}/{_PRACTICE}")
    if yaml is None:
        return None, findings
    brand_yaml, more = _brand_yaml(folder, name, yaml)
    findings += more
    written, more = validate(_Written, yaml)
    findings += more
    brand: Brand | None = None
    if brand_yaml:
        called = written.name if written else folder.name
        place = Place(folder, name, called, house.output, house.strict)
        brand, more = make_brand(brand_yaml, place, families)
        findings += more
    if written is None:
        return None, findings
    findings += contact_checks(written, yaml)
    findings += _language_checks(written, yaml)
    if brand is None or has_errors(findings):
        return None, findings
    fields = {field: getattr(written, field) for field in PracticeFile.model_fields}
    origin = Origin(yaml.path, 1)
    lines = yaml.lines_of_keys
    practice = Practice(
        **fields, id=folder.name, brand=brand, folder=folder, origin=origin, lines=lines
    )
    return practice, findings


def _refused(house: House, path: Path) -> Finding | None:
    """Why a folder cannot be a practice at all."""
    if not is_identifier(path.name):
        at = Origin(house.name_of(path.parent))
        message = f"{path.name!r} cannot be the name of a practice"
        hint = "rename the folder: only a-z, 0-9 and '-', at most 64 characters"
        return Finding("S020", "error", message, at, hint)
    if path.is_symlink():
        message, at = "this is a link to another folder", Origin(house.name_of(path))
        return Finding("S020", "error", message, at, "copy the folder itself here")
    if not (path / _PRACTICE).is_file():
        at = Origin(house.name_of(path))
        message = f"there is no {_PRACTICE} here"
        other = (path / "practice.yml").is_file()
        hint = f"rename practice.yml to {_PRACTICE}" if other else "add it, or remove the folder"
        return Finding("S020", "error", message, at, hint)
    return None


def _read(path: Path, name: str) -> tuple[Yaml | None, list[Finding]]:
    if path.is_symlink():
        message = "this is a link to another file"
        return None, [Finding("S020", "error", message, Origin(name), "copy the file itself here")]
    return read_file(path, name)


def _brand_yaml(folder: Path, name: str, yaml: Yaml) -> tuple[Yaml | None, list[Finding]]:
    """The brand as YAML of its own, from the file beside practice.yaml or the block in it."""
    block = isinstance(yaml.data, dict) and yaml.data.get("brand") is not None
    beside = (folder / _BRAND).exists()
    if block and beside:
        message = f"the brand stands here and in {_BRAND}"
        return None, [Finding("S022", "error", message, yaml.origin("brand"), "remove one of them")]
    if block:
        return yaml.below("brand"), []
    if beside:
        return _read(folder / _BRAND, f"{name}/{_BRAND}")
    hint = f"add 'brand:' here, or a file {_BRAND} beside it"
    if (folder / "_brand.yaml").exists():
        hint = f"rename _brand.yaml to {_BRAND}"
    return None, [Finding("S022", "error", "the practice has no brand", yaml.origin(), hint)]


def contact_checks(written: PracticeFile, yaml: Yaml) -> Iterator[Finding]:
    """Whether patients can call, write and look up what is printed."""

    def finding(message: str, hint: str, *keys: str) -> Finding:
        return Finding("S021", "error", message, yaml.origin(*keys), hint)

    if not written.phone:
        message = "no telephone number: where a leaflet says when to call, it names none"
        yield Finding("S073", "warning", message, yaml.origin(), "add 'phone:'")
    for keys, phone in (
        (("phone",), written.phone),
        (("out_of_hours", "phone"), written.out_of_hours and written.out_of_hours.phone),
        (("urgent", "phone"), isinstance(written.urgent, Urgent) and written.urgent.phone),
        (("emergency",), written.emergency),
    ):
        try:
            dialled(phone or "112")
        except ValueError as error:
            yield finding(f"not a telephone number: {phone!r}, {error}", FORM, *keys)
    for key, email in (("email", written.email), ("feedback", written.feedback)):
        if email and (why := _not_an_address(email)):
            yield finding(f"not an e-mail address: {email!r}", why, key)
    if written.website and not re.fullmatch(A_WEBSITE.pattern, written.website):
        message = f"not an address of a website: {written.website!r}"
        yield finding(message, A_WEBSITE.says, "website")


def _not_an_address(email: str) -> str:
    """Why this is no e-mail address; nothing if it is one. Asks no server."""
    from email_validator import EmailNotValidError, validate_email

    try:
        # .example and .test are for samples like ours; whether it delivers is not our question.
        validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        return str(error).rstrip(".")
    return ""


def _language_checks(written: PracticeFile, yaml: Yaml) -> Iterator[Finding]:
    """Texts that lack one of the languages in which the practice hands leaflets out."""
    texts: list[tuple[tuple[str, ...], object]] = [
        (("hours",), written.hours),
        (("call_for",), written.call_for),
        (("urgent", "name"), isinstance(written.urgent, Urgent) and written.urgent.name),
        (("out_of_hours", "name"), written.out_of_hours and written.out_of_hours.name),
        *((("facts", name), text) for name, text in written.facts.items()),
    ]
    for keys, text in texts:
        if not isinstance(text, dict):
            continue
        beside = (language for wish in written.bilingual for language in wish.languages)
        for language in dict.fromkeys((*written.languages, *beside)):
            if not closest(language, text):
                where = "languages" if language in written.languages else "bilingual"
                message = f"'{'.'.join(keys)}' is not given in '{language}'"
                hint = f"add a line '{language}: …', or take '{language}' out of '{where}'"
                yield Finding("S029", "warning", message, yaml.origin(*keys), hint)
