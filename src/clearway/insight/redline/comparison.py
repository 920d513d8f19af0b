"""Two drafts into one comparison."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from clearway.insight.redline.arrangement import Taken, Weighed, arrange, move_price, moved, weigh
from clearway.insight.redline.candidates import Draft, Found, candidates
from clearway.insight.redline.chain import Node
from clearway.insight.redline.confidence import Confidences
from clearway.insight.redline.evidence import Evidence
from clearway.insight.redline.headings import renamed
from clearway.insight.redline.numbering import Numbering, plain
from clearway.insight.redline.parts import in_parts
from clearway.insight.redline.places import kept_places, places
from clearway.insight.redline.result import (
    BETWEEN_PARAGRAPHS,
    Comparison,
    Kind,
    Link,
    Passage,
    Run,
)
from clearway.insight.redline.tokens import encode, same_wording
from clearway.insight.redline.words import word_diff

Pairs = Iterable[tuple[int, int]]


def compare(
    old: Sequence[Passage], new: Sequence[Passage], *, confirmed: Pairs = (), refused: Pairs = ()
) -> Comparison:
    """Links every paragraph of `old` and `new`, each of them in exactly one link.

    `confirmed` and `refused` are the editor's word as pairs of indexes. What is confirmed of a
    paragraph is the whole of its link: (4, 7) and (4, 8) say that 4 was split into 7 and 8. What
    is refused is never linked. A kept place such as '[deleted]' is not compared with paragraphs:
    it is 'same', with its counterpart or alone (see `Link`). ValueError when an index is out of
    range or a pair is both.
    """
    fixed, never = frozenset(confirmed), frozenset(refused)
    _check(fixed | never, fixed & never, len(old), len(new))
    sure = _components(fixed)
    kept = Node(tuple(sorted(places(old))), tuple(sorted(places(new))))
    weighed = _weighed(old, new, sure, never, kept)
    price = move_price(max(len(old), len(new)))
    standing = arrange(weighed, sure, price)
    weighed, standing = _with_headings(weighed, standing, old, new, never, kept)
    wandering = moved(standing)
    sureness = Confidences(standing, wandering, weighed, price)
    links = [
        _link(node, old, new, node in wandering, None if node in sure else sureness.of_link(node))
        for node in standing
    ]
    staying = [node for node in standing if node not in wandering]
    links += _places_kept(old, new, _free(standing, kept), staying, never)
    linked_old = {i for link in links for i in link.old}
    linked_new = {j for link in links for j in link.new}
    for i in range(len(old)):
        if i not in linked_old:
            links.append(_alone("deleted", old, (i,), (), sureness.of_deleted(i)))
    for j in range(len(new)):
        if j not in linked_new:
            links.append(_alone("added", new, (), (j,), sureness.of_added(j)))
    return Comparison(len(old), len(new), in_reading_order(links))


def _check(
    named: frozenset[tuple[int, int]], both: frozenset[tuple[int, int]], old: int, new: int
) -> None:
    for i, j in sorted(named):
        if not (0 <= i < old and 0 <= j < new):
            raise ValueError(f"({i}, {j}) names no pair of paragraphs; there are {old} and {new}")
    if both:
        raise ValueError(f"confirmed and refused at once: {sorted(both)}")


def _components(pairs: frozenset[tuple[int, int]]) -> list[Node]:
    """Pairs that share a paragraph as one link."""
    nodes: list[Node] = []
    for i, j in sorted(pairs):
        touching = [node for node in nodes if i in node.old or j in node.new]
        nodes = [node for node in nodes if node not in touching]
        olds = {i}.union(*(node.old for node in touching))
        news = {j}.union(*(node.new for node in touching))
        nodes.append(Node(tuple(sorted(olds)), tuple(sorted(news))))
    return nodes


def _weighed(
    old: Sequence[Passage],
    new: Sequence[Passage],
    sure: Sequence[Node],
    refused: frozenset[tuple[int, int]],
    kept: Node,
) -> Weighed:
    """All links worth a look that the editor leaves open; none of the places `kept`."""
    texts = encode([passage.text for passage in (*old, *new)])
    before = Draft(texts[: len(old)], [passage.kind for passage in old])
    after = Draft(texts[len(old) :], [passage.kind for passage in new])
    evidence = Evidence(before.texts, after.texts)
    taken = Taken([*sure, kept])

    def is_open(node: Node) -> bool:
        return taken.leaves(node) and (node.old[0], node.new[0]) not in refused

    everything = candidates(before, after)
    found = Found(*(list(filter(is_open, nodes)) for nodes in everything))
    numbering = Numbering([p.number for p in old], [p.number for p in new], found.anchors)
    return weigh(found, in_parts(found, evidence), before.kinds, numbering, evidence)


def _with_headings(
    weighed: Weighed,
    standing: Sequence[Node],
    old: Sequence[Passage],
    new: Sequence[Passage],
    refused: frozenset[tuple[int, int]],
    kept: Node,
) -> tuple[Weighed, list[Node]]:
    """Renamed headings follow their paragraphs."""
    places_alone = Taken([kept])
    more = {
        node: worth
        for node, worth in renamed(standing, [p.kind for p in old], [p.kind for p in new])
        if places_alone.leaves(node) and (node.old[0], node.new[0]) not in refused
    }
    values = [*weighed.values, *more.values()]
    return Weighed([*weighed.nodes, *more], values), sorted(
        [*standing, *more], key=lambda node: node.new
    )


def _free(standing: Iterable[Node], kept: Node) -> tuple[set[int], set[int]]:
    """Kept places that no editor has linked."""
    old, new = set(kept.old), set(kept.new)
    for node in standing:
        old.difference_update(node.old)
        new.difference_update(node.new)
    return old, new


def _places_kept(
    old: Sequence[Passage],
    new: Sequence[Passage],
    free: tuple[set[int], set[int]],
    staying: Sequence[Node],
    refused: frozenset[tuple[int, int]],
) -> list[Link]:
    """Links of kept places, with each other or alone; there is nothing in them to be unsure of."""
    pairs = [
        node
        for node in kept_places(old, new, free, staying)
        if (node.old[0], node.new[0]) not in refused
    ]
    left_old, left_new = (sorted(side) for side in _free(pairs, Node(*map(tuple, free))))
    links = [replace(_link(node, old, new, False, 1.0), kind="same") for node in pairs]
    links += [_alone("same", old, (i,), (), 1.0) for i in left_old]
    return links + [_alone("same", new, (), (j,), 1.0) for j in left_new]


def _link(
    node: Node,
    old: Sequence[Passage],
    new: Sequence[Passage],
    has_moved: bool,
    confidence: float | None,
) -> Link:
    """A link of paragraphs on both sides; without a confidence it is an editor's."""
    olds = [old[i] for i in node.old]
    news = [new[j] for j in node.new]
    return Link(
        kind=_kind(olds, news, has_moved),
        moved=has_moved,
        renumbered={plain(p.number) for p in olds}.isdisjoint(plain(p.number) for p in news),
        old=node.old,
        new=node.new,
        confidence=1.0 if confidence is None else confidence,
        confirmed=confidence is None,
        words=word_diff(joined(olds), joined(news)),
    )


def _kind(olds: Sequence[Passage], news: Sequence[Passage], has_moved: bool) -> Kind:
    if len(olds) > 1:
        return "merged"
    if len(news) > 1:
        return "split"
    if not same_wording(olds[0].text, news[0].text):
        return "edited"
    return "moved" if has_moved else "same"


def joined(passages: Iterable[Passage]) -> str:
    """The text of several paragraphs as the words of one link spell it."""
    return BETWEEN_PARAGRAPHS.join(passage.text for passage in passages)


def _alone(
    kind: Literal["added", "deleted", "same"],
    draft: Sequence[Passage],
    old: tuple[int, ...],
    new: tuple[int, ...],
    confidence: float,
) -> Link:
    """A link of one paragraph of `draft`, which is the old or the new one."""
    text = joined(draft[index] for index in (*old, *new))
    return Link(
        kind=kind,
        moved=False,
        renumbered=False,
        old=old,
        new=new,
        confidence=confidence,
        confirmed=False,
        words=(Run("-" if old else "+", text),) if text else (),
    )


def in_reading_order(links: Iterable[Link]) -> tuple[Link, ...]:
    """By the first new paragraph; what was deleted after what came before it and stayed."""
    standing = sorted((link for link in links if link.new), key=lambda link: link.new)
    stayed = sorted(
        (link.old[0], rank) for rank, link in enumerate(standing) if link.old and not link.moved
    )
    after: dict[int, list[Link]] = defaultdict(list)
    for link in sorted((link for link in links if not link.new), key=lambda link: link.old):
        before = bisect_left(stayed, (link.old[0], 0))
        after[stayed[before - 1][1] if before else -1].append(link)
    ordered = after[-1]
    for rank, link in enumerate(standing):
        ordered += [link, *after[rank]]
    return tuple(ordered)
