"""Codes of countries, languages and texts; degrees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated

from babel import Locale
from pydantic import BeforeValidator, WithJsonSchema

from clearway.problems import shown
from clearway.records.fields.base import SCALARS, mistake, plain
from clearway.records.fields.text import LANGUAGE

# In CLDR, but groups, islands without a code of their own, test codes or 'unknown'.
_NO_COUNTRIES = frozenset("EU EZ UN QO XA XB ZZ AC CP CQ DG EA IC TA".split())


@cache
def countries() -> Mapping[str, str]:
    """ISO 3166-1 alpha-2 codes with CLDR's English names (and XK, which CLDR has for Kosovo)."""
    names = Locale("en").territories
    return {
        code: str(names[code])
        for code in sorted(names)
        if re.fullmatch(r"[A-Z]{2}", code) and code not in _NO_COUNTRIES
    }


def _country(value: object) -> str:
    must = "must be a country's code of two letters (ISO 3166-1), such as NO for Norway"
    text = plain(value, must)
    if text not in countries():
        raise mistake("country", must, shown(text), _which_country(text))
    return text


def _which_country(text: str) -> str:
    if text.upper() in countries():
        return f"Write {text.upper()}"
    if text.upper() == "UK":
        return "Write GB"
    named = [code for code, name in countries().items() if name.casefold() == text.casefold()]
    return f"Write {named[0]}" if named else "Look the code up, or remove the field while unknown"


Country = Annotated[
    str, BeforeValidator(_country), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"})
]


def _tag(value: object) -> str:
    must = "must be a language tag such as en or zh-Hant (BCP 47)"
    text = plain(value, must)
    if not re.fullmatch(LANGUAGE, text):
        raise mistake("language", must, shown(text), "Write the tag, such as fr for French")
    return text


LanguageTag = Annotated[
    str, BeforeValidator(_tag), WithJsonSchema({"type": "string", "pattern": f"^{LANGUAGE}$"})
]


def _degrees(most: int) -> BeforeValidator:
    """Reads decimal degrees from -`most` to `most`."""
    must = f"must be degrees between -{most} and {most}, with a point, such as 46.23"

    def read(value: object) -> float:
        text = plain(value, must)
        if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,8})?", text) or abs(float(text)) > most:
            raise mistake("degrees", must, shown(text), "Copy the number from a map")
        return float(text)

    return BeforeValidator(read)


def _degrees_schema(most: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "number", "minimum": -most, "maximum": most})


Latitude = Annotated[float, _degrees(90), _degrees_schema(90)]
Longitude = Annotated[float, _degrees(180), _degrees_schema(180)]
"""Decimal degrees of WGS 84, as RFC 5545 3.8.1.6 asks for GEO."""


def _sha256(value: object) -> str:
    must = "must be the SHA-256 of a text, 64 digits and letters from a to f"
    text = plain(value, must).strip().lower()
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        remedy = "Copy it whole from the statement's page, or remove the field while unknown"
        raise mistake("sha256", must, shown(value), remedy)
    return text


Sha256 = Annotated[
    str,
    BeforeValidator(_sha256),
    WithJsonSchema({"type": SCALARS, "pattern": "^[0-9a-fA-F]{64}$"}),
]
"""The SHA-256 of a text, in lower-case hexadecimal."""
