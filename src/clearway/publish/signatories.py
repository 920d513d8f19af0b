"""The roll of a statement: who endorses it, in the order of names, and on which page each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from clearway.insight.endorsements import Signed, Tally, tallies
from clearway.publish import formatting
from clearway.publish.collation import in_order
from clearway.publish.directory import NameGroup, group_names, walk
from clearway.publish.page import address
from clearway.records.kinds.organisation import Organisation
from clearway.records.kinds.statement import Endorsement, Statement
from clearway.records.model import Process

ON_PAGE = 100
"""Names on the statement's own page."""


@dataclass(frozen=True, slots=True)
class ListedSignatory:
    """One name of the roll; `text` says which version was endorsed, where it is not the last."""

    endorsement: Endorsement
    body: Organisation | None
    text: str = ""

    @property
    def id(self) -> str:
        return self.endorsement.id

    @property
    def name(self) -> str:
        """An organisation's as it was printed; a person's without what was printed beside it."""
        if self.is_organisation:
            return self.endorsement.printed or self.endorsement.name
        return self.endorsement.name

    @property
    def is_organisation(self) -> bool:
        return self.endorsement.organisation is not None

    @property
    def group(self) -> str | None:
        """The organisation's in the register; a person's own."""
        if self.is_organisation and self.body:
            return self.body.group
        return self.endorsement.group

    @property
    def country(self) -> str | None:
        """The seat of the organisation; where a person says to be."""
        if self.is_organisation and self.body:
            return self.body.country
        return self.endorsement.country


@dataclass(frozen=True)
class SignatoryList:
    """All who endorse or did, in the order of their names in `language`."""

    statement: Statement
    tally: Tally
    language: str

    @cached_property
    def everybody(self) -> tuple[ListedSignatory, ...]:
        """Those who have withdrawn are among them."""
        return self._in_order((*self.tally.standing, *self.tally.withdrawn))

    @cached_property
    def organisations(self) -> tuple[ListedSignatory, ...]:
        return tuple(s for s in self.everybody if self._stands(s) and s.is_organisation)

    @cached_property
    def people(self) -> tuple[ListedSignatory, ...]:
        return tuple(s for s in self.everybody if self._stands(s) and not s.is_organisation)

    @cached_property
    def withdrawn(self) -> tuple[ListedSignatory, ...]:
        return tuple(s for s in self.everybody if not self._stands(s))

    @property
    def is_long(self) -> bool:
        """Whether there are more names than the statement's page holds."""
        return len(self.everybody) > ON_PAGE

    @cached_property
    def on_page(
        self,
    ) -> tuple[
        tuple[ListedSignatory, ...], tuple[ListedSignatory, ...], tuple[ListedSignatory, ...]
    ]:
        """Organisations, people and withdrawn ones on the statement's page.

        Of a long roll the first hundred that stand: half of it people, where there are as many.
        """
        if not self.is_long:
            return self.organisations, self.people, self.withdrawn
        bodies = self.organisations[: max(ON_PAGE // 2, ON_PAGE - len(self.people))]
        return bodies, self.people[: ON_PAGE - len(bodies)], ()

    @cached_property
    def group(self) -> NameGroup[ListedSignatory]:
        """All names by their first letters."""
        return group_names(self.everybody, lambda s: s.name, self.language)

    @property
    def home(self) -> str:
        """The address of the page that leads to all names."""
        return f"{address(self.statement)}endorsements/"

    def page_of(self, group: NameGroup[ListedSignatory]) -> str:
        return f"{self.home}{group.path}/" if group.path else self.home

    @cached_property
    def _shelf_of(self) -> Mapping[str, str]:
        return {s.id: group.path for group in walk(self.group) for s in group.items}

    def path_of(self, id: str) -> str:
        """The path of the shelf that holds a name, such as 'latn/ma'."""
        return self._shelf_of[id]

    def address(self, id: str) -> str:
        """Where an endorsement is shown."""
        if not self.is_long:
            return f"{address(self.statement)}#{id}"
        return f"{self.home}{self.path_of(id)}/#{id}"

    def _in_order(self, signed: tuple[Signed, ...]) -> tuple[ListedSignatory, ...]:
        texts = _texts(self.statement)
        found = (
            ListedSignatory(e, body, texts.get(e.sha256, texts[None]) if texts else "")
            for e, body in signed
        )
        return tuple(in_order(found, lambda s: s.name, lambda s: s.id, self.language))

    def _stands(self, signatory: ListedSignatory) -> bool:
        return signatory.endorsement.withdrawn is None


def _texts(statement: Statement) -> dict[str | None, str]:
    """What to say of each version by its hash, where there are several; of the last nothing."""
    if len(statement.versions) < 2:
        return {}
    told: dict[str | None, str] = {v.sha256: formatting.of_text(v) for v in statement.versions[:-1]}
    return {**told, statement.versions[-1].sha256: "", None: "version unknown"}


def signatory_lists(process: Process, language: str) -> Iterator[SignatoryList]:
    """The roll of each statement."""
    counted = tallies(process)
    for statement in process.statements:
        yield SignatoryList(statement, counted[statement.id], language)
