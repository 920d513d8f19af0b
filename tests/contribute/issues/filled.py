"""A form as a person fills it in, and the text of the issue that GitHub makes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from clearway.contribute.issues import issue_forms
from clearway.records.model import Process
from clearway.records.rules import check

TODAY = date(2024, 4, 2)
ISSUE = "https://forge.example/library/tracker/issues/12"


def process_of(root: Path) -> Process:
    process = check(root, TODAY).process
    assert process is not None
    return process


def filled(root: Path, name: str, /, **answers: str) -> str:
    """The issue's text: a heading for each question, and below it the answer or `_No response_`.

    A choice is given by its beginning; a box is ticked unless the answer says otherwise.
    """
    form = yaml.safe_load(issue_forms(process_of(root))[f"{name}.yml"])
    ids = [question["id"] for question in form["body"]]
    assert set(answers) <= set(ids)
    return "\n\n".join(_answered(question, answers) for question in form["body"])


def _answered(question: dict[str, Any], answers: dict[str, str]) -> str:
    shown, said = question["attributes"], answers.get(question["id"], "")
    if question["type"] == "checkboxes":
        [box] = shown["options"]
        said = said or f"- [X] {box['label']}"
    if question["type"] == "dropdown" and said:
        said = next((option for option in shown["options"] if option.startswith(said)), said)
    return f"### {shown['label']}\n\n{said or '_No response_'}"
