"""`compare`: two drafts into one comparison, with a confidence for each link."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from math import exp
from typing import Literal

from clearway.redline.arrangement import (
    Accepted,
    Weighed,
    arrange,
    move_price,
    moved,
    renamed,
    weigh,
)
from clearway.redline.candidates import CandidateLinks, IndexedDraft, candidates, in_parts
from clearway.redline.chain import Node
from clearway.redline.evidence import NumberEvidence, SharedEvidence, plain_number
from clearway.redline.placeholders import link_placeholders, placeholders
from clearway.redline.result import (
    BETWEEN_PARAGRAPHS,
    Comparison,
    Kind,
    ParagraphLink,
    Passage,
    Run,
)
from clearway.redline.tokens import encode, same_wording
from clearway.redline.word_diff import word_diff

# --- Confidence: how far a reading is from the next best one


_SCALE = 3.0  # log-odds of the evidence are this many times those of being right
_LIMIT = 60.0

Rivals = defaultdict[int, list[Node]]


class Confidences:
    """Of accepted links, and of paragraphs without a partner, between 0 and 1."""

    def __init__(
        self, accepted: Sequence[Node], moved: Set[Node], weighed: Weighed, price: float
    ) -> None:
        self._value = dict(zip(weighed.nodes, weighed.values, strict=True))
        self._rivals = _by_paragraph(weighed.nodes)
        self._old = {i: node for node in accepted for i in node.old}
        self._new = {j: node for node in accepted for j in node.new}
        staying = sorted((node.old[0], node.new[0]) for node in accepted if node not in moved)
        self._old_order = [old for old, _ in staying]
        self._new_order = [new for _, new in staying]
        self._price = price
        self._worths: dict[Node, float] = {}

    def of_link(self, link: Node) -> float:
        """Against being no link at all, and against the best link that it displaces."""
        old, new = self._rivals
        rivals = (*(old[i] for i in link.old), *(new[j] for j in link.new))
        best = 0.0
        for some in rivals:
            best = self._best_of(some, link, best)
        return _odds(self._worth(link) - best)

    def of_deleted(self, old: int) -> float:
        """Of an old paragraph having no partner."""
        return _odds(-self._best_of(self._rivals[0][old], None, -_LIMIT))

    def of_added(self, new: int) -> float:
        """Of a new paragraph having no partner."""
        return _odds(-self._best_of(self._rivals[1][new], None, -_LIMIT))

    def _best_of(self, rivals: Sequence[Node], link: Node | None, best: float) -> float:
        """What the best rival is worth less what it would displace, `link` not counted; at least
        `best`."""
        for rival in rivals:
            # An accepted link is worth something, so no rival gains more than its own value.
            if self._value[rival] > best and rival != link:
                displaced = {self._old[i] for i in rival.old if i in self._old}
                displaced.update(self._new[j] for j in rival.new if j in self._new)
                lost = sorted(self._worth(node) for node in displaced if node not in (link, rival))
                best = max(best, self._worth(rival) - sum(lost))
        return best

    def _worth(self, node: Node) -> float:
        known = self._worths.get(node)
        if known is None:
            far = 0.0 if self._in_place(node) else self._price
            known = self._worths[node] = self._value.get(node, 0.0) - far
        return known

    def _in_place(self, node: Node) -> bool:
        """Whether what stayed before and after it in the old draft does so in the new one."""
        old, new = node.old[0], node.new[0]
        rank = bisect_left(self._old_order, old)
        if rank and self._new_order[rank - 1] > new:
            return False
        if rank < len(self._old_order) and self._old_order[rank] == old:
            rank += 1
        return rank == len(self._new_order) or new <= self._new_order[rank]


def _by_paragraph(nodes: Sequence[Node]) -> tuple[Rivals, Rivals]:
    """For each old paragraph, and for each new one, the links that it could have."""
    old: Rivals = defaultdict(list)
    new: Rivals = defaultdict(list)
    for node in nodes:
        for i in node.old:
            old[i].append(node)
        for j in node.new:
            new[j].append(node)
    return old, new


def _odds(margin: float) -> float:
    """Three decimals: enough to sort by, and the same on every machine."""
    return round(1 / (1 + exp(-max(-_LIMIT, min(_LIMIT, margin / _SCALE)))), 3)


# --- The comparison


Pairs = Iterable[tuple[int, int]]


def compare(
    old: Sequence[Passage], new: Sequence[Passage], *, confirmed: Pairs = (), refused: Pairs = ()
) -> Comparison:
    """Links every paragraph of `old` and `new`, each of them in exactly one link.

    `confirmed` and `refused` are an editor's decisions as pairs of indexes. What is confirmed of a
    paragraph is the whole of its link: (4, 7) and (4, 8) say that 4 was split into 7 and 8. What
    is refused is never linked. A placeholder such as '[deleted]' is not compared with paragraphs:
    it is 'same', with its counterpart or alone (see `ParagraphLink`). Raises ValueError when an
    index is out of range or a pair is both.
    """
    confirmed_pairs, refused_pairs = frozenset(confirmed), frozenset(refused)
    _check(confirmed_pairs | refused_pairs, confirmed_pairs & refused_pairs, len(old), len(new))
    confirmed_nodes = _components(confirmed_pairs)
    placeholder_nodes = Node(tuple(sorted(placeholders(old))), tuple(sorted(placeholders(new))))
    weighed = _weighed(old, new, confirmed_nodes, refused_pairs, placeholder_nodes)
    price = move_price(max(len(old), len(new)))
    accepted = arrange(weighed, confirmed_nodes, price)
    weighed, accepted = _with_headings(
        weighed, accepted, old, new, refused_pairs, placeholder_nodes
    )
    moves = moved(accepted)
    confidences = Confidences(accepted, moves, weighed, price)
    links = [
        _link(
            node,
            old,
            new,
            node in moves,
            None if node in confirmed_nodes else confidences.of_link(node),
        )
        for node in accepted
    ]
    staying = [node for node in accepted if node not in moves]
    links += _placeholder_links(
        old, new, _free(accepted, placeholder_nodes), staying, refused_pairs
    )
    linked_old = {i for link in links for i in link.old}
    linked_new = {j for link in links for j in link.new}
    for i in range(len(old)):
        if i not in linked_old:
            links.append(_alone("deleted", old, (i,), (), confidences.of_deleted(i)))
    for j in range(len(new)):
        if j not in linked_new:
            links.append(_alone("added", new, (), (j,), confidences.of_added(j)))
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
    confirmed: Sequence[Node],
    refused: frozenset[tuple[int, int]],
    kept: Node,
) -> Weighed:
    """All candidate links that the editor leaves open; none of the placeholders `kept`."""
    texts = encode([passage.text for passage in (*old, *new)])
    before = IndexedDraft(texts[: len(old)], [passage.kind for passage in old])
    after = IndexedDraft(texts[len(old) :], [passage.kind for passage in new])
    evidence = SharedEvidence(before.texts, after.texts)
    closed = Accepted([*confirmed, kept])

    def is_open(node: Node) -> bool:
        return closed.is_free(node) and (node.old[0], node.new[0]) not in refused

    all_links = candidates(before, after)
    links = CandidateLinks(*(list(filter(is_open, nodes)) for nodes in all_links))
    numbering = NumberEvidence([p.number for p in old], [p.number for p in new], links.anchors)
    return weigh(links, in_parts(links, evidence), before.kinds, numbering, evidence)


def _with_headings(
    weighed: Weighed,
    accepted: Sequence[Node],
    old: Sequence[Passage],
    new: Sequence[Passage],
    refused: frozenset[tuple[int, int]],
    kept: Node,
) -> tuple[Weighed, list[Node]]:
    """Renamed headings follow their paragraphs."""
    closed = Accepted([kept])
    more = {
        node: worth
        for node, worth in renamed(accepted, [p.kind for p in old], [p.kind for p in new])
        if closed.is_free(node) and (node.old[0], node.new[0]) not in refused
    }
    values = [*weighed.values, *more.values()]
    return Weighed([*weighed.nodes, *more], values), sorted(
        [*accepted, *more], key=lambda node: node.new
    )


def _free(accepted: Iterable[Node], kept: Node) -> tuple[set[int], set[int]]:
    """Placeholders that no editor has linked."""
    old, new = set(kept.old), set(kept.new)
    for node in accepted:
        old.difference_update(node.old)
        new.difference_update(node.new)
    return old, new


def _placeholder_links(
    old: Sequence[Passage],
    new: Sequence[Passage],
    free: tuple[set[int], set[int]],
    staying: Sequence[Node],
    refused: frozenset[tuple[int, int]],
) -> list[ParagraphLink]:
    """Links of placeholders, with each other or alone; there is nothing to be unsure of."""
    pairs = [
        node
        for node in link_placeholders(old, new, free, staying)
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
) -> ParagraphLink:
    """A link of paragraphs on both sides; without a confidence it is an editor's."""
    olds = [old[i] for i in node.old]
    news = [new[j] for j in node.new]
    return ParagraphLink(
        kind=_kind(olds, news, has_moved),
        moved=has_moved,
        renumbered={plain_number(p.number) for p in olds}.isdisjoint(
            plain_number(p.number) for p in news
        ),
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
    """The text of several paragraphs, as the words of one link spell it."""
    return BETWEEN_PARAGRAPHS.join(passage.text for passage in passages)


def _alone(
    kind: Literal["added", "deleted", "same"],
    draft: Sequence[Passage],
    old: tuple[int, ...],
    new: tuple[int, ...],
    confidence: float,
) -> ParagraphLink:
    """A link of one paragraph of `draft`, which is the old or the new one."""
    text = joined(draft[index] for index in (*old, *new))
    return ParagraphLink(
        kind=kind,
        moved=False,
        renumbered=False,
        old=old,
        new=new,
        confidence=confidence,
        confirmed=False,
        words=(Run("-" if old else "+", text),) if text else (),
    )


def in_reading_order(links: Iterable[ParagraphLink]) -> tuple[ParagraphLink, ...]:
    """By the first new paragraph; what was deleted after what came before it and stayed."""
    present = sorted((link for link in links if link.new), key=lambda link: link.new)
    in_place = sorted(
        (link.old[0], rank) for rank, link in enumerate(present) if link.old and not link.moved
    )
    after: dict[int, list[ParagraphLink]] = defaultdict(list)
    for link in sorted((link for link in links if not link.new), key=lambda link: link.old):
        before = bisect_left(in_place, (link.old[0], 0))
        after[in_place[before - 1][1] if before else -1].append(link)
    ordered = after[-1]
    for rank, link in enumerate(present):
        ordered += [link, *after[rank]]
    return tuple(ordered)
