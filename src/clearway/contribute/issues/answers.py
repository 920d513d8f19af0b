"""Answers as what a record holds: ids, words of the process, countries, organisations."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from clearway.contribute.endorsements.geography import country_of
from clearway.contribute.new_record import id_from
from clearway.errors import AnswerError, DateError
from clearway.matching.letters import spelling
from clearway.problems import HIDDEN, nearest, quoted
from clearway.publish.issue_forms import IssueForm, Question
from clearway.records.dates.when import When, read_when
from clearway.records.editing.yaml_writing import Written
from clearway.records.fields import tidy_id
from clearway.records.fields.text import SILENT
from clearway.records.kinds.organisation import Organisation
from clearway.records.model import Process

# --- The text of an issue as answers to the questions of a form
#
# GitHub writes each question as a heading `### Label`, an empty line, and the answer, which is
# `_No response_` where there is none. Anybody can write such headings by hand, into an answer as
# well. So the headings must be in the form's own order, each once; every answer but the last is
# a single line; and what follows the last heading is the last answer, whatever it looks like.


MOST_LETTERS = 300
"""The longest answer on one line."""
MOST_TEXT = 20_000
"""The longest answer of several lines."""

_SILENT = ("_No response_", "None", "")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was made of an issue: sentences for who wrote it."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered to a form, by the questions' ids; what was left open is ''."""

    form: IssueForm
    given: Mapping[str, str]

    def __getitem__(self, id: str) -> str:
        return self.given[id]


def recognised(body: str, forms: Sequence[IssueForm]) -> IssueForm | None:
    """The form that an issue came from, by its first question; None for any other issue."""
    first = next((line.strip() for line in _lines(body) if line.startswith("### ")), "")
    return next((form for form in forms if first == _heading(form.questions[0])), None)


def read_answers(body: str, form: IssueForm) -> Answers | Refusal:
    """The answers of an issue, or everything that is wrong with them as answers."""
    said = _by_question(_lines(body), form)
    if isinstance(said, Refusal):
        return said
    given, reasons = {}, []
    for question, text in zip(form.questions, said, strict=True):
        wrong = _wrong(question, text)
        if wrong:
            reasons.append(wrong)
        given[question.id] = "" if question.must_agree else text
    return Refusal(tuple(reasons)) if reasons else Answers(form, given)


def _lines(body: str) -> list[str]:
    return body.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _heading(question: Question) -> str:
    return f"### {question.label}"


def _by_question(lines: list[str], form: IssueForm) -> list[str] | Refusal:
    """The text below each heading; the headings must stand once and in their order."""
    headings = [_heading(question) for question in form.questions]
    end = len(lines)
    if form.questions[-1].is_long and headings[-1] in lines:
        # From here on everything is the last answer.
        end = lines.index(headings[-1]) + 1
    places: list[int] = []
    for heading in headings:
        found = [number for number, line in enumerate(lines[:end]) if line == heading]
        if len(found) != 1 or found[0] < max(places, default=0):
            wrong = (
                "stands several times" if len(found) > 1 else "is not there, or not in its place"
            )
            return Refusal(
                (
                    f"The line {quoted(heading)} of the form {wrong}. Leave the lines that begin "
                    "with ### as the form made them, and write below them.",
                )
            )
        places.append(found[0])
    if any(line.strip() for line in lines[: places[0]]):
        return Refusal(
            (f"Above the line {quoted(headings[0])} stands more. Remove it: it answers nothing.",)
        )
    ends = [*places[1:], len(lines)]
    return [
        _answer("\n".join(lines[place + 1 : end])) for place, end in zip(places, ends, strict=True)
    ]


def _answer(text: str) -> str:
    answer = text.translate(SILENT).strip()
    return "" if answer in _SILENT else answer


def _wrong(question: Question, text: str) -> str | None:
    """Why an answer cannot be taken, as a sentence."""
    asked = quoted(question.label)
    if question.must_agree:
        box, _, more = text.partition("\n")
        if box.strip().casefold() != f"- [x] {question.must_agree}".casefold():
            return f"At {asked} the box must be ticked."
        extra = f"Below the box at {asked} stands more. Remove it: it answers nothing."
        return extra if more else None
    if not text:
        return f"{asked} must be answered." if question.is_required else None
    if HIDDEN.search(text):
        return f"The answer to {asked} has characters that cannot be seen. Type it again."
    if question.is_long:
        return _too_long(asked, text, MOST_TEXT)
    if "\n" in text:
        return f"The answer to {asked} must be one line. Keep the one that answers it."
    if question.options and text not in question.options:
        otherwise = f"Choose one of: {'; '.join(question.options)}."
        return (
            f"{quoted(text)} is no answer to {asked}. {nearest(text, question.options, otherwise)}"
        )
    return _too_long(asked, text, MOST_LETTERS)


def _too_long(asked: str, text: str, most: int) -> str | None:
    if len(text) <= most:
        return None
    return f"The answer to {asked} has {len(text):,} letters; it may have {most:,}."


# --- What an issue stands among, and what may come of it


@dataclass(frozen=True)
class Sent:
    """What an issue stands among: the records, the texts of files, when and where it was opened.

    `at` knows its zone.
    """

    process: Process
    read: Callable[[str], str]
    at: datetime
    source: str = ""

    @property
    def day(self) -> date:
        """Its day where the process is."""
        return self.at.astimezone(ZoneInfo(self.process.profile.zone)).date()

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(record.origin.path for record in self.process)


# --- Answers as what a record holds: ids, words of the process, countries, organisations


def id_of(text: str) -> str:
    """An id from a text in any script; from its hash where no letter of it can stand in one."""
    return id_from(text, f"id-{digest(text)}")


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def given(**values: Written) -> dict[str, Written]:
    """The fields of which something is known."""
    return {name: value for name, value in values.items() if value not in ("", {}, None)}


def bracketed(option: str) -> str:
    """The id at the end of a choice: 'Zero Draft [zero-draft]'. A choice that is none is ''."""
    found = re.search(r"\[([a-z0-9-]+)\]$", option)
    return found[1] if found else tidy_id(option)


def word_of(vocabulary: str, title: str, sent: Sent) -> str:
    """The id of a word of the process by its title; a text that is none stays, for the check."""
    for word in sent.process.vocabularies[vocabulary].values():
        if " ".join(word.title.split()) == title:
            return word.id
    return title


def country_code(text: str) -> str:
    """A country's code from its name in any language, or a code; else the text, for the check."""
    return country_of(text) or text


def organisation_of(text: str, sent: Sent) -> Organisation | None:
    """The entry of the register that is meant, by its id or one of its names."""
    if not text:
        return None
    register, found = sent.process.organisations, in_register(text, sent)
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(organisation.id for organisation in found)
        raise AnswerError(f"{quoted(text)} may be one of several: {ids}. Write one of these")
    hint = nearest(text, {name for o in register for name in names_of(o) - {o.id}}, "")
    raise AnswerError(
        f"{quoted(text)} is not in the list of organisations. {hint}{' ' if hint else ''}If it is "
        "not there, add it first, by the form for organisations; then edit this issue"
    )


def in_register(name: str, sent: Sent) -> list[Organisation]:
    """The entries that have a name of these letters."""
    key = spelling(name)
    return [o for o in sent.process.organisations if key in map(spelling, names_of(o))]


def names_of(organisation: Organisation) -> set[str]:
    return {
        organisation.id,
        organisation.name,
        *map(str, organisation.other_names),
        *organisation.acronyms,
        *organisation.former_names,
    }


def when_of(text: str) -> When:
    try:
        return read_when(text)
    except DateError as error:
        raise AnswerError(f"{quoted(text)} is no date. {error.remedy}") from None


NO_ZONE = (
    "A time of day needs the place whose time it is: name its time zone, such as Europe/Zurich"
)
