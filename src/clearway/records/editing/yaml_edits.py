"""Edits of a YAML file in place: what is not edited stays, byte for byte.

    edits = YamlEdits(text, "data/milestones.yaml")
    edits.set(("vote", "stage"), "adoption")
    edits.append(("vote", "dates"), [{"when": "2025-12-17", "source": "https://a.example"}])
    edits.text()

It edits files that hold one record, files that hold a list of them, and the fields above the text
of a Markdown file. The reader of records says on which lines a field is; no other line is touched.
Within those lines, what is added to is loaded and dumped again by ruamel.yaml, which keeps
comments, quotes and the way in which lists are written. Where it would not, the edit is refused
with what to correct first. Before the text is given back, it is read again, and must hold exactly
the values that were asked for.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from yaml import YAMLError

from clearway.errors import WriteError
from clearway.problems import Problem, Severity, quoted
from clearway.records.editing.round_trip import (
    LineEdits,
    NotExactError,
    comments,
    dump,
    load,
    nodes,
)
from clearway.records.editing.yaml_writing import Written, as_read, field_text, on_one_line
from clearway.records.reading.files import Document, parse_document
from clearway.records.reading.positions import Key, Loc, Marks, Value
from clearway.records.reading.yaml_values import parse_yaml


class YamlEdits:
    """Edits of one file. All of them speak of the text as it was; `text` makes them.

    `at` is the way to a field: its name, in a list of records after the record's id, and after the
    names of the fields that it is in: ("withdrawn",), ("vote", "dates"), ("endorsement", "closes").
    """

    def __init__(self, text: str, path: str, order: Sequence[str] = ()) -> None:
        """`path` names the file in messages; one that ends in .md has its fields above a text.

        `order` is the order in which fields of a record are usually written. Raises WriteError
        for a text that cannot be read as records.
        """
        self._path = path
        self._order = order
        self._lines = LineEdits(text)
        document, problems = parse_document(text.encode(), path)
        if document is None and all(problem.rule == "empty-file" for problem in problems):
            document, problems = Document(Marks(path), []), ()
        errors = _errors(problems)
        if document is None or errors:
            place = errors[0].place
            raise WriteError(f"{place.path}:{place.line}: {errors[0].message}")
        self._document = document
        self._marks = document.marks
        self._wanted = copy.deepcopy(document.value)
        self._records = list(self._wanted) if isinstance(self._wanted, list) else []
        self._numbers = {
            str(record.get("id")): number
            for number, record in reversed(list(enumerate(self._records)))
            if isinstance(record, dict)
        }
        self._end = document.fence_line - 1 if document.fence_line else len(self._lines)
        self._body = document.body

    # --- What is in the file

    @property
    def fields(self) -> Mapping[str, Value]:
        """The fields of a file that holds one record; none of one that holds a list."""
        value = self._document.value
        return value if isinstance(value, dict) else {}

    @property
    def records(self) -> Mapping[str, Mapping[str, Value]]:
        """The records of a file that holds a list, by their ids and in its order."""
        value = self._document.value
        each = value if isinstance(value, list) else []
        return {str(fields.get("id")): fields for fields in each if isinstance(fields, dict)}

    @property
    def body(self) -> str:
        """The text below the fields of a Markdown file."""
        return self._document.body

    # --- Fields

    def set(self, at: Sequence[Key], value: Written) -> None:
        """Gives a field a value. A comment on the line of the field stays.

        A field that is not there is added in the usual order, or else before `source`, or at the
        end. Raises WriteError.
        """
        loc, holder = self._found(at)
        name = str(loc[-1])
        if name in holder:
            start, end, column = self._block(loc)
            comment, others = self._comments(start, end, column)
            while others and self._is_last(others[-1], end):
                end = others.pop()
            if others:
                must = "put this comment above the field, or it would be lost"
                raise self._error(others[0] + 1, must)
            first, *further = field_text(name, value, " " * column).splitlines()
            head = self._lines[start][:column]
            self._lines.put(start, end, [f"{head}{first[column:]}{comment}", *further])
        else:
            self._insert(loc, value)
        holder[name] = as_read(value)

    def remove(self, at: Sequence[Key]) -> None:
        """Removes a field with its comments; those above it stay. Raises WriteError."""
        loc, holder = self._found(at)
        if loc[-1] not in holder:
            raise self._error(1, f"there is no field {quoted(str(loc[-1]))}")
        start, end, column = self._block(loc)
        if "-" in self._lines[start][:column]:
            raise self._error(
                start + 1, f"{loc[-1]} is the first field of its entry; put another one first"
            )
        self._lines.put(start, end, ())
        del holder[str(loc[-1])]

    def append(self, at: Sequence[Key], items: Sequence[Written]) -> None:
        """Adds items to the end of a list, or of a single value in the place of one.

        A list that is not there is added (see `set`). Raises WriteError.
        """
        loc, holder = self._found(at)
        name = str(loc[-1])
        if name not in holder:
            self._insert(loc, list(items))
            holder[name] = as_read(list(items))
            return
        held = holder[name]
        old = held if isinstance(held, list) else [held] if held else []
        new = [*old, *(as_read(item) for item in items)]
        _, _, column = self._block(loc)
        added = self._nodes(name, items, column)

        def extend(fields: CommentedMap) -> None:
            key, value = next(iter(fields.items()))
            if not held:
                fields[key] = added
            elif isinstance(value, CommentedSeq):
                value.extend(added)
                if value.fa.flow_style() and on_one_line(new) is None:
                    value.fa.set_block_style()
            else:
                if isinstance(value, CommentedMap) and value.ca.comment:
                    value.ca.comment[0] = None  # the line of the key has it
                fields[key] = CommentedSeq([value, *added])

        self._redo(loc, extend)
        holder[name] = new

    def gather(
        self,
        at: Sequence[Key],
        moved: Sequence[str],
        copied: Sequence[str],
        items: Sequence[Written],
    ) -> None:
        """Makes fields the first item of a new list, which takes the place of the first of them.

        `at` is the list, `moved` and `copied` are names of fields beside it, of which those that
        are not there are passed over. The first of them comes first, the others as they are in the
        file. `items` are further items of the list. Raises WriteError.
        """
        loc, holder = self._found(at)
        name = str(loc[-1])
        outer, (first, *rest) = loc[:-1], [field for field in moved if field in holder]
        rest.sort(key=lambda field: self._block((*outer, field))[0])
        beside = [(*outer, field) for field in (first, *rest, *copied) if field in holder]
        blocks = [self._block(each) for each in beside]
        start, end, column = blocks[0]
        head, pad = self._lines[start][:column], " " * column
        lines = [self._lines_in(one, last, column) for one, last, _ in blocks]
        first_line, *further = [line for each in lines for line in each]
        _, *added = field_text(name, items, pad).splitlines()
        self._lines.put(
            start,
            end,
            [
                f"{head}{name}:",
                f"{pad}  - {first_line}",
                *(f"{pad}    {line}" if line else "" for line in further),
                *added,
            ],
        )
        for other, (one, last, _) in zip(beside[1:], blocks[1:], strict=True):
            if other[-1] in moved:
                self._lines.put(one, last, ())
        item = {str(each[-1]): holder[str(each[-1])] for each in beside}
        for field in moved:
            holder.pop(field, None)
        holder[name] = [item, *(as_read(item) for item in items)]

    # --- Records of a list

    def add_record(self, record: str, before: str | None = None) -> None:
        """Adds a record, as `record_text` writes it: before that of another id, or at the end.

        Comments right above the other one stay with it. Raises WriteError.
        """
        found, problems = parse_yaml(record, self._path)
        assert found is not None and not problems and isinstance(found.value, list)
        self._place(tuple(record.splitlines()), before)
        self._expect(found.value[0], before)

    def remove_record(self, id: str) -> None:
        """Removes a record, with the comments right above it. Raises WriteError."""
        number = self._number(id)
        start, end = self._lead(number), self._record_end(number)
        if number == 0 and start == self._record_start(number):
            while end < len(self._lines) - 1 and self._lines.is_empty(end):
                end += 1
        self._lines.put(start, end, ())
        self._wanted = [each for each in self._wanted if each is not self._records[number]]

    def move_record(self, id: str, before: str | None = None) -> None:
        """Moves a record, with the comments right above it, as `add_record` places one."""
        number = self._number(id)
        lines = self._lines.lines[self._lead(number) : self._record_end(number)]
        while not lines[0].strip():
            del lines[0]
        self.remove_record(id)
        self._place(tuple(lines), before)
        self._expect(self._records[number], before)

    # --- The text

    def set_body(self, body: str) -> None:
        """Gives a Markdown file another text below its fields."""
        assert self._document.fence_line
        self._lines.put(self._end + 1, len(self._lines), body.split("\n"))
        self._body = body.strip("\n")

    def text(self) -> str:
        """The text with all edits made. Raises WriteError where it would not read as wanted."""
        text = self._lines.text()
        self._check(text)
        return text

    def _check(self, text: str) -> None:
        document, problems = parse_document(text.encode(), self._path)
        value: Value = document.value if document else []
        body = document.body if document else ""
        if document is None and not self._wanted:
            return
        if _errors(problems) or value != self._wanted or body != self._body:
            message = f"{self._path}: it is written in a way that a program cannot edit"
            raise WriteError(message, "make this change by hand")

    # --- Where things are

    def _found(self, at: Sequence[Key]) -> tuple[Loc, dict[str, Value]]:
        """The way to a field from the top of the file, and what holds it, as it is to be."""
        loc: Loc = tuple(at)
        value: Any = self._wanted
        if isinstance(self._document.value, list):
            number = self._number(str(at[0]))
            loc, value = (number, *at[1:]), self._records[number]
            steps = loc[1:-1]
        else:
            steps = loc[:-1]
        for step in steps:
            is_number = isinstance(value, list) and isinstance(step, int) and step < len(value)
            is_name = isinstance(value, dict) and step in value
            value = value[step] if is_number or is_name else None
        if not isinstance(value, dict):
            raise self._error(self._marks.key(loc).line, f"there are no fields to put {loc[-1]} in")
        return loc, value

    def _fields(self, loc: Loc) -> list[str]:
        """The fields that are written in a value, in their order."""
        value: Any = self._document.value
        for step in loc:
            value = value[step]
        if not value:
            raise self._error(self._marks.key(loc).line, "write at least one field here first")
        return list(value)

    def _number(self, id: str) -> int:
        if id not in self._numbers:
            raise WriteError(f"{self._path}: there is no record {quoted(id)} in it")
        return self._numbers[id]

    def _block(self, loc: Loc) -> tuple[int, int, int]:
        """The first line of a field, the line after its last, and the column where it begins.

        Empty lines and comments after it that are no further in belong to nothing.
        """
        assert loc in self._marks, "what was added is edited again"
        place = self._marks.key(loc)
        start, column = place.line - 1, place.column - 1
        after = self._marks.after(loc)
        end = after.line - 1 if after else self._end
        head = self._lines[start][:column]
        if head.strip(" -") or end == start:
            raise self._error(place.line, "write each field on a line of its own")
        return start, self._trimmed(start, end, column), column

    def _trimmed(self, start: int, end: int, column: int) -> int:
        while end > start + 1:
            line = self._lines[end - 1]
            stripped = line.lstrip(" ")
            is_outer = stripped.startswith("#") and len(line) - len(stripped) <= column
            if stripped and not is_outer:
                break
            end -= 1
        return end

    def _record_start(self, number: int) -> int:
        place = self._marks.key((number,))
        start = place.line - 1
        if self._lines[start][: place.column - 1].strip() != "-":
            raise self._error(place.line, "write the sign - and the first field on one line")
        return start

    def _record_end(self, number: int) -> int:
        start = self._record_start(number)
        after = self._marks.after((number,))
        end = after.line - 1 if after else self._end
        return self._trimmed(start, end, self._lines[start].index("-"))

    def _lead(self, number: int) -> int:
        """Where a record begins with the comments right above it, and the empty lines above."""
        start = at = self._record_start(number)
        while at and self._lines[at - 1].startswith("#"):
            at -= 1
        if at == 0:
            return start  # comments at the top are those of the file
        while at and self._lines.is_empty(at - 1):
            at -= 1
        return at or start

    # --- Lines for others

    def _insert(self, loc: Loc, value: Written) -> None:
        """A field that is not there yet, behind the last one that is usually before it."""
        *outer, name = loc
        there = self._fields(tuple(outer))
        if name in self._order and len(outer) < 2:
            earlier = self._order[: self._order.index(str(name))]
            before = [field for field in there if field in earlier]
        else:
            before = list(takewhile(lambda field: field != "source", there))
        start, end, column = self._block((*outer, before[-1] if before else there[0]))
        if not before and "-" not in self._lines[start][:column]:
            end = start
        self._lines.put(end, end, field_text(str(name), value, " " * column).splitlines())

    def _place(self, lines: tuple[str, ...], before: str | None) -> None:
        """Lines of a record, set apart by empty lines as the records of the file are."""
        is_apart = len(self._records) < 2 or self._lines.is_empty(self._lead(1))
        gap = ("",) if is_apart else ()
        if before is None:
            end = self._end
            while end and self._lines.is_empty(end - 1):
                end -= 1
            self._lines.put(end, end, (*(gap if end else ()), *lines))
            return
        at = self._lead(self._number(before))
        is_below = self._lines.is_empty(at)
        self._lines.put(at, at, (*gap, *lines) if is_below else (*lines, *gap))

    def _expect(self, record: Value, before: str | None) -> None:
        assert isinstance(self._wanted, list)
        if before is None:
            self._wanted.append(record)
            return
        other = self._records[self._number(before)]
        at = next(number for number, each in enumerate(self._wanted) if each is other)
        self._wanted.insert(at, record)

    def _is_last(self, line: int, end: int) -> bool:
        """Whether a comment has a line of its own, and only empty lines are behind it."""
        first, *further = self._lines.lines[line:end]
        return first.lstrip().startswith("#") and not "".join(further).strip()

    def _comments(self, start: int, end: int, column: int) -> tuple[str, list[int]]:
        """The comment on the first line of a field with the spaces before it; lines of others."""
        head, *further = self._lines.lines[start:end]
        try:
            found = list(comments("\n".join([" " * column + head[column:], *further])))
        except YAMLError:
            must = "a program cannot edit this field; make the change by hand"
            raise self._error(start + 1, must) from None
        first = "".join(head[len(head[:at].rstrip()) :] for line, at in found if not line)
        return first, [start + line for line, _ in found if line]

    # --- What ruamel.yaml does

    def _redo(self, loc: Loc, change: Callable[[CommentedMap], None]) -> None:
        """Loads a field, and dumps what `change` makes of it."""
        start, end, column = self._block(loc)
        try:
            loaded = load(self._lines_in(start, end, column))
        except NotExactError as error:
            raise self._error(start + error.line + 1, str(error)) from None
        change(loaded.fields)
        first, *further = dump(loaded).splitlines()
        comment, _ = self._comments(start, end, column)
        if comment and first.endswith(comment.strip()):
            # ruamel.yaml keeps its column; it is to be as far behind the value as it was.
            first = first.removesuffix(comment.strip()).rstrip() + comment
        head, pad = self._lines[start][:column], " " * column
        self._lines.put(
            start, end, [head + first, *(pad + line if line else "" for line in further)]
        )

    def _lines_in(self, start: int, end: int, column: int) -> list[str]:
        """The lines of a field, without what is before its column."""
        found = []
        for number in range(start, end):
            line = self._lines[number]
            if number > start and line[:column].strip():
                raise self._error(number + 1, "indent this line as the field that it belongs to")
            if line and not line[column:]:
                raise self._error(number + 1, "remove the spaces from this line")
            found.append(line[column:])
        return found

    def _nodes(self, name: str, items: Sequence[Written], column: int) -> CommentedSeq:
        """Items as ruamel.yaml holds them, in the form in which `yaml_writing` writes them."""
        lines = field_text(name, items, " " * column).splitlines()
        items_held: CommentedSeq = nodes("\n".join(line[column:] for line in lines))[name]
        return items_held

    def _error(self, line: int, what: str) -> WriteError:
        return WriteError(f"{self._path}:{line}: {what}")


def _errors(problems: Sequence[Problem]) -> list[Problem]:
    """What stops a text from being read; a warning about it does not."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]
