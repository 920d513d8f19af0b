"""What a rule finds: each thing that it looked at, and what follows from all of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clearway.records.kinds.commitment import Fulfilment, Measure
from clearway.records.model import Process
from clearway.records.record import Record


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a rule looked at.

    `said` is what is known of it, in words. `holds` is whether it is as the rule asks; None where
    that is not known, and `wanted` is then what would settle it. `record` is the record that
    decides, or that should say more, and `field` the field of it to fill in. What `is_apart` is
    listed and counts neither way.
    """

    title: str
    said: str
    holds: bool | None
    record: Record | None = None
    wanted: str = ""
    field: str = ""
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What a rule finds on a day."""

    measure: Measure
    formula: str
    inputs: tuple[Item, ...]
    result: str
    as_of: date

    @property
    def verdict(self) -> Fulfilment:
        return verdict(self.inputs)

    @property
    def evidence(self) -> tuple[Record, ...]:
        """The records that decide, each once."""
        records = (i.record for i in self.inputs if i.holds is not None and i.record is not None)
        return tuple({record.ref: record for record in records}.values())

    @property
    def unknown(self) -> tuple[Item, ...]:
        """The things of which nothing is known; each says what would settle it."""
        return tuple(item for item in self.inputs if item.holds is None and not item.is_apart)


Rule = Callable[[Process, Measure, date], Result]
"""A computed rule: the records, what they are held against, and the day."""


def verdict(items: Iterable[Item]) -> Fulfilment:
    """What holds whatever the unknown ones turn out to be.

    Some kept and some not: partly. All kept and none unknown: met. None kept and none unknown: not
    met. Otherwise unknown, as the unknown ones could still decide it either way.
    """
    found = {item.holds for item in items if not item.is_apart}
    if {True, False} <= found:
        return Fulfilment.PARTLY
    if not found or None in found:
        return Fulfilment.UNKNOWN
    return Fulfilment.MET if found == {True} else Fulfilment.NOT_MET


def found(
    rule: Rule, measure: Measure, as_of: date, items: Sequence[Item], things: str, do: str
) -> Result:
    """The result of a rule: its docstring is the formula; `things` that `do` what it asks."""
    return Result(measure, formula(rule), tuple(items), counted(items, things, do), as_of)


def formula(rule: Rule) -> str:
    """The docstring of a rule on one line."""
    return " ".join((inspect.getdoc(rule) or "").split())


def counted(items: Sequence[Item], things: str, do: str) -> str:
    """'2 of 3 drafts had …; not known for 1 more.' Unknown is never in 'of 3'."""
    counted_ = [item for item in items if not item.is_apart]
    known = [item for item in counted_ if item.holds is not None]
    unknown = len(counted_) - len(known)
    if not counted_:
        return f"No {things} to look at."
    if not known:
        return f"Not known for any of {unknown} {things} whether they {do}."
    kept = sum(item.holds is True for item in known)
    rest = f"; not known for {unknown} more" if unknown else ""
    apart = len(items) - len(counted_)
    beside = f"; {apart} is listed and not counted" if apart else ""
    return f"{kept} of {len(known)} {things} {do}{rest}{beside}."


def days(number: int, kind: str = "calendar") -> str:
    """'1 working day', '6 calendar days'."""
    return f"{number} {kind} day{'' if number == 1 else 's'}"
