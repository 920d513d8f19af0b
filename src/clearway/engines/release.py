"""Publishes versions of the site: checks, records, builds, and puts them on their branch.

The order is such that whatever ends the program leaves all as it was, or a state from which the
same command goes on: the record is written whole and in one step, the sites are built in a folder
of their own, and the branch takes everything in one commit at the end. A recorded version that is
not on the branch yet is published by the next release.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from clearway.engines.branch import (
    BranchFailed,
    Edition,
    read_git_folder,
    read_published,
    write_editions,
)
from clearway.engines.build import BuildFailed, run_mkdocs
from clearway.engines.product import Settings
from clearway.engines.surroundings import read_commit
from clearway.engines.whole import Busy, alone_in, told_error, write_whole
from clearway.intake.releases import CannotRecord, Fields, with_version
from clearway.problems import Problem, has_errors
from clearway.publish.page import relative
from clearway.publish.pages.common import Book
from clearway.publish.pages.redirects import lead_on
from clearway.records.fields import ID, tidy_id
from clearway.records.homes import HOMES
from clearway.records.model import LATEST, Process, Version
from clearway.records.rules import check

BRANCH = "gh-pages"


class ReleaseFailed(Exception):
    """Why nothing was published, in one line; `problems` are those of the records."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


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
    """The versions that were published anew, and whether the branch is another than before."""

    versions: tuple[Version, ...]
    changed: bool


def release(
    root: Path, settings: Settings, wanted: Wanted | None = None, branch: str = BRANCH
) -> Released:
    """Publishes the wanted version, all that are recorded and missing, and the latest site.

    Raises ReleaseFailed.
    """
    config = root / "mkdocs.yml"
    if not config.is_file():
        raise ReleaseFailed(f"{config} is not there; run this in a tracker's folder")
    root = root.resolve()
    try:
        with alone_in(read_git_folder(root) / f"clearway-{tidy_id(branch)}") as work:
            return _release(root, settings, wanted, branch, work)
    except Busy:
        message = f"another program is publishing to {branch}; try again when it is done"
        raise ReleaseFailed(f"Nothing was published: {message}") from None
    except OSError as error:
        raise ReleaseFailed(f"Nothing was published. {told_error(error)}") from None
    except BuildFailed as error:
        message = str(error).replace("Nothing was built", "Nothing was published")
        raise ReleaseFailed(f"{error.problems}{message}") from None
    except (BranchFailed, CannotRecord) as error:
        raise ReleaseFailed(f"Nothing was published: {error}") from None


def _release(
    root: Path, settings: Settings, wanted: Wanted | None, branch: str, work: Path
) -> Released:
    process = _checked(root, settings)
    published = read_published(root, branch)
    with _recorded(root, settings, process, wanted, published) as process:
        due = tuple(
            version
            for version in process.versions_in_line
            if version.id not in published or (wanted and version.id == wanted.id)
        )
        editions = list(_built(root, settings, due, work))
        names = [LATEST, *(version.id for version in reversed(process.versions_in_line))]
        book = Book(process, replace(settings.site, version=LATEST), settings.as_of)

        def redirect(address: str) -> str:
            return lead_on(book, address, address, relative(address, f"{LATEST}/{address}"))

        changed = write_editions(root, branch, editions, names, redirect)
    return Released(due, changed)


def _checked(root: Path, settings: Settings) -> Process:
    checked = check(root, settings.today)
    if checked.process is None or has_errors(checked.problems):
        raise ReleaseFailed("Nothing was published; mend these first.", checked.problems)
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
    path = root / HOMES["versions"].pattern
    before = path.read_bytes() if path.exists() else None
    text = (before or b"").decode("utf-8")
    write_whole(path, with_version(text, fields).encode("utf-8"))
    try:
        yield _checked(root, settings)
    except BaseException:
        if before is None:
            path.unlink()
        else:
            write_whole(path, before)
        raise


def _fields(
    root: Path, settings: Settings, process: Process, wanted: Wanted, published: frozenset[str]
) -> Fields | None:
    """What is to be recorded; None where that is in the records already."""
    if not re.fullmatch(ID, wanted.id):
        raise ReleaseFailed(f"'{wanted.id}' must be lower-case words joined by hyphens")
    if wanted.id == LATEST:
        raise ReleaseFailed(f"{LATEST} goes with the records: clearway release without a name")
    if wanted.id in published and not wanted.again:
        message = f"{wanted.id} was released already; choose another name, or add --replace"
        raise ReleaseFailed(f"Nothing was published: {message}")
    if wanted.as_of and wanted.as_of > settings.today:
        raise ReleaseFailed(f"--as-of must be a day that has come; it is {wanted.as_of}")
    old = next((version for version in process.versions if version.id == wanted.id), None)
    if old and wanted == Wanted(old.id):
        return None
    stage = process.vocabularies["stage"].get(wanted.id)
    fields: dict[str, str | date] = {
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
) -> Iterator[Edition]:
    """Each version as a site of its own, then the latest."""
    for version in versions:
        own = replace(settings, as_of=version.as_of, only_known=True)
        yield _edition(root, own, version.id, str(version.title), work)
    now = replace(settings, as_of=settings.today, only_known=False)
    yield _edition(root, now, LATEST, LATEST.capitalize(), work)


def _edition(root: Path, settings: Settings, name: str, title: str, work: Path) -> Edition:
    folder = work / name
    run_mkdocs(root, folder, replace(settings, site=replace(settings.site, version=name)))
    return Edition(name, title, folder)
