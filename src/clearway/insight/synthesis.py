"""What was said on each topic, by consultation and group, and what no one has summarised yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from clearway.records.kinds.annotation import Annotation
from clearway.records.kinds.ask import Ask
from clearway.records.kinds.consultation import Consultation, Point, Standing, Summary
from clearway.records.kinds.draft import Draft, OutlineEntry
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.process import Topic
from clearway.records.kinds.submission import Answer, Submission
from clearway.records.model import Process
from clearway.records.references import references


@dataclass(frozen=True, slots=True)
class Heard:
    """A point, and the summary that it stands in."""

    summary: Summary
    point: Point

    @property
    def ref(self) -> str:
        """`summary:<id>#<point>`, as asks name it."""
        return f"{self.summary.ref}#{self.point.id}"


@dataclass(frozen=True, slots=True)
class Put:
    """An answer, and the submission that it stands in."""

    submission: Submission
    answer: Answer

    @property
    def ref(self) -> str:
        return f"{self.submission.ref}#{self.answer.id}"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one consultation said on one topic; `points` is never empty."""

    topic: Topic
    consultation: Consultation
    points: tuple[Heard, ...]

    @property
    def standings(self) -> tuple[tuple[Standing | None, int], ...]:
        """How many points of each standing (None: the summary does not say), without zeros."""
        counts = Counter(heard.point.standing for heard in self.points)
        return tuple((s, counts[s]) for s in (*Standing, None) if counts[s])

    def of_group(self, group: str | None) -> tuple[Heard, ...]:
        """The points that a group is known to have voiced; of None, those without a group."""
        if group is None:
            return tuple(heard for heard in self.points if not heard.point.groups)
        return tuple(heard for heard in self.points if group in heard.point.groups)


@dataclass(frozen=True, slots=True)
class Synthesis:
    """Topics by consultations: those of which something is held, in the process's own order."""

    topics: tuple[Topic, ...]
    consultations: tuple[Consultation, ...]
    cells: Mapping[tuple[str, str], Cell]

    def cell(self, topic: Topic, consultation: Consultation) -> Cell | None:
        """What was said; None where the summary has nothing on that topic."""
        return self.cells.get((topic.id, consultation.id))


def synthesis(process: Process) -> Synthesis:
    """Every point of every summary, by its topic and its consultation."""
    found: dict[tuple[str, str], list[Heard]] = {}
    for heard in points(process):
        found.setdefault((heard.point.topic, heard.summary.consultation), []).append(heard)
    topics = {topic.id: topic for topic in process.profile.topics}
    held = {consultation.id: consultation for consultation in _by_date(process)}
    cells = {
        (topic, consultation): Cell(topics[topic], held[consultation], tuple(heard))
        for (topic, consultation), heard in found.items()
    }
    return Synthesis(
        tuple(t for t in topics.values() if any(t.id == topic for topic, _ in cells)),
        tuple(c for c in held.values() if any(c.id == one for _, one in cells)),
        cells,
    )


def points(process: Process) -> Iterator[Heard]:
    """Every point of every summary, in the order of consultations."""
    for consultation in _by_date(process):
        for summary in process.summaries:
            if summary.consultation == consultation.id:
                yield from (Heard(summary, point) for point in summary.points)


def answers(process: Process) -> Iterator[Put]:
    """Every answer of every submission."""
    for submission in process.submissions:
        yield from (Put(submission, answer) for answer in submission.answers)


def _by_date(process: Process) -> list[Consultation]:
    return sorted(process.consultations, key=lambda c: (c.ledger.standing.when.first_day, c.id))


# --- one topic -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OnTopic:
    """Everything that the records say on one topic."""

    topic: Topic
    points: tuple[Heard, ...]
    answers: tuple[Put, ...]
    submissions: tuple[Submission, ...]
    asks: tuple[Ask, ...]
    drafts: tuple[tuple[Draft, OutlineEntry], ...]
    annotations: tuple[Annotation, ...]
    consultations: tuple[Consultation, ...]
    milestones: tuple[Milestone, ...]

    @property
    def divergent(self) -> tuple[Heard, ...]:
        """The points on which a summary says that people disagree."""
        return tuple(h for h in self.points if h.point.standing is Standing.DIVERGENCE)


def on_topic(process: Process, topic: Topic) -> OnTopic:
    """What consultations, submissions, asks and drafts hold on `topic`.

    `submissions` are those that name the topic; `answers` are those of them that do.
    """
    return OnTopic(
        topic,
        tuple(heard for heard in points(process) if heard.point.topic == topic.id),
        tuple(put for put in answers(process) if topic.id in put.answer.topics),
        tuple(s for s in process.submissions if topic.id in _topics(s)),
        tuple(ask for ask in process.asks if ask.topic == topic.id),
        tuple((d, entry) for d in process.drafts for entry in d.outline if entry.topic == topic.id),
        tuple(a for a in process.annotations if a.topic == topic.id),
        tuple(c for c in _by_date(process) if topic.id in c.topics),
        tuple(m for m in process.milestones if topic.id in m.topics),
    )


def _topics(submission: Submission) -> set[str]:
    return {*submission.topics, *(topic for a in submission.answers for topic in a.topics)}


# --- what is not taken up yet ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Coverage:
    """What no summary and no ask cites yet."""

    consultations: tuple[Consultation, ...]
    submissions: tuple[Submission, ...]
    points: tuple[Heard, ...]
    answers: tuple[Put, ...]


def coverage(process: Process, as_of: date) -> Coverage:
    """What has not been summarised by a day: consultations that were over and have no summary,
    submissions that no summary and no ask cites, and the points and answers that no ask comes from,
    without those known to ask for nothing."""
    cited = {
        f"{kind}:{id}"
        for record in (*process.summaries, *process.asks)
        for _, kind, id in references(record)
    }
    raised = {ref for ask in process.asks for ref in ask.raised}
    return Coverage(
        tuple(c for c in _by_date(process) if c.ref not in cited and _is_over(c, as_of)),
        tuple(s for s in process.submissions if s.ref not in cited),
        tuple(
            heard
            for heard in points(process)
            if heard.ref not in raised and heard.point.asks is not False
        ),
        tuple(
            put
            for put in answers(process)
            if put.ref not in raised and put.answer.asks is not False
        ),
    )


def _is_over(consultation: Consultation, as_of: date) -> bool:
    ledger = consultation.ledger
    return not ledger.is_off and ledger.standing.when.last_day < as_of


def raised_by(process: Process) -> Mapping[str, tuple[Ask, ...]]:
    """The asks by the point, answer or submission that they come from, as asks name it."""
    found: dict[str, tuple[Ask, ...]] = {}
    for ask in process.asks:
        for ref in ask.raised:
            found[ref] = (*found.get(ref, ()), ask)
    return found
