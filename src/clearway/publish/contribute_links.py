"""Ways for a reader to add something: the template of a record, and where to put it.

A door leads to the forge's editor with the record filled in. Where a forge cannot fill its editor
(GitLab), or a record belongs into a list with others, it leads to the site's page
`contribute/new/`, which has the record's text to copy. Where the forge has issue forms, it names
the form as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from clearway.language import N_
from clearway.language import gettext as _
from clearway.problems import quoted
from clearway.publish.page import Site
from clearway.records.editing.field_hints import words_of
from clearway.records.editing.layout import HOME_OF_KIND, FileShape, KindLocation
from clearway.records.editing.record_template import skeleton
from clearway.records.editing.yaml_writing import Written
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.statement import Statement
from clearway.records.model import Process
from clearway.records.record import DatedRecord, Record
from clearway.records.rules.ids import UNNAMED

PAGE = "contribute/new/"
"""Where the texts of all records stand that can be added."""

LABELS = {
    "milestone": N_("Add a date"),
    "consultation": N_("Add a consultation"),
    "summary": N_("Add what was said"),
    "draft": N_("Add a draft"),
    "translation": N_("Add a draft in another language"),
    "annotation": N_("Add a note or proposal"),
    "submission": N_("Add a submission"),
    "ask": N_("Add a request"),
    "statement": N_("Add a statement"),
    "commitment": N_("Add a point to keep"),
    "promise": N_("Add a promise"),
    "organisation": N_("Add an organisation"),
    "engagement": N_("Add what you tried"),
    "position": N_("Add a position"),
}
"""The kinds that people add, and what they call it. Endorsements are added to a statement."""

_AT = {
    "roadmap/": ("milestone",),
    "consultations/": ("consultation", "summary"),
    "drafts/": ("draft",),
    "submissions/": ("submission",),
    "asks/": ("ask",),
    "topics/": ("ask",),
    "synthesis/": ("summary",),
    "statements/": ("statement",),
    "scorecard/": ("commitment",),
    "promises/": ("promise",),
    "organisations/": ("organisation",),
    "engagement/": ("engagement",),
    "positions/": ("position",),
}
"""Which kinds the list at an address is of."""

FORMS = {
    "endorsement": "endorse.yml",
    "consultation": "consultation.yml",
    "submission": "submission.yml",
    "organisation": "organisation.yml",
}
"""The issue form for a kind, where there is one."""

MOVED_FORM = "moved-date.yml"
WITHDRAWAL_FORM = "withdraw.yml"

_SIGNATORYS = ("organisation", "affiliation", "role", "group", "country")
"""What a signatory may say besides; the rest is for editors."""


@dataclass(frozen=True, slots=True)
class ContributeLink:
    """One way to add something.

    `path` and `text` are the file and what goes into it, '' where a record is corrected instead.
    `editor` is the forge's editor at the right place; it holds the text if `is_filled`. `form` is
    the address of an issue form, '' where there is none. `id` is the door's place on `PAGE`.
    """

    id: str
    label: str
    path: str
    text: str
    editor: str
    form: str
    is_filled: bool

    @property
    def is_open(self) -> bool:
        """Whether it leads anywhere: without a repository there are no links."""
        return bool(self.editor)


@dataclass(frozen=True)
class ContributeLinks:
    """All doors of a site on a day."""

    process: Process
    site: Site
    as_of: date

    def of_list(self, here: str) -> tuple[ContributeLink, ...]:
        """Those of the page that lists records, by its address."""
        found = [self.kinds[kind] for kind in _AT.get(here, ())]
        if here == "statements/":
            found = [*self.endorsing.values(), *found]
        return self._leading(*found)

    def of_record(self, record: Record) -> tuple[ContributeLink, ...]:
        """Those of the page of one record."""
        found: list[ContributeLink] = []
        if isinstance(record, Statement):
            if record.id in self.endorsing:
                found.append(replace(self.endorsing[record.id], label=_("Endorse")))
            if record.id in self._signed:
                found.append(self._withdraw(record))
        if isinstance(record, Draft):
            found.append(self._begun("submission", {"draft": record.id}))
        if isinstance(record, Milestone | Consultation | Draft):
            is_over = record.ledger.standing.when.last_day < self.as_of
            if not is_over and not record.ledger.is_off:
                found.append(self._moved(record))
            if is_over and isinstance(record, Consultation) and record.id not in self._told:
                given = {"consultation": record.id}
                found.append(self._begun("summary", given, id=record.id))
        return self._leading(*found)

    def _leading(self, *found: ContributeLink) -> tuple[ContributeLink, ...]:
        if self.site.is_older:
            return ()  # what was open then need not be so today
        return tuple(door for door in found if door.is_open)

    @cached_property
    def kinds(self) -> Mapping[str, ContributeLink]:
        """The door of every kind that people add, by kind."""
        return {kind: self._begun(kind, {}) for kind in LABELS}

    @cached_property
    def endorsing(self) -> Mapping[str, ContributeLink]:
        """The doors of the statements that can be endorsed on the day, by the statement's id."""
        newest = sorted(
            self.process.statements,
            key=lambda s: (s.ledger.standing.when.first_day, s.id),
            reverse=True,
        )
        if self.site.is_older:
            return {}
        return {
            statement.id: self._endorse(statement)
            for statement in newest
            if statement.endorsement and statement.endorsement.is_open(self.as_of)
        }

    @cached_property
    def _takes_several(self) -> bool:
        """Whether more than one statement could ever be endorsed, so that one must be named."""
        return sum(statement.endorsement is not None for statement in self.process.statements) > 1

    @cached_property
    def _signed(self) -> frozenset[str]:
        return frozenset(endorsement.statement for endorsement in self.process.endorsements)

    @cached_property
    def _told(self) -> frozenset[str]:
        return frozenset(summary.consultation for summary in self.process.summaries)

    @cached_property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        return words_of(self.process)

    def _begun(self, kind: str, given: Mapping[str, Written], id: str = UNNAMED) -> ContributeLink:
        home = HOME_OF_KIND[kind]
        notes = ["Fill in what is empty, and leave out what is not known."]
        if home.shape is FileShape.FILE and id == UNNAMED:
            notes.insert(0, _NAME)
        text = skeleton(home, given, self.words, notes=notes)
        form = self.site.form(FORMS[kind], {}) if kind in FORMS else ""
        return self._door(kind, _(LABELS[kind]), home, self._path(home, id), text, form)

    def _endorse(self, statement: Statement) -> ContributeLink:
        home = HOME_OF_KIND["endorsement"]
        values: dict[str, Written] = {"kind": "individual", "date": None}
        if statement.versions:
            values["sha256"] = statement.versions[-1].sha256
        values |= {"verified": "pull-request", "source": statement.ref}
        title = quoted(str(statement.title), 200)
        notes = [
            f"You put your name to {title}.",
            _NAME,
            "Fill in what is empty; the date is that of today. Who signs for an organisation "
            "writes kind: organisation, and organisation: with its id in data/organisations/.",
        ]
        text = skeleton(home, values, self.words, notes=notes, further=_SIGNATORYS)
        form = self.site.form(FORMS["endorsement"], {"statement": statement_option(statement)})
        path = home.path(UNNAMED, statement.id)
        label = _("Endorse")
        if self._takes_several:
            label = _("Endorse {title}").format(title=statement.label or statement.title)
        return self._door(f"endorse-{statement.id}", label, home, path, text, form)

    def _withdraw(self, statement: Statement) -> ContributeLink:
        """By a form alone: whoever can edit the own file finds it by 'Correct this record'."""
        form = self.site.form(WITHDRAWAL_FORM, {"statement": statement_option(statement)})
        return ContributeLink(
            "withdraw", _("Withdraw an endorsement"), "", "", form, "", is_filled=True
        )

    def _door(
        self, id: str, label: str, home: KindLocation, path: str, text: str, form: str
    ) -> ContributeLink:
        if home.shape in (FileShape.LIST, FileShape.LISTS):
            return ContributeLink(id, label, path, text, self._end_of(path), form, is_filled=False)
        filled = self.site.prefilled(path, text)
        return ContributeLink(
            id, label, path, text, filled or self.site.new(path), form, bool(filled)
        )

    def _end_of(self, path: str) -> str:
        """The editor at the last record of a list, or for a list that is not there yet."""
        held = [record.place for record in self.process if record.place.path == path]
        return self.site.edit(max(held)) if held else self.site.new(path)

    def _path(self, home: KindLocation, id: str) -> str:
        drafts = self.process.drafts_in_line
        return home.path(id, drafts[-1].id if drafts else UNNAMED)

    def _moved(self, record: DatedRecord) -> ContributeLink:
        """Leads to the line of the date that stands, and has nothing to copy."""
        at = ("dates", len(record.dates) - 1) if record.dates else ("when",)
        place = record.at(*at)
        form = self.site.form(MOVED_FORM, {"date": record.ref})
        return ContributeLink(
            "moved", _("Report a moved date"), "", "", self.site.edit(place), form, True
        )


def statement_option(statement: Statement) -> str:
    """A statement as a choice in a form: its name, until when, and its id in brackets."""
    closes = statement.endorsement and statement.endorsement.closes
    until = f", until {closes.ledger.standing.when}" if closes else ""
    name = " ".join(str(statement.label or statement.title).split())
    return f"{name}{until} [{statement.id}]"


_NAME = (
    f"In the name of the file put lower-case words joined by hyphens in place of {UNNAMED}, such "
    "as kari-nordmann."
)
