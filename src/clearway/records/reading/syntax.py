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
    "block sequence entries are not allowed": (
        "a list must begin on the line below its field",
        "it begins here, on the same line",
        "Begin it on the next line, set in by two spaces; or put the text in quotes if it is none",
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
_VALUE = re.compile(r"(?P<lead> *(?:- +)?(?:[a-z_]+: +|(?<=- )))(?P<value>\S.*)")
_ODD_SPACE = re.compile(r"^[ \t]*([\u00a0\u2000-\u200a\u202f\u3000])")
_OTHER_COLON = re.compile(
    r" *(?:- )?(?P<name>[a-z_]+) *(?P<sign>[=\uff1a\ufe55\u2236])\s*(?P<value>.*)"
)
ODD_ENTRY = re.compile(
    r"^ *(?P<sign>[\u2022\u25e6\u25aa\u25cf\u25cb\u2023\u00b7\u2219\u2013\u2014\u2212]|\*(?=\s)"
    r"|-(?=[^\s-]))\s*(?P<rest>\S.*)",
    re.MULTILINE,
)
"""A line that begins with a bullet or a dash in place of a hyphen and a space."""

_LINK = re.compile(r"\[[^]]*\]\((https?://[^\s)]+)\)")
"""An address as Markdown writes links."""

_Clauses = tuple[str, str, str]
_Odd = tuple[int, int, _Clauses]


def _odd_line(error: yaml.MarkedYAMLError, text: str) -> _Odd | None:
    """A usual slip on the line at which reading stopped, or on the one above.

    The line's number and the column, both from 0, and what to say of it.
    """
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    if mark is None or mark.line >= len(lines):
        return None
    here, told = lines[mark.line], error.problem or ""
    before = max((n for n in range(mark.line) if lines[n].strip()), default=None)
    found = _odd_field(here) or _odd_sign(here)
    if found:
        return mark.line, *found
    above = None if before is None else _odd_field(lines[before])
    # A line that lacks its sign is read as a text, and reading stops at the next one.
    if above is None and before is not None and told.startswith(_AFTER_A_TEXT):
        above = _odd_sign(lines[before])
    if before is not None and above:
        return before, *above
    out = _out_of_line(lines, mark.line, before)
    if out is None and (value := _without_quotes(here, mark.column, told)):
        return mark.line, *value
    if out is None and before is not None and told.startswith("could not find expected ':'"):
        return _without_colon(before, lines[before])
    return out


_AFTER_A_TEXT = ("mapping values are not allowed", "could not find expected ':'")


def _odd_field(line: str) -> tuple[int, _Clauses] | None:
    """The column of another space than that of the space bar, or of none, and what to say of it."""
    space = _ODD_SPACE.match(line)
    if space:
        must = "fields must be set in with plain spaces"
        found = f"there is another space here (U+{ord(space[1]):04X}), which looks like one"
        remedy = "Delete the space before the field and type it with the space bar"
        return space.start(1), (must, found, remedy)
    field_ = _FIELD.match(line)
    if field_ is None or field_["after"] in ("", " ", "\t", "/"):
        return None
    name, value = field_["name"], line[field_.start("after") :].strip()
    must = "a field must have a space after its colon"
    found = f"{quoted(line.strip())} has none"
    if field_["after"].isspace():
        found = f"there is another space there (U+{ord(field_['after']):04X}), which looks like one"
    return field_.start("after"), (must, found, f"Write {name}: {cut(value)}")


def _odd_sign(line: str) -> tuple[int, _Clauses] | None:
    """The column of a sign in place of the colon or of the hyphen, and what to say of it."""
    other = _OTHER_COLON.match(line)
    if other:
        must = "a field must be written 'name: value'"
        found = f"there is the sign {other['sign']} in place of the colon"
        remedy = f"Write {other['name']}: {cut(as_scalar(other['value']))}".rstrip()
        return other.start("sign"), (must, found, remedy)
    entry = ODD_ENTRY.match(line)
    if entry:
        return entry.start("sign"), odd_entry(entry)
    return None


def odd_entry(entry: re.Match[str]) -> _Clauses:
    """What to say of a line that ODD_ENTRY matches."""
    must = "every entry of a list must begin with a hyphen and a space"
    found = f"this one begins with {entry['sign']} (U+{ord(entry['sign']):04X})"
    if entry["sign"] == "-":
        found = "this one has no space after its hyphen"
    rest = entry["rest"]
    return must, found, f"Write - {cut(rest)}, or put the text in quotes if it is no entry"


def _without_quotes(line: str, column: int, told: str) -> tuple[int, _Clauses] | None:
    """The column of a text that YAML takes for something else, and what to say of it."""
    match = _VALUE.match(line)
    if match is None or told.startswith("found unexpected"):
        return None
    lead, value, at = match["lead"].strip(), match["value"].strip(), match.start("value")
    whole = f"Write {lead} {as_text(value)}"
    if len(value) > _LONGEST_SHOWN or " #" in value or "\N{REPLACEMENT CHARACTER}" in value:
        whole = f"Put the whole text after {lead} in quotes"
    link = _LINK.fullmatch(value)
    if link:
        must = "an address must be written alone"
        return at, (must, "it is written as a link of Markdown", f"Write {lead} {link[1]}")
    if told.startswith("mapping values are not allowed") and column > at and ": " in value:
        must = "a text with a colon and a space in it must stand in quotes"
        remedy = f"{whole}; or begin a second field on a line of its own"
        return column, (must, "a second ': ' is here", remedy)
    if value[0] in "\"'" and told.startswith("did not find expected key"):
        must = "a text in quotes must end at its closing quotation mark"
        found = f"to YAML it ends before {quoted(line[column:].strip())}"
        return at, (must, found, whole)
    if value[0] in "[{" and told.startswith("did not find expected key"):
        must = f"a text that begins with {value[0]} must stand in quotes"
        what = "a list" if value[0] == "[" else "a group of fields"
        return at, (must, f"to YAML {what} ends before {quoted(line[column:].strip())}", whole)
    if value[0] in "@`%*&,?" and not told.startswith("mapping values"):
        must = f"a text that begins with {value[0]} must stand in quotes"
        return at, (must, "this one does not", whole)
    return None


def _without_colon(number: int, line: str) -> _Odd | None:
    if ":" in line or line.lstrip().startswith(("#", "- ")):
        return None
    must = "a field must be written 'name: value'"
    remedy = (
        "Write the name, a colon and a space before the text; or begin it with '- ' if it is an "
        "entry of a list; or, where it goes on from the line above, set it in further"
    )
    column = len(line) - len(line.lstrip())
    return number, column, (must, f"{quoted(line.strip())} has no colon", remedy)


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


def as_text(value: str) -> str:
    """What was meant as one text, in quotes that hold to its end.

    >>> for value in ("'The group's plenary'", '"Group" plenary', "[draft] x"):
    ...     print(as_text(value))
    "The group's plenary"
    '"Group" plenary'
    '[draft] x'
    """
    if len(value) > 2 and value[0] in "\"'" and value[0] == value[-1]:
        value = value[1:-1]
    has_apostrophe = "'" in value and not {'"', "\\"} & set(value)
    return f'"{value}"' if has_apostrophe else in_quotes(value)


def as_scalar(value: str) -> str:
    """A text as YAML reads it back, in quotes only where it must be.

    >>> as_scalar("Plenary"), as_scalar("Plenary: the end")
    ('Plenary', "'Plenary: the end'")
    """
    try:
        read = yaml.safe_load(f"x: {value}") if value else {"x": None}
    except yaml.YAMLError:
        return as_text(value)
    return (
        value
        if isinstance(read, dict) and not isinstance(read["x"], list | dict)
        else as_text(value)
    )


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
