"""Words, names, numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any
from unicodedata import normalize

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from clearway.problems import quoted, shown
from clearway.records.fields.base import SCALARS, mistake, plain

LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
"""The form of a language tag (BCP 47), as far as a tracker needs it."""

_LANGUAGE = re.compile(LANGUAGE)


def _line(value: object) -> str:
    text = plain(value).strip()
    if "\n" in text:
        raise mistake("text", "must be one line", "it has several", "Write it on one line")
    return text


Line = Annotated[str, BeforeValidator(_line), WithJsonSchema({"type": SCALARS, "minLength": 1})]
"""One line of text, such as a name."""


Verbatim = Annotated[str, BeforeValidator(plain), WithJsonSchema({"type": SCALARS, "minLength": 1})]
"""Words of another text exactly as they stand there, the spaces around them included."""


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
        """The words of a plain text, or of one text for each language. Raises a mistake."""
        must = "must be a text, or one text for each language tag such as en or fr"
        if not isinstance(value, dict):
            return cls(plain(value).strip())
        for tag in value:
            if not _LANGUAGE.fullmatch(tag):
                remedy = "Write a language tag there, or the text itself in quotes"
                raise mistake("language", must, f"it has {quoted(tag)}", remedy)
        texts = {tag: plain(text, must).strip() for tag, text in value.items()}
        if not texts:
            raise mistake("missing", must, "it is empty", "Write it, or remove the field")
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
        words = {"type": SCALARS, "minLength": 1}
        by_language = {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": f"^{LANGUAGE}$"},
            "additionalProperties": words,
        }
        return {"anyOf": [words, by_language]}


ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""The form of an id: lower-case ASCII words joined by hyphens."""


MOST_ID = 100
"""The most characters of an id. With a folder's name and an ending, every disk takes it."""

_DEVICES = r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])"
"""Names of devices in Windows, which can open no file of such a name, whatever its ending."""


def tidy_id(text: str) -> str:
    """The nearest id to a text; empty where nothing of it can stand in one.

    >>> tidy_id("Zero draft, rev. 1"), tidy_id("aux"), tidy_id("\u200b")
    ('zero-draft-rev-1', 'aux-1', '')
    """
    plain_text = normalize("NFKD", text).encode("ascii", "ignore").decode()
    id = re.sub(r"[^a-z0-9]+", "-", plain_text.lower()).strip("-")
    if len(id) > MOST_ID:
        id = id[: MOST_ID + 1].rpartition("-")[0] or id[:MOST_ID]
    return f"{id}-1" if re.fullmatch(_DEVICES, id) else id


def is_id(text: str) -> bool:
    """Whether a text can be an id, and the name of a file on every system."""
    return bool(
        len(text) <= MOST_ID and re.fullmatch(ID, text) and not re.fullmatch(_DEVICES, text)
    )


def id_form(text: str) -> tuple[str, str]:
    """What an id must be, as a clause about this text which is none, and what to do."""
    better = tidy_id(text)
    remedy = f"Write {better}" if better else "Choose such words"
    if len(text) > MOST_ID:
        return f"must be at most {MOST_ID} characters long", remedy
    if re.fullmatch(_DEVICES, text):
        return "must not be the name of a device in Windows, where no file may have it", remedy
    return "must be lower-case words joined by hyphens, such as zero-draft", remedy


def _id(value: object) -> str:
    text = plain(value)
    if not is_id(text):
        must, remedy = id_form(text)
        raise mistake("id-form", must, shown(text), remedy)
    return text


Id = Annotated[
    str,
    BeforeValidator(_id),
    WithJsonSchema(
        {
            "type": SCALARS,
            "pattern": f"^{ID}$",
            "maxLength": MOST_ID,
            "not": {"pattern": f"^{_DEVICES}$"},
        }
    ),
]
"""A permanent name of a record or of a part of it."""


def _yes_or_no(value: object) -> bool:
    if value in ("yes", "true"):
        return True
    if value in ("no", "false"):
        return False
    remedy = "Write yes or no, or remove the field while it is unknown"
    raise mistake("yes-or-no", "must be yes or no", shown(value), remedy)


YesNo = Annotated[
    bool, BeforeValidator(_yes_or_no), WithJsonSchema({"enum": ["yes", "no", True, False]})
]


def _count(value: object) -> int:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    remedy = "Write digits only, such as 1250, or remove the field while it is unknown"
    raise mistake("number", "must be a number in digits", shown(value), remedy)


Count = Annotated[int, BeforeValidator(_count), WithJsonSchema({"type": "integer", "minimum": 0})]
"""How many; never negative."""
