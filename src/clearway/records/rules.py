"""check_*: what a single record cannot say of itself.

Each rule is one function from the whole process to the problems that it finds; its docstring is
the rule. A rule's name in a problem is the function's name without `check_`, with hyphens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from clearway.problems import Problem, in_file_order
from clearway.records.fields import RefTo, RefToAny, nearest
from clearway.records.ledger import Announcement, Ledger
from clearway.records.load import Loaded, read_process
from clearway.records.model import (
    Consultation,
    Process,
    Record,
    Statement,
)
from clearway.records.text import Loc
from markdown_it import MarkdownIt
from pydantic import BaseModel

Rule = Callable[[Process, Loaded, date], Iterator[Problem]]


def check(root: Path, today: date) -> Loaded:
    """Everything below `root`/data, and every problem of it, in file order."""
    loaded = read_process(root)
    process = loaded.process
    if process is None:
        return loaded
    found = [problem for rule in RULES for problem in rule(process, loaded, today)]
    return Loaded(process, in_file_order((*loaded.problems, *found)), loaded.broken)


# --- ids -----------------------------------------------------------------------------------


def check_unique_id(process: Process, loaded: Loaded, today: date) -> Iterator[Problem]:
    """An id must be used once among the records of its kind, and a former id by nobody else."""
    for name in ("milestones",):
        yield from _repeated(getattr(process, name), "once in this file")
    yield from _former_ids(process)
    for record in process:
        yield from _repeated_parts(record)


def check_unique_event(process: Process, loaded: Loaded, today: date) -> Iterator[Problem]:
    """Whatever has a date must have an id of its own: calendars know it by that alone."""
    first: dict[str, Record] = {}
    for record in process:
        if not isinstance(record, Announcement):
            continue
        other = first.setdefault(record.id, record)
        if other.KIND != record.KIND:
            place = record.at("id")
            yield Problem(
                place,
                "unique-event",
                "the id of a record with a date must be used once in all of data/",
                f"{record.id} is also a {other.KIND} ({other.place.path}:{other.place.line})",
                "Give one of the two another id",
            )


def _repeated(records: tuple[Record, ...], where: str) -> Iterator[Problem]:
    first: dict[str, Record] = {}
    for record in sorted(records, key=lambda r: r.place):
        other = first.setdefault(record.id, record)
        if other is not record:
            yield Problem(
                record.at("id"),
                "unique-id",
                f"an id must be used {where}",
                f"{record.id} is also used on line {other.place.line}",
                "Give one of the two another id",
            )


def _former_ids(process: Process) -> Iterator[Problem]:
    owners: dict[tuple[str, str], Record] = {}
    for record in process:
        for index, old in enumerate(record.was):
            current = process.records.get(f"{record.KIND}:{old}")
            other = current or owners.setdefault((record.KIND, old), record)
            if other is not record or old == record.id:
                yield Problem(
                    record.at("was", index),
                    "unique-id",
                    "a former id must belong to one record only",
                    f"{old} also names {other.place.path}:{other.place.line}",
                    "Remove it here, or there",
                )


def _repeated_parts(record: Record) -> Iterator[Problem]:
    for name in type(record).model_fields:
        parts = getattr(record, name)
        if not isinstance(parts, tuple):
            continue
        seen: dict[str, int] = {}
        for index, part in enumerate(parts):
            id = getattr(part, "id", None)
            if id is None:
                continue
            if id in seen:
                yield Problem(
                    record.at(name, index, "id"),
                    "unique-id",
                    f"an id must be used once among the {name} of a record",
                    f"{id} is also number {seen[id] + 1}",
                    "Give one of the two another id",
                )
            seen.setdefault(id, index)


# --- references ----------------------------------------------------------------------------


def check_reference(process: Process, loaded: Loaded, today: date) -> Iterator[Problem]:
    """What a record refers to must be there."""
    for record in process:
        for loc, kind, id in references(record):
            known = _known(process, kind)
            if id in known or f"{kind}:{id}" in loaded.broken:
                continue
            what = f"{loc[-1] if isinstance(loc[-1], str) else loc[-2]}"
            yield Problem(
                record.at(*loc),
                "reference",
                f"{what} must name a {kind} that is there",
                f"there is no {kind} {id}",
                nearest(id, known, _where_to_add(kind)),
            )


def check_link(process: Process, loaded: Loaded, today: date) -> Iterator[Problem]:
    """A link in a record's text must lead to http, https, mailto, or a record (kind:id)."""
    markdown = MarkdownIt("commonmark", {"html": False})
    # Validation off, so that what a page would refuse is seen here and told.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    for record in process:
        for line, target in _links(markdown, record.body):
            problem = _link_problem(process, loaded, record, line, target)
            if problem:
                yield problem


def references(record: Record) -> Iterator[tuple[Loc, str, str]]:
    """Every reference of a record: where it stands, the kind and the id that it names."""
    for loc, value, marks in _values(record, ()):
        for mark in marks:
            if isinstance(mark, RefTo):
                yield loc, mark.kind, value
            elif isinstance(mark, RefToAny):
                kind, _, id = value.partition(":")
                yield loc, kind, id


def _values(part: BaseModel, loc: Loc) -> Iterator[tuple[Loc, str, tuple[Any, ...]]]:
    for name, info in type(part).model_fields.items():
        yield from _inside(
            getattr(part, name), (*loc, name), _marks(info.annotation, info.metadata)
        )


def _inside(
    value: Any, loc: Loc, marks: tuple[Any, ...]
) -> Iterator[tuple[Loc, str, tuple[Any, ...]]]:
    if isinstance(value, BaseModel):
        yield from _values(value, loc)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _inside(item, (*loc, index), marks)
    elif isinstance(value, dict):
        for key in value:
            yield (*loc, key), str(key), marks
    elif isinstance(value, str) and marks:
        yield loc, value, marks


def _marks(annotation: Any, metadata: Any = ()) -> tuple[Any, ...]:
    """The RefTo marks anywhere in a field's type."""
    found = [m for m in metadata if isinstance(m, RefTo | RefToAny)]
    found += [m for m in getattr(annotation, "__metadata__", ()) if isinstance(m, RefTo | RefToAny)]
    for argument in getattr(annotation, "__args__", ()):
        found += _marks(argument)
    return tuple(found)


def _known(process: Process, kind: str) -> dict[str, Any]:
    if kind in process.vocabularies:
        return dict(process.vocabularies[kind])
    prefix = f"{kind}:"
    return {
        ref.removeprefix(prefix): r for ref, r in process.records.items() if ref.startswith(prefix)
    }


def _where_to_add(kind: str) -> str:
    if kind in ("stage", "group", "topic"):
        return f"Add it to the {kind}s of data/process.yaml, or correct the name"
    return f"Add that {kind}, or correct the name"


def _links(markdown: MarkdownIt, body: str) -> Iterator[tuple[int, str]]:
    """Line (from 0, within the body) and target of every link and picture."""
    for block in markdown.parse(body):
        for token in block.children or ():
            target = token.attrGet("href") or token.attrGet("src")
            if target is not None:
                yield (block.map or [0])[0], str(target)


def _link_problem(
    process: Process, loaded: Loaded, record: Record, line: int, target: str
) -> Problem | None:
    place = record.place._replace(line=record.origin.body_line + line, column=1)
    scheme, colon, rest = target.partition(":")
    if target.startswith("#") or (colon and scheme in ("http", "https", "mailto")):
        return None
    must = "a link must lead to https://…, mailto:… or a record such as draft:zero-draft"
    if not colon or scheme not in {r.KIND for r in process}:
        remedy = "Copy the whole address, or name the record"
        return Problem(place, "link", must, f"this one leads to '{target}'", remedy)
    known = _known(process, scheme)
    if rest.partition("#")[0] in known or target in loaded.broken:
        return None
    return Problem(
        place,
        "reference",
        must,
        f"there is no {scheme} {rest}",
        nearest(rest, known, _where_to_add(scheme)),
    )


# --- dates ---------------------------------------------------------------------------------


def check_ledger_order(process: Process, loaded: Loaded, today: date) -> Iterator[Problem]:
    """The dates of a ledger must be listed in the order in which they were announced."""
    for record, loc, ledger in ledgers(process):
        latest: date | None = None
        for index, reading in enumerate(ledger.readings):
            announced = reading.announced
            if announced is None:
                continue
            if latest is not None and announced.last_day < latest:
                yield Problem(
                    record.at(*loc, "dates", index, "announced"),
                    "ledger-order",
                    "dates must stand in the order in which they were announced, oldest first",
                    f"this one was announced on {announced}, before the one above it",
                    "Move it up, or correct announced",
                )
            latest = announced.first_day


def check_ledger_moves(process: Process, loaded: Loaded, today: date) -> Iterator[Problem]:
    """A further date in a ledger must differ from the one before it."""
    for record, loc, ledger in ledgers(process):
        for index, move in enumerate(ledger.moves, start=1):
            if (move.before.when, move.before.zone) == (move.after.when, move.after.zone):
                yield Problem(
                    record.at(*loc, "dates", index, "when"),
                    "ledger-moves",
                    "each date of a ledger must differ from the one above it",
                    f"both are {move.after.when}",
                    "Remove one of the two",
                )


def ledgers(process: Process) -> Iterator[tuple[Record, Loc, Ledger]]:
    """Every ledger of every record, and the way to it within the record."""
    for record in process:
        for loc, announcement in announcements(record):
            yield record, loc, announcement.ledger


def announcements(record: Record) -> Iterator[tuple[Loc, Announcement]]:
    """The dated parts of a record: itself, when registration closes, when endorsement closes."""
    if isinstance(record, Announcement):
        yield (), record
    if isinstance(record, Consultation) and record.registration and record.registration.closes:
        yield ("registration", "closes"), record.registration.closes
    if isinstance(record, Statement) and record.endorsement and record.endorsement.closes:
        yield ("endorsement", "closes"), record.endorsement.closes


def check_endorsed_in_time(process: Process, loaded: Loaded, today: date) -> Iterator[Problem]:
    """An endorsement must be dated no later than the day on which its statement closes."""
    closing = {
        s.id: s.endorsement.closes.ledger.standing.when.last_day
        for s in process.statements
        if s.endorsement and s.endorsement.closes
    }
    for endorsement in process.endorsements:
        closes = closing.get(endorsement.statement)
        if closes and endorsement.date and endorsement.date.first_day > closes:
            yield Problem(
                endorsement.at("date"),
                "endorsed-in-time",
                f"date must not be later than {closes}, when endorsement closed",
                f"it is {endorsement.date}",
                "Correct the date; an endorsement that came late cannot be added",
            )


def check_summary_after(process: Process, loaded: Loaded, today: date) -> Iterator[Problem]:
    """A summary must be of a consultation that has taken place."""
    held = {c.id: c.ledger for c in process.consultations}
    for summary in process.summaries:
        ledger = held.get(summary.consultation)
        if ledger is None:
            continue
        begins = ledger.standing.when.first_day
        found = None
        if ledger.cancelled:
            found = f"{summary.consultation} was cancelled"
        elif begins > today:
            found = f"{summary.consultation} begins on {begins}, which lies ahead"
        elif summary.published and summary.published.last_day < begins:
            found = f"published is {summary.published}, before {begins}, when it began"
        if found:
            yield Problem(
                summary.at("consultation"),
                "summary-after",
                "a summary must be of a consultation that has taken place",
                found,
                "Correct the consultation or the date, or keep the summary until then",
            )


# --- single kinds --------------------------------------------------------------------------


def check_endorsement_kind(process: Process, loaded: Loaded, today: date) -> Iterator[Problem]:
    """An organisation's endorsement must name it in the register; a person's must not be one."""
    for e in process.endorsements:
        if e.kind == "organisation" and e.organisation is None:
            yield Problem(
                e.at(),
                "endorsement-kind",
                "an endorsement by an organisation must have the field organisation",
                "it is not given here",
                "Add the organisation's id from data/organisations/, and its file if it has none",
            )
        if e.kind == "individual" and e.organisation is not None:
            yield Problem(
                e.at("organisation"),
                "endorsement-kind",
                "a person endorses in a personal capacity and must not stand for an organisation",
                f"organisation is {e.organisation}",
                "Write it as affiliation: instead",
            )


def check_draft_text(process: Process, loaded: Loaded, today: date) -> Iterator[Problem]:
    """A draft whose text is full must hold paragraphs; one whose text is none must hold none."""
    for draft in process.drafts:
        has_body = bool(draft.body.strip())
        if draft.text == "full" and not has_body:
            found = "there is nothing after its fields"
        elif draft.text == "none" and (has_body or draft.outline):
            found = "there is a text or an outline below"
        elif draft.text == "outline" and not (draft.outline or has_body):
            found = "there is no outline"
        else:
            continue
        yield Problem(
            draft.at("text"),
            "draft-text",
            "text must say how much of the draft is held here: full, outline or none",
            f"it is {draft.text}, but {found}",
            "Correct the word, or add the text",
        )


def check_previous(process: Process, loaded: Loaded, today: date) -> Iterator[Problem]:
    """Drafts must follow one another in one line, without a circle."""
    previous = {draft.id: draft.previous for draft in process.drafts}
    for draft in process.drafts:
        seen, at = {draft.id}, draft.previous
        while at is not None and at not in seen:
            seen.add(at)
            at = previous.get(at)
        if at == draft.id:
            yield Problem(
                draft.at("previous"),
                "previous",
                "previous must name an earlier draft",
                f"following it from {draft.id} leads back to {draft.id}",
                "Name the draft that came before",
            )


RULES: tuple[Rule, ...] = tuple(
    rule for name, rule in sorted(globals().items()) if name.startswith("check_")
)
