"""The search's index: what leads where, from records in to files out."""

import json
from datetime import date
from pathlib import Path

import pytest

from clearway.publish.outputs import outputs
from clearway.publish.page import Site
from clearway.publish.pages.common import Book
from clearway.publish.search_index import MOST_BYTES, WordPlace, files, initials, words
from clearway.records.rules import check
from tests.bench.signatories import records
from tests.running import ROOT, TRACKERS

TODAY = date(2026, 11, 22)


def index(root: Path) -> dict[str, str]:
    process = check(root, TODAY).process
    assert process is not None
    book = Book(process, Site("https://site.example/"), TODAY)
    written = [("about/", "About", "# About\nWhy this is kept.")]
    return dict(files(book, outputs(book).pages, written))


def held(text: str) -> object:
    name, _, value = text.removeprefix("cwSearch(").partition(",")
    assert name
    return json.loads(value.removesuffix(");\n"))


class Index:
    def __init__(self, root: Path) -> None:
        self.files = {path: held(text) for path, text in index(root).items()}
        self.entries: list[list[str]] = []
        number = 0
        while f"search/e-{number}.js" in self.files:
            self.entries += self.files[f"search/e-{number}.js"]  # type: ignore[arg-type]
            number += 1
        self.words: dict[str, list[list[int]]] = {}
        for path, part in sorted(self.files.items()):
            if path.startswith("search/w-"):
                self.words |= dict(part)  # type: ignore[call-overload]

    def places(self, word: str, field: WordPlace) -> list[str]:
        return [self.entries[n][1] for n in self.words.get(word, [[], [], [], []])[field]]


@pytest.fixture(scope="module")
def shipped() -> Index:
    return Index(ROOT)


@pytest.mark.parametrize(
    ("word", "field", "place"),
    [
        ("ares80173", WordPlace.NAME, "drafts/adopted/"),
        ("doha", WordPlace.NAME, "milestones/itu-plenipotentiary-2026/"),
        ("kenya", WordPlace.NAME, "milestones/igf-2026/"),
        ("igf", WordPlace.TITLE, "milestones/igf-2026/"),
        ("lillestrom", WordPlace.NAME, "consultations/2025-06-25-igf/"),
        ("moved", WordPlace.NAME, "milestones/elements-paper-inputs/"),
        ("apc", WordPlace.TITLE, "organisations/apc/"),
        ("ewaste", WordPlace.TITLE, "topics/e-waste/"),
        ("lubembela", WordPlace.NAME, "statements/ten-steps/#alembe-joseph-lubembela"),
        ("kept", WordPlace.TEXT, "about/"),
    ],
)
def test_a_word_leads_to_its_page(word: str, field: WordPlace, place: str, shipped: Index) -> None:
    assert place in shipped.places(word, field)


def test_an_entry_is_a_title_an_address_and_a_line(shipped: Index) -> None:
    found = next(entry for entry in shipped.entries if entry[1] == "milestones/igf-2026/")
    assert found[0] == "Internet Governance Forum 2026"
    assert found[2].startswith("14–18 December 2026 · ")
    assert all(len(entry) == 3 for entry in shipped.entries)


def test_files_stay_small_and_few_with_many_names(tmp_path: Path) -> None:
    for path, text in records(1500):
        target = tmp_path / "data" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    found = index(tmp_path)
    assert max(len(text.encode()) for text in found.values()) < 2 * MOST_BYTES
    assert len(found["search/all.js"]) < 4_000


def test_a_library_has_the_same_index_each_time() -> None:
    assert index(TRACKERS / "library") == index(TRACKERS / "library")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("São Tomé", {"sao", "tome"}),
        ("Rev.1", {"rev", "1", "rev1"}),
        ("台灣", {"台灣", "灣"}),
        ("O'Neill", {"o", "neill", "oneill"}),
        ("", set()),
    ],
)
def test_words(text: str, found: set[str]) -> None:
    assert words(text) == found


def test_initials_need_three_words() -> None:
    assert initials("Zero Draft") == ""
