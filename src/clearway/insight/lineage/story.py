"""The lineage of a process: all its drafts compared and followed, paragraph by paragraph.

It also names every thread permanently (data/concordance.yaml), and lists the links that an editor
should check.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from clearway.insight.lineage.pairs import LOW, ComparedPair, DraftVersion, is_told, pair, versions
from clearway.insight.lineage.threads import ParagraphThread, ThreadLife, lives
from clearway.records import model
from clearway.records.fields import tidy_id
from clearway.records.kinds.draft import Draft
from clearway.records.model import Process
from clearway.redline import ParagraphLink

# --- The lineage


FEW = 8
"""So many texts are compared each with each, for readers who know any of them.

Of more, neighbours are compared, each text with the last one, and what is asked for: the number of
pages grows with the number of texts then, and not with its square.
"""


@dataclass(frozen=True)
class Lineage:
    """`texts` in line; `pairs` by (old id, new id): neighbours first, then the others."""

    texts: tuple[DraftVersion, ...]
    pairs: Mapping[tuple[str, str], ComparedPair]
    threads: tuple[ParagraphThread, ...]

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The place of each text in line, by the draft's id."""
        return {text.id: number for number, text in enumerate(self.texts)}

    @cached_property
    def _thread_at(self) -> Mapping[tuple[int, int], ParagraphThread]:
        return {(m.version, m.index): thread for thread in self.threads for m in thread.moments}

    def text(self, draft: Draft) -> DraftVersion | None:
        number = self.number.get(draft.id)
        return None if number is None else self.texts[number]

    def thread_at(self, version: int, index: int) -> ParagraphThread | None:
        """The life of a paragraph; a heading has none."""
        return self._thread_at.get((version, index))

    def step(self, number: int) -> ComparedPair | None:
        """The comparison of a text with the one after it."""
        if not 0 <= number < len(self.texts) - 1:
            return None
        return self.pairs[self.texts[number].id, self.texts[number + 1].id]

    @cached_property
    def thread(self) -> Mapping[str, ParagraphThread]:
        """Threads by their ids and by those that they had."""
        former = {old: thread for thread in self.threads for old in thread.was}
        return former | {thread.id: thread for thread in self.threads}


def lineage(process: Process) -> Lineage:
    """Compares and follows all drafts whose text is held."""
    texts = versions(process)
    steps = [pair(old, new) for old, new in pairwise(texts)]
    pairs = {(step.old.id, step.new.id): step for step in steps}
    for old, new in _further(process, texts):
        pairs.setdefault((old.id, new.id), pair(old, new))
    return Lineage(texts, pairs, threads(texts, lives(texts, steps), process.threads))


def _further(
    process: Process, texts: tuple[DraftVersion, ...]
) -> list[tuple[DraftVersion, DraftVersion]]:
    """Pairs that are no neighbours: all of a few texts, each with the last, and those asked for."""
    if len(texts) <= FEW:
        found = [(old, new) for n, old in enumerate(texts) for new in texts[n + 2 :]]
    else:
        found = [(old, texts[-1]) for old in texts[:-2]]
    by_id = {text.id: text for text in texts}
    for asked in process.profile.comparisons:
        if asked.old in by_id and asked.new in by_id:
            found.append((by_id[asked.old], by_id[asked.new]))
    known = {(old.id, new.id) for old, new in pairwise(texts)}
    return [(old, new) for old, new in found if (old.id, new.id) not in known]


# --- data/concordance.yaml: the names of all threads, so that their addresses stay


HEAD = """\
# yaml-language-server: $schema=../schemas/concordance.json
# The permanent addresses of paragraphs, as `clearway concordance --record` writes them when a
# draft is published. What became of a paragraph is worked out from the texts; to correct a link,
# write `concordance:` into the later draft. Never delete an entry: others may have linked to it.
"""


def record(told: Lineage, recorded: Iterable[model.Thread]) -> str:
    """The file for all threads of a lineage. A name that is not in use now stays as it was."""
    kept = {each.id: each for each in recorded}
    for thread in told.threads:
        for id in (thread.id, *thread.was):
            kept.pop(id, None)
    entries = [_entry(told, thread) for thread in told.threads]
    entries += [_written(each.id, each.was, each.places) for each in kept.values()]
    return "\n".join([HEAD, *entries])


def _entry(told: Lineage, thread: ParagraphThread) -> str:
    places = [place_of(told.texts, (m.version, m.index)) for m in thread.moments]
    return _written(thread.id, thread.was, places)


def _written(id: str, was: Iterable[str], places: Iterable[str]) -> str:
    lines = [f"- id: {id}"]
    former = ", ".join(was)
    lines += [f"  was: [{former}]"] if former else []
    lines += ["  places:", *(f"    - {place}" for place in places)]
    return "\n".join(lines) + "\n"


# --- Links that an editor should check, because another one is nearly as likely


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A link of little confidence. `old` and `new` name its paragraphs as a concordance would."""

    pair: ComparedPair
    link: ParagraphLink
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def entry(self) -> str:
        """What confirms it, as a line of the later draft's `concordance`.

        For what was added or deleted that is 'not': it has no counterpart.
        """
        kind = "same" if self.link.old and self.link.new else "not"
        parts = [
            f"{name}: [{', '.join(_quoted(n) for n in names)}]"
            for name, names in (("from", self.old), ("to", self.new))
            if names
        ]
        parts.append(f"kind: {kind}")
        if self.pair.new.draft.previous != self.pair.old.id:
            parts.append(f"draft: {self.pair.old.id}")
        return f"- {{{', '.join(parts)}}}"

    @property
    def description(self) -> str:
        """What it is, the beginnings of the texts, and what to write where."""
        path = self.pair.new.draft.origin.path
        became = f"{' and '.join(self.old) or 'nothing'} → {' and '.join(self.new) or 'nothing'}"
        lines = [
            f"{self.pair.old.id} → {self.pair.new.id}: {became} "
            f"({self.link.kind}, {self.link.confidence:.0%})"
        ]
        lines += [f"  - {_beginning(self.pair.old, i)}" for i in self.link.old]
        lines += [f"  + {_beginning(self.pair.new, j)}" for j in self.link.new]
        lines.append(f"  If that is right, write in {path}, below concordance:")
        lines.append(f"    {self.entry}")
        if self.link.old and self.link.new:
            lines.append("  If not, write kind: not.")
        return "\n".join(lines)


def _beginning(version: DraftVersion, index: int, most: int = 76) -> str:
    text = version.paragraphs[index].text
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def doubtful(told: Lineage) -> Iterator[Doubtful]:
    """From text to text, in reading order; headings are left out."""
    for number in range(len(told.texts) - 1):
        step = told.step(number)
        assert step is not None
        for link in step.comparison.links:
            if link.confidence < LOW and not link.confirmed and _is_text(step, link):
                old = tuple(step.old.name(i) for i in link.old)
                new = tuple(step.new.name(j) for j in link.new)
                if not _refused(step, link):
                    yield Doubtful(step, link, old, new)


def _is_text(step: ComparedPair, link: ParagraphLink) -> bool:
    paragraphs = [step.old.paragraphs[i] for i in link.old]
    paragraphs += [step.new.paragraphs[j] for j in link.new]
    return all(map(is_told, paragraphs))


def _refused(step: ComparedPair, link: ParagraphLink) -> bool:
    """Whether an editor has said that what stands alone has no counterpart."""
    entries = [e for e in step.new.draft.concordance if not (e.from_ and e.to)]
    return any(
        set(link.old) & set(step.old.indexes(e.from_))
        or set(link.new) & set(step.new.indexes(e.to))
        for e in entries
    )


def _quoted(name: str) -> str:
    return f'"{name}"'


# --- Permanent names of threads


def place_of(texts: Sequence[DraftVersion], place: tuple[int, int]) -> str:
    """draft#anchor, as it is recorded."""
    version, index = place
    return f"{texts[version].id}#{texts[version].paragraphs[index].anchor}"


def threads(
    texts: Sequence[DraftVersion], found: Sequence[ThreadLife], recorded: Sequence[model.Thread]
) -> tuple[ParagraphThread, ...]:
    """Each life with its name, in the order in which they begin.

    A recorded name goes to the life that has most of the places it was recorded for, the earliest
    of equals. A life that gets several keeps the one recorded for its earliest place; the others
    lead to it. A life that gets none is named after its first place, such as zero-draft-p12.
    """
    given = _given(texts, found, recorded)
    former = {record.id: record.was for record in recorded}
    # A name is never used again, not even one that was given up
    taken = set(former) | {old for was in former.values() for old in was}
    named = []
    for number, life in enumerate(found):
        own = given.get(number, [])
        id = own[0] if own else _fresh(texts, life, taken)
        taken.add(id)
        was = (*former.get(id, ()), *(old for other in own[1:] for old in (other, *former[other])))
        moments = tuple(life.moments)
        named.append(ParagraphThread(id, moments, life.parent, life.heir, bool(own), was))
    return tuple(named)


def _given(
    texts: Sequence[DraftVersion], found: Sequence[ThreadLife], recorded: Sequence[model.Thread]
) -> Mapping[int, list[str]]:
    """The recorded names of each life, by its number; the one of its earliest place first."""
    owner = {place: record.id for record in recorded for place in record.places}
    votes: dict[str, Counter[int]] = {}
    first: dict[tuple[int, str], int] = {}
    for number, life in enumerate(found):
        for order, moment in enumerate(life.moments):
            id = owner.get(place_of(texts, (moment.version, moment.index)))
            if id is not None:
                votes.setdefault(id, Counter())[number] += 1
                first.setdefault((number, id), order)
    given: dict[int, list[str]] = {}
    for id, counted in votes.items():
        number = min(counted, key=lambda n: (-counted[n], n))
        given.setdefault(number, []).append(id)
    for number, ids in given.items():
        ids.sort(key=lambda id: (first[number, id], id))
    return given


def _fresh(texts: Sequence[DraftVersion], life: ThreadLife, taken: set[str]) -> str:
    begins = life.moments[0]
    place = place_of(texts, (begins.version, begins.index))
    name, count = tidy_id(place), 1
    while name in taken:
        count += 1
        name = f"{tidy_id(place)}-{count}"
    return name
