"""Two sets of records to compare: a version of the site, a folder, or a git revision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from clearway.errors import GitError, InputError
from clearway.history import read_revision
from clearway.insight.knowledge import as_known
from clearway.publish import formatting
from clearway.records.editing.layout import DATA
from clearway.records.model import Process
from clearway.records.reading.load import Loaded, process_of, read_process
from clearway.safe_files import refuse_links


@dataclass(frozen=True)
class RecordSet:
    """Records under the name by which they were asked for.

    `as_of` is the day that they speak of, where there is one. `unread` are those (`kind:id`) that
    today's rules refuse, `left_out` names them for people, one line each.
    """

    name: str
    title: str
    process: Process
    as_of: date | None = None
    unread: frozenset[str] = frozenset()
    left_out: tuple[str, ...] = ()


def read_edition(name: str, root: Path) -> RecordSet:
    """The records that `name` means: a version's id, a folder with data/, a revision of `root`.

    In this order; `./name` is a folder for certain. Raises InputError.
    """
    if not name:
        raise InputError("an empty name is no version, folder or revision")
    version = _version(name, root)
    if version is not None:
        return version
    folder = Path(name)
    refuse_links(folder)
    if (folder / DATA).is_dir():
        return _edition(name, f"the folder {name}", read_process(folder))
    if folder.is_dir():
        raise InputError(f"the folder {name} has no folder {DATA}/ with records")
    try:
        revision = read_revision(root, name)
    except GitError as error:
        raise InputError(str(error)) from None
    when = f" of {formatting.day(revision.day)}" if revision.day else ""
    title = f"{name} (commit {revision.id[:7]}{when})"
    odd = tuple(f"{path}: it is a link, or too large" for path in revision.left_out)
    if not revision.files:
        raise InputError(f"{title} holds no records in {DATA}/")
    return _edition(name, title, process_of(revision.files), odd)


def _version(name: str, root: Path) -> RecordSet | None:
    process = read_process(root).process if (root / DATA).is_dir() else None
    version = next((v for v in process.versions if v.id == name), None) if process else None
    if process is None or version is None:
        return None
    title = f"{version.title}, as known on {formatting.day(version.as_of)}"
    # The lists of versions and of sources seen are not compared.
    known = replace(as_known(process, version.as_of), versions=(), sightings=())
    return RecordSet(name, title, known, version.as_of)


def _edition(name: str, title: str, loaded: Loaded, odd: tuple[str, ...] = ()) -> RecordSet:
    process = loaded.process or loaded.rest
    # What is left of a folder without a profile has an empty one.
    if process is None or not (loaded.process or len(process.records) > 1):
        raise InputError(f"{title} holds no records in {DATA}/")
    lines = (f"{p.place.path}:{p.place.line}: {p.must}; {p.found}" for p in loaded.problems)
    return RecordSet(name, title, process, None, loaded.broken, (*odd, *lines))


def unread_in(*editions: RecordSet) -> frozenset[str]:
    """Records (`kind:id`) that one of them could not read, so that they cannot be compared."""
    unread = frozenset().union(*(edition.unread for edition in editions))
    lists = {ref for ref in unread if ref.endswith(":")}
    every = {ref for edition in editions for ref in edition.process.records}
    return unread | {ref for ref in every if f"{ref.partition(':')[0]}:" in lists}
