"""JSON Schemas of the files in data/, generated from the types, for editors and other programs.

A schema says less than the check (it knows no other record) and never more: what the check lets
pass is valid, with the types that a YAML 1.2 reader gives to plain words and numbers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from clearway.records.editing.layout import HOMES, FileShape, KindLocation

DIALECT = GenerateJsonSchema.schema_dialect
"""JSON Schema 2020-12."""

Schema = dict[str, Any]

_LISTS = (FileShape.LIST, FileShape.LISTS)


@cache
def schemas() -> Mapping[str, str]:
    """The text of each schema by its file's name, such as 'milestones.json' or 'draft.json'."""
    return {schema_name(home): _text(_schema(home)) for home in HOMES.values()}


def schema_name(home: KindLocation) -> str:
    """That of the whole file: of a list it is named after the list, else after the kind."""
    return f"{home.place if home.shape in _LISTS else home.kind}.json"


def _text(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _schema(home: KindLocation) -> Schema:
    record: Schema = _tidied(home.model.model_json_schema(mode="validation"))
    parts = record.pop("$defs", {})
    # What the place of a file says need not be written in it.
    record["required"] = [name for name in record["required"] if name not in home.placed]
    title, about = f"{home.kind} ({home.pattern})", record.pop("description")
    if home.shape in _LISTS:
        parts[home.model.__name__] = {"description": about, **record}
        items = {"$ref": f"#/$defs/{home.model.__name__}"}
        record = {"type": "array", "items": items}
    whole = {"$schema": DIALECT, "title": title, "description": about, **record}
    return {**whole, "$defs": dict(sorted(parts.items()))} if parts else whole


def _or_one(schema: Schema) -> Schema:
    """A list of plain values may be written as one of them."""
    if schema.get("type") != "array" or "$ref" in str(schema["items"]):
        return schema
    of_list = {word: schema[word] for word in ("type", "items", "minItems") if word in schema}
    rest = {word: inner for word, inner in schema.items() if word not in of_list}
    return {**rest, "anyOf": [schema["items"], of_list]}


def _tidied(value: Any, *, names: bool = False) -> Any:
    """Without what the generator adds of its own: titles, nulls and defaults.

    `names` says that the keys are names of fields or parts and no words of JSON Schema. A field
    that is not known is left out; an empty one is an error, so null is nowhere valid.
    """
    if isinstance(value, list):
        return [_tidied(item) for item in value]
    if not isinstance(value, dict):
        return value
    if names:
        return {name: _or_one(_tidied(inner)) for name, inner in value.items()}
    kept = {
        word: _tidied(inner, names=word in ("properties", "$defs"))
        for word, inner in value.items()
        if word not in ("title", "default")
    }
    if "description" in kept:
        kept["description"] = " ".join(kept["description"].split())
    choices = [choice for choice in kept.pop("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        return {**choices[0], **kept}
    return {**kept, "anyOf": choices} if choices else kept
