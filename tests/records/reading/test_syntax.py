"""What people type who have never seen YAML, the lines that they get for it, and their remedies.

Each mistake is a whole data/milestones.yaml of one meeting. What the check prints of it is in
golden/mistakes.txt. Whoever follows the remedy gets the meeting that was meant.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from clearway.problems import Problem, Severity, as_text
from clearway.records.kinds.milestone import Milestone
from clearway.records.reading.syntax import as_scalar, cut, in_quotes
from clearway.records.reading.syntax import as_text as as_yaml_text
from clearway.records.rules import check
from tests.records.folders import lay_out
from tests.records.remedies import followed

GOLDEN = Path(__file__).parent / "golden" / "mistakes.txt"
PATH = "data/milestones.yaml"
TODAY = date(2026, 11, 22)

URL = "https://library.example/plenary"
HEAD = f"- id: plenary\n  kind: meeting\n  source: {URL}\n"
TITLE = "  title: Plenary\n"
WHEN = "  when: 2025-12-12\n"
HOUR = "  when: 2025-12-12T22:00/23:00\n"
TOPICS = "  topics:\n    - saturdays\n    - branches\n"


def titled(written: str, meant: str) -> tuple[str, str]:
    """A meeting whose title is `written` as it is in YAML, and the same as it was meant."""
    whole = HEAD + "  title: {}\n" + WHEN
    return whole.format(written), whole.format(in_quotes(meant))


def placed(zone: str, meant: str) -> tuple[str, str]:
    """A meeting with a zone as it was written, and with the lines that were meant."""
    return f"{HEAD}{TITLE}{HOUR}  zone: {zone}\n", meant and f"{HEAD}{TITLE}{HOUR}{meant}"


PLAIN = HEAD + TITLE + WHEN
LISTED = PLAIN + TOPICS
UNSURE = f"{HEAD}{TITLE}  when: 2025-12-12?\n"

MISTAKES: dict[str, tuple[str, str]] = {
    "no space after the colon": (f"{HEAD}{TITLE}  when:2025-12-12\n", PLAIN),
    "another column": (f"{HEAD}{TITLE}   when: 2025-12-12\n", PLAIN),
    "a space from a word processor": (f"{HEAD}{TITLE}\u00a0 when: 2025-12-12\n", PLAIN),
    "a no-break space after the colon": (f"{HEAD}  title:\u00a0Plenary\n{WHEN}", PLAIN),
    "a no-break space in a date": (f"{HEAD}{TITLE}  when: 2025-12-12\u00a0?\n", UNSURE),
    "a tab": (f"{HEAD}{TITLE}\twhen: 2025-12-12\n", PLAIN),
    "dashes": (f"{HEAD}{TITLE}  when: 2025\u201312\u201312\n", PLAIN),
    "curly quotation marks": (f"{HEAD}{TITLE}  when: \u201c2025-12-12\u201d\n", PLAIN),
    "a zero-width space in a date": (f"{HEAD}{TITLE}  when: 2025-\u200b12-12\n", PLAIN),
    "a zero-width space before a field": (f"{HEAD}{TITLE}  \u200bwhen: 2025-12-12\n", PLAIN),
    "a zero-width space in a title": (f"{HEAD}  title: Plen\u200bary\n{WHEN}", PLAIN),
    "a soft hyphen in a title": (f"{HEAD}  title: Ple\u00adnary\n{WHEN}", PLAIN),
    "an equals sign": (f"{HEAD}  title = Plenary\n{WHEN}", PLAIN),
    "a full-width colon": (f"{HEAD}  title\uff1aPlenary\n{WHEN}", PLAIN),
    "no colon": (f"{HEAD}  title Plenary\n{WHEN}", ""),
    "a text that YAML cuts": titled("Meeting #2", "Meeting #2"),
    "brackets and more": titled("[draft] x", "[draft] x"),
    "brackets alone": titled("[draft]", "[draft]"),
    "braces and more": titled("{draft} x", "{draft} x"),
    "braces alone": titled("{draft}", "{draft}"),
    "an apostrophe in single quotes": titled("'The group's plenary'", "The group's plenary"),
    "quotes in double quotes": titled('"The "group" plenary"', 'The "group" plenary'),
    "quotes at the beginning": titled('"Group" plenary', '"Group" plenary'),
    "a colon in a text": titled("Plenary: the end", "Plenary: the end"),
    "a star": titled("*Plenary*", "*Plenary*"),
    "a sign at": titled("@home", "@home"),
    "a percent sign": titled("%50 of it", "%50 of it"),
    "a backtick": titled("`Plenary`", "`Plenary`"),
    "a bullet for each record": (PLAIN.replace("- id", "\u2022 id"), PLAIN),
    "a dash for each record": (PLAIN.replace("- id", "\u2013 id"), PLAIN),
    "no space after the hyphen": (PLAIN.replace("- id", "-id"), PLAIN),
    "bullets in a list": (LISTED.replace("- s", "\u2022 s").replace("- b", "\u2022 b"), LISTED),
    "dashes in a list": (LISTED.replace("- s", "\u2013 s").replace("- b", "\u2013 b"), LISTED),
    "hyphens without a space": (LISTED.replace("- s", "-s").replace("- b", "-b"), LISTED),
    "a list on the line of its field": (f"{PLAIN}  topics: - saturdays\n", ""),
    "an address between signs": (PLAIN.replace(URL, f"<{URL}>"), PLAIN),
    "an address as Markdown": (PLAIN.replace(URL, f"[it]({URL})"), PLAIN),
    "an address without its beginning": (PLAIN.replace("https://", ""), PLAIN),
    "past midnight": (
        f"{HEAD}{TITLE}  when: 2025-12-12T22:00/02:00\n  zone: Europe/Paris\n",
        f"{HEAD}{TITLE}  when: 2025-12-12T22:00/2025-12-13T02:00\n  zone: Europe/Paris\n",
    ),
    "a time with a Z": (
        f"{HEAD}{TITLE}  when: 2025-12-12T22:00Z\n",
        f"{HEAD}{TITLE}  when: 2025-12-12T22:00\n  zone: UTC\n",
    ),
    "the zone Z": placed("Z", "  zone: UTC\n"),
    "the zone UTC+0": placed("UTC+0", "  zone: UTC\n"),
    "the zone utc": placed("utc", "  zone: UTC\n"),
    "an offset": placed("GMT-5", ""),
    "the abbreviation EST": placed("EST", ""),
    "the abbreviation CET": placed("CET", ""),
    "the abbreviation GMT": placed("GMT", ""),
    "a city that is not in the database": placed("America/Joao_Pessoa", ""),
    "a city alone": placed("Nairobi", "  zone: Africa/Nairobi\n"),
    "anywhere on Earth": placed("AoE", "  zone: Etc/GMT+12\n"),
    "the opposite of a choice": (f"{PLAIN}  evidence: unseen\n", ""),
    "a topic that there is not": (f"{PLAIN}  topics: [NGOs]\n", ""),
    "a topic in capitals": (f"{PLAIN}  topics: [Saturdays]\n", f"{PLAIN}  topics: [saturdays]\n"),
    "a stage that there is not": (f"{PLAIN}  stage: Third round\n", ""),
    "prose": ("The plenary will be held on 12 December in Geneva.\nAll are welcome.\n", ""),
    "prose with a colon": ("The plenary: on 12 December in Geneva.\nAll are welcome.\n", ""),
}
"""What was written and what was meant; '' where no remedy can say that, as it was never written."""

FILES: dict[str, bytes] = {
    "UTF-16": PLAIN.encode("utf-16"),
    "UTF-16 without a mark": PLAIN.encode("utf-16-be"),
    "Windows-1252": PLAIN.replace("Plenary", "\u201cPlenary\u201d").encode("cp1252"),
    "lines that end with CR": PLAIN.replace("\n", "\r").encode(),
    "a Word document": b"PK\x03\x04\x14\x00\x06\x00",
    "a PDF file": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
}
"""Files that are no text in UTF-8, or none in lines."""


@dataclass
class Checked:
    """What the check found in the file of meetings, and the first meeting."""

    problems: tuple[Problem, ...]
    meeting: Milestone | None


@pytest.fixture
def checked(tmp_path: Path) -> Callable[[bytes], Checked]:
    root = lay_out(tmp_path)
    # Nothing else leads to the base's own dates, so that what is found is of the meeting alone.
    profile = root / "data/process.yaml"
    profile.write_text(profile.read_text("utf-8").replace("culmination: milestone:vote\n", ""))

    def run(written: bytes) -> Checked:
        (root / PATH).write_bytes(written)
        found = check(root, TODAY)
        problems = tuple(problem for problem in found.problems if problem.place.path == PATH)
        assert problems == found.problems
        meetings = found.process.milestones if found.process else ()
        return Checked(problems, meetings[0] if meetings else None)

    return run


def test_each_mistake_is_named_as_what_it_is(
    checked: Callable[[bytes], Checked], golden_file: Callable[[Path, str], None]
) -> None:
    """The whole output for each, in one file: to be read by whoever changes a message."""
    files = {**{name: written.encode() for name, (written, _) in MISTAKES.items()}, **FILES}
    printed = [f"# {name}\n{as_text(checked(raw).problems)}" for name, raw in files.items()]
    golden_file(GOLDEN, "\n".join(printed))


@pytest.mark.parametrize("name", sorted(name for name, (_, meant) in MISTAKES.items() if meant))
def test_whoever_follows_a_remedy_gets_what_was_meant(
    name: str, checked: Callable[[bytes], Checked]
) -> None:
    written, meant = MISTAKES[name]
    text, steps = written, 0
    while problems := checked(text.encode()).problems:
        followed_text = next(
            (new for p in problems if (new := followed(text, p)) is not None), None
        )
        assert followed_text is not None, as_text(problems)
        text, steps = followed_text, steps + 1
        assert steps < 5, as_text(problems)
    assert steps > 0
    got, wanted = checked(text.encode()).meeting, checked(meant.encode()).meeting
    assert got is not None and wanted is not None
    assert got.model_dump() == wanted.model_dump()


def test_no_remedy_writes_what_was_never_meant(checked: Callable[[bytes], Checked]) -> None:
    """Where nothing says what was meant, the remedy has words and no value."""
    for name, (written, meant) in sorted(MISTAKES.items()):
        for problem in () if meant else checked(written.encode()).problems:
            new = followed(written, problem)
            assert new is None, f"{name}: {problem}"
    assert all(p.severity is not Severity.ERROR for p in checked(PLAIN.encode()).problems)


def test_helpers() -> None:
    assert in_quotes("the group's #2") == "'the group''s #2'"
    assert (cut("short"), len(cut("long " * 30))) == ("short", 60)
    assert (as_scalar("a: b"), as_scalar("a"), as_yaml_text("'a'b'")) == ("'a: b'", "a", '"a\'b"')
