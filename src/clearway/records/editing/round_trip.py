"""Fields loaded by ruamel.yaml so that dumping them again gives the same text, or a refusal.

Comments, quotes, the order of fields, folded lines and lists on one line stay as they are. What
ruamel.yaml would write otherwise is refused by `load`, with the line and what to write there.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver

from clearway.errors import WriteError
from clearway.records.reading.yaml_values import Loader

_INDENTS = ((2, 4, 2), (2, 2, 0), (4, 6, 4), (4, 4, 2), (4, 2, 0))
"""How people indent fields, the fields of an item, and the sign of an item; the usual way first."""

_BY_HAND = "a program cannot edit this field; make the change by hand"


class NotExactError(WriteError):
    """Dumping would write line `line`, counted from 0, in another way; the message says how."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class LoadedFields:
    """Fields as ruamel.yaml holds them, and how their lists and fields are indented."""

    fields: CommentedMap
    indents: tuple[int, int, int] = _INDENTS[0]


def load(lines: Sequence[str]) -> LoadedFields:
    """The fields on these lines, which `dump` writes as they are. Raises NotExactError."""
    text = "".join(f"{line}\n" for line in lines)
    dumps = []
    try:
        fields = nodes(text)
        for indents in _INDENTS:
            loaded = LoadedFields(fields, indents)
            dumps.append(dump(loaded))
            if dumps[-1] == text:
                return loaded
    except YAMLError:
        raise NotExactError(0, _BY_HAND) from None
    closest = max(dumps, key=lambda dumped: _matcher(lines, dumped.splitlines()).ratio())
    raise _difference(lines, closest.splitlines())


def nodes(text: str) -> CommentedMap:
    """Fields that are not written in a file yet, as ruamel.yaml holds them."""
    fields: CommentedMap = _yaml(_INDENTS[0]).load(text)
    return fields


def dump(loaded: LoadedFields) -> str:
    """The text of the fields."""
    text = io.StringIO()
    _yaml(loaded.indents).dump(loaded.fields, text)
    return text.getvalue()


def comments(text: str) -> Iterator[tuple[int, int]]:
    """Line and column, from 0, of each comment: a # outside of everything that YAML reads.

    >>> list(comments("a: '#'  # one\\nb: >- # two\\n  # text\\n"))
    [(0, 8), (1, 6)]
    """
    at = 0
    for token in yaml.scan(text, Loader=Loader):
        start = token.start_mark.index
        yield from _signs(text, at, start)
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            yield from _signs(text, start, text.find("\n", start))
        at = max(at, token.end_mark.index)
    yield from _signs(text, at, len(text))


def _signs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for number, line in enumerate(text[start:end].split("\n")):
        if "#" in line:
            before = 0 if number else start - (text.rfind("\n", 0, start) + 1)
            yield text.count("\n", 0, start) + number, before + line.index("#")


class _AllTexts(VersionedResolver):
    """Takes every plain scalar for a text, as the reader of records does, and keeps it plain."""

    @property
    def versioned_resolver(self) -> Any:
        return {}


def _yaml(indents: tuple[int, int, int]) -> YAML:
    loader = YAML()
    loader.Resolver = _AllTexts
    loader.preserve_quotes = True
    loader.width = 1_000_000  # lines are broken where they were
    loader.brace_single_entry_mapping_in_flow_sequence = True
    mapping, sequence, offset = indents
    loader.indent(mapping=mapping, sequence=sequence, offset=offset)
    return loader


def _matcher(old: Sequence[str], new: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, old, new, autojunk=False)


def _difference(old: Sequence[str], new: Sequence[str]) -> NotExactError:
    """The first lines that would be written in another way, and what to write there.

    >>> str(_difference(["to: [ a ]"], ["to: [a]"]))
    "write 'to: [a]', not 'to: [ a ]'"
    >>> str(_difference(["to: a", "  b"], ["to: a b"]))
    "write 'to: a b' in the place of 2 lines"
    >>> str(_difference(["to:", "   - a"], ["to:", "  - a"]))
    'indent this line by 2 spaces, not 3'
    >>> str(_difference(["to: |+", "  a"], ["to: |+", "  a", "..."]))
    'a program cannot edit this field; make the change by hand'
    """
    operations = _matcher(old, new).get_opcodes()
    _, start, end, first, last = next(each for each in operations if each[0] != "equal")
    before, after = old[start:end], new[first:last]
    if len(before) == len(after):
        was, better = before[0], after[0]
        if was.rstrip() == better:
            return NotExactError(start, "remove the spaces at its end")
        by, wrong = _indent(better), _indent(was)
        if by != wrong and was.strip() == better.strip():
            return NotExactError(start, f"indent this line by {by} spaces, not {wrong}")
        return NotExactError(start, f"write '{better.strip()}', not '{was.strip()}'")
    if len(before) > len(after) == 1:
        return NotExactError(
            start, f"write '{after[0].strip()}' in the place of {len(before)} lines"
        )
    return NotExactError(min(start, len(old) - 1), _BY_HAND)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


# --- Lines that replace others, with the line ends of the file


@dataclass(frozen=True, slots=True)
class _Splice:
    """Lines that take the place of those from `start` up to `end`."""

    start: int
    end: int
    lines: tuple[str, ...]


class LineEdits:
    """The lines of a text, numbered from 0 as they were, and what is put in their place.

    New lines end as the first line does. A text that ends with a line feed has an empty last line.
    """

    def __init__(self, text: str) -> None:
        *ended, last = text.split("\n")
        self.lines = [*(line.removesuffix("\r") for line in ended), last]
        self._ends = [*("\r\n" if line.endswith("\r") else "\n" for line in ended), ""]
        self._splices: list[_Splice] = []

    def __getitem__(self, number: int) -> str:
        return self.lines[number]

    def __len__(self) -> int:
        return len(self.lines)

    def is_empty(self, number: int) -> bool:
        return not self.lines[number].strip()

    def put(self, start: int, end: int, lines: Iterable[str]) -> None:
        """Puts lines in the place of others; those that are alike at both ends are left alone."""
        new = list(lines)
        while new and start < end and new[0] == self.lines[start]:
            start += 1
            del new[0]
        while new and start < end and new[-1] == self.lines[end - 1]:
            end -= 1
            del new[-1]
        if new or start < end:
            self._splices.append(_Splice(start, end, tuple(new)))

    def text(self) -> str:
        """The text with all lines in their places. No line may be taken twice."""
        found: list[tuple[str, str]] = []
        at = 0
        for splice in sorted(self._splices, key=lambda each: (each.start, each.end)):
            assert splice.start >= at or splice.start == splice.end, "a line is edited twice"
            found += self._kept(at, splice.start)
            found += ((line, "") for line in splice.lines)
            at = max(at, splice.end)
        found += self._kept(at, len(self.lines))
        if not found:
            return ""
        usual = self._ends[0] or "\n"
        return "".join(f"{line}{end or usual}" for line, end in found[:-1]) + found[-1][0]

    def _kept(self, start: int, end: int) -> Iterable[tuple[str, str]]:
        return zip(self.lines[start:end], self._ends[start:end], strict=True)
