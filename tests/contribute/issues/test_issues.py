"""Every form converts; what is wrong is said in words; no text changes more than one file.

Covers: clearway.contribute.issues, clearway.contribute.issues.answers,
clearway.contribute.issues.conversion, clearway.publish.issue_forms.
"""

import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from clearway.cli import main
from clearway.contribute.issues import (
    FileChange,
    Refusal,
    Sent,
    converted,
    from_mail,
    issue_forms,
    reader,
    written,
)
from clearway.errors import InputError
from clearway.problems import as_text, has_errors
from clearway.publish.issue_forms import forms, mail_text
from clearway.records.rules import check
from tests.contribute.issues.filled import ISSUE, TODAY, filled, process_of
from tests.running import EPOCH, ROOT, TRACKERS

NOON = datetime.combine(TODAY, time(12), UTC)

ENDORSE = {
    "statement": "Open on Saturdays",
    "name": "Ann Lee",
    "signs": "For myself",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(TRACKERS / "library" / "data", tmp_path / "data")
    return tmp_path


def sent(root: Path, at: datetime = NOON) -> Sent:
    return Sent(process_of(root), reader(root), at, ISSUE)


def made(root: Path, name: str, /, **answers: str) -> FileChange:
    """The change that a filled-in form asks for, which the check must find good."""
    change = converted(filled(root, name, **answers), sent(root))
    assert isinstance(change, FileChange), change
    problems = written(root, change, check(root, TODAY), TODAY)
    assert as_text(problems) == ""
    return change


def refused(root: Path, body: str) -> tuple[str, ...]:
    refusal = converted(body, sent(root))
    assert isinstance(refusal, Refusal), refusal
    return refusal.reasons


def contents(root: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


# --- every form converts -------------------------------------------------------------------


def test_a_person_endorses(root: Path) -> None:
    change = made(
        root,
        "endorse",
        **ENDORSE,
        organisation="Staff Union",
        role="Librarian",
        group="Staff",
        country="norway",
    )
    assert change == FileChange(
        "data/endorsements/open-on-saturdays/ann-lee.yaml",
        "# yaml-language-server: $schema=../../../schemas/endorsement.json\n"
        "name: Ann Lee\n"
        "kind: individual\n"
        "affiliation: staff-union\n"
        "group: staff\n"
        "country: 'NO'\n".replace("'", '"')
        + "role: Librarian\n"
        "date: 2024-04-02\n"
        "verified: form\n"
        f"source: {ISSUE}\n",
        is_new=True,
    )


def test_an_organisation_endorses(root: Path) -> None:
    answers = {**ENDORSE, "name": "Staff Union", "signs": "For an organisation"}
    change = made(root, "endorse", **answers, group="Staff", country="NO")
    assert change.path == "data/endorsements/open-on-saturdays/staff-union.yaml"
    assert change.text == (
        "# yaml-language-server: $schema=../../../schemas/endorsement.json\n"
        "name: Staff Union\n"
        "kind: organisation\n"
        "organisation: staff-union\n"
        "date: 2024-04-02\n"
        "verified: form\n"
        f"source: {ISSUE}\n"
    )


def test_the_text_that_is_endorsed_is_named(root: Path) -> None:
    path = root / "data/statements/open-on-saturdays.md"
    versions = "".join(f"  - id: v{n}\n    sha256: {str(n) * 64}\n" for n in (1, 2))
    path.write_text(path.read_text().replace("authors:", f"versions:\n{versions}authors:"))
    change = converted(filled(root, "endorse", **ENDORSE), sent(root))
    assert isinstance(change, FileChange)
    assert f"sha256: {'2' * 64}\n" in change.text.replace('"', "")


def test_a_name_in_other_letters_has_a_file_of_its_own(root: Path) -> None:
    paths = [
        made(root, "endorse", **{**ENDORSE, "name": name}).path.rpartition("/")[2]
        for name in ("李明", "王芳", "Zoë Müller", "مريم")
    ]
    assert paths == ["liming.yaml", "wangfang.yaml", "zoe-muller.yaml", "mrym.yaml"]


def test_two_names_that_are_written_alike_in_latin_letters(root: Path) -> None:
    made(root, "endorse", **{**ENDORSE, "name": "Lina"})
    change = converted(filled(root, "endorse", **{**ENDORSE, "name": "李娜"}), sent(root))
    assert isinstance(change, FileChange)
    assert change.path == "data/endorsements/open-on-saturdays/lina-595cc917.yaml"


def test_a_day_is_that_of_where_the_statement_closes(root: Path) -> None:
    """In Zurich, two hours ahead of UTC."""
    body = filled(root, "endorse", **ENDORSE)
    last = converted(body, sent(root, datetime(2024, 4, 30, 21, 59, tzinfo=UTC)))
    assert isinstance(last, FileChange)
    assert "date: 2024-04-30\n" in last.text
    assert converted(body, sent(root, datetime(2024, 4, 30, 22, 0, tzinfo=UTC))) == Refusal(
        ("'Open on Saturdays' took endorsements until 2024-04-30 (Europe/Zurich).",)
    )


def test_one_withdraws(root: Path) -> None:
    path = root / "data/endorsements/open-on-saturdays/kari-nordmann.yaml"
    before = path.read_text() + "# the editors met her\n"
    path.write_text(before)
    change = made(
        root, "withdraw", statement="Open on", name="KARI NORDMANN", reason="Moved away: far\n\nok"
    )
    head, source = before.split("source:")
    assert change.path == "data/endorsements/open-on-saturdays/kari-nordmann.yaml"
    assert not change.is_new
    assert change.text == (
        f"{head}withdrawn:\n"
        "  date: 2024-04-02\n"
        f"  source: {ISSUE}\n"
        "  reason: |-\n"
        "    Moved away: far\n"
        "\n"
        "    ok\n"
        f"source:{source}"
    )
    again = filled(root, "withdraw", statement="Open on", name="Kari Nordmann")
    assert refused(root, again) == (
        "Kari Nordmann withdrew already, on 2024-04-02, as the file "
        "data/endorsements/open-on-saturdays/kari-nordmann.yaml says.",
    )


def test_a_consultation_is_added(root: Path) -> None:
    change = made(
        root,
        "consultation",
        title="Evening in the branch",
        when="2024-05-02T19:00/21:00",
        zone="Europe/Zurich",
        modality="hybrid",
        city="Zürich",
        country="Switzerland",
        convenor="Council: its chair",
        draft="Second",
        register="https://library.example/register",
        closes="2024-04-30",
        source="https://library.example/news/9",
        text="About [the draft](draft:second-draft).\n\n### Which date moved?\n\nNone.",
    )
    assert change == FileChange(
        "data/consultations/2024-05-02-zurich.md",
        "---\n"
        "# yaml-language-server: $schema=../../schemas/consultation.json\n"
        "title: Evening in the branch\n"
        "when: 2024-05-02T19:00/21:00\n"
        "zone: Europe/Zurich\n"
        "modality: hybrid\n"
        "venue:\n"
        "  city: Zürich\n"
        "  country: CH\n"
        'convenor: "Council: its chair"\n'
        "draft: second-draft\n"
        "registration:\n"
        "  url: https://library.example/register\n"
        "  closes:\n"
        "    when: 2024-04-30\n"
        "    source: https://library.example/news/9\n"
        "source: https://library.example/news/9\n"
        "---\n"
        "\n"
        "About [the draft](draft:second-draft).\n"
        "\n"
        "### Which date moved?\n"
        "\n"
        "None.\n",
        is_new=True,
    )


def test_a_submission_is_added(root: Path) -> None:
    answers = {"by": "friends of the library", "draft": "Second", "source": "https://f.example/2"}
    change = made(root, "submission", title="Remarks", date="2024-04-01", **answers)
    assert change == FileChange(
        "data/submissions/friends-second-draft.md",
        "---\n"
        "# yaml-language-server: $schema=../../schemas/submission.json\n"
        "title: Remarks\n"
        "by: [friends]\n"
        "date: 2024-04-01\n"
        "draft: second-draft\n"
        "source: https://f.example/2\n"
        "---\n",
        is_new=True,
    )
    assert made(root, "submission", title="More", **answers).path == "data/submissions/more.md"


def test_an_organisation_is_added(root: Path) -> None:
    change = made(
        root,
        "organisation",
        name="Readers' Club",
        acronym="RC",
        group="Readers",
        country="ch",
        url="https://club.example",
        source="https://club.example/about",
    )
    assert change == FileChange(
        "data/organisations/readers-club.yaml",
        "# yaml-language-server: $schema=../../schemas/organisation.json\n"
        "name: Readers' Club\n"
        "acronyms: [RC]\n"
        "country: CH\n"
        "group: readers\n"
        "group_basis: description\n"
        "url: https://club.example\n"
        "source: https://club.example/about\n",
        is_new=True,
    )


MOVED = {"source": "https://library.example/news/11"}


@pytest.mark.parametrize(
    "said",
    [
        "milestone:wishes",
        "Wishes for the opening hours are due",
        "https://hours.example/tracker/milestones/wishes/",
    ],
)
def test_a_further_date_is_put_below_the_others(root: Path, said: str) -> None:
    before = (root / "data/milestones.yaml").read_text()
    when, announced = "2024-04-15", "2024-03-30"
    change = made(root, "moved-date", date=said, when=when, announced=announced, **MOVED)
    entry = (
        "    - when: 2024-04-15\n"
        "      announced: 2024-03-30\n"
        "      source: https://library.example/news/11\n"
    )
    assert change.text == before.replace("  disputed:\n", f"{entry}  disputed:\n", 1)


def test_a_single_date_becomes_a_ledger(root: Path) -> None:
    path = root / "data/milestones.yaml"
    before = path.read_text().replace("  announced: 2024-04-29\n", "")
    begin = before.index("- id: vote")
    vote = """\
- id: vote
  title: {en: Vote of the council, fr: Vote du conseil}
  # when the council meets
  when: 2024-06-03T18:30/21:00  # as the agenda has it
  label: Vote
  zone: Europe/Zurich
  kind: decision
  announced: 2024-04-01
  printed: >-
    from half past
    six
  # what it is about
  about: [draft:second-draft]
  source:
  - https://council.example/agenda
  - title: A letter
    note: To all.

# the year after
"""
    path.write_text(before[:begin] + vote + before[before.index("- id: first-year") :])
    change = made(
        root,
        "moved-date",
        date="Vote of the council",
        when="2024-06-10T18:30/21:00",
        announced="2024-05-06",
        reason="The chair is ill: flu",
        **MOVED,
    )
    ledger = """\
- id: vote
  title: {en: Vote of the council, fr: Vote du conseil}
  # when the council meets
  dates:
    - when: 2024-06-03T18:30/21:00  # as the agenda has it
      zone: Europe/Zurich
      announced: 2024-04-01
      printed: >-
        from half past
        six
      source:
      - https://council.example/agenda
      - title: A letter
        note: To all.
    - when: 2024-06-10T18:30/21:00
      zone: Europe/Zurich
      announced: 2024-05-06
      reason: "The chair is ill: flu"
      source: https://library.example/news/11
  label: Vote
  kind: decision
  # what it is about
  about: [draft:second-draft]
  source:
  - https://council.example/agenda
  - title: A letter
    note: To all.

# the year after
"""
    rest = before[before.index("- id: first-year") :]
    assert change.text == before[:begin] + ledger + rest


def test_a_date_in_front_matter_becomes_a_ledger(root: Path) -> None:
    change = made(
        root, "moved-date", date="consultation:2024-02-08-hall", when="2024-02-09", **MOVED
    )
    assert change.path == "data/consultations/2024-02-08-hall.md"
    assert (
        "dates:\n"
        "  - when: 2024-02-08T19:00/21:00\n"
        "    zone: Europe/Zurich\n"
        "    printed: 7 to 9 pm\n"
        "    announced: 2024-01-10\n"
        "    source: https://library.example/news/1\n"
        "  - when: 2024-02-09\n"
        "    source: https://library.example/news/11\n"
        "stage: first\n" in change.text
    )


@pytest.mark.parametrize(
    ("form", "answers", "path"),
    [
        (
            "moved-date",
            {"date": "milestone:vote", "when": "2024-06-10", **MOVED},
            "data/milestones.yaml",
        ),
        (
            "moved-date",
            {"date": "consultation:2024-02-08-hall", "when": "2024-02-09", **MOVED},
            "data/consultations/2024-02-08-hall.md",
        ),
        (
            "withdraw",
            {"statement": "Open on", "name": "Kari Nordmann"},
            "data/endorsements/open-on-saturdays/kari-nordmann.yaml",
        ),
    ],
)
def test_lines_end_as_they_did(
    root: Path, form: str, answers: Mapping[str, str], path: str
) -> None:
    before = (root / path).read_bytes()
    change = made(root, form, **answers)
    assert change.path == path
    (root / path).write_bytes(before.replace(b"\n", b"\r\n"))
    assert made(root, form, **answers).text == change.text.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("written", "code"), [("USA", "US"), ("the Netherlands", "NL"), ("Norge", "NO"), ("UK", "GB")]
)
def test_a_country_is_known_as_people_write_it(root: Path, written: str, code: str) -> None:
    change = made(root, "endorse", **ENDORSE, country=written)
    assert yaml.safe_load(change.text)["country"] == code


def test_who_withdrew_may_sign_anew_and_withdraw_again(root: Path) -> None:
    leave = {"statement": "Open on", "name": "Kari Nordmann"}
    made(root, "withdraw", **leave)
    change = made(root, "endorse", **{**ENDORSE, "name": "Kari Nordmann"})
    folder = "data/endorsements/open-on-saturdays/"
    assert change.is_new
    assert change.path.startswith(f"{folder}kari-nordmann-")
    assert made(root, "withdraw", **leave).path == change.path


def test_a_namesake_in_another_country_signs_too(root: Path) -> None:
    change = made(root, "endorse", **{**ENDORSE, "name": "Kari Nordmann"}, country="Sweden")
    assert change.is_new
    assert "\ncountry: SE\n" in change.text


def test_what_was_copied_along_unseen_is_left_out(root: Path) -> None:
    change = made(root, "endorse", **{**ENDORSE, "name": "\ufeffAnn\u200b Lee"})
    assert yaml.safe_load(change.text)["name"] == "Ann Lee"


def test_a_name_that_nobody_can_read_is_refused(root: Path) -> None:
    change = converted(filled(root, "endorse", **{**ENDORSE, "name": "\u200d\u200c"}), sent(root))
    assert isinstance(change, FileChange)
    [problem] = written(root, change, check(root, TODAY), TODAY)
    assert problem.message == (
        "name must be one that people can read; there is no letter in '\u200d\u200c'. Write it as "
        "it is to be read."
    )


def test_what_stands_above_the_form_is_answered(root: Path) -> None:
    assert refused(root, "Hello!\n\n" + filled(root, "endorse", **ENDORSE)) == (
        "Above the line '### Which statement do you endorse?' stands more. Remove it: it answers "
        "nothing.",
    )


# --- what is wrong is said in words --------------------------------------------------------

REFUSALS: Mapping[str, tuple[str, dict[str, str], str]] = {
    "no name": ("endorse", {**ENDORSE, "name": ""}, "'Name' must be answered."),
    "two lines": (
        "endorse",
        {**ENDORSE, "name": "Ann\nLee"},
        "The answer to 'Name' must be one line. Keep the one that answers it.",
    ),
    "no such statement": (
        "endorse",
        {**ENDORSE, "statement": "../../etc [passwd]"},
        "'../../etc [passwd]' is no answer to 'Which statement do you endorse?'. Choose one of: "
        "Open on Saturdays, until 2024-04-30 [open-on-saturdays].",
    ),
    "not agreed": (
        "endorse",
        {**ENDORSE, "agreed": "- [ ] What I wrote here will be public, and may be copied"},
        "At 'Publication' the box must be ticked.",
    ),
    "endorsed already": (
        "endorse",
        {**ENDORSE, "name": "Kari Nordmann"},
        "Kari Nordmann endorses it already, as the file "
        "data/endorsements/open-on-saturdays/kari-nordmann.yaml says.",
    ),
    "endorsed already, in braces": (
        "endorse",
        {**ENDORSE, "name": "{Kari} Nordmann"},
        "{Kari} Nordmann endorses it already, as the file "
        "data/endorsements/open-on-saturdays/kari-nordmann.yaml says.",
    ),
    "endorsed already, by its acronym": (
        "endorse",
        {**ENDORSE, "name": "FoL", "signs": "For an organisation"},
        "FoL endorses it already, as the file "
        "data/endorsements/open-on-saturdays/friends.yaml says.",
    ),
    "a signature below the box": (
        "endorse",
        {
            **ENDORSE,
            "agreed": "- [x] What I wrote here will be public, and may be copied by anybody.\n\n"
            "-- \nAnn Lee",
        },
        "Below the box at 'Publication' stands more. Remove it: it answers nothing.",
    ),
    "an organisation that is there": (
        "organisation",
        {"name": "FRIENDS of the Library", "source": "https://f.example"},
        "FRIENDS of the Library is in the list already: the file data/organisations/friends.yaml.",
    ),
    "withdrawn from tomorrow": (
        "withdraw",
        {"statement": "Open on", "name": "Kari Nordmann", "date": "2024-04-03"},
        "'2024-04-03' is still to come. Name a day until 2024-04-02.",
    ),
    "withdrawn on no day": (
        "withdraw",
        {"statement": "Open on", "name": "Kari Nordmann", "date": "2 April 2024"},
        "'2 April 2024' is no date. Write 2024-04-02.",
    ),
    "a time of nowhere": (
        "consultation",
        {"title": "Evening", "when": "2024-07-09T16:45/17:45", "source": "https://f.example"},
        "A time of day needs the place whose time it is: name its time zone, such as "
        "Europe/Zurich.",
    ),
    "not in the register": (
        "endorse",
        {**ENDORSE, "name": "Friends of Library", "signs": "For an organisation"},
        "'Friends of Library' is not in the list of organisations. Did you mean Friends of the "
        "Library? If it is not there, add it first, by the form for organisations; then edit this "
        "issue.",
    ),
    "unseen letters": (
        "endorse",
        {**ENDORSE, "name": "Ann\u202eLee"},
        "The answer to 'Name' has characters that cannot be seen. Type it again.",
    ),
    "far too long": (
        "endorse",
        {**ENDORSE, "name": "A" * 65_000},
        "The answer to 'Name' has 65,000 letters; it may have 300.",
    ),
    "not in the list": (
        "withdraw",
        {"statement": "Open on", "name": "Kari Nordman"},
        "'Kari Nordman' is not among those who endorse open-on-saturdays. Did you mean Kari "
        "Nordmann?",
    ),
    "no such date": (
        "moved-date",
        {"date": "Vote of the counsel", "when": "2024-07-01", **MOVED},
        "'Vote of the counsel' is no date that is here. Did you mean Vote of the council?",
    ),
    "the same date": (
        "moved-date",
        {"date": "vote", "when": "2024-06-03T18:30/21:00", **MOVED},
        "2024-06-03T18:30/21:00 is the date that it has here already.",
    ),
    "no date": (
        "moved-date",
        {"date": "vote", "when": "25 July", **MOVED},
        "'25 July' is no date. Write it with its year: YYYY-07-25.",
    ),
    "from none": (
        "submission",
        {"title": "Remarks", "source": "https://f.example"},
        "Say from which organisation it is, or on whose behalf.",
    ),
    "a heading as an answer": (
        "endorse",
        {**ENDORSE, "name": "### Country"},
        "The line '### Country' of the form stands several times. Leave the lines that begin with "
        "### as the form made them, and write below them.",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_is_wrong_is_said(root: Path, case: str) -> None:
    name, answers, says = REFUSALS[case]
    before = contents(root)
    assert refused(root, filled(root, name, **answers)) == (says,)
    assert contents(root) == before


def test_all_that_is_wrong_is_said_at_once(root: Path) -> None:
    body = filled(root, "endorse", statement="x", agreed="no")
    assert [reason.partition(".")[0] for reason in refused(root, body)] == [
        "'x' is no answer to 'Which statement do you endorse?'",
        "'Name' must be answered",
        "'For whom do you sign?' must be answered",
        "At 'Publication' the box must be ticked",
    ]


def test_a_heading_that_is_gone_is_named(root: Path) -> None:
    body = filled(root, "endorse", **ENDORSE).replace("### Role\n", "")
    [reason] = refused(root, body)
    assert reason.startswith("The line '### Role' of the form is not there")


@pytest.mark.parametrize("body", ["", "I found a mistake.", "### Name\n\nAnn"])
def test_another_issue_is_no_record(root: Path, body: str) -> None:
    with pytest.raises(InputError):
        converted(body, sent(root))


def test_a_huge_text_is_refused(root: Path) -> None:
    body = filled(root, "submission", title="x", behalf="me", source="https://f.example", text="y")
    assert refused(root, f"{body}{'y' * 30_000}") == (
        "The answer to 'What does it say?' has 30,001 letters; it may have 20,000.",
    )
    assert refused(root, f"{body}{'y' * 300_000}")[0].endswith("letters; it may have 262,144.")


# --- hostile texts -------------------------------------------------------------------------

HOSTILE = {
    "yaml": "Ann\"\\: {a: &x [*x]} # !!python/object:os.system '",
    "a key": "kind: organisation",
    "a document": "--- | > %YAML",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "a path": "../../../.github/workflows/check.yml",
    "an expression": "${{ secrets.GITHUB_TOKEN }} $(id) `id` {{ 7*7 }} {% raw %}",
    "a heading": "#### Country",
    "a command": "::set-output name=path::/etc/passwd",
    "a mention": "@everyone fixes #1 https://evil.example/",
    "a word of yaml": "NO",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_hostile_answer_changes_one_file_and_is_kept_as_it_is(
    root: Path, text: str, line_end: str
) -> None:
    before = contents(root)
    body = filled(root, "endorse", **{**ENDORSE, "name": text, "role": text, "country": text})
    change = converted(body.replace("\n", line_end), sent(root))
    assert isinstance(change, FileChange)
    assert change.path.startswith("data/endorsements/open-on-saturdays/")
    assert change.path.count("/") == 3
    problems = written(root, change, check(root, TODAY), TODAY)
    after = contents(root)
    if has_errors(problems):
        assert after == before
        assert {problem.place.path for problem in problems} == {change.path}
    else:
        assert after == {**before, change.path: change.text.encode()}
        [endorsement] = [e for e in process_of(root).endorsements if e.origin.path == change.path]
        assert (endorsement.name, str(endorsement.role)) == (text, text)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_long_text_stays_in_its_record(root: Path, text: str) -> None:
    before = contents(root)
    words = f"{text}\n\n---\n\n### Source\n\nhttps://evil.example\n\n---\nkind: x\n"
    body = filled(
        root, "submission", title=text, behalf=text, source="https://f.example", text=words
    )
    change = converted(body, sent(root))
    assert isinstance(change, FileChange)
    problems = written(root, change, check(root, TODAY), TODAY)
    after = contents(root)
    if has_errors(problems):
        assert after == before
    else:
        assert after == {**before, change.path: change.text.encode()}
        [submission] = [s for s in process_of(root).submissions if s.origin.path == change.path]
        assert (str(submission.title), submission.body) == (text, words.strip())
        assert [source.url for source in submission.source] == ["https://f.example"]


# --- the command ---------------------------------------------------------------------------


@pytest.fixture
def run_issue(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.chdir(root)

    def run_it(body: str, *arguments: str) -> tuple[int, str, str]:
        file = root.parent / "body.md"
        file.write_bytes(body.encode())
        told = ["import", "issue", str(file), "--date", "2024-04-02", *arguments]
        done = CliRunner().invoke(main, told)
        return done.exit_code, done.stdout, done.stderr.replace(str(file), "BODY")

    return run_it


def test_the_command(root: Path, run_issue: Callable[..., tuple[int, str, str]]) -> None:
    body, path = filled(root, "endorse", **ENDORSE), "data/endorsements/open-on-saturdays"
    before = contents(root)
    assert run_issue(body, "--source", ISSUE) == (0, f"{path}/ann-lee.yaml\n", "")
    assert contents(root).keys() - before.keys() == {f"{path}/ann-lee.yaml"}
    assert run_issue(body) == (
        1,
        "",
        f"Ann Lee endorses it already, as the file {path}/ann-lee.yaml says.\n",
    )
    late = filled(root, "endorse", **{**ENDORSE, "name": "Too Late"})
    assert run_issue(late, "--form", "endorse", "--date", "2024-05-12") == (
        1,
        "",
        "'Open on Saturdays' took endorsements until 2024-04-30 (Europe/Zurich).\n",
    )
    assert run_issue("Hello") == (
        2,
        "",
        "BODY was not imported: the text does not begin as that of a form does\n",
    )
    assert run_issue(body, "--form", "edorse")[0] == 2
    assert contents(root).keys() - before.keys() == {f"{path}/ann-lee.yaml"}


# --- the forms that are checked in ---------------------------------------------------------


MAIL = """\
From: Ann Lee <ann@lee.example>
To: record@library.example
Date: Tue, 16 Apr 2024 09:30:00 +0200
Subject: Report a moved date
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Dear editors,
this moved:

### Which date moved?

> Its title here, or the address of its page
Evening in the
town hall

### To when?

> 2025-07-25, or 2025-07-25T16:45/17:45 there
2024-02-09

### In which time zone?

### When was that said?

2024-01-20

### Source

https://library.example/a-very-long-address-that-a-mail-program-leaves-on-a-line/of-its-own

### Why did it move?

The hall was
flooded.

--@
Ann Lee
12 Harbour Street
""".replace("--@", "-- ")


@pytest.mark.parametrize(("name", "options"), [("mail.eml", ()), ("mail.txt", ("--mail",))])
def test_a_mail_is_read_as_an_issue(
    root: Path,
    name: str,
    options: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    file = root.parent / name
    file.write_bytes(MAIL.replace("\n", "\r\n").encode())
    told = ["import", "issue", str(file), *options, "--root", str(root)]
    done = CliRunner().invoke(main, told)
    path = "data/consultations/2024-02-08-hall.md"
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"{path}\n", "")
    changed = (root / path).read_text("utf-8")
    assert "when: 2024-02-09" in changed and "The hall was" in changed
    assert "Harbour Street" not in changed and "ann@" not in changed


def test_every_form_as_a_mail_is_recognised_and_asks_for_what_is_needed() -> None:
    process = process_of(TRACKERS / "library")
    for form in forms(process):
        for with_hints in (True, False):
            body = from_mail(mail_text(form, with_hints=with_hints), process)
            answer = converted(body, sent(TRACKERS / "library"), "")
            assert isinstance(answer, Refusal), form.name
            needed = [q.label for q in form.questions if q.is_required and not q.must_agree]
            found = " ".join(answer.reasons)
            assert all(f"{label!r} must be answered" in found for label in needed), found


def test_the_forms_are_those_of_the_records() -> None:
    done = CliRunner().invoke(main, ["forms", "--check", str(ROOT)])
    assert (done.exit_code, done.stderr) == (0, "")


def test_forms_follow_the_records_and_spare_those_of_editors(root: Path) -> None:
    folder = root / ".github" / "ISSUE_TEMPLATE"
    folder.mkdir(parents=True)
    (folder / "own.yml").write_text("name: Our own\n")
    assert CliRunner().invoke(main, ["forms", str(root)]).exit_code == 0
    wanted = issue_forms(process_of(root))
    assert contents(folder) == {
        "own.yml": b"name: Our own\n",
        **{name: text.encode() for name, text in wanted.items()},
    }
    shutil.rmtree(root / "data" / "endorsements")
    done = CliRunner().invoke(main, ["forms", "--check", str(root)])
    assert (done.exit_code, done.stderr) == (
        1,
        f"{folder / 'withdraw.yml'} is not what the records say; run clearway forms\n",
    )
    assert CliRunner().invoke(main, ["forms", str(root)]).exit_code == 0
    assert not (folder / "withdraw.yml").exists()
