"""Issues that were filled in by a form, into records.

sent = Sent(process, read, at, "https://forge.example/tracker/issues/12")
converted(body, sent)     # Change(path, text, is_new), or Refusal(reasons)
"""

from __future__ import annotations

import email
import email.policy
import errno
import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from clearway.atomic import write_whole
from clearway.contribute.issues.answers import Refusal, Sent, read_answers, recognised
from clearway.contribute.issues.conversion import changed
from clearway.contribute.new_record import FileChange
from clearway.errors import InputError
from clearway.problems import Problem, has_errors
from clearway.publish.issue_forms import FOLDER, HEAD, MAIL_END, forms, issue_forms
from clearway.records.model import Process
from clearway.records.reading.load import Loaded
from clearway.records.rules import check
from clearway.safe_files import file_exists, read_file, read_text, remove_file

# --- The change that an issue asks for, onto the disk: written only if the check finds nothing new


class Issue(NamedTuple):
    """The text of an issue; its address and when it was opened, where they are known."""

    body: str
    source: str = ""
    at: datetime | None = None


def read_issue(path: Path) -> Issue:
    """An issue from a file: its text, what GitHub tells a workflow of it (a `.json` file), or a
    mail as mail programs save it (an `.eml` file).

    Raises OSError, InputError.
    """
    if path.suffix == ".eml":
        return _read_mail(path.read_bytes())
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


def _read_mail(content: bytes) -> Issue:
    message = email.message_from_bytes(content, policy=email.policy.default)
    part = message.get_body(("plain",))
    if part is None:
        raise InputError("it is not a mail with a plain text", "copy its text into a .txt file")
    try:
        text: str = part.get_content()
    except LookupError:
        raise InputError("its text is in an encoding that is not known here") from None
    sent = message["date"]
    at = sent.datetime if sent is not None else None
    # A mail without a zone is in UTC (RFC 5322, section 3.3: -0000).
    return Issue(text, at=(at if at is None or at.tzinfo else at.replace(tzinfo=UTC)))


def from_mail(text: str, process: Process) -> str:
    """The answers in a mail as those of an issue; a text without them stays as it is.

    Left out are what is above the first question, quoted lines (the hints of the form) and what
    follows the line that begins a signature. Mail programs break long lines: an answer that is to
    be one line is put together again.
    """
    lines = [line for line in text.splitlines() if not line.startswith(">")]
    end = next((n for n, line in enumerate(lines) if line.rstrip() == MAIL_END.rstrip()), None)
    lines = lines[:end]
    start = next((n for n, line in enumerate(lines) if line.startswith("### ")), 0)
    lines = lines[start:]
    form = recognised("\n".join(lines), forms(process))
    if form is None:
        return text
    is_long = {f"### {question.label}": question.is_long for question in form.questions}
    found: list[str] = []
    joins = False
    for line in lines:
        if line.rstrip() in is_long:
            joins = not is_long[line.rstrip()]
            found += [line.rstrip(), ""]
        elif not joins:
            found.append(line)
        elif line.strip():
            found[-1] = f"{found[-1]} {line.strip()}".strip()
    return "\n".join(found)


def _instant(text: str) -> datetime:
    """As GitHub writes it: 2025-10-30T22:15:00Z."""
    return datetime.fromisoformat(text).astimezone(UTC)


def reader(root: Path) -> Callable[[str], str]:
    """Reads a file of the tracker by its path below `root`, its lines ended as they are."""
    return lambda path: read_file(root, path).decode("utf-8")


def written(root: Path, change: FileChange, before: Loaded, today: date) -> tuple[Problem, ...]:
    """Makes the change and gives the problems that it brings; with an error it is taken back.

    Nothing but the file of the change is touched. Raises OSError, FileExistsError among them.
    """
    if change.is_new and file_exists(root, change.path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(root / change.path))
    old = None if change.is_new else read_file(root, change.path)
    has_folder = (root / change.path).parent.exists()
    write_whole(Path(change.path), change.text.encode(), root)
    problems: tuple[Problem, ...] = ()
    is_good = False
    try:
        known = frozenset(before.problems)
        problems = tuple(p for p in check(root, today).problems if p not in known)
        is_good = not has_errors(problems)
    finally:
        if not is_good and old is not None:
            write_whole(Path(change.path), old, root)
        elif not is_good:
            remove_file(root, change.path)
            if not has_folder:
                (root / change.path).parent.rmdir()
    return problems


# --- Issues that were filled in by a form, into records


__all__ = [
    "FOLDER",
    "HEAD",
    "FileChange",
    "InputError",
    "Refusal",
    "Sent",
    "converted",
    "from_mail",
    "issue_forms",
    "read_generated_forms",
]


def read_generated_forms(root: Path) -> dict[str, str]:
    """The forms below `root` that this program wrote, by name; not those of an editor's own."""
    names = [path.name for path in (root / FOLDER).glob("*.yml")]
    texts = {name: read_text(root, Path(FOLDER, name)) for name in names}
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
