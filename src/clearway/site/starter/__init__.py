"""A new tracker in an empty folder: it passes the check and builds at once.

`files/` holds the templates; names that begin with `dot_` get their dot. The first records, the
schemas and the issue forms are made by the code that makes them elsewhere. The program goes along
as a wheel in `vendor/`, and the texts of the templates as `vendor/originals.json`, so that an
upgrade can tell what the keeper changed.
"""

from __future__ import annotations

import json
import re
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
from clearway.records.editing.layout import record_path
from clearway.records.kinds.process import Profile
from clearway.records.model import Process
from clearway.records.schema import schemas
from clearway.site.starter.choices import (
    FOLDER_ONLY,
    ISSUE_FORMS,
    TrackerChoices,
    process_text,
    profile_of,
    template_values,
    tidy,
)
from clearway.site.starter.own_wheel import own_wheel

VENDOR = "vendor"
ORIGINALS = f"{VENDOR}/originals.json"
"""Version and choices that a tracker was made with, and the templates as they were written."""

LOCKS = ("requirements.lock", "requirements-import.lock")
"""Files from templates that an upgrade always replaces: a lock is not edited by hand."""

_KEPT = ".git"
"""What may lie in a folder that counts as empty: a repository that was just made."""


def write_tracker(folder: Path, choices: TrackerChoices, day: date) -> int:
    """Begins a tracker in `folder`; gives the number of files. Raises FolderError, OSError,
    InputError.

    It is written whole beside its place first, and moved there last.
    """
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or _held(folder)):
        raise FolderError(f"{folder} is not an empty folder")
    made = tracker_files(choices, day)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
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


def tracker_files(choices: TrackerChoices, day: date) -> Mapping[str, bytes]:
    """The content of every file of a new tracker, by its path. Raises InputError."""
    choices = tidy(choices)
    profile = profile_of(choices, day)
    texts = {
        **template_texts(choices),
        record_path("process"): process_text(choices, day),
        **form_texts(choices, Process(Profile.model_validate(profile))),
    }
    return {**{name: text.encode() for name, text in texts.items()}, **program_files(choices)}


def form_texts(choices: TrackerChoices, process: Process) -> dict[str, str]:
    """The issue forms by their paths; none where the forge has no such forms."""
    if choices.forge not in ISSUE_FORMS:
        return {}
    return {f"{FOLDER}/{name}": text for name, text in issue_forms(process).items()}


_OF_A_FORGE = {
    ".github/": ("github",),
    ".gitlab-ci.yml": ("gitlab",),
    ".forgejo/": ("forgejo",),
    "renovate.json": ("gitlab", "forgejo"),
    "hosting/": (FOLDER_ONLY,),
}
"""Beginnings of the paths of templates that some choices of forge get alone."""


def template_texts(choices: TrackerChoices) -> dict[str, str]:
    """The templates with a tracker's choices filled in, by their paths in the tracker."""
    wheel = own_wheel()
    steps = _package_folder("forges").joinpath(f"{choices.forge}.md").read_text(encoding="utf-8")
    values = {
        **template_values(choices, version("clearway"), steps),
        "@WHEEL@": wheel.name,
        "@SHA256@": wheel.sha256,
    }
    others = tuple(start for start, forges in _OF_A_FORGE.items() if choices.forge not in forges)
    return {
        name: filled(text, values)
        for name, text in _copied(_package_folder("files"), "")
        if not name.startswith(others)
    }


def program_files(choices: TrackerChoices) -> dict[str, bytes]:
    """What a tracker holds of the program itself, by path: wheel, schemas, original templates."""
    wheel = own_wheel()
    originals = {
        "version": version("clearway"),
        "choices": choices.as_json(),
        "files": {n: text for n, text in template_texts(choices).items() if n not in LOCKS},
    }
    text = json.dumps(originals, ensure_ascii=False, indent=1, sort_keys=True)
    return {
        f"{VENDOR}/{wheel.name}": wheel.content,
        ORIGINALS: f"{text}\n".encode(),
        **{f"schemas/{name}": text.encode() for name, text in schemas().items()},
    }


def _package_folder(name: str) -> Traversable:
    return package_files("clearway.site.starter") / name


def _copied(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = prefix + (f".{entry.name[4:]}" if entry.name.startswith("dot_") else entry.name)
        if entry.is_file():
            yield name, entry.read_text(encoding="utf-8")
        elif entry.name != "__pycache__":
            yield from _copied(entry, f"{name}/")


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with each sign replaced by its value; what a value holds is no sign.

    >>> filled("@A@, @B@ and @C@", {"@A@": "@B@", "@B@": "b"})
    '@B@, b and @C@'
    """
    return re.sub(r"@[A-Z0-9]+@", lambda sign: values.get(sign[0], sign[0]), text)
