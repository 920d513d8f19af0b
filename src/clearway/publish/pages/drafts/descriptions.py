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
from clearway.language import N_, joined, ngettext, pgettext
from clearway.language import gettext as _
from clearway.publish import formatting
from clearway.publish.downloads.comparison_rows import DraftFile, Versions
from clearway.publish.labels import label
from clearway.publish.page import Site
from clearway.records.dates.ledger import Evidence, Reading
from clearway.records.dates.when import Precision
from clearway.records.kinds.annotation import Action, Annotation
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.milestone import Milestone
from clearway.records.model import Process
from clearway.texts.paragraphs import read_body


def statistics(counts: Statistics) -> str:
    """48 paragraphs: 31 the same, 9 edited. 212 words added, 148 deleted."""
    parts = [
        (counts.same, _("{number} the same")),
        (counts.edited, _("{number} edited")),
        (counts.added, _("{number} added")),
        (counts.deleted, _("{number} deleted")),
        (counts.moved, _("{number} moved")),
        (counts.split, _("{number} split")),
        (counts.merged, _("{number} merged")),
    ]
    figure = formatting.figure
    listed = formatting.comma_list(f.format(number=figure(n)) for n, f in parts if n)
    whole = ngettext(
        "{number} paragraph: {parts}.", "{number} paragraphs: {parts}.", counts.paragraphs
    )
    said = [whole.format(number=figure(counts.paragraphs), parts=listed)]
    if counts.moved_too:
        moved = _("Of those edited, split or merged, {number} moved too.")
        said.append(moved.format(number=figure(counts.moved_too)))
    words = ngettext(
        "{added} word added, {deleted} deleted.",
        "{added} words added, {deleted} deleted.",
        counts.words_added,
    )
    said.append(
        words.format(added=figure(counts.words_added), deleted=figure(counts.words_deleted))
    )
    return " ".join(said)


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
    return (
        label(annotation.action).text if len(annotation.by) < 2 else _(_ACTIONS[annotation.action])
    )


_ACTIONS = {
    Action.INSERT: N_("ask to insert"),
    Action.DELETE: N_("ask to delete"),
    Action.REPLACE: N_("ask to replace"),
    Action.MOVE: N_("ask to move"),
    Action.ALTERNATIVE: N_("offer other words"),
    Action.RETAIN: N_("ask to keep"),
    Action.RESERVE: N_("reserve their position"),
    Action.SUPPORT: N_("support"),
    Action.COMMENT: N_("remark"),
}
"""What several proposers do; see the labels for one."""


def step(moment: ThreadMoment, pair_: ComparedPair | None) -> str:
    """What happened to a paragraph on its way into a draft."""
    numbers = ""
    if pair_ is not None and moment.beside:
        others = [
            (pair_.new if version == moment.version else pair_.old).paragraphs[index].number
            for version, index in moment.beside
        ]
        numbers = joined(number for number in others if number)
    event = {
        "first": _("in the first text"),
        "added": pgettext("a paragraph", "new"),
        "same": pgettext("a paragraph", "the same"),
        "edited": pgettext("a paragraph", "edited"),
        "moved": pgettext("a paragraph", "moved"),
        "returned": _("back again"),
        "split": pgettext("a paragraph", "split"),
        "merged": pgettext("a paragraph", "merged"),
    }[moment.how]
    if numbers and moment.how == "split":
        event = _("split; the rest became {numbers}").format(numbers=numbers)
    elif numbers and moment.how == "merged":
        event = _("merged from {numbers}").format(numbers=numbers)
    said = [event]
    if moment.moved and moment.how != "moved":
        said.append(pgettext("a paragraph", "moved"))
    if moment.renumbered:
        said.append(pgettext("a paragraph", "renumbered"))
    return formatting.comma_list(said)


def brackets(counted: Brackets) -> str:
    """'3 open brackets, one choice; two paragraphs agreed ad ref'."""
    open_ = _("no square brackets")
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
