"""The words that changed between two texts, as runs of kept, deleted and inserted text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clearway.insight.redline.matching import binding_family, kept
from clearway.insight.redline.result import Op, Run
from clearway.insight.redline.tokens import Token, tokens


def word_diff(old: str, new: str) -> tuple[Run, ...]:
    """Runs whose '=' and '-' spell the old text, whose '=' and '+' the new one, to the last space.

    What was deleted comes before what was inserted in its place.
    """
    if old == new:
        return (Run("=", old),) if old else ()
    old_tokens, old_end = tokens(old)
    new_tokens, new_end = tokens(new)
    old_tokens.append(Token(old_end, ""))
    new_tokens.append(Token(new_end, ""))
    return _joined(_pieces(old_tokens, new_tokens))


def _pieces(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Run]:
    """Runs, some of them empty or of the same kind in a row."""
    i = j = 0
    for block in kept([token.text for token in old], [token.text for token in new]):
        gone, come = old[i : block.old], new[j : block.new]
        i, j = block.old + block.size, block.new + block.size
        yield from _changed(gone, come, old[block.old].space, new[block.new].space)
        yield Run("=", old[block.old].text)
        for was, now in zip(old[block.old + 1 : i], new[block.new + 1 : j], strict=True):
            yield from _spaced("", "", was.space, now.space)
            yield Run("=", was.text)


def _changed(
    gone: Sequence[Token], come: Sequence[Token], old_space: str, new_space: str
) -> Iterator[Run]:
    """What stands between two kept words, up to and with the white space before the second."""
    cuts = [*_exchanged(gone, come), (len(gone), len(come))]
    i = j = 0
    for to_old, to_new in cuts[:-1]:
        yield from _replaced(gone[i:to_old], come[j:to_new])
        yield from _replaced(gone[to_old : to_old + 1], come[to_new : to_new + 1])
        i, j = to_old + 1, to_new + 1
    *pieces, last_old, last_new = _replaced(gone[i:], come[j:])
    yield from pieces
    yield from _spaced(last_old.text, last_new.text, old_space, new_space)


def _replaced(gone: Sequence[Token], come: Sequence[Token]) -> tuple[Run, Run, Run]:
    """The white space both begin with, and what is left of either."""
    shared = gone[0].space if gone and come and gone[0].space == come[0].space else ""
    was, now = ("".join(map("".join, side))[len(shared) :] for side in (gone, come))
    return Run("=", shared), Run("-", was), Run("+", now)


def _spaced(was: str, now: str, old_space: str, new_space: str) -> Iterator[Run]:
    if old_space == new_space:
        yield from (Run("-", was), Run("+", now), Run("=", old_space))
    else:
        yield from (Run("-", was + old_space), Run("+", now + new_space))


def _exchanged(gone: Sequence[Token], come: Sequence[Token]) -> list[tuple[int, int]]:
    """Where one binding word took the place of another: 'shall' of 'should', 'and' of 'or'.

    They get runs of their own, so that no larger change hides them.
    """
    found = []
    start = 0
    for i, was in enumerate(gone):
        family = binding_family(was.text)
        for j in range(start, len(come)) if family else ():
            if binding_family(come[j].text) == family:
                if come[j].text != was.text:
                    found.append((i, j))
                start = j + 1
                break
    return found


def _joined(pieces: Iterator[Run]) -> tuple[Run, ...]:
    """Without empty runs, and neighbours of the same kind as one."""
    runs: list[Run] = []
    for op, text in pieces:
        if text and runs and runs[-1].op == op:
            runs[-1] = Run(op, runs[-1].text + text)
        elif text:
            runs.append(Run(op, text))
    return tuple(runs)
