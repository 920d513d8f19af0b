"""The heaviest chain against trying all of them."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from clearway.redline.chain import Node, heaviest_chain

INDEXES = st.lists(st.integers(0, 5), min_size=1, max_size=2, unique=True).map(
    lambda found: tuple(sorted(found))
)
NODES = st.lists(st.tuples(st.builds(Node, INDEXES, INDEXES), st.integers(-1, 9)), max_size=8)


def in_order(nodes: list[Node]) -> bool:
    return all(
        one.old[-1] < next_one.old[0] and one.new[-1] < next_one.new[0]
        for one, next_one in pairwise(nodes)
    )


@given(NODES)
def test_no_chain_is_heavier(weighed: list[tuple[Node, int]]) -> None:
    nodes = [node for node, _ in weighed]
    chain = heaviest_chain(nodes, [float(weight) for _, weight in weighed])
    assert in_order([nodes[k] for k in chain])
    heaviest = max(
        sum(weight for _, weight in some)
        for size in range(len(weighed) + 1)
        for some in combinations(sorted(weighed, key=lambda pair: pair[0].new), size)
        if in_order([node for node, _ in some])
    )
    assert sum(weighed[k][1] for k in chain) == heaviest
