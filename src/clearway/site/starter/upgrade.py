"""Upgrading a tracker to the version of the program that is running.

The wheel, the locks, the schemas and the issue forms are replaced. The templates (workflows,
Makefile, README, pages of docs/) are merged: `originals.json` holds what the program wrote, so what
the keeper changed since is kept, and what the program changed since comes in. Where both changed
the same lines, the keeper's file stays and the program's lies beside it as `NAME.new`.

Records are left alone, but for what a version asks for and their other fields answer: see
`MIGRATED`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum
from importlib.metadata import version
from importlib.resources import files as package_files
from io import BytesIO
from pathlib import Path

from clearway.contribute.issues import FOLDER, HEAD, issue_forms, read_generated_forms
from clearway.errors import InputError
from clearway.problems import Place, Problem, Severity
from clearway.records.editing.layout import HOME_OF_KIND
from clearway.records.editing.yaml_edits import YamlEdits
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.milestone import Milestone, MilestoneKind
from clearway.records.model import Process
from clearway.records.schema import schemas
from clearway.safe_files import file_exists, read_text
from clearway.site.starter import (
    LOCKS,
    ORIGINALS,
    VENDOR,
    filled,
    form_texts,
    program_files,
    template_texts,
)
from clearway.site.starter.choices import TrackerChoices, read_choices, template_values

PROGRAM = "src/clearway/site/starter"
"""Where this module is in the program's own repository."""

FORMER_PIN = "requirements.txt"
"""How trackers of version 0.1.0 named the program, before they held it themselves."""


class FileOutcome(StrEnum):
    """What an upgrade does with a file."""

    WRITTEN = "written"
    MERGED = "merged"
    KEPT = "kept"
    BESIDE = "beside"
    MIGRATED = "migrated"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FileUpgrade:
    """One file: what becomes of it, and its content before and after.

    `BESIDE` is a file that both sides changed in the same lines: the keeper's stays, and `after`
    is written beside it under `path` with '.new' at its end.
    """

    path: str
    outcome: FileOutcome
    before: bytes | None
    after: bytes | None

    @property
    def diff(self) -> str:
        """The change of a text as a unified diff; '' for what is no text or did not change."""
        try:
            old, new = ((side or b"").decode().splitlines() for side in (self.before, self.after))
        except UnicodeDecodeError:
            return ""
        return "".join(
            f"{line}\n" for line in unified_diff(old, new, self.path, self.path, lineterm="")
        )


def planned(root: Path, process: Process) -> tuple[FileUpgrade, ...]:
    """What an upgrade of the tracker at `root` would do, in the order of paths; writes nothing.

    Raises OSError where a file can't be read.
    """
    if (root / PROGRAM).is_dir():
        # The program's own repository holds no copy of itself, and its templates are the source.
        made = {
            **{f"schemas/{name}": text.encode() for name, text in schemas().items()},
            **{f"{FOLDER}/{name}": text.encode() for name, text in issue_forms(process).items()},
        }
        own = (_replaced(root, path, content) for path, content in sorted(made.items()))
        return tuple(each for each in own if each is not None)
    choices, originals = _originals(root, process)
    templates = template_texts(choices)
    replaced = {
        **program_files(choices),
        **{path: templates.pop(path).encode() for path in LOCKS},
        **{path: text.encode() for path, text in form_texts(choices, process).items()},
    }
    plan = [
        *_migrated(root, process),
        *(_replaced(root, path, content) for path, content in replaced.items()),
        *(_merged(root, path, originals.get(path), text) for path, text in templates.items()),
        *_outdated(root, {*replaced, *templates}, originals),
    ]
    return tuple(sorted((each for each in plan if each is not None), key=lambda each: each.path))


def outdated_problems(root: Path, process: Process) -> Iterator[Problem]:
    """Warns of what lies in the tracker from another version, or from other records.

    These are the schemas, the issue forms that the program wrote, and, by the version that made
    them, the workflows and the other templates.
    """
    held = {f"schemas/{name}": text for name, text in schemas().items()}
    stale = sorted(path for path, text in held.items() if _differs(root, path, text))
    if stale:
        yield _outdated_problem(stale, "schemas", "this version's", "Run clearway upgrade")
    forms = {f"{FOLDER}/{name}": text for name, text in issue_forms(process).items()}
    written = {f"{FOLDER}/{name}" for name in read_generated_forms(root)}
    stale = [path for path in sorted(written) if _differs(root, path, forms.get(path, ""))]
    if written:
        stale += sorted(forms.keys() - written)
    if stale:
        yield _outdated_problem(stale, "forms", "what the records say", "Run clearway tools forms")
    if file_exists(root, ORIGINALS):
        made = str(json.loads(read_text(root, Path(ORIGINALS))).get("version"))
        if made != version("clearway"):
            must = f"workflows and other files must be those of version {version('clearway')}"
            found, remedy = f"they are those of {made}", "Run clearway upgrade"
            place = Place(ORIGINALS)
            yield Problem(place, "outdated", must, found, remedy, Severity.WARNING)


def _outdated_problem(paths: list[str], what: str, must: str, remedy: str) -> Problem:
    others = f", nor {len(paths) - 1} more" if len(paths) > 1 else ""
    return Problem(
        Place(paths[0]),
        "outdated",
        f"{what} must be {must}",
        f"this one is not{others}",
        remedy,
        Severity.WARNING,
    )


def _differs(root: Path, path: str, text: str) -> bool:
    return file_exists(root, path) and read_text(root, Path(path)) != text


def write(root: Path, plan: tuple[FileUpgrade, ...]) -> None:
    """Does what was planned. Raises OSError."""
    for each in plan:
        path = root / (f"{each.path}.new" if each.outcome is FileOutcome.BESIDE else each.path)
        if each.outcome is FileOutcome.REMOVED:
            path.unlink()
        elif each.outcome is not FileOutcome.KEPT and each.after is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(each.after)


# --- records of earlier versions -------------------------------------------------------------

MIGRATED = frozenset({"adopted-by"})
"""The rules that records of earlier versions may break and an upgrade makes them keep."""


def _migrated(root: Path, process: Process) -> Iterator[FileUpgrade]:
    """Each draft with `adopted: yes` alone, with the decision that the other records name."""
    for draft in process.drafts:
        decision = _decision_on(process, draft)
        if not draft.adopted or draft.adopted_by is not None or decision is None:
            continue
        path = draft.origin.path
        before = (root / path).read_bytes()
        edits = YamlEdits(before.decode(), path, HOME_OF_KIND[Draft.KIND].field_order)
        edits.set(("adopted_by",), decision)
        yield FileUpgrade(path, FileOutcome.MIGRATED, before, edits.text().encode())


def _decision_on(process: Process, draft: Draft) -> str | None:
    """The milestone that adopted a draft: the one decision about it, or the process's culmination.

    None where the records leave it open; the check names that draft then.
    """
    decisions = [
        milestone.id
        for milestone in process.milestones
        if milestone.kind is MilestoneKind.DECISION and draft.ref in milestone.about
    ]
    if len(decisions) == 1:
        return decisions[0]
    kind, _, id = (process.profile.culmination or "").partition(":")
    is_outcome = process.profile.outcome == draft.id and kind == Milestone.KIND
    return id if is_outcome and not decisions else None


# --- files of the program --------------------------------------------------------------------


def _originals(root: Path, process: Process) -> tuple[TrackerChoices, Mapping[str, str]]:
    """The choices that the tracker was made with, and the texts that the program wrote then."""
    path = root / ORIGINALS
    if path.is_file():
        held = json.loads(path.read_text(encoding="utf-8"))
        if "choices" in held:
            return read_choices(held["choices"]), held["files"]
        return _first_choices(held["title"]), held["files"]
    choices = _first_choices(str(process.profile.title))
    pin = root / FORMER_PIN
    if pin.is_file() and "clearway==0.1.0" in pin.read_text(encoding="utf-8"):
        return choices, _earlier("0.1.0", choices)
    return choices, {}


def _first_choices(title: str) -> TrackerChoices:
    """Of trackers made before there were choices: only the title was asked."""
    return TrackerChoices(title=title, short_title=title, site_name=f"{title} in the open")


def _earlier(made: str, choices: TrackerChoices) -> dict[str, str]:
    """The templates of a version that left no originals, as it filled them in."""
    file = package_files("clearway.site.starter") / "earlier" / f"{made}.zip"
    with zipfile.ZipFile(BytesIO(file.read_bytes())) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    values = template_values(choices, made)
    return {name: filled(text, values) for name, text in texts.items()}


def _replaced(root: Path, path: str, content: bytes) -> FileUpgrade | None:
    before = _read(root / path)
    return None if before == content else FileUpgrade(path, FileOutcome.WRITTEN, before, content)


def _merged(root: Path, path: str, original: str | None, new: str) -> FileUpgrade | None:
    """A template: the program's change and the keeper's, both where they can be."""
    before = _read(root / path)
    after = new.encode()
    if before == after or (original == new and before is not None):
        return None
    if before is None:
        # Removed by the keeper, unless it is a template that came with this version.
        outcome = FileOutcome.WRITTEN if original is None else FileOutcome.KEPT
        return FileUpgrade(path, outcome, None, after if original is None else None)
    if original is not None and before == original.encode():
        return FileUpgrade(path, FileOutcome.WRITTEN, before, after)
    both = None if original is None else _three_way(before, original.encode(), after)
    if both is None:
        return FileUpgrade(path, FileOutcome.BESIDE, before, after)
    return FileUpgrade(path, FileOutcome.MERGED, before, both)


def _three_way(mine: bytes, original: bytes, new: bytes) -> bytes | None:
    """Both changes in one text; None where they overlap, or where git is not installed."""
    with tempfile.TemporaryDirectory(prefix="clearway-upgrade-") as name:
        paths = [Path(name) / side for side in ("mine", "original", "new")]
        for path, content in zip(paths, (mine, original, new), strict=True):
            path.write_bytes(content)
        try:
            done = subprocess.run(  # noqa: S603 - no shell; the files are our own
                ["git", "merge-file", "--stdout", *map(str, paths)],  # noqa: S607
                cwd=name,
                env={
                    "PATH": os.environ.get("PATH", os.defpath),
                    "GIT_CONFIG_NOSYSTEM": "1",
                    "GIT_CONFIG_GLOBAL": os.devnull,
                    "GIT_CEILING_DIRECTORIES": name,
                },
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            return None
    return done.stdout if done.returncode == 0 else None


def _outdated(root: Path, names: set[str], originals: Mapping[str, str]) -> list[FileUpgrade]:
    """Files that this version no longer has: other wheels, forms, the former pin."""
    found = list((root / VENDOR).glob("clearway-*.whl"))
    found += [
        path
        for path in (root / FOLDER).glob("*.yml")
        if path.read_text(encoding="utf-8").startswith(HEAD)
    ]
    pin = root / FORMER_PIN
    if FORMER_PIN in originals and _read(pin) == originals[FORMER_PIN].encode():
        found.append(pin)
    by_name = {path.relative_to(root).as_posix(): path for path in found}
    return [
        FileUpgrade(name, FileOutcome.REMOVED, path.read_bytes(), None)
        for name, path in by_name.items()
        if name not in names
    ]


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def run_wheel(wheel: Path, arguments: list[str]) -> int:
    """Runs the program of a wheel in a process of its own, with the packages installed here.

    Gives its exit code. Raises InputError where the file is no wheel, OSError where it can't be
    read.
    """
    with tempfile.TemporaryDirectory(prefix="clearway-wheel-") as name:
        try:
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(name)  # zipfile keeps every name below the folder
        except zipfile.BadZipFile as error:
            message = f"{wheel} is not a wheel ({error})"
            raise InputError(message, "name the .whl file of a version") from None
        program = f"import sys; sys.path.insert(0, {name!r}); from clearway.cli import main; main()"
        done = subprocess.run([sys.executable, "-c", program, *arguments], check=False)  # noqa: S603
    return done.returncode
