"""What data/sources.yaml says after sources were looked at.

Covers: clearway.records.kinds.sighting, clearway.records.references.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clearway.insight.sources import (
    Sight,
    SourceEntry,
    SourceState,
    longest_unseen_first,
    sighting_id,
    source_problems,
    sources_file,
    with_copies,
    with_sights,
)
from clearway.records.model import Process
from clearway.records.references import cited
from clearway.records.rules import check
from tests.records.folders import CASES, lay_out

TODAY = date(2026, 11, 23)
HOURS = "https://library.example/hours"
GAZETTE = "https://gazette.example/7"
UNION = "https://union.example/"


def process(folder: Path) -> Process:
    found = check(lay_out(folder, CASES / "good" / "sighting"), TODAY).process
    assert found is not None
    return found


def test_every_address_is_found_where_it_stands(tmp_path: Path) -> None:
    found = cited(process(tmp_path))
    assert [str(c.place.path) for c in found[UNION]] == ["data/organisations/staff-union.yaml"]
    assert found[UNION][0].place[1:] == (5, 9)
    assert list(found) == sorted(found)


def test_an_entry_keeps_the_day_on_which_it_was_last_seen(tmp_path: Path) -> None:
    records = process(tmp_path)
    sights = {
        HOURS: Sight(SourceState.GONE, "its server answers 404, not found"),
        UNION: Sight(SourceState.SEEN),
        "https://friends.example/about": Sight(
            SourceState.NOT_ASKED, "enough was asked for one run"
        ),
    }
    text = sources_file(with_sights(records, sights, TODAY))
    assert text.partition("\n\n")[2] == (
        "- id: library-example-hours-0c9f7d21\n"
        "  url: https://library.example/hours\n"
        "  seen: 2026-11-22\n"
        "  archived: https://archive.example/2024/https://library.example/hours\n"
        "\n"
        f"- id: {sighting_id(UNION)}\n"
        "  url: https://union.example/\n"
        "  seen: 2026-11-23\n"
    )
    (tmp_path / "data" / "sources.yaml").write_text(text, encoding="utf-8")
    again = check(tmp_path, TODAY)
    assert again.problems == ()
    assert again.process is not None
    assert sources_file(with_sights(again.process, {}, TODAY), text) == text
    own = "# Our own words\n" + text.partition("\n\n")[2]
    assert sources_file(with_sights(again.process, {}, TODAY), own) == own


def test_of_a_file_only_what_is_new_is_written(tmp_path: Path) -> None:
    before = (
        "# Our own words\n\n"
        "- id: library-example-hours-0c9f7d21\n"
        "  url: 'https://library.example/hours'\n"
        "  seen: 2026-11-21  # by hand\n"
        "\n"
        "# no longer cited, and not kept\n"
        "- id: old\n"
        "  url: https://old.example/\n"
        "  seen: 2026-11-21\n"
    )
    known = {
        GAZETTE: SourceEntry("gazette", GAZETTE, TODAY),
        HOURS: SourceEntry("library-example-hours-0c9f7d21", HOURS, TODAY, "https://keep.example/"),
        UNION: SourceEntry("union", UNION),
    }
    after = (
        "# Our own words\n\n"
        f"- id: gazette\n  url: {GAZETTE}\n  seen: 2026-11-23\n"
        "\n"
        "- id: library-example-hours-0c9f7d21\n"
        "  url: 'https://library.example/hours'\n"
        "  seen: 2026-11-23  # by hand\n"
        "  archived: https://keep.example/\n"
        "\n"
        f"- id: union\n  url: {UNION}\n"
    )
    assert sources_file(known, before) == after
    windows = sources_file(known, before.replace("\n", "\r\n"))
    assert windows == after.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("sight", "told"),
    [
        (Sight(SourceState.SEEN), None),
        (Sight(SourceState.NOT_ASKED, "enough was asked for one run"), None),
        (
            Sight(SourceState.GONE, "its server answers 404, not found"),
            "error[gone] a source must be an address that still answers; "
            f"{UNION}: its server answers 404, not found. "
            "Find where it is now, or name a copy: clearway archive --copy ADDRESS COPY.",
        ),
        (
            Sight(SourceState.DOUBTFUL, "no answer within 20 seconds"),
            "warning[doubtful] a source must be an address that still answers; "
            f"{UNION}: no answer within 20 seconds. "
            "Open it in a browser; where nothing comes, name a copy or another source.",
        ),
        (
            Sight(SourceState.MOVED, "", "https://union.example/new"),
            "warning[moved] a source must be the address where it is now; "
            f"{UNION} has moved. If that is the same page, write https://union.example/new.",
        ),
    ],
    ids=lambda value: value.state if isinstance(value, Sight) else "",
)
def test_what_is_told_of_an_address(tmp_path: Path, sight: Sight, told: str | None) -> None:
    found = source_problems(process(tmp_path), {UNION: sight})
    place = "data/organisations/staff-union.yaml:5:9: "
    assert [str(problem) for problem in found] == ([] if told is None else [place + told])


def test_a_copy_beside_the_source_itself_is_enough(tmp_path: Path) -> None:
    """In a record, in a part of one, and in a list of sources."""
    root = lay_out(tmp_path)
    copied = "{{url: https://a.example/{0}, archived: 'https://keep.example/{0}'}}"
    with (root / "data" / "milestones.yaml").open("a", encoding="utf-8") as file:
        file.write(
            f"- {{id: one, title: One, kind: decision, when: 2024-04-01, "
            f"source: {copied.format(1)}}}\n"
            f"- {{id: two, title: Two, kind: decision, when: 2024-04-01, "
            f"source: [https://a.example/none, {copied.format(2)}]}}\n"
            f"- {{id: three, title: Three, kind: decision, source: https://a.example/none, "
            f"dates: [{{when: 2024-04-01, source: {copied.format(3)}}}]}}\n"
        )
    records = check(root, TODAY).process
    assert records is not None
    gone = Sight(SourceState.GONE, "its server answers 404, not found")
    sights = {f"https://a.example/{name}": gone for name in ("1", "2", "3", "none")}
    found = source_problems(records, sights)
    assert [problem.found.partition(":")[2].partition(": ")[0] for problem in found] == [
        "//a.example/none",
        "//a.example/none",
    ]


def test_what_is_gone_and_kept_elsewhere_is_no_problem(tmp_path: Path) -> None:
    records = process(tmp_path)
    gone = Sight(SourceState.GONE, "its server answers 404, not found")
    assert source_problems(records, {HOURS: gone}) == ()
    without = replace(records, sightings=())
    assert {p.rule for p in source_problems(without, {HOURS: gone})} == {"gone"}


def test_a_copy_is_noted_beside_what_is_known(tmp_path: Path) -> None:
    known = with_copies(process(tmp_path), {HOURS: "https://keep.example/1", UNION: "https://k/2"})
    assert (known[HOURS].seen, known[HOURS].archived) == (
        date(2026, 11, 22),
        "https://keep.example/1",
    )
    assert known[UNION] == SourceEntry(sighting_id(UNION), UNION, None, "https://k/2")


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (SourceEntry("a", "https://a.example/"), "- id: a\n  url: https://a.example/\n"),
        (
            SourceEntry("a", "https://a.example/b:", date(2026, 1, 2), "https://keep.example/c:"),
            '- id: a\n  url: "https://a.example/b:"\n  seen: 2026-01-02\n'
            '  archived: "https://keep.example/c:"\n',
        ),
    ],
)
def test_an_entry_as_it_is_written(entry: SourceEntry, text: str) -> None:
    written = sources_file({entry.url: entry})
    assert written.partition("\n\n")[2] == text


def test_the_longest_unseen_is_asked_first(tmp_path: Path) -> None:
    order = longest_unseen_first(process(tmp_path))
    assert order[-1] == HOURS
    assert UNION in order[:-1]


def test_an_id_is_the_words_of_the_address_and_its_sum() -> None:
    assert sighting_id("https://www.union.example/a?b=1") == "union-example-a-b-1-461eda91"
    long = sighting_id("https://a.example/" + "x" * 60)
    assert (len(long), long[:49]) == (57, "a-example-" + "x" * 38 + "-")
    at_a_hyphen = sighting_id("https://a.example/" + "x" * 37 + "/y")
    assert at_a_hyphen.startswith("a-example-" + "x" * 37 + "-")
    assert "--" not in at_a_hyphen
    assert sighting_id("https://keep.example/https://b.example/").startswith("keep-example-https-b")
    assert sighting_id("https://例え.example/") != sighting_id("https://例え.example/x")
