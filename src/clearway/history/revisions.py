"""Revisions of events, from git: since when each event is as it is, on a scale that never falls.

Subscribers merge old and new copies of an event by comparing revisions (SEQUENCE and DTSTAMP, RFC
5545). A revision must therefore rise with every change, whichever way the record was edited, and
must not depend on the day on which the site is built. So it is the time of the commit that made the
change, found by walking all commits, those of merged branches included:

1. The clock of a commit is its committer's time, but at least one second later than that of each
   parent. A time further ahead than tomorrow is a wrong clock and counts as parent plus one second.
   Where the process has a day `revised`, the clock is not before that day either: so a history that
   was squashed, or rewritten, can be raised above what was published before.
2. An event that differs from the first parent's gets the commit's clock; an equal one keeps what it
   had. Then, for each further parent: at least that parent's value; and where the event differs
   there and is not already later, the commit's clock.

It follows, whatever the history looks like: a commit never has a lower revision than one of its
ancestors, and a higher one wherever the event differs. Dates and status have a revision of their
own (`sequence`), all that is said of the event another (`modified`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha1, sha256
from pathlib import Path
from typing import NamedTuple

from clearway.errors import DateError, GitError
from clearway.history.blobs import Blobs
from clearway.history.event_states import REVISED, EventState, kind_of
from clearway.history.file_states import Differences, FileTree, KnownEvent
from clearway.history.git import run_git
from clearway.history.log import LogEntry, read_entries
from clearway.records.dates.when import read_day
from clearway.records.editing.layout import DATA
from clearway.records.reading.files import MOST_BYTES

EPOCH = 1_577_836_800
"""2020-01-01 in UTC: SEQUENCE counts seconds from here, and stays below 2**31 until 2088. Google
Calendar refused milliseconds, ical4j refuses more than 2**31."""

NO_COMMIT = "No record is committed to git yet"

CUT_OFF = (
    "This copy of the repository holds only the latest part of the history; get the rest by "
    "git fetch --unshallow"
)

NOT_HERE = "What files held in old commits cannot be read here; a clone without --filter has it"


PREVIEW = (
    "So the revisions of dates cannot be known, and calendars made here have the day of the last "
    "announcement instead: look at them, but do not publish them."
)


class Turn(NamedTuple):
    """From when on an event was so, as seconds since 1970; without a state it was gone."""

    at: int
    state: EventState | None


@dataclass(frozen=True, slots=True)
class EventHistory:
    """One event as a commit has it, and since when.

    `sequence` is when date or status changed last, `modified` when anything did, in seconds since
    1970. `last` is what the event was when a calendar last showed it. `turns` are its states in
    the order in which they came into the branch.
    """

    known: KnownEvent
    sequence: int
    modified: int
    last: EventState | None = None
    turns: tuple[Turn, ...] = ()

    @property
    def state(self) -> EventState | None:
        """The event as it is; None where it is gone."""
        return self.known.state


@dataclass(frozen=True, slots=True)
class Revisions:
    """The histories of all events, by what they are known by for good (see `event_states`).

    `notice` says why revisions are not known or not to be relied on; then a preview may be made,
    but nothing published. Empty where all is well.
    """

    events: Mapping[str, EventHistory] = field(default_factory=dict)
    notice: str = ""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to tell who builds a preview, a line each."""
        return (f"warning: {self.notice} {PREVIEW}",) if self.notice else ()

    def until(self, day: date) -> Revisions:
        """As of the end of a past day: nothing is later than that."""
        end = _seconds(day + timedelta(days=1)) - 1
        return replace(self, events={k: _until(h, end) for k, h in self.events.items()})


NO_REVISIONS = Revisions()
"""Where no history is to be had, and nothing is said of it."""


def _until(history: EventHistory, end: int) -> EventHistory:
    return replace(
        history,
        sequence=min(history.sequence, end),
        modified=min(history.modified, end),
        turns=tuple(turn for turn in history.turns if turn.at <= end),
    )


# --- the rule -------------------------------------------------------------------------------


def clock(committed: int, parents: Iterable[int], latest: int, floor: int = EPOCH) -> int:
    """The time of a commit in seconds, later than that of every parent.

    `latest` is the latest time that a right clock can show, `floor` what no time is before.

    >>> clock(EPOCH + 500, [EPOCH + 100], latest=EPOCH + 900)  # as committed
    1577837300
    >>> clock(EPOCH + 50, [EPOCH + 100], latest=EPOCH + 900)  # a slow clock
    1577836901
    >>> clock(EPOCH + 9000, [EPOCH + 100], latest=EPOCH + 900)  # a clock that is ahead
    1577836901
    """
    earliest = max((parent + 1 for parent in parents), default=EPOCH)
    return max(committed if committed <= latest else EPOCH, earliest, floor)


def sequence_number(at: int) -> int:
    """SEQUENCE for a time in seconds.

    >>> sequence_number(EPOCH + 42)
    42
    """
    return max(at - EPOCH, 0)


def follow(before: EventHistory | None, known: KnownEvent, now: int) -> EventHistory:
    """An event as a commit at `now` has it, of which the first parent had it as `before`."""
    state = known.state
    if before is None:
        return EventHistory(known, now, now, _shown(state), (Turn(now, state),) if state else ())
    if before.known.told == known.told:
        return before
    moved = before.known.significant != known.significant
    is_turn = (before.state, state) != (None, None)
    return EventHistory(
        known,
        now if moved else before.sequence,
        now,
        _shown(state) or before.last,
        (*before.turns, Turn(now, state)) if is_turn else before.turns,
    )


def _shown(state: EventState | None) -> EventState | None:
    return state if state is not None and state.has_place else None


def merge(here: EventHistory | None, other: EventHistory, now: int) -> EventHistory:
    """An event after a merge at `now`, raised above what a further parent has it as.

    What that parent alone ever had, and has no more, was never on this branch: of it only the
    revision is kept.
    """
    if here is None:
        here = EventHistory(_NEVER, 0, 0)
    own, theirs = here.known, other.known
    moved, edited = own.significant != theirs.significant, own.told != theirs.told
    sequence = _above(here.sequence, other.sequence, now, differs=moved)
    modified = _above(here.modified, other.modified, now, differs=edited)
    return replace(here, sequence=sequence, modified=max(modified, sequence))


_NEVER = KnownEvent(None, ("", b"", ("",)), (None, ""))
"""An event that a branch never had."""


def _above(own: int, other: int, now: int, *, differs: bool) -> int:
    """At least the other's time; where the two differ, later than it.

    >>> _above(5, 7, 9, differs=False), _above(5, 7, 9, differs=True), _above(8, 7, 9, differs=True)
    (7, 9, 8)
    """
    if not differs:
        return max(own, other)
    return own if own > other else now


def merge_all(
    first: dict[str, EventHistory],
    others: Sequence[Mapping[str, EventHistory]],
    changes: Mapping[str, KnownEvent],
    now: int,
) -> None:
    """Takes the events of a commit's first parent to those of the commit, in place.

    `changes` are the events in which the commit differs from that parent.
    """
    for key, known in changes.items():
        before = first.get(key)
        if before is not None or known.state is not None:
            first[key] = follow(before, known, now)
    for other in others:
        for key, theirs in other.items():
            here = first.get(key)
            if here is not theirs:
                first[key] = merge(here, theirs, now)


# --- the walk -------------------------------------------------------------------------------


@dataclass(slots=True)
class _Line:
    """All that is known after a commit: its clock, its files, its events."""

    clock: int = EPOCH - 1
    files: FileTree = field(default_factory=FileTree)
    events: dict[str, EventHistory] = field(default_factory=dict)

    def copy(self) -> _Line:
        return _Line(self.clock, self.files.copy(), dict(self.events))


def read_revisions(
    root: Path, today: date | None, *, revision: str = "HEAD", with_edits: bool = True
) -> Revisions:
    """The revisions of all events below `root`/data, as a commit and the files on disk have them.

    Without `today` no clock counts as being ahead: for what is then cut off at a past day, whenever
    it is made.

    What is edited and not committed counts as a commit one second later than the last; without
    `with_edits` it is left out. Never raises: where git cannot say, the notice says why.
    """
    latest = _seconds((today or date(2999, 1, 1)) + timedelta(days=2)) - 1
    try:
        entries = read_entries(root, revision)[::-1]
        if not entries:
            return Revisions(notice=f"{NO_COMMIT}.")
        with Blobs(root) as blobs:
            line, is_whole = _walk(entries, blobs, latest)
            if with_edits:
                _take_edits(root, line, blobs)
    except GitError as error:
        return Revisions(notice=f"{error}.")
    if any(entry.is_cut for entry in entries):
        return Revisions(line.events, f"{CUT_OFF}.")
    return Revisions(line.events, "" if is_whole else f"{NOT_HERE}.")


def _walk(entries: Sequence[LogEntry], blobs: Blobs, latest: int) -> tuple[_Line, bool]:
    """What is known after the last of all commits, the oldest first; and whether all was there."""
    children = _count(parent for entry in entries for parent in set(entry.parents))
    lines: dict[str, _Line] = {}
    is_whole = True
    line = _Line()
    for entry in entries:
        parents = [parent for parent in dict.fromkeys(entry.parents) if parent in lines]
        line = _start(parents, lines, children)
        others = [lines[parent] for parent in parents[1:]]
        times = [lines[parent].clock for parent in parents]
        changes = Differences()
        # What is removed first: a file that was renamed is a removal and an addition.
        for touch in sorted(entry.touched, key=lambda touch: bool(touch.after)):
            is_whole &= line.files.change(touch.path, touch.before, touch.after, blobs, changes)
        now = clock(_number(entry.stamp), times, latest, _floor(line.files))
        merge_all(line.events, [o.events for o in others], line.files.known(changes), now)
        line.clock = now
        for parent in parents:
            children[parent] -= 1
            if not children[parent]:
                del lines[parent]
        lines[entry.id] = line
    return line, is_whole


def _start(parents: Sequence[str], lines: Mapping[str, _Line], children: dict[str, int]) -> _Line:
    """What the first parent left: the same object where no other child needs it, else a copy."""
    if not parents:
        return _Line()
    first = lines[parents[0]]
    return first if children[parents[0]] == 1 else first.copy()


def _count(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    return found


def _floor(files: FileTree) -> int:
    """The beginning of the day that the process is `revised` from; what is no day counts not."""
    try:
        return max(_seconds(read_day(files.words.get(REVISED, ""))), EPOCH)
    except DateError:
        return EPOCH


def _number(stamp: str) -> int:
    """Git's own number of seconds; 0 where it is none."""
    try:
        return int(stamp)
    except ValueError:
        return 0


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time.min, UTC).timestamp())


# --- what is not committed -------------------------------------------------------------------


def _take_edits(root: Path, line: _Line, blobs: Blobs) -> None:
    """Takes over the files as they are on disk, as a commit one second after the last."""
    committed = _files_of_head(root)
    on_disk = dict(_files_on_disk(root))
    found = Differences()
    for path in sorted(committed.keys() - on_disk.keys()):
        line.files.change(path, committed[path], "", blobs, found)
    for path, file in sorted(on_disk.items()):
        before = committed.get(path, "")
        new = _bytes_of(file)
        kind = kind_of(path)
        if kind is None or new is None or _object_id(new, before) == before:
            continue
        is_known = before and path not in line.files.unread
        line.files.put_text(path, kind, blobs.read(before) if is_known else None, new, found)
    now = clock(EPOCH, [line.clock], EPOCH, _floor(line.files))
    merge_all(line.events, (), line.files.known(found), now)


def _files_of_head(root: Path) -> dict[str, str]:
    """The id of what each file with events holds, as the last commit has it."""
    raw = run_git(root, "ls-tree", "-r", "-z", "HEAD", "--", f"{DATA}/")
    found = {}
    for entry in raw.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        (mode, _, id), path = entry.partition("\t")[0].split(), entry.partition("\t")[2]
        if mode in ("100644", "100755") and kind_of(path):
            found[path] = id
    return found


def _files_on_disk(root: Path) -> Iterator[tuple[str, Path]]:
    for file in (root / DATA).rglob("*"):
        path = file.relative_to(root).as_posix()
        if kind_of(path) and file.is_file() and not file.is_symlink():
            yield path, file


def _bytes_of(file: Path) -> bytes | None:
    """What a file holds; None where it cannot be read, of which the check speaks."""
    try:
        return file.read_bytes() if file.stat().st_size <= MOST_BYTES else None
    except OSError:
        return None


def _object_id(content: bytes, like: str) -> str:
    """The id that git gives a content, in the kind of hash that `like` is."""
    hashed = sha256 if len(like) == 64 else sha1
    return hashed(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
