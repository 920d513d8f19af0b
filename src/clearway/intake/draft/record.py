"""A draft as read into the files of a tracker: the record of the draft, and its annotations."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from clearway.intake.draft.model import Annotation, Imported
from clearway.records.fields import tidy_id
from clearway.records.paragraphs import write_paragraphs

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
    fields = [
        "# yaml-language-server: $schema=../../schemas/draft.json",
        f"title: {_quoted(facts.title or imported.title)}".rstrip(),
        f"when: {facts.when}".rstrip(),
        f"source: {facts.source}".rstrip(),
        "text: full",
    ]
    return "\n".join(["---", *fields, "---", _body(imported)])


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
    head = "# yaml-language-server: $schema=../../schemas/annotations.json"
    count: Counter[str] = Counter()
    entries = []
    for annotation in imported.annotations:
        name = f"{annotation.anchor}-{annotation.action}".replace("--", "-")
        count[name] += 1
        number = f"-{count[name]}" if count[name] > 1 else ""
        entries.append("\n".join(_entry(annotation, f"{name}{number}", file)))
    return "\n\n".join([head, *entries]) + "\n"


def _entry(annotation: Annotation, id: str, file: str) -> Iterator[str]:
    yield f"- id: {id}"
    yield f"  paragraph: {_quoted(annotation.anchor)}"
    if annotation.placement == "within":
        parts = {
            "prefix": annotation.prefix,
            "exact": annotation.exact,
            "suffix": annotation.suffix,
        }
        if any(part.strip() for part in parts.values()):
            said = (f"{name}: {_quoted(part)}" for name, part in parts.items() if part.strip())
            yield f"  quote: {{{', '.join(said)}}}"
    yield f"  action: {annotation.action}"
    if annotation.text.strip():
        yield f"  text: {_quoted(annotation.text.strip())}"
    if annotation.placement != "within":
        yield f"  to: {_quoted(f'{annotation.placement} {annotation.anchor}')}"
    if tidy_id(annotation.author):
        yield f"  by: [{tidy_id(annotation.author)}]"
    yield f"  source: {{title: {_quoted(file)}{_date(annotation.date)}}}"


def _date(written: str) -> str:
    day = re.match(r"\d{4}-\d\d-\d\d", written)
    return f", date: {day.group()}" if day else ""


def _quoted(text: str) -> str:
    """A text as JSON writes it, which YAML reads; the empty one as nothing."""
    return json.dumps(text, ensure_ascii=False) if text else ""
