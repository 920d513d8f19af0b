"""The files that a forge makes its issue forms from (GitHub's schema for them, which others read).

They are made from the records and checked in, as the schemas are: `clearway forms`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from clearway.publish.contribute_links import statement_option
from clearway.records.kinds.parts import Modality
from clearway.records.model import Process

# --- The forms by which people add records through an issue: what each asks, in which words
#
# What one may choose from comes from the records: statements, drafts, groups. Every form's first
# question is its own, so that an issue tells by itself which form it came from; every question but
# the last takes one line, so that no answer can be taken for a further question (see `answers.py`).


FOR_MYSELF = "For myself"
FOR_AN_ORGANISATION = "For an organisation"


@dataclass(frozen=True, slots=True)
class Question:
    """One field of a form. With `options` one is chosen; `is_long` takes several lines.

    `must_agree` is a box to be ticked, with its words.
    """

    id: str
    label: str
    about: str = ""
    is_required: bool = False
    options: tuple[str, ...] = ()
    is_long: bool = False
    must_agree: str = ""


@dataclass(frozen=True, slots=True)
class IssueForm:
    """A form: the name that `--form` and its file have, what it is for, what it asks."""

    name: str
    title: str
    about: str
    questions: tuple[Question, ...]

    @property
    def file(self) -> str:
        return f"{self.name}.yml"


_SOURCE = Question(
    "source", "Source", "The address of a page where anybody can see it: https://…", True
)
_COUNTRY = Question("country", "Country", "Its name, or its code of two letters")


def forms(process: Process) -> tuple[IssueForm, ...]:
    """Every form that can be filled in: of one that asks for a choice there is something to choose.

    The same records give the same forms on every day: a statement that has closed stays in the
    list with its day, and the answer to who comes late names that day.
    """
    groups = _titles(process, "group")
    everything = (
        _endorse(process, groups),
        _withdraw(process),
        _consultation(process),
        _submission(process),
        _organisation(groups),
        _moved(),
    )
    return tuple(form for form in everything if _can_be_filled_in(form))


def _can_be_filled_in(form: IssueForm) -> bool:
    return all(q.options != _NOTHING for q in form.questions)


_NOTHING = ("",)
"""The options of a choice that has none."""


def _choices(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found)) or _NOTHING


def _titles(process: Process, vocabulary: str) -> tuple[str, ...]:
    """The words of a vocabulary as choices; without any, the question takes a line."""
    return tuple(_line(word.title) for word in process.vocabularies[vocabulary].values())


def _line(text: str) -> str:
    return " ".join(text.split())


def _endorse(process: Process, groups: tuple[str, ...]) -> IssueForm:
    newest = sorted(
        (statement for statement in process.statements if statement.endorsement),
        key=lambda s: (s.ledger.standing.when.first_day, s.id),
        reverse=True,
    )
    return IssueForm(
        "endorse",
        "Endorse a statement",
        "Put your name, or your organisation's, to a statement.",
        (
            Question(
                "statement",
                "Which statement do you endorse?",
                is_required=True,
                options=_choices(map(statement_option, newest)),
            ),
            Question("name", "Name", "As it is to be shown, of you or of the organisation", True),
            Question(
                "signs",
                "For whom do you sign?",
                is_required=True,
                options=(FOR_MYSELF, FOR_AN_ORGANISATION),
            ),
            Question(
                "organisation",
                "Organisation",
                "The one that signs; or, if you sign for yourself, one to be shown beside your "
                "name, which does not make it sign. It must be in the list of organisations.",
            ),
            Question("role", "Role", "If it is to be shown, such as Professor"),
            Question("group", "Group", "If you sign for yourself", options=groups),
            _COUNTRY,
            Question(
                "agreed",
                "Publication",
                is_required=True,
                must_agree="What I wrote here will be public, and may be copied by anybody.",
            ),
        ),
    )


def _withdraw(process: Process) -> IssueForm:
    signed = {endorsement.statement for endorsement in process.endorsements}
    return IssueForm(
        "withdraw",
        "Withdraw an endorsement",
        "Say that you, or your organisation, no longer endorse a statement.",
        (
            Question(
                "statement",
                "From which statement do you withdraw?",
                is_required=True,
                options=_choices(statement_option(s) for s in process.statements if s.id in signed),
            ),
            Question("name", "Name", "As it stands in the list", True),
            Question("date", "Since when?", "A day such as 2025-10-20; today if left empty"),
            Question("reason", "Why?", "Only if it is to be public", is_long=True),
        ),
    )


def _consultation(process: Process) -> IssueForm:
    return IssueForm(
        "consultation",
        "Add a consultation",
        "A session in which those who negotiate hear others.",
        (
            Question("title", "What is the consultation called?", is_required=True),
            Question(
                "when",
                "When is it?",
                "2025-07-09, or with the time where it is: 2025-07-09T16:45/17:45",
                True,
            ),
            Question("zone", "In which time zone?", "If you gave a time, such as Europe/Zurich"),
            Question("modality", "How is it held?", options=tuple(map(str, Modality))),
            Question("city", "City"),
            _COUNTRY,
            Question("convenor", "Who convenes it?"),
            Question("draft", "Which draft is it about?", options=_drafts(process)),
            Question("register", "Where does one register?", "The address of a page: https://…"),
            Question("closes", "Until when does one register?", "A day such as 2025-07-01"),
            _SOURCE,
            Question("text", "What else should be known?", "In your own words", is_long=True),
        ),
    )


def _submission(process: Process) -> IssueForm:
    return IssueForm(
        "submission",
        "Add a submission",
        "What somebody put in, on a draft or to a call.",
        (
            Question("title", "What is the submission called?", is_required=True),
            Question("by", "From which organisation?", "As in the list of organisations"),
            Question("behalf", "On whose behalf?", "If it is from none in that list"),
            Question("date", "When was it made?", "A day such as 2025-09-26"),
            Question("draft", "On which draft?", options=_drafts(process)),
            _SOURCE,
            Question("text", "What does it say?", "In your own words", is_long=True),
        ),
    )


def _drafts(process: Process) -> tuple[str, ...]:
    """The drafts as choices; without any, the question takes a line."""
    return tuple(f"{_line(d.label or d.title)} [{d.id}]" for d in process.drafts_in_line)


def _organisation(groups: tuple[str, ...]) -> IssueForm:
    return IssueForm(
        "organisation",
        "Add an organisation",
        "So that it can endorse, or be named in a submission.",
        (
            Question("name", "What is the organisation called?", "In full", True),
            Question("acronym", "Acronym"),
            Question("group", "Group", options=groups),
            _COUNTRY,
            Question("url", "Web site", "https://…"),
            _SOURCE,
        ),
    )


def _moved() -> IssueForm:
    return IssueForm(
        "moved-date",
        "Report a moved date",
        "A deadline, meeting or consultation is on another day than it says here.",
        (
            Question(
                "date",
                "Which date moved?",
                "Its title here, or the address of its page",
                True,
            ),
            Question("when", "To when?", "2025-07-25, or 2025-07-25T16:45/17:45 there", True),
            Question("zone", "In which time zone?", "If you gave a time and it is another one"),
            Question("announced", "When was that said?", "A day such as 2025-07-09"),
            _SOURCE,
            Question("reason", "Why did it move?", "If it was said", is_long=True),
        ),
    )


# --- The same questions as the text of a mail


MAIL_END = "-- "
"""The line that ends the answers, as mail programs begin a signature (RFC 3676, section 4.3)."""


def mail_text(form: IssueForm, *, with_hints: bool = True) -> str:
    """A form as text to fill in: a heading a question, hints as quoted lines, the line at its end.

    Headings are those of GitHub's forms, so that one reader takes both.
    """
    lines: list[str] = []
    for question in form.questions:
        lines += [f"### {question.label}", ""]
        hints = [question.about] if question.about else []
        if question.must_agree:
            hints.append("Put an x between the brackets if you agree.")
        elif question.options:
            hints += ["One of:", *question.options]
        if not question.is_required:
            hints.append("You may leave this empty.")
        if with_hints:
            lines += [f"> {hint}" for hint in hints]
        lines += [f"- [ ] {question.must_agree}" if question.must_agree else "", ""]
    return "\n".join([*lines, MAIL_END, ""])


# --- The files from which a forge makes its issue forms (GitHub's schema, which others read)


FOLDER = ".github/ISSUE_TEMPLATE"

HEAD = "# Made from the records by `clearway forms`: change those, not this.\n"
"""The first line of a file that is made here; others in the folder are left alone."""


def issue_forms(process: Process) -> dict[str, str]:
    """The text of every file of the folder of issue forms, by its name."""
    made = {form.file: _text(_form(form)) for form in forms(process)}
    return {**made, "config.yml": _text({"blank_issues_enabled": True})}


def _text(values: Mapping[str, Any]) -> str:
    return HEAD + yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=98)


def _form(form: IssueForm) -> dict[str, Any]:
    return {
        "name": form.title,
        "description": form.about,
        "title": f"{form.title}: ",
        "body": [_question(question) for question in form.questions],
    }


def _question(question: Question) -> dict[str, Any]:
    shown: dict[str, Any] = {"label": question.label}
    if question.about:
        shown["description"] = question.about
    if question.must_agree:
        shown["options"] = [{"label": question.must_agree, "required": True}]
        return {"type": "checkboxes", "id": question.id, "attributes": shown}
    if question.options:
        shown["options"] = list(question.options)
    kind = "dropdown" if question.options else "textarea" if question.is_long else "input"
    asked = {"type": kind, "id": question.id, "attributes": shown}
    return {**asked, "validations": {"required": True}} if question.is_required else asked
