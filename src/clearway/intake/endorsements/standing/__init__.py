"""How the rows of an export stand to what is recorded, and to one another.

A row is new, the same as a record, changed, doubtful or refused. It is the same where its
signatory is recorded and nothing that it says differs; so an import that runs twice finds every
row that it wrote to be the same.

`verdicts` are what becomes of a row; `differences` hold one beside a record, `judging` beside all.
"""

from clearway.intake.endorsements.standing.judging import Standings
from clearway.intake.endorsements.standing.verdicts import (
    Change,
    Choices,
    Entry,
    Outcome,
    Verdict,
)

__all__ = ["Change", "Choices", "Entry", "Outcome", "Standings", "Verdict"]
