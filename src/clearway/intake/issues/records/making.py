"""Answers to a form as a change of one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clearway.intake.issues.answers import Answers, Refusal
from clearway.intake.issues.edits import CannotEdit
from clearway.intake.issues.records.additions import consultation, new_organisation, submission
from clearway.intake.issues.records.dates import moved_date
from clearway.intake.issues.records.endorsements import endorse, withdraw
from clearway.intake.issues.records.sent import Change, DoesNotFit, Sent
from clearway.records.writing import CannotWrite


def changed(answers: Answers, sent: Sent) -> Change | Refusal:
    """The change that answers ask for, or why there is none."""
    try:
        return _MAKERS[answers.form.name](answers, sent)
    except (DoesNotFit, CannotEdit, CannotWrite) as error:
        sentence = str(error)
        return Refusal((sentence if sentence.endswith((".", "?")) else f"{sentence}.",))


_MAKERS: Mapping[str, Callable[[Answers, Sent], Change]] = {
    "endorse": endorse,
    "withdraw": withdraw,
    "consultation": consultation,
    "submission": submission,
    "organisation": new_organisation,
    "moved-date": moved_date,
}
