"""A person's name goes from the records on request; what remains is said."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clearway.contribute.erasure import erasure, remains, write_erasure
from clearway.errors import InputError, WriteError
from clearway.history import read_history
from clearway.insight.endorsements import tallies
from clearway.publish.sentences.names import Names
from clearway.records.kinds.statement import Endorsement, Statement
from clearway.records.model import Process
from clearway.records.rules import check
from clearway.site.product import read_product
from clearway.site.settings import read_settings
from tests.records.folders import lay_out
from tests.repositories import Repository
from tests.running import run

TODAY = date(2026, 11, 22)
KARI = "data/endorsements/saturdays/kari-nordmann.yaml"
ROLES = """\
roles:
  - id: chair
    role: Chair
    name: Kari Nordmann
    source: https://council.example/minutes
"""
NOTED = """\
name: Kari  Nordmann-Lie
kind: individual
different_from: [kari-nordmann]
date: 2024-03-13
source: https://friends.example/saturdays
"""


def process_in(root: Path) -> Process:
    found = check(root, TODAY)
    assert found.process is not None, found.problems
    return found.process


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    """The base, where the name is also that of a chair, in a text, and in another's file."""
    root = lay_out(tmp_path / "tracker")
    process = root / "data" / "process.yaml"
    process.write_text(process.read_text("utf-8") + ROLES, "utf-8")
    hall = root / "data" / "consultations" / "2024-02-08-hall.md"
    hall.write_text(hall.read_text("utf-8") + "\nThen KARI\nNordmann spoke.\n", "utf-8")
    (root / "data" / "endorsements" / "saturdays" / "other.yaml").write_text(NOTED, "utf-8")
    (root / "docs").mkdir()
    (root / "docs" / "about.md").write_text("Kept by Kari Nordmann.\n", "utf-8")
    return root


def test_a_name_goes_and_the_signature_is_counted(tracker: Path) -> None:
    before = process_in(tracker)
    found = erasure(tracker, before, "kari nordmann")
    assert {path: text is None for path, text in found.texts.items()} == {
        "data/consultations/2024-02-08-hall.md": False,
        KARI: True,
        "data/endorsements/saturdays/other.yaml": False,
        "data/process.yaml": False,
        "data/statements/saturdays.md": False,
    }
    assert len(found.places) == 2
    write_erasure(tracker, found, TODAY)
    after = process_in(tracker)
    assert not (tracker / KARI).exists()
    unnamed = after.find(Statement, "saturdays").unnamed
    assert unnamed is not None
    assert unnamed.individuals == 1
    assert tallies(after)["saturdays"].total == tallies(before)["saturdays"].total
    assert after.profile.roles[0].name == "(name removed)"
    text = (tracker / "data" / "consultations" / "2024-02-08-hall.md").read_text("utf-8")
    assert text.endswith("\nThen (name removed) spoke.\n")
    other = (tracker / "data" / "endorsements" / "saturdays" / "other.yaml").read_text("utf-8")
    assert other == NOTED.replace("different_from: [kari-nordmann]\n", "")


def test_a_second_one_is_counted_besides(tracker: Path) -> None:
    for number, name in enumerate(["Kari Nordmann", "Kari Nordmann-Lie"], 1):
        write_erasure(tracker, erasure(tracker, process_in(tracker), name), TODAY)
        unnamed = process_in(tracker).find(Statement, "saturdays").unnamed
        assert unnamed is not None
        assert unnamed.individuals == number


def test_a_name_that_is_an_error_to_leave_out_is_not_written(tracker: Path) -> None:
    hall = tracker / "data" / "consultations" / "2024-02-08-hall.md"
    hall.write_text(hall.read_text("utf-8") + "[her](endorsement:saturdays/kari-nordmann)\n")
    found = erasure(tracker, process_in(tracker), "Kari Nordmann")
    with pytest.raises(WriteError, match="there is no endorsement 'saturdays/kari-nordmann'"):
        write_erasure(tracker, found, TODAY)
    assert (tracker / KARI).exists()


@pytest.mark.parametrize("name", ["", "Kai"])
def test_a_short_name_is_in_too_many_words(tracker: Path, name: str) -> None:
    with pytest.raises(InputError):
        erasure(tracker, process_in(tracker), name)


def test_what_remains_is_said(tracker: Path) -> None:
    repository = Repository.new(tracker)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message=Kari Nordmann signs")
    write_erasure(tracker, erasure(tracker, process_in(tracker), "Kari Nordmann"), TODAY)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message=A name is taken out")
    left = remains(tracker, process_in(tracker), "Kari Nordmann")
    assert left[0].startswith(
        "The history holds 'Kari Nordmann' in 2 commits, 1 of them in the message."
    )
    assert left[1] == "It is on pages that are written by hand: docs/about.md."
    assert left[-1].startswith("Copies that others made")


def test_the_command_only_says_what_it_would_do_until_it_is_asked_to_write(tracker: Path) -> None:
    said = run("clearway", "tools", "erase", "Kari Nordmann", cwd=tracker)
    assert (said.returncode, (tracker / KARI).exists()) == (0, True)
    assert f"removed: {KARI}\n" in said.stdout
    assert "statement:saturdays counts 1 more without a name\n" in said.stdout
    assert "Nothing is written yet" in said.stderr
    done = run("clearway", "tools", "erase", "Kari Nordmann", "--write", cwd=tracker)
    assert (done.returncode, (tracker / KARI).exists()) == (0, False)


def test_a_built_list_of_changes_does_not_name_who_signed(tracker: Path) -> None:
    """Neither in sentences nor in the titles that the form of an endorsement gives to commits."""
    repository = Repository.new(tracker)
    signed = tracker / "data" / "endorsements" / "saturdays" / "zoe-quux.yaml"
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message=Records", author="Ann Lee")
    signed.write_text(
        "name: Zoe Quux\nkind: individual\ndate: 2024-03-14\n"
        "source: https://friends.example/saturdays\n"
    )
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message=Endorse: Zoe Quux", author="Ann Lee")
    write_erasure(tracker, erasure(tracker, process_in(tracker), "Zoe Quux"), TODAY)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message=On request", author="Ann Lee")
    settings = read_settings({}, datetime(2026, 11, 22, tzinfo=UTC))
    outputs = read_product(tracker, settings, read_history(tracker)).outputs
    assert outputs is not None
    log = next(page.html for page in outputs.pages.values() if page.address == "changes/")
    assert "Endorse: (name removed)" in log
    assert "a person whose name was taken out" in log
    made = [*(page.html for page in outputs.pages.values()), *map(str, outputs.files.values())]
    assert not any("Quux" in text for text in made)


def test_the_list_of_changes_does_not_say_who_signed(tracker: Path) -> None:
    before = process_in(tracker)
    kari = before.find(Endorsement, "saturdays/kari-nordmann")
    write_erasure(tracker, erasure(tracker, before, "Kari Nordmann"), TODAY)
    after = process_in(tracker)
    assert Names(after).title(kari) == "a person whose name was taken out"
    # Where two states of the records are compared, the older one may say it.
    assert Names(after, before).title(kari) == "Kari Nordmann"
    other = after.find(Endorsement, "saturdays/other")
    assert Names(after).title(other) == "Kari  Nordmann-Lie"
