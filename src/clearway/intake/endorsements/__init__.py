"""Endorsements from the export of a form: CSV of any making, or an Excel workbook.

    sheet = read_sheet(Path("answers.csv"), None, None)
    plan = plan_import(with_headers(sheet), loaded, Wishes(statement="ten-steps"), today)
    store(plan, root)

`table`, `delimited` and `spreadsheet` read rows; `columns` tells what each holds; `signatory` reads
one row; `standing` compares it with what is recorded; `files` and `store` write.
"""

from __future__ import annotations

from clearway.intake.endorsements.importing import plan_import, store
from clearway.intake.endorsements.plan import Cannot, Plan, Wishes
from clearway.intake.endorsements.sheet import read_sheet

__all__ = ["Cannot", "Plan", "Wishes", "plan_import", "read_sheet", "store"]
