"""The files that a forge makes its issue forms from (GitHub's schema for them, which others read).

They are made from the records and checked in, as the schemas are: `clearway forms`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from clearway.intake.issues.forms import Form, Question, forms
from clearway.records.model import Process

FOLDER = ".github/ISSUE_TEMPLATE"

HEAD = "# Made from the records by `clearway forms`: change those, not this.\n"
"""The first line of a file that is made here; others in the folder are left alone."""


def issue_forms(process: Process) -> dict[str, str]:
    """The text of every file of the folder of issue forms, by its name."""
    made = {form.file: _text(_form(form)) for form in forms(process)}
    return {**made, "config.yml": _text({"blank_issues_enabled": True})}


def _text(values: Mapping[str, Any]) -> str:
    return HEAD + yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=98)


def _form(form: Form) -> dict[str, Any]:
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
