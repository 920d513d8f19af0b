"""Rules on annotations: who proposed what, and on which words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clearway.problems import Problem
from clearway.records.citations import named, occurrences, paragraphs_of
from clearway.records.model import Action, Annotation, AnnotationType, Quote
from clearway.records.paragraphs import Paragraph
from clearway.records.rules.subject import Subject
from clearway.records.wording import nearest, quoted

NEEDS_TEXT = frozenset({Action.INSERT, Action.REPLACE, Action.ALTERNATIVE, Action.COMMENT})
"""What cannot be asked for without words of one's own."""

PLACE = re.compile(r"to be decided|(?:after|before) (?P<paragraph>\S.*)")
"""Where a paragraph should go."""


def check_annotation_paragraph(subject: Subject) -> Iterator[Problem]:
    """An annotation must name a paragraph that its draft has, where the draft's text is held."""
    for annotation, paragraphs in _on_texts(subject):
        found = named(paragraphs, annotation.paragraph)
        if len(found) != 1:
            must = f"paragraph must name one paragraph of draft {annotation.draft}"
            place = annotation.at("paragraph")
            is_, remedy = _none_or_several(annotation.paragraph, found, paragraphs)
            yield Problem(place, "annotation-paragraph", must, is_, remedy)


def check_annotation_quote(subject: Subject) -> Iterator[Problem]:
    """A quotation must occur exactly once in its paragraph."""
    for annotation in subject.process.annotations:
        if annotation.quote and not _has_words(annotation.quote):
            must = "a quote must have exact, or the words before or after a place"
            remedy = "Copy the words from the draft into exact:"
            place = annotation.at("quote")
            yield Problem(place, "annotation-quote", must, "it has none", remedy)
    for annotation, paragraphs in _on_texts(subject):
        found = named(paragraphs, annotation.paragraph)
        if annotation.quote is None or not _has_words(annotation.quote) or len(found) != 1:
            continue
        count = len(occurrences(found[0].text, annotation.quote))
        if count != 1:
            must = f"a quote must occur exactly once in paragraph {annotation.paragraph}"
            is_ = f"it occurs {count} times" if count else "it does not occur in it"
            remedy = (
                "Add prefix: and suffix: with the words around it"
                if count
                else f"Copy the words from line {found[0].line} of "
                f"data/drafts/{annotation.draft}.md"
            )
            yield Problem(annotation.at("quote"), "annotation-quote", must, is_, remedy)


def _has_words(quote: Quote) -> bool:
    return bool(quote.exact or quote.prefix or quote.suffix)


def check_annotation_action(subject: Subject) -> Iterator[Problem]:
    """A proposal must say what it asks for and whose it is, with its words where it needs any."""
    for annotation in subject.process.annotations:
        must_have = list(_must_have(annotation))
        for name, why in must_have:
            must = f"{why} must have the field {name}"
            remedy = f"Add a line {name}: with its value"
            is_ = "it is not given here"
            yield Problem(annotation.at(), "annotation-action", must, is_, remedy)


def _must_have(annotation: Annotation) -> Iterator[tuple[str, str]]:
    if annotation.type is AnnotationType.NOTE:
        if annotation.text is None:
            yield "text", "a note"
        return
    if annotation.action is None:
        yield "action", "a proposal"
    elif annotation.action in NEEDS_TEXT and annotation.text is None:
        yield "text", f"a proposal to {annotation.action}"
    elif annotation.action is Action.MOVE and annotation.to is None:
        yield "to", "a proposal to move"
    if not annotation.by:
        yield "by", "a proposal"


def check_annotation_to(subject: Subject) -> Iterator[Problem]:
    """`to` must be 'after' or 'before' a paragraph that the draft has, or 'to be decided'."""
    for annotation in subject.process.annotations:
        match = PLACE.fullmatch(annotation.to) if annotation.to else None
        if annotation.to and match is None:
            must = "to must be 'after' or 'before' and a paragraph, or 'to be decided'"
            is_ = f"it is {quoted(annotation.to)}"
            remedy = "Write it such as after 14"
            yield Problem(annotation.at("to"), "annotation-to", must, is_, remedy)
    for annotation, paragraphs in _on_texts(subject):
        match = PLACE.fullmatch(annotation.to) if annotation.to else None
        name = match["paragraph"] if match else None
        found = named(paragraphs, name) if name else paragraphs[:1]
        if name and len(found) != 1:
            must = f"to must name one paragraph of draft {annotation.draft}"
            is_, remedy = _none_or_several(name, found, paragraphs)
            yield Problem(annotation.at("to"), "annotation-to", must, is_, remedy)


def _on_texts(subject: Subject) -> Iterator[tuple[Annotation, tuple[Paragraph, ...]]]:
    """Annotations on drafts whose text is held, each with that text."""
    texts = {draft.id: paragraphs_of(draft) for draft in subject.process.drafts}
    for annotation in subject.process.annotations:
        paragraphs = texts.get(annotation.draft)
        if paragraphs is not None:
            yield annotation, paragraphs


def _none_or_several(
    name: str, found: tuple[Paragraph, ...], paragraphs: tuple[Paragraph, ...]
) -> tuple[str, str]:
    """What is and what to do where a name is not that of one paragraph."""
    if not found:
        numbers = {p.number for p in paragraphs if p.number} | {p.anchor for p in paragraphs}
        return f"none is called {quoted(name)}", nearest(name, numbers, "Look its number up")
    anchors = ", ".join(p.anchor for p in found[:4])
    return f"{len(found)} are called {quoted(name)}", f"Write the address of one: {anchors}"
