"""When each piece of news came into the record, and what was corrected or taken out since.

The records of today say what was announced; their history says when that was written down, and what
was written before. Of each state that a record had in the branch the same news are made as of
today's records, so that every piece is known by the same key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from pydantic import ValidationError

from clearway.history.event_states import EventState
from clearway.history.revisions import EventHistory, Revisions
from clearway.insight.changes.comparing import field_changes
from clearway.insight.changes.news import (
    Correction,
    News,
    NewsKind,
    every_news,
    name_of_dates,
)
from clearway.insight.changes.result import BodyChange, DateChange
from clearway.records.editing.layout import HOME_OF_KIND, HOMES
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.milestone import Milestone
from clearway.records.model import Process
from clearway.records.record import Record
from clearway.records.references import announcements

_LAST_DAY = date(2999, 12, 31)

_ATTRIBUTE = {home.kind: name for name, home in HOMES.items()}
"""The attribute of Process that holds records of a kind."""


@dataclass(frozen=True, slots=True)
class Chronicled:
    """A piece of news as the history has it.

    `came` is when it came into the record first, `since` when it came last, `gone` when it was
    taken out, where it was. `told_on` is the day of which it was told when it came.
    """

    news: News
    came: datetime
    since: datetime
    told_on: date | None = None
    gone: datetime | None = None


def chronicle(process: Process, revisions: Revisions) -> Mapping[str, Chronicled]:
    """Every piece of news that the records ever told, by its key; nothing without a history.

    A state that cannot be read with today's types is passed over.
    """
    found: dict[str, Chronicled] = {}
    for _, history in sorted(revisions.events.items()):
        found |= _of_one(process, history)
    return found


@dataclass(slots=True)
class _Tale:
    """What was told of one event so far; `told` are the keys of what its last state tells."""

    found: dict[str, Chronicled] = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    numbers: dict[str, int] = field(default_factory=dict)

    def tell(self, pieces: Mapping[str, News], at: datetime) -> bool:
        """Takes over what a state tells; whether something of it is new."""
        come = pieces.keys() - self.told
        for key, piece in pieces.items():
            known = self.found.get(key)
            if known is None:
                self.found[key] = Chronicled(piece, at, at, piece.at)
            else:
                since = at if key in come else known.since
                self.found[key] = replace(known, news=piece, since=since, gone=None)
        for key in self.told - pieces.keys():
            self.found[key] = replace(self.found[key], gone=at)
        self.told = frozenset(pieces)
        return bool(come)

    def correct(self, piece: News, at: datetime) -> None:
        """Adds a correction, by a key that its number makes its own."""
        self.numbers[piece.key] = self.numbers.get(piece.key, 0) + 1
        key = f"{piece.key}/{self.numbers[piece.key]}"
        self.found[key] = Chronicled(replace(piece, key=key), at, at, piece.at)


def _of_one(process: Process, history: EventHistory) -> dict[str, Chronicled]:
    tale = _Tale()
    last: Record | None = None
    for turn in history.turns:
        at = datetime.fromtimestamp(turn.at, UTC)
        record = _typed(turn.state) if turn.state else None
        if turn.state is None:
            tale.tell({}, at)
        elif record is not None:
            is_told = tale.tell(dict(_pieces(process, record, turn.state)), at)
            if last is not None:
                for piece in _corrections(last, record, turn.state, at.date(), is_told=is_told):
                    tale.correct(piece, at)
            last = record
    return tale.found


def _typed(state: EventState) -> Record | None:
    """The record that a state is of; None where today's types refuse it."""
    try:
        return HOME_OF_KIND[state.kind].model.model_validate(dict(state.fields))
    except ValidationError:
        return None


def _pieces(process: Process, record: Record, state: EventState) -> Iterator[tuple[str, News]]:
    """What one state of a record tells of one of its dates, or of itself."""
    kinds: dict[str, Any] = {_ATTRIBUTE[record.KIND]: (record,)}
    if isinstance(record, Draft):
        # Of its adoption the decision tells the day.
        kinds["milestones"] = process.milestones
    alone = Process(process.profile, **kinds)
    for piece in every_news(alone, _LAST_DAY):
        if piece.record is record and piece.loc == state.loc:
            yield piece.key, piece


# --- what was corrected ----------------------------------------------------------------------


_OF_PLACE = {"venue", "also_at", "modality"}


def _corrections(
    old: Record, new: Record, state: EventState, day: date, *, is_told: bool
) -> Iterator[News]:
    """What is recorded otherwise from one state to the next, and is no news of its own there.

    `is_told` says that the new state tells something new of the date: then it was not corrected.
    """
    name = name_of_dates(new, state.loc, dict(announcements(new)).get(state.loc))
    changes = tuple(field_changes(old, new)) if type(old) is type(new) else ()
    for change in changes:
        if isinstance(change, DateChange) and change.loc == state.loc and not is_told:
            kind, said = _of_date(change)
            if said is not None:
                yield News(day, kind, new, f"{name}/{kind}/date", state.loc, correction=said)
    if state.loc or not isinstance(old, Milestone | Consultation) or type(old) is not type(new):
        return
    assert isinstance(new, Milestone | Consultation)
    changed = {str(c.loc[0]) for c in changes if not isinstance(c, BodyChange) and c.loc}
    found = []
    if changed & _OF_PLACE:
        places = [(each.venue, each.modality, each.also_at) for each in (old, new)]
        found.append(Correction("place", *places))
    for field_ in ("stream", "join"):
        if field_ in changed:
            found.append(Correction(field_, getattr(old, field_, None), getattr(new, field_, None)))
    for said in found:
        kind = NewsKind.CORRECTED
        yield News(day, kind, new, f"{name}/{kind}/{said.field}", correction=said)


def _of_date(change: DateChange) -> tuple[NewsKind, Correction | None]:
    if change.old is None or change.new is None:
        return NewsKind.CORRECTED, None
    before, after = change.old.ledger.standing, change.new.ledger.standing
    if change.is_revived:
        return NewsKind.ON_AGAIN, Correction("date", before, after)
    if (str(before.when), before.zone) != (str(after.when), after.zone):
        return NewsKind.CORRECTED, Correction("date", before, after)
    return NewsKind.CORRECTED, None
