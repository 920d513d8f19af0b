"""Publishes versions of the site: checks, records, builds, and puts them on their branch.

The order is such that whatever ends the program leaves all as it was, or a state from which the
same command goes on: the record is written whole and in one step, the sites are built in a folder
of their own, and the branch takes everything in one commit at the end. A recorded version that is
not on the branch yet is published by the next release.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from clearway.atomic import alone_in, write_whole
from clearway.errors import FolderError, ReleaseError
from clearway.history.revisions import read_revisions
from clearway.problems import as_text, has_errors
from clearway.publish.page import relative
from clearway.publish.pages.common import Book, lead_on
from clearway.records.editing.layout import HOMES
from clearway.records.editing.yaml_edits import YamlEdits
from clearway.records.editing.yaml_writing import Written, record_text, schema_line
from clearway.records.fields import is_id, tidy_id
from clearway.records.kinds.version import Version
from clearway.records.model import LATEST, Process
from clearway.records.rules import check
from clearway.release.branch import (
    BranchVersion,
    read_branch_files,
    read_git_folder,
    read_published,
    write_editions,
)
from clearway.release.guard import FEED, refusals
from clearway.safe_files import file_exists, read_file, remove_file
from clearway.site.build import run_mkdocs
from clearway.site.provenance import read_commit
from clearway.site.settings import Settings

log = logging.getLogger(__name__)

# --- Versions into data/versions.yaml, of which everything else stays as it was written


_VERSIONS = HOMES["versions"]


def with_version(text: str, fields: Mapping[str, Written]) -> str:
    """The text of the file with a version: a new one in its place, or other values of its own.

    `fields` holds at least id and as_of, by which versions are in order. Of a version that is there
    already, fields that are not given stay as they are. Raises WriteError.
    """
    id, day = str(fields["id"]), str(fields["as_of"])
    text = text or f"{schema_line(_VERSIONS)}\n"
    edits = YamlEdits(text, _VERSIONS.path(), _VERSIONS.field_order)
    others = {other: str(each.get("as_of")) for other, each in edits.records.items()}
    old = others.pop(id, None)
    next_one = next((other for other, of in others.items() if of > day), None)
    if old is None:
        edits.add_record(record_text(_VERSIONS, fields), next_one)
        return edits.text()
    for name, value in fields.items():
        edits.set((id, name), value)
    text = edits.text()
    if old == day:
        return text
    edits = YamlEdits(text, _VERSIONS.path())
    edits.move_record(id, next_one)
    return edits.text()


# --- Publishes versions of the site: checks, records, builds, and puts them on their branch


BRANCH = "gh-pages"


UNKNOWN = "the revisions that calendars go by are not known."
"""Why nothing may be published, before what is missing."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A version to be released; what is not given is as recorded, or by default.

    It is then of today, and called as the stage of the same name. `again` lets it take the place
    of one that is published already.
    """

    id: str
    as_of: date | None = None
    title: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Released:
    """The versions that were published again, and whether the branch is another than before."""

    versions: tuple[Version, ...]
    changed: bool


def release(
    root: Path, settings: Settings, wanted: Wanted | None = None, branch: str = BRANCH
) -> Released:
    """Publishes the wanted version, all that are recorded and missing, and the latest site.

    Raises ReleaseError, BuildError, OSError.
    """
    config = root / "mkdocs.yml"
    if not config.is_file():
        raise ReleaseError(f"{config} is not there", "run this in a tracker's folder")
    root = root.resolve()
    try:
        with alone_in(read_git_folder(root) / f"clearway-{tidy_id(branch)}") as work:
            return _release(root, settings, wanted, branch, work)
    except FolderError:
        message = f"another program is publishing to {branch}"
        raise ReleaseError(message, "try again when it is done") from None


def _release(
    root: Path, settings: Settings, wanted: Wanted | None, branch: str, work: Path
) -> Released:
    process = _checked(root, settings)
    notice = read_revisions(root, settings.today).notice
    if notice:
        raise ReleaseError(f"{UNKNOWN} {notice}")
    published = read_published(root, branch)
    with _recorded(root, settings, process, wanted, published) as process:
        due = tuple(
            version
            for version in process.versions_in_line
            if version.id not in published or (wanted and version.id == wanted.id)
        )
        editions = list(_built(root, settings, due, work))
        _check_calendars(root, branch, process, editions[-1].folder)
        names = [LATEST, *(version.id for version in reversed(process.versions_in_line))]
        book = Book(process, replace(settings.site, version=LATEST), settings.as_of)

        def redirect(address: str) -> str:
            return lead_on(book, address, address, relative(address, f"{LATEST}/{address}"))

        changed = write_editions(root, branch, editions, names, redirect)
    return Released(due, changed)


def _check_calendars(root: Path, branch: str, process: Process, latest: Path) -> None:
    """Raises ReleaseError where subscribers of what is published would be told less."""
    before = read_branch_files(root, branch, "calendar/", FEED)
    after = {
        path.relative_to(latest).as_posix(): path.read_bytes()
        for path in sorted((latest / "calendar").glob("*.ics"))
    }
    found = refusals(before, after, process.profile.opened.isoformat())
    if found:
        raise ReleaseError("\n".join(f"{line}." for line in found))


def _checked(root: Path, settings: Settings) -> Process:
    checked = check(root, settings.today, publishes=True)
    if checked.process is None or has_errors(checked.problems):
        raise ReleaseError("fix these problems first", problems=as_text(checked.problems))
    return checked.process


@contextmanager
def _recorded(
    root: Path,
    settings: Settings,
    process: Process,
    wanted: Wanted | None,
    published: frozenset[str],
) -> Iterator[Process]:
    """The records with the wanted version among them; as they were if the block fails."""
    fields = _fields(root, settings, process, wanted, published) if wanted else None
    if fields is None:
        yield process
        return
    path = Path(_VERSIONS.path())
    before = read_file(root, path) if file_exists(root, path) else None
    text = (before or b"").decode("utf-8")
    write_whole(path, with_version(text, fields).encode("utf-8"), root)
    try:
        yield _checked(root, settings)
    except BaseException:
        if before is None:
            remove_file(root, path)
        else:
            write_whole(path, before, root)
        raise


def _fields(
    root: Path, settings: Settings, process: Process, wanted: Wanted, published: frozenset[str]
) -> dict[str, Written] | None:
    """What is to be recorded; None where that is in the records already."""
    if not is_id(wanted.id):
        raise ReleaseError(f"'{wanted.id}' must be lower-case words joined by hyphens")
    if wanted.id == LATEST:
        raise ReleaseError(f"{LATEST} goes with the records: clearway release without a name")
    if wanted.id in published and not wanted.again:
        message = f"{wanted.id} was released already"
        raise ReleaseError(message, "choose another name, or add --replace")
    if wanted.as_of and wanted.as_of > settings.today:
        raise ReleaseError(f"--as-of must be a day that has come; it is {wanted.as_of}")
    old = next((version for version in process.versions if version.id == wanted.id), None)
    if old and wanted == Wanted(old.id):
        return None
    stage = process.vocabularies["stage"].get(wanted.id)
    fields: dict[str, Written] = {
        "id": wanted.id,
        "title": wanted.title or str(old.title if old else stage.title if stage else wanted.id),
        "as_of": wanted.as_of or (old.as_of if old else settings.today),
        "released": old.released if old else settings.today,
    }
    if stage and not old:
        fields["stage"] = stage.id
    commit = read_commit(root)
    return {**fields, "commit": commit} if commit else fields


def _built(
    root: Path, settings: Settings, versions: tuple[Version, ...], work: Path
) -> Iterator[BranchVersion]:
    """Each version as a site of its own, then the latest."""
    for version in versions:
        own = replace(settings, as_of=version.as_of, only_known=True)
        yield _edition(root, own, version.id, str(version.title), work)
    now = replace(settings, as_of=settings.today, only_known=False)
    yield _edition(root, now, LATEST, LATEST.capitalize(), work)


def _edition(root: Path, settings: Settings, name: str, title: str, work: Path) -> BranchVersion:
    folder = work / name
    log.info("Building the version %s", name)
    run_mkdocs(root, folder, replace(settings, site=replace(settings.site, version=name)))
    return BranchVersion(name, title, folder)
