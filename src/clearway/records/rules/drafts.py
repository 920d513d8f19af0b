"""Rules on what links drafts: the editor's concordance, comparisons, threads of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from clearway.problems import Place, Problem, Severity, nearest, quoted
from clearway.records.editing.layout import record_path
from clearway.records.kinds.annotation import Action, Annotation, AnnotationType, Quote
from clearway.records.kinds.draft import Completeness, Correspondence, Draft, Thread, Verdict
from clearway.records.kinds.milestone import Milestone
from clearway.records.references import named, occurrences, paragraphs_of
from clearway.records.rules.subject import Subject
from clearway.texts.checks import findings
from clearway.texts.paragraphs import NumberedParagraph

# --- Rules on the paragraphs of a draft's text


def check_paragraphs(subject: Subject) -> Iterator[Problem]:
    """Numbers, brackets and references that do not fit together may be misread: warnings only.

    The text is the published document's, faults included.
    """
    for draft in subject.process.drafts:
        if draft.text is not Completeness.FULL:
            continue
        for found in findings(draft.body, draft.origin.body_line):
            place = Place(draft.origin.path, found.line, found.column)
            yield Problem(
                place, found.rule, found.must, found.found, found.remedy, Severity.WARNING
            )


# --- Rules on what became of a draft


def check_adopted_by(subject: Subject) -> Iterator[Problem]:
    """A draft that was adopted must name the decision that adopted it, one that took place."""
    for draft in subject.process.drafts:
        found = _without_decision(subject, draft)
        if found:
            field, is_, remedy = found
            must = "a draft that was adopted must name the decision that adopted it"
            yield Problem(draft.at(field), "adopted-by", must, is_, remedy)


def _without_decision(subject: Subject, draft: Draft) -> tuple[str, str, str] | None:
    """The field, what is wrong there, and what to do."""
    if draft.adopted and draft.adopted_by is None:
        remedy = "Add adopted_by: with the id of the milestone that adopted it"
        return "adopted", "there is adopted: yes without adopted_by", remedy
    if draft.adopted_by is None:
        return None
    if not draft.adopted:
        remedy = "Add adopted: yes, or remove adopted_by if it was not adopted"
        return "adopted_by", "there is adopted_by without adopted: yes", remedy
    decision = subject.process.records.get(f"milestone:{draft.adopted_by}")
    if isinstance(decision, Milestone) and decision.ledger.is_off:
        what = "cancelled" if decision.ledger.cancelled else "postponed"
        remedy = "Name the decision that took place, or remove adopted and adopted_by"
        return "adopted_by", f"{draft.adopted_by} was {what}", remedy
    return None


# --- Rules on annotations: who proposed what, and on which words


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
                f"{record_path('draft', annotation.draft)}"
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


def _on_texts(subject: Subject) -> Iterator[tuple[Annotation, tuple[NumberedParagraph, ...]]]:
    """Annotations on drafts whose text is held, each with that text."""
    texts = {draft.id: paragraphs_of(draft) for draft in subject.process.drafts}
    for annotation in subject.process.annotations:
        paragraphs = texts.get(annotation.draft)
        if paragraphs is not None:
            yield annotation, paragraphs


def _none_or_several(
    name: str, found: tuple[NumberedParagraph, ...], paragraphs: tuple[NumberedParagraph, ...]
) -> tuple[str, str]:
    """What is and what to do where a name is not that of one paragraph."""
    if not found:
        numbers = {p.number for p in paragraphs if p.number} | {p.anchor for p in paragraphs}
        return f"none is called {quoted(name)}", nearest(name, numbers, "Look its number up")
    anchors = ", ".join(p.anchor for p in found[:4])
    return f"{len(found)} are called {quoted(name)}", f"Write the address of one: {anchors}"


# --- Rules on what links drafts: the editor's concordance, comparisons, threads of paragraphs


Texts = Mapping[str, tuple[NumberedParagraph, ...] | None]

RESERVED = ("paragraphs", "proposers")
"""Addresses below /drafts/ that are no draft's."""


def check_concordance(subject: Subject) -> Iterator[Problem]:
    """A concordance must name paragraphs that the two drafts have, and say something of them."""
    texts: Texts = {draft.id: paragraphs_of(draft) for draft in subject.process.drafts}
    for draft in subject.process.drafts:
        for index, entry in enumerate(draft.concordance):
            earlier = entry.draft or draft.previous
            for field, of in (("from", earlier), ("to", draft.id)):
                if of is not None:
                    yield from _numbers(draft, index, field, of, texts)
            yield from _says_nothing(draft, index, entry, earlier)


def _numbers(draft: Draft, index: int, field: str, of: str, texts: Texts) -> Iterator[Problem]:
    entry = draft.concordance[index]
    paragraphs = texts.get(of)
    for number, name in enumerate(entry.from_ if field == "from" else entry.to):
        found = named(paragraphs, name) if paragraphs is not None else ()
        if paragraphs is not None and len(found) == 1:
            continue
        place = draft.at("concordance", index, field, number)
        must = f"{field} must name one paragraph of draft {of}"
        if paragraphs is None:
            is_, remedy = f"the text of {of} is not held here", "Add that text first"
        elif found:
            is_ = f"{len(found)} are called {quoted(name)}"
            remedy = f"Write the address of one: {', '.join(p.anchor for p in found[:4])}"
        else:
            is_ = f"none is called {quoted(name)}"
            known = {p.number for p in paragraphs if p.number} | {p.anchor for p in paragraphs}
            remedy = nearest(name, known, "Look its number up")
        yield Problem(place, "concordance", must, is_, remedy)


def _says_nothing(
    draft: Draft, index: int, entry: Correspondence, earlier: str | None
) -> Iterator[Problem]:
    place = draft.at("concordance", index)
    if earlier is None or earlier == draft.id:
        must = "a concordance must stand in a draft that follows another one"
        is_, remedy = "this one has no earlier draft", "Add previous: to this draft, or draft: here"
        yield Problem(place, "concordance", must, is_, remedy)
    elif not (entry.from_ and entry.to) and entry.kind is Verdict.SAME:
        must = "paragraphs that are the same must be named in both drafts"
        is_ = f"{'to' if entry.from_ else 'from'} names none"
        remedy = "Name them, or write kind: not where there is no counterpart"
        yield Problem(place, "concordance", must, is_, remedy)
    elif not (entry.from_ or entry.to):
        must = "an entry of concordance must name a paragraph"
        yield Problem(place, "concordance", must, "it names none", "Fill in from: and to:")


def check_comparison(subject: Subject) -> Iterator[Problem]:
    """A comparison that is asked for must be of two drafts whose texts are held."""
    drafts = {draft.id: draft for draft in subject.process.drafts}
    profile = subject.process.profile
    for index, pair in enumerate(profile.comparisons):
        for field, id in (("old", pair.old), ("new", pair.new)):
            draft = drafts.get(id)
            if draft is not None and paragraphs_of(draft) is None:
                place = profile.at("comparisons", index, field)
                must = "drafts that are compared must have their text here"
                is_ = f"the text of {id} is not held"
                remedy = "Add it, or remove this comparison"
                yield Problem(place, "comparison", must, is_, remedy)
        if pair.old == pair.new:
            place = profile.at("comparisons", index)
            must = "a comparison must be of two drafts"
            is_ = f"both are {pair.old}"
            yield Problem(place, "comparison", must, is_, "Name the earlier and the later one")


def check_draft_id(subject: Subject) -> Iterator[Problem]:
    """A draft's id must leave free the addresses that belong to all drafts."""
    for draft in subject.process.drafts:
        if draft.id in RESERVED:
            must = f"a draft's id must not be {' or '.join(RESERVED)}"
            is_ = "drafts/ has a page of that name for all drafts"
            yield Problem(draft.place, "draft-id", must, is_, "Give its file another name")


def check_thread(subject: Subject) -> Iterator[Problem]:
    """A place in the life of a paragraph must be written draft#anchor and be in one life only."""
    first: dict[str, Thread] = {}
    drafts = {draft.id for draft in subject.process.drafts}
    for thread in subject.process.threads:
        for index, where in enumerate(thread.places):
            draft, sign, anchor = where.partition("#")
            other = first.setdefault(where, thread)
            place = thread.at("places", index)
            must = "places must list each as draft#anchor, such as zero-draft#p12"
            remedy = "Run clearway concordance --record, which writes this file"
            if not (sign and anchor):
                yield Problem(place, "thread", must, f"it is {quoted(where)}", remedy)
            elif draft not in drafts:
                is_ = f"there is no draft {quoted(draft)}"
                yield Problem(place, "thread", must, is_, remedy)
            elif other is not thread:
                must = "a place must be in the life of one paragraph only"
                is_ = f"{other.id} on line {other.place.line} has it too"
                yield Problem(place, "thread", must, is_, remedy)
