"""The types of single fields: each reads the text that was written, or says what it must be.

Every error here is a pydantic error of type 'clearway' whose context holds the three clauses of a
problem: `rule`, `must` (without the field's name, which the caller puts before it), `found` and
`remedy`.
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from babel import Locale
from clearway.records.text import quoted
from clearway.records.when import NotAWhen, When, place_in, read_day, read_when
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


def mistake(rule: str, must: str, found: str, remedy: str) -> PydanticCustomError:
    """What a field's type raises: clauses without the field's name and without stops."""
    return PydanticCustomError(
        "clearway",
        "{must}; {found}. {remedy}",
        {"rule": rule, "must": must, "found": found, "remedy": remedy},
    )


def _shown(value: object) -> str:
    if value == "":
        return "it is empty"
    if isinstance(value, list):
        return "it is a list"
    if isinstance(value, dict):
        return "it has fields of its own"
    return f"it is {quoted(str(value))}"


def _plain(value: object, must: str = "must be a text") -> str:
    if not isinstance(value, str):
        raise mistake("text", must, _shown(value), "Write one text")
    if not value.strip():
        raise mistake("missing", must, "it is empty", "Write it, or remove the field")
    return value


# --- words ---------------------------------------------------------------------------------


def _line(value: object) -> str:
    text = _plain(value)
    if "\n" in text.strip():
        raise mistake("text", "must be one line", "it has several", "Write it on one line")
    return text.strip()


Line = Annotated[str, BeforeValidator(_line)]
"""One line of text, such as a name."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Text(str):
    """Words for readers, in one language or in several.

    The string itself is the first that was written; `translations` holds each by its BCP 47 tag,
    and is empty for a plain string, which is in the process's first language.
    """

    __slots__ = ("translations",)
    translations: Mapping[str, str]

    def __new__(cls, text: str, translations: Mapping[str, str] | None = None) -> Text:
        self = super().__new__(cls, text)
        self.translations = dict(translations or {})
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return (Text, (str(self), self.translations))

    @classmethod
    def read(cls, value: object) -> Text:
        if not isinstance(value, dict):
            return cls(_plain(value).strip())
        for tag in value:
            if not _LANGUAGE.fullmatch(tag):
                must = "must be a text, or one text for each language tag such as en or fr"
                raise mistake("language", must, f"it has {quoted(tag)}", "Write a language tag")
        texts = {tag: _plain(text).strip() for tag, text in value.items()}
        if not texts:
            raise mistake("missing", "must be a text", "it is empty", "Write it")
        return cls(next(iter(texts.values())), texts)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda text: dict(text.translations) or str(text)
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": f"^{_LANGUAGE.pattern}$"},
                    "additionalProperties": {"type": "string", "minLength": 1},
                },
            ]
        }


ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"


def tidy_id(text: str) -> str:
    """The nearest id to a text: lower-case ASCII words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _id(value: object) -> str:
    text = _plain(value)
    if not re.fullmatch(ID, text):
        must = "must be lower-case words joined by hyphens, such as zero-draft"
        better = tidy_id(text)
        raise mistake(
            "id-form", must, _shown(text), f"Write {better}" if better else "Choose such words"
        )
    return text


Id = Annotated[str, BeforeValidator(_id), WithJsonSchema({"type": "string", "pattern": f"^{ID}$"})]
"""A permanent name of a record or of a part of it."""


@dataclass(frozen=True, slots=True)
class RefTo:
    """Marks a field whose text is the id of a record of `kind`, or of an entry of a vocabulary."""

    kind: str


StageRef = Annotated[Id, RefTo("stage")]
GroupRef = Annotated[Id, RefTo("group")]
TopicRef = Annotated[Id, RefTo("topic")]
MilestoneRef = Annotated[Id, RefTo("milestone")]
ConsultationRef = Annotated[Id, RefTo("consultation")]
DraftRef = Annotated[Id, RefTo("draft")]
StatementRef = Annotated[Id, RefTo("statement")]
OrganisationRef = Annotated[Id, RefTo("organisation")]


@dataclass(frozen=True, slots=True)
class RefToAny:
    """Marks a field whose text is `kind:id`."""


_RECORD = re.compile(rf"(?P<kind>[a-z]+):(?P<id>{ID}(?:/{ID})?)")


def _record_ref(value: object) -> str:
    text = _plain(value)
    if not _RECORD.fullmatch(text):
        must = "must be another record as kind:id"
        raise mistake("reference", must, _shown(text), "Write it such as consultation:2025-07-09-x")
    return text


RecordRef = Annotated[
    str,
    BeforeValidator(_record_ref),
    WithJsonSchema({"type": "string", "pattern": f"^[a-z]+:{ID}(?:/{ID})?$"}),
    RefToAny(),
]
"""Another record as `kind:id`, such as `draft:zero-draft`."""


# --- addresses and sources -----------------------------------------------------------------


def _address(value: object) -> str:
    text = _plain(value).strip()
    must = "must be an address that begins with https:// or http://"
    try:
        parts = urlsplit(text)
    except ValueError:
        raise mistake("address", must, _shown(text), "Copy the address anew") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        remedy = "Copy the address of the page from the browser"
        if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", text):
            remedy = f"Write https://{text}"
        raise mistake("address", must, _shown(text), remedy)
    if re.search(r"[\s<>\"{}|\\^`]", text):
        found = f"{_shown(text)}, with a space or a sign that addresses write as %20 and the like"
        raise mistake("address", must, found, "Copy the address from the browser's address bar")
    return text


Address = Annotated[
    str,
    BeforeValidator(_address),
    WithJsonSchema({"type": "string", "pattern": r"^https?://[^\s<>\"{}|\\^`]+$"}),
]
"""An http or https address."""


class Part(BaseModel):
    """A piece of a record: its fields are fixed, and nothing else may be in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Part):
    """Where a fact was read: an address, another record, or a document known by its title."""

    url: Address | None = None
    ref: RecordRef | None = None
    title: Text | None = None
    seen: Annotated[date, BeforeValidator(lambda v: _day(v))] | None = None
    archived: Address | None = None
    note: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        text = value.strip()
        if _RECORD.fullmatch(text):
            return {"ref": text}
        if not re.match(r"https?://", text):
            must = "must be an address (https://…) or another record (kind:id)"
            remedy = "Copy the address of the page from the browser"
            if re.match(r"\w+(\.\w+)+/?", text):
                remedy = f"Write https://{text}"
            elif not re.match(r"\w+:", text):
                remedy = "For a document without an address write - title: its title"
            raise mistake("source", must, _shown(value), remedy)
        return {"url": text}

    @model_validator(mode="after")
    def _says_where(self) -> Source:
        if not (self.url or self.ref or self.title):
            must = "must say where the fact was read"
            raise mistake("source", must, "it is empty", "Give url, ref or title")
        return self

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        fields = handler(schema)
        pattern = rf"^(https?://[^\s<>\"{{}}|\\^`]+|[a-z]+:{ID}(?:/{ID})?)$"
        return {"anyOf": [{"type": "string", "pattern": pattern}, fields]}


def one_or_many(value: object) -> object:
    """A single value where a list may stand is a list of one."""
    return value if isinstance(value, list) else [value]


def _some(value: object) -> object:
    values = one_or_many(value)
    if values in ([], [""]):
        must = "must name at least one source"
        remedy = "Write the address of the page where this can be read"
        raise mistake("source", must, "it is empty", remedy)
    return values


def _single_or_list(handler_schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [handler_schema["items"], handler_schema]}


class _OneOrMany:
    """Lets the JSON Schema of a list also admit its single item."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return _single_or_list(handler(schema))


Sources = Annotated[tuple[Source, ...], BeforeValidator(_some), _OneOrMany()]
"""At least one source; a single one needs no list."""

Texts = Annotated[tuple[Text, ...], BeforeValidator(one_or_many), _OneOrMany()]
Addresses = Annotated[tuple[Address, ...], BeforeValidator(one_or_many), _OneOrMany()]


# --- dates ---------------------------------------------------------------------------------


def _when(value: object) -> When:
    must = "must be a date such as 2025-07-25 or 2025-08"
    if not isinstance(value, str):
        raise mistake("when", must, _shown(value), "Write one date")
    try:
        return read_when(value)
    except NotAWhen as error:
        raise mistake("when", must, error.found, error.remedy) from None


_WHEN_SCHEMA = {
    "type": "string",
    "pattern": r"^(\.\.|\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?[?~%]?)"
    r"(/(\.\.|\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?[?~%]?|\d\d:\d\d))?$",
    "examples": ["2025-07-25", "2025-08", "2025-12-16/2025-12-17", "2025-07-09T16:45/17:45"],
}


DateOrSpan = Annotated[
    When,
    BeforeValidator(_when),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(_WHEN_SCHEMA),
]
"""A When (see clearway.records.when)."""


def _calendar_date(value: object) -> When:
    when = _when(value)
    if when.has_time:
        must = "must be a date without a time of day"
        raise mistake("when", must, _shown(value), f"Write {when.first_day}")
    return when


CalendarDate = Annotated[
    When,
    BeforeValidator(_calendar_date),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(_WHEN_SCHEMA),
]
"""A When without a time of day."""


def _day(value: object) -> date:
    must = "must be a day such as 2025-07-25"
    if not isinstance(value, str):
        raise mistake("when", must, _shown(value), "Write one day")
    try:
        return read_day(value)
    except NotAWhen as error:
        raise mistake("when", must, error.found, error.remedy) from None


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$", "format": "date"}),
]


@cache
def _zones() -> frozenset[str]:
    # Names such as EST and CET are in the database for old systems; readers take them for what
    # clocks show in summer too, which they are not.
    return frozenset(z for z in zoneinfo.available_timezones() if "/" in z) | {"UTC"}


_ABBREVIATIONS = {
    "EST": "America/New_York", "EDT": "America/New_York", "ET": "America/New_York",
    "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "CET": "Europe/Zurich",
    "CEST": "Europe/Zurich", "BST": "Europe/London", "GMT": "UTC", "EAT": "Africa/Nairobi",
}  # fmt: skip


def _zone(value: object) -> str:
    text = _plain(value)
    must = "must be a place of the IANA time zone database, such as Europe/Zurich, or UTC"
    if text in _zones():
        return text
    if text in _ABBREVIATIONS:
        remedy = (
            f"Write {_ABBREVIATIONS[text]} (or the place that is meant) and keep what the "
            f"source printed, '{text}', in a line printed"
        )
        raise mistake("zone", must, f"it is the abbreviation '{text}'", remedy)
    raise mistake("zone", must, _shown(text), nearest(text, _zones(), "Write such a name"))


Zone = Annotated[
    str,
    BeforeValidator(_zone),
    WithJsonSchema({"type": "string", "pattern": "^(UTC|[A-Za-z_]+/[A-Za-z0-9_+/-]+)$"}),
]


def check_placed(when: When, zone: str | None) -> None:
    """A time of day needs a zone in which it exists once. Raises a mistake."""
    if not when.has_time:
        return
    if zone is None:
        raise mistake(
            "zone",
            "a time of day must have its zone beside it",
            f"{when} has none",
            "Add a line such as zone: America/New_York",
        )
    try:
        place_in(when, zone)
    except NotAWhen as error:
        must = "must be a time that the clocks there show once"
        raise mistake("zone", must, error.found, error.remedy) from None


# --- codes ---------------------------------------------------------------------------------


@cache
def countries() -> Mapping[str, str]:
    """ISO 3166-1 alpha-2 codes with CLDR's English names, without CLDR's groups and unknowns."""
    names = Locale("en").territories
    return {
        code: str(names[code])
        for code in sorted(names)
        if re.fullmatch(r"[A-Z]{2}", code)
        and code not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
    }  # fmt: skip


def _country(value: object) -> str:
    text = _plain(value)
    must = "must be a country's code of two letters (ISO 3166-1), such as NO for Norway"
    if text in countries():
        return text
    named = [code for code, name in countries().items() if name.lower() == text.lower()]
    if text.upper() == "UK":
        named = ["GB"]
    remedy = "Look the code up, or remove the field while it is unknown"
    if named or text.upper() in countries():
        remedy = f"Write {(named or [text.upper()])[0]}"
    raise mistake("country", must, _shown(text), remedy)


Country = Annotated[
    str, BeforeValidator(_country), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"})
]


def _tag(value: object) -> str:
    text = _plain(value)
    if not _LANGUAGE.fullmatch(text):
        must = "must be a language tag such as en or zh-Hant (BCP 47)"
        raise mistake("language", must, _shown(text), "Write the tag")
    return text


LanguageTag = Annotated[
    str,
    BeforeValidator(_tag),
    WithJsonSchema({"type": "string", "pattern": f"^{_LANGUAGE.pattern}$"}),
]


def _yes_or_no(value: object) -> bool:
    if value in ("yes", "true"):
        return True
    if value in ("no", "false"):
        return False
    raise mistake("yes-or-no", "must be yes or no", _shown(value), "Write yes or no")


YesNo = Annotated[
    bool,
    BeforeValidator(_yes_or_no),
    WithJsonSchema({"enum": ["yes", "no", True, False]}),
]


def _count(value: object) -> int:
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value):
        return int(value)
    raise mistake("number", "must be a number in digits", _shown(value), "Write digits only")


Count = Annotated[int, BeforeValidator(_count), WithJsonSchema({"type": "integer", "minimum": 0})]


class Absent(StrEnum):
    """What a source says of something that one would look for."""

    NONE = "none"


def _address_or_none(value: object) -> str | Literal[Absent.NONE]:
    return Absent.NONE if value == "none" else _address(value)


AddressOrNone = Annotated[
    str,
    BeforeValidator(_address_or_none),
    WithJsonSchema({"anyOf": [{"const": "none"}, {"type": "string", "pattern": "^https?://"}]}),
]
"""An address, or 'none' where it was looked for and there is none. Not given means unknown."""


def nearest(text: str, known: Mapping[str, object] | frozenset[str], otherwise: str) -> str:
    """'Did you mean …?' with the known name that is nearest to `text`, else `otherwise`."""
    close = get_close_matches(text.lower(), sorted(known), n=1, cutoff=0.6)
    folded: Callable[[str], str] = str.casefold
    same = [name for name in sorted(known) if folded(name) == folded(text)]
    best = (same or close)[:1]
    return f"Did you mean {best[0]}?" if best else otherwise
