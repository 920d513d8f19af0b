"""A new tracker in an empty folder: it passes the check and builds at once.

`files/` holds the templates; names that begin with `dot_` get their dot. The first records, the
schemas and the issue forms are made by the code that makes them elsewhere. The program goes along
as a wheel in `vendor/`, and the texts of the templates as `vendor/originals.json`, so that an
upgrade can tell what the keeper changed.
"""

from __future__ import annotations

import html
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import version
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path

from clearway.contribute.issues import FOLDER, issue_forms
from clearway.errors import FolderError
from clearway.records.editing.layout import HOME_OF_KIND, record_path
from clearway.records.editing.record_template import skeleton
from clearway.records.editing.yaml_writing import Written, schema_line
from clearway.records.fields import tidy_id
from clearway.records.kinds.process import Profile
from clearway.records.model import Process
from clearway.records.schema import schemas
from clearway.site.starter.own_wheel import own_wheel

VENDOR = "vendor"
ORIGINALS = f"{VENDOR}/originals.json"
"""Version and title that a tracker was made with, and the templates as they were written."""

LOCKS = ("requirements.lock", "requirements-import.lock")
"""Files from templates that an upgrade always replaces: a lock is not edited by hand."""

_KEPT = ".git"
"""What may lie in a folder that counts as empty: a repository that was just made."""


def write_tracker(folder: Path, title: str, day: date) -> int:
    """Begins a tracker in `folder`; gives the number of files. Raises FolderError, OSError.

    It is written whole beside its place first, and moved there last.
    """
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or _held(folder)):
        raise FolderError(f"{folder} is not an empty folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        made = tracker_files(title, day)
        for name, content in made.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        fresh.chmod(0o755)
        if folder.exists():
            for entry in sorted(fresh.iterdir()):
                entry.rename(folder / entry.name)
        else:
            fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return len(made)


def _held(folder: Path) -> bool:
    return any(entry.name != _KEPT for entry in folder.iterdir())


def tracker_files(title: str, day: date) -> Mapping[str, bytes]:
    """The content of every file of a new tracker, by its path."""
    title = " ".join(title.split())
    profile = _profile(title, day)
    process = Process(Profile.model_validate(profile))
    texts = {
        **template_texts(title),
        record_path("process"): _record("process", profile),
        record_path("milestone"): _milestones(str(profile["id"]), day),
        **{f"{FOLDER}/{name}": text for name, text in issue_forms(process).items()},
    }
    return {**{name: text.encode() for name, text in texts.items()}, **program_files(title)}


def template_texts(title: str) -> dict[str, str]:
    """The templates with a tracker's title filled in, by their paths in the tracker."""
    wheel = own_wheel()
    values = {
        **template_values(title, version("clearway")),
        "@WHEEL@": wheel.name,
        "@SHA256@": wheel.sha256,
    }
    return {name: filled(text, values) for name, text in _copied(_folder(), "")}


def template_values(title: str, program: str) -> dict[str, str]:
    """What is filled into the templates of every version: title and program's version."""
    # The theme puts what stands in mkdocs.yml into pages as HTML.
    shown = html.escape(title)
    return {
        "@NAME@": json.dumps(f"{shown} in the open", ensure_ascii=False),
        "@ABOUT@": json.dumps(f"The public record of {shown}.", ensure_ascii=False),
        "@TITLE@": title,
        "@VERSION@": program,
    }


def program_files(title: str) -> dict[str, bytes]:
    """What a tracker holds of the program itself, by path: wheel, schemas, original templates."""
    wheel = own_wheel()
    originals = {
        "version": version("clearway"),
        "title": title,
        "files": {n: text for n, text in template_texts(title).items() if n not in LOCKS},
    }
    text = json.dumps(originals, ensure_ascii=False, indent=1, sort_keys=True)
    return {
        f"{VENDOR}/{wheel.name}": wheel.content,
        ORIGINALS: f"{text}\n".encode(),
        **{f"schemas/{name}": text.encode() for name, text in schemas().items()},
    }


def _folder() -> Traversable:
    return package_files("clearway.site.starter") / "files"


def _copied(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = prefix + (f".{entry.name[4:]}" if entry.name.startswith("dot_") else entry.name)
        if entry.is_file():
            yield name, entry.read_text(encoding="utf-8")
        elif entry.name != "__pycache__":
            yield from _copied(entry, f"{name}/")


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with each sign replaced by its value."""
    for sign, value in values.items():
        text = text.replace(sign, value)
    return text


def _profile(title: str, day: date) -> dict[str, Written]:
    return {
        "id": tidy_id(title) or "process",
        "title": title,
        "short_title": title,
        "description": "Say in a sentence what is negotiated here, and by whom.",
        "domain": "tracker.example",
        "opened": day.isoformat(),
        "languages": ["en"],
        "zone": "UTC",
        "stages": [{"id": "first", "title": "First stage"}],
        "groups": [
            {"id": "governments", "title": "Governments"},
            {"id": "civil-society", "title": "Civil society"},
        ],
        "topics": [{"id": "general", "title": "General"}],
        "source": {"title": "The page that announces the process: put its address here"},
    }


def _record(kind: str, values: Mapping[str, Written]) -> str:
    notes = [
        "What this is all about. Every line here is an example: put in what is so. Groups, topics "
        "and stages are the words that other records use."
    ]
    return skeleton(HOME_OF_KIND[kind], values, notes=notes)


def _milestones(process: str, day: date) -> str:
    """The example that shows how a date is written."""
    home = HOME_OF_KIND["milestone"]
    values: dict[str, Written] = {
        "id": "begin",
        "title": "The process begins",
        "kind": "meeting",
        "when": day.isoformat(),
        "stage": "first",
        "source": f"process:{process}",
    }
    notes = ["An example. Put the first date of the process in its place."]
    return f"{schema_line(home)}\n\n{skeleton(home, values, notes=notes)}"
