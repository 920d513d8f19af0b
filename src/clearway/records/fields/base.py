"""What the types of all fields share: how they refuse, and the parts that fields make up.

Every error here is a pydantic error of type 'clearway' whose context holds the clauses of a
problem: `rule`, `must` (without the field's name, which the caller puts before it), `found` and
`remedy`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Self, TypeAlias, get_args, get_origin

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from clearway.problems import shown
from clearway.records.reading.positions import Loc


def mistake(rule: str, must: str, found: str, remedy: str) -> PydanticCustomError:
    """What a field's type raises: clauses without the field's name and without stops."""
    return PydanticCustomError(
        "clearway",
        "{must}; {found}. {remedy}",
        {"rule": rule, "must": must, "found": found, "remedy": remedy},
    )


def plain(value: object, must: str = "must be a text") -> str:
    """A text that is not empty. Raises a mistake."""
    if not isinstance(value, str):
        remedy = "Write one text"
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
            remedy = (
                f"Where the text has brackets, write it in quotes: '[{value[0]}]'; else write "
                f"{value[0]}"
            )
        raise mistake("text", must, shown(value), remedy)
    if not value.strip():
        raise mistake("missing", must, "it is empty", "Write it, or remove the field")
    return value


# An editor's YAML reader (YAML 1.2, core schema) gives `2025`, `46.2` and `true` types of their
# own, where we read the text that was written; so a schema must admit them wherever words stand.
SCALARS = ["string", "number", "boolean"]


class Part(BaseModel):
    """A piece of a record: its fields are fixed, and nothing else may be in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _take_lists_of_one(cls, value: Any) -> Any:
        """A plain value where a list of plain values is meant is a list of one."""
        if not isinstance(value, dict):
            return value
        alone = [name for name in _plain_lists(cls) if isinstance(value.get(name), str)]
        return {**value, **{name: [value[name]] for name in alone}} if alone else value

    def but(self, **changes: Any) -> Self:
        """A copy with other values, which are not checked; a default is as if not given."""
        copy = self.model_copy(update=changes)
        fields = type(self).model_fields
        copy.__pydantic_fields_set__ -= {n for n, v in changes.items() if v == fields[n].default}
        return copy


@cache
def _plain_lists(part: type[Part]) -> tuple[str, ...]:
    """The names of the fields that hold lists of plain values, and no parts."""
    return tuple(
        info.alias or name
        for name, info in part.model_fields.items()
        if get_origin(info.annotation) is tuple and not _holds_part(info.annotation)
    )


def _holds_part(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return True
    return any(_holds_part(each) for each in get_args(annotation))


Disagreements: TypeAlias = Iterator[tuple[Loc, PydanticCustomError]]


class Consistent(Part):
    """A part whose fields must agree with one another."""

    @classmethod
    def disagreements(cls, given: Mapping[str, object]) -> Disagreements:
        """What does not agree, and at which field.

        `given` holds the fields as they were written, so that this is told even when another
        field is wrong by itself; a field that is wrong by itself must be passed over here.
        """
        raise NotImplementedError

    @model_validator(mode="wrap")
    @classmethod
    def _tell_all(cls, value: Any, handler: ModelWrapValidatorHandler[Any]) -> Any:
        wrong: list[InitErrorDetails] = []
        part = None
        try:
            part = handler(value)
        except ValidationError as error:
            wrong += [_once_more(detail) for detail in error.errors(include_url=False)]
        if isinstance(value, dict):
            wrong += [
                InitErrorDetails(type=told, loc=loc, input=value)
                for loc, told in cls.disagreements(value)
            ]
        if wrong:
            raise ValidationError.from_exception_data(cls.__name__, wrong)
        return part


def _once_more(detail: ErrorDetails) -> InitErrorDetails:
    """An error that was caught, as it must look to be raised again."""
    context = detail.get("ctx", {})
    again: str | PydanticCustomError = detail["type"]
    if again == "clearway":
        again = mistake(**context)
    return InitErrorDetails(type=again, loc=detail["loc"], input=detail["input"], ctx=context)
