"""The balance of an import: the words of the file compared with those of the result.

The file's words are counted from its raw text, not from what the reader gave, so that a word that
a reader loses is found. A word counts by its letters and figures; a word that was broken at the end
of a line counts as the word that it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from clearway.texts.readers.document import Balance, Doubt, Imported, counted

_WORD = re.compile(r"[^\W\d_]+|\d+")
_NAMED = 8
_LONGEST = 100  # signs of a word that can be two
_NEAR = 50  # lost words between the two halves of a broken one


def words(text: str) -> list[str]:
    """The words and the figures of a text, in small letters; a footnote's mark is one of its own.

    >>> words("2bis. Non-paper1")
    ['2', 'bis', 'non', 'paper', '1']
    """
    return _WORD.findall(text.lower())


def _typed_marks(imported: Imported, source: str, kept: Sequence[str]) -> int:
    """The brackets of the file that are those of footnote marks, such as [1]."""
    marks = [f"[{note.label}]" for note in imported.footnotes]
    return sum(2 * max(0, source.count(m) - sum(text.count(m) for text in kept)) for m in marks)


def balanced(
    imported: Imported, source: str, left_out: Sequence[str] = (), tables: int = 0
) -> Imported:
    """A draft with its balance; a doubt says which words of the file are nowhere.

    `source` is all text of the file, `left_out` what a reader set aside on purpose, each with why
    ('header: A/RES/80/1').
    """
    kept = [imported.title]
    for paragraph in imported.paragraphs:
        kept += [paragraph.number, paragraph.text, *(mark.label for mark in paragraph.marks)]
    for note in imported.footnotes:
        kept += [note.label, note.text]
    for annotation in imported.annotations:
        kept += [annotation.text]
    aside = [line.partition(": ")[2] for line in left_out]
    missing = _missing(words(source), words(" ".join([*kept, *aside])))
    balance = Balance(
        len(words(source)),
        sum(len(words(aside_text)) for aside_text in aside),
        missing,
        len(imported.footnotes),
        len({mark.label for paragraph in imported.paragraphs for mark in paragraph.marks}),
        _brackets([source]) - _brackets(aside) - _typed_marks(imported, source, kept),
        _brackets(kept),
        tables,
    )
    doubts = imported.doubts
    if missing:
        named = ", ".join(f"'{word}'" for word in missing[:_NAMED])
        more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        says = f"{counted(len(missing), 'word')} of the file cannot be found in the text: "
        doubts = (*doubts, Doubt(None, None, f"{says}{named}{more}"))
    return replace(imported, doubts=doubts, left_out=tuple(left_out), balance=balance)


def _brackets(texts: Iterable[str]) -> int:
    return sum(text.count("[") + text.count("]") for text in texts)


def _missing(source: Iterable[str], kept: Iterable[str]) -> tuple[str, ...]:
    """The words of a file that are not among those that were kept, in the order of the file.

    >>> _missing(["a", "news", "paper", "mayshall", "a"], ["a", "newspaper", "may", "shall"])
    ('a',)
    """
    inside = list(source)
    left = Counter(kept)
    lost = [word for word in inside if not _take(left, word)]
    out: list[str] = []
    index = 0
    while index < len(lost):
        # 'news-' at the end of a line and 'paper' on the next are one word in the text
        word = lost[index]
        index += 1
        if _take_apart(left, word):
            continue
        for other in range(index, min(index + _NEAR, len(lost))):
            if _take(left, word + lost[other]) or _take(left, lost[other] + word):
                del lost[other]
                break
        else:
            out.append(word)
    return tuple(out)


def _take(left: Counter[str], word: str) -> bool:
    if not left[word]:
        return False
    left[word] -= 1
    return True


def _take_apart(left: Counter[str], word: str) -> bool:
    """Take two words that a file has without a blank, as where one was put in another's place."""
    for end in range(1, len(word) if len(word) <= _LONGEST else 0):
        first, second = word[:end], word[end:]
        if left[first] and left[second] and (first != second or left[first] > 1):
            return _take(left, first) and _take(left, second)
    return False
