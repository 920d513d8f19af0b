"""Everything that a folder of records holds, and the kinds of record by their names.

A field that is not given is unknown; unknown is never read as 'no'.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TypeVar

from clearway.records.dates.ledger import Evidence, Reading
from clearway.records.kinds.annotation import (
    Action,
    Annotation,
    AnnotationType,
    Position,
    ProposalStatus,
    Quote,
    Stance,
)
from clearway.records.kinds.ask import Ask
from clearway.records.kinds.commitment import Commitment, Promise
from clearway.records.kinds.consultation import (
    Consultation,
    Headcount,
    Point,
    Registration,
    Standing,
    Summary,
)
from clearway.records.kinds.draft import (
    Completeness,
    Correspondence,
    Draft,
    LanguageCopy,
    OutlineEntry,
    Thread,
    Translation,
    Verdict,
)
from clearway.records.kinds.engagement import Engagement, GovernmentPosition
from clearway.records.kinds.milestone import Access, Milestone, MilestoneKind
from clearway.records.kinds.organisation import Basis, Organisation, OrganisationRelation
from clearway.records.kinds.parts import Contested, Copy, Link, Modality, Session, Venue
from clearway.records.kinds.process import Group, Pair, Profile, Stage, Topic
from clearway.records.kinds.sighting import Sighting, bare
from clearway.records.kinds.statement import (
    Endorsement,
    EndorsementPeriod,
    SignatoryKind,
    Statement,
    StatementVersion,
    Support,
    Verification,
    Withdrawal,
)
from clearway.records.kinds.submission import Answer, Submission
from clearway.records.kinds.version import Version
from clearway.records.record import DatedRecord, Origin, Record

__all__ = [
    "KINDS_IN_ORDER",
    "LATEST",
    "Access",
    "Action",
    "Annotation",
    "AnnotationType",
    "Answer",
    "Ask",
    "Basis",
    "Commitment",
    "Completeness",
    "Consultation",
    "Contested",
    "Copy",
    "Correspondence",
    "DatedRecord",
    "Draft",
    "Endorsement",
    "EndorsementPeriod",
    "Engagement",
    "GovernmentPosition",
    "Group",
    "Headcount",
    "LanguageCopy",
    "Link",
    "Milestone",
    "MilestoneKind",
    "Modality",
    "Organisation",
    "OrganisationRelation",
    "Origin",
    "OutlineEntry",
    "Pair",
    "Point",
    "Position",
    "Process",
    "Profile",
    "Promise",
    "ProposalStatus",
    "Quote",
    "Record",
    "Registration",
    "Session",
    "Sighting",
    "SignatoryKind",
    "Stage",
    "Stance",
    "Standing",
    "Statement",
    "StatementVersion",
    "Submission",
    "Summary",
    "Support",
    "Thread",
    "Topic",
    "Translation",
    "Venue",
    "Verdict",
    "Verification",
    "Version",
    "Withdrawal",
]

LATEST = "latest"
"""The name of the site as it is today, which is no version: it goes with the records."""

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Process:
    """Everything that a folder of records holds, each kind in the order of its ids."""

    profile: Profile
    milestones: tuple[Milestone, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    summaries: tuple[Summary, ...] = ()
    drafts: tuple[Draft, ...] = ()
    translations: tuple[Translation, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    threads: tuple[Thread, ...] = ()
    submissions: tuple[Submission, ...] = ()
    asks: tuple[Ask, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    promises: tuple[Promise, ...] = ()
    endorsements: tuple[Endorsement, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    positions: tuple[GovernmentPosition, ...] = ()
    versions: tuple[Version, ...] = ()
    sightings: tuple[Sighting, ...] = ()

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """Every record by its `kind:id`, in the order of kinds and ids.

        An endorsement's id is unique within its statement, `endorsement:<statement>/<id>`, and an
        annotation's and a translation's within its draft.
        """
        return {record.ref: record for record in self}

    def __iter__(self) -> Iterator[Record]:
        yield self.profile
        for name in KINDS_IN_ORDER:
            yield from getattr(self, name)

    @cached_property
    def vocabularies(self) -> Mapping[str, Mapping[str, Stage | Group | Topic]]:
        """The process's own words: 'stage', 'group' and 'topic', each by id."""
        return {
            "stage": {stage.id: stage for stage in self.profile.stages},
            "group": {group.id: group for group in self.profile.groups},
            "topic": {topic.id: topic for topic in self.profile.topics},
        }

    @cached_property
    def sighted(self) -> Mapping[str, Sighting]:
        """What is known of each source's address, by the address without what follows '#'."""
        return {bare(sighting.url): sighting for sighting in self.sightings}

    @cached_property
    def drafts_in_line(self) -> tuple[Draft, ...]:
        """The drafts in their order: each after the one that it names as previous, then by date."""
        known = {draft.id for draft in self.drafts}
        after: dict[str | None, list[Draft]] = {}
        for draft in sorted(self.drafts, key=lambda d: (self.first_date(d).when.first_day, d.id)):
            after.setdefault(draft.previous if draft.previous in known else None, []).append(draft)
        found: list[Draft] = []
        waiting = after.get(None, [])
        while waiting:
            draft, *waiting = waiting
            found.append(draft)
            waiting = after.get(draft.id, []) + waiting
        return tuple(found)

    @cached_property
    def drafts_out(self) -> tuple[Draft, ...]:
        """Those of `drafts_in_line` that came out, as far as it is known."""
        return tuple(
            draft
            for draft in self.drafts_in_line
            if draft.evidence is not Evidence.PLANNED or draft.known_otherwise or draft.adopted
        )

    def adoption(self, draft: Draft) -> Milestone | None:
        """The decision that adopted a draft; None where it was not adopted, or by none on record.

        A decision that is cancelled or postponed adopted nothing.
        """
        decision = self.records.get(f"{Milestone.KIND}:{draft.adopted_by}")
        if not draft.adopted or not isinstance(decision, Milestone) or decision.ledger.is_off:
            return None
        return decision

    def first_date(self, draft: Draft) -> Reading:
        """When the text of a draft was first known: published, known otherwise, or adopted.

        Of one that did none of these it is the date on which it is expected, or unknown. The day
        that is printed on it is none of them.
        """
        own, decision = draft.ledger.standing, self.adoption(draft)
        dates = [own] if draft.is_published else []
        dates += [draft.known_otherwise] if draft.known_otherwise else []
        dates += [decision.ledger.standing] if decision else []
        return min(dates, key=lambda reading: reading.when.last_day, default=own)

    @cached_property
    def versions_in_line(self) -> tuple[Version, ...]:
        """The versions of the site, oldest first."""
        return tuple(sorted(self.versions, key=lambda v: (v.as_of, v.origin.prefix)))

    def find(self, kind: type[R], id: str) -> R:
        """The record of that kind and id. Raises KeyError where there is none."""
        record = self.records[f"{kind.KIND}:{id}"]
        assert isinstance(record, kind)
        return record


KINDS_IN_ORDER = tuple(f.name for f in fields(Process) if f.name != "profile")
