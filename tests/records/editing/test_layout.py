"""Where the file of each kind of record is, and that no other module knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from clearway.records.editing.layout import (
    DATA,
    HOME_OF_KIND,
    given_by_place,
    home_of,
    location_at,
    record_path,
)
from clearway.records.editing.yaml_writing import schema_line

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "src" / "clearway"

PATHS = {
    "annotation": "data/annotations/owner.yaml",
    "ask": "data/asks/one.yaml",
    "commitment": "data/commitments/one.yaml",
    "promise": "data/promises/one.yaml",
    "consultation": "data/consultations/one.md",
    "draft": "data/drafts/one.md",
    "endorsement": "data/endorsements/owner/one.yaml",
    "engagement": "data/engagement/one.md",
    "position": "data/positions.yaml",
    "milestone": "data/milestones.yaml",
    "organisation": "data/organisations/one.yaml",
    "process": "data/process.yaml",
    "sighting": "data/sources.yaml",
    "statement": "data/statements/one.md",
    "submission": "data/submissions/one.md",
    "summary": "data/summaries/one.md",
    "thread": "data/concordance.yaml",
    "translation": "data/translations/owner/one.md",
    "version": "data/versions.yaml",
}


@pytest.mark.parametrize("kind", sorted(HOME_OF_KIND))
def test_the_file_of_each_kind(kind: str) -> None:
    path, home = record_path(kind, "one", "owner"), HOME_OF_KIND[kind]
    assert path == PATHS[kind]
    assert location_at(path) is home
    below = Path(path).relative_to(DATA)
    assert given_by_place(home, below) == {
        name: "one" if name == "id" else "owner" for name in home.placed
    }
    assert len(below.parts) == home.depth
    # The schema is found from where the file is.
    schema = schema_line(home).partition("$schema=")[2]
    assert (ROOT / path).parent.joinpath(schema).resolve().is_file()


@pytest.mark.parametrize(
    "path", ["data", "data/", "data/x.yaml", "data/asks/one/two.yaml", "docs/asks/one.yaml", ""]
)
def test_what_is_no_record(path: str) -> None:
    assert location_at(path) is None


def test_a_file_of_its_own_needs_a_name() -> None:
    with pytest.raises(AssertionError, match=r"data/asks/<id>\.yaml needs all of its names"):
        record_path("ask")


def test_every_record_that_is_here_is_where_its_path_says() -> None:
    """What is read from the path of a file leads back to it."""
    count = 0
    for folder in (ROOT / DATA, ROOT / "examples" / "library" / DATA):
        for file in folder.rglob("*.*"):
            below = file.relative_to(folder)
            found = home_of(below)
            if found is None:
                continue
            given = given_by_place(found[1], below)
            path = found[1].path(given.get("id", ""), given.get(found[1].owner, ""))
            assert path == f"{DATA}/{below.as_posix()}"
            count += 1
    assert count > 300


SITE = "an address of the site, whose open data is at /data/, too"
ELSEWHERE = {
    "records/editing/layout.py": "it is the one that knows",
    "publish/exports/__init__.py": SITE,
    "publish/outputs.py": SITE,
    "publish/pages/about_site.py": SITE,
    "publish/structured.py": SITE,
    "site/build.py": SITE,
    "site/preview.py": "the folder of all records, which it watches",
    "publish/render.py": "a scheme of addresses that is not linked",
}
"""Modules that may write 'data' or 'data/…', and why."""


def literals(file: Path) -> Iterator[str]:
    """The texts in a module's code that are, or begin as, a path in data/."""
    tree = ast.parse(file.read_text("utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in alone:
            text = ast.unparse(node)
            # f"{DATA}/" by itself is the folder.
            if re.match(r"f?.data(?:/.*)?.$|f.\{DATA\}/..", text, re.DOTALL):
                yield f"{file.relative_to(SOURCE).as_posix()}:{node.lineno}: {text}"


def test_no_other_module_writes_the_path_of_a_record() -> None:
    found = [text for file in sorted(SOURCE.rglob("*.py")) for text in literals(file)]
    assert [text for text in found if text.partition(":")[0] not in ELSEWHERE] == []
    assert {text.partition(":")[0] for text in found} == set(ELSEWHERE)
