"""Each way in which a record is edited, in a real repository: what rises, and what stays."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from clearway.history.revisions import EventHistory, read_revisions
from tests.history.edits import (
    BASE,
    CLOSING,
    EDITS,
    LIST,
    MOVED,
    PROCESS,
    RISES,
    STAYS,
    TODAY,
    WHEN,
    Edit,
    put,
)
from tests.repositories import Repository
from tests.running import ROOT


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_an_edit_raises_what_it_changes(edit: Edit, tmp_path: Path) -> None:
    made = Repository.new(tmp_path)
    made.write("data/process.yaml", PROCESS)
    seen = []
    for day, text in enumerate(edit.texts):
        made.write(LIST, text)
        made.commit(f"Step {day}", day=day)
        seen.append(history_of(made, edit.key))
    assert what_happened([h.sequence for h in seen]) == edit.sequence
    assert what_happened([h.modified for h in seen]) == edit.modified
    assert (seen[-1].state is None) == edit.is_gone
    assert seen[-1].last is not None


def history_of(made: Repository, key: str = "opening") -> EventHistory:
    found = read_revisions(made.folder, TODAY)
    assert found.notice == ""
    return found.events[key]


def what_happened(values: Sequence[int]) -> str:
    steps = list(pairwise(values))
    assert all(before <= after for before, after in steps), values
    return STAYS if values[0] == values[-1] else RISES


# --- edits that take more than one file, or more than one branch ------------------------------


def start(folder: Path) -> Repository:
    made = Repository.new(folder)
    made.write(LIST, BASE)
    made.commit("First", day=0)
    return made


def move_to_a_file(made: Repository) -> None:
    record = BASE.removesuffix(CLOSING).strip()
    fields = record.replace("- id: opening\n", "").replace("  kind: meeting\n", "")
    made.write("data/consultations/opening.md", f"---\n{fields}\n---\n")
    made.write(LIST, CLOSING)
    made.commit("A consultation", day=3)


def copy_first_then_remove(made: Repository) -> None:
    """For one commit there are two of it: it is never gone."""
    made.write("data/statements/opening.md", f"---\ntitle: Opening\n{WHEN}\n---\n")
    made.commit("Another file", day=3)
    assert history_of(made).state is not None
    made.write(LIST, CLOSING)
    made.commit("Out of the list", day=4)
    assert len(history_of(made).turns) <= 3


def twice_in_a_list(made: Repository) -> None:
    made.write(LIST, BASE + BASE.removesuffix(CLOSING))
    made.commit("Twice", day=3)
    made.write(LIST, BASE)
    made.commit("Once", day=4)


def revert(made: Repository) -> None:
    made.write(LIST, MOVED)
    made.commit("Moved", day=3)
    made.git("revert", "--no-edit", "HEAD", day=4)


def merge_main_into_a_branch_and_go_on_from_there(made: Repository) -> None:
    made.git("switch", "--quiet", "--create", "work")
    made.write(LIST, put("title: Closing", "title: The end"))
    made.commit("On the branch", day=1)
    made.git("switch", "--quiet", "main")
    made.write(LIST, MOVED)
    made.commit("Moved", day=2)
    assert history_of(made).sequence == history_of(made).modified
    made.git("switch", "--quiet", "work")
    made.git("merge", "--quiet", "--no-edit", "main", day=3)
    made.git("switch", "--quiet", "main")
    made.git("merge", "--quiet", "--ff-only", "work")


def merge_in_which_the_older_branch_wins(made: Repository) -> None:
    made.git("switch", "--quiet", "--create", "work")
    made.write(LIST, put(WHEN, "when: 2026-12-20"))
    made.commit("On the branch", day=1)
    made.git("switch", "--quiet", "main")
    made.write(LIST, MOVED)
    made.commit("Moved", day=2)
    made.git("merge", "--quiet", "--no-edit", "-Xtheirs", "work", day=3)


def merge_of_two_steps(made: Repository) -> None:
    made.git("switch", "--quiet", "--create", "work")
    made.write(LIST, MOVED)
    made.commit("Moved", day=1)
    made.write(LIST, put(WHEN, "when: 2026-12-20"))
    made.commit("And again", day=2)
    made.git("switch", "--quiet", "main")
    made.git("merge", "--quiet", "--no-ff", "--no-edit", "work", day=3)


def squash(made: Repository) -> None:
    made.write(LIST, MOVED)
    made.commit("Moved", day=1)
    made.git("switch", "--quiet", "--orphan", "again")
    made.write(LIST, MOVED)
    made.commit("All in one", day=5)


def a_slow_clock(made: Repository) -> None:
    made.write(LIST, MOVED)
    made.commit("Ten days ago", day=-10)


def not_committed(made: Repository) -> None:
    made.write(LIST, MOVED)


def file_removed_on_disk(made: Repository) -> None:
    made.write(LIST, None)


def stage_renamed(made: Repository) -> None:
    made.write("data/process.yaml", PROCESS)
    made.commit("Stages", day=2)
    made.write("data/process.yaml", put("title: Talks", "title: Negotiations", PROCESS))
    made.commit("Another name for a stage", day=3)


CHANGES: list[tuple[Callable[[Repository], None], str, str]] = [
    (move_to_a_file, STAYS, RISES),
    (copy_first_then_remove, STAYS, RISES),
    (twice_in_a_list, STAYS, STAYS),
    (revert, RISES, RISES),
    (merge_main_into_a_branch_and_go_on_from_there, RISES, RISES),
    (merge_in_which_the_older_branch_wins, RISES, RISES),
    (merge_of_two_steps, RISES, RISES),
    (squash, RISES, RISES),
    (a_slow_clock, RISES, RISES),
    (not_committed, RISES, RISES),
    (file_removed_on_disk, RISES, RISES),
    (stage_renamed, STAYS, RISES),
]


@pytest.mark.parametrize(("change", "sequence", "modified"), CHANGES)
def test_a_change_of_many_steps_raises_what_it_changes(
    change: Callable[[Repository], None], sequence: str, modified: str, tmp_path: Path
) -> None:
    made = start(tmp_path)
    before = history_of(made)
    change(made)
    after = history_of(made)
    assert what_happened([before.sequence, after.sequence]) == sequence
    assert what_happened([before.modified, after.modified]) == modified


def test_what_was_on_a_branch_only_is_no_lost_event(tmp_path: Path) -> None:
    """An id that was changed before it was merged was never published."""
    made = start(tmp_path)
    made.git("switch", "--quiet", "--create", "work")
    made.write(LIST, BASE + put("opening", "midway", BASE.removesuffix(CLOSING)))
    made.commit("A draft", day=1)
    made.write(LIST, BASE + put("opening", "half-way", BASE.removesuffix(CLOSING)))
    made.commit("A better id", day=2)
    made.git("switch", "--quiet", "main")
    made.git("merge", "--quiet", "--no-ff", "--no-edit", "work", day=3)
    events = read_revisions(made.folder, TODAY).events
    assert (events["midway"].state, events["midway"].last) == (None, None)
    half_way = events["half-way"]
    assert half_way.state is not None
    # It came into this branch with the merge.
    assert [turn.at for turn in half_way.turns] == [half_way.modified]


def test_the_table_for_developers_is_this_one(request: pytest.FixtureRequest) -> None:
    """`pytest --update-golden` on this file writes it."""
    rows = [(edit.name, edit.sequence, edit.modified) for edit in EDITS]
    rows += [(change.__name__.replace("_", " "), a, b) for change, a, b in CHANGES]
    cells = ("edit", "SEQUENCE", "DTSTAMP and LAST-MODIFIED")
    lines = [cells, ("---", "---", "---"), *rows]
    table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    if request.config.getoption("--update-golden"):
        TABLE.write_text(HEAD + table, encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == HEAD + table


TABLE = ROOT / "dev" / "edits.md"
HEAD = """\
# What each edit does to an event

Each row is tried in a real repository by `tests/history/test_edits.py`, which also writes this
table. `tests/publish/calendars/test_scenario.py` tries the same edits on whole feeds. In the lower
part an edit takes more than one commit, file or branch.

"""
