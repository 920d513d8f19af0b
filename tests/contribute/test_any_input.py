"""Any table and any issue: cells are read as they were written, and what is written can be read.

Covers: clearway.contribute.endorsements.sheets, clearway.contribute.issues.conversion.
"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from clearway.contribute.endorsements.columns import TableRow, known_header, with_headers
from clearway.contribute.endorsements.rows import clean
from clearway.contribute.endorsements.sheets import read_delimited
from clearway.contribute.issues import FileChange, Sent, converted, reader
from clearway.publish.exports.tables import cell_text
from clearway.records.reading.files import parse_document
from tests.contribute.issues.filled import filled
from tests.contribute.issues.test_issues import ENDORSE
from tests.fuzz.targets import LIBRARY, process

CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]))
def test_each_cell_of_a_table_is_read_as_it_was_written(
    rows: list[tuple[str, str]], separator: str
) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=separator).writerows([("Name", "Country"), *rows])
    sheet = read_delimited(written.getvalue(), "CSV", "", known_header, separator)
    table = with_headers(sheet)
    assert table.headers == ("Name", "Country")
    found = [row.cells for row in table.rows if isinstance(row, TableRow)]
    assert found == [row for row in rows if any(cell.strip() for cell in row)]


@given(CELLS)
def test_what_we_export_is_imported_as_it_was(text: str) -> None:
    """The apostrophe that keeps a spreadsheet from taking it for a formula goes again."""
    if not text.startswith("'"):
        assert clean(cell_text(text)) == clean(text)


@settings(max_examples=20)
@given(st.text(max_size=60), st.text(max_size=60))
def test_an_issue_is_refused_or_gives_a_record_with_the_very_text(name: str, role: str) -> None:
    body = filled(LIBRARY, "endorse", **{**ENDORSE, "name": name, "role": role})
    sent = Sent(process(), reader(LIBRARY), datetime(2024, 4, 2, tzinfo=UTC), "https://x.example/1")
    change = converted(body, sent, "endorse")
    if not isinstance(change, FileChange):
        return
    assert change.path.startswith("data/endorsements/")
    document, problems = parse_document(change.text.encode(), change.path)
    assert not problems
    assert document is not None
    assert isinstance(document.value, dict)
    assert str(document.value["name"]).split() == name.split()
