"""What looks odd in the body of a draft: its numbers, its brackets, its own references.

A published text is kept as it is, faults included, so a finding is a hint for the editor to compare
the text with the document: no remedy asks for a text that the document does not have. Each check
takes a body and the line of the file it begins on, and yields findings in the order of the text.
None of them knows which file it reads; the caller makes problems of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from clearway.texts.alphabets import spelled
from clearway.texts.numbering import NumberPosition, positions
from clearway.texts.numbers import (
    SUFFIXES,
    Rank,
    main_rank,
    split_number,
)
from clearway.texts.paragraphs import MARK, NumberedParagraph, TextBlock, read_blocks, read_body


@dataclass(frozen=True, slots=True, order=True)
class TextFinding:
    """Something to compare: its place in the file (from 1), the rule, and three clauses."""

    line: int
    column: int
    rule: str
    must: str
    found: str
    remedy: str


AS_PRINTED = "Compare with the published document. If it is printed so, leave it as it is"


def findings(body: str, first_line: int = 1) -> tuple[TextFinding, ...]:
    """What the checks below find, in the order of the file, each check at most `MOST_FINDINGS`."""
    found = chain.from_iterable(first_findings(check(body, first_line)) for check in CHECKS)
    return tuple(sorted(found))


MOST_FINDINGS = 1_000


def first_findings(found: Iterator[TextFinding]) -> Iterator[TextFinding]:
    """The first of what a check finds; the last of them says that there is more."""
    yield from islice(found, MOST_FINDINGS - 1)
    last = next(found, None)
    if last is not None:
        more = "; more like it follow, which are not listed" if next(found, None) else ""
        yield replace(last, found=f"{last.found}{more}")


# --- numbers ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Numbered:
    paragraph: NumberedParagraph
    place: NumberPosition
    rank: Rank


def _rows(body: str, first_line: int) -> list[list[_Numbered]]:
    """The numbered paragraphs, one list for each row of numbers that should follow each other."""
    paragraphs = read_body(body, first_line).paragraphs
    places = positions((p.kind, p.number, p.text, p.level) for p in paragraphs)
    rows: dict[tuple[str, ...], list[_Numbered]] = {}
    for paragraph, place in zip(paragraphs, places, strict=True):
        if place.row is not None and place.rank is not None:
            numbered = _Numbered(paragraph, place, place.rank)
            rows.setdefault(place.row, []).append(numbered)
        for row, rank in place.inner:
            rows.setdefault(row, []).append(_Numbered(paragraph, place, rank))
    return list(rows.values())


def check_doubled_numbers(body: str, first_line: int = 1) -> Iterator[TextFinding]:
    """A number usually belongs to one paragraph only, but for alternatives to choose from.

    Odd: '12. We … 12. They …'   Usual: '12. We … 12bis. They …', 'Option 1 12. … Option 2 12. …'
    """
    for row in _rows(body, first_line):
        seen: dict[tuple[tuple[int, tuple[int, int, int]], str], _Numbered] = {}
        for each in row:
            twin = seen.setdefault((each.rank.key, each.place.option), each)
            if twin is not each:
                yield TextFinding(
                    each.paragraph.line,
                    1,
                    "paragraph-doubled",
                    "a number usually belongs to one paragraph",
                    f"{each.paragraph.number} also numbers the one in line {twin.paragraph.line}",
                    AS_PRINTED,
                )


def check_number_order(body: str, first_line: int = 1) -> Iterator[TextFinding]:
    """Numbers usually rise; bis follows its number, ter follows bis, 12A follows 12.

    Odd: '13. … 12. …', '12ter. … 12bis. …'   Usual: '12. … 12bis. … 12ter. … 13. …'
    """
    for row in _rows(body, first_line):
        highest = row[0]
        times = Counter(each.rank.key for each in row)
        for each in row[1:]:
            is_again = each.place.option or times[each.rank.key] > 1
            if each.rank.key < highest.rank.key and not is_again:
                yield TextFinding(
                    each.paragraph.line,
                    1,
                    "paragraph-order",
                    "the numbers of paragraphs usually rise",
                    f"{each.paragraph.number} comes after {highest.paragraph.number} "
                    f"of line {highest.paragraph.line}",
                    AS_PRINTED,
                )
            highest = max(highest, each, key=lambda numbered: numbered.rank.key)


def check_missing_numbers(body: str, first_line: int = 1) -> Iterator[TextFinding]:
    """Numbers usually have no gap: a row begins at its first number, and 12ter follows 12bis.

    Where a paragraph was taken out, many texts keep its place as '13. [deleted]'.
    Odd: '12. … 14. …'   Usual: '12. … 13. [deleted]  14. …'
    """
    for row in _rows(body, first_line):
        present = {each.rank.key for each in row}
        values = {each.rank.value for each in row}
        asked: set[tuple[int, tuple[int, int, int]]] = set()
        reached = 0
        for each in row:
            gap = [value for value in range(reached + 1, each.rank.value) if value not in values]
            if gap:
                yield _missing(each, [_like(each, value) for value in gap])
            reached = max(reached, each.rank.value)
            letter, latin, _ = each.rank.insertion
            before = (each.rank.value, (letter, latin - 1 if latin > 2 else 0, 0))
            if latin and before not in present and before not in asked:
                asked.add(before)
                yield _missing(each, [_before_latin(each, latin)])


def _missing(each: _Numbered, numbers: list[str]) -> TextFinding:
    first, last = numbers[0], numbers[-1]
    several = len(numbers) > 1
    what = first if not several else f"{first} {'and' if len(numbers) == 2 else 'to'} {last}"
    return TextFinding(
        each.paragraph.line,
        1,
        "paragraph-missing",
        "the numbers of paragraphs usually have no gap",
        f"{what} {'are' if several else 'is'} missing before {each.paragraph.number}",
        AS_PRINTED,
    )


def _like(each: _Numbered, value: int) -> str:
    """The number that would have this value in the row, in the row's own letters."""
    number, row = each.paragraph.number.strip("[]"), each.rank.row
    label = spelled(value, _FORMATS.get(row.strip("()"), "decimal")) or str(value)
    prefix = f"{row[:2]} " if row.startswith(("OP", "PP")) else ""
    above = re.match(r"(?:\d+\.)*", row.removeprefix(prefix.strip()))
    bracket = "(" if number.startswith("(") else ""
    close = ")" if number.endswith(")") else ""
    return f"{prefix}{above[0] if above else ''}{bracket}{label}{close}"


_FORMATS = {
    "letters": "lowerLetter",
    "LETTERS": "upperLetter",
    "roman": "lowerRoman",
    "ROMAN": "upperRoman",
    "cyrillic": "russianLower",
    "CYRILLIC": "russianUpper",
    "abjad": "arabicAbjad",
    "arabic": "arabicAlpha",
    "chinese": "chineseCounting",
}


def _before_latin(each: _Numbered, latin: int) -> str:
    letter = each.rank.insertion[0]
    base = _like(each, each.rank.value)
    base += chr(64 + letter) if letter else ""
    return base if latin == 2 else _with_suffix(base, SUFFIXES[latin - 3])


def _with_suffix(number: str, suffix: str) -> str:
    return f"{number[:-1]}{suffix})" if number.endswith(")") else number + suffix


def check_blocks_apart(body: str, first_line: int = 1) -> Iterator[TextFinding]:
    """An empty line separates paragraphs; without it one is read as part of the one above.

    Odd: '12. We … ⏎ 13. They …'   Usual: '12. We … ⏎ ⏎ 13. They …'
    """
    for block in _texts(body, first_line):
        last = main_rank(split_number(block.text)[0])
        for line, column, text in block.lines[1:]:
            rank = main_rank(split_number(text)[0])
            if last is None or rank is None or rank.row != last.row:
                continue
            if rank.value == last.value + 1 or (rank.value == last.value and any(rank.insertion)):
                last = rank
                yield TextFinding(
                    line,
                    column,
                    "paragraph-apart",
                    "an empty line separates paragraphs",
                    f"{split_number(text)[0]} follows the line above directly",
                    "Put an empty line before it if it is a paragraph of its own",
                )


def _texts(body: str, first_line: int) -> list[TextBlock]:
    return [block for block in read_blocks(body, first_line) if not block.is_footnote]


# --- brackets --------------------------------------------------------------------------------


def check_brackets(body: str, first_line: int = 1) -> Iterator[TextFinding]:
    """Every '[' is usually closed and every ']' opened; a bracket may span paragraphs.

    Footnote marks do not count.   Odd: 'on [Saturdays'   Usual: 'on [Saturdays]'
    """
    opened: list[tuple[TextBlock, int]] = []
    for block in _texts(body, first_line):
        text = MARK.sub(lambda mark: " " * len(mark[0]), block.text)
        for sign in re.finditer(r"[\[\]]", text):
            if sign[0] == "[":
                opened.append((block, sign.start()))
            elif opened:
                opened.pop()
            else:
                yield _bracket(block.at(sign.start()), "bracket-unopened", "no '[' opens it")
    for block, offset in opened:
        yield _bracket(block.at(offset), "bracket-unclosed", "no ']' closes it")


def _bracket(place: tuple[int, int], rule: str, found: str) -> TextFinding:
    line, column = place
    return TextFinding(line, column, rule, "brackets usually come in pairs", found, AS_PRINTED)


# --- footnotes -------------------------------------------------------------------------------


def check_footnotes(body: str, first_line: int = 1) -> Iterator[TextFinding]:
    """Every footnote mark has its footnote, and every footnote its mark."""
    blocks = read_blocks(body, first_line)
    noted = {note.label: note.line for note in read_body(body, first_line).footnotes}
    marked: set[str] = set()
    for block in blocks:
        for match in MARK.finditer(block.text) if not block.is_footnote else ():
            marked.add(match[1])
            if match[1] not in noted:
                line, column = block.at(match.end() - len(match[1]) - 3)
                yield TextFinding(
                    line,
                    column,
                    "footnote-missing",
                    f"footnote {match[1]} is marked here",
                    f"no block begins with [^{match[1]}]:",
                    "Add the footnote from the published document. If it has none, leave it",
                )
    for label, line in noted.items():
        if label not in marked:
            yield TextFinding(
                line,
                1,
                "footnote-unmarked",
                f"footnote {label} belongs to a paragraph",
                f"no paragraph has [^{label}]",
                f"Add [^{label}] where the published document has its mark",
            )


# --- references ------------------------------------------------------------------------------

_ONE = (
    r"(?:[OP]P[ .]?)?\d{1,3}(?:[ .]?(?:bis|ter|quater|quinquies|alt)\b|[A-Z]\b)?(?:\s?\([a-z]+\))*"
)
_REFERENCE = re.compile(
    rf"\b(?P<word>(?:sub)?paragraphs?|paras?\.?|[OP]Ps?)\s*(?P<list>{_ONE}"
    rf"(?:(?:\s*,\s*|\s*(?:,\s*)?(?:and|or|to|through|[-–—])\s*){_ONE})*)(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"\s*+(?:(?:,\s*+)?(?:above|below)\b|of\s+(?:this|the\s+present|the\s+current)\b)",
    re.IGNORECASE,
)
_ELSEWHERE_AFTER = re.compile(
    r"\s*+(?:\([^)]*\)\s*+)?(?:,\s*+)?(?:(?:of|in|from|to|under)\s+\S|thereof\b|therein\b)",
    re.IGNORECASE,
)
# 'resolution 70/125, paragraph 71', 'the Tunis Agenda (paragraph 72)', 'its paragraph 5'
_ELSEWHERE_BEFORE = re.compile(
    r"(?:\b(?:its|their|whose|that|resolution's) (?:\w{1,40} )?|"
    r"(?:\d/\d{1,9}|[A-Z]/[\w/.]{1,40}\d|\b[A-Z][a-z]{1,40}|\bresolution \S{1,40}) ?[’']?s? ?"
    r"[,(] ?(?:\(?(?:see|cf\.|in|and|under) )?(?:(?:in|its) ){0,2})$"
)


def check_references(body: str, first_line: int = 1) -> Iterator[TextFinding]:
    """A paragraph of this text that the text speaks of is usually there.

    'paragraph 12', 'paragraphs 3, 5 and 7bis', 'OP 4' are held against the numbers of the text
    when nothing says that another document is meant: what follows with 'of', 'in' or 'thereof'
    ('paragraph 72 of the Tunis Agenda'), or stands before it ('resolution 70/125, paragraph 71',
    'its paragraph 5'), is left alone unless it is 'of this text' or 'of the present …'.
    Odd: 'as in paragraph 99 above'   Usual: 'as in paragraph 12 above'
    """
    ranks = [main_rank(p.number) or _plain(p.number) for p in read_body(body).paragraphs]
    there = {(rank.row, rank.key) for rank in ranks if rank is not None}
    if not there:
        return
    for block in _texts(body, first_line):
        for match in _REFERENCE.finditer(block.text):
            if _is_elsewhere(block.text, match):
                continue
            for number, offset in _numbers_in(match):
                if not _is_there(number, there):
                    line, column = block.at(offset)
                    yield TextFinding(
                        line,
                        column,
                        "paragraph-reference",
                        f"the text speaks of its paragraph {number}",
                        "no paragraph has that number",
                        AS_PRINTED,
                    )


def _plain(number: str) -> Rank | None:
    bare = number.strip("[]()")
    return Rank("", int(bare)) if bare.isdigit() else None


def _is_elsewhere(text: str, match: re.Match[str]) -> bool:
    if match["word"].lower().startswith("sub") or _THIS.match(text, match.end()):
        return match["word"].lower().startswith("sub")
    before = re.sub(r"\s+", " ", text[max(0, match.start() - 60) : match.start()])
    return bool(_ELSEWHERE_AFTER.match(text, match.end()) or _ELSEWHERE_BEFORE.search(before))


def _numbers_in(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """The numbers a reference names, in their one spelling, each with its offset in the text."""
    prefix = match["word"][:2].upper() + " " if match["word"][:2].upper() in ("OP", "PP") else ""
    for one in re.finditer(_ONE, match["list"], re.IGNORECASE):
        bare = re.sub(r"\s?\([a-z]+\)", "", one[0], flags=re.IGNORECASE)
        number = split_number(f"{bare if bare[0].isalpha() else prefix + bare}. A")[0]
        if number:
            yield number, match.start("list") + one.start()


def _is_there(number: str, there: set[tuple[str, tuple[int, tuple[int, int, int]]]]) -> bool:
    """'OP 4' may be 4 where the text has no OP numbers, and 4 may be 'OP 4' where it has them."""
    rank = main_rank(number)
    if rank is None:
        return True
    rows = {row for row, _ in there}
    if rank.row in rows:
        asked = {rank.row}
    else:
        asked = {row for row in rows if not row.startswith("PP")} if rank.row != "PP" else rows
    return any((row, rank.key) in there for row in asked)


CHECKS: tuple[Callable[[str, int], Iterator[TextFinding]], ...] = (
    check_blocks_apart,
    check_doubled_numbers,
    check_number_order,
    check_missing_numbers,
    check_brackets,
    check_footnotes,
    check_references,
)
