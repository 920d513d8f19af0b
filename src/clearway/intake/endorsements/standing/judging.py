"""Rows judged one after the other by what is recorded, and by what the rows before make."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day  # noqa: N812 (a field is called date)

from clearway.intake.endorsements.register import Found, Known, Register
from clearway.intake.endorsements.signatory import Refused, Signatory, Why
from clearway.intake.endorsements.standing.differences import (
    differences,
    doubt_of,
    has_withdrawn,
    may_fill,
)
from clearway.intake.endorsements.standing.verdicts import Change, Choices, Entry, Outcome, Verdict
from clearway.intake.ids import Ids
from clearway.records.doubles import Sameness
from clearway.records.model import Endorsement, SignatoryKind, Statement


class Standings:
    """Judges rows one after the other, and remembers what they make."""

    def __init__(
        self,
        statement: Statement,
        recorded: Iterator[Endorsement],
        register: Register,
        taken: Iterator[str],
        choices: Choices,
    ) -> None:
        self._folder = f"data/endorsements/{statement.id}"
        self._register = register
        self._choices = choices
        self._ids = Ids(taken, "signatory")
        self._index = register.signatories()
        self.entries: dict[str, Entry] = {}
        self.organisations: list[Known] = []
        for endorsement in recorded:
            self._add(self._entry_of(endorsement))

    def judge(self, row: Signatory) -> Verdict:
        """What becomes of a row."""
        found = Found(None)
        if row.kind is SignatoryKind.ORGANISATION:
            found = self._register.find(row.name, row.country)
        exact, likely = self._matches(row, found)
        try:
            known = self._recorded(row, exact)
        except Refused as refused:
            return self._verdict(row, Outcome.REFUSED, refused.why)
        if known is not None:
            return known
        doubt = doubt_of(row, found, likely)
        if doubt is None:
            return self._make(row, found.known, Outcome.NEW, None, ())
        if not self._choices.accept_doubtful:
            return self._verdict(row, Outcome.DOUBTFUL, doubt)
        beside = tuple(entry.id for entry in likely)
        return self._make(row, found.known, Outcome.DOUBTFUL, doubt, beside)

    def _matches(self, row: Signatory, found: Found) -> tuple[list[Entry], list[Entry]]:
        organisation = found.known
        exact: list[Entry] = []
        likely: list[Entry] = []
        for id, how in self._index.matches(
            (row.name, *(organisation.names if organisation else ())),
            kind=row.kind,
            country=row.country or (organisation.country if organisation else None),
            organisation=organisation.id if organisation else None,
            affiliation=self._beside(row.affiliation),
            lesser=organisation.lesser if organisation else (),
        ):
            entry = self.entries[id]
            if not has_withdrawn(entry, row):
                (exact if how is Sameness.EXACT else likely).append(entry)
        return exact, likely

    def _recorded(self, row: Signatory, exact: list[Entry]) -> Verdict | None:
        """The verdict on a row whose signatory is recorded. Raises Refused."""
        differing = [
            (entry, tuple(differences(entry, row, self._beside(row.affiliation))))
            for entry in exact
        ]
        for entry, changes in differing:
            if not changes or entry.withdrawn is not None:
                return self._same(entry, row)
        if not differing:
            return None
        if len(differing) > 1:
            raise Refused(
                f"several of this name are recorded ({differing[0][0].where} and others)",
                "Add what tells them apart, such as the country",
            )
        entry, changes = differing[0]
        told = ", ".join(map(str, changes))
        if entry.path is None and all(may_fill(entry, change) for change in changes):
            for change in changes:
                setattr(entry, change.field, change.new)
            return self._same(entry, row)
        if entry.line is not None and any(change.old for change in changes):
            raise Refused(
                f"line {entry.line} is of the same signatory and says otherwise: {told}",
                "Keep the one that is right",
            )
        entry.line = entry.line or row.line
        if self._choices.update:
            for change in changes:
                self._change(entry, change, row)
            why = Why(f"{entry.where}: {told}", "")
            return self._verdict(row, Outcome.CHANGED, why, entry.id, changes, is_written=True)
        why = Why(f"{entry.where}: {told}", "Say --update to write it, or correct the record")
        return self._verdict(row, Outcome.CHANGED, why, entry.id, changes)

    def _same(self, entry: Entry, row: Signatory) -> Verdict:
        where, first = entry.where, entry.line
        if first is None:
            entry.line = row.line
        elif entry.path is None and row.date and row.date < (entry.first_day or Day.max):
            # Of one who signs twice the first day counts, in whichever order the rows stand.
            entry.date = row.date
        told = f"as {where}" if first is None or entry.path is None else f"as line {first}"
        return self._verdict(row, Outcome.SAME, Why(told, ""), entry.id)

    def _make(
        self,
        row: Signatory,
        organisation: Known | None,
        outcome: Outcome,
        why: Why | None,
        beside: tuple[str, ...],
    ) -> Verdict:
        if row.kind is SignatoryKind.ORGANISATION and organisation is None:
            organisation = self._register.new(row.name, row.country, row.group, row.line)
            self.organisations.append(organisation)
        entry = Entry(
            self._ids.give(row.name),
            row.kind,
            row.name,
            organisation,
            self._beside(row.affiliation),
            row.role,
            row.group or (organisation.group if organisation else None),
            row.country or (organisation.country if organisation else None),
            row.date,
            line=row.line,
            accepted_beside=beside,
            source=row,
        )
        self._add(entry)
        why = why or Why(_in_brief(row), "")
        return self._verdict(row, outcome, why, entry.id, is_written=True)

    def _change(self, entry: Entry, change: Change, row: Signatory) -> None:
        if change.field == "affiliation":
            entry.affiliation = self._beside(row.affiliation)
        else:
            setattr(entry, change.field, getattr(row, change.field))

    def _beside(self, affiliation: str | None) -> str | None:
        """An affiliation by its entry in the register, or by its letters after a '~'."""
        if affiliation is None:
            return None
        return self._register.affiliation(affiliation) or f"~{affiliation}"

    def _entry_of(self, e: Endorsement) -> Entry:
        known = None
        if e.organisation is not None and e.organisation in self._register:
            known = self._register[e.organisation]
        beside = e.affiliation
        if beside is None and e.printed and e.printed.startswith(f"{e.name}, "):
            beside = self._beside(e.printed.removeprefix(f"{e.name}, "))
        return Entry(
            e.id,
            e.kind,
            e.name,
            known,
            beside,
            str(e.role) if e.role is not None else None,
            e.group or (known.group if known else None),
            e.country or (known.country if known else None),
            e.date,
            e.withdrawn.date if e.withdrawn else None,
            path=f"{self._folder}/{e.id}.yaml",
            printed=e.printed,
        )

    def _add(self, entry: Entry) -> None:
        self.entries[entry.id] = entry
        known = entry.organisation
        own = (entry.name, *((entry.printed,) if entry.printed else ()))
        self._index.add(
            entry.id,
            (*own, *(known.names if known else ())),
            kind=entry.kind,
            country=entry.country,
            organisation=known.id if known else None,
            affiliation=entry.affiliation,
            lesser=known.lesser if known else (),
        )

    @staticmethod
    def _verdict(
        row: Signatory,
        outcome: Outcome,
        why: Why | None,
        id: str | None = None,
        changes: tuple[Change, ...] = (),
        *,
        is_written: bool = False,
    ) -> Verdict:
        return Verdict(row.line, row.name, outcome, why, id, changes, row.notes, is_written)


def _in_brief(row: Signatory) -> str:
    """'individual (Hillside School), NO, readers, 2024-03-12'"""
    kind = f"{row.kind} ({row.affiliation})" if row.affiliation else str(row.kind)
    said = (kind, row.role, row.country, row.group, str(row.date) if row.date else None)
    return ", ".join(part for part in said if part)
