"""The types of single fields: each reads the text that was written, or says what it must be."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    BeforeValidator,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema

from clearway.problems import nearest, shown
from clearway.records.fields.base import Consistent, Disagreements, Part, mistake, plain
from clearway.records.fields.codes import (
    Country,
    LanguageTag,
    Latitude,
    Longitude,
    Sha256,
    countries,
)
from clearway.records.fields.dates import (
    CalendarDate,
    DateOrSpan,
    DateOrUnknown,
    Day,
    Domain,
    Identity,
    Zone,
    misplaced,
)
from clearway.records.fields.references import (
    RECORD,
    CommitmentRef,
    ConsultationRef,
    DraftRef,
    GroupRef,
    MilestoneRef,
    OrganisationRef,
    RaisedAt,
    RecordRef,
    RefTo,
    RefToAny,
    StageRef,
    StatementRef,
    TopicRef,
)
from clearway.records.fields.text import (
    ID,
    Count,
    Hashtag,
    Id,
    Line,
    Text,
    Verbatim,
    YesNo,
    id_form,
    is_id,
    tidy_id,
)

# --- Addresses, and the sources that every fact must have


_ADDRESS = r"https?://[^\s<>\"{}|\\^`]+"
_NOT_IN_ADDRESSES = re.compile(r"[\s<>\"{}|\\^`]")
_IN_SIGNS = re.compile(f"<{_ADDRESS}>")
"""An address between the signs in which mail and Markdown put one."""
_BARE = re.compile(r"[\w-]+(\.[\w-]+)+(/\S*)?")
"""An address without its beginning, such as www.example.org/page."""

_COPY = "Copy the address of the page from the browser"


def _address(value: object) -> str:
    text = plain(value).strip()
    must = "must be an address that begins with https:// or http://"
    if _IN_SIGNS.fullmatch(text):
        raise mistake("address", must, shown(text), f"Write {text[1:-1]}")
    try:
        parts = urlsplit(text)
    except ValueError:
        raise mistake("address", must, shown(text), _COPY) from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        remedy = f"Write https://{text}" if len(text) < 60 and _BARE.fullmatch(text) else _COPY
        raise mistake("address", must, shown(text), remedy)
    if _NOT_IN_ADDRESSES.search(text):
        found = f"{shown(text)}, which has a space or a sign that no address holds"
        raise mistake("address", must, found, _COPY)
    return text


Address = Annotated[
    str, BeforeValidator(_address), WithJsonSchema({"type": "string", "pattern": f"^{_ADDRESS}$"})
]
"""An http or https address."""


class Absent(StrEnum):
    """What a source says of something that one would look for."""

    NONE = "none"


def _address_or_none(value: object) -> str | Literal[Absent.NONE]:
    return Absent.NONE if value == "none" else _address(value)


AddressOrNone = Annotated[
    str,
    BeforeValidator(_address_or_none),
    WithJsonSchema({"type": "string", "pattern": f"^(none|{_ADDRESS})$"}),
]
"""An address, or 'none' where it was looked for and there is none. Not given means unknown."""


_MAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"


def _contact(value: object) -> str:
    text = plain(value).strip()
    if re.fullmatch(_MAIL, text):
        return text
    if not text.startswith(("http://", "https://")):
        must = "must be an e-mail address of an office, or the address of a page"
        raise mistake(
            "contact",
            must,
            shown(text),
            "Write such as office@example.org or https://example.org/contact",
        )
    return _address(text)


Contact = Annotated[
    str,
    BeforeValidator(_contact),
    WithJsonSchema({"type": "string", "pattern": f"^({_MAIL}|{_ADDRESS})$"}),
]
"""An e-mail address without a name, or an http or https address."""


class Source(Part):
    """Where a fact was read: an address, another record, or a document known by its title."""

    url: Address | None = None
    """The address of the page."""
    ref: RecordRef | None = None
    """Another record instead of an address."""
    title: Text | None = None
    """What the page or document is called. A document without an address needs it."""
    page: Line | None = None
    """The page or paragraph in a long document."""
    date: CalendarDate | None = None
    """The date that the document bears."""
    seen: Day | None = None
    """The day on which you last saw it there."""
    archived: Address | None = None
    """The address of a copy that somebody keeps."""
    note: Text | None = None
    """What readers should know about the source."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        """A plain text is an address or a record."""
        if not isinstance(value, str):
            return value
        text = value.strip()
        if re.fullmatch(RECORD, text):
            return {"ref": text}
        if not re.match(r"https?://", text):
            must = "must be an address (https://…) or another record (kind:id)"
            raise mistake("source", must, shown(value), _better_source(text))
        # Reported here and not at the field url, which the record does not have.
        return {"url": _address(text)}

    @model_validator(mode="after")
    def _says_where(self) -> Source:
        if not (self.url or self.ref or self.title):
            must = "must say where the fact was read"
            raise mistake("source", must, "it does not", "Give url, ref or title")
        return self

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        fields = handler(schema)
        return {"anyOf": [{"type": "string", "pattern": f"^({_ADDRESS}|{RECORD})$"}, fields]}


def _better_source(text: str) -> str:
    if not text:
        return "Write the address of the page where this can be read"
    if _IN_SIGNS.fullmatch(text):
        return f"Write {text[1:-1]}"
    if len(text) < 60 and _BARE.fullmatch(text):
        return f"Write https://{text}"
    if re.match(r"\w+:", text):
        return _COPY
    return "For a document without an address write title: and its title, below '- '"


def one_or_many(value: object) -> object:
    """A single value where a list may stand is a list of one."""
    return value if isinstance(value, list) else [value]


def _at_least_one(value: object) -> object:
    values = one_or_many(value)
    if values in ([], [""]):
        must = "must name at least one source"
        remedy = "Write the address of the page where this can be read"
        raise mistake("source", must, "it is empty", remedy)
    return values


class _OneOrMany:
    """Lets the JSON Schema of a list also admit its single item."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        many = handler(schema)
        return {"anyOf": [many["items"], many]}


class _AtLeastOne(_OneOrMany):
    """As _OneOrMany, for a list that may not be empty."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        one, many = super().__get_pydantic_json_schema__(schema, handler)["anyOf"]
        return {"anyOf": [one, {**many, "minItems": 1}]}


Sources = Annotated[tuple[Source, ...], BeforeValidator(_at_least_one), _AtLeastOne()]
"""At least one source; a single one needs no list."""


NOT_RECORDED = "unknown"
"""What is written of a place where no source names one."""


def _raised_somewhere(value: object) -> object:
    values = one_or_many(value)
    if values == [NOT_RECORDED]:
        return []
    if values in ([], [""]):
        must = "must name at least one point of a summary, or submission"
        remedy = f"Write it such as summary:town-hall#point-3, or {NOT_RECORDED}"
        raise mistake("raised", must, "it is empty", remedy)
    return values


class _OrNotRecorded(_AtLeastOne):
    """As _AtLeastOne, or 'unknown' in place of the list."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        listed = super().__get_pydantic_json_schema__(schema, handler)
        return {"anyOf": [*listed["anyOf"], {"const": NOT_RECORDED}]}


Raised = Annotated[
    tuple[RaisedAt, ...],
    BeforeValidator(_raised_somewhere),
    PlainSerializer(lambda places: list(places) or NOT_RECORDED),
    _OrNotRecorded(),
]
"""Where something was asked for; a single place needs no list. Empty where it is 'unknown'."""

Lines = Annotated[tuple[Line, ...], BeforeValidator(one_or_many), _OneOrMany()]
Texts = Annotated[tuple[Text, ...], BeforeValidator(one_or_many), _OneOrMany()]
Hashtags = Annotated[tuple[Hashtag, ...], BeforeValidator(one_or_many), _OneOrMany()]
Addresses = Annotated[tuple[Address, ...], BeforeValidator(one_or_many), _OneOrMany()]


# --- The types of single fields: each reads the text that was written, or says what it must be


__all__ = [
    "ID",
    "Absent",
    "Address",
    "AddressOrNone",
    "Addresses",
    "CalendarDate",
    "CommitmentRef",
    "Consistent",
    "ConsultationRef",
    "Contact",
    "Count",
    "Country",
    "DateOrSpan",
    "DateOrUnknown",
    "Day",
    "Disagreements",
    "Domain",
    "DraftRef",
    "GroupRef",
    "Hashtags",
    "Id",
    "Identity",
    "LanguageTag",
    "Latitude",
    "Line",
    "Lines",
    "Longitude",
    "MilestoneRef",
    "OrganisationRef",
    "Part",
    "Raised",
    "RaisedAt",
    "RecordRef",
    "RefTo",
    "RefToAny",
    "Sha256",
    "Source",
    "Sources",
    "StageRef",
    "StatementRef",
    "Text",
    "Texts",
    "TopicRef",
    "Verbatim",
    "YesNo",
    "Zone",
    "countries",
    "id_form",
    "is_id",
    "misplaced",
    "mistake",
    "nearest",
    "one_or_many",
    "tidy_id",
]
