"""The manifest as it is written and read, and what a hostile one is told."""

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from clearway.errors import InputError
from clearway.publish.manifest import (
    Digest,
    Home,
    Manifest,
    differences,
    manifest_of,
    manifest_schema,
    manifest_text,
)

A = Digest(sha256="a" * 64, size=1)
B = Digest(sha256="b" * 64, size=1)
LONG = Digest(sha256="c" * 64, size=9)

MANIFEST = Manifest(
    format=1,
    edition="site",
    as_of=date(2024, 5, 30),
    commit="0" * 40,
    home=Home(url="https://hours.example/", repository="", branch="main", forge="github"),
    program="clearway 0.1.0",
    dependencies={"jinja2": "3.1.6", "babel": "2.18.0"},
    records={"data/process.yaml": A},
    files={"index.html": B, "drafts/é/index.html": LONG},
)

TEXT = f"""\
{{
 "format": 1,
 "edition": "site",
 "as_of": "2024-05-30",
 "commit": "{"0" * 40}",
 "home": {{"url": "https://hours.example/", "repository": "", "branch": "main", \
"forge": "github"}},
 "program": "clearway 0.1.0",
 "dependencies": {{
  "babel": "2.18.0",
  "jinja2": "3.1.6"
 }},
 "records": {{
  "data/process.yaml": {{"sha256": "{"a" * 64}", "size": 1}}
 }},
 "files": {{
  "drafts/é/index.html": {{"sha256": "{"c" * 64}", "size": 9}},
  "index.html": {{"sha256": "{"b" * 64}", "size": 1}}
 }}
}}
"""


def test_it_is_written_in_one_order_and_read_back() -> None:
    assert manifest_text(MANIFEST) == TEXT
    assert manifest_of(TEXT.encode()) == MANIFEST


def test_it_is_valid_by_its_schema() -> None:
    schema = json.loads(manifest_schema())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert list(validator.iter_errors(json.loads(TEXT))) == []
    assert list(validator.iter_errors({**json.loads(TEXT), "format": 2})) != []


def test_what_is_not_as_listed_is_named() -> None:
    listed = {"a": A, "b": A, "c": LONG, "d": A}
    found = {"a": A, "b": B, "c": A, "e": A}
    assert [str(each) for each in differences(listed, found)] == [
        "altered: b (as long, but other bytes)",
        "altered: c (1 bytes; 9 are listed)",
        "missing: d",
        "extra: e",
    ]


def changed(**fields: object) -> bytes:
    return json.dumps({**json.loads(TEXT), **fields}).encode()


def listing(*paths: str) -> bytes:
    return changed(files={path: {"sha256": "a" * 64, "size": 1} for path in paths})


def test_a_name_is_told_so_that_it_does_nothing_to_a_terminal() -> None:
    found = {"a\x1b[2J": A, "b\udcff": A}
    assert [str(each) for each in differences({}, found)] == [
        "extra: a\\x1b[2J",
        "extra: b\\udcff",
    ]


DOWN = "a path must lead down from the site's folder"
NAMES = "a path must be names joined by '/'"

HOSTILE = {
    "up": (listing("../secret"), f"at 'files' → '../secret': {DOWN}"),
    "up within": (listing("a/../../secret"), f"at 'files' → 'a/../../secret': {DOWN}"),
    "absolute": (listing("/etc/passwd"), f"at 'files' → '/etc/passwd': {DOWN}"),
    "empty": (listing(""), f"at 'files' → '': {DOWN}"),
    "backslash": (listing("a\\b"), f"at 'files' → 'a\\\\b': {NAMES}"),
    "drive": (listing("C:x"), f"at 'files' → 'C:x': {NAMES}"),
    "control": (listing("a\x1b[2J"), f"at 'files' → 'a\\x1b[2J': {NAMES}"),
    "other format": (changed(format=2), "at 'format': Input should be 1"),
    "no number": (
        changed(files={"a": {"sha256": "a" * 64, "size": "1"}}),
        "at 'files' → 'a' → 'size': Input should be a valid integer",
    ),
    "negative": (
        changed(files={"a": {"sha256": "a" * 64, "size": -1}}),
        "at 'files' → 'a' → 'size': Input should be greater than or equal to 0",
    ),
    "huge": (
        changed(files={"a": {"sha256": "a" * 64, "size": 2**60}}),
        "it lists more than 500000 files, or 16 GiB",
    ),
    "itself": (listing("manifest.json"), "it lists manifest.json, which is itself"),
    "repeated": (
        TEXT.replace('"index.html"', '"drafts/é/index.html"').encode(),
        "it is not JSON as it should be: the name 'drafts/é/index.html' stands twice",
    ),
    "a list": (b"[]", "Input should be a valid dictionary or instance of Manifest"),
    "too long": (b" " * (64 * 2**20 + 1), "it is longer than 64 MiB"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_one_is_refused(case: str) -> None:
    content, told = HOSTILE[case]
    with pytest.raises(InputError) as refused:
        manifest_of(content)
    assert str(refused.value) == told


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 200_000, b"1" * 10_000])
def test_what_is_no_json_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        manifest_of(content)
