"""A folder into one Process, and the problems found on the way.

Which file holds which kind of record is written here and nowhere else.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from clearway.problems import Place, Problem, in_file_order
from clearway.records.fields import ID, nearest, tidy_id
from clearway.records.model import (
    Consultation,
    Draft,
    Endorsement,
    Milestone,
    Organisation,
    Origin,
    Process,
    Profile,
    Record,
    Statement,
    Submission,
    Summary,
)
from clearway.records.text import Document, Loc, Value, quoted, read_document
from pydantic import ValidationError
from pydantic_core import ErrorDetails

DATA = "data"


class Shape(StrEnum):
    """How records of a kind lie in files."""

    SINGLE = "the only record of its file, which has a fixed name"
    LIST = "one of the list that a file of a fixed name holds"
    FILE = "a file of its own in the kind's folder"
    NESTED = "a file of its own in a folder named after another record"


@dataclass(frozen=True, slots=True)
class Home:
    """Where records of one kind live, below data/."""

    model: type[Record]
    place: str
    suffix: str
    shape: Shape
    owner: str = ""

    @property
    def kind(self) -> str:
        return self.model.KIND

    @property
    def pattern(self) -> str:
        """The path of such a file as one tells it to people."""
        if self.shape in (Shape.SINGLE, Shape.LIST):
            return f"{DATA}/{self.place}{self.suffix}"
        middle = f"<{self.owner}>/" if self.shape is Shape.NESTED else ""
        return f"{DATA}/{self.place}/{middle}<id>{self.suffix}"


HOMES: dict[str, Home] = {
    # attribute of Process: home
    "profile": Home(Profile, "process", ".yaml", Shape.SINGLE),
    "milestones": Home(Milestone, "milestones", ".yaml", Shape.LIST),
    "consultations": Home(Consultation, "consultations", ".md", Shape.FILE),
    "summaries": Home(Summary, "summaries", ".md", Shape.FILE),
    "drafts": Home(Draft, "drafts", ".md", Shape.FILE),
    "submissions": Home(Submission, "submissions", ".md", Shape.FILE),
    "statements": Home(Statement, "statements", ".md", Shape.FILE),
    "endorsements": Home(Endorsement, "endorsements", ".yaml", Shape.NESTED, "statement"),
    "organisations": Home(Organisation, "organisations", ".yaml", Shape.FILE),
}

NOT_RECORDS = frozenset({"README.md", ".gitkeep"})
"""Files that may lie in any folder of data/ without being records."""


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    records: dict[str, list[Record]] = field(default_factory=lambda: {n: [] for n in HOMES})
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A folder as it was read.

    `process` holds the records that could be read; it is None when there is no readable
    process.yaml. `broken` names, as `kind:id`, the records that are there but have problems, so
    that nobody is told that they are missing.
    """

    process: Process | None
    problems: tuple[Problem, ...]
    broken: frozenset[str] = frozenset()


def read_process(root: Path) -> Loaded:
    """All records below `root`/data, and every problem of single files, in file order."""
    reading = _Reading()
    if not (root / DATA).is_dir():
        must = f"a tracker must have a folder {DATA}/ with its records"
        remedy = "Run this in the folder that holds data/, or name that folder"
        problem = Problem(Place(DATA), "no-data", must, "there is none", remedy)
        return Loaded(None, (problem,))
    for path in _files(root / DATA):
        _read_file(root, path, reading)
    problems = in_file_order(reading.problems)
    profiles = reading.records.pop("profile")
    if not profiles:
        if not any(p.place.path == f"{DATA}/process.yaml" for p in problems):
            problems = (_no_profile(), *problems)
        return Loaded(None, in_file_order(problems))
    kept = {name: tuple(sorted(found, key=_order)) for name, found in reading.records.items()}
    process = Process(profile=profiles[0], **kept)  # type: ignore[arg-type]
    return Loaded(process, problems, frozenset(reading.broken))


def _order(record: Record) -> tuple[str, str]:
    return (record.statement, record.id) if isinstance(record, Endorsement) else ("", record.id)


def _no_profile() -> Problem:
    place = Place(f"{DATA}/process.yaml")
    must = "a tracker must say what process it follows"
    return Problem(place, "no-process", must, "the file is not there", "Add data/process.yaml")


def _files(folder: Path) -> Iterator[Path]:
    """Every file and link below a folder, in the order of their names; no link is followed."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                yield from _files(path)
            elif entry.name not in NOT_RECORDS:
                yield path


def _read_file(root: Path, path: Path, reading: _Reading) -> None:
    name = path.relative_to(root).as_posix()
    found = _home_of(path.relative_to(root / DATA))
    if found is None:
        reading.problems.append(_unknown_file(name, path))
        return
    attribute, home = found
    document, problems = read_document(root, path)
    reading.problems.extend(problems)
    if document is None:
        reading.broken.add(f"{home.kind}:{path.stem}")
        return
    if home.shape is Shape.LIST:
        _read_list(home, document, attribute, reading)
        return
    problem = _file_name_problem(home, path, name)
    if problem:
        reading.problems.append(problem)
        return
    given: dict[str, Value] = {} if home.shape is Shape.SINGLE else {"id": path.stem}
    if home.shape is Shape.NESTED:
        given[home.owner] = path.parent.name
    record = _read_record(home, document, (), document.value, given, reading)
    if record is not None:
        reading.records[attribute].append(record)


def _home_of(path: Path) -> tuple[str, Home] | None:
    """The kind of record that a path below data/ is for."""
    parts = path.parts
    for attribute, home in HOMES.items():
        if path.suffix != home.suffix:
            continue
        if home.shape in (Shape.SINGLE, Shape.LIST):
            if parts == (home.place + home.suffix,):
                return attribute, home
        elif parts[0] == home.place and len(parts) == (3 if home.shape is Shape.NESTED else 2):
            return attribute, home
    return None


def _unknown_file(name: str, path: Path) -> Problem:
    must = "a file in data/ must be of a known kind"
    folder = Path(name).parts[1]
    for home in HOMES.values():
        if home.place == folder or (len(Path(name).parts) == 2 and home.place == path.stem):
            remedy = f"Its place and name should be {home.pattern}"
            return Problem(Place(name), "unknown-file", must, "this is none", remedy)
    places = frozenset(h.place for h in HOMES.values())
    remedy = nearest(folder, places, "Move it out of data/, or delete it")
    return Problem(Place(name), "unknown-file", must, "this is none", remedy)


def _file_name_problem(home: Home, path: Path, name: str) -> Problem | None:
    if home.shape is Shape.SINGLE or re.fullmatch(ID, path.stem):
        return None
    must = "a record's file must be named in lower-case words joined by hyphens"
    better = tidy_id(path.stem)
    remedy = f"Rename it to {better}{path.suffix}" if better else "Rename it"
    found = f"its name is {quoted(path.name)}"
    return Problem(Place(name), "id-form", must, found, remedy)


def _read_list(home: Home, document: Document, attribute: str, reading: _Reading) -> None:
    if not isinstance(document.value, list):
        must = f"{home.pattern} must hold a list, each entry begun by '- '"
        found = "it holds something else"
        place = document.marks.value(())
        reading.problems.append(Problem(place, "list", must, found, "Begin each entry with '- '"))
        return
    for index, value in enumerate(document.value):
        record = _read_record(home, document, (index,), value, {}, reading)
        if record is not None:
            reading.records[attribute].append(record)


def _read_record(
    home: Home, document: Document, prefix: Loc, value: Value, given: dict[str, Value],
    reading: _Reading,
) -> Record | None:  # fmt: skip
    """One record of a document. `given` holds the fields that the file's place says."""
    place = document.marks.value(prefix)
    if not isinstance(value, dict):
        must = f"a {home.kind} must have fields, each written 'name: value'"
        reading.problems.append(Problem(place, "fields", must, "this has none", "Write such lines"))
        return None
    for name, says in given.items():
        if name in value and value[name] != says:
            reading.problems.append(
                Problem(
                    document.marks.value((*prefix, name)),
                    "id-file",
                    f"{name} must be what the file's place says, {says}",
                    f"it is {quoted(str(value[name]))}",
                    f"Write {says}, or move the file",
                )
            )
            return None
    origin = Origin(document.marks, prefix, document.body, document.body_line)
    try:
        return home.model.model_validate({**value, **given}, context=origin)
    except ValidationError as error:
        details = error.errors(include_url=False)
        reading.broken.add(f"{home.kind}:{given.get('id', value.get('id', ''))}")
        reading.problems.extend(_problem(d, home, document, prefix, value) for d in details)
        return None


def _problem(
    detail: ErrorDetails, home: Home, document: Document, prefix: Loc, value: dict[str, Value]
) -> Problem:
    """What pydantic found, in the words of a problem and at its place."""
    loc = (*prefix, *detail["loc"])
    name = _field_name(detail["loc"]) or home.kind
    context: dict[str, Any] = detail.get("ctx", {})
    marks = document.marks
    match detail["type"]:
        case "clearway":
            return Problem(
                marks.value(loc),
                context["rule"],
                f"{name} {context['must']}"
                if context["must"].startswith("must")
                else context["must"],
                context["found"],
                context["remedy"],
            )
        case "missing":
            must = f"a {home.kind} must have the field {name}"
            found = "it is not given here"
            remedy = _how_to_add(name)
            rule = "source" if name == "source" else "missing"
            return Problem(marks.value(loc[:-1]), rule, must, found, remedy)
        case "extra_forbidden":
            must = "every field must be one that this kind of record has"
            found = f"{quoted(name)} is none of them"
            known = frozenset(_fields_at(home.model, detail["loc"][:-1]))
            remedy = nearest(name, known, f"Use one of {', '.join(sorted(known))}")
            return Problem(marks.key(loc), "unknown-field", must, found, remedy)
        case "enum" | "literal_error":
            must = f"{name} must be one of {context['expected'].replace(chr(39), '')}"
            text = str(detail["input"])
            return Problem(
                marks.value(loc),
                "choice",
                must,
                _is(detail),
                nearest(text, frozenset(_choices(context["expected"])), "Write one of these"),
            )
        case "tuple_type" | "list_type":
            must = f"{name} must be a list, each entry begun by '- '"
            return Problem(marks.value(loc), "list", must, _is(detail), "Write it as a list")
        case "model_type" | "dict_type" | "model_attributes_type" | "dataclass_type":
            must = f"{name} must have fields of its own"
            return Problem(
                marks.value(loc), "fields", must, _is(detail), "Write its fields below it"
            )
        case _:
            return Problem(
                marks.value(loc), "value", f"{name}: {detail['msg']}", _is(detail), "Mend it"
            )


def _choices(expected: str) -> list[str]:
    return re.findall(r"'([^']+)'", expected)


def _how_to_add(name: str) -> str:
    if name == "source":
        return "Add a line source: with the address of the page where this can be read"
    return f"Add a line {name}: …"


def _is(detail: ErrorDetails) -> str:
    value = detail["input"]
    if isinstance(value, dict):
        return "it has fields of its own"
    if isinstance(value, list):
        return "it is a list"
    return f"it is {quoted(str(value))}" if value else "it is empty"


def _field_name(loc: tuple[int | str, ...]) -> str:
    return next((str(part) for part in reversed(loc) if isinstance(part, str)), "")


def _fields_at(model: type[Any], loc: tuple[int | str, ...]) -> list[str]:
    """The fields that stand open at a place within a record."""
    for part in loc:
        if isinstance(part, int):
            continue
        info = model.model_fields.get(part)
        inner = _model_in(info.annotation) if info else None
        if inner is None:
            return []
        model = inner
    return [name for name in model.model_fields]


def _model_in(annotation: Any) -> type[Any] | None:
    """The record part that a field's type holds, directly or in a list or a union."""
    if hasattr(annotation, "model_fields"):
        return annotation  # type: ignore[no-any-return]
    for argument in getattr(annotation, "__args__", ()):
        found = _model_in(argument)
        if found is not None:
            return found
    return None
