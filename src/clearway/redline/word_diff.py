"""The words that changed between two texts, as runs of kept, deleted and inserted text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from clearway.redline.result import Run
from clearway.redline.tokens import spans
from clearway.redline.word_matching import Gap, WordBlock, binding_family, kept_blocks

# --- Sliding a change to a clause boundary
#
# 'A, B, C' after 'A, C' may have gained 'B, ' or ', B': both spell the same. A run that begins and
# ends with a clause reads best.


_STOPS = {".": 3, ";": 3, "?": 3, "!": 3, ":": 2, ",": 2}
_PAIRS = frozenset(("()", "[]", "{}", "“”", '""'))


def slide_blocks(
    blocks: Sequence[WordBlock], old: Sequence[str], new: Sequence[str]
) -> list[WordBlock]:
    """The same blocks with every pure insertion and deletion at its best place."""
    slid = list(blocks)
    for k in range(len(slid) - 1):
        left, right = slid[k], slid[k + 1]
        deleted = right.old - left.old - left.size
        inserted = right.new - left.new - left.size
        if deleted and inserted:
            continue
        words, start = (old, left.old + left.size) if deleted else (new, left.new + left.size)
        shift = _best_shift(
            words, start, start + deleted + inserted, (left.size - 1, right.size - 1)
        )
        slid[k] = left._replace(size=left.size + shift)
        slid[k + 1] = WordBlock(right.old + shift, right.new + shift, right.size - shift)
    return slid


def _best_shift(words: Sequence[str], start: int, end: int, room: tuple[int, int]) -> int:
    """How far words [start, end) slide, at most `room` to the left and right; 0 among equals."""
    shifts = [0]
    for step, most in ((-1, room[0]), (1, room[1])):
        shift = 0
        while abs(shift) < most:
            leaving, entering = (start + shift, end + shift)
            if step < 0:
                leaving, entering = leaving - 1, entering - 1
            if words[leaving] != words[entering]:
                break
            shift += step
            shifts.append(shift)
    return max(shifts, key=lambda k: (_clarity(words, start + k, end + k), -abs(k)))


def _clarity(words: Sequence[str], start: int, end: int) -> int:
    """How well words [start, end) read as a unit: 0 in mid-sentence, more for whole clauses."""
    before = _STOPS.get(words[start - 1], 0) if start else 3
    paired = words[start] + words[end - 1] in _PAIRS
    return before + _STOPS.get(words[end - 1], 0) + 3 * paired


# --- Runs of kept, deleted and inserted text


def word_diff(old: str, new: str) -> tuple[Run, ...]:
    """Runs whose '=' and '-' spell the old text, whose '=' and '+' the new one, to the last space.

    What was deleted comes before what was inserted in its place.

    >>> [f"{run.op}{run.text}" for run in word_diff("States should act.", "States shall act now.")]
    ['=States ', '-should', '+shall', '= act', '+ now', '=.']
    """
    if old == new:
        return (Run("=", old),) if old else ()
    start = _common_start(old, new)
    end = _common_end(old[start:], new[start:])
    after = old[len(old) - end :]
    was, now = _Text(old[start : len(old) - end], after), _Text(new[start : len(new) - end], after)
    blocks = slide_blocks(kept_blocks(was.words, now.words), was.words, now.words)
    pieces = [
        Run("=", old[:start]),
        *_pieces(was, now, blocks),
        Run("=", after),
    ]
    return _joined(pieces)


_CONTEXT = 80  # characters before a change that are looked at, as the change may slide there


def _common_start(old: str, new: str) -> int:
    """Length of a common beginning that ends with white space, well before the first change."""
    shortest = min(len(old), len(new))
    length = bisect_left(range(shortest), True, key=lambda k: old[: k + 1] != new[: k + 1])
    length = max(0, length - _CONTEXT)
    while length and not old[length - 1].isspace():
        length -= 1
    return length


def _common_end(old: str, new: str) -> int:
    """Length of the common end, from its first white space on."""
    shortest = min(len(old), len(new))
    length = bisect_left(
        range(shortest), True, key=lambda k: old[len(old) - k - 1 :] != new[len(new) - k - 1 :]
    )
    while length and not old[len(old) - length].isspace():
        length -= 1
    return length


class _Text:
    """A text, its tokens (a last, empty one stands at its end), and what is kept `after` it."""

    def __init__(self, text: str, after: str) -> None:
        self.text = text
        self.after = after
        self.spans = [*spans(text), (len(text), len(text))]
        self.words = [text[start:end] for start, end in self.spans]

    def between(self, first: int, last: int) -> str:
        """From the end of the token before `first` to the beginning of `last`."""
        start = self.spans[first - 1][1] if first else 0
        return self.text[start : self.spans[last][0]]

    def following(self, index: int) -> str:
        """A token or, at the end, what is kept after it."""
        return self.words[index] or self.after.lstrip()

    def within(self, first: int, size: int) -> str:
        """`size` tokens and what stands between them."""
        return self.text[self.spans[first][0] : self.spans[first + size - 1][1]]


def _pieces(old: _Text, new: _Text, blocks: Iterable[WordBlock]) -> Iterator[Run | None]:
    """Runs, some of them empty or of the same kind in a row; None where they must not be joined.

    The last block holds both ends.
    """
    i = j = 0
    for block in blocks:
        yield from _changed(old, new, Gap(i, block.old, j, block.new))
        was, now = old.within(block.old, block.size), new.within(block.new, block.size)
        if was == now:
            yield Run("=", was)
        else:
            yield from _respaced(old, new, block)
        i, j = block.old + block.size, block.new + block.size


def _respaced(old: _Text, new: _Text, block: WordBlock) -> Iterator[Run]:
    """A block whose words are the same and whose white space is not."""
    for k in range(block.size):
        i, j = block.old + k, block.new + k
        if k:
            yield from _replaced(old.between(i, i), new.between(j, j))
        yield Run("=", old.words[i])


def _changed(old: _Text, new: _Text, gap: Gap) -> Iterator[Run | None]:
    """What stands between two kept words; exchanged binding words are runs of their own."""
    if gap.a == gap.b and gap.c == gap.d:
        yield from _replaced(old.between(gap.a, gap.b), new.between(gap.c, gap.d))
        return
    i, j = gap.a, gap.c
    first, last = _is_word(old.words[gap.a - 1] if gap.a else ""), _is_word(old.following(gap.b))
    for was, now in _exchanged(old.words[gap.a : gap.b], new.words[gap.c : gap.d]):
        yield from _parted(
            _replaced(old.between(i, gap.a + was), new.between(j, gap.c + now)), first, True
        )
        i, j, first = gap.a + was + 1, gap.c + now + 1, True
        yield from _replaced(old.words[i - 1], new.words[j - 1])
    yield from _parted(_replaced(old.between(i, gap.b), new.between(j, gap.d)), first, last)


def _is_word(token: str) -> bool:
    return token[:1].isalnum()


def _parted(pieces: Iterable[Run], first: bool, last: bool) -> Iterator[Run | None]:
    """A change cut, with None, behind its first and before its last word where these bind.

    `first` and `last` say whether a kept or exchanged word stands right before and after it. Where
    new words take the place of old ones, every 'not' stands alone, as the sense may have been
    turned; within words that are all new, or all gone, there is no older sense to turn.
    """
    runs = [run for run in pieces if run.text]
    replaces = {"-", "+"} <= {run.op for run in runs}
    for run in runs:
        op, text = run
        if op == "=" or not (first or last or replaces):
            yield run
            continue
        start = 0
        for cut in _cuts(text, first, last, replaces):
            yield Run(op, text[start:cut])
            yield None
            start = cut
        yield Run(op, text[start:])


def _cuts(text: str, first: bool, last: bool, replaces: bool) -> list[int]:
    """Where a change is cut so that words that turn the sense of what is beside them show."""
    words = [(a, b) for a, b in spans(text) if _is_word(text[a:b])]
    cuts = set()
    for k, (start, end) in enumerate(words):
        alone = replaces and binding_family(text[start:end]) == "negation"
        turns = alone or _turns(text[start:end])
        if turns and (alone or (first and k == 0)):
            cuts.add(words[k + 1][0] if k + 1 < len(words) else len(text))
        if turns and (alone or (last and k == len(words) - 1)):
            cuts.add(start)
    return sorted(cuts - {0, len(text)})


def _turns(word: str) -> bool:
    """Whether it turns the sense of the words beside it."""
    return binding_family(word) in ("modal", "negation", "number")


def _replaced(was: str, now: str) -> Iterator[Run]:
    """Without the white space that both begin or end with."""
    if was == now:
        yield Run("=", was)
        return
    start = _shared(was[: len(was) - len(was.lstrip())], now[: len(now) - len(now.lstrip())])
    was_left, now_left = was[len(start) :], now[len(start) :]
    end = _shared(_ending(was_left)[::-1], _ending(now_left)[::-1])[::-1]
    yield Run("=", start)
    yield Run("-", was_left[: len(was_left) - len(end)])
    yield Run("+", now_left[: len(now_left) - len(end)])
    yield Run("=", end)


def _ending(text: str) -> str:
    return text[len(text.rstrip()) :]


def _shared(was: str, now: str) -> str:
    """The common beginning."""
    shortest = range(min(len(was), len(now)))
    return was[: bisect_left(shortest, True, key=lambda k: was[: k + 1] != now[: k + 1])]


def _exchanged(deleted: Sequence[str], inserted: Sequence[str]) -> list[tuple[int, int]]:
    """Where one binding word took the place of another: 'shall' of 'should', 'and' of 'or'.

    They get runs of their own, so that no larger change hides them.
    """
    pairs = []
    start = 0
    for i, was in enumerate(deleted if inserted else ()):
        family = binding_family(was)
        for j in range(start, len(inserted)) if family else ():
            if binding_family(inserted[j]) == family:
                if inserted[j] != was:
                    pairs.append((i, j))
                start = j + 1
                break
    return pairs


def _joined(pieces: Iterable[Run | None]) -> tuple[Run, ...]:
    """Without empty runs, and neighbours of the same kind as one, unless None is between them."""
    runs: list[Run] = []
    apart = False
    for piece in pieces:
        if piece is None:
            apart = True
        elif piece.text:
            if runs and runs[-1].op == piece.op and not apart:
                runs[-1] = Run(piece.op, runs[-1].text + piece.text)
            else:
                runs.append(piece)
            apart = False
    return tuple(runs)
