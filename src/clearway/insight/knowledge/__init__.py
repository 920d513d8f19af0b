"""The records as they could have been known on a day.

The records of today say of most facts when they were announced or published, and this is what
decides. A date that is only known roughly ('July', 'by 25 June') counts as its last day: by then it
was known for certain. Where no day of announcement is given:

- a statement, a publication and a decision are known from their own day;
- a draft is known from the earliest of its publication, the day on which it became known otherwise
  and its adoption; that it was published or adopted is known from that day only;
- a meeting, a consultation and a deadline are called beforehand: they are known from the earliest
  of the day on which a record that their sources name was told, the day on which the draft of their
  stage was published, and their own day;
- a session of a meeting is known from the earliest of the days on which what its sources name was
  told and its own day;
- a further date of a ledger is known from the earliest of the first two of these that its own
  source gives, and that date itself;
- who has a role in the process is known from the day on which the role begins, or on which its
  source was told;
- what else has a date (a submission, a summary, an endorsement, an engagement) is known from that
  date; without one from that of its source, its consultation or its draft; and what has none of
  these was always known;
- what was cancelled or postponed was known by then; where it is not recorded when that was said,
  from the day on which it was to be;
- what has no date yet is known from the earliest of the first two of these, or else from the end of
  what the process leads to;
- a reading that disputes a date is known when both dates have come, and what others expected when
  they said so, or on the day that they expected.

Of the sources of a fact, those are left out that are dated later or are records of later days, as
long as another is left.

The registers, of organisations and of where sources were last seen, hold what known records name.

Of what still lies ahead on that day only the announcement is shown: what is told afterwards (text,
recording, speakers, description) is left out. What is said of a draft, and an ask's fate in it, is
known from its publication, or later where all that it rests on are records of later days. The days
on which editors judged are those of their own work, after the process, and do not count; a
judgement on the process, and what editors note on asks and commitments, looks back and is known
from the end of what the process leads to; until then what it answers is an open question.

Titles and words of editors are otherwise today's. They may know more than the day did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from clearway.insight.knowledge.days import Days
from clearway.insight.knowledge.state_at import Titles, as_it_was, profile_then, without
from clearway.records.fields import Text
from clearway.records.kinds.organisation import Organisation
from clearway.records.kinds.process import Profile
from clearway.records.model import KINDS_IN_ORDER, Process
from clearway.records.record import Record
from clearway.records.references import cited, references

__all__ = ["as_known"]

Kinds = dict[str, tuple[Record, ...]]
"""The records by the attribute of Process that holds them."""


def as_known(process: Process, day: date) -> Process:
    """The process as it could have been known at the end of that day.

    A record that refers to one that is absent loses the reference; where it cannot be without, it
    is absent too.
    """
    days = Days(process)
    profile = profile_then(process.profile, day, days)
    kinds: Kinds = {
        name: tuple(_present(as_it_was(record, day, days) for record in getattr(process, name)))
        for name in KINDS_IN_ORDER
    }
    while True:
        absent = _missing(process, kinds)
        fewer = {name: _kept(records, absent, day) for name, records in kinds.items()}
        settled = {n: len(r) for n, r in fewer.items()} == {n: len(r) for n, r in kinds.items()}
        kinds = fewer
        if settled:
            break
    kinds["organisations"] = tuple(_named(process, kinds, profile))
    profile = without(profile, _missing(process, kinds), day) or profile
    known = replace(process, profile=profile, **kinds)  # type: ignore[arg-type]
    # To gather the addresses is dear where there are thousands of records.
    addresses = cited(known) if known.sightings else frozenset()
    return replace(known, sightings=tuple(s for s in known.sightings if s.url in addresses))


def _present(records: Iterable[Record | None]) -> Iterable[Record]:
    return (record for record in records if record is not None)


def _kept(records: tuple[Record, ...], absent: Titles, day: date) -> tuple[Record, ...]:
    return tuple(_present(without(record, absent, day) for record in records))


def _missing(process: Process, kinds: Kinds) -> Titles:
    """What is recorded today and was not known, with the title of each."""
    present = {record.ref for record in chain.from_iterable(kinds.values())}
    return {
        ref: _title(record)
        for ref, record in process.records.items()
        if record is not process.profile and ref not in present
    }


def _title(record: Record) -> Text:
    title = getattr(record, "title", None) or getattr(record, "name", record.id)
    return title if isinstance(title, Text) else Text(str(title))


def _named(
    process: Process, kinds: Mapping[str, tuple[Record, ...]], profile: Profile
) -> Iterable[Organisation]:
    """The organisations that known records name, and those that no record names today.

    The register has no days of its own: an organisation enters it with what it did.
    """
    today = set(_names(process, process.records.values()))
    own = (r for r in chain(*kinds.values(), [profile]) if r.KIND != Organisation.KIND)
    known = set(_names(process, own))
    reached = known
    while reached:
        further = set(_names(process, (process.find(Organisation, id) for id in reached)))
        reached = further - known
        known |= reached
    return (o for o in process.organisations if o.id in known or o.id not in today)


def _names(process: Process, records: Iterable[Record]) -> Iterable[str]:
    """The organisations that records refer to."""
    for record in records:
        for _, kind, id in references(record):
            if kind == Organisation.KIND and f"{kind}:{id}" in process.records:
                yield id
