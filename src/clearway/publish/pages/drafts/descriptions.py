"""Comparisons, proposals and the history of a paragraph: their words, and their addresses."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from clearway.insight.lineage import (
    Brackets,
    ComparedPair,
    DraftVersion,
    ParagraphThread,
    Statistics,
    ThreadMoment,
)
from clearway.language import gettext
from clearway.publish import formatting
from clearway.publish.downloads.comparison_rows import DraftFile, Versions
from clearway.publish.labels import label
from clearway.publish.page import Site
from clearway.records.dates.ledger import Evidence, Reading
from clearway.records.dates.when import Precision
from clearway.records.kinds.annotation import Annotation
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.milestone import Milestone
from clearway.records.model import Process
from clearway.texts.paragraphs import read_body


def statistics(counts: Statistics) -> str:
    """48 paragraphs: 31 the same, 9 edited. 212 words added, 148 deleted."""
    parts = [
        (counts.same, "the same"),
        (counts.edited, "edited"),
        (counts.added, "added"),
        (counts.deleted, "deleted"),
        (counts.moved, "moved"),
        (counts.split, "split"),
        (counts.merged, "merged"),
    ]
    listed = ", ".join(f"{number:,} {what}" for number, what in parts if number)
    moved = f" Of those edited, split or merged, {counts.moved_too:,} moved too." * bool(
        counts.moved_too
    )
    return (
        f"{_number(counts.paragraphs, 'paragraph')}: {listed}.{moved} "
        f"{_number(counts.words_added, 'word')} added, {counts.words_deleted:,} deleted."
    )


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def shares(counts: Statistics) -> list[tuple[str, int, float]]:
    """Kind, number and per cent of all, for a picture; what is none is left out."""
    parts = [
        ("same", counts.same),
        ("edited", counts.edited),
        ("moved", counts.moved),
        ("split", counts.split),
        ("merged", counts.merged),
        ("added", counts.added),
        ("deleted", counts.deleted),
    ]
    total = sum(number for _, number in parts) or 1
    return [(kind, number, round(100 * number / total, 2)) for kind, number in parts if number]


def action(annotation: Annotation) -> str:
    """'asks to delete'; for several proposers 'ask to delete'."""
    assert annotation.action is not None, "the check asks for it"
    verb, _, rest = label(annotation.action).text.partition(" ")
    if len(annotation.by) > 1:
        verb = "reserve" if verb == "reserves" else verb.removesuffix("s")
        rest = rest.replace("its", "their")
    return f"{verb} {rest}".strip()


def step(moment: ThreadMoment, pair_: ComparedPair | None) -> str:
    """What happened to a paragraph on its way into a draft."""
    numbers = ""
    if pair_ is not None and moment.beside:
        others = [
            (pair_.new if version == moment.version else pair_.old).paragraphs[index].number
            for version, index in moment.beside
        ]
        numbers = " and ".join(number for number in others if number)
    event = {
        "first": "in the first text",
        "added": "new",
        "same": "the same",
        "edited": "edited",
        "moved": "moved",
        "returned": "back again",
        "split": f"split; the rest became {numbers}" if numbers else "split",
        "merged": f"merged from {numbers}" if numbers else "merged",
    }[moment.how]
    moved = ", moved" if moment.moved and moment.how != "moved" else ""
    return f"{event}{moved}{', renumbered' if moment.renumbered else ''}"


def brackets(counted: Brackets) -> str:
    """'3 open brackets, one choice; two paragraphs agreed ad ref'."""
    open_ = gettext("no square brackets")
    if counted.open:
        beside = counted.alternatives
        open_ = formatting.count(counted.open, "open bracket")
        open_ += f", {formatting.count(beside, 'choice')}" if beside else ""
    if not counted.agreed:
        return open_
    return f"{open_}; {formatting.count(counted.agreed, 'paragraph agreed ad ref')}"


# --- Addresses of comparisons and threads


HERE = "drafts/"

FORMS = (("txt", "Text"), ("html", "HTML"), ("docx", "Word"), ("json", "JSON"))
"""Endings of downloads, and what readers call them; Akoma Ntoso is `akn.xml`."""

AKOMA_NTOSO = ("akn.xml", "Akoma Ntoso")


def comparison_address(old: str, new: str) -> str:
    return f"drafts/{old}/to/{new}/"


def thread_address(thread: ParagraphThread) -> str:
    return f"drafts/paragraphs/{thread.id}/"


def languages_address(draft: Draft) -> str:
    """The page of a draft's languages, side by side."""
    return f"drafts/{draft.id}/languages/"


def proposer_address(id: str) -> str:
    return f"drafts/proposers/{id}/"


def short(draft: Draft) -> str:
    """What a draft is called in a sentence."""
    return str(draft.label or draft.title)


class DraftDay(NamedTuple):
    """One day in the life of a draft: what happened then, and the decision that made it."""

    word: str
    reading: Reading
    decision: Milestone | None = None


def days_of(process: Process, draft: Draft, as_of: date) -> tuple[DraftDay, ...]:
    """When a draft was dated, known otherwise, published and adopted, as far as is recorded.

    The publication is there with an unknown date where no day of the others is known either.
    """
    own, decision = draft.ledger.standing, process.adoption(draft)
    is_awaited = draft.evidence is Evidence.PLANNED or own.when.first_day > as_of
    found = []
    if draft.dated:
        found.append(DraftDay("dated", draft.dated))
    if draft.known_otherwise:
        found.append(DraftDay("known otherwise", draft.known_otherwise))
    if not own.when.is_unknown:
        found.append(DraftDay("expected" if is_awaited else "published", own))
    if decision:
        found.append(DraftDay("adopted", decision.ledger.standing, decision))
    return tuple(found) or (DraftDay("published", own),)


def languages_of(process: Process, draft: Draft) -> list[tuple[str, str, bool]]:
    """Name and official address of each further language, and whether its text is here."""
    held = {t.id: t for t in process.translations if t.draft == draft.id}
    official = {copy.language.lower(): copy.url for copy in draft.languages}
    tags = list(dict.fromkeys((*official, *held)))
    names = formatting.language_names(tags)
    return [(n, official.get(tag, ""), tag in held) for n, tag in zip(names, tags, strict=True)]


def downloads(address: str, name: str) -> list[tuple[str, str]]:
    """Title and address of each form of a text or comparison."""
    return [(title, f"{address}{name}.{ending}") for ending, title in (*FORMS, AKOMA_NTOSO)]


def as_text(site: Site, version: DraftVersion) -> DraftFile:
    start = version.draft.ledger.standing.when.start
    day = start.day if start is not None and start.precision >= Precision.DAY else None
    language = next(iter(version.draft.title.translations), site.language)
    notes = read_body(version.draft.body).footnotes
    title = str(version.draft.title)
    return DraftFile(title, version.paragraphs, notes, day, version.id, language)


def as_versions(site: Site, pair: ComparedPair) -> Versions:
    return Versions(as_text(site, pair.old), as_text(site, pair.new), pair.comparison)
