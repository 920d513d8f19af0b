"""Any table: each row of it is taken, left or doubtful, and what is written can be read.

Covers: clearway.contribute.endorsements.sheets, clearway.contribute.endorsements.rows.
"""

from __future__ import annotations
