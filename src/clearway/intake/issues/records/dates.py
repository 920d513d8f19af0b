"""A date that moved."""

from __future__ import annotations

from clearway.intake.issues.answers import Answers
from clearway.intake.issues.edits import with_moved_date
from clearway.intake.issues.records.sent import Change, DoesNotFit, Sent
from clearway.intake.issues.records.values import NO_ZONE, given, when_of
from clearway.records.model import DatedRecord
from clearway.records.wording import nearest, quoted
from clearway.records.writing import Written


def moved_date(answers: Answers, sent: Sent) -> Change:
    record = _dated(answers["date"], sent)
    stands = record.ledger.standing
    zone, when = answers["zone"], when_of(answers["when"])
    if when.has_time and not zone:
        zone = stands.zone or ""
        if not zone:
            raise DoesNotFit(NO_ZONE)
    if (when, zone or None) == (stands.when, stands.zone):
        raise DoesNotFit(f"{answers['when']} is the date that it has here already")
    reading: dict[str, Written] = {"when": answers["when"]}
    reading |= given(
        zone=zone,
        announced=answers["announced"],
        reason=answers["reason"],
        source=answers["source"],
    )
    path = record.origin.path
    return Change(path, with_moved_date(sent.read(path), record, reading), is_new=False)


def _dated(said: str, sent: Sent) -> DatedRecord:
    """The dated record that is meant: by `kind:id`, id, title, or the address of its page."""
    dated = [record for record in sent.process if isinstance(record, DatedRecord)]
    last = said.partition("#")[0].rstrip("/").rsplit("/", 1)[-1]
    key = said.casefold()
    found = [r for r in dated if key in (r.ref, r.id)] or [
        r for r in dated if key == _title(r).casefold() or last == r.id
    ]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(sorted(record.ref for record in found))
        raise DoesNotFit(f"{quoted(said)} may be one of several: {names}. Write one of these")
    hint = nearest(said, {_title(r) for r in dated} | {r.id for r in dated}, "Copy its title here")
    raise DoesNotFit(f"{quoted(said)} is no date that is here. {hint}")


def _title(record: DatedRecord) -> str:
    return " ".join(str(getattr(record, "title", record.id)).split())
