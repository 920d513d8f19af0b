"""What the YAML parser stumbled over, told to people who never heard of YAML."""

from __future__ import annotations

import re

import yaml
from yaml.error import Mark

from clearway.problems import Place, Problem, quoted

# What libyaml says: what must be, what is, what to do.
_SYNTAX: dict[str, tuple[str, str, str]] = {
    "mapping values are not allowed": (
        "a line must hold one field, written 'name: value'",
        "a second ': ' stands here",
        "Put the whole text after the first ': ' in quotes; or begin this field in the same "
        "column as the others; or, where the line above has no space after its colon, add it",
    ),
    "a tab": (
        "fields must be set in with spaces",
        "there is a tab here",
        "Replace it by spaces, as many as the line above has",
    ),
    "found character that cannot start": (
        "a text that begins with a sign such as @, ` or % must stand in quotes",
        "such a sign stands here",
        "Put the text in quotes",
    ),
    "did not find expected key": (
        "fields that belong together must begin in the same column",
        "this line begins in another one, or text follows a closing quotation mark",
        "Set it in as the line above; in a text with a quotation mark inside, write the outer "
        "ones as the other kind",
    ),
    "did not find expected <document start>": (
        "all fields must begin in the same column",
        "this one begins further left than those before it",
        "Set them all in alike",
    ),
    "did not find expected '-' indicator": (
        "every entry of a list must begin with '- ' in the same column",
        "this line does not",
        "Begin it with '- ' under the others, or set it in further",
    ),
    "could not find expected ':'": (
        "a field must be written 'name: value'",
        "there is no ': ' before this place",
        "Write the name, a colon and a space before the text, or set the text in under its field",
    ),
    "found unexpected end of stream": (
        "a quotation mark that opens must close",
        "the one that opens here does not",
        "Write the same mark at the end of the text",
    ),
    "found unexpected document indicator": (
        "a quotation mark that opens must close",
        "the one that opens here does not",
        "Write the same mark at the end of the text",
    ),
    "did not find expected ',' or": (
        "a list in [ ] or fields in { } must have commas between and close again",
        "a comma or the closing sign is missing here",
        "Add it, or write the list with one '- ' a line",
    ),
    "found unknown escape character": (
        "in double quotes a \\ must begin a known escape",
        "this one does not",
        "Write \\\\ for a \\, or use single quotes",
    ),
    "did not find expected alphabetic or numeric character": (
        "a text that begins with * or & must stand in quotes",
        "this one does not",
        "Put the text in quotes",
    ),
    "while scanning a block scalar": (
        "after > or | the text must begin on the next line, set in with spaces",
        "there is something else here",
        "Begin the text on the next line",
    ),
}  # fmt: skip

# What git leaves where two changes met.
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)
_UNSOLVED = (
    "two changes that met must be made one",
    "the marks of both still stand here",
    "Keep the lines that are right and remove the lines of <, = and >",
)

# The parser stops at the end of the file; people look for the mark that opened.
_AT_CONTEXT = ("found unexpected end of stream", "found unexpected document indicator")


def syntax_problem(error: yaml.YAMLError, text: str, path: str, first_line: int) -> Problem:
    """The place and reason at which reading stopped; `text` began on line `first_line`."""
    if not isinstance(error, yaml.MarkedYAMLError):
        # A character that no YAML may hold; those with a meaning were told before.
        position = getattr(error, "position", 0)
        before = text[: position if isinstance(position, int) else 0]
        place = Place(path, before.count("\n") + first_line, len(before.rpartition("\n")[2]) + 1)
        must, found = "the text must hold characters that can be read", "the one here cannot"
        return Problem(place, "yaml", must, found, "Delete this character and type it again")
    conflict = _CONFLICT.search(text)
    if conflict:
        line = text.count("\n", 0, conflict.start())
        return Problem(Place(path, line + first_line), "yaml", *_UNSOLVED)
    odd = _odd_line(error, text)
    if odd is not None:
        number, column, clauses = odd
        return Problem(Place(path, number + first_line, column + 1), "yaml", *clauses)
    told = error.problem or ""
    if error.problem_mark and _at(text, error.problem_mark) == "\t":
        told = "a tab"
    known = next((part for part in _SYNTAX if part in f"{told} {error.context}"), None)
    at_context = known in _AT_CONTEXT and error.context_mark is not None
    mark = error.context_mark if at_context else error.problem_mark or error.context_mark
    place = _within(text, mark.line, mark.column, path, first_line) if mark else Place(path)
    must, found, remedy = _SYNTAX.get(
        known or "",
        (
            "the fields must be written in YAML",
            f"the reader stops here ({told})",
            "Compare this line and the one above with another record of this kind",
        ),
    )
    return Problem(place, "yaml", must, found, remedy)


_FIELD = re.compile(r"(?P<indent> *)(?:- )?(?P<name>[a-z_]+):(?P<after>.?)")
_ODD_SPACE = re.compile(r"^[ \t]*([\u00a0\u2000-\u200a\u202f\u3000])")
_Odd = tuple[int, int, tuple[str, str, str]]


def _odd_line(error: yaml.MarkedYAMLError, text: str) -> _Odd | None:
    """A usual slip on the line at which reading stopped, or on the one above.

    The line's number and the column, both from 0, and what to say of it.
    """
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    if mark is None or mark.line >= len(lines):
        return None
    before = max((n for n in range(mark.line) if lines[n].strip()), default=None)
    for number in (mark.line, before):
        if number is None:
            continue
        space = _ODD_SPACE.match(lines[number])
        if space:
            must = "fields must be set in with plain spaces"
            found = f"there is another space here (U+{ord(space[1]):04X}), which looks like one"
            remedy = "Delete the space before the field and type it with the space bar"
            return number, space.start(1), (must, found, remedy)
        field_ = _FIELD.match(lines[number])
        if field_ and field_["after"] not in ("", " ", "\t", "/"):
            name, value = field_["name"], lines[number][field_.start("after") :].strip()
            found = f"{quoted(lines[number].strip())} has none"
            must = "a field must have a space after its colon"
            return number, field_.start("after"), (must, found, f"Write {name}: {cut(value)}")
    return _out_of_line(lines, mark.line, before)


def _out_of_line(lines: list[str], number: int, before: int | None) -> _Odd | None:
    """A field that begins in another column than the one above it, which opens no part."""
    here = _FIELD.match(lines[number])
    above = _FIELD.match(lines[before]) if before is not None else None
    if here is None or above is None or before is None or here["after"] not in ("", " "):
        return None
    column = above.start("name")
    has_value = bool(lines[before][above.end("name") + 1 :].strip())
    if not has_value or here.start("name") == column or lines[number].lstrip().startswith("- "):
        return None
    must = "the fields of one record must begin in the same column"
    own = f"{here['name']} begins in column {here.start('name') + 1}"
    found = f"{own}, {above['name']} above it in column {column + 1}"
    remedy = f"Begin {here['name']} in column {column + 1}, by spaces before it"
    return number, here.start("name"), (must, found, remedy)


def cut(text: str) -> str:
    """A text that is short enough for a message."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


_LONGEST_SHOWN = 60


def in_quotes(text: str) -> str:
    """A text as YAML writes it in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def empty(path: str, line: int = 1) -> Problem:
    must = "a file in data/ must hold a record"
    return Problem(
        Place(path, line), "empty-file", must, "this one is empty", "Fill it, or delete it"
    )


def _within(text: str, line: int, column: int, path: str, first_line: int) -> Place:
    """The place of a mark, moved back from beyond the end of the text to its last line."""
    lines = text.rstrip("\n").split("\n")
    if line >= len(lines):
        line, column = len(lines) - 1, len(lines[-1])
    return Place(path, line + first_line, column + 1)


def _at(text: str, mark: Mark) -> str:
    """The character at a mark; empty beyond the end."""
    lines = text.split("\n")
    return lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""
