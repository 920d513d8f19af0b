"""The rule on any history, and what is said where the history is not to be had.

Covers: clearway.history.event_states, clearway.history.file_states.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.history import NO_REPOSITORY
from clearway.history.event_states import EventState, significant
from clearway.history.file_states import KnownEvent
from clearway.history.revisions import (
    CUT_OFF,
    EPOCH,
    NO_COMMIT,
    NOT_HERE,
    EventHistory,
    clock,
    merge_all,
    read_revisions,
)
from tests.repositories import Repository

TODAY = date(2025, 1, 1)
LATEST = EPOCH + 1_000_000


# --- the laws -------------------------------------------------------------------------------

Event = tuple[str, str] | None
"""The day of an event and its title; None where there is none."""

Commit = tuple[Sequence[int], Mapping[str, Event], int]
"""Parents by their number, events by their name, and what the committer's clock showed."""


@st.composite
def histories(draw: st.DrawFn) -> list[Commit]:
    """Any tree of commits, in which a merge takes either side or neither, with any clock."""
    event = st.none() | st.tuples(
        st.sampled_from(["2026-01-01", "2026-01-02"]), st.sampled_from("TU")
    )
    made: list[Commit] = []
    for number in range(draw(st.integers(2, 12))):
        parents = draw(st.sets(st.integers(0, number - 1), max_size=3)) if number else set()
        in_order = draw(st.permutations(sorted(parents)))
        events: dict[str, Event] = {}
        for name in "ab":
            known = [made[parent][1][name] for parent in in_order]
            events[name] = draw(st.sampled_from(known) | event if known else event)
        made.append((in_order, events, EPOCH + draw(st.integers(-5, 2_000_000))))
    return made


def known(event: Event) -> KnownEvent:
    if event is None:
        return KnownEvent(None, ("", b"", ("",)), (None, ""))
    said = significant({"when": event[0]})
    assert said is not None
    state = EventState("milestone", (), said, True, event[1].encode(), (), {})
    return KnownEvent(state, (event[0], state.content, ("",)), (said, ""))


@given(histories())
def test_a_commit_never_has_less_than_an_ancestor_and_more_where_it_differs(
    commits: list[Commit],
) -> None:
    clocks: list[int] = []
    found: list[dict[str, EventHistory]] = []
    ancestors: list[set[int]] = []
    for number, (parents, events, committed) in enumerate(commits):
        clocks.append(clock(committed, [clocks[p] for p in parents], LATEST))
        own = dict(found[parents[0]]) if parents else {}
        first = commits[parents[0]][1] if parents else {}
        changes = {k: known(e) for k, e in events.items() if e != first.get(k)}
        merge_all(own, [found[p] for p in parents[1:]], changes, clocks[number])
        found.append(own)
        ancestors.append({a for p in parents for a in (p, *ancestors[p])})
    for number, (_, events, _) in enumerate(commits):
        assert {k for k, h in found[number].items() if h.state} == {
            k for k, e in events.items() if e
        }
        for ancestor in ancestors[number]:
            assert clocks[ancestor] < clocks[number]
            for name, old in found[ancestor].items():
                new = found[number][name]
                days = [h.state and h.state.significant for h in (old, new)]
                assert new.sequence >= old.sequence + (days[0] != days[1])
                assert new.modified >= old.modified + (old.known.told != new.known.told)


def document(events: Mapping[str, Event]) -> bytes:
    return "".join(
        f"- id: {name}\n  title: {event[1]}\n  when: {event[0]}\n  kind: meeting\n\n"
        for name, event in sorted(events.items())
        if event
    ).encode()


@pytest.mark.parametrize("seed", range(3))
def test_the_laws_hold_in_a_real_repository(seed: int, tmp_path: Path) -> None:
    """Histories as git has them: merges that take either side, clocks that jump."""
    rnd = random.Random(seed)  # noqa: S311 - no secret
    commits = random_commits(rnd, 24)
    made = Repository.new(tmp_path)
    made.run_with(fast_import(commits), "fast-import", "--quiet")
    found, ancestors = [], list[set[int]]()
    for number, (parents, events, _) in enumerate(commits):
        read = read_revisions(
            tmp_path, date(2030, 1, 1), revision=f"refs/heads/c{number}", with_edits=False
        )
        assert read.notice == ""
        found.append(read.events)
        ancestors.append({a for p in parents for a in (p, *ancestors[p])})
        there = {k: h.state for k, h in read.events.items() if h.state}
        assert {
            name: (state.significant.start, state.fields["title"]) for name, state in there.items()
        } == {name: event for name, event in events.items() if event}
        for ancestor in ancestors[number]:
            for name, old in found[ancestor].items():
                new = read.events[name]
                moved = commits[ancestor][1].get(name) != events.get(name)
                assert new.modified >= old.modified + moved
                assert new.sequence >= old.sequence + (day(old) != day(new))


def day(history: EventHistory) -> str | None:
    return history.state.significant.start if history.state else None


def random_commits(rnd: random.Random, count: int) -> list[Commit]:
    commits: list[Commit] = [([], dict.fromkeys("abcd", ("2026-01-01", "T")), 1_700_000_000)]
    for number in range(1, count):
        parents = [rnd.randrange(max(0, number - 5), number)]
        other = rnd.randrange(max(0, number - 6), number)
        if rnd.random() < 0.4 and other not in parents:
            parents.append(other)
        sides = [commits[parent][1] for parent in parents]
        events = {name: rnd.choice(sides).get(name) for name in "abcd"}
        name = rnd.choice("abcd")
        changes: list[Event] = [None, (f"2026-01-{rnd.randint(1, 4):02}", "T"), ("2026-01-01", "U")]
        events[name] = rnd.choice([events[name], *changes])
        at = 1_700_000_000 + number * 1000 + rnd.randint(-9000, 3000)
        commits.append((parents, events, at))
    return commits


def fast_import(commits: Sequence[Commit]) -> bytes:
    lines = []
    for number, (parents, events, at) in enumerate(commits):
        text = document(events)
        lines.append(b"commit refs/heads/c%d\nmark :%d\n" % (number, number + 1))
        lines.append(b"committer a <a@library.example> %d +0000\ndata 0\n" % at)
        words = (b"from", b"merge")
        lines += [b"%s :%d\n" % (word, p + 1) for word, p in zip(words, parents, strict=False)]
        lines.append(b"M 100644 inline data/milestones.yaml\ndata %d\n%s\n" % (len(text), text))
    return b"".join(lines)


# --- what a history may lack -----------------------------------------------------------------


@pytest.fixture
def tracker(tmp_path: Path) -> Repository:
    made = Repository.new(tmp_path / "tracker")
    for number in range(1, 4):
        text = document({"a": (f"2026-01-0{number}", "T"), "b": ("2026-01-01", "T")})
        made.write("data/milestones.yaml", text.decode())
        made.commit(f"Step {number}", day=number)
    return made


def test_the_same_commit_gives_the_same_revisions(tracker: Repository, tmp_path: Path) -> None:
    Repository(tmp_path).git("clone", "--quiet", f"file://{tracker.folder}", "copy")
    first = read_revisions(tracker.folder, TODAY)
    assert first == read_revisions(tmp_path / "copy", date(2029, 1, 1))
    assert first.events["a"].sequence > first.events["b"].sequence


def test_without_git_it_says_so(tmp_path: Path) -> None:
    assert read_revisions(tmp_path, TODAY).notice == f"{NO_REPOSITORY}."
    made = Repository.new(tmp_path)
    assert read_revisions(tmp_path, TODAY).notice == f"{NO_COMMIT}."
    made.write("README.md", "No record yet\n")
    made.commit("First")
    assert read_revisions(tmp_path, TODAY).notice == f"{NO_COMMIT}."


def test_a_shallow_copy_says_so(tracker: Repository, tmp_path: Path) -> None:
    part = Repository(tmp_path)
    part.git("clone", "--quiet", "--depth=2", f"file://{tracker.folder}", "part")
    found = read_revisions(tmp_path / "part", TODAY)
    assert found.notice == f"{CUT_OFF}."
    # What changed since is known; what did not is not.
    assert list(found.events) == ["a"]


def test_a_copy_without_contents_says_so(tracker: Repository, tmp_path: Path) -> None:
    tracker.git("config", "uploadpack.allowFilter", "true")
    part = Repository(tmp_path)
    part.git("clone", "--quiet", "--filter=blob:none", f"file://{tracker.folder}", "part")
    assert read_revisions(tmp_path / "part", TODAY).notice == f"{NOT_HERE}."


def test_as_of_a_past_day_nothing_is_later(tracker: Repository) -> None:
    now = read_revisions(tracker.folder, TODAY)
    then = now.until(date(2024, 1, 3))
    assert len(now.events["a"].turns) == 3
    assert len(then.events["a"].turns) == 2
    end = 1_704_326_399  # 2024-01-03T23:59:59Z
    assert (then.events["a"].sequence, then.events["a"].modified) == (end, end)
    assert then.events["b"] == now.events["b"]


def test_a_clock_that_is_ahead_counts_as_just_after_its_parents(tracker: Repository) -> None:
    tracker.write("data/milestones.yaml", document({"a": ("2026-02-01", "T")}).decode())
    tracker.commit("In the far future", day=20_000)
    before, after = (
        read_revisions(tracker.folder, d).events["a"] for d in (TODAY, date(2099, 1, 1))
    )
    assert before.turns[-1].at == before.turns[-2].at + 1
    assert after.turns[-1].at == 1_704_110_400 + 20_000 * 86_400


def test_a_link_or_an_oversized_file_holds_no_event(tracker: Repository) -> None:
    expected = replace(read_revisions(tracker.folder, TODAY))
    (tracker.folder / "data" / "consultations").mkdir()
    (tracker.folder / "data" / "consultations" / "c.md").symlink_to("/etc/hostname")
    (tracker.folder / "data" / "drafts").mkdir()
    (tracker.folder / "data" / "drafts" / "d.md").write_text("---\nwhen: 2026\n---\n" + "x" * 2**20)
    assert read_revisions(tracker.folder, TODAY) == expected
    tracker.commit("Both", day=5)
    assert read_revisions(tracker.folder, TODAY).events == expected.events
