"""The template of a new record: what is known is filled in, the other fields are listed.

    skeleton(HOME_OF_KIND["endorsement"], {"kind": "individual"})

It is a whole file (of kinds that share one, an entry for it) in which every line says what it
wants. What must be there and is not known stands empty, and the check asks for it; what may be
there stands as a comment.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from clearway.records.editing.field_hints import ANY_WORDS, Hint, hints
from clearway.records.editing.layout import FileShape, KindLocation
from clearway.records.editing.yaml_writing import Written, record_text

_WIDTH = 98
_KEY = re.compile(r"(?:- |  )?(\w+):(.*)")


USUAL: Mapping[str, tuple[str, ...]] = {
    "milestone": ("description", "stage", "venue"),
    "consultation": ("venue", "draft", "registration"),
    "summary": ("author", "url", "points"),
    "draft": ("label", "previous", "stage"),
    "annotation": ("type", "by", "text"),
    "submission": ("by", "on_behalf_of", "date"),
    "ask": ("groups", "note"),
    "statement": ("label", "authors", "endorsement"),
    "commitment": ("addressee", "text", "judgement"),
    "promise": ("point", "due", "result"),
    "endorsement": ("organisation", "country", "date"),
    "organisation": ("acronyms", "country", "url"),
    "engagement": ("when", "means", "outcome"),
    "position": ("country", "draft", "text"),
    "version": ("note",),
}
"""By kind, the fields that a new record shows besides those that must be there: what most have."""


def skeleton(
    home: KindLocation,
    values: Mapping[str, Written],
    words: Mapping[str, Sequence[str]] | None = None,
    *,
    notes: Sequence[str] = (),
    further: Sequence[str] | None = None,
    explained: Mapping[str, str] = MappingProxyType({}),
    body: str = "",
) -> str:
    """A record of a home with these values, and hints in comments (see the module).

    `words` are the ids that a field may name, by kind; `notes` are sentences above the fields;
    `further` are the fields that need not be there and are shown, all of them if it is not given.
    `explained` are sentences above fields that have values. A value that is None stands empty, as
    what must be there does. Raises WriteError.
    """
    known = hints(home, words)
    fields = {
        hint.name: values.get(hint.name)
        for hint in known
        if hint.is_required or hint.name in values
    }
    if "source" in fields:
        fields["source"] = fields.pop("source")  # last, as people write it
    # What stands in a list of records is set in by two spaces.
    indent = "  " if home.shape in (FileShape.LIST, FileShape.LISTS) else ""
    asked = {hint.name: hint for hint in known if values.get(hint.name) is None}
    lines = list(_asking(record_text(home, fields).splitlines(), asked, indent))
    lines = list(_explained(lines, explained))
    optional = [
        hint
        for hint in known
        if hint.name not in fields and (further is None or hint.name in further)
    ]
    end = len(lines) - 1 if home.suffix == ".md" else len(lines)
    lines[end:end] = [f"{indent}{line}".rstrip() for line in _further(optional)]
    begin = next((n for n, line in enumerate(lines) if "$schema=" in line), -1) + 1
    lines[begin:begin] = [comment for note in notes for comment in _comment(note)]
    text = "".join(f"{line}\n" for line in lines)
    return f"{text}\n{body}\n" if home.suffix == ".md" and body else text


def _asking(lines: list[str], asked: Mapping[str, Hint], indent: str) -> Iterator[str]:
    """The lines, each empty field with what it wants above it."""
    for line in lines:
        found = _KEY.fullmatch(line)
        if found and not found[2] and found[1] in asked and asked[found[1]].wants != ANY_WORDS:
            comment = _comment(asked[found[1]].wants)
            # Nothing may stand between the sign that begins an entry and its first field.
            yield from (f"{indent if not line.startswith('-') else ''}{each}" for each in comment)
        yield line


def _explained(lines: list[str], explained: Mapping[str, str]) -> Iterator[str]:
    """The lines, each field of the record itself with its sentence above it."""
    for line in lines:
        name, colon, _ = line.partition(":")
        if colon and name in explained:
            yield from _comment(explained[name])
        yield line


def _further(optional: Sequence[Hint]) -> Iterator[str]:
    if optional:
        yield ""
        yield from _comment("Known more? Take the # and the space away before a line, and fill in:")
    for hint in optional:
        yield f"# {hint.name}: {_said(hint)}"


def _said(hint: Hint) -> str:
    return f"{hint.wants} (several: [one, another])" if hint.is_list else hint.wants


def _comment(text: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False
    )
