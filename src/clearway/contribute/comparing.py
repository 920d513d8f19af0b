"""The two texts of a comparison: drafts of a tracker by their ids, or files of any known format.

To compare two files takes nothing of the records, which take longer to load than to compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clearway.errors import InputError
from clearway.problems import quoted
from clearway.publish.downloads.comparison_rows import DraftFile, Versions
from clearway.redline import compare
from clearway.safe_files import refuse_links
from clearway.texts.paragraphs import read_body
from clearway.texts.readers import DraftFileError, read_draft

if TYPE_CHECKING:
    from clearway.insight.lineage import DraftVersion
    from clearway.records.model import Process


@dataclass(frozen=True, slots=True)
class Given:
    """A text to compare; `version` where it is a draft of the tracker."""

    text: DraftFile
    version: DraftVersion | None = None


def given(name: str, process: Process | None) -> Given:
    """The draft with the id `name`, or else the file at that path. Raises InputError."""
    for version in _held(process) if process else ():
        if version.id == name:
            return Given(_of_version(version), version)
    path = Path(name)
    if path.is_file():
        refuse_links(path)
        return Given(_of_file(path))
    from clearway.records.fields import nearest

    drafts = {draft.id for draft in process.drafts} if process else set()
    if name in drafts:
        raise InputError(
            f"the text of draft {name} is not held", "add it with clearway import draft"
        )
    otherwise = "Name a draft of data/drafts/, or a file"
    message = f"there is no draft or file {quoted(name)}"
    raise InputError(message, nearest(name, drafts, otherwise))


def compared(old: Given, new: Given) -> Versions:
    """The comparison; between drafts of a tracker the editor's concordance has its say."""
    if old.version and new.version:
        from clearway.insight.lineage import pair

        found = pair(old.version, new.version).comparison
    else:
        found = compare(old.text.paragraphs, new.text.paragraphs)
    return Versions(old.text, new.text, found)


def _held(process: Process) -> tuple[DraftVersion, ...]:
    from clearway.insight.lineage import versions

    return versions(process)


def _of_version(version: DraftVersion) -> DraftFile:
    from clearway.records.dates.when import Precision

    draft = version.draft
    start = draft.ledger.standing.when.start
    day = start.day if start is not None and start.precision >= Precision.DAY else None
    notes = read_body(draft.body).footnotes
    return DraftFile(str(draft.title), version.paragraphs, notes, day, version.id)


def _of_file(path: Path) -> DraftFile:
    """A file as the intake reads it, or the body of a record."""
    try:
        if path.suffix == ".md":
            from clearway.records.reading.files import parse_front_matter

            text = path.read_text(encoding="utf-8")
            document, _ = parse_front_matter(text, path.name)
            if document is not None:
                body = read_body(document.body, document.body_line)
                return DraftFile(path.name, body.paragraphs, body.footnotes, None, path.stem)
        imported = read_draft(path)
    except (DraftFileError, UnicodeDecodeError, OSError) as error:
        raise InputError(f"{path} cannot be read as a draft: {error}") from None
    title = imported.title or path.name
    return DraftFile(title, imported.paragraphs, imported.footnotes, None, path.stem)
