"""Rules on what links drafts: the editor's concordance, comparisons, threads of paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clearway.problems import Problem
from clearway.records.citations import named, paragraphs_of
from clearway.records.model import Correspondence, Draft, Thread, Verdict
from clearway.records.paragraphs import Paragraph
from clearway.records.rules.subject import Subject
from clearway.records.wording import nearest, quoted

Texts = Mapping[str, tuple[Paragraph, ...] | None]

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
