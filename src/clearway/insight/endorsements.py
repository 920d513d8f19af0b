"""Who endorses a statement, counted by group and country. Unknown is counted as unknown."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from clearway.records.model import (
    Endorsement,
    Organisation,
    Process,
    SignatoryKind,
    Statement,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """The endorsements of one statement.

    Organisations come with their entry in the register, people with that of the organisation
    printed beside their name, if any; both in the order of their names.
    """

    organisations: tuple[tuple[Endorsement, Organisation], ...]
    individuals: tuple[tuple[Endorsement, Organisation | None], ...]

    @property
    def total(self) -> int:
        return len(self.organisations) + len(self.individuals)

    def by_group(self) -> tuple[tuple[str | None, int], ...]:
        """How many organisations of each group (None: unknown), the most first."""
        return _counted(organisation.group for _, organisation in self.organisations)

    def by_country(self) -> tuple[tuple[str | None, int], ...]:
        """How many organisations with a seat in each country (None: unknown), the most first."""
        return _counted(organisation.country for _, organisation in self.organisations)


def tally(process: Process, statement: Statement) -> Tally:
    """The endorsements of `statement`, with who they refer to."""
    register = {organisation.id: organisation for organisation in process.organisations}
    signed = sorted(
        (e for e in process.endorsements if e.statement == statement.id),
        key=lambda e: (name_key(e.printed or e.name), e.id),
    )
    return Tally(
        tuple((e, register[e.organisation]) for e in signed if e.organisation),
        tuple(
            (e, register[e.affiliation] if e.affiliation else None)
            for e in signed
            if e.kind is SignatoryKind.INDIVIDUAL
        ),
    )


def name_key(name: str) -> str:
    """Sorts names as readers look for them: without case, accents and leading signs."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return letters.lstrip(".'\"-– ")


def _counted(values: Iterable[str | None]) -> tuple[tuple[str | None, int], ...]:
    order: Callable[[tuple[str | None, int]], tuple[bool, int, str]] = lambda item: (  # noqa: E731
        item[0] is None,
        -item[1],
        item[0] or "",
    )
    return tuple(sorted(Counter(values).items(), key=order))


def tallies(process: Process) -> Iterator[tuple[Statement, Tally]]:
    """Every statement with its endorsements."""
    for statement in process.statements:
        yield statement, tally(process, statement)
