"""Values as the text of a record: YAML as people write it here, and as our reader reads it.

    record_text(HOME_OF_KIND["endorsement"], {"name": "Ann Lee", "kind": "individual"})

    # yaml-language-server: $schema=../../../schemas/endorsement.json
    name: Ann Lee
    kind: individual

Only what YAML would read as something else is put in quotes. What is read back is what was given:
`records.text` finds the same values, each as the text that is written here.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from clearway.errors import WriteError
from clearway.problems import HIDDEN
from clearway.records.editing.layout import FileShape, KindLocation
from clearway.records.reading.positions import Value
from clearway.records.schema import schema_name

Written: TypeAlias = (
    "str | int | float | bool | date | Sequence[Written] | Mapping[str, Written] | None"
)
"""What a field may hold. None leaves it empty, for an editor to fill in: the check asks for it."""

_WIDTH = 100
_BRIEF = 3
"""A list of as many short words stands on one line."""

# What YAML 1.1 and 1.2 read as a text, whichever of the two an editor's program knows; an address
# is one, since its ':' is followed by no space.
_PLAIN = re.compile(r"[^\W\d_](?:[^:#\s]|:(?=[^\s:])|(?<=\S)#| (?=[^\s#]))*")
_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?[?~%]?(?:/[\dT:-]+)?")
_CODE = re.compile(r"\d[\w.-]*", re.ASCII)
"""An id, a commit or a checksum that begins with a digit; a text unless it is a number or date."""
_NUMBER = re.compile(
    r"[\d_.]+(?:e[-+]?\d+)?|0[box][\da-f_]+|\d{4}-\d\d?-\d\d?(?:t.*)?", re.ASCII | re.IGNORECASE
)
_OTHER = re.compile(r"(?i:y|n|yes|no|on|off|true|false|null)")
_KEY = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_WORD = re.compile(r"[A-Za-z][\w.-]*", re.ASCII)


def record_text(home: KindLocation, values: Mapping[str, Written], body: str = "") -> str:
    """A record with these fields, in their order, and a Markdown body where its kind has one.

    For kinds that have a file of their own it is the whole file. For those that share one it is
    the entry, which starts with '- ', to be put behind the others. The fields that the file's
    place says, such as its id, are left out. Raises WriteError for a field. A body is written as
    it is: the check gives line and column of what is not allowed in it.
    """
    if home.shape in (FileShape.LIST, FileShape.LISTS):
        owned = home.placed if home.shape is FileShape.LISTS else ()
        return _lines(_entry({k: v for k, v in values.items() if k not in owned}, ""))
    placed = home.placed
    fields = _fields({name: value for name, value in values.items() if name not in placed}, "")
    head = _lines([schema_line(home), *fields])
    if home.suffix != ".md":
        return head
    text = body.strip("\n")
    return f"---\n{head}---\n" + (f"\n{text}\n" if text else "")


def field_text(name: str, value: Written, indent: str = "") -> str:
    """One field of a record, indented. Raises WriteError.

    >>> field_text("country", "NO")
    'country: "NO"\\n'
    """
    return _lines(_fields({name: value}, indent))


def as_read(value: Written) -> Value:
    """A value as the reader of records gives it back: every scalar is a text.

    >>> as_read({"number": 12, "is_open": True, "date": date(2026, 5, 31), "role": None})
    {'number': '12', 'is_open': 'yes', 'date': '2026-05-31', 'role': ''}
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, Mapping):
        return {name: as_read(inner) for name, inner in value.items()}
    if isinstance(value, Sequence):
        return [as_read(item) for item in value]
    return _scalar(value)


def schema_line(home: KindLocation) -> str:
    """The first line of a file, which tells editors where the schema of its kind lies."""
    return f"# yaml-language-server: $schema={'../' * home.depth}schemas/{schema_name(home)}"


def _lines(lines: Sequence[str] | Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _fields(values: Mapping[str, Written], indent: str) -> Iterator[str]:
    for name, value in values.items():
        yield from _field(f"{indent}{_key(name)}:", value, indent)


def _field(head: str, value: Written, indent: str) -> Iterator[str]:
    """The lines of one field, whose first begins with `head`."""
    if value is None:
        yield head
    elif isinstance(value, str):
        yield from _text(head, value, f"{indent}  ")
    elif isinstance(value, Mapping):
        yield head if value else f"{head} {{}}"
        yield from _fields(value, f"{indent}  ")
    elif isinstance(value, Sequence):
        brief = on_one_line(value)
        yield head if brief is None else f"{head} {brief}"
        if brief is None:
            for item in value:
                yield from _entry(item, f"{indent}  ")
    else:
        yield f"{head} {_scalar(value)}"


def _entry(item: Written, indent: str) -> Iterator[str]:
    """One entry of a list. Its fields, if it has any, are set in by the two signs of '- '."""
    if isinstance(item, Mapping) and item:
        lines = _fields(item, f"{indent}  ")
        yield f"{indent}- {next(lines).lstrip(' ')}"
        yield from lines
    else:
        yield from _field(f"{indent}-", item, indent)


def on_one_line(items: Sequence[Written]) -> str | None:
    """A short list of plain words, as [civil-society, academia]; None where it is not that."""
    if len(items) > _BRIEF or not all(_is_word(item) for item in items):
        return None
    return f"[{', '.join(str(item) for item in items)}]"


def _is_word(item: Written) -> bool:
    return isinstance(item, str) and bool(_WORD.fullmatch(item)) and not _OTHER.fullmatch(item)


def _key(name: str) -> str:
    return name if _KEY.fullmatch(name) and not _OTHER.fullmatch(name) else _quoted(name)


def _text(head: str, text: str, indent: str) -> Iterator[str]:
    """A text on the line of its field; a long one folded below it, one of several lines as such."""
    if not text:
        yield f'{head} ""'
    elif "\n" in text and _keeps_its_lines(text):
        yield f"{head} |-"
        yield from (f"{indent}{line}" if line else "" for line in text.split("\n"))
    elif len(head) + len(text) + 1 > _WIDTH and _folds(text):
        yield f"{head} >-"
        lines = textwrap.wrap(
            text, _WIDTH - len(indent), break_long_words=False, break_on_hyphens=False
        )
        yield from (f"{indent}{line}" for line in lines)
    else:
        yield f"{head} {_plain(text)}"


def _keeps_its_lines(text: str) -> bool:
    """Whether a block that starts with |- gives exactly this text back."""
    return not HIDDEN.search(text) and text[0] not in " \n\t" and not text[-1].isspace()


def _folds(text: str) -> bool:
    """Whether a block that starts with >- gives exactly this text: words with one space between."""
    return " " in text and text == " ".join(text.split()) and not HIDDEN.search(text)


def _scalar(value: int | float | bool | date) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def _plain(text: str) -> str:
    """A text as it is where YAML takes it for one, else in quotes."""
    is_text = _PLAIN.fullmatch(text) and not _OTHER.fullmatch(text) and not HIDDEN.search(text)
    is_code = _CODE.fullmatch(text) and not _NUMBER.fullmatch(text)
    return text if is_text or is_code or _DATE.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    """A text as JSON writes it, which YAML reads, too."""
    if HIDDEN.search(text):
        raise WriteError("the text has characters that cannot be seen")
    return json.dumps(text, ensure_ascii=False)
