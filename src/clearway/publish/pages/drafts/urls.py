"""Where the pages of drafts are, and what they are called."""

from __future__ import annotations

from clearway.insight.lineage import ComparedPair, DraftVersion, ParagraphThread
from clearway.publish.downloads.rows import DraftFile, Versions
from clearway.publish.page import Site
from clearway.records.dates.when import Precision
from clearway.records.kinds.draft import Draft
from clearway.texts.paragraphs import read_body

HERE = "drafts/"

FORMS = (("txt", "Text"), ("html", "HTML"), ("docx", "Word"), ("json", "JSON"))
"""Endings of downloads, and what readers call them; Akoma Ntoso is `akn.xml`."""

AKOMA_NTOSO = ("akn.xml", "Akoma Ntoso")


def comparison_address(old: str, new: str) -> str:
    return f"drafts/{old}/to/{new}/"


def thread_address(thread: ParagraphThread) -> str:
    return f"drafts/paragraphs/{thread.id}/"


def proposer_address(id: str) -> str:
    return f"drafts/proposers/{id}/"


def short(draft: Draft) -> str:
    """What a draft is called in a sentence."""
    return str(draft.label or draft.title)


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
