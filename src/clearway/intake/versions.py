"""The two texts of a comparison: drafts of a tracker by their ids, or files of any known format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clearway.insight.lineage import Version, pair, versions
from clearway.insight.redline import compare
from clearway.intake.draft import NotADraft, read_draft
from clearway.publish.downloads import Text, Versions
from clearway.records.fields import nearest
from clearway.records.model import Process
from clearway.records.paragraphs import read_body
from clearway.records.text import parse_front_matter
from clearway.records.when import Precision
from clearway.records.wording import quoted


class NoSuchText(ValueError):
    """What was named is no text that can be compared; the message is one line with a remedy."""


@dataclass(frozen=True, slots=True)
class Given:
    """A text to compare; `version` where it is a draft of the tracker."""

    text: Text
    version: Version | None = None


def given(name: str, process: Process | None) -> Given:
    """The draft with the id `name`, or else the file at that path. Raises NoSuchText."""
    held = versions(process) if process else ()
    for version in held:
        if version.id == name:
            return Given(_of_version(version), version)
    path = Path(name)
    if path.is_file():
        return Given(_of_file(path))
    drafts = {draft.id for draft in process.drafts} if process else set()
    if name in drafts:
        raise NoSuchText(f"the text of draft {name} is not held; add it with clearway import draft")
    otherwise = "Name a draft of data/drafts/, or a file"
    raise NoSuchText(
        f"there is no draft or file {quoted(name)}. {nearest(name, drafts, otherwise)}"
    )


def compared(old: Given, new: Given) -> Versions:
    """The comparison; between drafts of a tracker the editor's concordance has its say."""
    if old.version and new.version:
        found = pair(old.version, new.version).comparison
    else:
        found = compare(old.text.paragraphs, new.text.paragraphs)
    return Versions(old.text, new.text, found)


def _of_version(version: Version) -> Text:
    draft = version.draft
    start = draft.ledger.standing.when.start
    day = start.day if start is not None and start.precision >= Precision.DAY else None
    notes = read_body(draft.body).footnotes
    return Text(str(draft.title), version.paragraphs, notes, day, version.id)


def _of_file(path: Path) -> Text:
    """A file as the intake reads it, or the body of a record."""
    try:
        if path.suffix == ".md":
            text = path.read_text(encoding="utf-8")
            document, _ = parse_front_matter(text, path.name)
            if document is not None:
                body = read_body(document.body, document.body_line)
                return Text(path.name, body.paragraphs, body.footnotes, None, path.stem)
        imported = read_draft(path)
    except (NotADraft, UnicodeDecodeError, OSError) as error:
        raise NoSuchText(f"{path} cannot be read as a draft: {error}") from None
    title = imported.title or path.name
    return Text(title, imported.paragraphs, imported.footnotes, None, path.stem)
