"""YAML and front matter into values that know their line and column. The only YAML reader.

PyYAML's own loading would turn `NO` into false, `16:45` into 1005, let a repeated key win in
silence and let an alias grow without end. So this module reads the parser's events and builds
mappings, lists and strings: every scalar stays the text that was written, until the type of its
field reads it.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from clearway.problems import Place, Problem
from frontmatter.default_handlers import YAMLHandler

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: the same events, several times slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

Key = str | int
Loc = tuple[Key, ...]
"""The way to a value from the top of a file: ('dates', 0, 'when')."""

Value = str | list["Value"] | dict[str, "Value"]

MOST_BYTES = 1024 * 1024
MOST_DEPTH = 16

# C0 and C1 controls except tab and line ends; the bidirectional embeddings, overrides and
# isolates of Unicode TR9; the byte-order mark inside a text; line and paragraph separators.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\u2028\u2029]"
)

_LOCS: dict[Loc, Loc] = {}


class Marks:
    """Where every key and value of one file stands.

    `key(loc)` and `value(loc)` give the place of the nearest thing that was written: for a loc
    that is not there, that of what should hold it.
    """

    __slots__ = ("_at", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        self._at: dict[Loc, tuple[int, int, int, int]] = {}

    def put(self, loc: Loc, key: tuple[int, int], value: tuple[int, int]) -> None:
        # The same few ways occur in thousands of files: keep one tuple of each.
        self._at[_LOCS.setdefault(loc, loc)] = (*key, *value)

    def key(self, loc: Loc) -> Place:
        return self._near(loc, 0)

    def value(self, loc: Loc) -> Place:
        return self._near(loc, 2)

    def __contains__(self, loc: Loc) -> bool:
        return loc in self._at

    def _near(self, loc: Loc, offset: int) -> Place:
        while loc and loc not in self._at:
            loc = loc[:-1]
        line, column = self._at.get(loc, (1, 1, 1, 1))[offset : offset + 2]
        return Place(self.path, line, column)


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it was written: its values, where they stand, and the text after front matter."""

    marks: Marks
    value: Value
    body: str = ""
    body_line: int = 1


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read yet."""

    value: list[Value] | dict[str, Value]
    loc: Loc
    place: tuple[int, int]
    key: str | None = None
    key_place: tuple[int, int] = (1, 1)
    seen: dict[str, int] = field(default_factory=dict)


def read_document(root: Path, path: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    """The values of a `.yaml` file, or of the front matter of a `.md` file, under `root`.

    Gives no document when the file cannot be read as one; then there is a problem that says why.
    """
    name = path.relative_to(root).as_posix()
    text, problems = _read_text(path, name)
    if text is None:
        return None, problems
    if path.suffix == ".md":
        return parse_front_matter(text, name)
    return parse_yaml(text, name)


def parse_yaml(
    text: str, path: str, *, first_line: int = 1
) -> tuple[Document | None, tuple[Problem, ...]]:
    """The values of a YAML text whose first line is line `first_line` of the file `path`."""
    marks = Marks(path)
    builder = _Builder(marks, first_line)
    try:
        for event in yaml.parse(text, Loader=Loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        return None, (_syntax_problem(error, path, first_line),)
    except yaml.YAMLError as error:
        found = str(error).splitlines()[0]
        return None, (
            Problem(Place(path, first_line), "yaml", "the file must be YAML", found, "Mend it"),
        )
    if builder.problems:
        return None, tuple(builder.problems)
    if builder.top is None:
        return None, (_empty(path, first_line),)
    return Document(marks, builder.top), ()


class _Fence(YAMLHandler):  # type: ignore[misc]
    """python-frontmatter's rule of where front matter begins and ends, without its loader."""


def parse_front_matter(text: str, path: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """The values between the two lines `---`, and the Markdown after them."""
    fence = _Fence()
    must = "a record in Markdown must begin with its fields between two lines '---'"
    remedy = "Put a line with only --- before the first field and another after the last"
    if not fence.detect(text):
        found = f"the first line is {_short(text.splitlines()[0])}"
        return None, (Problem(Place(path), "front-matter", must, found, remedy),)
    try:
        front, body = fence.split(text)
    except ValueError:
        found = "the second line '---' is missing"
        return None, (Problem(Place(path), "front-matter", must, found, remedy),)
    head = text[: len(text) - len(body)]
    document, problems = parse_yaml(front.lstrip("\r\n"), path, first_line=2)
    if document is None:
        return None, problems
    lead = len(body) - len(body.lstrip("\n"))
    body_line = head.count("\n") + 1 + lead
    return Document(document.marks, document.value, body.strip("\n"), body_line), problems


class _Builder:
    """Turns the parser's events into values and places, and refuses what a record may not hold."""

    def __init__(self, marks: Marks, first_line: int) -> None:
        self.marks = marks
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.top: Value | None = None
        self.open: list[_Open] = []
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                must = "a file must hold one YAML document"
                self._refuse(event, "yaml", must, "a second begins here", "Remove the line ---")
        if self.documents > 1 or not isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            return
        if isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
            return
        self._refuse_machinery(event)
        here = self._place(event)
        if self._is_key(event):
            self._take_key(event, here)
            return
        value: Value
        if isinstance(event, yaml.ScalarEvent):
            value = _scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = []
        elif isinstance(event, yaml.MappingStartEvent):
            value = {}
        else:
            value = ""
        loc, key_place = self._put(value, here)
        self.marks.put(loc, key_place, here)
        if isinstance(value, list | dict):
            if len(self.open) == MOST_DEPTH:
                must = f"values must lie at most {MOST_DEPTH} deep"
                self._refuse(event, "yaml", must, "this one lies deeper", "Write it flat")
            self.open.append(_Open(value, loc, here))

    def _is_key(self, event: yaml.Event) -> bool:
        return bool(
            self.open and isinstance(self.open[-1].value, dict) and self.open[-1].key is None
        )

    def _take_key(self, event: yaml.Event, here: tuple[int, int]) -> None:
        holder = self.open[-1]
        if not isinstance(event, yaml.ScalarEvent):
            must = "the name of a field must be plain words"
            self._refuse(event, "yaml", must, "it is a list or a mapping", "Write a name")
            holder.key, holder.key_place = "", here
            if isinstance(event, yaml.CollectionStartEvent):
                self.open.append(_Open([], holder.loc, here))
            return
        key = str(event.value)
        if key in holder.seen:
            self._refuse(
                event,
                "repeated-key",
                f"a field must be given once; {key} stands here and on line {holder.seen[key]}",
                "the second would hide the first",
                "Keep one of the two",
            )
        holder.seen.setdefault(key, here[0])
        holder.key, holder.key_place = key, here

    def _put(self, value: Value, here: tuple[int, int]) -> tuple[Loc, tuple[int, int]]:
        if not self.open:
            self.top = value
            return (), here
        holder = self.open[-1]
        if isinstance(holder.value, list):
            holder.value.append(value)
            return (*holder.loc, len(holder.value) - 1), here
        key = holder.key or ""
        holder.value[key] = value
        holder.key = None
        return (*holder.loc, key), holder.key_place

    def _refuse_machinery(self, event: yaml.NodeEvent) -> None:
        must = "a record must be plain text, lists and fields"
        if isinstance(event, yaml.AliasEvent):
            found = f"*{event.anchor} repeats a value from elsewhere"
            self._refuse(event, "alias", must, found, "Write the value out")
        elif event.anchor is not None:
            found = f"&{event.anchor} gives a value a name"
            self._refuse(event, "anchor", must, found, f"Remove &{event.anchor}")
        elif getattr(event, "tag", None) is not None:
            found = f"{_short(str(event.tag))} is a YAML tag"
            self._refuse(event, "tag", must, found, "Remove it, or put the text in quotes")

    def _refuse(self, event: yaml.Event, rule: str, must: str, found: str, remedy: str) -> None:
        place = Place(self.marks.path, *self._place(event))
        self.problems.append(Problem(place, rule, must, found, remedy))

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        return event.start_mark.line + self.first_line, event.start_mark.column + 1


def _scalar(event: yaml.ScalarEvent) -> str:
    plain_null = event.style is None and event.value in ("~", "null", "Null", "NULL")
    return "" if plain_null else str(event.value)


def _read_text(path: Path, name: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The file's text, or the one problem that keeps it from being read."""
    here = Place(name)
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        must = "a record must be a file of its own"
        remedy = "Put the text itself here in place of the link"
        return None, (Problem(here, "symbolic-link", must, "this is a symbolic link", remedy),)
    if not stat.S_ISREG(status.st_mode):
        must = "a record must be a file"
        return None, (Problem(here, "not-a-file", must, "this is none", "Remove it"),)
    if status.st_size > MOST_BYTES:
        must = f"a file must hold at most {MOST_BYTES:,} bytes (1 MiB)"
        found = f"this one holds {status.st_size:,}"
        return None, (Problem(here, "too-large", must, found, "Split it, or link to it"),)
    raw = path.read_bytes()
    return _decode(raw, name)


def _decode(raw: bytes, name: str) -> tuple[str | None, tuple[Problem, ...]]:
    if raw.startswith(b"\xef\xbb\xbf"):
        must = "a file must begin with its first letter"
        found = "it begins with a byte-order mark (three hidden bytes)"
        remedy = "Save it as 'UTF-8', not as 'UTF-8 with BOM'"
        return None, (Problem(Place(name), "byte-order-mark", must, found, remedy),)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8")
        place = _place_at(good, len(good), name)
        found = f"byte 0x{raw[error.start]:02X} here is none"
        remedy = "Save the file again with the encoding UTF-8"
        return None, (Problem(place, "encoding", "a file must be UTF-8 text", found, remedy),)
    if not text.strip():
        return None, (_empty(name, 1),)
    hidden = tuple(_hidden_characters(text, name))
    return (None if hidden else text), hidden


def _hidden_characters(text: str, name: str) -> Iterator[Problem]:
    for match in _FORBIDDEN.finditer(text):
        yield Problem(
            _place_at(text, match.start(), name),
            "hidden-character",
            "text must hold no control characters and none that turn the direction of writing",
            f"U+{ord(match.group()):04X} stands here, unseen",
            "Delete it: put the cursor after it and press backspace once",
        )


def _place_at(text: str, index: int, name: str) -> Place:
    line_start = text.rfind("\n", 0, index) + 1
    return Place(name, text.count("\n", 0, index) + 1, index - line_start + 1)


def _empty(path: str, line: int) -> Problem:
    must = "a file in data/ must hold a record"
    return Problem(Place(path, line), "empty-file", must, "this one is empty", "Fill or delete it")


_SYNTAX = {
    "mapping values are not allowed": (
        "a text with ': ' in it must stand in quotes, and fields that belong together must "
        "begin in the same column"
    ),
    "found character '\\t'": "fields must be set in with spaces, not with the tabulator key",
    "did not find expected key": "fields that belong together must begin in the same column",
    "could not find expected ':'": "a field must be written 'name: value'",
    "found unexpected end of stream": "a quotation mark that opens must close",
    "did not find expected ',' or": "a list in [ ] must have commas between and a ] at its end",
    "found character that cannot start": "a text that begins with this character must be in quotes",
    "found unknown escape character": "a \\ inside double quotes must be written \\\\",
}


def _syntax_problem(error: yaml.MarkedYAMLError, path: str, first_line: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = (
        Place(path, mark.line + first_line, mark.column + 1) if mark else Place(path, first_line)
    )
    told = error.problem or str(error)
    must = next((text for part, text in _SYNTAX.items() if part in told), "this must be YAML")
    return Problem(place, "yaml", must, f"the reader stops here ({told})", "Mend this line")


def _short(text: str, most: int = 60) -> str:
    """A text in quotes, cut where it grows too long for a message."""
    return f"'{text}'" if len(text) <= most else f"'{text[: most - 1]}…'"


quoted = _short


def fields_of(value: Value) -> Mapping[str, Value]:
    """The fields of a mapping; none of anything else."""
    return value if isinstance(value, dict) else {}
