"""sources/leaflets, passages, images, booklets -> Content and Publications."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from press.model import (
    BookletFile,
    Content,
    Finding,
    Head,
    House,
    Leaflet,
    Origin,
    Passage,
    Publication,
    Source,
    has_errors,
    is_identifier,
)
from press.reading import (
    MOST_MARKDOWN,
    Each,
    Headed,
    ReadAs,
    Yaml,
    did_you_mean,
    lies_inside,
    one_by_one,
    read_file,
    read_headed,
    read_text,
    validate,
)
from press.reading.between import check_translations, same_addresses
from press.reading.files import outside

PICTURES = {".svg", ".png", ".jpg", ".jpeg", ".webp", ".heic", ".heif"}


def load_content(
    house: House,
    each: Each = one_by_one,
    withdrawn: Mapping[tuple[str, str], str] | None = None,
) -> tuple[Content, list[Finding]]:
    """Load every leaflet, passage and picture of the house; a broken one costs only itself.

    Those `withdrawn` are left out: what takes the place of each, by language and name.
    """
    findings: list[Finding] = []
    withdrawn = withdrawn or {}
    paths = [
        path
        for path in _texts(house, "leaflets", findings)
        if (path.parent.name, path.stem) not in withdrawn
    ]

    def load(path: Path) -> tuple[Leaflet | None, list[Finding]]:
        return read_leaflet(path, house.name_of(path))

    leaflets, with_bad_head, unread = [], [], set()
    for path, (leaflet, more) in zip(paths, each(load, paths, ReadAs(Leaflet)), strict=True):
        findings += more
        if leaflet and not leaflet.has_bad_head:
            leaflets.append(leaflet)
            continue
        unread.add((path.parent.name, path.stem))
        with_bad_head += [leaflet] if leaflet else []
    passages = {}
    for path in _apart(list(_texts(house, "passages", findings)), house, findings):
        text, more = read_text(path, house.name_of(path), MOST_MARKDOWN)
        findings += more
        if text is not None:
            passages[path.parent.name, path.name] = Passage(text, Origin(house.name_of(path), 1))
    images = _images(house, findings)
    content = Content(
        *(tuple(leaflets), passages, images),
        unread=frozenset(unread),
        with_bad_head=tuple(with_bad_head),
        withdrawn=withdrawn,
    )
    return content, [*findings, *check_translations(content), *same_addresses(content)]


def load_publications(
    house: House, content: Content, each: Each = one_by_one
) -> tuple[list[Publication], list[Finding]]:
    """Every leaflet as a publication of its own, and every booklet."""
    publications = [
        Publication(
            leaflet.slug, leaflet.language, leaflet, (leaflet,), leaflet.origin, leaflet.lines
        )
        for leaflet in content.leaflets
    ]
    findings: list[Finding] = []
    paths = list(_texts(house, "booklets", findings, suffix="yaml"))

    def load(path: Path) -> tuple[_Booklet | None, list[Finding]]:
        return _read_booklet(path, house.name_of(path))

    for path, (read, more) in zip(paths, each(load, paths), strict=True):
        findings += more
        if read:
            booklet, more = _bind(read, path, house.name_of(path), content)
            findings += more
            if booklet:
                publications.append(booklet)
    return publications, findings


_Booklet = tuple[BookletFile, Yaml]


def _read_booklet(path: Path, name: str) -> tuple[_Booklet | None, list[Finding]]:
    if not is_identifier(path.stem):
        message = f"'{path.stem}' cannot be the name of a booklet"
        hint = "rename the file: only a-z, 0-9 and '-', at most 64 characters"
        return None, [Finding("S009", "error", message, Origin(name), hint)]
    yaml, findings = read_file(path, name)
    if yaml is None:
        return None, findings
    head, more = validate(BookletFile, yaml)
    return ((head, yaml) if head else None), [*findings, *more]


def _bind(
    read: _Booklet, path: Path, name: str, content: Content
) -> tuple[Publication | None, list[Finding]]:
    """A booklet with its leaflets."""
    (head, yaml), language = read, path.parent.name
    findings: list[Finding] = []
    lines = yaml.lines_of_keys
    findings += _dates_and_picture(head, name, lines)
    leaflets = []
    for index, slug in enumerate(head.leaflets):
        leaflet = content.leaflet(content.current(slug, language), language)
        if (language, slug) in content.withdrawn:
            findings.append(_withdrawn(slug, leaflet, yaml.origin("leaflets", index)))
            leaflets += [leaflet] if leaflet and leaflet not in leaflets else []
        elif leaflet is None and (language, slug) in content.unread:
            message = f"the leaflet '{slug}' cannot be read"
            place = yaml.origin("leaflets", index)
            findings.append(Finding("S058", "error", message, place, "mend that leaflet first"))
        elif leaflet is None:
            known = [other.slug for other in content.leaflets if other.language == language]
            message = f"there is no leaflet '{slug}' in this language ({language})"
            place = yaml.origin("leaflets", index)
            findings.append(Finding("S044", "error", message, place, did_you_mean(slug, known)))
        elif leaflet in leaflets:
            message = f"the leaflet '{slug}' stands here twice"
            place = yaml.origin("leaflets", index)
            findings.append(Finding("S004", "error", message, place))
        else:
            leaflets.append(leaflet)
    if has_errors(findings) or not leaflets:
        return None, findings
    origin = Origin(name, 1)
    return Publication(path.stem, language, head, tuple(leaflets), origin, lines), findings


def _withdrawn(slug: str, instead: Leaflet | None, place: Origin) -> Finding:
    """What a booklet has in the place of a leaflet that was taken back."""
    what = f"'{instead.slug}' stands here instead" if instead else "the booklet goes without"
    message = f"the leaflet '{slug}' is withdrawn; {what}"
    return Finding("S083", "warning", message, place, "write here what is meant from now on")


def read_leaflet(path: Path, name: str) -> tuple[Leaflet | None, list[Finding]]:
    """Read one leaflet as far as it goes: one whose head has mistakes has at least its text."""
    leaflet, findings = load_leaflet(path, name, path.parent.name)
    return leaflet or _without_head(path, name), findings


def load_leaflet(path: Path, name: str, language: str) -> tuple[Leaflet | None, list[Finding]]:
    """Read one leaflet; `name` is the path that findings show."""
    file, findings = read_headed(path, name, "a leaflet", partly=True)
    if file is None or not file.yaml.lines:
        return None, findings
    leaflet, more = validate(Leaflet, file.yaml, _given(file, path, name, language))
    if leaflet:
        more += _head_checks(leaflet)
    return (None if findings else leaflet), [*findings, *more]


def _given(file: Headed, path: Path, name: str, language: str) -> dict[str, Any]:
    """What a leaflet has besides what its head says."""
    return {
        "slug": path.stem,
        "language": language,
        "body": file.body,
        "body_line": file.body_line,
        "written": file.written,
        "origin": Origin(name, 1),
        "lines": file.yaml.lines_of_keys,
        "has_bad_head": False,
    }


def _without_head(path: Path, name: str) -> Leaflet | None:
    """A leaflet whose head has mistakes, as far as it can be judged: its text, and its sources."""
    file, _ = read_headed(path, name, "a leaflet", partly=True)
    if file is None:
        return None
    written = file.yaml.data.get("sources") if isinstance(file.yaml.data, dict) else None
    named = [one for one in written if isinstance(one, dict)] if isinstance(written, list) else []
    sources = [Source.model_construct(id=str(one.get("id")), text="") for one in named]
    given: dict[str, Any] = {
        **dict.fromkeys(("title", "summary", "version"), ""),
        **dict.fromkeys(("published", "reviewed", "review_due"), date.min),
        **_given(file, path, name, path.parent.name),
        "sources": tuple(sources),
        "has_bad_head": True,
    }
    return Leaflet.model_construct(**given)


def _head_checks(leaflet: Leaflet) -> Iterator[Finding]:
    """What holds between the keys of a head."""
    yield from _dates_and_picture(leaflet, leaflet.origin.path, leaflet.lines)
    seen = set()
    for source in leaflet.sources:
        if source.id in seen:
            message = f"two sources have the id '{source.id}'"
            origin = Origin(leaflet.origin.path, leaflet.lines.get("sources", 1))
            yield Finding("S004", "error", message, origin)
        seen.add(source.id)


def _dates_and_picture(
    head: Head | BookletFile, name: str, lines: Mapping[str, int]
) -> Iterator[Finding]:
    """What holds between the keys of every head."""
    if head.review_due <= head.reviewed:
        message = "'review_due' is not after 'reviewed'"
        yield Finding("S007", "error", message, Origin(name, lines.get("review_due", 1)))
    if head.picture and not head.picture_alt:
        message = "the picture has no alternative text"
        hint = "say in 'picture_alt' what it shows"
        yield Finding("S013", "error", message, Origin(name, lines.get("picture", 1)), hint)


def _texts(house: House, kind: str, findings: list[Finding], suffix: str = "md") -> Iterator[Path]:
    """Every file of a kind, in a fixed order, inside the house only; its folder is its language."""
    folder = house.sources / kind
    for path in sorted(folder.glob(f"*/*.{suffix}")):
        language, name = path.parent.name, house.name_of(path)
        if not lies_inside(path, house.root):
            findings.append(outside(name))
        elif not is_identifier(language):
            said = f"'{language}' is not the short name of a language"
            findings.append(Finding("S009", "error", said, Origin(name), "as nl, en, de"))
        else:
            yield path


def _images(house: House, findings: list[Finding]) -> dict[str, Path]:
    folder = house.sources / "images"
    paths = []
    for path in sorted(_files(folder)):
        if path.suffix.lower() in PICTURES:
            if lies_inside(path, house.root):
                paths.append(path)
            else:
                findings.append(outside(house.name_of(path)))
    return {
        unicodedata.normalize("NFC", path.relative_to(folder).as_posix()): path
        for path in _apart(paths, house, findings)
    }


def _files(folder: Path, depth: int = 8) -> Iterator[Path]:
    """Every file in a folder and so many levels of folders below it; folders behind links not."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            yield from _files(path, depth - 1) if depth else ()
        else:
            yield path


def _apart(paths: list[Path], house: House, findings: list[Finding]) -> Iterator[Path]:
    """These files, without those whose names another system could not tell apart."""
    seen: dict[str, Path] = {}
    for path in paths:
        plain = unicodedata.normalize("NFC", house.name_of(path)).casefold()
        other = seen.setdefault(unicodedata.normalize("NFC", plain), path)
        if other is path:
            yield path
        else:
            message = f"on other systems this file has the same name as {house.name_of(other)}"
            place = Origin(house.name_of(path))
            findings.append(Finding("S004", "error", message, place, "rename one of them"))
