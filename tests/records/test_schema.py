"""The schemas are those of the code, and hold for what the check lets pass.

Covers: clearway.records.model.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from clearway.publish.manifest import manifest_schema
from clearway.records.editing.layout import HOMES, NOT_RECORDS
from clearway.records.schema import DIALECT, schemas
from tests.records.core_yaml import read_as_editor
from tests.records.folders import BASE, CASES

ROOT = Path(__file__).resolve().parent.parent.parent
LIBRARY = ROOT / "examples" / "library"
NAMED = re.compile(r"(?:---\n)?# yaml-language-server: \$schema=(\S+)\n")
TEXTS = schemas()


def records_in(folder: Path) -> list[Path]:
    found = sorted(p for p in (folder / "data").rglob("*") if p.is_file())
    return [path for path in found if path.name not in NOT_RECORDS]


def validator(name: str) -> Draft202012Validator:
    schema: dict[str, Any] = json.loads(TEXTS[name])
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def told(path: Path) -> list[str]:
    """What the schema that a file's first line names says against it."""
    text = path.read_text(encoding="utf-8")
    named = NAMED.match(text)
    assert named is not None, f"{path}: the first line names no schema"
    errors = validator(Path(named[1]).name).iter_errors(read_as_editor(text))
    return [f"{path.name}: {error.json_path}: {error.message}" for error in errors]


def test_the_checked_in_schemas_are_those_of_the_code() -> None:
    """`clearway schemas` writes them anew."""
    folder = ROOT / "schemas"
    kept = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}
    assert kept == {**TEXTS, "manifest.json": manifest_schema()}


def test_there_is_one_for_each_kind() -> None:
    assert len(TEXTS) == len(HOMES)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_each_is_a_schema(name: str) -> None:
    schema = json.loads(TEXTS[name])
    assert schema["$schema"] == DIALECT == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] and schema["description"]
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("folder", [ROOT, BASE, LIBRARY], ids=["data", "base", "library"])
def test_every_record_is_valid_by_the_schema_that_it_names(folder: Path) -> None:
    paths = records_in(folder)
    assert paths
    assert [line for path in paths for line in told(path)] == []


@pytest.mark.parametrize("folder", [ROOT, LIBRARY], ids=["data", "library"])
def test_the_schema_that_is_named_is_there(folder: Path) -> None:
    for path in records_in(folder):
        named = NAMED.match(path.read_text(encoding="utf-8"))
        assert named is not None
        assert (path.parent / named[1]).resolve().parent == ROOT / "schemas"


@pytest.mark.parametrize("rule", ["when", "zone", "country", "source", "number", "yes-or-no"])
def test_what_the_check_lets_pass_is_valid(rule: str) -> None:
    """The good cases, in which plain words and numbers are read as an editor reads them."""
    for path in records_in(CASES / "good" / rule):
        home = path.relative_to(CASES / "good" / rule / "data").parts[0].removesuffix(".yaml")
        name = {"milestones": "milestones", "consultations": "consultation", "drafts": "draft",
                "summaries": "summary", "organisations": "organisation"}[home]  # fmt: skip
        errors = validator(f"{name}.json").iter_errors(read_as_editor(path.read_text("utf-8")))
        assert [error.message for error in errors] == []


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("organisation.json", {"name": "Archive"}),
        ("organisation.json", {"name": "Archive", "source": []}),
        ("organisation.json", {"name": "Archive", "source": "javascript:alert(1)"}),
        ("organisation.json", {"name": "Archive", "source": "https://a.example/", "contry": "NO"}),
        ("organisation.json", {"name": "A", "source": "https://a.example/", "country": False}),
        ("milestones.json", {"id": "vote"}),
        ("milestones.json", [{"id": "Vote", "title": "Vote", "kind": "decision",
                              "when": "2024-06-03", "source": "https://a.example/"}]),
        ("milestones.json", [{"id": "vote", "title": "Vote", "kind": "decision",
                              "when": "3 June 2024", "source": "https://a.example/"}]),
    ],
)  # fmt: skip
def test_an_editor_marks_what_is_wrong(name: str, record: object) -> None:
    assert not validator(name).is_valid(record)
