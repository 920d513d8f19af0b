"""Fields of text: words in one or several languages, ids, yes or no, counts, readable names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any
from unicodedata import category, normalize

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
        if len(value) == 1 and not any(value.values()) and not _LANGUAGE.fullmatch(*value):
            in_braces = "{" + next(iter(value)) + "}"
            found = "it has a field of its own, which is empty"
            remedy = f"Write the text; where it has braces, in quotes: '{in_braces}'"
            raise mistake("text", must, found, remedy)
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


ID_SCHEMA: dict[str, Any] = {
    "type": SCALARS,
    "pattern": f"^{ID}$",
    "maxLength": MOST_ID,
    "not": {"pattern": f"^{_DEVICES}$"},
}

Id = Annotated[str, BeforeValidator(_id), WithJsonSchema(ID_SCHEMA)]
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


_HASHTAG = re.compile(r"[#＃]?([\d_]*[^\W\d_]\w*)")


def _hashtag(value: object) -> str:
    text = plain(value).strip()
    found = _HASHTAG.fullmatch(text)
    if not found:
        must = "must be a hashtag: letters, digits and underscores, with at least one letter"
        remedy = "Write one such as LibraryHours, and several as a list"
        raise mistake("hashtag", must, shown(text), remedy)
    return found[1]


Hashtag = Annotated[
    str,
    BeforeValidator(_hashtag),
    WithJsonSchema({"type": "string", "pattern": r"^[#＃]?[^\s#]+$"}),
]
"""A word that marks posts on one subject, kept without its sign."""


# --- Names that people can read


SILENT = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")
"""A soft hyphen, a zero-width space, a word joiner and a byte-order mark, which come along when a
text is copied and say nothing. Joiners and marks of direction belong to the spelling of some
scripts."""

_UNSEEN = re.compile(
    "[\u00ad\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0"
    "\ue000-\uf8ff\ufff0-\ufffb\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
"""Default_Ignorable_Code_Point (Unicode 5.21) without what some script or sign is spelled with;
the empty pattern of Braille; what no font shows because its use is private."""

_MOST_MARKS = 8
"""On one letter; scripts that stack them, such as Tibetan, take five."""


_LONGEST = 300
"""In letters, as the forms take them."""


def illegible(name: str) -> str | None:
    """Why a name cannot be read, as a clause: "it has no letter"; None where people can."""
    unseen = _UNSEEN.search(name)
    if unseen:
        return f"there is U+{ord(unseen[0]):04X}, which cannot be seen"
    if len(name) > _LONGEST:
        return f"it has {len(name):,} letters, and at most {_LONGEST} are taken"
    kinds = "".join(category(character)[0] for character in name)
    if not {"L", "N"} & set(kinds):
        return f"there is no letter in {quoted(name)}"
    if "M" * (_MOST_MARKS + 1) in kinds:
        return f"there are more than {_MOST_MARKS} accents on one letter"
    return None
