"""The index of a long roll: small files, in which every name is found by every word of it."""

import json
from datetime import date
from pathlib import Path

import pytest

from clearway.publish.name_index import PER_FILE, files, slug
from clearway.publish.page import Site
from clearway.publish.pages.common import Book
from clearway.records.rules import check
from tests.bench.signatories import STATEMENT, records
from tests.running import TRACKERS

TODAY = date(2026, 11, 22)


def index(root: Path, statement: str) -> dict[str, str]:
    process = check(root, TODAY).process
    assert process is not None
    book = Book(process, Site("https://site.example/"), TODAY)
    return dict(files(book.signatory_lists[statement], process.vocabularies["group"]))


def test_two_names() -> None:
    friends = ["Friends of the Library", "friends", "latn/f", 0, "CH", 0, "FoL"]
    kari = ["Kari Nordmann", "kari-nordmann", "latn/k", 1, "NO", -1]
    home = "statements/open-on-saturdays/endorsements/index/"
    found = {
        path.removeprefix(home): json.loads(text)
        for path, text in index(TRACKERS / "library", "open-on-saturdays").items()
    }
    about = found.pop("all.json")
    held = {
        **dict.fromkeys("flot", friends),
        **dict.fromkeys("kn", kari),
        **dict.fromkeys(("country:ch", "group:readers", "kind:0"), friends),
        **dict.fromkeys(("country:no", "kind:1"), kari),
    }
    assert about["files"] == dict.fromkeys(held, 1)
    assert found == {f"{slug(key)}.0.json": [entry] for key, entry in held.items()}
    assert about["groups"] == [["readers", "Readers"], ["staff", "Staff"]]
    assert about["regions"] == [["Europe", [["NO", "Norway"], ["CH", "Switzerland"]]]]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("many")
    for path, text in records(1500):
        target = folder / "data" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    home = f"statements/{STATEMENT}/endorsements/index/"
    return {path.removeprefix(home): text for path, text in index(folder, STATEMENT).items()}


def entries(many: dict[str, str], key: str, number: int) -> list[list[str]]:
    parts = range(-(-number // PER_FILE))
    return [row for n in parts for row in json.loads(many[f"{slug(key)}.{n}.json"])]


def test_no_file_is_large(many: dict[str, str]) -> None:
    assert max(len(text.encode()) for text in many.values()) < 60_000
    rows = [json.loads(text) for path, text in many.items() if path != "all.json"]
    assert max(map(len, rows)) <= PER_FILE


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("nkrum", {"Nkrumah"}),
        ("novak", {"Nováková"}),
        ("kowalski", {"Kowalski"}),
        ("шевч", {"Шевченко"}),
        ("伟", {"伟"}),
        ("كهن", set()),
        ("כהן", {"כהן"}),
    ],
)
def test_a_word_is_found_by_its_first_letters(
    many: dict[str, str], word: str, names: set[str]
) -> None:
    sizes: dict[str, int] = json.loads(many["all.json"])["files"]
    keys = [k for k in sizes if ":" not in k and (k.startswith(word) or word.startswith(k))]
    found = [row for key in keys for row in entries(many, key, sizes[key])]
    held = [row[0] for row in found if any(name in row[0] for name in names)]
    everybody = [
        row for kind in "01" for row in entries(many, f"kind:{kind}", sizes[f"kind:{kind}"])
    ]
    expected = {row[0] for row in everybody if any(name in row[0] for name in names)}
    assert expected <= set(held)
    assert bool(expected) == bool(names)


@pytest.mark.parametrize(
    ("key", "name"),
    [("ma", "ma"), ("maria ", "maria-20-"), ("李", "-674e-"), ("kind:0", "kind-3a-0")],
)
def test_a_key_is_a_name_of_a_file(key: str, name: str) -> None:
    assert slug(key) == name
