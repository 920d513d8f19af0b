"""A row of an export as a signatory: what it says, what is doubtful about it, or why it is refused.

Text from a form is data: it is cleaned of what is unseen, never read as markup, and refused where
no name could look like that. `cell` reads the text of a cell, `who` and `particulars` what several
say together, `reading` all of a row.
"""

from clearway.intake.endorsements.signatory.cell import Refused, Why, without_contact
from clearway.intake.endorsements.signatory.reading import read_signatory
from clearway.intake.endorsements.signatory.row import Form, Period, Signatory

__all__ = [
    "Form",
    "Period",
    "Refused",
    "Signatory",
    "Why",
    "read_signatory",
    "without_contact",
]
