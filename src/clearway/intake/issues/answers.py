"""The text of an issue as answers to the questions of a form.

GitHub writes each question as a heading `### Label`, an empty line, and the answer, which is
`_No response_` where there is none. Anybody can write such headings by hand, into an answer as
well. So the headings must stand in the form's own order, each once; every answer but the last is a
single line; and what follows the last heading is the last answer, whatever it looks like.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clearway.intake.issues.forms import Form, Question
from clearway.records.legible import SILENT
from clearway.records.wording import HIDDEN, nearest, quoted

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

    form: Form
    given: Mapping[str, str]

    def __getitem__(self, id: str) -> str:
        return self.given[id]


def recognised(body: str, forms: Sequence[Form]) -> Form | None:
    """The form that an issue came from, by its first question; None for any other issue."""
    first = next((line.strip() for line in _lines(body) if line.startswith("### ")), "")
    return next((form for form in forms if first == _heading(form.questions[0])), None)


def read_answers(body: str, form: Form) -> Answers | Refusal:
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


def _by_question(lines: list[str], form: Form) -> list[str] | Refusal:
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
        return f"The answer to {asked} has characters that cannot be seen. Type it anew."
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
