"""What things are called: records, the process's own words, and the fields of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from clearway.language import N_, gettext
from clearway.publish import formatting
from clearway.publish.labels import label
from clearway.publish.sentences.sentence import Piece, Sentence, name, told
from clearway.records.dates.when import When
from clearway.records.kinds.annotation import Annotation
from clearway.records.kinds.consultation import Summary
from clearway.records.kinds.draft import Draft, Thread, Translation
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.organisation import Organisation
from clearway.records.kinds.statement import Endorsement, SignatoryKind
from clearway.records.model import Process
from clearway.records.record import Record
from clearway.records.rules.contact import contact_data, without_contact_data

_NOUNS = {
    "process": ("description of the process", "descriptions of the process"),
    "engagement": ("report of a talk", "reports of talks"),
    "sighting": ("look at a source", "looks at sources"),
    "thread": ("paragraph's address", "paragraphs' addresses"),
    "annotation": ("proposal or note", "proposals and notes"),
    "summary": ("summary", "summaries"),
    "translation": ("language version", "language versions"),
}


def noun(kind: str, number: int = 1) -> str:
    """What a kind of record is called: 'ask', 'asks'."""
    singular, plural = _NOUNS.get(kind, (kind, f"{kind}s"))
    return singular if number == 1 else plural


def the(record: Record, named: Piece) -> Sentence:
    """A record with its sort before it, as the subject of a sentence: 'The deadline “…”'."""
    return told(gettext(_THE[sort_of(record)]), title=named)


_THE = {
    "ask": N_("The ask {title}"),
    "commitment": N_("The commitment {title}"),
    "consultation": N_("The consultation {title}"),
    "deadline": N_("The deadline {title}"),
    "decision": N_("The decision {title}"),
    "process": N_("The description of the process {title}"),
    "draft": N_("The draft {title}"),
    "endorsement": N_("The endorsement {title}"),
    "entry-into-force": N_("The entry into force {title}"),
    "sighting": N_("The look at a source {title}"),
    "meeting": N_("The meeting {title}"),
    "negotiation": N_("The negotiation {title}"),
    "organisation": N_("The organisation {title}"),
    "thread": N_("The paragraph's address {title}"),
    "promise": N_("The promise {title}"),
    "annotation": N_("The proposal or note {title}"),
    "publication": N_("The publication {title}"),
    "engagement": N_("The report of a talk {title}"),
    "silence-procedure": N_("The silence procedure {title}"),
    "statement": N_("The statement {title}"),
    "submission": N_("The submission {title}"),
    "summary": N_("The summary {title}"),
    "version": N_("The version {title}"),
}


def sort_of(record: Record) -> str:
    """The kind of a record; of a milestone what it is, such as 'deadline'."""
    return str(record.kind) if isinstance(record, Milestone) else record.KIND


def noun_of(record: Record) -> str:
    """What one calls this record: a milestone is a deadline, a meeting …"""
    return label(record.kind).text if isinstance(record, Milestone) else noun(record.KIND)


@dataclass(frozen=True)
class Names:
    """Titles of what is spoken of: from the newer records, or from the older where only they know.

    `as_of` is the day of the newer ones, where they are those of a day, `since` that of the older.
    """

    new: Process | None
    old: Process | None = None
    as_of: date | None = None
    since: date | None = None

    def is_in_between(self, when: When) -> bool:
        """Whether a date lies after the day of the older and not after that of the newer."""
        if self.since is None or self.as_of is None or not when.to_the_day:
            return False
        return self.since < when.first_day and when.last_day <= self.as_of

    def record(self, ref: str) -> Record | None:
        for process in (self.new, self.old):
            if process is not None and ref in process.records:
                return process.records[ref]
        return None

    def adoption(self, draft: Draft) -> Milestone | None:
        """The decision that adopted a draft, as the records that hold the draft have it."""
        processes = (process for process in (self.new, self.old) if process is not None)
        return next((found for p in processes if (found := p.adoption(draft))), None)

    def word(self, kind: str, id: str) -> str:
        """The title of a record, a stage, a group or a topic; its id where none is known."""
        for process in (self.new, self.old):
            entry = process.vocabularies.get(kind, {}).get(id) if process is not None else None
            if entry is not None:
                return entry.title
        found = self.record(f"{kind}:{id}")
        return self.title(found) if found is not None else id

    def title(self, record: Record) -> str:
        """What a record is called where it stands alone."""
        if isinstance(record, Annotation):
            return gettext("paragraph {number} of {draft}").format(
                number=record.paragraph, draft=self.word("draft", record.draft)
            )
        if isinstance(record, Translation):
            [language] = formatting.language_names([record.id])
            return f"{self.word('draft', record.draft)} in {language}"
        if isinstance(record, Thread):
            return record.id
        if isinstance(record, Endorsement) and self.is_taken_out(record):
            return gettext("a person whose name was taken out")
        if isinstance(record, Organisation | Endorsement):
            return without_contact_data(record.name)
        title: str = getattr(record, "title", record.id)
        # What a record was called once may hold what the check refuses today.
        return title if contact_data(title) is None else without_contact_data(title)

    def is_taken_out(self, endorsement: Endorsement) -> bool:
        """Whether only the history knows a person who signed: the name is not said once more."""
        if endorsement.kind is not SignatoryKind.INDIVIDUAL or self.new is None:
            return False
        return endorsement.name not in self._signatories

    @cached_property
    def _signatories(self) -> frozenset[str]:
        both = [records for records in (self.new, self.old) if records is not None]
        return frozenset(each.name for records in both for each in records.endorsements)

    def named(self, record: Record) -> Piece:
        """A record's title as a piece of a sentence, which leads to the record."""
        return name(self.title(record), record)

    def named_ref(self, ref: str) -> Piece:
        found = self.record(ref)
        return self.named(found) if found is not None else name(ref.partition(":")[2])

    def consultation_of(self, summary: Summary) -> Piece:
        return self.named_ref(f"consultation:{summary.consultation}")
