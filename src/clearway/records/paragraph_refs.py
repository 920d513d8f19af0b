"""How a record names a paragraph of a draft, and words in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from clearway.records.kinds.annotation import Quote
from clearway.records.kinds.draft import Completeness, Draft
from clearway.texts.numbers import split_number
from clearway.texts.paragraphs import NumberedParagraph, read_paragraphs

Span = tuple[int, int]

_NO_SIGNS = str.maketrans("", "", " []\u00a0")


def paragraphs_of(draft: Draft) -> tuple[NumberedParagraph, ...] | None:
    """The paragraphs of a draft's text; None where the text is not held in full."""
    if draft.text is not Completeness.FULL:
        return None
    return read_paragraphs(draft.body, draft.origin.body_line)


def named(paragraphs: Iterable[NumberedParagraph], name: str) -> tuple[NumberedParagraph, ...]:
    """The paragraphs that `name` means: an anchor ('p12-a'), or a number ('12 bis', '12(a)').

    None or several where it is not the name of one.
    """
    all_ = tuple(paragraphs)
    by_anchor = tuple(p for p in all_ if p.anchor == name)
    if by_anchor:
        return by_anchor
    number = _plain(_number(name))
    by_number = tuple(p for p in all_ if p.number and _plain(p.number) == number)
    if by_number:
        return by_number
    within = "p" + re.sub(r"\(", "-", re.sub(r"[\s).]", "", name.lower()))
    return tuple(p for p in all_ if p.anchor == within)


def occurrences(text: str, quote: Quote) -> tuple[Span, ...]:
    """Where the quoted words stand in a text: begin and end of `exact`, or of the place between.

    White space counts as one space; between the parts of a quote it may be missing.
    """
    before, exact, after = (_pattern(part) for part in (quote.prefix, quote.exact, quote.suffix))
    pattern = re.compile(rf"(?={before}\s*(?P<exact>{exact})\s*{after})")
    found = (match.span("exact") for match in pattern.finditer(text))
    # The spaces between two parts can be taken in several ways: the same words are one place.
    return tuple(dict.fromkeys(found))


def _pattern(words: str | None) -> str:
    return r"\s+".join(re.escape(word) for word in (words or "").split())


def _number(name: str) -> str:
    number, rest = split_number(name if name.endswith((")", ".")) else f"{name}.")
    return number if number and not rest else name


def _plain(number: str) -> str:
    return number.translate(_NO_SIGNS).lower()
