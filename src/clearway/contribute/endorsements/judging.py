"""Judging: how the rows of an export compare with the records, and with one another.

A row is new, the same as a record, changed, doubtful or refused. It is the same where its
signatory is recorded and nothing in it differs; so an import that runs twice finds every row that
it wrote to be the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812 (a field is called date)
from enum import StrEnum

from clearway.contribute.endorsements.register import KnownOrganisation, Register, RegisterMatch
from clearway.contribute.endorsements.rows import ImportedSignatory, Why
from clearway.contribute.new_record import Ids
from clearway.errors import AnswerError
from clearway.matching import Sameness
from clearway.problems import quoted
from clearway.records.dates.when import When
from clearway.records.editing.layout import record_path
from clearway.records.kinds.statement import Endorsement, SignatoryKind, Statement


class Outcome(StrEnum):
    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"
    UNNAMED = "without a name"


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field in which a row differs; `old` is empty where nothing was recorded."""

    field: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.field} {self.old or '(none)'} → {self.new}"


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """The result for one row. `id` is that of the endorsement that it makes, is, or changes."""

    line: int
    who: str
    outcome: Outcome
    why: Why | None = None
    id: str | None = None
    changes: tuple[FieldDifference, ...] = ()
    notes: tuple[str, ...] = ()
    is_written: bool = False
    """Whether the row makes or changes a record."""


@dataclass(slots=True)
class RecordedEntry:
    """An endorsement in the records, or one that a row of this import makes."""

    id: str
    kind: SignatoryKind
    name: str
    organisation: KnownOrganisation | None = None
    affiliation: str | None = None
    """As `_beside` makes it."""
    role: str | None = None
    group: str | None = None
    country: str | None = None
    date: When | Day | None = None
    withdrawn: When | None = None
    path: str | None = None
    line: int | None = None
    """The first row of this import that is about it."""
    printed: str | None = None
    accepted_beside: tuple[str, ...] = ()
    source: ImportedSignatory | None = field(default=None, repr=False)
    """The row that makes it."""

    @property
    def where(self) -> str:
        return f"line {self.line}" if self.path is None else self.path

    @property
    def first_day(self) -> Day | None:
        return self.date.first_day if isinstance(self.date, When) else self.date


@dataclass(frozen=True, slots=True)
class Choices:
    """What the options allow."""

    accept_doubtful: bool = False
    update: bool = False


# --- Verdicts


# --- A row compared with a record


def differences(
    entry: RecordedEntry, row: ImportedSignatory, beside: str | None
) -> Iterator[FieldDifference]:
    """Fields in which a row differs from a record; an empty one is no difference.

    `beside` is the row's affiliation as entries have it.
    """
    for name in ("role", "group", "country"):
        old, new = getattr(entry, name), getattr(row, name)
        if new is not None and old != new:
            yield FieldDifference(name, old or "", new)
    if beside is not None and beside != entry.affiliation:
        old = (entry.affiliation or "").removeprefix("~")
        yield FieldDifference("affiliation", old, row.affiliation or "")
    if row.date is not None and entry.line is None:
        first = entry.first_day
        # A second signature counts from the day of the first.
        if first is None or row.date < first:
            yield FieldDifference("date", str(entry.date or ""), str(row.date))


def may_fill(entry: RecordedEntry, change: FieldDifference) -> bool:
    """Whether a further row of one signatory may add what the first left empty.

    A country distinguishes two people of one name, so it is never filled in like that.
    """
    is_person = entry.kind is SignatoryKind.INDIVIDUAL
    return not change.old and change.field in (
        ("role", "group") if is_person else ("group", "country")
    )


def doubt_of(
    row: ImportedSignatory, match: RegisterMatch, likely: list[RecordedEntry]
) -> Why | None:
    """All reasons to check a row, as one."""
    doubts = list(row.doubts)
    if likely:
        other = likely[0]
        doubts.append(
            Why(
                f"it may be {quoted(other.name, 50)} ({other.where})",
                "If it is, leave this row out; if they are two, say --accept-doubtful",
            )
        )
    elif match.likely:
        other_body = match.likely[0]
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


def has_withdrawn(entry: RecordedEntry, row: ImportedSignatory) -> bool:
    """Whether a row is later than an endorsement's withdrawal, and so a new one."""
    day = row.date
    return entry.withdrawn is not None and day is not None and day > entry.withdrawn.last_day


# --- Rows judged one after the other, by the records and by the rows before


class RowJudge:
    """Judges rows one after the other, and remembers the records that they make."""

    def __init__(
        self,
        statement: Statement,
        recorded: Iterator[Endorsement],
        register: Register,
        taken: Iterator[str],
        choices: Choices,
    ) -> None:
        self._statement = statement
        self._register = register
        self._choices = choices
        self._ids = Ids(taken, "signatory")
        self._index = register.signatories()
        self.entries: dict[str, RecordedEntry] = {}
        self.organisations: list[KnownOrganisation] = []
        for endorsement in recorded:
            self._add(self._entry_of(endorsement))

    def judge(self, row: ImportedSignatory) -> RowVerdict:
        """What becomes of a row."""
        match = RegisterMatch(None)
        if row.kind is SignatoryKind.ORGANISATION:
            match = self._register.find(row.name, row.country)
        exact, likely = self._matches(row, match)
        namesakes = [entry for entry in exact if self._is_namesake(entry, row)]
        exact = [entry for entry in exact if entry not in namesakes]
        likely = [*namesakes, *likely]
        try:
            known = self._recorded(row, exact)
        except AnswerError as error:
            return self._verdict(row, Outcome.REFUSED, Why(error.message, error.remedy))
        if known is not None:
            return known
        doubt = doubt_of(row, match, likely)
        if doubt is None:
            return self._make(row, match.known, Outcome.NEW, None, ())
        if not self._choices.accept_doubtful:
            return self._verdict(row, Outcome.DOUBTFUL, doubt)
        beside = tuple(entry.id for entry in likely)
        return self._make(row, match.known, Outcome.DOUBTFUL, doubt, beside)

    def _matches(
        self, row: ImportedSignatory, match: RegisterMatch
    ) -> tuple[list[RecordedEntry], list[RecordedEntry]]:
        organisation = match.known
        exact: list[RecordedEntry] = []
        likely: list[RecordedEntry] = []
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

    def _is_namesake(self, entry: RecordedEntry, row: ImportedSignatory) -> bool:
        """Whether two rows of one name have two affiliations: perhaps two people, perhaps one."""
        own = self._beside(row.affiliation)
        is_in_this_table = entry.path is None and entry.line is not None
        both = entry.affiliation is not None and own is not None
        return (
            row.kind is SignatoryKind.INDIVIDUAL
            and is_in_this_table
            and both
            and entry.affiliation != own
        )

    def _recorded(self, row: ImportedSignatory, exact: list[RecordedEntry]) -> RowVerdict | None:
        """The verdict on a row whose signatory is recorded. Raises AnswerError."""
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
            raise AnswerError(
                f"several of this name are recorded ({differing[0][0].where} and others)",
                "Add what tells them apart, such as the country",
            )
        entry, changes = differing[0]
        listed = ", ".join(map(str, changes))
        if entry.path is None and all(may_fill(entry, change) for change in changes):
            for change in changes:
                setattr(entry, change.field, change.new)
            return self._same(entry, row)
        if entry.line is not None and any(change.old for change in changes):
            raise AnswerError(
                f"line {entry.line} is of the same signatory and says otherwise: {listed}",
                "Keep the one that is right",
            )
        entry.line = entry.line or row.line
        if self._choices.update:
            for change in changes:
                self._change(entry, change, row)
            why = Why(f"{entry.where}: {listed}", "")
            return self._verdict(row, Outcome.CHANGED, why, entry.id, changes, is_written=True)
        why = Why(f"{entry.where}: {listed}", "Say --update to write it, or correct the record")
        return self._verdict(row, Outcome.CHANGED, why, entry.id, changes)

    def _same(self, entry: RecordedEntry, row: ImportedSignatory) -> RowVerdict:
        where, first = entry.where, entry.line
        if first is None:
            entry.line = row.line
        elif entry.path is None and row.date and row.date < (entry.first_day or Day.max):
            # Of two signatures the first day counts, in whichever order the rows come.
            entry.date = row.date
        compared = f"as {where}" if first is None or entry.path is None else f"as line {first}"
        return self._verdict(row, Outcome.SAME, Why(compared, ""), entry.id)

    def _make(
        self,
        row: ImportedSignatory,
        organisation: KnownOrganisation | None,
        outcome: Outcome,
        why: Why | None,
        beside: tuple[str, ...],
    ) -> RowVerdict:
        if row.kind is SignatoryKind.ORGANISATION and organisation is None:
            organisation = self._register.new(row.name, row.country, row.group, row.line)
            self.organisations.append(organisation)
        entry = RecordedEntry(
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

    def _change(
        self, entry: RecordedEntry, change: FieldDifference, row: ImportedSignatory
    ) -> None:
        if change.field == "affiliation":
            entry.affiliation = self._beside(row.affiliation)
        else:
            setattr(entry, change.field, getattr(row, change.field))

    def _beside(self, affiliation: str | None) -> str | None:
        """An affiliation by its entry in the register, or by its letters after a '~'."""
        if affiliation is None:
            return None
        return self._register.affiliation(affiliation) or f"~{affiliation}"

    def _entry_of(self, e: Endorsement) -> RecordedEntry:
        known = None
        if e.organisation is not None and e.organisation in self._register:
            known = self._register[e.organisation]
        beside = e.affiliation
        if beside is None and e.printed and e.printed.startswith(f"{e.name}, "):
            beside = self._beside(e.printed.removeprefix(f"{e.name}, "))
        return RecordedEntry(
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
            path=record_path("endorsement", e.id, self._statement.id),
            printed=e.printed,
        )

    def _add(self, entry: RecordedEntry) -> None:
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
        row: ImportedSignatory,
        outcome: Outcome,
        why: Why | None,
        id: str | None = None,
        changes: tuple[FieldDifference, ...] = (),
        *,
        is_written: bool = False,
    ) -> RowVerdict:
        return RowVerdict(row.line, row.name, outcome, why, id, changes, row.notes, is_written)


def _in_brief(row: ImportedSignatory) -> str:
    """'individual (Hillside School), NO, readers, 2024-03-12'"""
    kind = f"{row.kind} ({row.affiliation})" if row.affiliation else str(row.kind)
    parts = (kind, row.role, row.country, row.group, str(row.date) if row.date else None)
    return ", ".join(part for part in parts if part)
