"""The open data of the base folder, byte by byte, and held against what others expect of it.

Covers: clearway.publish.exports.record_json, clearway.publish.exports.tables,
clearway.records.record.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from frictionless import Package

from clearway.publish.exports import exports
from clearway.publish.exports.tables import table
from clearway.records.editing.layout import HOMES
from clearway.records.model import Process
from clearway.records.record import Record
from clearway.records.rules import check
from clearway.records.schema import schemas
from tests.records.folders import BASE, CASES, lay_out

GOLDEN = Path(__file__).resolve().parent / "golden" / "exports"
TODAY = date(2026, 11, 22)


def page_url(record: Record) -> str:
    return f"https://hours.example/{record.KIND}/{record.id}/"


def process_in(root: Path) -> Process:
    loaded = check(root, TODAY)
    assert loaded.problems == ()
    assert loaded.process is not None
    return loaded.process


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return exports(process_in(BASE), page_url)


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.iterdir()))
def test_golden(name: str, files: dict[str, str], golden_file: Callable[[Path, str], None]) -> None:
    golden_file(GOLDEN / name, files[f"data/{name}"])


def test_the_schemas_are_published(files: dict[str, str]) -> None:
    for name, text in schemas().items():
        assert files[f"data/schemas/{name}"] == text


def test_every_record_is_in_json_and_csv(files: dict[str, str]) -> None:
    refs = {record.ref for record in process_in(BASE)}
    kinds = [home.kind for home in HOMES.values()]
    in_json = [row["ref"] for kind in kinds for row in json.loads(files[f"data/{kind}.json"])]
    in_csv = [row["ref"] for kind in kinds for row in rows(files[f"data/{kind}.csv"])]
    assert sorted(in_json) == sorted(in_csv) == sorted(refs)
    index = json.loads(files["data/index.json"])
    assert sum(entry["records"] for entry in index) == len(refs)
    for entry in index:
        assert {f"data/{entry[name]}" for name in ("json", "csv", "schema")} <= files.keys()


def test_who_has_withdrawn_is_in_the_data_with_the_date(tmp_path: Path) -> None:
    case = CASES / "good" / "withdrawn-after"
    found = exports(process_in(lay_out(tmp_path, case)), page_url)
    row = next(r for r in rows(found["data/endorsement.csv"]) if r["id"] == "anna")
    assert (row["withdrawn_date"], row["withdrawn_reason"]) == ("2024-03", "Moved away.")
    records = [r["record"] for r in json.loads(found["data/endorsement.json"])]
    assert {r["id"]: r.get("withdrawn") for r in records} == {
        "anna": {"date": "2024-03", "reason": "Moved away."},
        "bo": {"date": "2024-03-01"},
        "friends": None,
        "kari-nordmann": None,
    }


def test_same_records_same_bytes(tmp_path: Path, files: dict[str, str]) -> None:
    assert exports(process_in(lay_out(tmp_path)), page_url) == files


def test_frictionless_accepts_the_package(tmp_path: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode("utf-8"))
    package = Package(str(tmp_path / "data" / "datapackage.json"))
    report = package.validate()
    assert report.flatten(["type", "note"]) == []
    assert report.valid
    assert len(report.tasks) == len(HOMES)


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ('=HYPERLINK("https://x.example/","x")', '\'=HYPERLINK("https://x.example/","x")'),
        ("+1 member", "'+1 member"),
        ("-2+3", "'-2+3"),
        ("@SUM(1)", "'@SUM(1)"),
        ("'tis a name", "''tis a name"),
        ("-12.5", "-12.5"),
        ("a = b", "a = b"),
        ('Quoted "name", with a comma', 'Quoted "name", with a comma'),
    ],
)
def test_a_cell_is_no_formula_and_loses_nothing(name: str, cell: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    written = f"name: {json.dumps(name)}\nsource: https://archive.example/\n"
    (root / "data/organisations/archive.yaml").write_text(written, encoding="utf-8")
    found = exports(process_in(root), page_url)
    row = next(r for r in rows(found["data/organisation.csv"]) if r["id"] == "archive")
    assert row["name"] == cell
    assert cell.removeprefix("'") == name
    whole = json.loads(found["data/organisation.json"])
    assert [r["record"]["name"] for r in whole if r["record"]["id"] == "archive"] == [name]


def test_text_after_the_fields_is_no_formula(tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    path = root / "data/consultations/2024-02-08-hall.md"
    text = path.read_text(encoding="utf-8").partition("About the hours")[0]
    path.write_text(f"{text}- A list.\n", encoding="utf-8")
    found = exports(process_in(root), page_url)
    assert rows(found["data/consultation.csv"])[0]["body"] == "'- A list."


def test_lines_end_as_rfc_4180_says(files: dict[str, str]) -> None:
    text = files["data/organisation.csv"]
    assert text.count("\r\n") == 3 == text.count("\n")
    assert not text.startswith("\ufeff")


def test_dates_of_every_form(tmp_path: Path) -> None:
    """As written, as days, and in UTC where times are known."""
    process = process_in(lay_out(tmp_path, CASES / "good" / "when"))
    made = table(HOMES["milestones"].model, process.milestones, page_url)
    wanted = ("when", "start", "end", "start_utc", "end_utc")
    found = {row["id"]: tuple(row[name] for name in wanted) for row in rows(made.csv)}
    assert found["d1"] == ("2024", "2024-01-01", "2024-12-31", "", "")
    assert found["d3"] == ("2024-02-29", "2024-02-29", "2024-02-29", "", "")
    assert found["d6"][3:] == ("2024-07-05T14:45:00Z", "2024-07-05T15:45:00Z")
    assert found["d7"][1:] == (
        "2024-07-05", "2024-07-06", "2024-07-05T21:00:00Z", "2024-07-05T23:00:00Z",
    )  # fmt: skip
    assert found["d12"][1:3] == ("2024-07-05", "")
    assert found["d13"][1:3] == ("", "2024-07-05")
