"""Columns: the table that an export holds, and what each of its columns means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from clearway.contribute.endorsements.phrases import (
    HEADERS,
    KEYWORDS,
    Field,
    is_word_of_kind,
    kind_of,
    plain,
)
from clearway.errors import InputError
from clearway.problems import nearest, quoted


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that can be read. `line` is the file's own, from 1; in a sheet, the row's number."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """Lines of which no row can be made. `cells` are what was found there."""

    line: int
    cells: tuple[str, ...]
    reason: str
    remedy: str


Raw = TableRow | Broken


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of a file, the headers among them; `read_as` says how it was read, in words.

    `example` is a text that shows whether a guessed encoding is right.
    """

    rows: tuple[Raw, ...]
    read_as: str
    example: str = ""
    counted: str = "line"
    """What the numbers of its rows count."""


@dataclass(frozen=True, slots=True)
class ImportTable:
    """A sheet whose headers are known: each row has as many cells as there are headers."""

    headers: tuple[str, ...]
    rows: tuple[Raw, ...]
    read_as: str
    example: str = ""
    counted: str = "line"


def is_blank(cells: tuple[str, ...]) -> bool:
    return not any(cell.strip() for cell in cells)


# --- What each column means


FIELDS = tuple(field.value for field in Field if field is not Field.CONTACT)
"""What --map takes."""

_TOP = 15
"""Rows in which headers are looked for: some programs put a title above them."""
_LOOKED_AT = 2000
"""Rows whose answers are read, where the header alone is not enough."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `field` is None where the header does not say what it holds."""

    index: int
    header: str
    field: Field | None

    @property
    def letter(self) -> str:
        """As a spreadsheet names it: A, B, … AA."""
        return column_letters(self.index)


def column_letters(index: int) -> str:
    """What a spreadsheet calls the column with this index, the first being 0.

    >>> [column_letters(n) for n in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    before, last = divmod(index, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


def known_header(header: str) -> bool:
    """Whether a header by itself says what its column holds."""
    phrase = plain(header)
    return any(phrase in phrases for phrases in HEADERS.values())


def with_headers(sheet: Sheet, named: Iterable[str] = ()) -> ImportTable:
    """The table below its headers: the first row, or one further down that has known ones.

    `named` are headers given on the command line. Raises InputError.
    """
    spoken = {plain(name) for name in named}
    tops = [row for row in sheet.rows[:_TOP] if isinstance(row, TableRow)]
    if not tops:
        raise InputError("none of its first rows can be read", "export it again")
    known = [
        sum(_is_used_header(cell) + 2 * (plain(cell) in spoken) for cell in r.cells) for r in tops
    ]
    # One known word below is an answer, such as a name; two are headers below a title.
    best = known.index(max(known))
    head = tops[best if known[best] >= 2 and known[best] > known[0] else 0]
    cells = list(head.cells)
    while cells and not cells[-1].strip():
        cells.pop()
    headers = tuple(" ".join(cell.split()) for cell in cells)
    below = tuple(raw for raw in sheet.rows if raw.line > head.line)
    return ImportTable(headers, below, sheet.read_as, sheet.example, sheet.counted)


def _is_used_header(header: str) -> bool:
    """Whether it is the known header of a column that is used. 'No' heads one that is not."""
    phrase = plain(header)
    used = (phrases for field, phrases in HEADERS.items() if field is not Field.IGNORE)
    return any(phrase in phrases for phrases in used)


def columns_of(table: ImportTable, mapped: Mapping[str, Field]) -> tuple[Column, ...]:
    """What each column holds: as given in `mapped`, by header or letter, or else by its header.

    Several columns for one thing are fine where no row fills two, as in a form with branches.
    Raises InputError.
    """
    given = dict(_given_columns(table, mapped))
    columns = tuple(
        Column(i, header, given[i] if i in given else _guess(table, i))
        for i, header in enumerate(table.headers)
    )
    taken = {given[i] for i in given}
    columns = tuple(
        Column(c.index, c.header, None) if c.index not in given and c.field in taken else c
        for c in columns
    )
    _refuse_two(table, columns)
    fields = {column.field for column in columns}
    if not fields & {Field.NAME, Field.ORGANISATION, Field.GIVEN, Field.FAMILY}:
        raise InputError(_unclear(table, columns, "no column looks as if it held the names."))
    return columns


def _given_columns(table: ImportTable, mapped: Mapping[str, Field]) -> Iterator[tuple[int, Field]]:
    for name, field in mapped.items():
        phrase = plain(name)
        indexes = [i for i, header in enumerate(table.headers) if plain(header) == phrase]
        if not indexes:
            letters = {column_letters(i): i for i in range(len(table.headers))}
            indexes = [letters[name.upper()]] if name.upper() in letters else []
        if not indexes:
            otherwise = f"The columns are {', '.join(map(quoted, table.headers))}"
            remedy = nearest(name, table.headers, otherwise)
            raise InputError(f"there is no column {quoted(name)}", remedy)
        yield from ((index, field) for index in indexes)


def _guess(table: ImportTable, index: int) -> Field | None:
    phrase = plain(table.headers[index])
    if not phrase:
        return None
    if phrase.split()[0] in ("type", "tipo", "typ") and len(phrase.split()) <= 3:
        # A type of signatory, or of organisation? Its answers tell.
        return Field.KIND if _says_kinds(table, index) else Field.GROUP
    for field, phrases in HEADERS.items():
        if phrase in phrases:
            return field
    by_keyword = next((field for field, pattern in KEYWORDS if pattern.match(phrase)), None)
    # 'Do you sign for yourself or for your organisation?' holds the name of no organisation.
    may_be_kind = by_keyword in (None, Field.ORGANISATION, Field.AFFILIATION, Field.NAME)
    return Field.KIND if may_be_kind and _says_kinds_alone(table, index) else by_keyword


def _answers(table: ImportTable, index: int) -> Iterator[str]:
    for raw in table.rows[:_LOOKED_AT]:
        if isinstance(raw, TableRow) and index < len(raw.cells) and raw.cells[index].strip():
            yield raw.cells[index]


def _says_kinds(table: ImportTable, index: int) -> bool:
    answers = list(_answers(table, index))
    return 2 * sum(kind_of(answer) is not None for answer in answers) > len(answers)


def _says_kinds_alone(table: ImportTable, index: int) -> bool:
    answers = list(_answers(table, index))
    return bool(answers) and all(map(is_word_of_kind, answers))


def _refuse_two(table: ImportTable, columns: Sequence[Column]) -> None:
    for field in Field:
        same = [column for column in columns if column.field is field]
        if len(same) < 2 or field in (Field.CONTACT, Field.IGNORE, Field.CONSENT):
            continue
        if any(_filled(raw, same) > 1 for raw in table.rows):
            names = " and ".join(quoted(column.header) for column in same)
            why = f"both {names} look as if they held the {field}."
            raise InputError(_unclear(table, columns, why, f"{same[-1].header}=ignore"))


def _filled(raw: Raw, columns: Sequence[Column]) -> int:
    """How many different answers a row has in these columns."""
    if not isinstance(raw, TableRow):
        return 0
    answers = {raw.cells[c.index].strip() for c in columns if c.index < len(raw.cells)}
    return len(answers - {""})


def _unclear(table: ImportTable, columns: Sequence[Column], why: str, example: str = "") -> str:
    """The reason, all columns, and how to name what they hold, with an example."""
    wide = max((len(column.header) for column in columns), default=0)
    wide = min(wide, 40)
    lines = [why, "", "The columns are:"]
    for column in columns:
        what = column.field or "?"
        if column.field is Field.CONTACT:
            what = "contact data, never kept"
        elif column.field is Field.IGNORE:
            what = "not used"
        answer = next(_answers(table, column.index), "")
        shown = f"   such as {quoted(answer, 30)}" if answer and column.field is None else ""
        lines.append(f"  {column.letter:>2}  {column.header[:40]:<{wide}}  {what}{shown}")
    if not example:
        free = next((c for c in columns if c.field is None), columns[0])
        example = f"{free.header or free.letter}=name"
    lines += [
        "",
        f"Say which is which, for example: --map {_argument(example)}",
        f"A column can be {', '.join(FIELDS)}.",
    ]
    return "\n".join(lines)


def _argument(text: str) -> str:
    """A text as it is typed on a command line, in quotes that all shells know."""
    return '"' + text.replace('"', "'") + '"'
