"""Endorsements from the export of a form: CSV of any making, or an Excel workbook.

    sheet = read_sheet(Path("answers.csv"), None, None)
    plan = plan_import(with_headers(sheet), loaded, Wishes(statement="ten-steps"), today)
    store(plan, root)

`sheet` reads rows of any format into a `table`; `columns` tells what each column holds, `form` how
all are to be read; `signatory` reads one row; `standing` compares it with what is recorded. `plan`
is what comes of them, made and stored by `importing`; `files` and `store` write.
"""

from __future__ import annotations

from clearway.intake.endorsements.importing import plan_import, store
from clearway.intake.endorsements.plan import Cannot, Plan, Wishes
from clearway.intake.endorsements.sheet import read_sheet

__all__ = ["Cannot", "Plan", "Wishes", "plan_import", "read_sheet", "store"]
