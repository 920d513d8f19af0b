"""What is wished of an import, and what it would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from clearway.intake.endorsements.columns import Column
from clearway.intake.endorsements.days import Order
from clearway.intake.endorsements.phrases import Field
from clearway.intake.endorsements.standing import Choices, Outcome, Verdict
from clearway.intake.endorsements.table import Raw
from clearway.records.load import Loaded
from clearway.records.model import SignatoryKind, Statement, Verification


class Cannot(ValueError):
    """An import that cannot be; the message is for people, and says what to do."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What whoever imports says, beyond the file."""

    statement: str
    mapped: Mapping[str, Field] = field(default_factory=dict)
    kind: SignatoryKind | None = None
    order: Order | None = None
    zone: str | None = None
    source: str | None = None
    verified: Verification = Verification.FORM
    choices: Choices = field(default_factory=Choices)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do: a verdict for each row, and the text of each file, in order.

    `made_by` names, for each file, the rows (by their place in `verdicts`) that need it.
    """

    statement: Statement
    columns: tuple[Column, ...]
    notes: tuple[str, ...]
    rows: tuple[Raw, ...]
    verdicts: tuple[Verdict, ...]
    files: Mapping[str, str]
    made_by: Mapping[str, tuple[int, ...]]
    loaded: Loaded
    today: date

    @property
    def left_out(self) -> list[tuple[Verdict, Raw]]:
        """The rows that somebody has to look at."""
        return [
            (verdict, raw)
            for verdict, raw in zip(self.verdicts, self.rows, strict=True)
            if verdict.outcome not in (Outcome.NEW, Outcome.SAME) and not verdict.is_written
        ]
