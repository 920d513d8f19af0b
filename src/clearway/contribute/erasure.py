"""Erasure of a person's name on request: what is removed from the records, and what remains.

An endorsement of that person becomes one more of those who signed without a name, as its statement
counts them. Everywhere else in data/ the name gives way to `REMOVED`. Nothing else of a record
changes, and nothing is written that the check would refuse.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from clearway.atomic import write_whole
from clearway.errors import GitError, InputError, WriteError
from clearway.history.git import run_git
from clearway.problems import has_errors, quoted
from clearway.records.editing.layout import DATA, HOME_OF_KIND
from clearway.records.editing.yaml_edits import YamlEdits
from clearway.records.fields import tidy_id
from clearway.records.kinds.statement import Endorsement, SignatoryKind, Statement
from clearway.records.model import Process
from clearway.records.rules import check
from clearway.safe_files import read_text, remove_file

REMOVED = "(name removed)"
"""What stands in place of a name. In YAML it is a plain text wherever a name was one."""

_LEAST = 4
"""Letters of a name, at least: a shorter one is part of too many words."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What takes a name out of the records.

    `texts` are the files as they will be, None for one that goes. `places` are the lines where the
    name stood, `counted` the statements that count one more without a name, with how many.
    """

    name: str
    texts: Mapping[str, str | None]
    places: tuple[str, ...]
    counted: Mapping[str, int]


def erasure(root: Path, process: Process, name: str) -> Erasure:
    """What takes a person's name out of the records below `root`. Raises InputError, WriteError."""
    pattern = _pattern(name)
    signed = [
        endorsement
        for endorsement in process.endorsements
        if endorsement.kind is SignatoryKind.INDIVIDUAL and pattern.fullmatch(endorsement.name)
    ]
    texts: dict[str, str | None] = {each.origin.path: None for each in signed}
    counted: dict[str, int] = {}
    for endorsement in signed:
        if endorsement.withdrawn is None:
            statement = endorsement.statement
            counted[statement] = counted.get(statement, 0) + 1
    for endorsement in signed:
        _count(root, process, endorsement, counted, texts)
    for path, text in _without_references(root, process, signed):
        texts[path] = text
    places: list[str] = []
    for path in _files(root):
        if path in texts and texts[path] is None:
            continue
        text = read_text(root, path)
        lines = (text.count("\n", 0, match.start()) + 1 for match in pattern.finditer(text))
        places += (f"{path}:{line}" for line in lines)
        new = pattern.sub(REMOVED, texts.get(path) or text)
        if new != text:
            texts[path] = new
    return Erasure(name, dict(sorted(texts.items())), tuple(places), counted)


def _pattern(name: str) -> re.Pattern[str]:
    """Finds a name as whole words, in any case, also over the end of a line.

    >>> ann = _pattern("Ann Lee")
    >>> bool(ann.search("Ann Lee-Smith")), bool(ann.search("ANN LEE's"))
    (False, True)
    """
    words = name.split()
    if sum(map(len, words)) < _LEAST:
        remedy = "give the whole name, as it is written in the records"
        raise InputError(f"a name has at least {_LEAST} letters", remedy)
    joined = r"\s+".join(map(re.escape, words))
    return re.compile(rf"(?<![\w-]){joined}(?![\w-])", re.IGNORECASE)


def _files(root: Path) -> list[str]:
    """The files of records, from the tracker's folder on."""
    found = (root / DATA).rglob("*")
    return sorted(
        path.relative_to(root).as_posix()
        for path in found
        if path.suffix in (".yaml", ".md") and path.is_file() and not path.is_symlink()
    )


def _count(
    root: Path,
    process: Process,
    endorsement: Endorsement,
    counted: Mapping[str, int],
    texts: dict[str, str | None],
) -> None:
    """Lets the statement of an endorsement count it without its name."""
    number = counted.get(endorsement.statement)
    statement = process.find(Statement, endorsement.statement)
    path = statement.origin.path
    if number is None or path in texts:
        return
    edits = YamlEdits(read_text(root, path), path, HOME_OF_KIND[Statement.KIND].field_order)
    before = (statement.unnamed.individuals if statement.unnamed else None) or 0
    if statement.unnamed:
        edits.set(("unnamed", "individuals"), before + number)
    else:
        addresses = [source.url for source in (*endorsement.source, *statement.source)]
        url = next((address for address in addresses if address), None)
        source: Any = url or statement.ref
        edits.set(("unnamed",), {"individuals": number, "source": source})
    texts[path] = edits.text()


def _without_references(
    root: Path, process: Process, gone: list[Endorsement]
) -> Iterator[tuple[str, str]]:
    """The files of endorsements that said they are another's than one that goes."""
    ids = {(endorsement.statement, endorsement.id) for endorsement in gone}
    for other in process.endorsements:
        kept = [id for id in other.different_from if (other.statement, id) not in ids]
        if other in gone or len(kept) == len(other.different_from):
            continue
        path = other.origin.path
        edits = YamlEdits(read_text(root, path), path, HOME_OF_KIND[Endorsement.KIND].field_order)
        if kept:
            edits.set(("different_from",), kept)
        else:
            edits.remove(("different_from",))
        yield path, edits.text()


def write_erasure(root: Path, found: Erasure, today: date) -> None:
    """Writes it, once the check finds no error in what it leaves. Raises WriteError."""
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(root / DATA, copy / DATA, symlinks=True)
        _apply(copy, found)
        problems = [p for p in check(copy, today).problems if has_errors((p,))]
    if problems:
        raise WriteError(
            f"the records would have an error without the name: {problems[0]} "
            "Correct that by hand, then run it again"
        )
    _apply(root, found)


def _apply(root: Path, found: Erasure) -> None:
    for path, text in found.texts.items():
        if text is None:
            remove_file(root, path)
        else:
            write_whole(Path(path), text.encode(), root)


# --- What remains, which no edit of the records takes away


def remains(root: Path, process: Process, name: str) -> tuple[str, ...]:
    """Where the name is still found afterwards, in a sentence each."""
    pattern = _pattern(name)
    found = []
    told = _in_history(root, name)
    if told:
        found.append(told)
    versions = ", ".join(version.id for version in process.versions_in_line)
    if versions:
        found.append(
            f"The published versions of the site stay as they were: {versions}. To take the name "
            "out there, edit the files on the branch that holds them, and publish it again."
        )
    elsewhere = [
        path.relative_to(root).as_posix()
        for path in sorted((root / "docs").rglob("*.md"))
        if path.is_file() and pattern.search(path.read_text("utf-8", "replace"))
    ]
    if elsewhere:
        found.append(f"It is on pages that are written by hand: {', '.join(elsewhere)}.")
    slug = tidy_id(name)
    named = [path for path in _files(root) if slug and slug in Path(path).stem]
    if named:
        found.append(f"These files are named after it: {', '.join(named)}.")
    found.append("Copies that others made, archives of the web, and pages that sources lead to.")
    return tuple(found)


def _in_history(root: Path, name: str) -> str | None:
    """How many commits hold the name, in what they changed or in their message."""
    try:
        changed = run_git(root, "log", "--all", "--format=%H", f"-S{name}", "--", DATA)
        said = run_git(
            root, "log", "--all", "--format=%H", "-i", "--fixed-strings", f"--grep={name}"
        )
    except GitError as error:
        return f"The history could not be read ({error})."
    number = len({*changed.split(), *said.split()})
    if not number:
        return None
    messages = f", {len(said.split())} of them in the message" if said.split() else ""
    return (
        f"The history holds {quoted(name)} in {number} commits{messages}. To take it out there, "
        "rewrite the history, for example by git filter-repo --replace-text and --replace-message, "
        "and ask the host of the repository to drop what it has cached. The list of changes on the "
        "site is made from the history: until then it tells what other fields once said, though "
        "not who signed. An author of commits is called there as a line of .mailmap says."
    )
