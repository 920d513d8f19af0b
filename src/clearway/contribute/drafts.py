"""Drafts as read into the files of a tracker: the record of the draft, and its annotations."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from clearway.atomic import write_whole
from clearway.errors import InputError, WriteError
from clearway.problems import quoted
from clearway.records.editing.layout import HOME_OF_KIND, record_path
from clearway.records.editing.yaml_edits import YamlEdits
from clearway.records.editing.yaml_writing import Written, record_text, schema_line
from clearway.records.fields import is_id, nearest, tidy_id
from clearway.records.kinds.draft import Draft
from clearway.records.model import Process
from clearway.safe_files import file_exists, read_file
from clearway.texts.paragraphs import write_paragraphs
from clearway.texts.readers import DraftFileError, read_draft
from clearway.texts.readers.document import Imported, ImportedAnnotation, Tracked

# --- The import of a draft: its record, and its annotations


_DRAFT = HOME_OF_KIND["draft"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file cannot say of itself; '' where it was not given."""

    title: str = ""
    when: str = ""
    source: str = ""
    language: str = ""
    """That of another official text than the one that the draft holds."""


def draft_record(imported: Imported, facts: Facts) -> str:
    """A new data/drafts/<id>.md. What is not known is left for an editor, and the check asks."""
    fields: dict[str, Written] = {
        "title": facts.title or imported.title or None,
        "when": facts.when or None,
        "source": facts.source or None,
        "text": "full",
    }
    return record_text(_DRAFT, fields, _body(imported))


def translation_record(imported: Imported, facts: Facts) -> str:
    """A new data/translations/<draft>/<language>.md."""
    fields: dict[str, Written] = {
        "title": facts.title or imported.title or None,
        "source": facts.source or None,
    }
    kept = {name: value for name, value in fields.items() if value or name == "source"}
    return record_text(HOME_OF_KIND["translation"], kept, _body(imported))


def with_text(record: str, path: str, imported: Imported, *, replace: bool = False) -> str:
    """The record of a file with this text; its fields stay. Raises WriteError.

    A text that the record held in full is replaced; notes of editors in its place only with
    `replace`.
    """
    edits = YamlEdits(record, path, _DRAFT.field_order)
    is_full = edits.fields.get("text") == "full"
    if edits.body.strip() and not is_full and not replace:
        raise WriteError(
            "the record has notes of its editors after its fields",
            "move them to its description, or say --replace",
        )
    edits.set(("text",), "full")
    edits.set_body(_body(imported))
    return edits.text()


def _body(imported: Imported) -> str:
    return write_paragraphs(imported.paragraphs, imported.footnotes)


def annotations_file(imported: Imported, id: str, file: str) -> str:
    """data/annotations/<id>.yaml of tracked changes and comments.

    `file` is the name of the file that they were read from. The author of a change becomes the
    id of an organisation, which an editor has to confirm.
    """
    home = HOME_OF_KIND["annotation"]
    count: Counter[str] = Counter()
    entries = []
    for annotation in imported.annotations:
        name = f"{annotation.anchor}-{annotation.action}".replace("--", "-")
        count[name] += 1
        number = f"-{count[name]}" if count[name] > 1 else ""
        entry = _entry(annotation, f"{name}{number}", file)
        entries.append(record_text(home, entry))
    return "\n".join([f"{schema_line(home)}\n", *entries])


def _entry(annotation: ImportedAnnotation, id: str, file: str) -> dict[str, Written]:
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
        entry["to"] = f"{annotation.placement} {annotation.target or annotation.anchor}"
    entry["by"] = [author] if author else []
    day = re.match(r"\d{4}-\d\d-\d\d", annotation.date)
    entry["source"] = {"title": file, **({"date": day.group()} if day else {})}
    return {name: value for name, value in entry.items() if value}


@dataclass(frozen=True, slots=True)
class DraftImport:
    """What an import of a draft wrote."""

    imported: Imported
    path: Path
    annotations_path: Path | None = None


def import_draft(
    file: Path, root: Path, id: str, tracked: Tracked, facts: Facts, *, replace: bool = False
) -> DraftImport:
    """Reads a file into data/drafts/<id>.md, and its tracked changes into data/annotations/.

    With a language it is read into data/translations/<id>/<language>.md instead.
    `replace` overwrites notes of editors in the text's place, and annotations that are there.
    Raises InputError, WriteError, OSError, UnicodeDecodeError.
    """
    if not is_id(id):
        raise InputError(f"an id is lower-case words joined by hyphens: {tidy_id(id)}")
    path, beside = _path(id, facts.language), Path(record_path("annotation", owner=id))
    if facts.language and tracked == "annotate":
        raise InputError(
            "annotations are kept on the text that the draft itself holds",
            "say --tracked accept or --tracked reject",
        )
    try:
        imported = read_draft(file, tracked=tracked)
    except DraftFileError as error:
        raise InputError(str(error)) from None
    if file_exists(root, path) and facts.language:
        text = read_file(root, path).decode("utf-8")
        edits = YamlEdits(text, str(path), HOME_OF_KIND["translation"].field_order)
        edits.set_body(_body(imported))
        record = edits.text()
    elif file_exists(root, path):
        text = read_file(root, path).decode("utf-8")
        record = with_text(text, str(path), imported, replace=replace)
    elif facts.language:
        record = translation_record(imported, facts)
    else:
        record = draft_record(imported, facts)
    if imported.annotations and file_exists(root, beside) and not replace:
        raise WriteError(f"{root / beside} is there already", "move it away, or say --replace")
    write_whole(path, record.encode(), root)
    if not imported.annotations:
        return DraftImport(imported, root / path)
    write_whole(beside, annotations_file(imported, id, file.name).encode(), root)
    return DraftImport(imported, root / path, root / beside)


def _path(id: str, language: str) -> Path:
    """The file that holds the text of a draft, or its text in another language."""
    if not language:
        return Path(record_path("draft", id))
    if not is_id(language):
        raise InputError(f"{quoted(language)} is no language tag", "write it as fr or pt-br")
    return Path(record_path("translation", language, id))


def official_address(process: Process, id: str, language: str = "") -> str:
    """Where the official text of a draft is, as its record says. Raises InputError."""
    drafts = {draft.id: draft for draft in process.drafts}
    draft = drafts.get(id)
    if draft is None:
        otherwise = "Name a draft of data/drafts/, or a file with --id"
        raise InputError(f"there is no draft or file {quoted(id)}", nearest(id, drafts, otherwise))
    if language:
        return _address_in(draft, language)
    if draft.official_copy is None or draft.official_copy.url is None:
        raise InputError(
            f"the record of draft {id} does not say where its official text is",
            "add its address under official_copy: url:, or name a file with --id",
        )
    return draft.official_copy.url


def _address_in(draft: Draft, language: str) -> str:
    known = {copy.language.lower(): copy.url for copy in draft.languages}
    if language in known:
        return known[language]
    raise InputError(
        f"the record of draft {draft.id} does not say where its text in {quoted(language)} is",
        f"add it to languages: as - {{language: {language}, url: …}}; it names "
        f"{', '.join(known) or 'none'}",
    )


_ENDINGS = {"text/html": ".html", "application/xhtml+xml": ".html", "text/markdown": ".md"}


def import_content(
    content: bytes,
    name: str,
    media_type: str,
    root: Path,
    id: str,
    tracked: Tracked,
    facts: Facts,
    *,
    replace: bool,
) -> DraftImport:
    """Reads what an address gave, as `import_draft` reads a file.

    `name` is the last part of the address; the media type tells HTML and Markdown from plain text.
    """
    with TemporaryDirectory(prefix="clearway-") as folder:
        stem = tidy_id(PurePosixPath(name).stem) or "draft"
        ending = _ENDINGS.get(media_type) or PurePosixPath(name).suffix.lower()
        path = Path(folder, stem + (ending if re.fullmatch(r"\.[a-z0-9]{1,8}", ending) else ""))
        path.write_bytes(content)
        return import_draft(path, root, id, tracked, facts, replace=replace)
