"""YAML as an editor reads it: version 1.2 with its core schema, where NO and dates are texts."""

from __future__ import annotations

import re
from typing import Any

import yaml


class CoreLoader(yaml.SafeLoader):
    """Resolves plain scalars as YAML 1.2.2, 10.3.2 says, and nothing else."""

    yaml_implicit_resolvers: dict[str, Any] = {}


_CORE = (
    ("null", r"~|null|Null|NULL|", [*"~nN", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", r"[-+]?[0-9]+", [*"-+0123456789"]),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", [*"-+.0123456789"]),
)
for _name, _pattern, _first in _CORE:
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_name}", re.compile(f"^(?:{_pattern})$"), _first
    )


def read_as_editor(text: str) -> Any:
    """The values of a YAML file, or of the front matter of a Markdown file."""
    if text.startswith("---\n"):
        text = text.split("\n---", 1)[0]
    # Made from SafeLoader; only the types that it gives to plain words differ.
    return yaml.load(text, Loader=CoreLoader)  # noqa: S506
