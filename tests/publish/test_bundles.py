"""All data in one download: a spreadsheet and a zip, the same bytes each time.

Covers: clearway.publish.exports.bundles.
"""

from __future__ import annotations

import io
from datetime import date
from zipfile import ZipFile

from lxml import etree

from clearway.publish.exports import with_bundles
from clearway.publish.exports.bundles import archive
from clearway.records.editing.layout import HOMES
from clearway.records.rules import check
from tests.running import TRACKERS

ODF = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("table", "text")}


def library() -> dict[str, str | bytes]:
    process = check(TRACKERS / "library", date(2026, 11, 22)).process
    assert process is not None
    return with_bundles(process, lambda record: f"https://hours.example/{record.id}")


FILES = library()


def sheets(raw: bytes) -> dict[str, list[list[str]]]:
    """The texts of each sheet, row by row; '' for an empty cell."""
    with ZipFile(io.BytesIO(raw)) as zipped:
        assert zipped.namelist()[0] == "mimetype"
        root = etree.fromstring(zipped.read("content.xml"))
    return {
        str(sheet.get(f"{{{ODF['table']}}}name")): [
            ["\n".join(cell.xpath("text:p/text()", namespaces=ODF)) for cell in row]
            for row in sheet.iter(f"{{{ODF['table']}}}table-row")
        ]
        for sheet in root.iter(f"{{{ODF['table']}}}table")
    }


def test_a_sheet_for_each_kind_and_one_that_says_what_each_column_holds() -> None:
    raw = FILES["data/all.ods"]
    assert isinstance(raw, bytes)
    found = sheets(raw)
    kinds = [home.kind for home in HOMES.values()]
    assert list(found) == ["columns", *kinds]
    head, *rows = found["columns"]
    assert head == ["Sheet", "Column", "Type", "What it holds"]
    assert [row[1] for row in rows if row[0] == "milestone"] == found["milestone"][0]
    assert [row for row in rows if not row[3]] == []
    names = found["milestone"][0]
    wishes = next(row for row in found["milestone"] if row[0] == "milestone:wishes")
    assert dict(zip(names, wishes, strict=True))["start"] == "2024-02-29"


def test_the_zip_has_every_file_as_it_is() -> None:
    raw = FILES["data/all.zip"]
    assert isinstance(raw, bytes)
    with ZipFile(io.BytesIO(raw)) as zipped:
        for path, content in FILES.items():
            if path not in ("data/all.zip", "data/all.ods"):
                held = zipped.read(path.removeprefix("data/"))
                assert held == (content if isinstance(content, bytes) else content.encode())
    assert library() == FILES


def test_text_is_text_whatever_signs_are_in_it() -> None:
    first = archive({"a": "=1+1", "ü": b"\x00"})
    assert first == archive({"a": "=1+1", "ü": b"\x00"})
    with ZipFile(io.BytesIO(first)) as zipped:
        assert zipped.read("ü") == b"\x00"
