"""Who endorses a statement, counted by group, country and day. Unknown is counted as unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from clearway.records.kinds.organisation import Organisation
from clearway.records.kinds.statement import Endorsement, SignatoryKind, Support
from clearway.records.model import Process

Signed = tuple[Endorsement, Organisation | None]
"""An endorsement with the organisation that it is by, or that is printed beside a person's name."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The endorsements of one statement, each in the order of their ids.

    `organisations` and `individuals` stand; `withdrawn` are those that no longer do. Organisations
    come with their entry in the register, people with that of the organisation printed beside
    their name, if any. `unnamed` are those who signed without a name, as a statement counts them.
    """

    organisations: tuple[tuple[Endorsement, Organisation], ...] = ()
    individuals: tuple[Signed, ...] = ()
    withdrawn: tuple[Signed, ...] = ()
    unnamed: Support | None = None

    @property
    def total(self) -> int:
        """How many endorse, with a name and without."""
        counted = self.unnamed
        without_name = (counted.organisations or 0, counted.individuals or 0) if counted else ()
        return self.named + sum(without_name)

    @property
    def named(self) -> int:
        """How many endorse by name."""
        return len(self.organisations) + len(self.individuals)

    @property
    def standing(self) -> tuple[Signed, ...]:
        return (*self.organisations, *self.individuals)

    def by_group(self) -> tuple[tuple[str | None, int], ...]:
        """How many organisations of each group (None: unknown), the most first."""
        return _counted(organisation.group for _, organisation in self.organisations)

    def by_country(self) -> tuple[tuple[str | None, int], ...]:
        """How many organisations with a seat in each country (None: unknown), the most first."""
        return _counted(organisation.country for _, organisation in self.organisations)

    def people_by_group(self) -> tuple[tuple[str | None, int], ...]:
        """How many people of each group (None: unknown), the most first."""
        return _counted(e.group for e, _ in self.individuals)

    def people_by_country(self) -> tuple[tuple[str | None, int], ...]:
        """How many people in each country (None: unknown), the most first."""
        return _counted(e.country for e, _ in self.individuals)

    def by_day(self) -> tuple[tuple[date | None, int], ...]:
        """How many endorsed on each day, in the order of days; None: not known to the day."""
        days = Counter(
            e.date.first_day if _to_the_day(e) and e.date else None for e, _ in self.standing
        )
        return tuple(sorted(days.items(), key=lambda item: (item[0] is None, item[0] or date.min)))

    def by_version(self) -> Mapping[str | None, int]:
        """How many endorsed the text with each SHA-256; None: not known which."""
        return Counter(e.sha256 for e, _ in self.standing)


def tallies(process: Process) -> dict[str, Tally]:
    """The endorsements of every statement, by its id, gathered in one go."""
    register = {organisation.id: organisation for organisation in process.organisations}
    signed: dict[str, list[Endorsement]] = {statement.id: [] for statement in process.statements}
    for endorsement in process.endorsements:
        signed[endorsement.statement].append(endorsement)
    return {
        statement.id: _tally(signed[statement.id], register, statement.unnamed)
        for statement in process.statements
    }


def _tally(
    signed: list[Endorsement], register: Mapping[str, Organisation], unnamed: Support | None
) -> Tally:
    standing = [e for e in signed if e.withdrawn is None]
    return Tally(
        tuple((e, register[e.organisation]) for e in standing if e.organisation),
        tuple(
            (e, register[e.affiliation] if e.affiliation else None)
            for e in standing
            if e.kind is SignatoryKind.INDIVIDUAL
        ),
        tuple(
            (e, register.get(e.organisation or e.affiliation or "")) for e in signed if e.withdrawn
        ),
        unnamed,
    )


def _to_the_day(endorsement: Endorsement) -> bool:
    when = endorsement.date
    return when is not None and when.to_the_day and when.first_day == when.last_day


def _counted(values: Iterable[str | None]) -> tuple[tuple[str | None, int], ...]:
    order: Callable[[tuple[str | None, int]], tuple[bool, int, str]] = lambda item: (  # noqa: E731
        item[0] is None,
        -item[1],
        item[0] or "",
    )
    return tuple(sorted(Counter(values).items(), key=order))
