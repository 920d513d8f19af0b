"""Rules on dates of the process and on meetings: silence, and the places of one event."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.problems import Problem
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.milestone import Milestone, MilestoneKind, SilenceResult
from clearway.records.rules.subject import Subject


def check_silence(subject: Subject) -> Iterator[Problem]:
    """What is said of a silence procedure must belong to one, and must agree with itself."""
    for milestone in subject.process.milestones:
        for name, must, found, remedy in _of_silence(milestone):
            place = milestone.at("silence", *([name] if name else []))
            yield Problem(place, "silence", must, found, remedy)


def _of_silence(milestone: Milestone) -> Iterator[tuple[str, str, str, str]]:
    silence = milestone.silence
    if silence is None:
        return
    if milestone.kind is not MilestoneKind.SILENCE_PROCEDURE:
        must = "silence must be told of a silence procedure"
        yield "", must, f"kind is {milestone.kind}", "Write kind: silence-procedure, or remove it"
    if silence.broken_by and silence.result is not SilenceResult.BROKEN:
        must = "broken_by needs result: broken"
        found = f"result is {silence.result}" if silence.result else "there is no result"
        yield "broken_by", must, found, "Add result: broken, or remove broken_by"
    if silence.result and not silence.source:
        must = "a result must have its source"
        yield "result", must, "there is none", "Add source: below silence"
    ends = milestone.ledger.standing.when
    if silence.opened and not ends.is_unknown and silence.opened.first_day > ends.last_day:
        must = "opened must not be later than the end of the silence"
        found = f"it is {silence.opened}, and the end is {ends}"
        yield "opened", must, found, "Correct one of them"


def check_places(subject: Subject) -> Iterator[Problem]:
    """Further places of an event must stand beside a first one, and be other places."""
    events: tuple[Milestone | Consultation, ...]
    events = (*subject.process.milestones, *subject.process.consultations)
    for event in events:
        if event.also_at and event.venue is None:
            must = "also_at must name further places, beside venue"
            found, remedy = "there is no venue", "Move the first of them into venue"
            yield Problem(event.at("also_at"), "places", must, found, remedy)
        seen = [event.venue]
        for index, place in enumerate(event.also_at):
            if place in seen:
                must = "also_at must name each place once"
                remedy = "Remove it, or correct it"
                yield Problem(event.at("also_at", index), "places", must, "it is twice", remedy)
            seen.append(place)
