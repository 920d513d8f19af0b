"""Issues that were filled in by a form, into records.

sent = Sent(process, read, at, "https://forge.example/tracker/issues/12")
converted(body, sent)     # Change(path, text, is_new), or Refusal(reasons)
"""

from __future__ import annotations

from clearway.intake.issues.answers import Refusal, read_answers, recognised
from clearway.intake.issues.forms import forms
from clearway.intake.issues.records import Change, Sent, changed
from clearway.intake.issues.templates import FOLDER, HEAD, issue_forms

__all__ = [
    "FOLDER",
    "HEAD",
    "Change",
    "NotFromAForm",
    "Refusal",
    "Sent",
    "converted",
    "issue_forms",
]

MOST_BODY = 256 * 1024
"""The longest text of an issue, in letters; GitHub's own limit is a quarter of it."""


class NotFromAForm(ValueError):
    """A text that no form made: there is nothing to say to who wrote it."""


def converted(body: str, sent: Sent, name: str = "") -> Change | Refusal:
    """The one file that an issue changes. `name` is its form's; it is recognised otherwise.

    Raises NotFromAForm.
    """
    known = forms(sent.process)
    names = {form.name: form for form in known}
    if name and name not in names:
        raise NotFromAForm(f"there is no form {name}; there are {', '.join(names)}")
    if len(body) > MOST_BODY:
        return Refusal((f"The text has {len(body):,} letters; it may have {MOST_BODY:,}.",))
    form = names[name] if name else recognised(body, known)
    if form is None:
        raise NotFromAForm("the text does not begin as that of a form does")
    answers = read_answers(body, form)
    return answers if isinstance(answers, Refusal) else changed(answers, sent)
