"""The documents say what is so: their examples pass the check, their messages are its own."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from clearway.problems import as_text
from clearway.records.editing.layout import HOMES
from clearway.records.rules import check
from tests.running import ROOT, TODAY

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

EXAMPLE = re.compile(r"^`(data/[^`\n]+)`\n\n```yaml\n(.*?)^```$", re.M | re.S)
MISTAKE = re.compile(
    r"^Written: `([^`\n]+)` instead of `([^`\n]+)`(?: in `([^`\n]+)`)?\n\n```text\n(.*?)^```$",
    re.M | re.S,
)
WRITTEN_BY_PROGRAMS = {"threads", "sightings"}
"""Kinds that nobody writes by hand."""


class Mistake(NamedTuple):
    """What one writes instead of what, in which file where several have it, and what is said."""

    wrong: str
    right: str
    path: str
    says: str


EXAMPLES = dict(EXAMPLE.findall(TEXT))
MISTAKES = [Mistake(*found) for found in MISTAKE.findall(TEXT)]


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    """A folder that holds every example where the document says that it belongs."""
    for path, content in EXAMPLES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    return tmp_path


def said(root: Path) -> str:
    return as_text(check(root, date.fromisoformat(TODAY)).problems)


def test_the_examples_are_clean(tracker: Path) -> None:
    assert said(tracker) == ""


def test_every_kind_has_an_example() -> None:
    shown = {path.removeprefix("data/").partition("/")[0].partition(".")[0] for path in EXAMPLES}
    kinds = {home.place for name, home in HOMES.items() if name not in WRITTEN_BY_PROGRAMS}
    assert shown == kinds


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.wrong)
def test_a_mistake_gets_the_message_that_is_shown(mistake: Mistake, tracker: Path) -> None:
    [path] = files_with(tracker, mistake)
    text = path.read_text("utf-8")
    path.write_text(text.replace(mistake.right, mistake.wrong, 1), encoding="utf-8")
    assert said(tracker) == mistake.says


def files_with(tracker: Path, mistake: Mistake) -> Iterator[Path]:
    for path in EXAMPLES:
        if mistake.path in ("", path) and mistake.right in EXAMPLES[path]:
            yield tracker / path


def test_messages_are_shown() -> None:
    assert len(MISTAKES) >= 10


# --- links of the documents ----------------------------------------------------------------

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "SECURITY.md")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_of_a_document_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S), re.M)
    anchors = {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}
    broken = []
    for target in re.findall(r"(?<!`)\[[^\]\n]+\]\(([^)\s]+)\)", text):
        if target.startswith("#"):
            if target[1:] not in anchors:
                broken.append(target)
        elif ":" not in target and not (ROOT / target.partition("#")[0]).exists():
            broken.append(target)
    assert broken == []
