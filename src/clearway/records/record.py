"""What every record has, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import PrivateAttr

from clearway.problems import Place
from clearway.records.dates.ledger import Announcement
from clearway.records.fields import Id, Part, Sources
from clearway.records.reading.positions import Loc, Marks


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was written: its file, the places in it, and the text after its fields."""

    marks: Marks
    prefix: Loc = ()
    body: str = ""
    body_line: int = 1

    @property
    def path(self) -> str:
        return self.marks.path


class Record(Part):
    """What every record has."""

    KIND: ClassVar[str]

    id: Id
    """Its permanent name: lower-case words joined by hyphens. Never give it to anything else."""
    was: tuple[Id, ...] = ()
    """Names that it had before it was renamed. Their addresses lead to this one."""
    source: Sources
    """Where this can be read. Several sources are written as a list."""

    _origin: Origin = PrivateAttr()

    def model_post_init(self, context: Any) -> None:
        if isinstance(context, Origin):
            self._origin = context

    @property
    def origin(self) -> Origin:
        return self._origin

    @property
    def body(self) -> str:
        """The Markdown after the fields; empty in a YAML file."""
        return self._origin.body

    @property
    def ref(self) -> str:
        """`kind:id`, by which sources and links name this record."""
        return f"{self.KIND}:{self.id}"

    @property
    def first_id(self) -> str:
        """The id that it had first, by which it is known for good."""
        return self.was[0] if self.was else self.id

    @property
    def place(self) -> Place:
        """Where the record begins."""
        return self._origin.marks.value(self._origin.prefix)

    def at(self, *loc: str | int) -> Place:
        """Where a value of this record stands, or what should hold it."""
        return self._origin.marks.value((*self._origin.prefix, *loc))


class DatedRecord(Record, Announcement):
    """A record that has its dates as fields of its own."""
