"""A draft as read into the files of a tracker: the record of the draft, and its annotations."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from clearway.intake.draft.model import Annotation, Imported
from clearway.records.fields import tidy_id
from clearway.records.homes import HOME_OF_KIND
from clearway.records.paragraphs import write_paragraphs
from clearway.records.writing import Written, record_text

_FRONT = re.compile(r"---\n(?P<fields>.*?)^---\n?(?P<body>.*)", re.DOTALL | re.MULTILINE)
_TEXT = re.compile(r"^text:.*$", re.MULTILINE)


class WouldLose(ValueError):
    """The record holds words after its fields that an import would overwrite."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file cannot say of itself; '' where nobody said it."""

    title: str = ""
    when: str = ""
    source: str = ""


def draft_record(imported: Imported, facts: Facts) -> str:
    """A new data/drafts/<id>.md. What is not known is left for an editor, and the check asks."""
    fields: dict[str, Written] = {
        "title": facts.title or imported.title or None,
        "when": facts.when or None,
        "source": facts.source or None,
        "text": "full",
    }
    return record_text(HOME_OF_KIND["draft"], fields, _body(imported))


def with_text(record: str, imported: Imported, *, replace: bool = False) -> str:
    """An existing record with this text; its fields stay. Raises WouldLose.

    A text that the record held in full is replaced; notes of editors in its place only when told.
    """
    match = _FRONT.match(record)
    if match is None:
        raise WouldLose("the record does not begin with its fields between two lines ---")
    is_full = re.search(r"^text:\s*full\b", match["fields"], re.MULTILINE)
    if match["body"].strip() and not is_full and not replace:
        raise WouldLose(
            "the record has notes of its editors after its fields; move them to its description, "
            "or say --replace"
        )
    fields = match["fields"]
    fields = _TEXT.sub("text: full", fields) if _TEXT.search(fields) else f"{fields}text: full\n"
    return f"---\n{fields}---\n{_body(imported)}"


def _body(imported: Imported) -> str:
    return write_paragraphs(imported.paragraphs, imported.footnotes)


def annotations_file(imported: Imported, id: str, file: str) -> str:
    """data/annotations/<id>.yaml of tracked changes and comments.

    `file` is the name of the file that they were read from. Who made a change stands there as the
    id of an organisation that an editor has yet to confirm.
    """
    head = "# yaml-language-server: $schema=../../schemas/annotations.json\n"
    count: Counter[str] = Counter()
    entries = []
    for annotation in imported.annotations:
        name = f"{annotation.anchor}-{annotation.action}".replace("--", "-")
        count[name] += 1
        number = f"-{count[name]}" if count[name] > 1 else ""
        entry = _entry(annotation, f"{name}{number}", file)
        entries.append(record_text(HOME_OF_KIND["annotation"], entry))
    return "\n".join([head, *entries])


def _entry(annotation: Annotation, id: str, file: str) -> dict[str, Written]:
    text = annotation.text.strip()
    author = tidy_id(annotation.author)
    entry: dict[str, Written] = {"id": id, "paragraph": annotation.anchor}
    if annotation.placement == "within":
        parts = {
            "prefix": annotation.prefix,
            "exact": annotation.exact,
            "suffix": annotation.suffix,
        }
        entry["quote"] = {name: part for name, part in parts.items() if part.strip()}
    entry["action"] = annotation.action
    entry["text"] = text
    if annotation.placement != "within":
        entry["to"] = f"{annotation.placement} {annotation.anchor}"
    entry["by"] = [author] if author else []
    day = re.match(r"\d{4}-\d\d-\d\d", annotation.date)
    entry["source"] = {"title": file, **({"date": day.group()} if day else {})}
    return {name: value for name, value in entry.items() if value}
