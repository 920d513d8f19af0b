"""The events that the files of a commit hold, kept up to date from one commit to the next.

Of two versions of a long list only the entries that differ are parsed. What cannot be read is
unknown, not deleted: its events stay as they were until the file can be read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from clearway.history.event_states import (
    REVISED,
    EventState,
    FileStates,
    Significant,
    entries,
    is_list,
    kind_of,
    read_states,
)
from clearway.records.kinds.statement import Endorsement


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event as the files of a commit have it; `state` is None where it is gone.

    `told` is all that is said of it: its record's kind, a digest of its fields, and the texts from
    elsewhere that are shown with it. `significant` is what a calendar must not miss. Both hold the
    day of `revised`, a change of which is a change of every event.
    """

    state: EventState | None
    told: tuple[str, bytes, tuple[str, ...]]
    significant: tuple[Significant | None, str]


class Contents(Protocol):
    """Where the contents of files are read by their ids; None where one is not to be had."""

    def read(self, id: str, /) -> bytes | None: ...


@dataclass(slots=True)
class Differences:
    """In which events, and in which texts that events use, a commit differs from its parent."""

    events: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)


@dataclass(slots=True)
class FileTree:
    """The files of one commit.

    `files` is what each holds, by its path; `paths` where an event is, `words` what texts are at
    hand. `unread` are files whose present version cannot be read. `users` are the events that ever
    used a text, in any commit: it is shared by all trees, and may name too many.
    """

    files: dict[str, FileStates] = field(default_factory=dict)
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    users: dict[str, set[str]] = field(default_factory=dict)

    def copy(self) -> FileTree:
        return FileTree(
            {path: FileStates(dict(f.events), dict(f.words)) for path, f in self.files.items()},
            dict(self.paths),
            dict(self.words),
            set(self.unread),
            self.users,
        )

    def change(
        self, path: str, before: str, after: str, contents: Contents, found: Differences
    ) -> bool:
        """Takes over a file that was changed, by the ids of its two versions ('' for none).

        What differs is added to `found`. Gives False where the new version is not in this copy of
        the repository.
        """
        kind = kind_of(path)
        if kind is None:
            return True
        if not after:
            self.unread.discard(path)
            self._put(path, FileStates({}, {}), found)
            return True
        new = contents.read(after)
        if new is None:
            self.unread.add(path)
            return False
        old = contents.read(before) if before and path not in self.unread else None
        self.put_text(path, kind, old, new, found)
        return True

    def put_text(
        self, path: str, kind: str, old: bytes | None, new: bytes, found: Differences
    ) -> None:
        """Takes over the text of a file; `old` is the one it had, None where that is not known."""
        new = new.replace(b"\r\n", b"\n")
        if kind == Endorsement.KIND and b"withdrawn" not in new:
            # Of thousands only the few that were withdrawn are parsed.
            self._put(path, FileStates({}, {}), found)
            return
        if old is not None and is_list(kind):
            gone, come = differing_entries(old.replace(b"\r\n", b"\n"), new)
            before, after = _read(gone, kind, path), _read(come, kind, path)
            if before and after and self._take(path, before, after, new, found):
                return
        parts = entries(new) if is_list(kind) else [new]
        states = _read(parts, kind, path) or read_states(new, kind, path)
        if states is None:
            self.unread.add(path)
        else:
            self.unread.discard(path)
            self._put(path, states, found)

    def _take(
        self, path: str, before: FileStates, after: FileStates, new: bytes, found: Differences
    ) -> bool:
        """Takes over the entries in which two versions differ; False where that is not enough."""
        lost = before.events.keys() - after.events.keys()
        # An event may be written twice in a file: then it is not gone with one of the two.
        if any(_may_hold(new, before.events[key]) for key in lost):
            return False
        self._change(path, lost, after, before.words.keys() - after.words.keys(), found)
        return True

    def _put(self, path: str, states: FileStates, found: Differences) -> None:
        """Takes over all that a file holds."""
        held = self.files.get(path, FileStates({}, {}))
        lost = held.events.keys() - states.events.keys()
        self._change(path, lost, states, held.words.keys() - states.words.keys(), found)

    def _change(
        self,
        path: str,
        lost: Iterable[str],
        come: FileStates,
        lost_words: Iterable[str],
        found: Differences,
    ) -> None:
        held = self.files.setdefault(path, FileStates({}, {}))
        for key in lost:
            if held.events.pop(key, None):
                self.paths[key] = tuple(p for p in self.paths[key] if p != path)
                found.events.add(key)
        for key, state in come.events.items():
            if held.events.get(key) != state:
                self.paths[key] = tuple(sorted({*self.paths.get(key, ()), path}))
                held.events[key] = state
                found.events.add(key)
                for name in state.uses:
                    self.users.setdefault(name, set()).add(key)
        for name in lost_words:
            held.words.pop(name, None)
            self.words.pop(name, None)
            found.words.add(name)
        for name, text in come.words.items():
            if self.words.get(name) != text:
                found.words.add(name)
            held.words[name] = self.words[name] = text

    def known(self, found: Differences) -> dict[str, KnownEvent]:
        """The events that were found to differ, as they are now."""
        keys = found.events.union(*(self.users.get(name, ()) for name in found.words))
        return {key: self.known_event(key) for key in sorted(keys)}

    def known_event(self, key: str) -> KnownEvent:
        """One event as it is now."""
        revised = self.words.get(REVISED, "")
        paths = self.paths.get(key, ())
        if not paths:
            return KnownEvent(None, ("", b"", (revised,)), (None, revised))
        state = self.files[paths[0]].events[key]
        used = tuple(self.words.get(name, "") for name in state.uses)
        return KnownEvent(state, (state.kind, state.content, used), (state.significant, revised))


def _read(texts: Iterable[bytes], kind: str, path: str) -> FileStates | None:
    """What entries of one file hold together; None where one cannot be read."""
    events: dict[str, EventState] = {}
    words: dict[str, str] = {}
    for text in texts:
        states = read_states(text, kind, path)
        if states is None:
            return None
        events |= states.events
        words |= states.words
    return FileStates(events, words)


def _may_hold(text: bytes, state: EventState) -> bool:
    """Whether a text may still hold an event of that record: it has a line with its id."""
    id = re.escape(str(state.fields.get("id")).encode())
    return re.search(rb"\bid[\"']?\s*:\s*[\"']?" + id + rb"\b", text) is not None


# --- two versions of a list ------------------------------------------------------------------


def differing_entries(old: bytes, new: bytes) -> tuple[list[bytes], list[bytes]]:
    r"""The entries that only the old and only the new version of a list hold, in their order.

    >>> differing_entries(b"- id: a\n- id: b\n- id: c\n", b"- id: a\n- id: bb\n- id: c\n")
    ([b'- id: b'], [b'- id: bb'])
    """
    start = _same_until(old, new)
    old, new = old[start:], new[start:]
    end = _same_from(old, new)
    before, after = entries(old[: len(old) - end]), entries(new[: len(new) - end])
    left, right = set(before), set(after)
    return _without(before, right), _without(after, left)


def _without(parts: Iterable[bytes], known: set[bytes]) -> list[bytes]:
    return [part for part in parts if part not in known and part.strip()]


def _same_until(old: bytes, new: bytes) -> int:
    """Where the entry begins in which two texts first differ; 0 without entries before it."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return old.rfind(b"\n- ", 0, low) + 1


def _same_from(old: bytes, new: bytes) -> int:
    """How many bytes at the end are the same in both and begin with an entry."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle :] == new[len(new) - middle :]:
            low = middle
        else:
            high = middle - 1
    at = new.find(b"\n- ", len(new) - low) if low else -1
    return len(new) - at - 1 if at >= 0 else 0
