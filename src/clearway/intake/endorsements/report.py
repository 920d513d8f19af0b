"""The rows that were left out, as a file that can be mended and imported in its turn."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from clearway.intake.endorsements.columns import Column
from clearway.intake.endorsements.phrases import Field
from clearway.intake.endorsements.signatory import without_contact
from clearway.intake.endorsements.standing import Verdict
from clearway.intake.endorsements.table import Raw
from clearway.records.wording import HIDDEN

HEADERS = ("line", "outcome", "reason", "remedy")

_LONGEST = 1000

# A spreadsheet runs what begins like this (OWASP, CSV injection).
_FORMULA = re.compile(r"^\s*[=+\-@\t\r|]")


def report_text(columns: Sequence[Column], left_out: Sequence[tuple[Verdict, Raw]]) -> str:
    """CSV (RFC 4180) of the rows that were left out: line, outcome, reason, remedy, own cells.

    Contact data is not in it, and no cell runs as a formula. It begins with a byte-order mark, by
    which Excel knows UTF-8.
    """
    kept = [c for c in columns if c.field is not Field.CONTACT]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*HEADERS, *(safe(column.header) for column in kept)])
    for verdict, raw in left_out:
        why = verdict.why
        cells = [raw.cells[c.index] if c.index < len(raw.cells) else "" for c in kept]
        more = [cell for cell in raw.cells[len(columns) :] if cell.strip()]
        said = (verdict.outcome, why.reason if why else "", why.remedy if why else "")
        writer.writerow([verdict.line, *map(safe, said), *map(safe, [*cells, *more])])
    return "\ufeff" + text.getvalue()


def safe(cell: str) -> str:
    """A cell as text that no spreadsheet takes for a formula, and that holds nothing unseen."""
    text, _ = without_contact(cell[:_LONGEST])
    seen = HIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    return f"'{seen}" if _FORMULA.match(seen) else seen
