"""The invented process of examples/library: clean, complete, and using whatever a record can say.

tests/examples/library-truth.yaml tells which paragraph of its drafts became which; here that file
is held against the drafts, so that tests of the redline can rely on it.

Covers: clearway.records.fields.references, clearway.records.kinds.annotation,
clearway.records.kinds.ask, clearway.records.kinds.commitment, clearway.records.kinds.consultation,
clearway.records.kinds.draft, clearway.records.kinds.engagement, clearway.records.kinds.milestone,
clearway.records.kinds.organisation, clearway.records.kinds.parts, clearway.records.kinds.process,
clearway.records.kinds.statement, clearway.records.kinds.submission, clearway.records.kinds.version,
clearway.records.references.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from clearway.records.dates.ledger import Evidence
from clearway.records.dates.when import Precision
from clearway.records.endorsing import text_sha256
from clearway.records.fields import Part
from clearway.records.kinds.annotation import Action, AnnotationType, ProposalStatus, Stance
from clearway.records.kinds.consultation import Standing
from clearway.records.kinds.draft import Draft, Verdict
from clearway.records.kinds.milestone import MilestoneKind
from clearway.records.kinds.organisation import Basis
from clearway.records.kinds.parts import Modality
from clearway.records.kinds.statement import SignatoryKind, Verification
from clearway.records.model import Process
from clearway.records.reading.load import Loaded
from clearway.records.references import ledgers, paragraphs_of
from clearway.records.rules import check
from clearway.site.build import build_site
from clearway.site.product import read_product
from clearway.site.settings import read_settings
from clearway.texts.numbers import IS_DELETED
from clearway.texts.paragraphs import NumberedParagraph

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "examples" / "library"
TRUTH = yaml.safe_load((ROOT / "tests" / "examples" / "library-truth.yaml").read_text("utf-8"))

# In the autumn after the vote: the first weeks of the new hours lie ahead.
NOW = datetime(2025, 11, 3, 12, tzinfo=UTC)

CHOICES: tuple[type[StrEnum], ...] = (
    MilestoneKind, Modality, Evidence, Standing, SignatoryKind, Basis,
    AnnotationType, Action, Stance, ProposalStatus, Verdict, Verification,
)  # fmt: skip
"""Every word of these is used somewhere in the example."""


@cache
def loaded() -> Loaded:
    return check(LIBRARY, NOW.date())


def process() -> Process:
    found = loaded().process
    assert found is not None
    return found


@cache
def paragraphs(draft: str) -> tuple[NumberedParagraph, ...]:
    found = paragraphs_of(process().find(Draft, draft))
    assert found is not None
    return found


# --- the records -----------------------------------------------------------------------------


def test_the_check_finds_nothing() -> None:
    assert loaded().problems == ()


def test_every_record_is_on_a_page_and_every_dated_one_in_a_feed() -> None:
    product = read_product(LIBRARY, read_settings({}, NOW))
    assert product.book is not None
    assert product.outputs is not None
    shown = {ref for page in product.outputs.pages.values() for ref in page.refs}
    # The process itself is shown by the hand-written front page.
    assert process().records.keys() - shown == {"process:opening-hours"}
    dated = {f"calendar/{o.id}.ics" for o in product.book.occasions if o.is_dated}
    assert dated <= product.outputs.files.keys()


def test_no_record_names_a_real_address() -> None:
    for record in process():
        addresses = str(record.model_dump(mode="json", by_alias=True))
        assert addresses.count("https://") == addresses.count("https://library.example"), record.ref


@pytest.mark.parametrize(
    "kind",
    [
        "milestones", "consultations", "summaries", "drafts", "annotations", "submissions",
        "statements", "endorsements", "organisations",
    ],
)  # fmt: skip
def test_there_is_a_record_of_every_kind(kind: str) -> None:
    assert getattr(process(), kind)


@pytest.mark.parametrize("choice", CHOICES)
def test_every_word_of_a_choice_is_used(choice: type[StrEnum]) -> None:
    values = [value for part in _parts(process()) for value in part.__dict__.values()]
    assert {value for value in values if isinstance(value, choice)} == set(choice)


def test_dates_are_written_in_every_way() -> None:
    ledgers_ = [ledger for _, _, ledger in ledgers(process())]
    standing = [ledger.standing.when for ledger in ledgers_]
    assert max(len(ledger.readings) for ledger in ledgers_) == 3
    assert any(ledger.cancelled for ledger in ledgers_)
    assert any(ledger.disputed for ledger in ledgers_)
    assert {when.precision for when in standing} >= {
        Precision.MONTH,
        Precision.DAY,
        Precision.MINUTE,
    }
    assert any(when.approximate for when in standing)
    assert any(when.uncertain for when in standing)
    assert any(when.is_open for when in standing)
    assert len({ledger.standing.zone for ledger in ledgers_} - {None}) == 2


def test_an_old_address_is_kept() -> None:
    assert [record.ref for record in process() if record.was] == [
        "consultation:2025-05-28-harbour",
        "draft:final-text",
    ]


def test_a_statement_changed_while_people_signed_and_one_withdrew() -> None:
    (statement,) = process().statements
    signed = process().endorsements
    july, august = (version.sha256 for version in statement.versions)
    assert august == text_sha256(statement.body)
    assert Counter(e.sha256 for e in signed) == {july: 5, august: 7, None: 1}
    assert [(e.id, str(e.withdrawn.date)) for e in signed if e.withdrawn] == [
        ("harbour-neighbours", "2025-08-26")
    ]
    namesake = process().records["endorsement:sundays/ottoline-beispiel-of-the-evening-school"]
    assert namesake.model_dump()["different_from"] == ("ottoline-beispiel",)


def _parts(value: Any) -> Iterator[Part]:
    if isinstance(value, Part):
        yield value
        for inner in value.__dict__.values():
            yield from _parts(inner)
    elif isinstance(value, Process):
        for record in value:
            yield from _parts(record)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _parts(inner)


# --- the site --------------------------------------------------------------------------------


def test_macros_are_those_of_the_project() -> None:
    copy = LIBRARY / "macros.py"
    assert copy.read_bytes() == (ROOT / "macros.py").read_bytes(), f"cp macros.py {copy}"


def test_it_builds_as_a_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build_site(LIBRARY, site, read_settings({}, NOW))
    front = (site / "index.html").read_text("utf-8")
    assert "Opening hours in the open</title>" in front
    assert "The new hours begin" in front
    statement = (site / "statements" / "sundays" / "index.html").read_text("utf-8")
    assert "In our words" not in statement
    assert all(version.sha256 in statement for version in process().statements[0].versions)
    assert "../final-text/" in (site / "drafts" / "fourth-draft" / "index.html").read_text("utf-8")


# --- which paragraph became which ------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """What became of one draft in the next, as the truth tells it."""

    old: str
    new: str
    links: list[dict[str, Any]]

    @property
    def one_to_one(self) -> Iterator[tuple[str, NumberedParagraph, NumberedParagraph, bool]]:
        """Kind, old and new paragraph, and whether it moved."""
        before = {p.anchor: p for p in paragraphs(self.old)}
        after = {p.anchor: p for p in paragraphs(self.new)}
        for link in self.links:
            if link["kind"] in ("same", "edited", "moved"):
                (old,), (new,) = link["old"], link["new"]
                yield link["kind"], before[old], after[new], link.get("moved", False)


STEPS = [Step(**step) for step in TRUTH["steps"]]
steps = pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step.old}-{step.new}")


def test_drafts_follow_one_another_as_the_truth_lists_them() -> None:
    drafts = TRUTH["drafts"]
    assert [(step.old, step.new) for step in STEPS] == list(pairwise(drafts))
    assert [process().find(Draft, id).previous for id in drafts] == [None, *drafts[:-1]]


@pytest.mark.parametrize("draft", TRUTH["drafts"])
def test_a_draft_has_forty_to_sixty_numbered_paragraphs(draft: str) -> None:
    numbered = [p for p in paragraphs(draft) if p.kind == "p" and p.number[:1].isdigit()]
    assert 40 <= len(numbered) <= 60


@pytest.mark.parametrize("draft", TRUTH["drafts"])
def test_numbers_without_a_paragraph_are_listed(draft: str) -> None:
    kept = [p.anchor for p in paragraphs(draft) if IS_DELETED.fullmatch(p.text)]
    assert kept == TRUTH["places_kept"].get(draft, [])


@steps
def test_every_paragraph_is_in_one_link(step: Step) -> None:
    for draft, side in ((step.old, "old"), (step.new, "new")):
        linked = Counter(anchor for link in step.links for anchor in link[side])
        kept = TRUTH["places_kept"].get(draft, [])
        assert linked == Counter(p.anchor for p in paragraphs(draft) if p.anchor not in kept)


@steps
def test_a_link_has_the_sides_of_its_kind(step: Step) -> None:
    sides = {
        "same": (1, 1), "edited": (1, 1), "moved": (1, 1), "split": (1, 2), "merged": (2, 1),
        "added": (0, 1), "deleted": (1, 0),
    }  # fmt: skip
    for link in step.links:
        assert (len(link["old"]), len(link["new"])) == sides[link["kind"]], link


@steps
def test_what_is_the_same_reads_the_same(step: Step) -> None:
    for kind, old, new, moved in step.one_to_one:
        assert (old.text == new.text) == (kind != "edited"), (old, new)
        assert moved or kind != "moved", (old, new)


@steps
def test_what_did_not_move_kept_its_order(step: Step) -> None:
    order = {p.anchor: index for index, p in enumerate(paragraphs(step.old))}
    places = [order[old.anchor] for _, old, _, moved in step.one_to_one if not moved]
    assert places == sorted(places)


def test_what_returned_was_away() -> None:
    drafts = TRUTH["drafts"]
    for back in TRUTH["returned"]:
        first, last = drafts.index(back["from"]), drafts.index(back["back_in"])
        assert last - first > 1
        assert back["paragraph"] in _alone("deleted", STEPS[first].links)
        assert back["as"] in _alone("added", STEPS[last - 1].links)


def _alone(kind: str, links: list[dict[str, Any]]) -> list[str]:
    return [
        anchor for link in links if link["kind"] == kind for anchor in link["old"] + link["new"]
    ]


@pytest.mark.parametrize("draft", TRUTH["drafts"])
def test_brackets_open_and_close_over_time(draft: str) -> None:
    count = sum(p.text.count("[") - bool(IS_DELETED.fullmatch(p.text)) for p in paragraphs(draft))
    told = {"first-draft": 7, "second-draft": 40, "third-draft": 11, "final-text": 0}
    assert count == told[draft]
