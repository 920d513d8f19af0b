"""What became of each ask: its life through the drafts in a line, and the flow between drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from clearway.language import gettext, joined, pgettext
from clearway.records.kinds.ask import Ask, Fate, Grounds, Scope, Treatment
from clearway.records.kinds.draft import Draft
from clearway.records.model import Process


@dataclass(frozen=True, slots=True)
class AskStep:
    """What one draft did with an ask; without a treatment that is not known yet."""

    draft: Draft
    treatment: Treatment | None

    @property
    def fate(self) -> Fate:
        return self.treatment.fate if self.treatment else Fate.UNKNOWN

    @property
    def known(self) -> Fate:
        """The fate as somebody judged it: what only a machine suggests is unknown."""
        return Fate.UNKNOWN if self.is_suggested else self.fate

    @property
    def is_inferred(self) -> bool:
        """Whether the editors read it out of what a source says."""
        return self.treatment is not None and self.treatment.basis is Grounds.INFERRED

    @property
    def is_suggested(self) -> bool:
        """Whether a machine proposed it and no person has confirmed it."""
        return self.treatment is not None and self.treatment.is_suggested


@dataclass(frozen=True, slots=True)
class AskLife:
    """An ask through all drafts, in their order.

    `line` says what is known, without the drafts of which nothing is: 'in the Zero Draft, gone in
    Rev.1, back in the adopted text'. `gaps` says which those are, where others follow: 'unknown in
    the Elements Paper and Rev.2'; it is empty where there are none.
    """

    ask: Ask
    steps: tuple[AskStep, ...]
    line: str
    gaps: str

    @property
    def summary(self) -> str:
        """Line and gaps as one clause."""
        return f"{self.line}; {self.gaps}" if self.gaps else self.line

    def step(self, draft: str) -> AskStep:
        """What the draft of that id did. Raises KeyError where there is no such draft."""
        for step in self.steps:
            if step.draft.id == draft:
                return step
        raise KeyError(draft)


class FateChange(StrEnum):
    """What becomes of an ask from one draft to another."""

    KEPT = "kept"
    LOST = "lost"
    REDUCED = "removed-or-weakened"
    """Removed or weakened; the source does not say which, so it counts neither as lost nor kept."""
    REGAINED = "regained"
    NEW = "new"
    STILL_OUT = "still-out"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Flow:
    """The asks by what became of them between two drafts; every change is there, some empty."""

    old: Draft
    new: Draft
    asks: tuple[tuple[FateChange, tuple[Ask, ...]], ...]
    inferred: frozenset[str]
    """The ids of those asks of which one of the two fates is the editors' reading of a source."""

    @property
    def counts(self) -> tuple[tuple[FateChange, int], ...]:
        return tuple((change, len(asks)) for change, asks in self.asks)

    @property
    def counts_with_inferred(self) -> tuple[tuple[FateChange, int, int], ...]:
        """The counts, and how many of each rest on the editors' reading of what a source says."""
        return tuple(
            (change, len(asks), sum(ask.id in self.inferred for ask in asks))
            for change, asks in self.asks
        )


def lives(process: Process) -> tuple[AskLife, ...]:
    """The lives of all asks about the text, in the order of the process's topics, then of ids."""
    order = {topic.id: index for index, topic in enumerate(process.profile.topics)}
    asks = [ask for ask in process.asks if ask.scope is Scope.TEXT]
    asks.sort(key=lambda ask: (order.get(ask.topic, len(order)), ask.id))
    drafts = process.drafts_out
    return tuple(_life(ask, drafts) for ask in asks)


def life(process: Process, ask: Ask) -> AskLife:
    """What all drafts did with one ask."""
    return _life(ask, process.drafts_out)


def _life(ask: Ask, drafts: Sequence[Draft]) -> AskLife:
    given = {treatment.draft: treatment for treatment in ask.fates}
    steps = tuple(AskStep(draft, given.get(draft.id)) for draft in drafts)
    return AskLife(ask, steps, _line(steps), _gaps(steps))


# --- in words --------------------------------------------------------------------------------


def called(draft: Draft) -> str:
    """A draft within a sentence: 'the Zero Draft', 'Rev.1', 'the adopted text'."""
    if draft.adopted:
        return gettext("the adopted text")
    title = str(draft.title)
    # Names with a number stand alone: 'Rev.1', 'Draft 3'.
    if any(c.isdigit() for c in title):
        return title
    return pgettext("a draft in a sentence", "the {title}").format(title=title)


def _line(steps: Sequence[AskStep]) -> str:
    known = [step for step in steps if step.known is not Fate.UNKNOWN]
    if not known:
        return gettext("not known in any draft")
    parts = []
    before: list[Fate] = []
    for fate, run in groupby(known, key=lambda step: step.known):
        parts.append(_stretch(fate, before).format(drafts=_listed(list(run), steps)))
        before.append(fate)
    if steps[-1].known is Fate.UNKNOWN:
        parts.append(gettext("since then unknown"))
    return pgettext("between the items of a list", ", ").join(parts)


def _stretch(fate: Fate, before: Sequence[Fate]) -> str:
    """What is said of a stretch of drafts, seen from the stretches before it."""
    was_in = any(fate.is_present for fate in before)
    is_in = bool(before) and before[-1].is_present
    match fate:
        case Fate.REFLECTED if is_in:
            return gettext("in full in {drafts}")
        case Fate.REFLECTED:
            return gettext("back in {drafts}") if was_in else pgettext("an ask", "in {drafts}")
        case Fate.PARTIAL if was_in and is_in:
            return gettext("only partly in {drafts}")
        case Fate.PARTIAL:
            return gettext("partly back in {drafts}") if was_in else gettext("partly in {drafts}")
        case Fate.REMOVED:
            return gettext("gone in {drafts}")
        case Fate.REMOVED_OR_WEAKENED:
            return gettext("removed or weakened in {drafts}")
        case Fate.ABSENT | Fate.UNKNOWN:
            return gettext("not in {drafts}")


def _listed(run: Sequence[AskStep], steps: Sequence[AskStep]) -> str:
    """The drafts of a stretch; three or more without a gap as the first and the last."""
    first, last = steps.index(run[0]), steps.index(run[-1])
    if len(run) > 2 and last - first == len(run) - 1:
        form = gettext("every draft from {first} to {last}")
        return form.format(first=called(run[0].draft), last=called(run[-1].draft))
    return joined(called(step.draft) for step in run)


def _gaps(steps: Sequence[AskStep]) -> str:
    known = [i for i, step in enumerate(steps) if step.known is not Fate.UNKNOWN]
    if not known:
        return ""
    gaps = [s.draft for s in steps[: known[-1]] if s.known is Fate.UNKNOWN]
    if not gaps:
        return ""
    return gettext("unknown in {drafts}").format(drafts=joined(called(draft) for draft in gaps))


# --- between drafts --------------------------------------------------------------------------


def flows(process: Process) -> tuple[Flow, ...]:
    """The flow from every draft to the next one."""
    everything = lives(process)
    return tuple(flow(everything, old, new) for old, new in pairwise(process.drafts_out))


def flow(everything: Sequence[AskLife], old: Draft, new: Draft) -> Flow:
    """What became of every ask between two drafts, which may be far apart."""
    sorted_ = [(change(one, old.id, new.id), one.ask) for one in everything]
    asks = tuple((kind, tuple(a for k, a in sorted_ if k is kind)) for kind in FateChange)
    inferred = frozenset(
        one.ask.id
        for one in everything
        if change(one, old.id, new.id) is not FateChange.UNKNOWN
        and (one.step(old.id).is_inferred or one.step(new.id).is_inferred)
    )
    return Flow(old, new, asks, inferred)


def change(one: AskLife, old: str, new: str) -> FateChange:
    """What became of an ask between the drafts of two ids; unknown where either fate is."""
    before, after = one.step(old).known, one.step(new).known
    if Fate.UNKNOWN in (before, after):
        return FateChange.UNKNOWN
    if after is Fate.REMOVED_OR_WEAKENED and before.is_present:
        return FateChange.REDUCED
    if Fate.REMOVED_OR_WEAKENED in (before, after):
        # How much of it was left is not known; so nor is what this change means.
        return FateChange.UNKNOWN
    if before.is_present:
        return FateChange.KEPT if after.is_present else FateChange.LOST
    if not after.is_present:
        return FateChange.STILL_OUT
    earlier = (step.known for step in _until(one, old))
    return FateChange.REGAINED if any(fate.is_present for fate in earlier) else FateChange.NEW


def _until(one: AskLife, draft: str) -> Iterator[AskStep]:
    for step in one.steps:
        if step.draft.id == draft:
            return
        yield step
