"""A folder into one Process, and the problems found on the way."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from pydantic import ValidationError

from clearway.problems import Place, Problem, Severity, in_file_order, quoted, shown
from clearway.records.editing.layout import (
    DATA,
    HOMES,
    NOT_RECORDS,
    FileShape,
    KindLocation,
    file_name_problem,
    given_by_place,
    home_of,
    record_path,
    unknown_file,
)
from clearway.records.fields import is_id
from clearway.records.kinds.annotation import Annotation
from clearway.records.kinds.draft import Translation
from clearway.records.kinds.process import Profile
from clearway.records.kinds.statement import Endorsement
from clearway.records.model import Process
from clearway.records.reading.files import odd_files, parse_document, read_document, shown_path
from clearway.records.reading.positions import Key, Loc, Marks, Value
from clearway.records.reading.refusals import refusals
from clearway.records.reading.yaml_values import Document
from clearway.records.record import Origin, Record

# --- The search for garbage that refers to itself, put off while records are made


@contextmanager
def uncollected() -> Iterator[None]:
    """Meanwhile Python looks for no cycles; also as a decorator.

    Records hold none, and what nothing refers to goes at once all the same. But where a hundred
    thousand of them come into being, all are looked at again and again: a sixth of the time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


# --- A folder into one Process, and the problems found on the way


@dataclass(frozen=True, slots=True)
class Fragment:
    """A record that has problems of its own: what was written, without the fields refused."""

    model: type[Record]
    origin: Origin
    given: dict[str, Value]

    def at(self, *loc: Key) -> Place:
        """Where a value stands, or what should hold it."""
        return self.origin.marks.value((*self.origin.prefix, *loc))


@dataclass(frozen=True, slots=True)
class Loaded:
    """A folder as it was read.

    `process` holds the records that could be read; it is None when there is no readable
    process.yaml, and `rest` then holds them under a profile that says nothing. `broken` names, as
    `kind:id`, the records that are there but have problems, so that no message says that they are
    missing; `fragments` are what could be read of them.
    """

    process: Process | None
    problems: tuple[Problem, ...]
    broken: frozenset[str] = frozenset()
    fragments: tuple[Fragment, ...] = ()
    rest: Process | None = None


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    records: dict[str, list[Record]] = field(default_factory=lambda: {n: [] for n in HOMES})
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    fragments: list[Fragment] = field(default_factory=list)


@uncollected()
def read_process(root: Path) -> Loaded:
    """All records below `root`/data, and every problem of single files, in file order."""
    folder = root / DATA
    if folder.is_symlink():
        return Loaded(None, tuple(odd_files(root, (DATA,))))
    if not folder.is_dir():
        must = f"a tracker must have a folder {DATA}/ with its records"
        remedy = "Run this in the folder that holds data/, or name that folder"
        problem = Problem(Place(DATA), "no-data", must, "there is none", remedy)
        return Loaded(None, (problem,))
    reading = _Reading()
    for path in _files(folder, reading):
        _read_file(root, path, reading)
    return _loaded(reading)


@uncollected()
def process_of(files: Mapping[PurePosixPath, bytes]) -> Loaded:
    """All records of files that lie elsewhere, such as in git, by their paths from data/ on."""
    reading = _Reading()
    for path, raw in sorted(files.items()):
        name, below = shown_path(Path(), Path(path)), path.relative_to(DATA)
        if path.name in NOT_RECORDS:
            continue
        found = home_of(below)
        if found is None:
            reading.problems.append(unknown_file(below, name))
        else:
            _read_parsed(name, below, found, parse_document(raw, name), reading)
    return _loaded(reading)


def _loaded(reading: _Reading) -> Loaded:
    records = {name: sorted(found, key=_order) for name, found in reading.records.items()}
    profiles = records.pop("profile")
    if not profiles and "process:" not in {f"{b.partition(':')[0]}:" for b in reading.broken}:
        reading.problems.append(_no_profile())
    profile = profiles[0] if profiles else _silent_profile()
    kept = {name: tuple(found) for name, found in records.items()}
    process = Process(profile=profile, **kept)  # type: ignore[arg-type]
    return Loaded(
        process if profiles else None,
        in_file_order(reading.problems),
        frozenset(reading.broken),
        tuple(reading.fragments),
        None if profiles else process,
    )


def _order(record: Record) -> tuple[str, str]:
    if isinstance(record, Endorsement):
        return record.statement, record.id
    if isinstance(record, Annotation | Translation):
        return record.draft, record.id
    return "", record.id


def _no_profile() -> Problem:
    place = Place(record_path("process"))
    must = f"a tracker must say in {place.path} what process it follows"
    remedy = "Add that file, with the process's title, groups, topics and stages"
    return Problem(place, "no-process", must, "the file is not there", remedy)


def _silent_profile() -> Profile:
    """What stands in for the profile while the other records are checked without it."""
    unchecked: Any = Profile
    profile: Profile = unchecked.model_construct(
        id="", was=(), source=(), zone="UTC", stages=(), groups=(), topics=(), links=()
    )
    profile._origin = Origin(Marks(record_path("process")))
    return profile


def _files(folder: Path, reading: _Reading) -> list[Path]:
    """Every file and link below a folder, in the order of their paths; no link is followed."""
    files: list[str] = []
    folders = [folder]
    while folders:
        here = folders.pop()
        try:
            entries = list(os.scandir(here))
        except OSError as error:
            must, found = "a folder must be readable", f"it is not ({error.strerror})"
            place = Place(shown_path(folder.parent, here))
            problem = Problem(place, "unreadable", must, found, "Check who may read it")
            reading.problems.append(problem)
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(Path(entry.path))
            elif entry.name not in NOT_RECORDS:
                files.append(entry.path)
    return [Path(path) for path in sorted(files)]


@dataclass(frozen=True, slots=True)
class _File:
    """A file that holds records of one kind.

    `placed` holds the fields that its place says; `told` are the places of which something was
    refused already, and of which nothing more is said.
    """

    attribute: str
    home: KindLocation
    document: Document
    placed: dict[str, str]
    told: frozenset[Place]


def _read_file(root: Path, path: Path, reading: _Reading) -> None:
    name, below = shown_path(root, path), path.relative_to(root / DATA)
    found = home_of(below)
    if found is not None:
        _read_parsed(name, below, found, read_document(root, path), reading)
    elif path.is_symlink():
        reading.problems.extend(read_document(root, path)[1])
    else:
        reading.problems.append(unknown_file(below, name))


def _read_parsed(
    name: str,
    below: PurePath,
    found: tuple[str, KindLocation],
    parsed: tuple[Document | None, tuple[Problem, ...]],
    reading: _Reading,
) -> None:
    """The records of a file whose values are known; `below` is its path below data/."""
    document, problems = parsed
    reading.problems.extend(problems)
    attribute, home = found
    placed = given_by_place(home, below)
    misnamed = file_name_problem(home, below, name)
    if misnamed is not None:
        reading.problems.append(misnamed)
    if document is None:
        reading.broken.add(_ref(home, placed))
        return
    told = frozenset(p.place for p in problems if p.severity is Severity.ERROR)
    file = _File(attribute, home, document, placed, told)
    for prefix, value in _entries(file, reading):
        _read_record(file, prefix, value, reading)


def _entries(file: _File, reading: _Reading) -> Iterator[tuple[Loc, Value]]:
    """The records of a file, each with the way to it."""
    value = file.document.value
    if file.home.shape not in (FileShape.LIST, FileShape.LISTS):
        yield (), value
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield (index,), entry
    else:
        must = f"{file.home.pattern} must hold a list, each entry starting with '- '"
        place = file.document.marks.value(())
        remedy = f"Write each {file.home.kind} in fields, the first of them as '- id: its-name'"
        if isinstance(value, dict):
            remedy = (
                "Write '- ' before the first field of each, and set in the others by two spaces"
            )
        problem = Problem(place, "list", must, shown(value), remedy)
        reading.problems.append(problem)
        reading.broken.add(_ref(file.home, file.placed))


def _read_record(file: _File, prefix: Loc, value: Value, reading: _Reading) -> None:
    home, document = file.home, file.document
    if not isinstance(value, dict):
        must = f"a record of the kind {home.kind} must have fields, each written 'name: value'"
        place, remedy = document.marks.value(prefix), "Write one such line for each field"
        reading.problems.append(Problem(place, "fields", must, shown(value), remedy))
        reading.broken.add(_ref(home, file.placed))
        return
    origin = Origin(document.marks, prefix, document.body, document.body_line)
    given: dict[str, Value] = {**value, **file.placed}
    problems = list(_misplaced(file, prefix, value))
    # What `file_name_problem` said of the names of the file and its folder.
    told = {(name,) for name, says in file.placed.items() if not is_id(says)}
    try:
        record = home.model.model_validate(given, context=origin)
        reading.records[file.attribute].append(record)
    except ValidationError as error:
        refused = list(refusals(error, home.model, document.marks, prefix))
        problems += [
            _of_name(file, loc, problem) for loc, problem in refused if loc[:1] not in told
        ]
        bad = {loc[0] for loc, _ in refused if loc}
        kept = {name: said for name, said in given.items() if name not in bad}
        reading.fragments.append(Fragment(home.model, origin, kept))
        reading.broken.add(_ref(home, given))
    reading.problems.extend(problem for problem in problems if problem.place not in file.told)


def _of_name(file: _File, loc: Loc, problem: Problem) -> Problem:
    """A problem of a field that the file's name says, as one of that name."""
    if not loc or loc[0] not in file.placed:
        return problem
    remedy = problem.remedy.replace("Write", "Name the file by", 1)
    return replace(problem, place=Place(problem.place.path), remedy=remedy)


def _misplaced(file: _File, prefix: Loc, value: dict[str, Value]) -> Iterator[Problem]:
    for name, says in file.placed.items():
        if value.get(name, says) != says:
            must = f"{name} must be what the file's place says, {quoted(says)}"
            remedy = f"Remove the line {name}:, or rename or move the file"
            place = file.document.marks.value((*prefix, name))
            yield Problem(place, "id-file", must, shown(value[name]), remedy)


def _ref(home: KindLocation, given: dict[str, Value] | dict[str, str]) -> str:
    """`kind:id` of a record that may have problems; for a list that could not be read, `kind:`."""
    parts = [str(given.get(name, "")) for name in (home.owner, "id") if name]
    return f"{home.kind}:{'/'.join(parts)}"
