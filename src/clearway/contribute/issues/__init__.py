"""Issues that were filled in by a form, into records.

sent = Sent(process, read, at, "https://forge.example/tracker/issues/12")
converted(body, sent)     # Change(path, text, is_new), or Refusal(reasons)
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from clearway.contribute.issues.answers import Refusal, Sent, read_answers, recognised
from clearway.contribute.issues.conversion import changed
from clearway.contribute.issues.forms import FOLDER, HEAD, forms, issue_forms
from clearway.contribute.new_record import FileChange
from clearway.errors import InputError
from clearway.problems import Problem, has_errors
from clearway.records.reading.load import Loaded
from clearway.records.rules import check

# --- The change that an issue asks for, onto the disk: written only if the check finds nothing new


class Issue(NamedTuple):
    """The text of an issue; its address and when it was opened, where they are known."""

    body: str
    source: str = ""
    at: datetime | None = None


def read_issue(path: Path) -> Issue:
    """An issue from a file: its text, or what GitHub tells a workflow of it (a `.json` file).

    Raises OSError, InputError.
    """
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".json":
            return Issue(text)
        issue = json.loads(text)["issue"]
        return Issue(issue["body"] or "", issue["html_url"], _instant(issue["created_at"]))
    except UnicodeDecodeError:
        raise InputError("it is not text in the encoding UTF-8") from None
    except (ValueError, KeyError, TypeError):
        raise InputError("it does not hold an issue as GitHub tells a workflow of it") from None


def _instant(text: str) -> datetime:
    """As GitHub writes it: 2025-10-30T22:15:00Z."""
    return datetime.fromisoformat(text).astimezone(UTC)


def reader(root: Path) -> Callable[[str], str]:
    """Reads a file of the tracker by its path below `root`."""
    return lambda path: (root / path).read_text(encoding="utf-8")


def written(root: Path, change: FileChange, before: Loaded, today: date) -> tuple[Problem, ...]:
    """Makes the change and gives the problems that it brings; with an error it is taken back.

    Nothing but the file of the change is touched. Raises OSError, FileExistsError among them.
    """
    path = root / change.path
    path.parent.mkdir(parents=True, exist_ok=True)
    old = None if change.is_new else path.read_bytes()
    _put(path, change.text.encode(), is_new=change.is_new)
    problems: tuple[Problem, ...] = ()
    is_good = False
    try:
        known = frozenset(before.problems)
        problems = tuple(p for p in check(root, today).problems if p not in known)
        is_good = not has_errors(problems)
    finally:
        if not is_good:
            _take_back(path, old)
    return problems


def _put(path: Path, content: bytes, *, is_new: bool) -> None:
    if is_new:
        with path.open("xb") as file:
            file.write(content)
        return
    # Another name first: who reads meanwhile finds the old file or the new one, whole.
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    fresh = Path(name)
    fresh.chmod(path.stat().st_mode)
    fresh.replace(path)


def _take_back(path: Path, old: bytes | None) -> None:
    if old is not None:
        _put(path, old, is_new=False)
        return
    path.unlink()
    if not any(path.parent.iterdir()):
        path.parent.rmdir()


# --- Issues that were filled in by a form, into records


__all__ = [
    "FOLDER",
    "HEAD",
    "FileChange",
    "InputError",
    "Refusal",
    "Sent",
    "converted",
    "issue_forms",
]


def read_generated_forms(folder: Path) -> dict[str, str]:
    """The texts of the forms in a folder that this program wrote; not those of an editor's own."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.yml")}
    return {name: text for name, text in texts.items() if text.startswith(HEAD)}


MOST_BODY = 256 * 1024
"""The longest text of an issue, in letters; GitHub's own limit is a quarter of it."""


def converted(body: str, sent: Sent, name: str = "") -> FileChange | Refusal:
    """The one file that an issue changes. `name` is its form's; it is recognised otherwise.

    Raises InputError.
    """
    known = forms(sent.process)
    names = {form.name: form for form in known}
    if name and name not in names:
        raise InputError(f"there is no form {name}; there are {', '.join(names)}")
    if len(body) > MOST_BODY:
        return Refusal((f"The text has {len(body):,} letters; it may have {MOST_BODY:,}.",))
    form = names[name] if name else recognised(body, known)
    if form is None:
        raise InputError("the text does not begin as that of a form does")
    answers = read_answers(body, form)
    return answers if isinstance(answers, Refusal) else changed(answers, sent)
