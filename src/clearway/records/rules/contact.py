"""No personal contact data: the record is public and copied by many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clearway.problems import Place, Problem, Severity, quoted
from clearway.records.fields import Part, Text
from clearway.records.kinds.draft import Completeness, Draft, Translation
from clearway.records.kinds.process import Profile
from clearway.records.reading.positions import Loc
from clearway.records.rules.subject import Subject

_ADDRESS = re.compile(r"(?:https?:)?//\S+|\bwww\.\S+")
"""Web addresses hold digits and signs @ of their own, such as a mailing list's archive."""

_MAIL = re.compile(
    r"""
    (?<![\w.+-]) [\w.+-]+ (?: @ | [ ]?\[at\][ ]? | [ ]?\(at\)[ ]? )     # kari@, kari [at]
    [\w-]+ (?: (?: \. | [ ]?\[dot\][ ]? ) [\w-]+ )+       # library.example
    """,
    re.VERBOSE | re.IGNORECASE,
)

_TELEPHONE = re.compile(
    r"""
    (?<![\w/.+-]) (?:
        \+ (?:[ ()./-]*\d){8,15}                      # +41 22 730 51 11
      | 00 [1-9] (?:[ ()./-]*\d){7,13}                # 0041 22 730 51 11
      | \(0?\d{2,4}\) [ -]? \d{3,4} [ .-]? \d{3,4}    # (202) 555-0143
      | \d{3} ([.-]) \d{3} \1 \d{4}                   # 202-555-0143
      | (?= (?:[ ]?\d){10}) 0\d{1,3} (?:[ ]\d{2,4}){2,4}   # 022 730 51 11, not a date
    ) (?![\w/-]|[.,]\d)
    """,
    re.VERBOSE,
)

_TOLD = re.compile(
    r"\b(?:tel|telephone|phone|mobile|cell|fax|whatsapp)\b[ .:]{1,3}\(?\d(?:[ ()./-]*\d){5,14}",
    re.IGNORECASE,
)
"""A number that is called one, however it is written."""


_SUSPECT = re.compile(r"@|[\[(]at[\])]|\d(?:[ ()./-]*\d){5}", re.IGNORECASE)
"""What every e-mail address or telephone number has, and few other texts."""


def check_contact_data(subject: Subject) -> Iterator[Problem]:
    """No text of a record may hold an e-mail address or a telephone number.

    The process's own `contact` is one: the keeper's, who publishes it to be written to.
    The published text of a draft may name an office's own: there it is a warning, since the text
    is kept as it was printed.
    """
    for record in subject.process:
        for loc, text in _inside(record.__dict__, ()):
            found = contact_data(text)
            if found and not (isinstance(record, Profile) and loc == ("contact",)):
                yield _problem(record.at(*loc), found)
        for number, line in enumerate(record.body.split("\n"), record.origin.body_line):
            found = contact_data(line)
            if found:
                place = Place(record.origin.path, number)
                is_published = isinstance(record, Translation) or (
                    isinstance(record, Draft) and record.text is Completeness.FULL
                )
                yield _in_document(place, found) if is_published else _problem(place, found)


def _in_document(place: Place, found: re.Match[str]) -> Problem:
    must = "a published text may name an office's address, but no person's"
    remedy = "If it is a person's, write '(contact data)' instead; if it is an office's, leave it"
    is_ = f"there is {quoted(found[0])}"
    return Problem(place, "contact-data", must, is_, remedy, Severity.WARNING)


def _problem(place: Place, found: re.Match[str]) -> Problem:
    must = "no e-mail address or telephone number may stand in a record"
    remedy = (
        "Leave it out: name the role or organisation, and link the page where it can be reached"
    )
    return Problem(place, "contact-data", must, f"there is {quoted(found[0])}", remedy)


def contact_data(text: str) -> re.Match[str] | None:
    """The first e-mail address or telephone number in a text. Web addresses are passed over."""
    if not _SUSPECT.search(text):
        return None
    # Blanks of equal length, so that what is found stands where it stands in the text.
    plain = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    matches = [p.search(plain) for p in (_MAIL, _TELEPHONE, _TOLD)]
    return min((m for m in matches if m), key=lambda m: m.start(), default=None)


LEFT_OUT = "(contact data)"


def without_contact_data(text: str) -> str:
    """A text in which words stand in the place of contact data: what a record held once, say."""
    at = 0
    while found := contact_data(text[at:]):
        start, end = at + found.start(), at + found.end()
        text = f"{text[:start]}{LEFT_OUT}{text[end:]}"
        at = start + len(LEFT_OUT)
    return text


def _inside(value: object, loc: Loc) -> Iterator[tuple[Loc, str]]:
    """Every text in a field, with the way to it."""
    if isinstance(value, Text) and value.translations:
        for tag, text in value.translations.items():
            yield (*loc, tag), text
    elif isinstance(value, str):
        yield loc, str(value)
    elif isinstance(value, Part):
        yield from _inside(value.__dict__, loc)
    elif isinstance(value, dict):
        for name, held in value.items():
            yield from _inside(held, (*loc, name))
    elif isinstance(value, tuple):
        for index, held in enumerate(value):
            yield from _inside(held, (*loc, index))
