"""Rules on how a process is run: what is published of it, and how its meetings are held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from clearway.insight.scorecard.periods import consultations, input_deadline, negotiated
from clearway.insight.scorecard.result import Item, Result, Rule, days, formula, found
from clearway.records.dates.when import Span, when
from clearway.records.fields import Absent
from clearway.records.kinds.commitment import Measure
from clearway.records.kinds.consultation import Consultation, Headcount, Summary
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.milestone import Access, Milestone
from clearway.records.kinds.parts import Copy, Modality
from clearway.records.kinds.submission import Submission
from clearway.records.model import Process
from clearway.records.record import DatedRecord, Record


def official_text_per_draft(process: Process, measure: Measure, as_of: date) -> Result:
    """For each draft: whether those who run the process published its text (`official_copy`)."""
    items = [_copy(d, d.official_copy, "official_copy", "its text") for d in process.drafts_out]
    return _published(official_text_per_draft, measure, as_of, items, "texts of drafts")


def marked_copy_per_draft(process: Process, measure: Measure, as_of: date) -> Result:
    """For each draft that has a previous one: whether those who run the process published a copy
    with the changes marked (`marked_copy`)."""
    items = [
        _copy(d, d.marked_copy, "marked_copy", "a copy with the changes marked")
        for d in process.drafts_out
        if d.previous
    ]
    return _published(marked_copy_per_draft, measure, as_of, items, "copies with marked changes")


def synthesis_per_draft(process: Process, measure: Measure, as_of: date) -> Result:
    """For each draft that was not the adopted one: whether those who run the process published a
    report that brings the inputs on it together (`synthesis`), or a summary is held of what was
    said on it at a consultation that is not known to be somebody else's."""
    items = [_synthesis(process, draft) for draft in negotiated(process)]
    do = "had a report on what was put in or said"
    return found(synthesis_per_draft, measure, as_of, items, "drafts", do)


def _synthesis(process: Process, draft: Draft) -> Item:
    on_it = {c.id for c in consultations(process) if c.draft == draft.id}
    spoken = [s for s in process.summaries if s.consultation in on_it and s.official is not False]
    if draft.synthesis is None and spoken:
        return Item(
            str(draft.title),
            "a summary of what was said; of written input none is known",
            True,
            spoken[0],
        )
    return _copy(draft, draft.synthesis, "synthesis", "a synthesis of the inputs")


def submissions_published(process: Process, measure: Measure, as_of: date) -> Result:
    """For each submission held here: whether those who run the process put it online
    (`official_copy`)."""
    items = [_copy(s, s.official_copy, "official_copy", "it") for s in process.submissions]
    return _published(submissions_published, measure, as_of, items, "submissions")


def _published(
    rule: Rule, measure: Measure, as_of: date, items: Sequence[Item], things: str
) -> Result:
    return found(rule, measure, as_of, items, things, "were published by those who run the process")


def _copy(record: Record, copy: Copy | None, field: str, what: str) -> Item:
    title = str(getattr(record, "title", record.id))
    if copy is None:
        wanted = f"Did those who run the process publish {what} ('{title}'), and where?"
        return Item(title, "not known", None, record, wanted, field)
    said = "published" if copy.published else "not published"
    return Item(title, said, copy.published, record)


def input_invited_per_draft(process: Process, measure: Measure, as_of: date) -> Result:
    """For each draft that was not the adopted one: whether there is a deadline about it until which
    written input was taken, or a submission on it that those who run the process put online. A
    draft without either is unknown."""
    items = []
    for draft in negotiated(process):
        deadline = input_deadline(process, draft)
        taken = [s for s in process.submissions if s.draft == draft.id and _is_published(s)]
        title = str(draft.title)
        if deadline:
            said = f"until {when(deadline.ledger.standing.when)}"
            items.append(Item(title, said, True, deadline))
        elif taken:
            items.append(Item(title, "input was taken; until when is not known", True, taken[0]))
        else:
            wanted = f"Was written input on {title} invited, and until when?"
            items.append(Item(title, "no deadline is known", None, draft, wanted))
    do = "were open to written input"
    return found(input_invited_per_draft, measure, as_of, items, "drafts", do)


def _is_published(submission: Submission) -> bool:
    return submission.official_copy is not None and submission.official_copy.published


def consultation_per_draft(process: Process, measure: Measure, as_of: date) -> Result:
    """For each draft that was not the adopted one: whether there was a consultation on it that was
    not cancelled and had started. A draft without one is unknown."""
    items = []
    for draft in negotiated(process):
        on_it = [c for c in started(process, as_of) if c.draft == draft.id]
        title = str(draft.title)
        if on_it:
            said = f"{len(on_it)} consultation{'s' if len(on_it) > 1 else ''}"
            items.append(Item(title, said, True, on_it[0]))
        else:
            wanted = f"Was there a consultation on {title}?"
            items.append(Item(title, "none is known", None, draft, wanted))
    do = "had a consultation"
    return found(consultation_per_draft, measure, as_of, items, "drafts", do)


def summaries_published(process: Process, measure: Measure, as_of: date) -> Result:
    """For each consultation that was over on the day: whether a summary of it is held here that is
    not known to be somebody else's, and how many days after the consultation it was published. A
    consultation without one is unknown."""
    items = [_summarised(process, c) for c in over(process, as_of)]
    do = "have a summary"
    return found(summaries_published, measure, as_of, items, "consultations", do)


def started(process: Process, as_of: date) -> tuple[Consultation, ...]:
    """The consultations that were over on a day, or under way."""
    held = consultations(process)
    return tuple(c for c in held if c.ledger.standing.when.first_day <= as_of)


def over(process: Process, as_of: date) -> tuple[Consultation, ...]:
    """The consultations that were over on a day."""
    held = consultations(process)
    return tuple(c for c in held if c.ledger.standing.when.last_day < as_of)


def _summarised(process: Process, consultation: Consultation) -> Item:
    title = str(consultation.title)
    own = [s for s in process.summaries if s.consultation == consultation.id]
    kept = [s for s in own if s.official is not False]
    if not kept:
        wanted = f"Was a summary of '{title}' published, when and where?"
        return Item(title, "no summary is known", None, consultation, wanted)
    return Item(title, _after(kept[0], consultation), True, kept[0])


def _after(summary: Summary, consultation: Consultation) -> str:
    if summary.published is None or not summary.published.to_the_day:
        return "published; not known on which day"
    held = consultation.ledger.standing.when
    if held.is_unknown:
        return f"published on {when(summary.published)}"
    number = (summary.published.first_day - held.last_day).days
    return f"published {days(number)} after"


# --- How meetings were held, and for whom


REMOTE = (Modality.VIRTUAL, Modality.HYBRID)

WAKING = (7, 22)
"""The hours between which somebody can be expected to take part: 07:00 to 22:00."""

OFFSETS = tuple(range(-12, 15))
"""The whole hours that clocks on Earth are before or after UTC."""


def virtual_or_hybrid(process: Process, measure: Measure, as_of: date) -> Result:
    """For each consultation that was not cancelled: whether one could take part from afar, being
    virtual or hybrid. One whose modality is not given is unknown, and not in the share."""
    items = []
    for c in consultations(process):
        if c.modality is None:
            wanted = f"Could one take part in '{c.title}' from afar?"
            items.append(Item(str(c.title), "not known", None, c, wanted, "modality"))
        else:
            items.append(Item(str(c.title), str(c.modality), c.modality in REMOTE, c))
    do = "had a way in from afar"
    return found(virtual_or_hybrid, measure, as_of, items, "consultations", do)


def time_zones_served(process: Process, measure: Measure, as_of: date) -> Result:
    """For each draft that was not the adopted one: whether the virtual and hybrid consultations on
    it served every whole hour before or after UTC that clocks show, from -12 to +14. An hour is
    served if one session lay wholly between 07:00 and 22:00 there. Where some are not served and
    the hours of a session are not known, or no draft has followed yet, it is unknown."""
    items = [_served(process, draft, as_of) for draft in negotiated(process)]
    do = "had sessions in waking hours everywhere"
    return found(time_zones_served, measure, as_of, items, "drafts", do)


def _served(process: Process, draft: Draft, as_of: date) -> Item:
    title = str(draft.title)
    on_it = [c for c in started(process, as_of) if c.draft == draft.id]
    remote = [c for c in on_it if c.modality in REMOTE]
    # Of one whose modality is not known, nor is whether it served anybody far away.
    open_ = [c for c in on_it if c.modality is None or (c in remote and not _spans(c))]
    spans = [span for c in remote for span in _spans(c)]
    served = [o for o in OFFSETS if any(_in_waking_hours(span, o) for span in spans)]
    if len(served) == len(OFFSETS):
        return Item(title, "in every zone", True, remote[0])
    said = f"known for {len(served)} of {len(OFFSETS)} zones an hour apart"
    if not on_it:
        wanted = f"Was there a consultation on {title}, and at what hours?"
        return Item(title, "no consultation is known", None, draft, wanted)
    if open_:
        wanted = f"At what hours was '{open_[0].title}'?"
        field = "when"
        if open_[0].modality is None:
            wanted, field = f"Could one take part in '{open_[0].title}' from afar?", "modality"
        return Item(title, said, None, open_[0], wanted, field)
    if not any(other.previous == draft.id for other in process.drafts_out):
        wanted = f"Are there to be more consultations on {title}, and at what hours?"
        return Item(title, f"{said} so far", None, on_it[0], wanted)
    missing = ", ".join(f"UTC{offset:+d}" for offset in OFFSETS if offset not in served)
    return Item(
        title, f"in {len(served)} of {len(OFFSETS)} zones; not in {missing}", False, on_it[0]
    )


def _spans(consultation: Consultation) -> tuple[Span, ...]:
    """The hours of a consultation: of all its sessions, where it has some; empty if unknown."""
    parts = [session.ledger for session in consultation.sessions] or [consultation.ledger]
    spans = [ledger.standing.span for ledger in parts if not ledger.is_off]
    return tuple(span for span in spans if span is not None) if None not in spans else ()


def _in_waking_hours(span: Span, offset: int) -> bool:
    start, end = (_at(at, offset) for at in (span.utc.start, span.utc.end))
    first = start.replace(hour=WAKING[0], minute=0)
    return first <= start and end <= start.replace(hour=WAKING[1], minute=0)


def _at(at: datetime, offset: int) -> datetime:
    return at.replace(tzinfo=None) + timedelta(hours=offset)


def at_other_gatherings(process: Process, measure: Measure, as_of: date) -> Result:
    """Whether at least one consultation was part of a gathering that would have taken place anyway
    (`gathering`). Where none is known to have been, it is unknown."""
    held = [c for c in consultations(process) if c.gathering]
    items = [Item(str(c.title), str(c.gathering), True, c) for c in held]
    if not items:
        wanted = "Was any consultation part of another gathering (gathering)?"
        items = [Item("Consultations", "none is known", None, None, wanted, "gathering")]
    result = f"Consultations known to have been part of another gathering: {len(held)}."
    return Result(measure, formula(at_other_gatherings), tuple(items), result, as_of)


def transcripts_and_recordings(process: Process, measure: Measure, as_of: date) -> Result:
    """For each consultation that was over on the day: whether a recording or a transcript of it can
    be had. Not, where both are known to be missing; unknown otherwise."""
    items = [_recorded(c) for c in over(process, as_of)]
    do = "have a recording or a transcript"
    return found(transcripts_and_recordings, measure, as_of, items, "consultations", do)


def _recorded(c: Consultation) -> Item:
    title = str(c.title)
    there = [n for n in ("recording", "transcript") if getattr(c, n) not in (None, Absent.NONE)]
    if there:
        return Item(title, " and ".join(there), True, c)
    if c.recording == c.transcript == Absent.NONE:
        return Item(title, "neither", False, c)
    wanted = f"Is there a recording or a transcript of '{title}'?"
    return Item(title, "not known", None, c, wanted, "recording")


def speakers_by_group(process: Process, measure: Measure, as_of: date) -> Result:
    """For each consultation that was over on the day and whose speakers were counted by group:
    whether no group had more than half of them. One where they were not counted is unknown."""
    items = [_balanced(process, c) for c in over(process, as_of)]
    do = "gave no group more than half of the turns to speak"
    return found(speakers_by_group, measure, as_of, items, "consultations", do)


def _balanced(process: Process, c: Consultation) -> Item:
    counts = _counts(c.speakers)
    if not counts:
        return _uncounted(c)
    titles = {group.id: str(group.title) for group in process.profile.groups}
    said = ", ".join(f"{titles[group]} {number}" for group, number in counts.items())
    return Item(str(c.title), said, 2 * max(counts.values()) <= sum(counts.values()), c)


def group_spoke(process: Process, measure: Measure, as_of: date) -> Result:
    """For each consultation that was over on the day: whether the `group` took part. It did if it
    is among the speakers or participants, counted (`groups`) or only named (`took_part`). It did
    not where the speakers were counted by group and it has none. Anything else is unknown."""
    assert measure.group is not None
    items = [_took_part(c, measure.group) for c in over(process, as_of)]
    title = {group.id: str(group.title) for group in process.profile.groups}[measure.group]
    do = f"had the group '{title}' taking part"
    return found(group_spoke, measure, as_of, items, "consultations", do)


def _took_part(c: Consultation, group: str) -> Item:
    counts, present = _counts(c.speakers), _counts(c.participants)
    title = str(c.title)
    for counted, who in ((counts, "speakers"), (present, "people present")):
        if counted.get(group):
            return Item(title, f"{counted[group]} of {sum(counted.values())} {who}", True, c)
    if any(group in heads.took_part for heads in (c.speakers, c.participants) if heads):
        return Item(title, "took part; not counted", True, c)
    if counts:
        return Item(title, f"0 of {sum(counts.values())} speakers", False, c)
    wanted = f"Which groups took part in '{title}'?"
    return Item(title, "not known", None, c, wanted, "speakers")


def _counts(headcount: Headcount | None) -> dict[str, int]:
    """How many of each group; empty where no count was made."""
    counts = dict(headcount.groups) if headcount else {}
    return counts if sum(counts.values()) else {}


def _uncounted(c: Consultation) -> Item:
    wanted = f"How many of each group spoke at '{c.title}'?"
    return Item(str(c.title), "not counted by group", None, c, wanted, "speakers")


def open_meetings(process: Process, measure: Measure, as_of: date) -> Result:
    """For each meeting of the process itself on a draft, other than consultations, and for the
    event that all leads up to: whether those who are interested could watch (`access`, or a stream
    or recording). Counted are meetings that had started, no later than that event, and that were
    not called by another body than the `convenors` of the process. Where nothing is said, it is
    unknown. A closed last round before that event is listed and not counted."""
    held = sorted(_meetings(process, as_of), key=lambda m: (m.ledger.standing.when.first_day, m.id))
    last = _last_round(process, held, as_of)
    items = [_open(meeting, is_last=meeting is last) for meeting in held]
    return found(open_meetings, measure, as_of, items, "meetings of the process", "were open")


def _meetings(process: Process, as_of: date) -> Iterator[Milestone]:
    drafts = {draft.ref for draft in process.drafts}
    end = _culmination_end(process)
    for milestone in process.milestones:
        is_on_it = milestone.ref == process.profile.culmination or drafts & set(milestone.about)
        if not milestone.kind.is_meeting or not is_on_it or milestone.ledger.is_off:
            continue
        first_day = milestone.ledger.standing.when.first_day
        if first_day <= min(as_of, end) and _is_own(process, milestone):
            yield milestone


def _culmination_end(process: Process) -> date:
    event = process.records.get(process.profile.culmination or "")
    if not isinstance(event, DatedRecord) or event.ledger.standing.when.is_unknown:
        return date.max
    return event.ledger.standing.when.last_day


def _is_own(process: Process, meeting: Milestone) -> bool:
    """Whether it was not called by somebody else than those who run the process."""
    own = {str(name) for name in process.profile.convenors}
    return meeting.convenor is None or not own or str(meeting.convenor) in own


def _last_round(process: Process, held: Sequence[Milestone], as_of: date) -> Milestone | None:
    """The last meeting before the culmination, once that is over: before, others may follow."""
    rounds = [m for m in held if m.ref != process.profile.culmination]
    return rounds[-1] if rounds and _culmination_end(process) < as_of else None


def _open(meeting: Milestone, *, is_last: bool) -> Item:
    title, planned = str(meeting.title), meeting.evidence == "planned"
    seen = {meeting.stream, meeting.recording, meeting.webcast} - {None, Absent.NONE}
    if meeting.access is None and not seen:
        wanted = f"Could others than those who negotiate watch '{title}'?"
        return Item(title, "not known", None, meeting, wanted, "access")
    is_open = meeting.access is Access.OPEN or bool(seen)
    said = f"{'open' if is_open else 'closed'}{', by plan' if planned else ''}"
    if is_last and not is_open:
        return Item(title, f"{said}; the last round, not counted", None, meeting, is_apart=True)
    return Item(title, said, is_open, meeting)
