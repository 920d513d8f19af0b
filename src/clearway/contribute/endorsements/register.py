"""The register of organisations, as an import asks it and adds to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clearway.contribute.new_record import Ids
from clearway.matching import NameIndex, Sameness, lesser_names, own_names
from clearway.records.editing.layout import record_path
from clearway.records.kinds.organisation import Organisation
from clearway.records.kinds.statement import SignatoryKind


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    """An organisation of the register, or one that a row adds to it."""

    id: str
    name: str
    country: str | None
    group: str | None
    names: tuple[str, ...]
    lesser: tuple[str, ...] = ()
    line: int | None = None
    """The row that adds it; None for one that was there."""

    @property
    def where(self) -> str:
        return f"line {self.line}" if self.line else record_path("organisation", self.id)


@dataclass(frozen=True, slots=True)
class RegisterMatch:
    """What the register holds under a name: one for certain, or some that it may be."""

    known: KnownOrganisation | None
    likely: tuple[KnownOrganisation, ...] = ()


class Register:
    """Organisations by name."""

    def __init__(self, organisations: Sequence[Organisation], taken: Iterable[str]) -> None:
        self._index: NameIndex[str] = NameIndex(organisations)
        self._known: dict[str, KnownOrganisation] = {}
        self._ids = Ids(taken, "organisation")
        self._affiliations: dict[str, str | None] = {}
        for o in organisations:
            names, lesser = tuple(own_names(o)), tuple(lesser_names(o))
            self._add(KnownOrganisation(o.id, o.name, o.country, o.group, names, lesser))

    def __getitem__(self, id: str) -> KnownOrganisation:
        return self._known[id]

    def __contains__(self, id: str) -> bool:
        return id in self._known

    def signatories(self) -> NameIndex[str]:
        """An index for signatories, which reads their names together with this register's."""
        return self._index.another()

    def find(self, name: str, country: str | None) -> RegisterMatch:
        """The organisation of that name. Where two are, neither is for certain."""
        exact: list[KnownOrganisation] = []
        likely: list[KnownOrganisation] = []
        for id, how in self._index.matches(
            [name], kind=SignatoryKind.ORGANISATION, country=country
        ):
            (exact if how is Sameness.EXACT else likely).append(self._known[id])
        if len(exact) == 1:
            return RegisterMatch(exact[0])
        return RegisterMatch(None, (*exact, *likely))

    def affiliation(self, name: str) -> str | None:
        """The id of the organisation that a person names beside their own name, if it is certain.

        Only what was in the register before: whether a row is recognised must not depend on which
        rows came before it.
        """
        if name not in self._affiliations:
            found = self.find(name, None).known
            self._affiliations[name] = found.id if found and found.line is None else None
        return self._affiliations[name]

    def new(
        self, name: str, country: str | None, group: str | None, line: int
    ) -> KnownOrganisation:
        """Adds an organisation."""
        added = KnownOrganisation(self._ids.give(name), name, country, group, (name,), (), line)
        self._add(added)
        return added

    def _add(self, known: KnownOrganisation) -> None:
        self._known[known.id] = known
        self._index.add(
            known.id,
            known.names,
            kind=SignatoryKind.ORGANISATION,
            country=known.country,
            organisation=known.id,
            lesser=known.lesser,
        )
