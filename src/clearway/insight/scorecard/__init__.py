"""Whether the commitments about the process were kept, as the records tell it on a day."""

from clearway.insight.scorecard.card import (
    RULES,
    Score,
    Scorecard,
    compute,
    figures,
    scorecard,
)
from clearway.insight.scorecard.result import Item, Result, Rule, verdict

__all__ = [
    "RULES",
    "Item",
    "Result",
    "Rule",
    "Score",
    "Scorecard",
    "compute",
    "figures",
    "scorecard",
    "verdict",
]
