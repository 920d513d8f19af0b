"""Which file holds which kind of record: the only module that knows the path of a record's file.

>>> record_path("endorsement", "ann-lee", "ten-steps")
'data/endorsements/ten-steps/ann-lee.yaml'
>>> location_at("data/endorsements/ten-steps/ann-lee.yaml").kind
'endorsement'
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from clearway.problems import Place, Problem, quoted, shown
from clearway.records.fields import id_form, is_id, nearest
from clearway.records.kinds.annotation import Annotation
from clearway.records.kinds.ask import Ask
from clearway.records.kinds.commitment import Commitment, Promise
from clearway.records.kinds.consultation import Consultation, Summary
from clearway.records.kinds.draft import Draft, Thread, Translation
from clearway.records.kinds.engagement import Engagement, GovernmentPosition
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.organisation import Organisation
from clearway.records.kinds.process import Profile
from clearway.records.kinds.sighting import Sighting
from clearway.records.kinds.statement import Endorsement, Statement
from clearway.records.kinds.submission import Submission
from clearway.records.kinds.version import Version
from clearway.records.record import DatedRecord, Record

DATA = "data"


class FileShape(StrEnum):
    """How records of a kind lie in files."""

    SINGLE = "the only record of its file, which has a fixed name"
    LIST = "one of the list that a file of a fixed name holds"
    LISTS = "one of the list that a file named after another record holds"
    FILE = "a file of its own in the kind's folder"
    NESTED = "a file of its own in a folder named after another record"


@dataclass(frozen=True, slots=True)
class KindLocation:
    """Where records of one kind live, below data/."""

    model: type[Record]
    place: str
    suffix: str
    shape: FileShape
    owner: str = ""

    @property
    def kind(self) -> str:
        return self.model.KIND

    def path(self, id: str = "", owner: str = "") -> str:
        """The file of a record, from the tracker's folder on.

        `id` is needed where a record has a file of its own, `owner` where the file or its folder is
        named after another record.
        """
        match self.shape:
            case FileShape.SINGLE | FileShape.LIST:
                parts = [self.place]
            case FileShape.LISTS:
                parts = [self.place, owner]
            case FileShape.FILE:
                parts = [self.place, id]
            case FileShape.NESTED:
                parts = [self.place, owner, id]
        assert all(parts), f"{self.pattern} needs all of its names"
        return "/".join([DATA, *parts]) + self.suffix

    @property
    def pattern(self) -> str:
        """The path of such a file as one tells it to people."""
        return self.path("<id>", f"<{self.owner}>")

    @property
    def depth(self) -> int:
        """In how many folders the file is, data/ among them."""
        return self.pattern.count("/")

    @property
    def placed(self) -> tuple[str, ...]:
        """The fields that the place of a file gives, and that need not be written in it."""
        if self.shape is FileShape.NESTED:
            return ("id", self.owner)
        if self.shape is FileShape.LISTS:
            return (self.owner,)
        return ("id",) if self.shape is FileShape.FILE else ()

    @property
    def field_order(self) -> tuple[str, ...]:
        """The order in which its fields are usually written.

        It is that of the type, but what a dated record is called comes before its dates, notes
        come after all else, and sources last.
        """
        is_dated = issubclass(self.model, DatedRecord)
        first = ("id", "was", "title", "label") if is_dated else ()
        last = ("note", "source") if is_dated else ("source",)
        fields = dict.fromkeys((*first, *self.model.model_fields))
        return (*(name for name in fields if name not in last), *last)


HOMES: dict[str, KindLocation] = {
    # attribute of Process: home
    "profile": KindLocation(Profile, "process", ".yaml", FileShape.SINGLE),
    "milestones": KindLocation(Milestone, "milestones", ".yaml", FileShape.LIST),
    "consultations": KindLocation(Consultation, "consultations", ".md", FileShape.FILE),
    "summaries": KindLocation(Summary, "summaries", ".md", FileShape.FILE),
    "drafts": KindLocation(Draft, "drafts", ".md", FileShape.FILE),
    "translations": KindLocation(Translation, "translations", ".md", FileShape.NESTED, "draft"),
    "annotations": KindLocation(Annotation, "annotations", ".yaml", FileShape.LISTS, "draft"),
    "threads": KindLocation(Thread, "concordance", ".yaml", FileShape.LIST),
    "submissions": KindLocation(Submission, "submissions", ".md", FileShape.FILE),
    "asks": KindLocation(Ask, "asks", ".yaml", FileShape.FILE),
    "statements": KindLocation(Statement, "statements", ".md", FileShape.FILE),
    "commitments": KindLocation(Commitment, "commitments", ".yaml", FileShape.FILE),
    "promises": KindLocation(Promise, "promises", ".yaml", FileShape.FILE),
    "endorsements": KindLocation(
        Endorsement, "endorsements", ".yaml", FileShape.NESTED, "statement"
    ),
    "organisations": KindLocation(Organisation, "organisations", ".yaml", FileShape.FILE),
    "engagements": KindLocation(Engagement, "engagement", ".md", FileShape.FILE),
    "positions": KindLocation(GovernmentPosition, "positions", ".yaml", FileShape.LIST),
    "versions": KindLocation(Version, "versions", ".yaml", FileShape.LIST),
    "sightings": KindLocation(Sighting, "sources", ".yaml", FileShape.LIST),
}

HOME_OF_KIND = {home.kind: home for home in HOMES.values()}

NOT_RECORDS = frozenset({"README.md", ".gitkeep"})
"""Files that may lie in any folder of data/ without being records."""

_BY_PLACE = {
    (home.place, home.suffix, home.depth): (attribute, home) for attribute, home in HOMES.items()
}


def record_path(kind: str, id: str = "", owner: str = "") -> str:
    """The file of a record of a kind, from the tracker's folder on; see `KindLocation.path`.

    >>> record_path("milestone")
    'data/milestones.yaml'
    >>> record_path("annotation", owner="first-draft")
    'data/annotations/first-draft.yaml'
    """
    return HOME_OF_KIND[kind].path(id, owner)


def location_at(path: str) -> KindLocation | None:
    """What a file holds, by its path from the tracker's folder on; None if that is no record."""
    first, _, below = path.partition("/")
    found = home_of(PurePath(below)) if first == DATA and below else None
    return found[1] if found else None


def home_of(path: PurePath) -> tuple[str, KindLocation] | None:
    """The attribute of Process and the home that a path below data/ belongs to."""
    depth = len(path.parts)
    return _BY_PLACE.get((path.parts[0] if depth > 1 else path.stem, path.suffix, depth))


def given_by_place(home: KindLocation, path: PurePath) -> dict[str, str]:
    """The fields that a file's place says, such as its id."""
    return dict(zip(home.placed, (path.stem, path.parent.name), strict=False))


def unknown_file(path: PurePath, name: str) -> Problem:
    """The problem of a file that no kind of record is at home in; `name` is its shown path."""
    must = "a file in data/ must be a record, in the folder of its kind"
    if path.name.startswith(".") and path.suffix == ".new":
        found = "this one was left by a command that was ended while it wrote"
        remedy = "Run that command again, or delete the file"
        return Problem(Place(name), "unknown-file", must, found, remedy)
    folder = path.parts[0]
    for home in HOMES.values():
        if folder == home.place or (len(path.parts) == 1 and path.stem == home.place):
            found = _what_is_off(home, path)
            remedy = f"Rename or move it: records of this kind are {home.pattern}"
            return Problem(Place(name), "unknown-file", must, found, remedy)
    kind = path.stem if len(path.parts) == 1 else folder
    found = f"there is no kind of record {quoted(kind)}"
    places = {home.place for home in HOMES.values()}
    remedy = nearest(kind, places, "Move it out of data/, or delete it")
    return Problem(Place(name), "unknown-file", must, found, remedy)


def _what_is_off(home: KindLocation, path: PurePath) -> str:
    if path.suffix != home.suffix:
        ending = f"ends in {quoted(path.suffix)}" if path.suffix else "has no ending"
        return f"the name of this one {ending}"
    deep = len(path.parts) > home.depth
    return "this one lies too deep" if deep else "this one lies not deep enough"


def file_name_problem(home: KindLocation, path: PurePath, name: str) -> Problem | None:
    """A file or folder that is named by a record's id must have a name that is one."""
    for says in given_by_place(home, path).values():
        if not is_id(says):
            form, write = id_form(says)
            must = f"a name in data/ {form.removesuffix(', such as zero-draft')}"
            remedy = write.replace("Write", "Rename it to").replace("Choose", "Rename it to")
            found = shown(says)
            return Problem(Place(name), "id-form", must, found, remedy)
    return None
