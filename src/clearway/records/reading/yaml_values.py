"""YAML into values that know their line and column. The only YAML reader.

PyYAML's own loading would turn `NO` into false, `16:45` into 1005, let a repeated key win in
silence and let an alias grow without end. So this module reads the parser's events and builds
mappings, lists and strings: every scalar stays the text that was written, until the type of its
field reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from clearway.problems import HIDDEN, Place, Problem, Severity, quoted
from clearway.records.reading.positions import Loc, Marks, Value
from clearway.records.reading.syntax import (
    ODD_ENTRY,
    cut,
    empty,
    in_quotes,
    odd_entry,
    syntax_problem,
)

Loader: type[Any]
try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: the same events, several times slower
    from yaml import SafeLoader as Loader

MOST_DEPTH = 16

_PLAIN = "a record must be made of plain texts, lists and fields"


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it was written: its values, where they stand, and the text after front matter.

    `fence_line` is the line `---` between the two; 0 in a file without a body.
    """

    marks: Marks
    value: Value
    body: str = ""
    body_line: int = 1
    fence_line: int = 0


def parse_yaml(
    text: str, path: str, *, first_line: int = 1
) -> tuple[Document | None, tuple[Problem, ...]]:
    """The values of a YAML text whose first line is line `first_line` of the file `path`.

    What a record may not hold (a repeated key, an alias, a tag) is told and left out, and the rest
    is read on. There is no document where the grammar breaks or nothing is in it.
    """
    has_odd_lines = "#" in text or ODD_ENTRY.search(text)
    builder = _Builder(Marks(path), first_line, text.split("\n") if has_odd_lines else ())
    try:
        for event in yaml.parse(text, Loader=Loader):
            builder.take(event)
            if builder.too_deep:
                return None, tuple(builder.problems)
    except yaml.YAMLError as error:
        broken = syntax_problem(error, text, path, first_line)
        known = any(problem.place == broken.place for problem in builder.problems)
        return None, (*builder.problems, *(() if known else (broken,)))
    if builder.top is None:
        return None, (empty(path, first_line),)
    builder.problems += _unseen_signs(text, path, first_line)
    return Document(builder.marks, builder.top), tuple(builder.problems)


_WORDS_WITHOUT_SPACES = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Tibetan, Burmese and Khmer, which a zero-width space divides into words."""

_UNSEEN = re.compile(
    f"[\u00ad\u2060]|(?<![{_WORDS_WITHOUT_SPACES}])\u200b(?![{_WORDS_WITHOUT_SPACES}])"
)
_UNSEEN_NAMES = {
    "\u00ad": "a soft hyphen",
    "\u2060": "a word joiner",
    "\u200b": "a zero-width space",
}


def _unseen_signs(text: str, path: str, first_line: int) -> Iterator[Problem]:
    """The first of each line: such signs come along when a text is copied, and say nothing."""
    if not _UNSEEN.search(text):
        return
    for number, line in enumerate(text.split("\n"), start=first_line):
        unseen = _UNSEEN.search(line)
        if unseen:
            sign = unseen.group()
            must = (
                "a field should hold no sign that cannot be seen, for search does not pass over it"
            )
            found = f"{_UNSEEN_NAMES[sign]} is here (U+{ord(sign):04X})"
            remedy = "Delete it, unless the words are a quotation that has it"
            place = Place(path, number, unseen.start() + 1)
            yield Problem(place, "unseen-sign", must, found, remedy, Severity.WARNING)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read yet."""

    value: list[Value] | dict[str, Value]
    loc: Loc
    key: str | None = None
    key_place: tuple[int, int] = (1, 1)
    seen: dict[str, int] = field(default_factory=dict)

    @property
    def awaits_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is None


class _Builder:
    """Turns the parser's events into values and places, and refuses what a record may not hold."""

    def __init__(self, marks: Marks, first_line: int, lines: Sequence[str] = ()) -> None:
        self.marks = marks
        self.first_line = first_line
        self.lines = lines
        self.problems: list[Problem] = []
        self.top: Value | None = None
        self.open: list[_Open] = []
        self.documents = 0
        self.too_deep = False

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._take_document(event)
        if self.documents > 1:
            return
        if isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
        elif isinstance(event, yaml.NodeEvent):
            self._refuse_machinery(event)
            if self.open and self.open[-1].awaits_key:
                self._take_key(event)
            else:
                self._take_value(event)

    def _take_document(self, event: yaml.Event) -> None:
        self.documents += 1
        if self.documents == 2:
            must = "a file must hold one record or one list, without a line --- inside"
            remedy = "Remove the line ---, or move what follows into a file of its own"
            self._refuse(event, "yaml", must, "a second part begins here", remedy)

    def _take_value(self, event: yaml.NodeEvent) -> None:
        here = self._place(event)
        value = _value(event)
        loc, key_place = self._put(value, here)
        self.marks.put(loc, key_place, here)
        if isinstance(value, list | dict):
            self._enter(event, _Open(value, loc))

    def _take_key(self, event: yaml.NodeEvent) -> None:
        holder, here = self.open[-1], self._place(event)
        holder.key, holder.key_place = "", here
        if isinstance(event, yaml.ScalarEvent):
            holder.key = str(event.value)
            self._refuse_repeated(event, holder, holder.key)
            return
        if isinstance(event, yaml.AliasEvent):
            return
        must = "the name of a field must be a plain word"
        remedy = "Write a name before the colon, without [, { or ?"
        self._refuse(event, "yaml", must, "it is a list or has fields of its own", remedy)
        self._enter(event, _Open([], holder.loc))

    def _refuse_repeated(self, event: yaml.Event, holder: _Open, key: str) -> None:
        line = holder.seen.setdefault(key, self._place(event)[0])
        if isinstance(holder.value, dict) and key in holder.value:
            must = "a field must be given once"
            found = f"{quoted(key)} stands here and on line {line}"
            self._refuse(event, "repeated-key", must, found, "Keep one of the two")

    def _enter(self, event: yaml.Event, inner: _Open) -> None:
        if len(self.open) == MOST_DEPTH:
            must = f"fields and lists must lie at most {MOST_DEPTH} deep in one another"
            remedy = "Write it flat: no kind of record needs that many"
            self._refuse(event, "too-deep", must, "this one lies deeper", remedy)
            self.too_deep = True
        self.open.append(inner)

    def _put(self, value: Value, here: tuple[int, int]) -> tuple[Loc, tuple[int, int]]:
        """Places a value where the parser stands; gives the way to it and its key's place."""
        if not self.open:
            self.top = value
            return (), here
        holder = self.open[-1]
        if isinstance(holder.value, list):
            holder.value.append(value)
            return (*holder.loc, len(holder.value) - 1), here
        key, holder.key = holder.key or "", None
        # Of a repeated key the first is kept; it was told that there is another.
        holder.value.setdefault(key, value)
        return (*holder.loc, key), holder.key_place

    def _refuse_machinery(self, event: yaml.NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            found = f"{quoted(f'*{event.anchor}')} repeats a value from elsewhere"
            remedy = "Write the value out; a text that begins with * must stand in quotes"
            self._refuse(event, "alias", _PLAIN, found, remedy)
        elif event.anchor is not None:
            found = f"{quoted(f'&{event.anchor}')} gives a value a name"
            remedy = "Remove it; a text that begins with & must stand in quotes"
            self._refuse(event, "anchor", _PLAIN, found, remedy)
        elif tag is not None:
            found = f"{quoted(str(tag).replace('tag:yaml.org,2002:', '!!'))} gives a value a type"
            remedy = "Remove it; a text that begins with ! must stand in quotes"
            self._refuse(event, "tag", _PLAIN, found, remedy)
        elif isinstance(event, yaml.ScalarEvent) and event.style == '"':
            self._refuse_hidden(event)
        elif isinstance(event, yaml.ScalarEvent) and not event.style and self.lines:
            self._refuse_cut(event)
            self._refuse_odd_entry(event)

    def _refuse_odd_entry(self, event: yaml.ScalarEvent) -> None:
        """'– saturdays' on a line of its own: to YAML a text, and no entry of a list."""
        mark = event.start_mark
        assert mark is not None
        # What a text lacks at its end is, to the parser, an empty value on a line after the last.
        entry = ODD_ENTRY.match(self.lines[mark.line]) if mark.line < len(self.lines) else None
        if entry and entry.start("sign") == mark.column:
            self._refuse(event, "list-entry", *odd_entry(entry))

    def _refuse_cut(self, event: yaml.ScalarEvent) -> None:
        """'title: Meeting #2': to YAML a comment begins at the #, and 2 would be lost.

        A comment that is meant as one has a space after its sign.
        """
        end = event.end_mark
        assert end is not None
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        lost = rest.strip()
        if len(lost) > 1 and lost[0] == "#" and lost[1] not in " #!":
            must = "a text with a # in it must stand in quotes"
            found = f"{quoted(lost)} is left out, for to YAML a comment begins there"
            whole = cut(f"{event.value} {lost}")
            remedy = f"Write {in_quotes(whole)}, or put a space after the # of a comment"
            self._refuse(event, "cut-text", must, found, remedy)

    def _refuse_hidden(self, event: yaml.ScalarEvent) -> None:
        r"""An escape such as "\u202E" writes what may not stand in the file itself either."""
        hidden = HIDDEN.search(str(event.value))
        if hidden:
            found = f"an escape in these quotes writes U+{ord(hidden.group()):04X}"
            self._refuse(event, "hidden-character", NOT_HIDDEN, found, "Remove that escape")

    def _refuse(self, event: yaml.Event, rule: str, must: str, found: str, remedy: str) -> None:
        place = Place(self.marks.path, *self._place(event))
        self.problems.append(Problem(place, rule, must, found, remedy))

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        assert mark is not None
        return mark.line + self.first_line, mark.column + 1


NOT_HIDDEN = "text must hold no control characters and none that turn the direction of writing"


def _value(event: yaml.NodeEvent) -> Value:
    """The value that an event begins; of an alias, which was refused, an empty text."""
    if isinstance(event, yaml.SequenceStartEvent):
        return []
    if isinstance(event, yaml.MappingStartEvent):
        return {}
    if not isinstance(event, yaml.ScalarEvent):
        return ""
    plain_null = not event.style and event.value in ("~", "null", "Null", "NULL")
    return "" if plain_null else str(event.value)
