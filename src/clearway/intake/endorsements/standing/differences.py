"""A row beside a record of the same signatory, or of one who may be the same."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.intake.endorsements.register import Found
from clearway.intake.endorsements.signatory import Signatory, Why
from clearway.intake.endorsements.standing.verdicts import Change, Entry
from clearway.records.model import SignatoryKind
from clearway.records.wording import quoted


def differences(entry: Entry, row: Signatory, beside: str | None) -> Iterator[Change]:
    """What a row says otherwise than a record; what it does not say is no difference.

    `beside` is the row's affiliation as entries have it.
    """
    for name in ("role", "group", "country"):
        old, new = getattr(entry, name), getattr(row, name)
        if new is not None and old != new:
            yield Change(name, old or "", new)
    if beside is not None and beside != entry.affiliation:
        old = (entry.affiliation or "").removeprefix("~")
        yield Change("affiliation", old, row.affiliation or "")
    if row.date is not None and entry.line is None:
        first = entry.first_day
        # Who signs again has endorsed since the first time.
        if first is None or row.date < first:
            yield Change("date", str(entry.date or ""), str(row.date))


def may_fill(entry: Entry, change: Change) -> bool:
    """Whether a further row of one signatory may add what the first did not say.

    Where a person lives tells two of one name apart, so it is never filled in like that.
    """
    is_person = entry.kind is SignatoryKind.INDIVIDUAL
    return not change.old and change.field in (
        ("role", "group") if is_person else ("group", "country")
    )


def doubt_of(row: Signatory, found: Found, likely: list[Entry]) -> Why | None:
    """All reasons to look at a row, as one."""
    doubts = list(row.doubts)
    if likely:
        other = likely[0]
        doubts.append(
            Why(
                f"it may be {quoted(other.name, 50)} ({other.where})",
                "If it is, leave this row out; if they are two, say --accept-doubtful",
            )
        )
    elif found.likely:
        other_body = found.likely[0]
        doubts.append(
            Why(
                f"it may be {quoted(other_body.name, 50)} ({other_body.where})",
                "If it is, write its name as there; if they are two, say --accept-doubtful",
            )
        )
    if not doubts:
        return None
    reasons = "; ".join(doubt.reason for doubt in doubts)
    remedies = ". ".join(dict.fromkeys(doubt.remedy for doubt in doubts))
    return Why(reasons, remedies)


def has_withdrawn(entry: Entry, row: Signatory) -> bool:
    """Whether a row is of after an endorsement's withdrawal, and so a new one."""
    day = row.date
    return entry.withdrawn is not None and day is not None and day > entry.withdrawn.last_day
