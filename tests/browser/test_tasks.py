"""What visitors come for: each task from the front page, by what one can see, in few clicks."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect


@dataclass(frozen=True)
class Task:
    """A task, the links on the way, and the words that answer it; each link is one click."""

    name: str
    links: tuple[str, ...]
    answer: str


TASKS = (
    Task("the next event, and how to attend it", (), "Not known yet"),
    Task("what is due and has not been seen", (), "A proposal on how the permanent IGF is funded"),
    Task("which deadline moved, and when that was told", ("Dates", "Inputs on the Elements Paper"),
         "announced on 9 July 2025, six days before it fell due"),
    Task("e-waste from the Zero Draft to Rev.1",
         ("What was asked", "Bring back the paragraph on e-waste"), "gone in Rev.1"),
    Task("who endorses from a country", ("Read it, and who signed",), "Paraguay"),
    Task("to subscribe to deadlines", ("Subscribe",), "deadlines.ics"),
    Task("to correct a date", ("Correct a record",), "How to correct a record"),
    Task("the site on 10 November 2025", ("What changed", "Versions"), "What did it say on"),
    Task("all data", ("About", "Open data"), "All data in one file"),
    Task("which steps were met", ("points asked of the process",), "none met"),
    Task("everything on the mandate of the IGF", ("Topics", "Internet Governance Forum"),
         "What was asked"),
)  # fmt: skip

MOST_CLICKS = 2


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_a_task_takes_few_clicks(task: Task, page: Page, address: str) -> None:
    page.goto(address)
    for name in task.links:
        page.get_by_role("link", name=name).first.click()
    body = page.locator("main")
    if task.answer.endswith(".ics"):
        expect(body.locator(f"input[value$='{task.answer}']")).not_to_have_count(0)
    else:
        expect(body).to_contain_text(task.answer)
    assert len(task.links) <= MOST_CLICKS
