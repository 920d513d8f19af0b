"""What an editor should look at: links that could as well be others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clearway.insight.lineage.pairs import LOW, Pair
from clearway.insight.lineage.story import Lineage
from clearway.insight.lineage.versions import Version, is_told
from clearway.insight.redline import Link


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A link of little confidence. `old` and `new` name its paragraphs as a concordance would."""

    pair: Pair
    link: Link
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
    def told(self) -> str:
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


def _beginning(version: Version, index: int, most: int = 76) -> str:
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


def _is_text(step: Pair, link: Link) -> bool:
    paragraphs = [step.old.paragraphs[i] for i in link.old]
    paragraphs += [step.new.paragraphs[j] for j in link.new]
    return all(map(is_told, paragraphs))


def _refused(step: Pair, link: Link) -> bool:
    """Whether an editor has said that what stands alone has no counterpart."""
    entries = [e for e in step.new.draft.concordance if not (e.from_ and e.to)]
    return any(
        set(link.old) & set(step.old.indexes(e.from_))
        or set(link.new) & set(step.new.indexes(e.to))
        for e in entries
    )


def _quoted(name: str) -> str:
    return f'"{name}"'
